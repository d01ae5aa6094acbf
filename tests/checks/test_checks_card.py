"""Every sentence of the card ends in something that exists; every assumption is used by who says so."""

import re

import pytest
from programs import SAMPLE, TODAY, typed_in

from partnerbook.checks.catalogue import CATALOGUE
from partnerbook.checks.check import Look
from partnerbook.checks.examples import example
from partnerbook.checks.judged import checked
from partnerbook.checks.recording import Recorder, recording
from partnerbook.knowledge.loader import anti_patterns, assumptions, claims, comparison, misconceptions
from partnerbook.program.edit import Add, apply

CODES = {check.code for check in CATALOGUE}
CODE = re.compile(r"[A-Z]{3}\d{3}")
FROM_CARD = [check for check in CATALOGUE if check.source.startswith("card")]


def codes_in(words):
    return {word for word in words if CODE.fullmatch(word)}


@pytest.mark.parametrize("claim", claims(), ids=lambda claim: claim.id)
def test_every_sentence_is_used_and_by_checks_that_exist(claim):
    assert claim.uses
    assert codes_in(claim.uses) <= CODES


def test_guidance_names_checks_that_exist():
    named = {code for item in (*misconceptions(), *anti_patterns()) for code in item.checks}
    named |= {item.check for item in comparison() if item.check}
    assert named <= CODES


@pytest.mark.parametrize("check", FROM_CARD, ids=lambda check: check.code)
def test_a_check_from_the_card_carries_out_one_of_its_sentences(check):
    sources = {claim.source for claim in claims() if check.code in claim.uses}
    assert sources, f"no claim uses {check.code}"
    quoted = re.findall(r"card, src\d", check.source)
    assert set(quoted) <= sources, f"{check.code} says {check.source}, its claims say {sources}"


@pytest.mark.parametrize("assumption", assumptions().values(), ids=lambda assumption: assumption.name)
def test_an_assumption_is_used_by_checks_that_exist(assumption):
    assert assumption.used_by
    assert codes_in(assumption.used_by) <= CODES


CHANGES = {
    "sourced_share_target_percent = 10": "sourced_share_target_percent = 60",
    "months = 12                       # how long": "months = 36                       # how long",
}


def demanding():
    """The sample with a share target that is much too high, and referrals paid for three years."""
    text = SAMPLE.read_text(encoding="utf-8")
    for old, new in CHANGES.items():
        assert old in text
        text = text.replace(old, new)
    return text


def programs_for(code):
    """The examples of a check, and a sample that asks for more."""
    for text in (example(code, "pass"), example(code, "fail"), demanding()):
        program, _ = typed_in(text)
        for each in assumptions().values():
            if each.name not in program.assumptions:
                program = apply(program, Add(f"assumptions.{each.name}", {"value": each.default}))
        yield program


def assumptions_read(check):
    """The assumptions that a check reads somewhere."""
    names = set()
    for program in programs_for(check.code):
        recorder = Recorder()
        reads = checked(check, Look(recording(program, recorder), TODAY), recorder).reads
        names |= {each.name for each in assumptions().values() if each.address in reads}
    return names


@pytest.mark.parametrize("check", CATALOGUE, ids=lambda check: check.code)
def test_a_check_reads_the_assumptions_that_name_it_and_no_others(check):
    named = {each.name for each in assumptions().values() if check.code in each.used_by}
    assert assumptions_read(check) == named
