"""Every check has an example that passes and one that fails, and both are really judged."""

import re
from importlib.resources import files
from typing import Any

import pytest
from programs import ROOT, TODAY, program_of, typed_in

from partnerbook.checks import engine
from partnerbook.checks.catalogue import CATALOGUE
from partnerbook.checks.check import FAMILIES, Check, Look
from partnerbook.checks.finding import Report
from partnerbook.checks.typed import with_typed
from partnerbook.knowledge.assumptions import assumptions
from partnerbook.program.locate import site
from partnerbook.program.program import Program

EXAMPLES = files("partnerbook.checks") / "examples"
AFTER_THE_OTHERS = ("CHK001", "CHK003", "WAI002")
"""Judged from what the other checks found, or from what was typed."""
CARD_SOURCES = ("card", "card, src1", "card, src2", "card, src3", "card, src4")

each_check = pytest.mark.parametrize("check", CATALOGUE, ids=lambda check: check.code)


def text(check: Check[Any], outcome: str) -> str:
    """One of the two examples of a check."""
    return (EXAMPLES / f"{check.code}.{outcome}.toml").read_text("utf-8")


def example(check: Check[Any], outcome: str) -> Program:
    """The program of an example."""
    return program_of(text(check, outcome)) if check.code != "CHK003" else typed_in(text(check, outcome))[0]


def judged(check: Check[Any], outcome: str) -> Report:
    """What is found in an open workbook with the text of an example."""
    program, typed = typed_in(text(check, outcome))
    return with_typed(engine.run(program, TODAY), program, typed)


@each_check
def test_the_failing_example_is_found_where_it_says(check: Check[Any]) -> None:
    first = text(check, "fail").split("\n", 1)[0]
    assert first.startswith("# finds: ")
    at = first.removeprefix("# finds: ").strip()
    assert site(at) is not None
    found = judged(check, "fail").findings
    assert [finding.address for finding in found if finding.code == check.code] == [at]


@each_check
def test_the_failing_example_fails_because_of_this_check(
    check: Check[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    if check.code in AFTER_THE_OTHERS:
        return
    others = tuple(each for each in CATALOGUE if each is not check)
    monkeypatch.setattr(engine, "CATALOGUE", others)
    found = engine.run(example(check, "fail"), TODAY).findings
    assert check.code not in {finding.code for finding in found}


@each_check
def test_the_passing_example_is_judged_and_passes(check: Check[Any]) -> None:
    program = example(check, "pass")
    report = judged(check, "pass")
    assert check.code not in {finding.code for finding in report.findings}
    assert check.code not in {wait.code for wait in report.waiting}
    if check.code in AFTER_THE_OTHERS:
        return
    bad, good = example(check, "fail"), program
    assert len(subjects(check, good)) >= 1
    # The subject that fails is there in the passing one too, or what it was made of is.
    assert reads(check, good) & reads(check, bad)


def subjects(check: Check[Any], program: Program) -> list[Any]:
    """What a check judges in a program."""
    return list(check.subjects(Look(program, TODAY)))


def reads(check: Check[Any], program: Program) -> frozenset[str]:
    """Addresses that a check reads, apart from those that every check asks for."""
    kept = engine.Engine(TODAY)
    kept.report(program)
    return kept.reads(check.code) - {"program.status", "program.perspective"}


@each_check
def test_a_check_says_what_it_is(check: Check[Any]) -> None:
    assert check.family in FAMILIES
    assert check.name == check.name.lower().strip("-")
    assert " " not in check.name
    assert check.claim.endswith(".")
    assert check.why.endswith(".")
    assert not check.remedy.endswith(".")
    for part in check.source.split(";"):
        stripped = part.strip()
        if stripped.startswith("card"):
            assert stripped in CARD_SOURCES
        else:
            assert stripped.split()[0] in ("practice", "ours", "assumption", "assumptions", "economics")


@each_check
def test_a_finding_is_one_sentence_without_a_full_stop(check: Check[Any]) -> None:
    for finding in judged(check, "fail").findings:
        assert finding.message
        assert not finding.message.endswith(".")
        assert "\n" not in finding.message
        assert finding.source
        assert finding.fix, "a finding says what to do"
        assert not finding.fix.endswith(".")
        assert "\n" not in finding.fix
        assert finding.address == "" or site(finding.address) is not None


def test_codes_are_given_once() -> None:
    codes = [check.code for check in CATALOGUE]
    assert len(set(codes)) == len(codes)


def test_no_example_is_left_over() -> None:
    written = {entry.name for entry in EXAMPLES.iterdir() if entry.name.endswith(".toml")}
    expected = {f"{check.code}.{outcome}.toml" for check in CATALOGUE for outcome in ("pass", "fail")}
    assert written == expected


def test_the_sample_program_has_one_error() -> None:
    sample = (ROOT / "sample_programs" / "example.program.toml").read_text("utf-8")
    report = engine.run(program_of(sample), TODAY)
    errors = [finding for finding in report.findings if finding.severity == "error"]
    assert {finding.address for finding in errors} == {"tiers.gold.pay_percent.var"}
    assert [(finding.code, finding.waived) for finding in errors] == [("PAY001", True), ("TIE003", False)]
    assert report.count("todo") == 0


def test_an_assumption_that_a_check_names_is_there() -> None:
    names = set(assumptions())
    for check in CATALOGUE:
        for finding in engine.run(example(check, "fail"), TODAY).findings:
            if "assumption" in finding.source:
                named = finding.source.partition("assumption")[2]
                assert set(re.findall(r"[a-z]+(?:_[a-z]+)+", named)) <= names
