"""The box that lies over the sheet while a choice, a list or a date is typed. It is drawn, not mounted."""

from __future__ import annotations

from datetime import date
from typing import Final

from textual.strip import Strip

from partnerbook.record import record
from partnerbook.tui.keys import KeyNames
from partnerbook.tui.sheet.choices import LINES, ChoiceList, split_words
from partnerbook.tui.sheet.days import describe
from partnerbook.tui.sheet.editing import Editing
from partnerbook.tui.sheet.line import Ink, Line
from partnerbook.tui.sheet.model import Choice
from partnerbook.tui.sheet.palette import Role

_LEAST: Final = 22
_MOST: Final = 60


@record
class Popup:
    """A drawn box and where it lies in the sheet's window."""

    x: int
    y: int
    width: int
    strips: tuple[Strip, ...]

    def holds(self, x: int, y: int) -> bool:
        """Whether a cell of the window is under the box."""
        return self.x <= x < self.x + self.width and self.y <= y < self.y + len(self.strips)

    def over(self, y: int, below: Strip, width: int) -> Strip:
        """The line of the window with the box laid over it."""
        if not self.y <= y < self.y + len(self.strips):
            return below
        right = self.x + self.width
        return Strip.join([below.crop(0, self.x), self.strips[y - self.y], below.crop(right, width)])


def popup_lines(
    ink: Ink, keys: KeyNames, editing: Editing, today: date, most_width: int, most_lines: int
) -> list[Strip]:
    """The lines of the box for what is typed; none when the editor needs no box."""
    if editing.choices is not None:
        return _choice_lines(ink, keys, editing.choices, editing.line.text, most_width, most_lines)
    if editing.is_date:
        return _date_lines(ink, keys, editing.line.text, today, most_width) if most_lines >= 3 else []
    return []


def _choice_lines(
    ink: Ink, names: KeyNames, choices: ChoiceList, text: str, most_width: int, most_lines: int
) -> list[Strip]:
    shown = choices.matches[choices.top : choices.top + min(LINES, max(most_lines - 2, 0))]
    if most_lines < 3:
        return []
    glyphs = ink.glyphs
    ticked = set(split_words(text)) if choices.many else set()
    rows = [
        (each.word, each.label if each.label != each.word else "", _role(choices, each)) for each in shown
    ]
    probe = Line(ink)
    words = max((probe.width_of(word) for word, _, _ in rows), default=0)
    labels = max((probe.width_of(label) for _, label, _ in rows), default=0)
    sign = 4 if choices.many else 0
    width = min(max(words + labels + sign + 6, _LEAST), _MOST, most_width)
    lines = [_edge(ink, width, glyphs.top_left, glyphs.top_right, _count(choices))]
    for index, (word, label, role) in enumerate(rows, choices.top):
        ground = "picked" if index == choices.picked else "popup"
        line = Line(ink, "popup")
        line.sign(glyphs.vertical, "rule")
        line.ground = ground  # type: ignore[assignment]
        line.to(2)
        if choices.many:
            line.sign(glyphs.checked if word in ticked else glyphs.unchecked, "value")
            line.to(6)
        line.put(word, min(words, width - 2 - line.used), "value")
        line.to(line.used + 2)
        line.flow(label, width - 2 - line.used, role)
        line.to(width - 1)
        line.ground = "popup"
        line.sign(glyphs.vertical, "rule")
        lines.append(line.strip(width))
    if not rows:
        lines.append(_inside(ink, width, "nothing like it"))
    enter = names("sheet.commit")
    keys = f"space ticks, {enter} keeps" if choices.many else f"{enter} takes it"
    lines.append(_edge(ink, width, glyphs.bottom_left, glyphs.bottom_right, keys))
    return lines


def _role(choices: ChoiceList, choice: Choice) -> Role:
    return "flag-warning" if choice in choices.strangers else "hint"


def _count(choices: ChoiceList) -> str:
    total, matching = len(choices.strangers) + len(choices.choices), len(choices.matches)
    if matching < total:
        return f"{matching} of {total}"
    return f"{total}" if total > LINES else ""


def _date_lines(ink: Ink, names: KeyNames, text: str, today: date, most_width: int) -> list[Strip]:
    glyphs = ink.glyphs
    day = _pair(names, "sheet.up", "sheet.down", ("up", "down"), glyphs.up + glyphs.down)
    month = _pair(names, "sheet.page-up", "sheet.page-down", ("page up", "page down"), "pgup pgdn")
    keys = f"{day} day {glyphs.middle_dot} {month} month {glyphs.middle_dot} t today"
    width = min(len(keys) + 6, most_width)
    return [
        _edge(ink, width, glyphs.top_left, glyphs.top_right, ""),
        _inside(ink, width, describe(text, today)),
        _edge(ink, width, glyphs.bottom_left, glyphs.bottom_right, keys),
    ]


def _pair(names: KeyNames, one: str, other: str, usual: tuple[str, str], short: str) -> str:
    """Two keys, in short where they are the usual ones."""
    keys = (names(one), names(other))
    return short if keys == usual else " ".join(keys)


def _inside(ink: Ink, width: int, words: str) -> Strip:
    line = Line(ink, "popup")
    line.sign(ink.glyphs.vertical, "rule")
    line.to(2)
    line.flow(words, width - 4, "hint")
    line.to(width - 1)
    line.sign(ink.glyphs.vertical, "rule")
    return line.strip(width)


def _edge(ink: Ink, width: int, left: str, right: str, words: str) -> Strip:
    line = Line(ink, "popup")
    line.sign(left, "rule")
    if words and width > 8:
        line.sign(ink.glyphs.line, "rule")
        line.to(line.used + 1)
        line.flow(words, width - line.used - 3, "hint")
        line.to(line.used + 1)
    line.sign(ink.glyphs.line * max(width - line.used - 1, 0), "rule")
    line.sign(right, "rule")
    return line.strip(width)
