"""The two lines under the cursor row: the worst flag in full, or what the field means."""

from __future__ import annotations

from typing import Final

from partnerbook.tui.glyphs import Glyphs
from partnerbook.tui.sheet.model import Cell, EmptyRow, Flag, FormRow, Row, cells_of
from partnerbook.tui.sheet.palette import Role
from partnerbook.tui.text import shown

_EMPTY_ADVICE: Final = ("", "fill it in")
"""Said of a field that is empty, by the sign alone."""
Part = tuple[str, Role]
"""Text that is not yet made safe, and how it is drawn."""


def flag_glyph(flag: Flag, glyphs: Glyphs) -> str:
    """The sign of a severity."""
    sign: str = getattr(glyphs, flag.severity)
    return sign


def flag_role(flag: Flag) -> Role:
    """The style of a severity."""
    roles: dict[str, Role] = {
        "error": "flag-error",
        "warning": "flag-warning",
        "note": "flag-note",
        "todo": "flag-todo",
        "waived": "flag-waived",
    }
    return roles[flag.severity]


def detail_parts(
    row: Row, column: int, glyphs: Glyphs, *, cut: bool = False
) -> tuple[list[Part], list[Part]]:
    """What the two lines say of the cell with the cursor. The first runs on into the second if it is long.

    A value that is `cut` in its cell is said in full.
    """
    if isinstance(row, EmptyRow):
        return [], []
    cells = cells_of(row)
    if not 0 <= column < len(cells):
        return [], []
    cell = cells[column]
    if cell.flag is not None:
        return _of_flags(cell, glyphs)
    hint = (row.hint if isinstance(row, FormRow) else "") or cell.hint
    if cut:
        return [(" ".join((cell.shown or cell.text).split()), "value")], []
    return _of_field(cell, "" if isinstance(row, FormRow) else hint, glyphs)


def _of_flags(cell: Cell, glyphs: Glyphs) -> tuple[list[Part], list[Part]]:
    """The worst flag: what is wrong and what would mend it, then where that is from and what else is wrong."""
    flag, others = cell.flags[0], cell.flags[1:]
    word = "to do" if flag.severity == "todo" else flag.severity
    first: list[Part] = [
        (f"{flag_glyph(flag, glyphs)} {word} {flag.code} ".replace("  ", " "), flag_role(flag)),
        (f" {flag.message.rstrip('.')}", "value"),
    ]
    way = _way_out(flag)
    if way:
        first.append((f" {glyphs.arrow} {way}", "strong"))
    second: list[Part] = []
    for other in others[:2]:
        second.append((f"also {flag_glyph(other, glyphs)} {other.code} ", flag_role(other)))
    if len(others) > 2:
        second.append((f"and {len(others) - 2} more ", "hint"))
    meaning = cell.field.help.split("\n", 1)[0] if cell.field and flag.severity == "todo" else ""
    facts = f" {glyphs.middle_dot} ".join(fact for fact in (meaning, flag.source) if fact)
    if facts:
        lead = f"{glyphs.middle_dot} " if second else ""
        second.append((lead + facts, "hint"))
    return first, second


def _way_out(flag: Flag) -> str:
    """What would pass, where the message does not say it already."""
    way = flag.fix or flag.short
    return "" if way.lower() in _EMPTY_ADVICE or way in flag.message else way


def _of_field(cell: Cell, hint: str, glyphs: Glyphs) -> tuple[list[Part], list[Part]]:
    field = cell.field
    first: list[Part] = [(hint, "value")] if hint else []
    if field is None:
        return first, []
    meaning = field.help.split("\n", 1)[0]
    facts = []
    if cell.state == "unset" and field.default:
        facts.append(f"unset: {field.default}")
    if field.source:
        facts.append(field.source)
    tail = f" {glyphs.middle_dot} ".join(facts)
    if not first:
        return [(meaning, "hint")] if meaning else [], [(tail, "hint")] if tail else []
    rest = f" {glyphs.middle_dot} ".join(fact for fact in (meaning, tail) if fact)
    return first, [(rest, "hint")] if rest else []


def wrap(
    first: list[Part], second: list[Part], width: int, ascii_only: bool
) -> tuple[list[Part], list[Part]]:
    """Break the first line at a word if it is too long; what is left goes before the second."""
    from rich.cells import cell_len

    room = width
    line: list[Part] = []
    rest: list[Part] = []
    for text, role in first:
        drawn = shown(text, limit=2000, ascii_only=ascii_only)
        if rest:
            rest.append((drawn, role))
            continue
        used = cell_len(drawn)
        if used <= room:
            line.append((drawn, role))
            room -= used
            continue
        kept, left = _break(drawn, room)
        line.append((kept, role))
        rest.append((left, role))
    gap: list[Part] = [("  ", "hint")] if rest and second else []
    return line, rest + gap + second


def _break(text: str, room: int) -> tuple[str, str]:
    from rich.cells import cell_len

    taken, end = 0, 0
    for index, char in enumerate(text):
        if char == " ":
            end = index
        taken += cell_len(char)
        if taken > room:
            return (text[:end], text[end + 1 :]) if end else (text[:index], text[index:])
    return text, ""
