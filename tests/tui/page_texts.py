"""Pages without a terminal: what a page makes of a workbook, as rows by address and as text."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from partnerbook.checks.engine import run
from partnerbook.program.build import build
from partnerbook.program.edit import Set, apply
from partnerbook.program.program import Program
from partnerbook.record import replace
from partnerbook.tui.app import PartnerbookApp
from partnerbook.tui.glyphs import UNICODE, Glyphs
from partnerbook.tui.keys import KeyNames
from partnerbook.tui.page import Page
from partnerbook.tui.sheet.model import (
    Cell,
    EmptyRow,
    FormRow,
    GridHead,
    GridRow,
    Heading,
    Row,
    SheetModel,
    TextRow,
    cells_of,
)
from partnerbook.tui.sheet.sheet import Sheet
from partnerbook.tui.view import View
from partnerbook.tui.workbook_screen import WorkbookScreen

TODAY = date(2026, 11, 24)
EXAMPLE = Path(__file__).parents[2] / "sample_programs" / "example.program.toml"
DRAFT = 'format = 1\n[program]\nname = "New one"\nstatus = "draft"\n'


def program_of(text: str) -> Program:
    """The program that a text means."""
    return build(tomllib.loads(text)).program


def example(**values: Any) -> Program:
    """The example, with other values by address (dots as ``__``)."""
    program = program_of(EXAMPLE.read_text(encoding="utf-8"))
    return changed(program, {name.replace("__", "."): value for name, value in values.items()})


def changed(program: Program, values: Mapping[str, Any]) -> Program:
    """The program with other values."""
    for at, value in values.items():
        program = apply(program, Set(at, value))
    return program


DECLARED = KeyNames.of((PartnerbookApp, WorkbookScreen, Sheet), {})
"""Keys as nobody has moved them."""


def view_of(program: Program, *, glyphs: Glyphs = UNICODE, **facts: Any) -> View:
    """The view of a program, with all that the checks say of it."""
    return replace(View(program, run(program, TODAY), TODAY, glyphs, keys=DECLARED), **facts)


def rows_of(page: Page, program: Program, width: int = 77) -> SheetModel:
    """The sheet of a page."""
    return page.rows(view_of(program), width)


def all_rows(model: SheetModel) -> list[Row]:
    """Every row."""
    return [model.row(index) for index in range(len(model))]


def cell(model: SheetModel, at: str) -> Cell:
    """The cell of an address."""
    place = model.index_of(at)
    assert place is not None, at
    return cells_of(model.row(place[0]))[place[1]]


def words(row: Row) -> str:
    """A row as text."""
    if isinstance(row, (GridRow, FormRow)):
        shown = [each.shown or each.text for each in cells_of(row)]
        return " | ".join([row.label, *shown, *(row.steps[-1:] if isinstance(row, GridRow) else [])])
    if isinstance(row, GridHead):
        return " | ".join([row.label, *(column.label for column in row.columns)])
    if isinstance(row, Heading):
        return f"{row.label} {row.note}".strip()
    return row.text if isinstance(row, (TextRow, EmptyRow)) else ""


def sheet_text(model: SheetModel) -> str:
    """A whole sheet as text."""
    return "\n".join(map(words, all_rows(model)))


def picture(page: Page, program: Program, width: int = 57, glyphs: Glyphs = UNICODE) -> list[str]:
    """A picture as lines of text."""
    lines = page.picture(view_of(program, glyphs=glyphs), width)
    return ["".join(text for text, _ in line).rstrip() for line in lines]


def line_with(lines: list[str], text: str) -> str:
    """The first line that holds a text."""
    found = next((line for line in lines if text in line), None)
    assert found is not None, f"{text!r} is not in\n" + "\n".join(lines)
    return found
