"""Reading: every problem at once, each with its place and what to do; nothing private in any of it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from partnerbook.program.locate import value_at
from partnerbook.workbook.read import read
from partnerbook.workbook.write import create_workbook, rendered, save_workbook

HEAD = "format = 1\n"


def problems(text):
    return [(p.line, p.column, p.code, p.address) for p in read(text.encode(), "acme.program.toml").problems]


def test_all_wrong_shapes_and_unknown_keys_at_once_in_order():
    text = HEAD + (
        "[program]\n"
        'name = 5\nnaem = "x"\n'
        "[company]\n"
        'arr = "12"   # a comment\n'
        "gross_margin_percent = nan\n"
        "direct_arr = 9223372036854775808\n"
        "[tiers]\ngold = 3\n"
        "[[partners]]\nname = 'x'\n"
        "[extra]\nx = 1\n"
    )
    assert problems(text) == [
        (3, 8, "wrong-shape", "program.name"),
        (4, 1, "unknown-key", "program.naem"),
        (6, 7, "wrong-shape", "company.arr"),
        (7, 24, "wrong-shape", "company.gross_margin_percent"),
        (8, 14, "wrong-shape", "company.direct_arr"),
        (10, 8, "wrong-shape", "tiers.gold"),
        (11, 1, "wrong-shape", "partners"),
        (13, 1, "unknown-key", "extra"),
    ]
    reading = read(text.encode())
    assert reading.loose["company.arr"] == '"12"'
    assert reading.loose["program.name"] == "5"
    assert reading.loose["partners"] == "[[partners]]\nname = 'x'\n"
    assert value_at(reading.program, "company.arr") is None
    assert reading.document.text == text
    assert [p.severity for p in reading.problems].count("warning") == 2
    assert "name" in next(p.remedy for p in reading.problems if p.address == "program.naem")
    assert len(reading.errors) == 6


def test_what_is_loose_is_kept_when_saved():
    text = HEAD + '[company]\narr = "twelve" # ask\n'
    reading = read(text.encode())
    assert rendered(reading.document, reading.program, {}).text == text


@pytest.mark.parametrize(
    ("text", "code", "place", "words"),
    [
        ("[program]\n", "format-missing", (1, 1), "format = 1"),
        ("format = 2\n", "format-newer", (1, 10), "2"),
        ("\nformat = 0\n", "format-unknown", (2, 10), "format = 1"),
        ("format = true\n", "format-unknown", (1, 10), "format = 1"),
        ('format = "1"\n', "format-unknown", (1, 10), "format = 1"),
        ("", "format-missing", (1, 1), "format = 1"),
    ],
)
def test_other_formats_are_refused(text, code, place, words):
    reading = read(text.encode())
    assert reading.program is None
    assert reading.document is None
    (problem,) = reading.problems
    assert (problem.code, (problem.line, problem.column)) == (code, place)
    assert words in problem.remedy


def test_a_newer_format_is_refused_before_its_keys_are_judged():
    (problem,) = read(b"format = 2\n[whatever]\nx = { y = 1 }\n").problems
    assert problem.code == "format-newer"


def test_several_syntax_errors_are_all_named():
    text = (
        HEAD
        + '[program]\nname = "open\nversion = EUR 9\nowner = "x"\n[company\narr = 1\n[team.a]\nrole = [TBD]\n'
    )
    found = problems(text)
    assert [(line, code) for line, _, code, _ in found] == [
        (3, "syntax"),
        (4, "syntax"),
        (6, "syntax"),
        (9, "syntax"),
    ]
    assert all(p.remedy for p in read(text.encode()).problems)


def test_a_key_written_twice_is_named_with_the_first():
    text = HEAD + "[company]\narr = 1\nx = 2\narr = 3\n[team.a]\n[company]\nz = 1\n"
    assert problems(text) == [(5, 1, "duplicate-key", "company.arr"), (7, 1, "duplicate-key", "company")]
    messages = [p.message for p in read(text.encode()).problems]
    assert "line 3" in messages[0]
    assert "line 2" in messages[1]


@pytest.mark.parametrize(
    "between",
    ["=======\n", "||||||| base\nname = 'c'\n=======\n", "||||||| 1234567\n=======\n"],
    ids=["merge", "diff3", "zdiff3"],
)
@pytest.mark.parametrize("eol", ["\n", "\r\n"])
def test_conflict_markers_are_named_with_their_line(between, eol):
    text = HEAD + f"[program]\n<<<<<<< HEAD\nname = 'a'\n{between}name = 'b'\n>>>>>>> theirs\n<<<<<<< x\n"
    assert [(line, code) for line, _, code, _ in problems(text.replace("\n", eol))] == [
        (3, "conflict-markers"),
        (text[: text.index("<<<<<<< x")].count("\n") + 1, "conflict-markers"),
    ]


def test_conflict_markers_inside_a_string_are_text():
    text = HEAD + '[partners.a]\nnotes = """\n<<<<<<< HEAD\n=======\n>>>>>>> x\n"""\n'
    assert problems(text) == []


def test_hidden_characters_are_kept_and_warned_of():
    text = (
        HEAD + '[program]\nname = "a\u202eb"  # \u200b\nowner = "x\\u001b[0m"\nversion = \'C:\\b\'\n# \x9b\n'
    )
    assert problems(text) == [
        (3, 10, "hidden-character", "program.name"),
        (4, 1, "hidden-character", "program.owner"),
        (6, 3, "hidden-character", ""),
    ]
    reading = read(text.encode())
    assert reading.program.program.name == "a\u202eb"
    assert reading.document.text == text


SECRET = 314_159


@pytest.fixture
def workbook(tmp_path):
    path = tmp_path / "acme.program.toml"
    text = HEAD + '[company]\narr = "withheld" # private\ndirect_arr = 5\n[program]\nname = "withheld"\n'
    path.write_text(text, encoding="utf-8")
    return path


def overlay(workbook, text):
    (workbook.parent / "acme.private.toml").write_text(text, encoding="utf-8")
    return read(workbook)


def test_private_values_are_in_the_program_and_never_in_the_file(workbook):
    reading = overlay(workbook, f"[company]\narr = {SECRET}\n")
    assert reading.problems == ()
    assert reading.program.company.arr == SECRET
    assert reading.private == {"company.arr": SECRET}
    assert str(SECRET) not in reading.document.text
    before = workbook.read_bytes()
    saved = save_workbook(
        workbook, reading.document, reading.program, reading.private, expected=reading.digest, bom=False
    )
    assert workbook.read_bytes() == before
    other = workbook.with_name("other.program.toml")
    create_workbook(other, saved.document, reading.program, reading.private)
    assert str(SECRET) not in other.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (f"\n[company]\narr = '{SECRET}'\n", "private-shape", 3),
        (f"[company]\ndirect_arr = {SECRET}\n", "private-unused", 2),
        (f"[company]\narr = {SECRET}{SECRET}x\n", "syntax", 2),
        (f"[company]\narr = {SECRET}\narr = {SECRET}\n", "duplicate-key", 3),
        (f"[company]\nsecret = {SECRET}\n", "private-unused", 2),
    ],
)
def test_problems_of_the_overlay_never_quote_it(workbook, text, code, line):
    reading = overlay(workbook, text)
    (problem,) = reading.problems
    assert (problem.path, problem.code, problem.line) == ("acme.private.toml", code, line)
    assert str(SECRET) not in problem.message + problem.remedy
    assert reading.program is not None
    assert reading.private == {}


def test_a_private_value_that_was_changed_is_written(workbook):
    from partnerbook.program.edit import Set, apply
    from partnerbook.workbook.apply import applied

    reading = overlay(workbook, f"[company]\narr = {SECRET}\n")
    edit = Set("company.arr", 7)
    document = rendered(applied(reading.document, edit), apply(reading.program, edit), reading.private)
    assert "\narr = 7" in document.text


def test_a_private_value_stays_private_when_its_table_is_renamed_or_set_to_the_same(workbook):
    from partnerbook.program.edit import Rename, Set, apply
    from partnerbook.workbook.apply import applied

    workbook.write_text(HEAD + '[benefits.a]\nannual_cost = "withheld"\n', encoding="utf-8")
    reading = overlay(workbook, f"[benefits.a]\nannual_cost = {SECRET}\n")
    for edit in (Rename("benefits.a", "b"), Set("benefits.a.annual_cost", SECRET)):
        program = apply(reading.program, edit)
        assert [held.annual_cost for held in program.benefits.values()] == [SECRET]
        document = rendered(applied(reading.document, edit), program, reading.private)
        assert 'annual_cost = "withheld"' in document.text


def test_reading_loads_no_editor_of_toml():
    code = (
        "import sys, partnerbook.workbook.write; sys.exit(bool({'tomlkit', 'textual'} & sys.modules.keys()))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_missing_file_and_a_folder(tmp_path):
    (problem,) = read(tmp_path / "none.toml").problems
    assert (problem.line, problem.column) == (1, 1)
    assert problem.remedy
    assert len(read(tmp_path).problems) == 1
