"""The law of what is kept: a page looks the same as one that makes everything anew."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from page_texts import DRAFT, TODAY, all_rows, example, program_of

from partnerbook.checks.engine import Engine
from partnerbook.program.edit import EditError, Move, Remove, Set, Unset, apply
from partnerbook.program.fields import FieldSpec
from partnerbook.program.program import Program
from partnerbook.record import replace
from partnerbook.tui.glyphs import UNICODE
from partnerbook.tui.kept import Kept
from partnerbook.tui.pages import Pages
from partnerbook.tui.sheet.model import GridRow, Row, cells_of
from partnerbook.tui.view import View

STARTS = (example(), program_of(DRAFT), example(program__status="draft"))
WIDTH = 90
ADDRESSES = ("tiers", "tracks", "metrics", "benefits", "enablement.modules", "partners", "integrations")


def value_for(rng: random.Random, program: Program, spec: FieldSpec) -> Any:
    """A plausible value of a field."""
    keys = [key for table in spec.refers_to for key in getattr(program, table)]
    if rng.random() < 0.1:
        return "withheld"
    if spec.kind in ("whole", "number"):
        return rng.choice((0, 1, 8, 18, 25, 30, 100, 50_000, *spec.choices))
    if spec.kind == "yes-no":
        return rng.random() < 0.5
    if spec.kind == "date":
        return TODAY + timedelta(days=rng.randrange(-900, 900))
    if spec.kind == "list":
        return tuple(rng.sample((*keys, *spec.choices, "nobody"), 1))
    return rng.choice((*spec.choices, *keys, "x"))


def edited(rng: random.Random, program: Program, rows: list[Row]) -> Program:
    """The program after something that a person may do on a page."""
    cells = [cell for row in rows for cell in cells_of(row) if cell.field is not None]
    items = [row.item or cell.item for row in rows if isinstance(row, GridRow) for cell in cells_of(row)]
    kind = rng.random()
    with suppress(EditError):
        if kind < 0.75 and cells:
            cell = rng.choice(cells)
            assert cell.field is not None
            return apply(program, Set(cell.address, value_for(rng, program, cell.field)))
        if kind < 0.85 and cells:
            return apply(program, Unset(rng.choice(cells).address))
        items = [each for each in items if each]
        if kind < 0.93 and items:
            return apply(program, Remove(rng.choice(items)))
        if items:
            return apply(program, Move(rng.choice(items), None))
    return program


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(STARTS), st.integers(0, 2**32))
def test_a_page_looks_the_same_as_one_that_is_made_anew(start: Program, seed: int) -> None:
    rng = random.Random(seed)
    engine, kept, pages = Engine(TODAY), Kept(), tuple(Pages().values())
    program, page = start, rng.choice(pages)
    for _ in range(12):
        page = page if rng.random() < 0.8 else rng.choice(pages)
        pending = {"company.arr": rng.choice(("1x", "2x"))} if rng.random() < 0.3 else {}
        marked = frozenset(rng.sample(("company.arr", "tiers.gold.rank", "tiers.gold.pay_percent.var"), 1))
        view = View(program, engine.report(program), TODAY, UNICODE, pending, marked, kept=kept)
        kept.turn_to(page.key, view)
        rows = all_rows(page.rows(view, WIDTH))
        assert rows == all_rows(page.rows(replace(view, kept=Kept()), WIDTH))
        before, program = program, edited(rng, program, rows)
        if rng.random() < 0.2:
            program = before


def test_a_key_makes_only_the_rows_of_what_it_changes() -> None:
    start = example()
    kept, page = Kept(), Pages()["tiers"]
    shown = []
    for percent in (25, 26, 27):
        program = apply(start, Set("tiers.gold.pay_percent.var", percent))
        view = View(program, Engine(TODAY).report(program), TODAY, UNICODE, kept=kept)
        kept.turn_to(page.key, view)
        shown.append(all_rows(page.rows(view, WIDTH)))
    first, second = shown[1:]
    anew = [row for before, row in zip(first, second, strict=True) if before is not row]
    assert {row.label for row in anew if isinstance(row, GridRow)} == {"Solution partners"}
    assert len(anew) < len(second) / 4
