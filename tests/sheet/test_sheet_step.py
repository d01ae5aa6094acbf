"""The last column of a grid that is compared: it speaks of the last two columns in sight."""

from __future__ import annotations

from typing import cast

import pytest
from rich.style import Style

from partnerbook.tui.glyphs import UNICODE
from partnerbook.tui.sheet.layout import plan_grid
from partnerbook.tui.sheet.line import Ink
from partnerbook.tui.sheet.model import Cell, Column, GridHead, GridRow
from partnerbook.tui.sheet.paint import draw_row
from partnerbook.tui.sheet.palette import Palette

COUNT = 12
PLAIN = Ink(cast(Palette, lambda _ground, _role: Style()), UNICODE)
HEAD = GridHead("Ladder", tuple(Column(f"t{n}") for n in range(COUNT)), step=True)
ROW = GridRow(
    "Revenue",
    tuple(Cell(f"tiers.t{n}.revenue", str(n)) for n in range(COUNT)),
    HEAD,
    tuple(f"x{n}" for n in range(1, COUNT)),
)


@pytest.mark.parametrize(("width", "first"), [(80, 0), (80, 4), (80, 99), (120, 0), (200, 3), (400, 0)])
def test_the_step_is_of_the_last_two_columns_in_sight(width: int, first: int) -> None:
    plan = plan_grid(HEAD, width, 12, first)
    drawn = draw_row(PLAIN, ROW, plan).text.split()
    assert drawn[-1] == f"x{plan.spans[-1].index}"


def test_one_column_in_sight_is_compared_with_nothing() -> None:
    plan = plan_grid(HEAD, 34, 12, 5)
    assert len(plan.spans) == 1
    assert "x" not in draw_row(PLAIN, ROW, plan).text
