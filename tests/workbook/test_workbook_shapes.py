"""Texts that are written in other ways: edited exactly, or rewritten in one place with a remark."""

from __future__ import annotations

import tomllib

import pytest

from partnerbook.program.edit import Add, Remove, Set, Unset, apply
from partnerbook.workbook.apply import applied
from partnerbook.workbook.document import Document, EditError
from partnerbook.workbook.layout import format_order
from partnerbook.workbook.read import read
from partnerbook.workbook.values import literal, parse
from partnerbook.workbook.write import WriteError, rendered

HEAD = "format = 1\n"


def edited(text, *edits):
    """The text after some edits, which has to mean the program after them."""
    reading = read((HEAD + text).encode())
    program, document = reading.program, reading.document
    for edit in edits:
        program, document = apply(program, edit), applied(document, edit)
    assert rendered(document, program, {}) is document
    return document.text.removeprefix(HEAD), document.remarks


@pytest.mark.parametrize(
    ("text", "edit", "after"),
    [
        ("tracks.var.type = 'var' # a\n", Set("tracks.var.type", "si"), "tracks.var.type = 'si' # a\n"),
        ("tracks.var.type = 'var'\n", Set("tracks.var.name", "N"),
         "tracks.var.type = 'var'\ntracks.var.name = \"N\"\n"),
        ("[tracks]\nvar.type = 'var'\n", Set("tracks.var.name", "N"),
         "[tracks]\nvar.type = 'var'\nvar.name = \"N\"\n"),
        ("[tracks.var]\npay = { percent = 5 } # a\n", Set("tracks.var.pay.percent", 10),
         "[tracks.var]\npay = { percent = 10 } # a\n"),
        ("[tracks.var]\npay = { percent = 5 }\n", Set("tracks.var.pay.months", 3),
         "[tracks.var]\npay = { percent = 5, months = 3 }\n"),
        ("[tracks.var]\npay = {}\n", Set("tracks.var.pay.months", 3), "[tracks.var]\npay = { months = 3 }\n"),
        ("[tracks.var]\npay = { percent = 5, months = 3 }\n", Unset("tracks.var.pay.percent"),
         "[tracks.var]\npay = { months = 3 }\n"),
        ("tracks = { var = { pay = { percent = 5 } } }\n", Set("tracks.var.vendor_deal.retention_percent", 9),
         "tracks = { var = { pay = { percent = 5 }, vendor_deal.retention_percent = 9 } }\n"),
        ("[tiers.gold.requires]\nx = 1\n", Remove("tiers.gold.requires"), "\n[tiers.gold]\n"),
        ("[tiers.gold.requires]\nx = 1\n", Set("tiers.gold.rank", 2),
         "[tiers.gold]\nrank = 2\n[tiers.gold.requires]\nx = 1\n"),
        ("[company]\nproof.direct_customers = 5\n", Unset("company.proof.direct_customers"), "[company]\n"),
        ("[company]\narr = 1", Set("company.direct_arr", 5), "[company]\narr = 1\ndirect_arr = 5"),
        ("[company]\n  arr = 1\n", Set("company.direct_arr", 5), "[company]\n  arr = 1\n  direct_arr = 5\n"),
        ("[company]\n# about b\ndirect_arr = 1\n", Set("company.arr", 5),
         "[company]\narr = 5\n# about b\ndirect_arr = 1\n"),
        ("[company]\narr = 1 # why\n[program]\n", Unset("company.arr"), "[company]\n# why\n\n[program]\n"),
        ("[program]\ngoals = [\n  'all', # first\n]\n", Set("program.goals", ("new-markets", "all")),
         "[program]\ngoals = [\n  'new-markets',\n  'all', # first\n]\n"),
    ],
)  # fmt: skip
def test_written_in_the_manner_of_the_place(text, edit, after):
    assert edited(text, edit) == (after, ())


@pytest.mark.parametrize(
    ("text", "edit", "kept"),
    [
        ("[tiers]\ngold = 3 # a\n", Set("tiers.gold.rank", 1), "# gold = 3 # a"),
        ("[tracks.var]\npay = 'a lot'\n", Set("tracks.var.pay.percent", 5), "# pay = 'a lot'"),
        (
            "[[partners]]\nname = 'x' # a\n",
            Add("partners.x", {"name": "X"}),
            "# [[partners]]\n# name = 'x' # a",
        ),
        ("[program.name]\nx = 1\n", Set("program.name", "N"), "# [program.name]\n# x = 1"),
        ("tracks = { var = { pay = 5 } }\n", Set("tracks.var.pay.percent", 5), "# pay = 5"),
    ],
)
def test_what_is_in_the_way_becomes_a_comment_and_is_told(text, edit, kept):
    after, remarks = edited(text, edit)
    assert kept in after
    assert remarks


def test_carriage_returns_are_kept_in_new_lines():
    document = Document.of("[company]\r\narr = 1 # a\r\n").set("company.proof.direct_customers", 5)
    document = document.set("company.arr", 2).set("program.name", "a\nb")
    assert document.text.count("\r\n") == document.text.count("\n") == 10
    assert tomllib.loads(document.text)["program"]["name"] == "a\nb"


def test_an_inline_table_opens_to_take_a_new_one():
    after, remarks = edited("tiers = { gold = { rank = 1 } } # note\n", Add("tiers.silver", {"rank": 2}))
    assert tomllib.loads(after) == {"tiers": {"gold": {"rank": 1}, "silver": {"rank": 2}}}
    assert "# note" in after
    assert remarks


def test_new_tables_come_in_the_order_of_the_format():
    document = Document.of(HEAD)
    for address in (
        "waivers.x.check",
        "tiers.a.requires.m",
        "company.arr",
        "tiers.a.name",
        "tracks.t.pay.base",
    ):
        document = document.set(address, "v", format_order)
    headers = [line for line in document.text.split("\n") if line.startswith("[")]
    assert headers == ["[company]", "[tracks.t.pay]", "[tiers.a]", "[tiers.a.requires]", "[waivers.x]"]


def test_a_text_that_went_wrong_is_mended_and_told():
    reading = read((HEAD + "[company]\narr = 1 # a\n[team.a]\n").encode())
    program = apply(reading.program, Set("company.arr", 2))
    program = apply(apply(program, Remove("team.a")), Add("tiers.x", {}))
    mended = rendered(reading.document, program, {})
    assert mended.remarks
    assert mended.text == HEAD + "[company]\narr = 2 # a\n[tiers.x]\n"


def test_a_text_that_cannot_be_mended_is_not_saved():
    reading = read(HEAD.encode())
    with pytest.raises(WriteError):
        rendered(Document.of("format = 2\n"), reading.program, {})


def test_edits_that_make_no_sense_are_refused():
    document = Document.of("[a]\nx = 1\ny = 2\n[b]\n")
    for wrong in (
        lambda: document.add("a", {}),
        lambda: document.rename("a.z", "w"),
        lambda: document.rename("a.x", "y"),
        lambda: document.move("a", "c"),
        lambda: document.move("c", None),
    ):
        with pytest.raises(EditError):
            wrong()
    assert document.unset("c.d") is document
    assert document.remove("c").text == document.text


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "\ud800"])
def test_what_toml_cannot_hold_is_refused(value):
    with pytest.raises(ValueError, match=r"finite|surrogates"):
        Document.of("").set("a", value)


@pytest.mark.parametrize(
    ("value", "old", "text"),
    [
        (10_000, None, "10_000"),
        (9_999, None, "9999"),
        (12_000, "5000", "12000"),
        (5_000, "8_000_000", "5_000"),
        (20_000, "0", "20_000"),
        (255, "0xff", "0xff"),
        (1, "true", "1"),
        (25.0, "25", "25.0"),
        ("it's", "'x'", '"it\'s"'),
        ("x", "'y'", "'x'"),
        ("a\nb", None, '"""\na\nb"""'),
        ("a\nb", '"a\\nc"', '"a\\nb"'),
        ("x", '"""\na\nb"""', '"x"'),
        ("c\nd", "'''\na\nb'''", "'''\nc\nd'''"),
        ('"""', None, '"\\"\\"\\""'),
        ("tab\tbell\x07", None, '"tab\\tbell\\u0007"'),
        (("b", "c"), "[ 'a', 'b' ]", "[ 'b', 'c' ]"),
    ],
)
def test_values_are_written_in_the_manner_of_the_old_one(value, old, text):
    assert literal(value, old) == text
    found = parse(text)
    assert (tuple(found) if isinstance(found, list) else found) == value
