"""What dialogs draw with: lines of painted text, wrapped to the room, in plain ASCII where the terminal needs it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rich.cells import cell_len
from rich.segment import Segment
from textual.content import Content

from partnerbook.tui.glyphs import Glyphs
from partnerbook.tui.keys import KeyNames
from partnerbook.tui.page import Line, Paint, Span
from partnerbook.tui.text import fit, safe
from partnerbook.tui.widgets.canvas import Canvas

_PLAIN: Final = str.maketrans(
    {"·": "-", "—": "-", "–": "-", "…": "~", "→": ">", "×": "x", "≥": ">=", "≤": "<=", "’": "'", "÷": "/"}
)
"""Signs that our own sentences use, for terminals that have ASCII only."""
_LEAST: Final = 8
"""Cells below which a part of a line says nothing."""


def plain_signs(text: str, glyphs: Glyphs) -> str:
    """Text with the signs of our own sentences in ASCII, where the glyphs are."""
    return text.translate(_PLAIN) if glyphs.ascii and not text.isascii() else text


class Drawn(Canvas):
    """A canvas for dialogs."""

    DEFAULT_CSS = """
    Drawn { padding: 0 1; background: $surface; }
    """

    def _segment(self, text: str, paint: Paint) -> Segment:
        return super()._segment(plain_signs(text, self.glyphs), paint)


def flow(text: str, width: int, paint: Paint = "plain", *, indent: int = 0, first: str = "") -> list[Line]:
    """Text of any origin over as many lines of `width` cells as it needs; its own line ends are kept.

    Args:
        text: what to say.
        width: cells of a line, the indent among them.
        paint: how it is drawn.
        indent: cells in front of each line.
        first: what stands in the indent of the first line (a bullet).
    """
    room = max(width - indent, 8)
    lines = [line for row in safe(text, keep_lines=True).plain.split("\n") for line in _wrap(row, room)]
    fronts = [first.ljust(indent), *[" " * indent] * (len(lines) - 1)]
    return [((front + line, paint),) for front, line in zip(fronts, lines, strict=True)]


def _wrap(row: str, room: int) -> list[str]:
    if cell_len(row) <= room:
        return [row]
    lines: list[str] = []
    line = ""
    for word in row.split():
        joined = f"{line} {word}" if line else word
        if cell_len(joined) <= room:
            line = joined
            continue
        if line:
            lines.append(line)
        *full, line = _pieces(word, room)
        lines += full
    return [*lines, line] if line or not lines else lines


def _pieces(word: str, room: int) -> list[str]:
    """A word that is longer than a line, in pieces."""
    pieces = [""]
    taken = 0
    for char in word:
        wide = cell_len(char)
        if taken + wide > room:
            pieces.append("")
            taken = 0
        pieces[-1] += char
        taken += wide
    return pieces


def key_line(names: KeyNames, actions: Iterable[tuple[str, str]]) -> Content:
    """Keys and what they do, for the last line of a screen: ids of actions, and words."""
    keys = ((names(id), words) for id, words in actions if names.all(id))
    return Content("   ").join(
        Content.assemble((key, "bold $text-accent"), f" {words}") for key, words in keys
    )


def sides(left: Iterable[Span], right: Iterable[Span], width: int, glyphs: Glyphs) -> Line:
    """One line: the left part, cut where it has to be, and the right part at the right edge."""
    right = _safe(right, glyphs)
    room = width - sum(cell_len(text) for text, _ in right)
    if right and room < width // 3:
        right, room = (), width
    made = cut(left, room - 1 if right else room, glyphs)
    gap = room - sum(cell_len(text) for text, _ in made)
    return (*made, (" " * max(gap, 0), "plain"), *right)


def yielding(left: Iterable[Span], right: Iterable[Span], width: int, glyphs: Glyphs) -> Line:
    """As `sides`, but it is the right part that is cut, and left out where nearly nothing of it would stay."""
    made = cut(left, width, glyphs)
    room = width - sum(cell_len(text) for text, _ in made) - 2
    short = cut(right, room, glyphs) if room >= _LEAST else ()
    gap = width - sum(cell_len(text) for text, _ in (*made, *short))
    return (*made, (" " * max(gap, 0), "plain"), *short)


def cut(spans: Iterable[Span], width: int, glyphs: Glyphs) -> Line:
    """Spans in at most `width` cells."""
    made: list[Span] = []
    room = max(width, 0)
    for text, paint in _safe(spans, glyphs):
        short = fit(text, room, glyphs.ellipsis)
        if short:
            made.append((short, paint))
        room -= cell_len(short)
        if short != text:
            break
    return tuple(made)


def _safe(spans: Iterable[Span], glyphs: Glyphs) -> Line:
    return tuple(
        (safe(plain_signs(text, glyphs), ascii_only=glyphs.ascii).plain, paint) for text, paint in spans
    )
