"""Partners as a table: written, read back, and everything that can be wrong with one."""

from __future__ import annotations

import csv
import io
import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerbook.program.address import join
from partnerbook.program.build import build
from partnerbook.program.edit import Add, Set, apply, apply_all
from partnerbook.program.program import Program
from partnerbook.publish.partners_csv import guarded, partners_csv, read_partners_csv, unguarded

BASE = """
format = 1
[tracks.var]
name = "Solution partners"
type = "var"
[tiers.gold]
name = "Gold"
rank = 1
[metrics.sourced-revenue]
name = "Sourced revenue"
measures = "revenue"
unit = "money"
[partners.contoso]
name = "Contoso"
track = "var"
tier = "gold"
stage = "active"
signed = 2026-06-14
top_ten = true
manager_hours_per_month = 4.5
[partners.contoso.metrics]
sourced-revenue = 50_000
"""


def program(text: str = BASE) -> Program:
    return build(tomllib.loads(text)).program


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def read(text: str, held: Program | None = None) -> tuple[Program, list[str]]:
    held = held or program()
    change, problems = read_partners_csv(text, held)
    return (apply_all(held, change) if change else held), [str(each) for each in problems]


# ── out ──────────────────────────────────────────────────────────────────────


def test_a_row_has_the_fields_and_the_metrics_by_key() -> None:
    [row] = rows(partners_csv(program()))
    assert row["key"] == "contoso"
    assert row["name"] == "Contoso"
    assert row["signed"] == "2026-06-14"
    assert row["top_ten"] == "yes"
    assert row["manager_hours_per_month"] == "4.5"
    assert row["sourced-revenue"] == "50000"
    assert row["activated"] == ""


def test_a_metric_that_is_called_like_a_field_keeps_apart_from_it() -> None:
    held = program(BASE + '[metrics.tier]\nmeasures = "activity"\n')
    header = partners_csv(held).splitlines()[0].split(",")
    assert header.count("tier") == 1
    assert "metrics.tier" in header


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "＝", "＋", "－", "＠"])
def test_a_cell_is_never_a_formula(start: str) -> None:
    held = program()
    held = apply(held, Add("partners.evil", {"name": f"{start}1+1"}))
    row = rows(partners_csv(held))[1]
    assert row["name"] == f"'{start}1+1"
    back, problems = read(partners_csv(held), held)
    assert back == held or start == "\t"  # a value is typed without blanks around it
    assert problems == []


@given(st.text(max_size=30))
def test_guarding_can_be_undone_and_leaves_no_formula(text: str) -> None:
    assert unguarded(guarded(text)) == text or text.startswith("'")
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠"))


def test_a_withheld_value_stays_a_word() -> None:
    held = program(BASE.replace("signed = 2026-06-14", 'signed = "withheld"'))
    assert rows(partners_csv(held))[0]["signed"] == "withheld"


# ── in ───────────────────────────────────────────────────────────────────────


def test_what_was_written_changes_nothing_when_it_is_read() -> None:
    held = program()
    assert read_partners_csv(partners_csv(held), held) == (None, ())


def test_a_row_without_a_partner_adds_one_with_a_key_from_its_name() -> None:
    made, problems = read(
        "name,track,stage,signed,sourced-revenue\nFabrikam Ltd,var,signed,2026-09-01,1 200\n"
    )
    assert problems == []
    partner = made.partners["fabrikam-ltd"]
    assert (partner.name, partner.track, partner.stage) == ("Fabrikam Ltd", "var", "signed")
    assert partner.signed == date(2026, 9, 1)
    assert partner.metrics == {"sourced-revenue": 1200}


@pytest.mark.parametrize("which", ["key,stage\ncontoso,inactive\n", "name,stage\ncontoso,inactive\n"])
def test_the_same_key_or_name_updates_and_empty_cells_change_nothing(which: str) -> None:
    held = program()
    change, _ = read_partners_csv(which.replace("stage", "stage,tier").replace("inactive", "inactive,"), held)
    assert change is not None
    assert change.edits == (Set("partners.contoso.stage", "inactive"),)
    assert change.name == "partners from CSV: 1 updated"


def test_all_rows_are_one_change() -> None:
    text = "key,name,stage\ncontoso,,left\n,Fabrikam,target\n,Litware,target\n"
    change, problems = read_partners_csv(text, program())
    assert change is not None
    assert change.name == "partners from CSV: 2 added, 1 updated"
    assert len(change.edits) == 3
    assert problems == ()


def test_two_new_partners_with_one_name_are_one_partner_and_said() -> None:
    made, problems = read("key,name\nfab,Fabrikam\nfab,Fabrikam again\n")
    assert made.partners["fab"].name == "Fabrikam"
    assert problems == ["line 3: the same partner as on line 2; the row was left out"]


def test_columns_may_be_called_as_on_the_screen() -> None:
    made, problems = read("Name;Top ten;Sourced revenue\nFabrikam;yes;10k\n")
    assert problems == []
    assert made.partners["fabrikam"].top_ten is True
    assert made.partners["fabrikam"].metrics == {"sourced-revenue": 10_000}


def test_an_unknown_column_is_named_with_the_nearest_known_one() -> None:
    _, problems = read("name,stagge,zzz\nFabrikam,target,1\n")
    assert problems[0] == "line 1: no column is called stagge; the nearest is stage"
    assert problems[1] == "line 1: no column is called zzz; it was left out"


def test_a_value_that_is_none_is_left_out_with_its_line_and_the_rest_is_taken() -> None:
    made, problems = read('name,stage,signed\n"Two\nlines",actve,2026-01-01\nLast,target,soon\n')
    assert made.partners["two-lines"].stage is None
    assert made.partners["two-lines"].signed == date(2026, 1, 1)
    assert [problem.split(":")[0] for problem in problems] == ["line 2", "line 4"]
    assert "expected one of target, contacted" in problems[0]


def test_a_track_may_be_named_by_its_name() -> None:
    made, _ = read("name,track,tier\nFabrikam,solution PARTNERS,Gold\n")
    assert (made.partners["fabrikam"].track, made.partners["fabrikam"].tier) == ("var", "gold")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the table is empty"),
        ("stage,tier\ntarget,gold\n", "no column says which partner a row is"),
        ("key,name,stage\n,,target\n", "line 2: neither a key nor a name"),
        ("name\nFabrikam,more\n", "line 2: more cells than columns"),
    ],
)
def test_what_cannot_be_read_is_said(text: str, said: str) -> None:
    _, problems = read(text)
    assert said in problems[0]


def test_a_byte_order_mark_and_tabs_are_taken() -> None:
    made, problems = read("\ufeffname\tstage\nFabrikam\ttarget\n")
    assert problems == []
    assert made.partners["fabrikam"].stage == "target"


@given(st.text(alphabet=st.sampled_from("ab,;\"\n\t='1é"), max_size=80))
def test_any_text_is_read_or_said(text: str) -> None:
    held = program()
    change, problems = read_partners_csv("name,stage\n" + text, held)
    if change is not None:
        apply_all(held, change)
    assert all(problem.line >= 1 for problem in problems)


_NAMES = (
    st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12)
    .map(str.strip)
    .filter(bool)
)


@given(st.dictionaries(_NAMES, st.tuples(_NAMES, st.sampled_from(["target", "active", None])), max_size=5))
def test_any_partners_survive_the_way_out_and_back(partners: dict[str, tuple[str, str | None]]) -> None:
    held = Program()
    for key, (name, stage) in partners.items():
        table = {"name": name} | ({"stage": stage} if stage else {})
        held = apply(held, Add(join("partners", key), table))
    made, problems = read(partners_csv(held), Program())
    assert problems == []
    assert dict(made.partners) == dict(held.partners)
