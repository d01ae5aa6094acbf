"""Programs from plain values, and edits: what they change, share and refuse."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerbook.program.address import join, within
from partnerbook.program.build import build
from partnerbook.program.changed import changed
from partnerbook.program.edit import (
    Add,
    Change,
    Edit,
    EditError,
    Move,
    Remove,
    Rename,
    Set,
    Unset,
    apply,
    apply_all,
    plain,
)
from partnerbook.program.fields import FieldSpec
from partnerbook.program.ladder import below, ladder, paid_lines
from partnerbook.program.locate import site, spec_at, value_at
from partnerbook.program.program import Program
from partnerbook.program.references import is_checked, references, renaming
from partnerbook.program.table import Table, parts_of
from partnerbook.program.wording import edit_name, title

EXAMPLE = Path(__file__).parents[2] / "sample_programs" / "example.program.toml"
GOLD = "tiers.gold.pay_percent.var"


def example() -> dict[str, Any]:
    raw = tomllib.loads(EXAMPLE.read_text())
    del raw["format"]
    return raw


@pytest.fixture
def program() -> Program:
    built = build(example())
    assert built.mistakes == ()
    return built.program


class TestBuild:
    """From what a parser gives to a program, with every mistake."""

    def test_a_program_as_plain_values_is_itself_again(self, program: Program) -> None:
        assert build(plain(program)).program == program

    def test_all_mistakes_are_named_and_the_rest_is_kept(self) -> None:
        raw = example()
        raw["company"]["arr"] = "8 million"
        raw["program"]["status"] = "pilott"
        raw["tiers"]["gold"]["rnk"] = 3
        raw["team"] = 5
        raw["tiers"]["gold"]["requires"]["new-customers"] = -1
        raw["partners"]["contoso"] = []
        built = build(raw)
        found = {mistake.address: mistake for mistake in built.mistakes}
        assert set(found) == {
            "company.arr",
            "program.status",
            "tiers.gold.rnk",
            "team",
            "tiers.gold.requires.new-customers",
            "partners.contoso",
        }
        assert "pilot" in found["program.status"].remedy
        assert "rank" in found["tiers.gold.rnk"].remedy
        assert found["tiers.gold.rnk"].kind == "unknown-key"
        assert built.program.company.arr is None
        assert built.program.company.direct_arr == 7_500_000

    @pytest.mark.parametrize("value", [True, "12", 1.5, float("nan"), float("inf"), -1, 2**63, [1], {"a": 1}])
    def test_no_such_thing_is_a_whole_number(self, value: object) -> None:
        raw = example()
        raw["company"]["arr"] = value
        assert [mistake.address for mistake in build(raw).mistakes] == ["company.arr"]

    @pytest.mark.parametrize(
        ("value", "fine"), [(True, True), (6, True), ("none", True), ("withheld", True), ("x", False)]
    )
    def test_a_requirement_is_a_number_a_yes_or_a_word(self, value: object, fine: bool) -> None:
        raw = example()
        raw["tiers"]["gold"]["requires"]["new-customers"] = value
        assert (build(raw).mistakes == ()) is fine


class TestEdits:
    """One step at an address."""

    def test_setting_shares_all_that_did_not_change(self, program: Program) -> None:
        after = apply(program, Set(GOLD, 25))
        assert value_at(after, GOLD) == 25
        assert after.tiers["silver"] is program.tiers["silver"]
        assert after.partners is program.partners
        assert changed(program, after) == {GOLD}

    def test_setting_to_what_it_was_changes_nothing(self, program: Program) -> None:
        assert changed(program, apply(program, Set(GOLD, 18))) == frozenset()

    def test_unsetting_an_entry_takes_its_key_out(self, program: Program) -> None:
        after = apply(program, Unset(GOLD))
        assert "var" not in after.tiers["gold"].pay_percent
        assert changed(program, after) == {GOLD, "tiers.gold.pay_percent"}

    def test_adding_before_a_sibling(self, program: Program) -> None:
        after = apply(program, Add("tiers.bronze", {"name": "Bronze", "rank": 1}, before="silver"))
        assert list(after.tiers) == ["registered", "bronze", "silver", "gold"]

    def test_removing_and_moving(self, program: Program) -> None:
        assert list(apply(program, Remove("tiers.silver")).tiers) == ["registered", "gold"]
        assert list(apply(program, Move("tiers.gold", "registered")).tiers) == [
            "gold",
            "registered",
            "silver",
        ]
        assert list(apply(program, Move("tiers.registered", None)).tiers) == ["silver", "gold", "registered"]

    def test_renaming_rewrites_all_that_refers(self, program: Program) -> None:
        after = apply_all(program, Change("", renaming(program, "tracks.var", "resellers")))
        for each in filter(is_checked, references(after)):
            assert any(each.word in getattr(after, table) for table in each.tables), each
        assert value_at(after, "tiers.gold.pay_percent.resellers") == 18
        assert not any(each.word == "var" and "tracks" in each.tables for each in references(after))

    @pytest.mark.parametrize(
        "edit",
        [
            Set("nowhere.at", 1),
            Set("company.arr", "much"),
            Set("tiers.gold", 1),
            Set("tiers.bronze.rank", 1),
            Add("tiers.gold", {}),
            Add("tiers.bronze", {"rnk": 1}),
            Add("company.arr", {}),
            Remove("tiers.bronze"),
            Rename("tiers.gold", "silver"),
            Rename("tiers.bronze", "x"),
            Rename("tiers.gold", ""),
            Move("tiers.gold", "bronze"),
            Unset("tiers.gold"),
        ],
    )
    def test_what_cannot_be_done_is_refused(self, program: Program, edit: Edit) -> None:
        with pytest.raises(EditError):
            apply(program, edit)


def addresses(table: Table, at: str = "") -> list[str]:
    """Every address at which a value of a program stands or could stand."""
    found: list[str] = []
    for name, part in parts_of(type(table)).items():
        here = f"{at}.{name}" if at else name
        held = getattr(table, name)
        if part.table and part.keyed:
            found += [each for key, item in held.items() for each in addresses(item, f"{here}.{join(key)}")]
        elif part.table:
            found += addresses(held, here)
        elif part.keyed:
            found += [f"{here}.{join(key)}" for key in held]
        else:
            found.append(here)
    return found


PROGRAM = build(example()).program
ADDRESSES = addresses(PROGRAM)
VALUES: tuple[Any, ...] = (0, 7, 12.5, "withheld", "x", True, ("a", "b"), ())


def test_every_address_has_a_declaration_and_a_title() -> None:
    for at in ADDRESSES:
        spec = spec_at(PROGRAM, at)
        assert isinstance(spec, FieldSpec), at
        assert spec.label, at
        assert spec.help, at
        assert title(PROGRAM, at)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(ADDRESSES), st.sampled_from(VALUES)), min_size=1, max_size=6))
def test_changed_names_exactly_what_edits_touch(edits: list[tuple[str, Any]]) -> None:
    program, touched = PROGRAM, set()
    for at, value in edits:
        try:
            program = apply(program, Set(at, value))
        except EditError:
            continue
        touched.add(at)
    for at in changed(PROGRAM, program):
        assert any(within(each, at) or at == each for each in touched)
    for at in touched:
        before, after = value_at(PROGRAM, at), value_at(program, at)
        if (type(before), before) != (type(after), after):
            assert any(within(at, each) for each in changed(PROGRAM, program))


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (Set(GOLD, 25), "Gold · Solution partners 18 % → 25 %"),
        (Unset("tiers.gold.requires.new-customers"), "Gold · requires · New customers 6 → unset"),
        (Set("company.arr", 9_000_000), "Company · Annual recurring revenue 8,000,000 USD → 9,000,000 USD"),
        (Remove("enablement.modules.pitch"), "module Enablement · The pitch in ten minutes removed"),
        (Add("tiers.platinum", {"name": "Platinum"}), "tier Platinum added"),
        (Move("tiers.gold", None), "Gold moved"),
    ],
)
def test_edits_are_named_in_words(program: Program, edit: Edit, words: str) -> None:
    assert edit_name(program, edit) == words


@pytest.mark.parametrize(
    ("at", "kind"),
    [
        ("company", "table"),
        ("company.arr", "value"),
        ("tiers", "keyed tables"),
        ("tiers.any", "keyed table"),
        ("tiers.any.requires", "keyed values"),
        ("tiers.any.requires.x", "keyed value"),
        ("recruiting.onboarding.kickoff.owner", "value"),
        ("tiers.any.nothing", None),
        ("company.arr.deeper", None),
    ],
)
def test_what_stands_at_an_address(at: str, kind: str | None) -> None:
    found = site(at)
    assert (found.kind if found else None) == kind


class TestLadder:
    """Whose pay, and which tier is below."""

    def test_the_tiers_line_wins_and_extra_lines_are_paid_where_named(self, program: Program) -> None:
        lines = paid_lines(program, "var", "gold")
        assert [(line.key, line.percent, line.address, line.inherited) for line in lines] == [
            ("var", 18, GOLD, False),
            ("hosting", 15, "tiers.gold.pay_percent.hosting", False),
        ]
        assert lines[1].months == 12

    def test_a_ranked_tier_without_a_line_inherits_the_tracks(self, program: Program) -> None:
        silent = apply(program, Unset("tiers.silver.pay_percent.var"))
        (line,) = paid_lines(silent, "var", "silver")
        assert (line.percent, line.inherited, line.address) == (25, True, "tracks.var.pay.percent")

    def test_rank_0_inherits_nothing(self, program: Program) -> None:
        assert paid_lines(program, "var", "registered") == []

    def test_order_and_below(self, program: Program) -> None:
        assert [key for key, _ in ladder(program, "var")] == ["silver", "gold"]
        found = below(program, "silver", "var")
        assert found is not None
        assert found[0] == "registered"
        assert below(program, "registered", "var") is None
