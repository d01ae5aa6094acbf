"""``partnerbook get`` and ``set``: values by address, as they are typed."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest
from cli_run import DAY, Runner, sample


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A copy of the example."""
    return Path(shutil.copy(sample("example"), tmp_path / "b.program.toml"))


def changed_lines(book: Path) -> list[tuple[str, str]]:
    before = Path(sample("example")).read_text().splitlines()
    after = book.read_text().splitlines()
    assert len(before) == len(after)
    return [(old, new) for old, new in zip(before, after, strict=True) if old != new]


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        ("company.arr", "8000000\n"),
        ("program.name", "Northwind Partner Network\n"),
        ("program.next_review", "2027-03-01\n"),
        ("tracks.var.may_resell", "yes\n"),
        ("company.sales_cycle_variation", "0.6\n"),
        ("program.goals", "new-markets\nintegration-lock-in\nexisting-networks\n"),
        ("tiers.gold.pay_percent", "tiers.gold.pay_percent.var = 18\ntiers.gold.pay_percent.hosting = 15\n"),
    ],
)
def test_get_prints_the_value_as_it_is_typed(run: Runner, at: str, shown: str) -> None:
    ran = run("get", sample("example"), at)
    assert (ran.status, ran.out, ran.err) == (0, shown, "")


def test_get_reads_standard_input(run: Runner) -> None:
    ran = run("get", "-", "program.name", stdin=b'format = 1\n[program]\nname = "N"\n')
    assert (ran.status, ran.out) == (0, "N\n")


@pytest.mark.parametrize(
    "at", ["program.source", "tiers.gold.pay_percent.app-makers", "conflict.registration.max_open"]
)
def test_get_of_what_is_unset_prints_nothing(run: Runner, at: str) -> None:
    ran = run("get", sample("example"), at)
    assert (ran.status, ran.out) == (1, "")
    assert ran.err == f"{at} is unset\n"


@pytest.mark.parametrize(
    ("at", "nearest"),
    [
        ("tiers.golt.name", "tiers.gold.name"),
        ("tiers.gold.pay_percnt.var", "tiers.gold.pay_percent.var"),
        ("compny.arr", "company.arr"),
    ],
)
def test_an_unknown_address_is_refused_with_the_nearest(
    run: Runner, book: Path, at: str, nearest: str
) -> None:
    for words in (["get", str(book), at], ["set", str(book), at, "1"]):
        ran = run(*words)
        assert (ran.status, ran.out) == (2, "")
        assert f"did you mean {nearest}?" in ran.err
    assert changed_lines(book) == []


@pytest.mark.parametrize("at", ["", "a..b", "a b", "tiers.gold.", "zzz"])
def test_what_is_no_address_is_refused(run: Runner, at: str) -> None:
    ran = run("get", sample("example"), at)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("partnerbook get: ")


def test_set_changes_one_line_and_keeps_its_comment(run: Runner, book: Path) -> None:
    ran = run("set", str(book), "tiers.gold.pay_percent.var", "30", "--at", DAY)
    comment = "# below the 20% floor: flagged the moment it is typed"
    assert changed_lines(book) == [
        (f"var = 18                          {comment}", f"var = 30                          {comment}")
    ]
    assert "18 % → 30 %" in ran.err


@pytest.mark.parametrize(
    ("at", "typed", "line"),
    [
        ("program.goals", "all, new-markets", 'goals = ["all", "new-markets"]'),
        ("conflict.registration.tracks", "var", 'tracks = ["var"]    # who may register'),
        ("company.arr", "9M", "arr = 9_000_000"),
        ("tracks.var.may_resell", "no", "may_resell = false"),
        ("program.next_review", "2027-4-1", "next_review = 2027-04-01"),
        ("tiers.gold.requires.certified-people", "5", "certified-people = 5"),
    ],
)
def test_set_takes_what_a_field_takes(run: Runner, book: Path, at: str, typed: str, line: str) -> None:
    assert run("set", str(book), at, typed).status in (0, 1)
    ((_, new),) = changed_lines(book)
    assert " ".join(new.split()) == " ".join(line.split())
    assert run("get", str(book), at).status == 0


def test_set_prints_the_findings_of_the_new_state_with_the_status_of_check(run: Runner, book: Path) -> None:
    for value in ("2026-10-31", "2027-01-31"):
        ran = run("set", str(book), "waivers.gold-floor.expires", value, "--at", DAY)
        checked = run("check", str(book), "--at", DAY)
        assert ("WAI001" in ran.out) == (value < DAY)
        assert ran.status == checked.status
        assert checked.out.startswith(ran.out)


def test_unset_leaves_the_rest(run: Runner, book: Path) -> None:
    assert run("set", str(book), "program.owner", "--unset").status in (0, 1)
    assert "owner = " not in book.read_text().split("[company]")[0]
    assert "# a key of [team]" in book.read_text()
    assert run("get", str(book), "program.owner").status == 1
    again = run("set", str(book), "program.owner", "--unset")
    assert "Nothing to change" in again.err


@pytest.mark.parametrize(
    ("at", "typed"),
    [
        ("company.arr", "much"),
        ("company.arr", "-5"),
        ("program.status", "sleeping"),
        ("program.next_review", "soon"),
        ("tracks.var.may_resell", "perhaps"),
        ("program.goals", "world-peace"),
        ("program.name", "a\x1b[2Jb"),
        ("program.name", "a\u202eb"),
        ("tiers.gold", "x"),
        ("tiers", "x"),
    ],
)
def test_set_refuses_what_is_no_value_and_writes_nothing(
    run: Runner, book: Path, at: str, typed: str
) -> None:
    ran = run("set", str(book), at, typed)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("partnerbook set: ")
    assert changed_lines(book) == []


def test_set_wants_a_value_or_unset(run: Runner, book: Path) -> None:
    for words in (["company.arr"], ["company.arr", "1", "--unset"]):
        ran = run("set", str(book), *words)
        assert ran.status == 2
        assert "usage: partnerbook set" in ran.err
    assert run("set", "-", "company.arr", "1").status == 2
    assert changed_lines(book) == []


def test_set_keeps_bytes_that_it_does_not_change(run: Runner, tmp_path: Path) -> None:
    book = tmp_path / "crlf.program.toml"
    text = (
        "format = 1\r\n# note\r\n[program]\r\nname = 'N'   # why\r\n\r\n[company]\r\nodd = 1\r\narr = 1_000"
    )
    before = b"\xef\xbb\xbf" + text.encode()
    book.write_bytes(before)
    assert run("set", str(book), "company.arr", "2000").status in (0, 1)
    assert book.read_bytes() == before.replace(b"1_000", b"2_000")


def test_set_makes_the_table_of_an_assumption(run: Runner, book: Path) -> None:
    ran = run("set", str(book), "assumptions.tier_reach_percent.value", "7")
    assert ran.status in (0, 1)
    assert tomllib.loads(book.read_text())["assumptions"]["tier_reach_percent"] == {"value": 7}
    assert run("get", str(book), "assumptions.tier_reach_percent.value").out == "7\n"
    assert run("get", str(book), "assumptions.active_share_percent.value").status == 1
    wrong = run("set", str(book), "assumptions.tier_reech_percent.value", "7")
    assert "did you mean assumptions.tier_reach_percent.value?" in wrong.err


def test_an_amount_may_have_the_sign_of_its_own_currency(run: Runner, book: Path) -> None:
    assert run("set", str(book), "company.arr", "$12,500,000").status in (0, 1)
    assert run("get", str(book), "company.arr").out == "12500000\n"
    refused = run("set", str(book), "company.arr", "€12M")
    assert refused.status == 2
    assert "company.arr: expected an amount in USD, not €" in refused.err


def test_set_warns_of_a_name_that_is_not_there(run: Runner, book: Path) -> None:
    ran = run("set", str(book), "tiers.gold.pay_percent.vra", "25")
    assert 'CHK002 there is no track or extra pay line "vra"' in ran.out
    assert '"vra"' not in ran.err


def test_a_list_keeps_words_that_hold_commas(run: Runner, book: Path) -> None:
    at = "conflict.registration.rejection_grounds"
    run("set", str(book), at, 'late, "open, with us"')
    assert run("get", str(book), at).out == "late\nopen, with us\n"
    assert f'{at} = late, "open, with us"' in run("get", str(book), "conflict.registration").out


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("format", "no value of the program"),
        ("tiers.gold", "tiers.gold is a table; name one of its values: name, "),
        ("tiers.a.b.rank", 'did you mean tiers."a.b".rank?'),
        ("", "nothing is no address"),
        (
            "tiers.gold.tracks.0",
            'tiers.gold.tracks is a list, set as a whole, with commas: tiers.gold.tracks "referral, var"',
        ),
        ("conflict.registration.rejection_grounds.0", 'rejection_grounds "this, that"'),
        ("tiers.gold.name.first", "tiers.gold.name is one value: nothing is below it"),
    ],
)
def test_what_cannot_be_set_says_what_can(run: Runner, book: Path, at: str, words: str) -> None:
    book.write_text(book.read_text() + '\n[tiers."a.b"]\nrank = 7\n')
    assert words in run("set", str(book), at, "1").err


def test_set_refuses_a_private_value_and_a_file_that_cannot_be_written(run: Runner, tmp_path: Path) -> None:
    book = tmp_path / "p.program.toml"
    book.write_text('format = 1\n[company]\narr = "withheld"\n')
    (tmp_path / "p.private.toml").write_text("company.arr = 5_000_000\n")
    ran = run("set", str(book), "company.arr", "6000000")
    assert ran.status == 2
    assert "private" in ran.err
    assert "withheld" in book.read_text()
    book.chmod(0o444)
    ran = run("set", str(book), "program.name", "N")
    assert ran.status == 2
    assert "read-only" in ran.err


def test_set_says_the_problems_of_the_new_state_where_they_are_then(run: Runner, tmp_path: Path) -> None:
    book = tmp_path / "p.program.toml"
    book.write_text("format = 1\n[program]\nname = 5\n[company]\narr = 'much'\n")
    ran = run("set", str(book), "program.owner", "me", "--at", DAY)
    assert ran.status == 1
    assert f"{book}:3:" in ran.err
    assert f"{book}:6:" in ran.err
    ran = run("set", str(book), "program.name", "X", "--at", DAY)
    assert "found 5" not in ran.err
    assert f"{book}:6:" in ran.err
    ran = run("set", str(book), "company.arr", "1000000", "--at", DAY)
    assert "wrong-shape" not in ran.err
    assert ran.status == run("check", str(book), "--at", DAY).status == 0
