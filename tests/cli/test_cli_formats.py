"""``check --format``: SARIF and JUnit against the published schemas, GitHub's escapes, and nothing private."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import jsonschema
import pytest
import xmlschema
from cli_run import DAY, SAMPLES, Runner, controls, process, sample

DATA = Path(__file__).resolve().parents[1] / "data"
SARIF = jsonschema.Draft7Validator(json.loads((DATA / "sarif-schema-2.1.0.json").read_text(encoding="utf-8")))
JUNIT = xmlschema.XMLSchema(str(DATA / "junit-10.xsd"))
FORMATS = ["text", "json", "github", "sarif", "junit"]

WAIVED = """format = 1
[program]
name = "P"
status = "pilot"
statsu = 1
[company]
arr = "much"
average_contract_value = 25_000
[tracks.var]
type = "var"
may_resell = true
[tracks.var.pay]
kind = "margin"
percent = 25
[tracks.var.partner_year]
deals = 4
[tiers.gold]
rank = 1
tracks = ["var"]
annual_fee = 0
[tiers.gold.pay_percent]
var = 5
[waivers.w]
check = "PAY001"
at = "tiers.gold.pay_percent.var"
reason = "agreed"
owner = "CFO"
expires = 2099-01-01
"""
BROKEN = "format = 1\n[program\n"


def sarif(text: str) -> dict[str, Any]:
    """The one run of a log that the published schema accepts."""
    log = json.loads(text)
    SARIF.validate(log)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    return run  # type: ignore[no-any-return]


def junit(text: str) -> ElementTree.Element:
    """A report that the published schema accepts, whose numbers are those of its cases."""
    JUNIT.validate(text)
    root = ElementTree.fromstring(text)
    for suite in root:
        assert suite.get("tests") == str(len(suite.findall("testcase")))
        for name, path in (("failures", "*/failure"), ("errors", "*/error"), ("skipped", "*/skipped")):
            assert suite.get(name) == str(len(suite.findall(path)))
    return root


def test_the_schemas_refuse_what_is_wrong() -> None:
    """The tests below would say nothing if the schemas accepted everything."""
    assert not SARIF.is_valid({"version": "2.1.0", "runs": [{"tool": {}}]})
    assert not JUNIT.is_valid('<testsuites><testsuite name="x"/></testsuites>')


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.toml")), ids=lambda path: path.name)
def test_all_formats_say_the_same_of_every_sample(run: Runner, path: Path) -> None:
    def ran(form: str) -> str:
        return run("check", str(path), "--format", form, "--at", DAY).out

    (file,) = json.loads(ran("json"))["files"]
    said = [(f["code"], f["line"], f["column"]) for f in file["findings"]]
    assert [
        (
            result["ruleId"],
            result["locations"][0]["physicalLocation"]["region"]["startLine"],
            result["locations"][0]["physicalLocation"]["region"]["startColumn"],
        )
        for result in sarif(ran("sarif"))["results"]
        if re.fullmatch("[A-Z]{3}[0-9]{3}", result["ruleId"])
    ] == said
    report = junit(ran("junit"))
    assert report.get("failures") == str(file["summary"]["error"])
    assert len(report.findall("*/*/skipped")) == file["summary"]["todo"] + file["summary"]["waived"]
    annotated = re.findall(r"^::(\w+) .*?line=(\d+),col=(\d+),title=(\w+)", ran("github"), re.MULTILINE)
    alive = [(f["code"], f["line"], f["column"]) for f in file["findings"] if not f["waived"]]
    problems = [(p["code"], p["line"], p["column"]) for p in file["problems"]]
    assert sorted((code, int(line), int(col)) for _, line, col, code in annotated) == sorted(alive + problems)


def test_sarif_has_a_rule_for_each_chosen_check_and_a_place_for_each_finding(
    run: Runner, tmp_path: Path
) -> None:
    (tmp_path / "a b.program.toml").write_text(WAIVED)
    out = run("check", "a b.program.toml", "--format", "sarif", "--at", DAY, "--select", "PAY").out
    log = sarif(out)
    ids = [rule["id"] for rule in log["tool"]["driver"]["rules"]]
    assert ids == [*[i for i in ids if i.startswith("PAY")], "unknown-key", "wrong-shape"]
    waived = next(r for r in log["results"] if r["ruleId"] == "PAY001")
    assert waived["suppressions"] == [
        {"kind": "inSource", "status": "accepted", "justification": "agreed in waivers.w"}
    ]
    place = waived["locations"][0]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "a%20b.program.toml"
    assert place["logicalLocations"][0]["fullyQualifiedName"] == "tiers.gold.pay_percent.var"
    assert {r["ruleId"]: r["level"] for r in log["results"]}["wrong-shape"] == "error"
    assert log["invocations"] == [{"executionSuccessful": True}]


def test_a_fingerprint_stays_when_the_line_changes_and_not_when_the_address_does(
    run: Runner, tmp_path: Path
) -> None:
    def prints(text: str) -> dict[str, str]:
        (tmp_path / "w.toml").write_text(text)
        log = sarif(run("check", "w.toml", "--format", "sarif", "--at", DAY).out)
        return {r["ruleId"]: r["partialFingerprints"]["codeAndAddress/v1"] for r in log["results"]}

    first = prints(WAIVED)["PAY001"]
    assert (
        prints(WAIVED.replace("[company]", "\n\n[company]").replace("var = 5", "var = 7"))["PAY001"] == first
    )
    moved = WAIVED.replace("tiers.gold", "tiers.best")
    assert prints(moved)["PAY001"] != first


def test_junit_fails_where_check_fails(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "w.toml").write_text(WAIVED)
    (tmp_path / "b.toml").write_text(BROKEN)
    ran = run("check", "w.toml", "b.toml", "--format", "junit", "--at", DAY)
    assert ran.status == 2
    good, broken = junit(ran.out)
    cases = {case.get("name", ""): case for case in good}
    assert cases["unknown-key program.statsu"].find("failure") is None
    assert cases["wrong-shape company.arr"].find("failure") is not None
    waived = cases["PAY001 margin-below-floor tiers.gold.pay_percent.var"].find("skipped")
    assert waived is not None
    assert waived.get("type") == "waived"
    assert [case.tag for case in broken] == ["testcase"]
    assert broken.get("errors") == "1"
    strict = junit(run("check", "w.toml", "--format", "junit", "--at", DAY, "--strict").out)
    assert strict.find("*/testcase[@name='unknown-key program.statsu']/failure") is not None


def test_junit_has_a_passing_case_for_each_check_that_found_nothing(run: Runner) -> None:
    report = junit(run("check", sample("sound"), "--format", "junit", "--at", DAY, "--select", "PAY001").out)
    (case,) = report.findall("*/testcase")
    assert case.get("name") == "PAY001"
    assert len(case) == 0


def test_github_escapes_what_the_runner_would_read(run: Runner, tmp_path: Path) -> None:
    name = "50%,a:b\nc.toml"
    (tmp_path / name).write_text('format = 1\n[program]\n"x::y" = 1\n[company]\narr = "5 %,:"\n')
    out = run("check", name, "--format", "github").out
    lines = [line for line in out.splitlines() if line.startswith("::")]
    for line in lines:
        match = re.fullmatch(
            r"::(error|warning|notice) file=50%25%2Ca%3Ab c\.toml,line=\d+,col=\d+,title=[^:,]+::(.+)", line
        )
        assert match, line
        assert not re.search("%(?!25|0A|0D)", match[2])
    assert any('"5 %25,:"' in line for line in lines)
    assert lines[0].startswith("::error ")


def test_github_names_files_from_the_root_of_the_checkout(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "w.toml").write_text(WAIVED)
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    monkeypatch.chdir(folder)
    assert "file=plans/w.toml," in run("check", "w.toml", "--format", "github").out
    assert "file=" not in run("check", "-", "--format", "github", stdin=WAIVED.encode()).out
    log = sarif(run("check", "w.toml", "--format", "sarif").out)
    places = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in log["results"]}
    assert places == {"plans/w.toml"}


def test_standard_input_and_absolute_paths_are_valid_in_sarif(run: Runner, tmp_path: Path) -> None:
    place = tmp_path / "ü:x.toml"
    place.write_text(WAIVED)
    for words, uri in ((["-"], "stdin"), ([str(place)], place.as_uri()), (["ü:x.toml"], "./%C3%BC%3Ax.toml")):
        log = sarif(run("check", *words, "--format", "sarif", stdin=WAIVED.encode()).out)
        found = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in log["results"]}
        assert {unquote(each) for each in found} == {unquote(uri)}


@pytest.mark.parametrize("form", FORMATS)
def test_a_report_goes_to_a_file(run: Runner, tmp_path: Path, form: str) -> None:
    (tmp_path / "w.toml").write_text(WAIVED)
    printed = run("check", "w.toml", "--format", form, "--at", DAY)
    written = run("check", "w.toml", "--format", form, "--at", DAY, "-o", "report")
    assert (tmp_path / "report").read_text(encoding="utf-8") == printed.out
    assert written.status == printed.status == 1
    assert written.out.splitlines()[0].startswith("Found ")
    assert written.out.splitlines()[-1] == "The report is in report."
    assert run("check", "w.toml", "--format", form, "--at", DAY, "-o", "-").out == printed.out


def test_a_report_never_lands_on_a_workbook(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "w.toml").write_text(WAIVED)
    (tmp_path / "link").symlink_to(tmp_path / "w.toml")
    for option in ("-o", "--baseline"):
        for name in ("w.toml", "./w.toml", "link", "other.program.toml", "other.private.toml"):
            ran = run("check", "w.toml", option, name)
            assert ran.status == 2
            assert "is a workbook" in ran.err
    assert run("check", "w.toml", "-o", "no/such/folder").status == 2
    assert (tmp_path / "w.toml").read_text() == WAIVED
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "w.toml"]


HOSTILE = [
    "\\u001b[2J",
    "\\u202Egnp",
    "\\u009b31m",
    "]]><x/>",
    "%0A::error::x",
    "\\n::set-output name=x::y",
    "&<>\\\"'",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("form", ["github", "sarif", "junit"])
def test_what_a_workbook_says_is_text_in_every_format(
    run: Runner, tmp_path: Path, form: str, text: str
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
[tiers."{text}"]
name = "{text}"
rank = 1
tracks = ["{text}"]
[waivers."{text}"]
check = "{text}"
at = "{text}"
expires = 2020-01-01
"""
    (tmp_path / "h.toml").write_text(workbook)
    out = run("check", "h.toml", "--format", form).out
    assert controls(out) == []
    if form == "github":
        allowed = re.compile(r"::(error|warning|notice) file=h\.toml,|[A-Z0-9]")
        assert all(allowed.match(line) for line in out.splitlines())
    else:
        texts = json.dumps(sarif(out)["results"]) if form == "sarif" else "".join(junit(out).itertext())
        assert controls(json.loads(json.dumps(texts))) == []


@pytest.mark.parametrize("form", FORMATS)
def test_private_values_are_in_no_format(run: Runner, tmp_path: Path, form: str) -> None:
    text = (
        Path(sample("sound"))
        .read_text()
        .replace("[tiers.gold.pay_percent]\nvar = 30", '[tiers.gold.pay_percent]\nvar = "withheld"')
    )
    (tmp_path / "p.program.toml").write_text(text)
    (tmp_path / "p.private.toml").write_text("tiers.gold.pay_percent.var = 17.31\n")
    ran = run("check", "p.program.toml", "--format", form, "--at", DAY, "--baseline", "b", "--write-baseline")
    assert "PAY001 tiers.gold.pay_percent.var" in (tmp_path / "b").read_text()
    (tmp_path / "b").unlink()
    ran = run("check", "p.program.toml", "--format", form, "--at", DAY, "-o", "r")
    assert ran.status == 1
    said = ran.out + ran.err + (tmp_path / "r").read_text()
    assert "PAY001" in said
    assert "17.31" not in said
    assert "2.69" not in said


def test_only_the_format_that_is_asked_for_is_imported() -> None:
    script = (
        "import sys; from partnerbook.cli.main import main;"
        f"main(['check', {sample('sound')!r}]);"
        "print(sorted(m for m in sys.modules if m in ('json', 'hashlib', 'xml', 'subprocess')"
        " or 'cli.formats.' in m or 'revisions' in m))"
    )
    import subprocess
    import sys

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = done.stdout.splitlines()[-1]
    assert "cli.formats.text" in loaded
    for name in ("sarif", "junit", "github", "xml", "revisions", "subprocess"):
        assert name not in loaded


def test_every_format_works_as_a_process(tmp_path: Path) -> None:
    (tmp_path / "w.toml").write_text(WAIVED)
    for form in FORMATS:
        ran = process("check", "w.toml", "--format", form, cwd=tmp_path, PYTHONIOENCODING="ascii")
        assert ran.status == 1
        assert ran.err == ""
        assert ran.out.isascii()
    junit(process("check", "w.toml", "--format", "junit", cwd=tmp_path, PYTHONIOENCODING="ascii").out)
