"""Nothing that the format holds is out of reach: every declared value has a cell on some page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from tui_driver import TODAY

from partnerbook.checks.engine import Engine
from partnerbook.knowledge.assumptions import assumptions
from partnerbook.program.address import child
from partnerbook.program.build import build
from partnerbook.program.edit import Add, Set, apply
from partnerbook.program.fields import FieldSpec
from partnerbook.program.locate import value_at
from partnerbook.program.program import Program
from partnerbook.program.table import Part, Table, parts_of
from partnerbook.tui.glyphs import UNICODE
from partnerbook.tui.page import Page
from partnerbook.tui.pages import Pages
from partnerbook.tui.view import View

KEYS = ("first", "second")
ENTRY_KEYS = {
    "weights": "second",
    "pay_percent": "first",
    "pay_months": "first",
    "requires": "second",
    "alternatives": "selling",
    "benefits": "first",
    "metrics": "first",
}


def sample(spec: FieldSpec) -> Any:
    """Some value of a field."""
    if spec.kind == "choice":
        return spec.choices[0]
    if spec.kind == "list":
        return (spec.choices[0] if spec.choices else "first",)
    if spec.refers_to:
        return "first"
    return {"whole": 3, "number": 3, "yes-no": True, "date": date(2027, 1, 1)}.get(spec.kind, "words")


def everything(table: type[Table]) -> dict[str, Any]:
    """A table with every value that it declares."""
    return {name: _held(part) for name, part in parts_of(table).items()}


def _held(part: Part) -> Any:
    if part.table is not None:
        inner = everything(part.table)
        return dict.fromkeys(KEYS, inner) if part.keyed else inner
    assert part.spec is not None
    value = sample(part.spec)
    return {ENTRY_KEYS[part.name]: value} if part.keyed else value


def values(program: Program, table: type[Table] = Program, at: str = "") -> Iterator[str]:
    """Every address of a value that a program has or could have in its tables."""
    for name, part in parts_of(table).items():
        here = child(at, name)
        if part.table is not None and part.keyed:
            for key in value_at(program, here) or {}:
                yield from values(program, part.table, child(here, key))
        elif part.table is not None:
            yield from values(program, part.table, here)
        elif part.keyed:
            yield from (child(here, key) for key in value_at(program, here) or {})
        else:
            yield here


def view_of(program: Program) -> View:
    return View(program, Engine(TODAY).report(program), TODAY, UNICODE)


def page_of(pages: tuple[Page, ...], at: str) -> Page:
    return next(page for page in pages if page.owns(at))


def hidden(program: Program, width: int = 100) -> list[str]:
    """Addresses that no page shows, even when it is asked to."""
    view, pages = view_of(program), tuple(Pages().values())
    missing = []
    for at in values(program):
        page = page_of(pages, at)
        wanted = page.reveal(view, at)
        if page.rows(view, width).index_of(wanted) is None:
            missing.append(at)
    return missing


def whole_program(**changed: Any) -> Program:
    tables = everything(Program)
    tables["assumptions"] = {next(iter(assumptions())): {"value": 3, "source": "words"}}
    return build({**tables, **changed}).program


def test_everything_that_is_written_has_a_cell() -> None:
    program = whole_program()
    assert len(list(values(program))) > 200
    assert hidden(program) == []


def test_what_an_own_referral_program_does_not_need_is_all_that_is_hidden_while_unset() -> None:
    program = build({"tracks": {"a": {"type": "referral"}}}).program
    assert set(hidden(program)) == {
        "program.source",
        "program.seen",
        "program.complete",
        "tracks.a.single_platform",
        "tracks.a.partner_year.retention_value",
        "tracks.a.partner_year.co_sell_value",
        "tracks.a.joint_market.co_selling",
        "tracks.a.joint_market.co_marketing",
        "tracks.a.joint_market.account_planning",
    }


def test_an_outside_view_and_an_isv_track_need_all() -> None:
    program = build({"program": {"perspective": "outside"}, "tracks": {"a": {"type": "isv"}}}).program
    assert hidden(program) == []


@pytest.mark.parametrize(
    "table", ["tracks", "metrics", "benefits", "tiers", "extra_pay", "integrations", "partners"]
)
def test_mentions_of_what_is_not_there_keep_their_cells(table: str) -> None:
    """A dangling word must be seen to be mended."""
    assert hidden(whole_program(**{table: {}})) == []


def test_requirements_benefits_and_pay_can_be_given_to_a_tier_that_has_none() -> None:
    tables = {
        "tracks": {"var": {"type": "var"}},
        "extra_pay": {"hosting": {"track": "var", "months": 12}},
        "metrics": {"revenue": {"unit": "money"}, "points": {}},
        "benefits": {"portal": {}},
        "tiers": {"gold": {"rank": 1, "tracks": ("var",)}},
    }
    program = build(tables).program
    view, pages = view_of(program), tuple(Pages().values())
    for at in (
        "tiers.gold.pay_percent.var",
        "tiers.gold.pay_percent.hosting",
        "tiers.gold.pay_months.hosting",
        "tiers.gold.requires.revenue",
        "tiers.gold.alternatives.either",
        "tiers.gold.benefits.portal",
        "metrics.points.weights.revenue",
    ):
        page = page_of(pages, at)
        wanted = page.reveal(view, at)
        assert page.rows(view, 100).index_of(wanted) is not None, at


def test_every_assumption_can_be_changed_without_being_written() -> None:
    view, pages = view_of(Program()), tuple(Pages().values())
    for name, held in assumptions().items():
        place = pages[0].rows(view, 100).index_of(held.address)
        assert place is not None, name


def test_an_assumption_that_no_check_knows_has_a_cell() -> None:
    program = apply(Program(), Add("assumptions.mine", {"value": 3}))
    assert "assumptions.mine.value" not in hidden(program)
    assert value_at(apply(program, Set("assumptions.mine.value", 4)), "assumptions.mine.value") == 4
