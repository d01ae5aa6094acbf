"""``partnerbook check``: status, text, JSON, choosing checks, several files, hostile and private content."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from cli_run import DAY, Runner, controls, need_keys, sample

PROBLEM = {
    "path": str,
    "line": int,
    "column": int,
    "code": str,
    "severity": str,
    "address": str,
    "message": str,
    "remedy": str,
}
FINDING = {
    "code": str,
    "name": str,
    "severity": str,
    "address": str,
    "found": str,
    "limit": str,
    "message": str,
    "fix": str,
    "source": str,
    "line": int,
    "column": int,
    "waived": bool,
}
SUMMARY = {"error": int, "warning": int, "note": int, "todo": int, "waived": int}

EXPIRED = """format = 1
[program]
name = "P"
[waivers.w]
check = "PAY001"
at = "tiers.gold.pay_percent.var"
reason = "agreed"
owner = "CFO"
expires = 2026-09-30
"""
UNMATCHED = EXPIRED.replace("2026-09-30", "2099-01-01")


def shaped(text: str) -> list[dict[str, object]]:
    """The files of a JSON report, once its shape is proved."""
    report = json.loads(text)
    need_keys(report, {"version": int, "files": list})
    assert report["version"] == 1
    for file in report["files"]:
        need_keys(file, {"path": str, "problems": list, "findings": list, "summary": dict})
        need_keys(file["summary"], SUMMARY)
        for problem in file["problems"]:
            need_keys(problem, PROBLEM)
        for finding in file["findings"]:
            need_keys(finding, FINDING)
        counts = dict.fromkeys(SUMMARY, 0)
        for finding in file["findings"]:
            counts["waived" if finding["waived"] else finding["severity"]] += 1
        assert file["summary"] == counts
    return report["files"]


def test_status_0_1_and_2(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "draft.toml").write_text('format = 1\n[program]\nname = "P"\n')
    (tmp_path / "expired.toml").write_text(EXPIRED)
    (tmp_path / "broken.toml").write_text("format = 1\n[program\n")
    assert run("check", "draft.toml").status == 0
    assert run("check", "expired.toml", "--at", DAY).status == 1
    assert run("check", "broken.toml").status == 2
    assert run("check", "no-such.toml").status == 2
    assert run("check", ".").status == 2


def test_strict_makes_warnings_count(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "w.toml").write_text(UNMATCHED)
    assert run("check", "w.toml", "--select", "WAI").status == 0
    assert run("check", "w.toml", "--select", "WAI", "--strict").status == 1


def test_text_has_place_code_message_then_severity_and_fix_then_a_summary(
    run: Runner, tmp_path: Path
) -> None:
    (tmp_path / "w.toml").write_text(EXPIRED)
    ran = run("check", "w.toml", "--at", DAY, "--select", "WAI001")
    place, fix, blank, summary = ran.out.splitlines()
    assert re.fullmatch(r"w\.toml:9:\d+ WAI001 this waiver ended on 2026-09-30", place)
    assert re.fullmatch(r"    error, fix: \S.*", fix)
    assert blank == ""
    assert summary == "Found 1 error."
    assert ran.err == ""


def test_problems_of_a_file_read_like_findings(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "w.toml").write_text('format = 1\n[program]\nstatsu = "pilot"\n[company]\narr = true\n')
    ran = run("check", "w.toml", "--select", "WAI")
    assert ran.out.splitlines()[:4] == [
        "w.toml:3:1 unknown-key unknown key statsu; it is kept and not used",
        "    warning, fix: Did you mean status?",
        "w.toml:5:7 wrong-shape expected a whole number, 0 or more, found true",
        "    error, fix: Correct it, or remove the line to leave it unset.",
    ]
    assert run("show", "w.toml").err.splitlines() == ran.out.splitlines()[:4]


def test_what_is_waived_names_the_waiver_in_place_of_a_fix(run: Runner) -> None:
    lines = run("check", sample("example"), "--at", DAY, "--select", "PAY001").out.splitlines()
    assert re.fullmatch(r".*:\d+:\d+ PAY001 18 % is below the 20 % floor", lines[0])
    assert re.fullmatch(r"    waived by waivers\.[a-z-]+", lines[1])


def test_what_is_to_do_and_what_is_noted_say_so_below(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "d.toml").write_text('format = 1\n[program]\nname = "P"\n')
    out = run("check", "d.toml").out
    assert re.search(r"^d\.toml:\d+:\d+ [A-Z]{3}\d{3} \S.*\n    to do: ", out, re.MULTILINE)
    (tmp_path / "n.toml").write_text(
        'format = 1\n[program]\nstatus = "pilot"\nnext_review = 2020-01-01\n', encoding="utf-8"
    )
    noted = run("check", "n.toml", "--select", "FRM017", "--at", DAY).out
    assert "FRM017 the next review on 2020-01-01 is past\n    note, fix: 2027-11-24 passes\n" in noted
    assert re.search(r"^Found \d+ to do\.$", out, re.MULTILINE)


def test_json_is_of_the_stated_shape(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "w.toml").write_text(EXPIRED + "unknown = 1\n[company]\narr = true\n")
    ran = run("check", "w.toml", sample("example"), "no-such.toml", "--format", "json", "--at", DAY)
    mine, example, missing = shaped(ran.out)
    assert mine["path"] == "w.toml"
    assert [p["code"] for p in mine["problems"]] == ["unknown-key", "wrong-shape"]  # type: ignore[attr-defined]
    assert example["problems"] == []
    assert missing["findings"] == []
    assert [p["code"] for p in missing["problems"]] == ["file"]  # type: ignore[attr-defined]
    assert ran.status == 2


def test_an_unreadable_file_does_not_hide_the_others(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text("nonsense")
    (tmp_path / "expired.toml").write_text(EXPIRED)
    ran = run("check", "broken.toml", "expired.toml", "--at", DAY)
    assert "broken.toml:1:" in ran.out
    assert "expired.toml:9:" in ran.out
    assert "1 file could not be read" in ran.out
    assert ran.status == 2


def test_a_value_of_the_wrong_shape_is_an_error_and_an_unknown_key_a_warning(
    run: Runner, tmp_path: Path
) -> None:
    (tmp_path / "a.toml").write_text('format = 1\n[program]\nname = "P"\nstatsu = "pilot"\n')
    (tmp_path / "b.toml").write_text('format = 1\n[company]\narr = "much"\n')
    assert run("check", "a.toml").status == 0
    assert run("check", "a.toml", "--strict").status == 1
    assert "Did you mean status?" in run("check", "a.toml").out
    assert run("check", "b.toml").status == 1


def test_standard_input(run: Runner) -> None:
    ran = run("check", "-", "--at", DAY, "--select", "WAI001", stdin=EXPIRED.encode())
    assert ran.out.startswith("-:9:")
    assert ran.status == 1
    assert run("check", "-", stdin=b"").status == 2


def test_today_is_given(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "w.toml").write_text(EXPIRED)
    assert run("check", "w.toml", "--select", "WAI001", "--at", "2026-09-30").status == 0
    assert run("check", "w.toml", "--select", "WAI001", "--at", "2026-10-01").status == 1
    once, again = (run("check", sample("example"), "--at", DAY, "--format", "json") for _ in range(2))
    assert once == again


@pytest.mark.parametrize("day", ["yesterday", "2026-13-01", "2026-02-30", "20261124", "2026-W01-1", ""])
def test_a_day_that_is_none_is_refused(run: Runner, day: str) -> None:
    ran = run("check", sample("example"), "--at", day)
    assert ran.status == 2
    assert "expected a date such as 2027-03-31" in ran.err


def test_checks_are_chosen_by_code_beginning_and_name(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "w.toml").write_text(EXPIRED.replace('owner = "CFO"\n', ""))

    def codes(*options: str) -> set[str]:
        (file,) = shaped(run("check", "w.toml", "--format", "json", "--at", DAY, *options).out)
        return {finding["code"] for finding in file["findings"]}  # type: ignore[attr-defined]

    assert codes("--select", "WAI001") == {"WAI001"}
    assert codes("--select", "wai") == {"WAI001", "WAI003"}
    assert codes("--select", "expired-waiver") == {"WAI001"}
    assert codes("--select", "WAI001,incomplete-waiver") == {"WAI001", "WAI003"}
    assert codes("--select", "WAI001", "--select", "WAI003") == {"WAI001", "WAI003"}
    assert codes("--select", "WAI", "--ignore", "WAI001") == {"WAI003"}
    assert codes("--ignore", "WAI") == codes() - {"WAI001", "WAI003"}


@pytest.mark.parametrize(
    ("word", "nearest"), [("WAI01", "WAI001"), ("expired-waver", "expired-waiver"), ("WAY", "WAI")]
)
def test_an_unknown_check_is_refused_with_the_nearest(run: Runner, word: str, nearest: str) -> None:
    for option in ("--select", "--ignore"):
        ran = run("check", sample("example"), option, word)
        assert ran.status == 2
        assert f"did you mean {nearest}?" in ran.err
        assert ran.out == ""


def test_no_file_and_wrong_format_are_refused(run: Runner) -> None:
    for words in (["check"], ["check", sample("example"), "--format", "xml"], ["check", "a", "--nonsense"]):
        ran = run(*words)
        assert ran.status == 2
        assert "usage: partnerbook check" in ran.err


HOSTILE = [
    "\\u001b]0;owned\\u0007",
    "\\u001b[2J",
    "\\u009b31m",
    "\\u202Egnp.exe",
    "\\u200b",
    "[/b][@click=app.quit]",
    "\\n\\nfake.toml:1:1 PAY001 error: no",
    "e" + "\\u0301" * 300,
    "\\u007f",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_in_a_workbook_reaches_the_terminal_as_a_command(
    run: Runner, tmp_path: Path, text: str
) -> None:
    workbook = f"""format = 1
[program]
name = "{text}"
owner = "{text}"
status = "pilot"
"{text}" = 1
[company]
arr = "{text}"
[tracks."{text}"]
type = "var"
name = "{text}"
value = "{text}"
[tiers."{text}"]
name = "{text}"
rank = 1
tracks = ["{text}"]
[tiers."{text}".requires]
"{text}" = 1
[waivers."{text}"]
check = "{text}"
at = "{text}"
expires = 2020-01-01
"""
    (tmp_path / "h.toml").write_text(workbook)
    for words in (
        ["check", "h.toml"],
        ["check", "h.toml", "--format", "json"],
        ["show", "h.toml"],
        ["show", "h.toml", "--json"],
        ["get", "h.toml", "program.name"],
        ["get", "h.toml", "tiers"],
        ["get", "h.toml", "tiers.x"],
    ):
        ran = run(*words)
        assert controls(ran.out) == []
        assert controls(ran.err) == []
        assert not re.search("[\u0301]{9}", ran.out + ran.err)
        assert "\nfake.toml" not in ran.out or words[0] == "get"


@pytest.mark.parametrize(
    "data", [b"\xff\xfe", b"\x00", b"", b"[" * 600, b"a" * 9_000_000, b"x = 1e400", b"format = 2"]
)
def test_bytes_that_are_no_workbook_are_unreadable_and_no_crash(
    run: Runner, tmp_path: Path, data: bytes
) -> None:
    (tmp_path / "n.toml").write_bytes(data)
    for words in (
        ["check", "n.toml"],
        ["show", "n.toml"],
        ["get", "n.toml", "a"],
        ["set", "n.toml", "a", "b"],
    ):
        ran = run(*words)
        assert ran.status == 2
        assert "n.toml:1:" in ran.out + ran.err
    assert (tmp_path / "n.toml").read_bytes() == data


def test_a_hostile_file_name_is_made_safe(run: Runner, tmp_path: Path) -> None:
    name = "a\x1b[2Jb.toml"
    (tmp_path / name).write_text(EXPIRED)
    ran = run("check", name, "--at", DAY)
    assert controls(ran.out) == []
    assert controls(run("check", "no\x1b[2J.toml").out) == []
    assert controls(run("check", "--\x1b[2J", name).err) == []


def test_private_values_are_judged_and_never_said(run: Runner, tmp_path: Path) -> None:
    text = (
        Path(sample("sound"))
        .read_text()
        .replace("[tiers.gold.pay_percent]\nvar = 30", '[tiers.gold.pay_percent]\nvar = "withheld"')
    )
    (tmp_path / "p.program.toml").write_text(text)
    (tmp_path / "p.private.toml").write_text("tiers.gold.pay_percent.var = 17.31\n")
    for words in (["check"], ["check", "--format", "json"], ["show"], ["show", "--json"]):
        ran = run(words[0], "p.program.toml", *words[1:], "--at", DAY)
        assert "17.31" not in ran.out + ran.err
        assert "2.69" not in ran.out + ran.err
    assert run("get", "p.program.toml", "tiers.gold.pay_percent.var").out == "withheld\n"
    assert "17.31" not in run("get", "p.program.toml", "tiers").out
    ran = run("check", "p.program.toml", "--at", DAY, "--format", "json", "--select", "PAY001")
    assert [f["found"] for f in shaped(ran.out)[0]["findings"]] == ["private"]  # type: ignore[attr-defined]
    assert ran.status == 1


def test_colours_only_on_a_terminal_and_where_they_are_wanted(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from partnerbook.cli import output

    (tmp_path / "w.toml").write_text(EXPIRED)
    assert "\x1b" not in run("check", "w.toml").out
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert output.wants_colour()
    monkeypatch.setenv("NO_COLOR", "1")
    assert not output.wants_colour()
    monkeypatch.setenv("NO_COLOR", "")
    monkeypatch.setenv("TERM", "dumb")
    assert not output.wants_colour()
