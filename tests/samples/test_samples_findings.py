"""The sample workbooks: each opens, and what the checks say about it on one day is written here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from partnerbook.checks.catalogue import CATALOGUE
from partnerbook.checks.engine import Engine, run
from partnerbook.checks.finding import Report
from partnerbook.program.address import child
from partnerbook.program.edit import plain
from partnerbook.program.program import Program
from partnerbook.workbook.files import load
from partnerbook.workbook.read import read
from partnerbook.workbook.templates import filled

SAMPLES = Path(__file__).resolve().parents[2] / "sample_programs"
DAY = date(2026, 11, 24)

VIOLATIONS: dict[str, tuple[list[str], set[str]]] = {
    # name: (findings, addresses that differ from the sound program)
    "side-project": (
        ["error FRM010 program.owner"],
        {
            "program.owner",
            "team.account-executive.role",
            "team.account-executive.allocation_percent",
            "team.account-executive.starts",
        },
    ),
    "isv-without-engineering": (
        ["error VAL005 integrations.tidebook.displaces"],
        {"integrations.tidebook.displaces"},
    ),
    "margin-below-floor": (
        ["error PAY001 tiers.gold.pay_percent.var", "error TIE003 tiers.gold.pay_percent.var"],
        {"tiers.gold.pay_percent.var"},
    ),
    "ladder-falls": (
        ["error TIE003 tiers.gold.requires.certified-people"],
        {"tiers.silver.requires.certified-people"},
    ),
    "long-video": (
        ["error ENB003 enablement.modules.pitch.minutes"],
        {"enablement.modules.pitch.minutes", "enablement.modules.pitch.title"},
    ),
    "everyone-activates": (
        ["error REC006 recruiting.activation_percent", "warning REC004 recruiting.counts"],
        {"recruiting.activation_percent", "recruiting.counts"},
    ),
    "registration-too-late": (
        ["error CON002 conflict.registration.effective"],
        {"conflict.registration.effective"},
    ),
    "stolen-deal": (
        ["error CON005 conflict.incidents.harbour-office.remedy"],
        {"conflict.incidents.harbour-office.remedy", "conflict.incidents.harbour-office.settled"},
    ),
    "expired-waiver": (
        ["error PAY001 tiers.silver.pay_percent.var", "error WAI001 waivers.silver-floor.expires"],
        {
            "tiers.gold.pay_percent.var",
            "tiers.silver.pay_percent.var",
            "waivers.silver-floor.check",
            "waivers.silver-floor.at",
            "waivers.silver-floor.reason",
            "waivers.silver-floor.owner",
            "waivers.silver-floor.expires",
        },
    ),
    "withheld-margin": (
        ["note CHK001 company.gross_margin_percent"],
        {"company.gross_margin_percent"},
    ),
}

ODOO = [
    "error CON001 conflict.registration.enabled",
    "error FRM020 conflict.registration.enabled",
    "note CHK001 tiers.gold.annual_fee",
    "note CHK001 tiers.learning.annual_fee",
    "note CHK001 tiers.ready.annual_fee",
    "note CHK001 tiers.silver.annual_fee",
    "note TIE009 tiers.gold.requires.users",
    "note TIE009 tiers.silver.requires.users",
    "warning TIE001 tiers",
]

OTHERS: dict[str, list[str]] = {
    "sound": [],
    "referral-pilot": ["note FRM016 tracks"],
    "example": [
        "error TIE003 tiers.gold.pay_percent.var",
        "note PAY004 tracks.referral.pay.percent",
        "waived PAY001 tiers.gold.pay_percent.var",
        "warning VAL002 competitors",
    ],
    "odoo-v10": ODOO,
    "odoo-v11": sorted([*ODOO, "note TIE009 tiers.silver.requires.certified-staff"]),
}

PINNED = {**{name: found for name, (found, _) in VIOLATIONS.items()}, **OTHERS}


def opened(name: str) -> Program:
    reading = read(SAMPLES / f"{name}.program.toml")
    assert reading.problems == ()
    assert reading.program is not None
    return reading.program


def flat(table: Mapping[str, Any], at: str = "") -> dict[str, Any]:
    held: dict[str, Any] = {}
    for key, value in table.items():
        here = child(at, key)
        held.update(flat(value, here) if isinstance(value, Mapping) else {here: value})
    return held


def differing(one: Program, other: Program) -> set[str]:
    before, after = flat(plain(one)), flat(plain(other))
    return {at for at in before.keys() | after.keys() if before.get(at) != after.get(at)}


def said(report: Report) -> list[str]:
    return sorted(
        f"{'waived' if finding.waived else finding.severity} {finding.code} {finding.address}"
        for finding in report.findings
    )


@pytest.mark.parametrize("name", PINNED)
def test_a_sample_opens_and_its_findings_are_these(name: str) -> None:
    assert said(run(opened(name), DAY)) == PINNED[name]


def test_every_sample_is_here() -> None:
    files = {path.name.removesuffix(".program.toml") for path in SAMPLES.iterdir()}
    assert files == PINNED.keys() | {"new-draft"}


@pytest.mark.parametrize("name", VIOLATIONS)
def test_a_mistake_is_the_sound_program_with_that_mistake_alone(name: str) -> None:
    _, differs = VIOLATIONS[name]
    assert differing(opened("sound"), opened(name)) == differs


def test_the_mistakes_show_every_family() -> None:
    shown = {finding.split()[1][:3] for found, _ in VIOLATIONS.values() for finding in found}
    assert shown == {check.code[:3] for check in CATALOGUE}


def test_a_mistake_made_and_mended_in_one_session_says_the_same() -> None:
    sound, engine = opened("sound"), Engine(DAY)
    for name in VIOLATIONS:
        assert said(engine.report(opened(name))) == PINNED[name]
        assert said(engine.report(sound)) == []


def test_a_new_draft_is_the_template_and_has_only_things_to_do() -> None:
    text = filled("draft", "New partner program", DAY)
    assert load(SAMPLES / "new-draft.program.toml").text == text
    report = run(opened("new-draft"), DAY)
    assert report.findings
    assert {finding.severity for finding in report.findings} == {"todo"}


def test_the_referral_pilot_is_below_five_million() -> None:
    arr = opened("referral-pilot").company.arr
    assert isinstance(arr, int)
    assert arr < 5_000_000


def test_the_revision_of_odoo_is_what_was_published() -> None:
    before, after = opened("odoo-v10"), opened("odoo-v11")
    assert differing(before, after) == {
        "program.version",
        "program.source",
        "tracks.partner.agreement",
        "metrics.users.name",
        "metrics.retention.window_months",
        "tiers.silver.requires.certified-staff",
        "tiers.gold.requires.certified-staff",
        "tiers.gold.requires.users",
    }
    gold = [dict(program.tiers["gold"].requires) for program in (before, after)]
    assert gold == [
        {"users": 200, "certified-staff": 3, "retention": 80},
        {"users": 300, "certified-staff": 6, "retention": 80},
    ]


def test_what_the_source_of_odoo_does_not_say_is_not_filled_in() -> None:
    program = opened("odoo-v11")
    assert program.company.is_empty
    assert program.recruiting.is_empty
    assert all(tier.grace_months is None for tier in program.tiers.values())
    assert {tier.annual_fee for tier in program.tiers.values()} == {"withheld"}


@pytest.mark.parametrize("name", ["odoo-v10", "odoo-v11"])
def test_modelled_as_a_margin_odoo_would_fail_the_floor_at_three_levels(name: str) -> None:
    program = opened(name)
    track = program.tracks["partner"]
    margin = track.model_copy(
        update={"may_resell": True, "pay": track.pay.model_copy(update={"kind": "margin"})}
    )
    report = run(program.model_copy(update={"tracks": {"partner": margin}}), DAY)
    assert [finding.address for finding in report.findings if finding.code == "PAY001"] == [
        f"tiers.{tier}.pay_percent.partner" for tier in ("learning", "ready", "silver")
    ]
