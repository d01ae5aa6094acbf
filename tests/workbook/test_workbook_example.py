"""The example workbook, edited at every address: one line changes, and the program as `Edit` changes it."""

from __future__ import annotations

import random
import tomllib
from datetime import date, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from partnerbook.program import address
from partnerbook.program.edit import Add, EditError, Move, Remove, Rename, Set, Unset, apply, plain
from partnerbook.program.locate import site, value_at
from partnerbook.program.program import Program
from partnerbook.workbook.apply import applied
from partnerbook.workbook.document import Document
from partnerbook.workbook.items import scan
from partnerbook.workbook.read import read
from partnerbook.workbook.write import new_text, rendered

PATH = Path(__file__).parents[2] / "sample_programs" / "example.program.toml"
TEXT = PATH.read_text(encoding="utf-8")
READING = read(PATH)
VALUES = [item for item in scan(TEXT) if item.value and item.parts != ("format",)]


def other(value):
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    if isinstance(value, date):
        return value + timedelta(days=1)
    if isinstance(value, list):
        return (*value, "one-more")
    return value + " and more"


def changed_lines(old, new):
    first, second = old.split("\n"), new.split("\n")
    assert len(first) == len(second)
    return [(a, b) for a, b in zip(first, second, strict=True) if a != b]


def test_the_example_has_no_problems():
    assert READING.problems == ()
    assert READING.document.text == TEXT


def test_every_value_set_is_one_line_of_difference_and_set_back_none():
    document = Document.of(TEXT)
    for item in VALUES:
        name = address.join(*item.parts)
        old = tomllib.loads("x = " + TEXT[slice(*item.value)])["x"]
        changed = document.set(name, other(old))
        assert [a for a, _ in changed_lines(TEXT, changed.text)] == [TEXT.split("\n")[item.line - 1]]
        assert changed.text.count("#") == TEXT.count("#")
        assert changed.set(name, tuple(old) if isinstance(old, list) else old).text == TEXT


def test_every_value_unset_takes_its_line_and_leaves_the_comment():
    document = Document.of(TEXT)
    for item in VALUES:
        gone = document.unset(address.join(*item.parts)).text
        line = TEXT.split("\n")[item.line - 1]
        assert gone.count("#") == TEXT.count("#")
        kept = [text for text in gone.split("\n") if text not in TEXT.split("\n")]
        assert kept == ([line[line.index("#") :]] if "#" in line else [])


def test_comments_stay_in_their_column():
    document = Document.of(TEXT)
    changed = document.set("program.version", "0.3.1-rc1").text
    assert '\nversion = "0.3.1-rc1"             # stamped' in changed
    far = document.set("program.version", "a version that is too long for it")
    assert '\nversion = "a version that is too long for it" # stamped' in far.text
    assert far.set("program.version", "0.3.0").text == TEXT


def test_numbers_keep_their_underscores():
    document = Document.of(TEXT)
    assert document.set("company.arr", 12_345_678).literal("company.arr") == "12_345_678"
    assert document.set("tiers.gold.annual_fee", 15_000).literal("tiers.gold.annual_fee") == "15_000"
    assert document.set("company.engineering_weeks_per_year", 950).literal(
        "company.engineering_weeks_per_year"
    ) == "950"  # fmt: skip


def test_places():
    document = Document.of(TEXT)
    lines = TEXT.split("\n")
    line, column = document.place("tiers.gold.pay_percent.var")
    assert lines[line - 1][column - 1 :].startswith("18 ")
    line, column = document.place("tiers.gold.requires")
    assert (lines[line - 1], column) == ("[tiers.gold.requires]", 1)
    assert lines[document.place("tiers.gold.pay_months.var").line - 1] == "[tiers.gold]"
    assert lines[document.place("tiers").line - 1] == "[tiers.registered]"
    assert document.place("nothing.of.this.kind") == (1, 1)


def test_a_section_banner_stays_when_tables_around_it_come_and_go():
    document = Document.of(TEXT)
    without = document.remove("competitors.hubspot-solutions").text
    assert "\n# ── Step 2 · tiers: what is measured" in without
    assert "\n\n\n" not in without
    added = document.add("competitors.acme", {"vendor": "Acme"}).text
    assert added.index("[competitors.acme]") < added.index("# ── Step 2 ·") < added.index("[metrics.")
    assert Document.of(added).remove("competitors.acme").text == TEXT


def test_moving_there_and_back_restores():
    document = Document.of(TEXT)
    moved = document.move("tiers.gold", "silver")
    assert list(tomllib.loads(moved.text)["tiers"]) == ["registered", "gold", "silver"]
    assert moved.move("tiers.gold", None).text == TEXT
    assert "\n\n\n" not in moved.text


def test_an_edit_copies_no_block_but_its_own():
    document = Document.of(TEXT)
    changed = document.set("tiers.gold.pay_percent.var", 25)
    different = [b.parts for a, b in zip(document.blocks, changed.blocks, strict=True) if a is not b]
    assert different == [("tiers", "gold", "pay_percent")]


def test_a_new_table_before_one_that_is_gone_comes_last():
    edit = Add("tiers.new", {"rank": 3}, before="gone")
    document = applied(Document.of(TEXT), edit)
    assert list(tomllib.loads(document.text)["tiers"])[-1] == "new"


def test_moving_a_key_takes_its_line():
    document = Document.of(TEXT).move("tiers.gold.requires.customers-kept", "new-customers")
    keys = list(tomllib.loads(document.text)["tiers"]["gold"]["requires"])
    assert keys == ["sourced-revenue", "customers-kept", "new-customers", "certified-people"]
    assert document.move("tiers.gold.requires.customers-kept", None).text == TEXT


def test_moving_a_key_of_an_inline_table():
    document = Document.of("a = { x = 1, y = 2, z = 3 } # note\n")
    assert document.move("a.z", "x").text == "a = { z = 3, x = 1, y = 2 } # note\n"
    assert document.move("a.x", None).text == "a = { y = 2, z = 3, x = 1 } # note\n"


def test_renaming_a_table_takes_all_below_with_it():
    document = Document.of(TEXT).rename("tracks.var", "resellers")
    assert [new for _, new in changed_lines(TEXT, document.text)] == [
        "[tracks.resellers]",
        "[tracks.resellers.pay]",
        "[tracks.resellers.partner_year]   # one typical partner, one year",
        "[tracks.resellers.vendor_deal]    # our side of one partner deal",
    ]
    assert document.rename("tracks.resellers", "var").text == TEXT


def random_edit(rng, program):
    items = [address.join(*parts) for parts, _ in walk(plain(program), ())]
    at = rng.choice(items)
    kind = rng.randrange(6)
    place, held = site(at), value_at(program, at)
    if kind <= 1 and place.kind in ("value", "keyed value"):
        return Set(at, other(list(held) if isinstance(held, tuple) else held))
    if kind == 2 and place.kind in ("value", "keyed value"):
        return Unset(at)
    key = rng.choice(["new-one", "acme.inc", "x"])
    if kind == 3:
        partner = {"name": "New", "track": "var", "metrics": {"new-customers": 3}}
        edits = [
            Add(f"partners.{address.quote(key)}", partner),
            Add(f"tiers.{address.quote(key)}", {"rank": 3, "requires": {}, "tracks": ["var"]}, "gold"),
            Set("tiers.silver.pay_months.var", 12),
            Set("conflict.registration.max_open", 20),
            Set("tracks.referral.vendor_deal.acquisition_cost", 12_000),
            Add(f"team.{address.quote(key)}", {}),
        ]
        return rng.choice(edits)
    if kind == 4:
        return Remove(at)
    if place.kind in ("keyed table", "keyed value"):
        if rng.random() < 0.5:
            return Rename(at, key)
        return Move(at, rng.choice([None, *value_at(program, address.parent(at))]))
    return Set("company.arr", 5_000_000)


def walk(table, at):
    for key, value in table.items():
        yield (*at, key), value
        if isinstance(value, dict):
            yield from walk(value, (*at, key))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**40))
def test_edits_of_program_and_text_agree(seed):
    rng = random.Random(seed)
    program, document = READING.program, READING.document
    for _ in range(8):
        edit = random_edit(rng, program)
        try:
            after = apply(program, edit)
        except EditError:
            continue
        document = applied(document, edit)
        program = after
        assert rendered(document, program, {}) is document, edit
        order = {name: list(held) for name, held in plain(program).items() if name in ("tiers", "partners")}
        found = tomllib.loads(document.text)
        assert all(list(found[name]) == keys for name, keys in order.items())
        assert "\n\n\n" not in document.text
    assert document.remarks == ()


def test_a_new_text_means_the_same_program():
    text = new_text(READING.program)
    again = read(text.encode())
    assert again.problems == ()
    assert again.program == READING.program
    assert "\n\n\n" not in text
    assert read(new_text(Program()).encode()).program == Program()
