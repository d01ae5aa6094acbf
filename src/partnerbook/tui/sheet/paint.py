"""Draws one row of a sheet as a strip of cells."""

from __future__ import annotations

from textual.strip import Strip

from partnerbook.tui.sheet.box import NOWHERE, Here, draw_box
from partnerbook.tui.sheet.detail import Part, detail_parts, flag_glyph, flag_role, wrap
from partnerbook.tui.sheet.layout import GUTTER, STEP, FormPlan, GridPlan
from partnerbook.tui.sheet.line import Ink, Line
from partnerbook.tui.sheet.model import (
    EmptyRow,
    Flag,
    FormRow,
    GridHead,
    GridRow,
    Heading,
    Row,
    TextRow,
    cells_of,
)
from partnerbook.tui.sheet.palette import Ground, Role

_FLOWING = frozenset({"text", "note", "list"})
"""Kinds whose value runs on to the right edge when nothing stands there."""
_TONES: dict[str, Role] = {"plain": "value", "muted": "hint", "strong": "strong"}


def draw_row(ink: Ink, row: Row, plan: FormPlan | GridPlan, here: Here = NOWHERE) -> Strip:
    """One row, exactly as wide as the plan."""
    line = Line(ink, "plain" if here.column is None else "row")
    if isinstance(row, FormRow) and isinstance(plan, FormPlan):
        _draw_form(line, row, plan, here)
    elif isinstance(row, GridRow) and isinstance(plan, GridPlan):
        _draw_grid(line, row, plan, here)
    elif isinstance(row, GridHead) and isinstance(plan, GridPlan):
        _draw_head(line, row, plan)
    elif isinstance(row, Heading):
        _draw_heading(line, row, plan.width)
    elif isinstance(row, EmptyRow):
        _draw_empty(line, row, plan.width, here)
    elif isinstance(row, TextRow):
        line.to(GUTTER)
        line.put(row.text, plan.width - GUTTER - 1, _TONES[row.tone])
    return line.strip(plan.width)


def draw_details(ink: Ink, row: Row, column: int, plan: FormPlan | GridPlan) -> tuple[Strip, Strip]:
    """The two lines under the cursor row."""
    first, second = detail_parts(row, column, ink.glyphs, cut=_is_cut(ink, row, column, plan))
    first, second = wrap(first, second, plan.width - plan.detail - 1, ink.glyphs.ascii)
    return _draw_detail(ink, first, plan), _draw_detail(ink, second, plan)


def _is_cut(ink: Ink, row: Row, column: int, plan: FormPlan | GridPlan) -> bool:
    """Whether the value under the cursor is longer than its cell."""
    cells = cells_of(row)
    if not 0 <= column < len(cells):
        return False
    text = cells[column].shown or cells[column].text
    if isinstance(plan, FormPlan):
        return Line(ink).width_of(text) > plan.width - plan.value - 3
    span = plan.span(column)
    return span is not None and Line(ink).width_of(text) > span.width - (3 if cells[column].changed else 2)


def _draw_detail(ink: Ink, parts: list[Part], plan: FormPlan | GridPlan) -> Strip:
    line = Line(ink, "row")
    line.to(plan.detail)
    for text, role in parts:
        line.flow(text, plan.width - 1 - line.used, role)
    return line.strip(plan.width)


def _lead(line: Line, here: Here) -> None:
    if here.column is not None:
        line.sign(line.ink.glyphs.cursor, "mark")
    line.to(GUTTER)


def _draw_form(line: Line, row: FormRow, plan: FormPlan, here: Here) -> None:
    cell = row.cell
    _lead(line, here)
    line.to(GUTTER + row.indent)
    line.put(row.label, plan.label - row.indent, "label")
    line.to(plan.value)
    flag = cell.flag if here.column is None else None
    hint = row.hint or cell.hint
    width = plan.box_of(cell)
    if cell.field is not None and cell.field.kind in _FLOWING and not flag and not hint:
        needed = plan.width if here.editing else line.width_of(cell.shown or cell.text) + 2
        width = min(max(needed, width), plan.width - plan.value - 1)
    draw_box(line, cell, 0, width, here, grid=False, align="right" if cell.numeric else "left")
    unit = row.unit or cell.unit
    if unit:
        line.to(line.used + 1)
        free = plan.width if not flag and not hint else plan.aside
        line.put(unit, min(line.width_of(unit), free - line.used - 1), "unit")
    line.to(plan.aside)
    if flag:
        _draw_flag(line, flag, plan.aside_width)
    else:
        line.put(hint, plan.aside_width if hint else 0, "hint")


def _draw_flag(line: Line, flag: Flag, width: int) -> None:
    end = line.used + width
    line.flow(f"{flag_glyph(flag, line.ink.glyphs)} {flag.code}", width, flag_role(flag))
    if end - line.used > 4:
        line.to(line.used + 1)
        words = flag.message if line.width_of(flag.message) <= end - line.used else flag.short or flag.message
        line.put(words, end - line.used, "hint")


def _draw_grid(line: Line, row: GridRow, plan: GridPlan, here: Here) -> None:
    _lead(line, here)
    line.put(row.label, plan.label, "label")
    columns = row.head.columns
    for span in plan.spans:
        line.to(span.start)
        if span.index < len(row.cells):
            cell = row.cells[span.index]
            draw_box(line, cell, span.index, span.width, here, grid=True, align=columns[span.index].align)
    step = row.steps[plan.last - 1] if row.head.step and 0 < plan.last <= len(row.steps) else ""
    if step and len(plan.spans) > 1:
        line.to(plan.step)
        line.put(step, min(STEP, plan.width - plan.step) - 1, "step", align="right")


def _draw_head(line: Line, row: GridHead, plan: GridPlan) -> None:
    glyphs = line.ink.glyphs
    line.to(GUTTER)
    line.put(row.label, plan.label, "head")
    if plan.more_left:
        line.sign(glyphs.more_left, "key")
    for span in plan.spans:
        column = row.columns[span.index]
        line.to(span.start + 1)
        line.put(column.label, span.width - 2, "head", align=column.align)
    if plan.more_right:
        line.to(min(line.used + 1, plan.width - 1))
        line.sign(glyphs.more_right, "key")


def _draw_heading(line: Line, row: Heading, width: int) -> None:
    line.to(1)
    line.flow(row.label, width - 2, "heading")
    line.to(line.used + 1)
    note = min(line.width_of(row.note), max(width - line.used - 6, 0))
    rule = width - line.used - 1 - (note + 1 if note else 0)
    if rule > 0:
        line.sign(line.ink.glyphs.line * rule, "rule")
    if note:
        line.to(line.used + 1)
        line.put(row.note, note, "hint")


def _draw_empty(line: Line, row: EmptyRow, width: int, here: Here) -> None:
    _lead(line, here)
    ground: Ground = line.ground
    if here.column is not None:
        ground = "focus" if here.focused else "away"
    line.to(GUTTER + 1, ground)
    room = width - line.used - 2 - (len(row.key) + 2 if row.key else 0)  # the key is what has to be seen
    line.flow(row.text, room, "hint", ground)
    if row.key:
        line.to(line.used + 2, ground)
        line.flow(row.key, width - line.used - 2, "key", ground)
    line.to(line.used + 1, ground)
