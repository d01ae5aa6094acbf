"""``partnerbook show``, ``explain``, ``new`` and ``locate``."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
from cli_run import DAY, Runner, need_keys, sample

from partnerbook.checks.catalogue import CATALOGUE, SHARED_NAMES
from partnerbook.cli.places import Known, below
from partnerbook.program.program import Program
from partnerbook.program.steps import STEPS
from partnerbook.program.table import parts_of
from partnerbook.workbook.read import read
from partnerbook.workbook.templates import TEMPLATES, filled

DAYS = [date(2026, 11, 24), date(2027, 1, 31), date(2028, 2, 29), date(2026, 12, 1)]


def test_show_tells_steps_values_and_findings_in_order(run: Runner) -> None:
    ran = run("show", sample("example"), "--at", DAY)
    assert ran.status == 0
    assert ran.err == ""
    lines = ran.out.splitlines()
    titles = [lines.index(f"{title}.") for title, _ in STEPS]
    assert titles == sorted(titles)
    for line in (
        "    Annual recurring revenue: 8,000,000 USD",
        "    Gross margin: 75 %",
        "    Sales cycle, mean: 75 days",
        "  Tier Gold, pay:",
        "    Solution partners: 18 %",
        "  Module The pitch in ten minutes:",
        "    Kick-off with named contacts on both sides",
    )[:-1]:
        assert line in lines
    second = ran.out.split("Step 2, tiers.")[0].split("Step 1, value.")[1]
    assert "Warning VAL002, line 141" in second


def test_every_table_belongs_to_one_step() -> None:
    assert sorted(table for _, tables in STEPS for table in tables) == sorted(parts_of(Program))


def test_show_says_every_value_of_a_workbook(run: Runner) -> None:
    report = json.loads(run("show", sample("example"), "--json", "--at", DAY).out)
    need_keys(report, {"version": int, "path": str, "steps": list, "summary": dict})
    program = read(Path(sample("example"))).program
    held = {at for at, _ in below(Known("", program, is_table=True))}
    assert {value["address"] for step in report["steps"] for value in step["values"]} == held
    found = [finding for step in report["steps"] for finding in step["findings"]]
    checked = json.loads(run("check", sample("example"), "--format", "json", "--at", DAY).out)
    assert sorted(map(str, found)) == sorted(map(str, checked["files"][0]["findings"]))


def test_show_of_an_empty_program(run: Runner) -> None:
    ran = run("show", "-", stdin=b"format = 1\n")
    assert ran.status == 0
    assert ran.out.count("Nothing is written here yet.") == len(STEPS)


def test_show_names_what_has_a_key_and_nothing_else(run: Runner) -> None:
    text = b'format = 1\n[tiers.gold]\n[tiers."a b"]\n[enablement.modules.x]\n[tiers.silver]\nrank = 1\n'
    out = run("show", "-", stdin=text).out
    for heading in ("Tier gold", "Tier a b", "Module x"):
        assert f"  {heading}:\n    Nothing is written here yet.\n" in out
    assert "  Tier silver:\n    Rank: 1\n" in out
    steps = json.loads(run("show", "-", "--json", stdin=text).out)["steps"]
    assert [value["address"] for step in steps for value in step["values"]] == ["tiers.silver.rank"]
    assert run("get", "-", "tiers", stdin=text).out == "tiers.silver.rank = 1\n"


def test_explain_one(run: Runner) -> None:
    by_code, by_name = run("explain", "WAI001"), run("explain", "expired-waiver")
    assert by_code == by_name
    assert by_code.status == 0
    for words in (
        "WAI001 expired-waiver",
        "Why: ",
        "To mend it: ",
        "This passes:",
        "This does not, at waivers.",
    ):
        assert words in by_code.out


def test_explain_all(run: Runner) -> None:
    out = run("explain", "--all").out
    short = run("explain").out.splitlines()
    assert [line.split()[0] for line in short] == [check.code for check in CATALOGUE]
    for check in CATALOGUE:
        assert f"{check.code} {check.name} (" in out
    rows = json.loads(run("explain", "--all", "--json").out)
    assert [row["code"] for row in rows] == [check.code for check in CATALOGUE]
    for row in rows:
        need_keys(
            row,
            {
                "code": str,
                "name": str,
                "severity": str,
                "essential": bool,
                "family": str,
                "claim": str,
                "source": str,
                "why": str,
                "fix": str,
                "card": list,
                "assumptions": dict,
                "passes": str,
                "fails": str,
                "finds": str,
            },
        )
        tomllib.loads(row["passes"])
        tomllib.loads(row["fails"])


def test_explain_as_a_document(run: Runner) -> None:
    ran = run("explain", "--all", "--markdown")
    assert ran.status == 0
    assert ran.out.startswith("# Checks\n")
    assert all(f"### {check.code} {check.name}\n" in ran.out for check in CATALOGUE)
    assert run("explain", "WAI001", "--markdown").status == 2
    assert run("explain", "--all", "--markdown", "--json").status == 2


@pytest.mark.parametrize("word", ["PAY", "chk", "missing-inputs"])
def test_explain_a_word_that_means_several_checks(run: Runner, word: str) -> None:
    ran = run("explain", word)
    codes = [row["code"] for row in json.loads(run("explain", "--all", "--json").out)]
    wanted = [
        code for code in codes if code.startswith(word.upper()) or code in SHARED_NAMES.get(word.lower(), ())
    ]
    assert ran.status == 0
    assert wanted
    assert re.findall(r"^[A-Z]{3}\d{3}(?= )", ran.out, re.MULTILINE) == wanted


def test_explain_refuses_what_is_no_check(run: Runner) -> None:
    assert "did you mean" not in run("explain", "").err
    ran = run("explain", "WAI01")
    assert (ran.status, ran.out) == (2, "")
    assert "did you mean WAI001?" in ran.err
    assert run("explain", "WAI001", "--all").status == 2


def test_new_makes_a_workbook_and_never_writes_over_one(run: Runner, tmp_path: Path) -> None:
    ran = run("new", "acme-partners.program.toml", "--at", DAY)
    made = tmp_path / "acme-partners.program.toml"
    assert ran.status == 0
    assert made.read_text() == filled("draft", "Acme partners", date(2026, 11, 24))
    made.write_text("mine")
    ran = run("new", "acme-partners.program.toml")
    assert ran.status == 2
    assert "exists already" in ran.err
    assert made.read_text() == "mine"


def test_new_adds_the_ending_and_takes_a_name(run: Runner, tmp_path: Path) -> None:
    assert run("new", "acme", "--name", 'The "A" \\ team', "--template", "var-program").status == 0
    program = read(tmp_path / "acme.program.toml").program
    assert program is not None
    assert program.program.name == 'The "A" \\ team'


@pytest.mark.parametrize(
    "words",
    [
        ["-"],
        [""],
        ["."],
        ["a/b/c"],
        ["x", "--template", "var"],
        ["x", "--name", "a\x1b[2J"],
        ["x", "--name", "a\nb"],
        ["nul\0"],
        [],
    ],
)
def test_new_refuses(run: Runner, tmp_path: Path, words: list[str]) -> None:
    ran = run("new", *words)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("partnerbook new: ")
    assert not list(tmp_path.rglob("*.toml"))


@pytest.mark.parametrize("key", TEMPLATES)
def test_templates_are_calm_drafts_on_any_day(run: Runner, key: str) -> None:
    for today in DAYS:
        text = filled(key, "N", today)
        assert "<" not in text
        reading = read(text.encode())
        assert reading.problems == ()
        assert reading.program is not None
        assert reading.program.program.status == "draft"
        ran = run("check", "-", "--at", str(today), "--format", "json", stdin=text.encode())
        findings = json.loads(ran.out)["files"][0]["findings"]
        assert {finding["severity"] for finding in findings} <= {"todo", "note"}, [
            (f["code"], f["address"], f["message"]) for f in findings if f["severity"] in ("error", "warning")
        ]


def test_templates_are_named_in_the_help(run: Runner) -> None:
    out = run("new", "--help").out
    assert all(key in out for key in TEMPLATES)


def test_locate(run: Runner, tmp_path: Path) -> None:
    out = run("locate").out
    assert str(tmp_path / "config" / "settings.toml") in out
    places = json.loads(run("locate", "--json").out)
    assert (Path(places["samples"]) / "example.program.toml").is_file()
    assert not (tmp_path / "config").exists()
