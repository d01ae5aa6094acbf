"""Draws one cell: a blank or the sign of a change, the value or the editor, a blank."""

from __future__ import annotations

from rich.cells import cell_len

from partnerbook.record import record
from partnerbook.tui.sheet.detail import flag_glyph, flag_role
from partnerbook.tui.sheet.editing import Editing
from partnerbook.tui.sheet.line import Line
from partnerbook.tui.sheet.model import Cell, Flag
from partnerbook.tui.sheet.palette import Ground, Role
from partnerbook.tui.text import Align

_ROLES: dict[str, Role] = {
    "value": "value",
    "unset": "unset",
    "withheld": "withheld",
    "pending": "pending",
    "inherited": "inherited",
    "readonly": "readonly",
}
_WITHOUT_UNIT = frozenset({"unset", "withheld"})


@record
class Here:
    """What is going on in the row that is drawn."""

    column: int | None = None
    """Where the cursor stands, when it stands in this row."""
    focused: bool = False
    editing: Editing | None = None
    """The editor, when it is open in this row."""
    echo: tuple[str, str] | None = None
    """``(address, text)`` just committed, and not yet in the model."""

    def at(self, column: int) -> bool:
        return self.column == column


NOWHERE = Here()


def draw_box(
    line: Line, cell: Cell, column: int, width: int, here: Here, *, grid: bool, align: Align
) -> None:
    """Draw a cell in exactly ``width`` cells. In a grid its unit and flag stand inside."""
    end = line.used + width
    ground = _ground(line, cell, column, here, grid)
    mark = _mark(line, cell, ground)
    typed = here.editing is not None and here.at(column)
    if not grid or align == "left" or typed:
        if mark:
            line.sign(*mark, ground)
            mark = None
        line.to(end - width + 1, ground)
    if typed and here.editing is not None:
        _draw_editor(line, here.editing, end - line.used, align, cell.unit if grid else "")
    else:
        _draw_value(line, cell, end - line.used - 1, ground, here, grid=grid, align=align, mark=mark)
    line.to(end, ground)


def _mark(line: Line, cell: Cell, ground: Ground) -> tuple[str, Role] | None:
    """The sign in front of a value: it has changed; else, where there are no colours, the cursor is on it."""
    if cell.changed:
        return line.ink.glyphs.modified, "changed"
    if line.ink.no_color and ground in ("focus", "away"):
        return line.ink.glyphs.cursor, "value"
    return None


def _ground(line: Line, cell: Cell, column: int, here: Here, grid: bool) -> Ground:
    if here.at(column):
        if here.editing is not None:
            return "edit"
        return "focus" if here.focused else "away"
    return "field" if cell.editable and not grid else line.ground


def face(cell: Cell, unset: str, here: Here = NOWHERE) -> tuple[str, Role]:
    """What a cell shows when nobody types in it, and how."""
    if here.echo is not None and here.echo[0] == cell.address:
        return here.echo[1] or unset, "value" if here.echo[1] else "unset"
    if cell.state == "pending":
        return cell.text, "pending"
    if cell.state == "unset":
        return cell.shown or unset, "unset"
    return cell.shown or cell.text, "hint" if cell.quiet and cell.state == "value" else _ROLES[cell.state]


def _draw_value(
    line: Line,
    cell: Cell,
    width: int,
    ground: Ground,
    here: Here,
    *,
    grid: bool,
    align: Align,
    mark: tuple[str, Role] | None = None,
) -> None:
    """The value with its unit and flag. A `mark` stands beside it, never beside what the column before holds."""
    end = line.used + width
    if grid and align == "right":
        line.to(line.used + 1, ground)
        width -= 2 if mark else 1
    text, role = face(cell, line.ink.glyphs.unset, here)
    unit = f" {cell.unit}" if grid and cell.unit and cell.state not in _WITHOUT_UNIT else ""
    needed = line.width_of(text) + len(unit)
    flag = cell.flag if grid else None
    tail = _tail(line, flag, width - needed) if flag else ""
    room = width - (line.width_of(tail) + 1 if tail else 0)
    if needed > room and unit:
        needed, unit = needed - len(unit), ""  # the value matters more than its unit
    if align == "right":
        _to_the_right(line, end - width + room - min(needed, room), ground, mark)
    wide = min(needed - len(unit), max(room - len(unit), min(room, 1)))
    line.put(text, wide, role, ground)
    line.flow(unit, min(len(unit), room - wide), "unit", ground)
    if tail and flag:
        line.sign(" ", "value", ground)
        line.flow(tail, width, flag_role(flag), ground)


def _to_the_right(line: Line, start: int, ground: Ground, mark: tuple[str, Role] | None) -> None:
    """Blanks up to a value, with the mark in front of it: a blank between them where there is one."""
    if mark:
        line.to(max(start - 2, line.used), ground)
        line.sign(*mark, ground)
    line.to(start, ground)


def _tail(line: Line, flag: Flag, room: int) -> str:
    """As much of a flag as fits behind the value of a grid cell; its sign always."""
    sign = flag_glyph(flag, line.ink.glyphs)
    if not flag.short:
        return sign
    value = flag.short.split(maxsplit=1)[0]
    tails = (f"{sign} {flag.short}", f"{sign}{line.ink.glyphs.arrow}{value}")
    return next((tail for tail in tails if line.width_of(tail) + 1 <= room), sign)


def caret_in(editing: Editing, width: int, align: Align, *, ascii_only: bool) -> int:
    """The cell of the caret in a box of some width, as `_draw_editor` draws it."""
    if align == "left":
        return 1 + editing.caret_x()
    used = sum(cell_len(text) for text, _ in editing.in_sight(width - 1, ascii_only=ascii_only))
    is_behind = editing.line.caret == len(editing.line.text)
    return width - used - (0 if is_behind else 1) + editing.caret_x()


def _draw_editor(line: Line, editing: Editing, width: int, align: Align, unit: str) -> None:
    """The letters in sight and the caret. A caret behind the last letter stands in the closing blank."""
    editing.scroll(width)
    end = line.used + width
    letters = editing.in_sight(width, ascii_only=line.ink.glyphs.ascii)
    if align == "right":
        used = sum(cell_len(text) for text, _ in letters)
        caret_behind = editing.line.caret == len(editing.line.text)
        line.to(end - used - (0 if caret_behind else 1), "edit")
    for text, role in letters:
        line.sign(text, role, "edit")
    if unit and align == "left":
        line.flow(unit, end - line.used, "unit", "edit")
