"""The reference of all checks is what the checks say, and the examples in it are real."""

import json
import tomllib

import pytest
from programs import ROOT, found, program_of

from partnerbook.checks.catalogue import CATALOGUE
from partnerbook.checks.check import FAMILIES
from partnerbook.checks.document import FAMILY_TITLES, explanation, render
from partnerbook.checks.examples import address_found, example
from partnerbook.checks.excerpt import excerpts

BY_CODE = {check.code: check for check in CATALOGUE}


def test_the_reference_is_up_to_date():
    written = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    assert written == render(), (
        "docs/checks.md is not what the checks say: run `python .ci/docs.py` (make docs)"
    )


def test_every_check_has_one_section_under_its_family():
    text = render()
    assert list(FAMILY_TITLES) == list(FAMILIES)
    places = [text.index(f"\n### {check.code} {check.name}\n") for check in CATALOGUE]
    assert places == sorted(places)
    assert text.count("\n### ") == len(CATALOGUE)


@pytest.mark.parametrize("check", CATALOGUE, ids=lambda check: check.code)
def test_a_check_says_what_explain_needs(check):
    said = explanation(check)
    assert json.loads(json.dumps(said)) == said
    for name in ("claim", "source", "why", "fix", "passes", "fails", "finds"):
        assert said[name].strip(), f"{check.code} has no {name}"
    assert check.claim.endswith(".")
    assert check.why.endswith(".")
    assert not check.remedy.endswith(".")
    assert check.severity in ("error", "warning", "note")
    assert not check.essential or check.severity == "error"


@pytest.mark.parametrize("check", CATALOGUE, ids=lambda check: check.code)
def test_excerpts_show_what_matters_and_are_workbooks(check):
    passing, failing = excerpts(check)
    for text in (passing, failing):
        assert tomllib.loads(text), f"{check.code}: nothing is left of an example"
        assert "format = 1" not in text
    assert passing != failing


@pytest.mark.parametrize("code", ["ENB003", "CON006", "REC003"])
def test_an_excerpt_still_shows_the_finding(code):
    passing, failing = excerpts(BY_CODE[code])
    assert address_found(code) in [each.address for each in found(program_of(failing), code)]
    assert found(program_of(passing), code) == []


def test_an_excerpt_leaves_out_what_the_check_does_not_read():
    _, failing = excerpts(BY_CODE["ENB004"])
    assert "owner" not in failing
    assert "pages = 2" in failing
    assert "title" in example("ENB004", "fail")


def test_partners_that_say_the_same_are_counted():
    passing, _ = excerpts(BY_CODE["REC008"])
    assert "# and 9 more like it" in passing
    assert passing.count("[partners.") == 2


def test_assumptions_and_card_are_named():
    said = explanation(BY_CODE["REC003"])
    assert said["assumptions"] == {"activation_confidence_percent": 80}
    assert len(said["card"]) == 1
    assert "`activation_confidence_percent` (80 %)" in render()
