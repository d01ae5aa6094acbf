"""The edits between two programs."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerbook.program.build import build
from partnerbook.program.edit import (
    Add,
    Change,
    EditError,
    Move,
    Remove,
    Rename,
    Set,
    Unset,
    apply,
    apply_all,
)
from partnerbook.program.program import Program
from partnerbook.program.references import renaming
from partnerbook.program.table import Table
from partnerbook.revisions.difference import difference

EXAMPLE = Path(__file__).parents[2] / "sample_programs" / "example.program.toml"
GOLD = "tiers.gold.pay_percent.var"


def example() -> Program:
    raw = tomllib.loads(EXAMPLE.read_text())
    del raw["format"]
    return build(raw).program


PROGRAM = example()
EDITS = st.sampled_from(
    (
        Set(GOLD, 26),
        Set(GOLD, 18.0),
        Set("tiers.gold.requires.extra", True),
        Set("program.goals", ("all",)),
        Set("company.arr", "withheld"),
        Unset("company.arr"),
        Unset("tiers.gold.requires.new-customers"),
        Add("tiers.bronze", {"name": "Bronze", "rank": 1, "tracks": ("var",)}, "silver"),
        Add("tiers.bronze", {"name": "Bronze"}),
        Add("partners.fabrikam", {"name": "Fabrikam", "stage": "target"}, "contoso"),
        Remove("tiers.silver"),
        Remove("tracks.referral"),
        Remove("conflict.resolution"),
        Move("tiers.gold", "registered"),
        Move("tiers.registered", None),
        Move("tracks.app-makers", "referral"),
        Move("enablement.modules.pitch", None),
        Rename("metrics.new-customers", "customers"),
        Rename("tiers.gold", "summit"),
    )
)


def order(table: Any) -> Any:
    """A program with the order of its keyed tables, which equality leaves out."""
    if isinstance(table, Table):
        return {name: order(value) for name, value in table.__dict__.items()}
    if isinstance(table, dict) and any(isinstance(item, Table) for item in table.values()):
        return [(key, order(item)) for key, item in table.items()]
    return table


@settings(max_examples=150, deadline=None)
@given(st.lists(EDITS, max_size=6), st.lists(EDITS, max_size=6))
def test_the_edits_turn_one_program_into_the_other(first: list[Any], second: list[Any]) -> None:
    old, new = made(first), made(second)
    found = difference(old, new)
    after = apply_all(old, Change("", found.all_edits))
    assert after == new
    assert order(after) == order(new)
    assert found.is_empty == (order(old) == order(new))


def made(edits: list[Any]) -> Program:
    program = PROGRAM
    for edit in edits:
        try:
            program = apply(program, edit)
        except EditError:
            continue
    return program


def test_one_value_is_one_edit() -> None:
    assert difference(PROGRAM, apply(PROGRAM, Set(GOLD, 26))).all_edits == (Set(GOLD, 26),)


def test_a_new_key_is_a_rename_with_all_that_names_it() -> None:
    new = apply_all(PROGRAM, Change("", renaming(PROGRAM, "tracks.var", "resellers")))
    new = apply(new, Set("tracks.resellers.expected_partners", 50))
    found = difference(PROGRAM, new)
    assert [change.edits[-1] for change in found.renames] == [Rename("tracks.var", "resellers")]
    assert found.edits == (Set("tracks.resellers.expected_partners", 50),)


@pytest.mark.parametrize(
    ("wanted", "moves"),
    [
        (("gold", "registered", "silver"), 1),
        (("silver", "gold", "registered"), 1),
        (("gold", "silver", "registered"), 2),
        (("registered", "silver", "gold"), 0),
    ],
)
def test_a_new_order_takes_as_few_moves_as_it_can(wanted: tuple[str, ...], moves: int) -> None:
    new = PROGRAM.model_copy(update={"tiers": {key: PROGRAM.tiers[key] for key in wanted}})
    found = difference(PROGRAM, new)
    assert len(found.edits) == moves
    assert tuple(apply_all(PROGRAM, Change("", found.edits)).tiers) == wanted
