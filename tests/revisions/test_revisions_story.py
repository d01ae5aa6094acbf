"""The story of a revision."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerbook.program.address import join
from partnerbook.program.build import build
from partnerbook.program.edit import Change, Edit, Move, Remove, Set, Unset, apply, apply_all
from partnerbook.program.program import Program
from partnerbook.program.references import renaming
from partnerbook.revisions.story import Story, Told, tell

SAMPLES = Path(__file__).parents[2] / "sample_programs"
DAY = date(2026, 11, 24)
GOLD = "tiers.gold"


def sample(name: str) -> Program:
    raw = tomllib.loads((SAMPLES / f"{name}.program.toml").read_text(encoding="utf-8"))
    del raw["format"]
    return build(raw).program


EXAMPLE = sample("example")


def told_of(story: Story) -> list[tuple[str, str, str]]:
    return [(each.subject, each.sentence, each.direction) for each in story.told]


def after(*edits: Edit, old: Program = EXAMPLE) -> Story:
    return tell(old, apply_all(old, Change("", edits)), DAY)


def only(story: Story) -> Told:
    (told,) = story.told
    return told


def test_the_real_revision_reads_as_its_reviewer_would_say_it() -> None:
    story = tell(sample("odoo-v10"), sample("odoo-v11"), DAY)
    told = told_of(story)
    assert ("Gold", "net new users 200 → 300 (+50 %), certified staff 3 → 6", "tighter") in told
    assert ("Silver", "certified staff 2 → 3", "tighter") in told
    assert ("Retention", "definition changed (window 12 months → 36 months)", "") in told
    assert (
        "Gold is harder to keep and states no grace period: partners may be demoted at once" in story.warnings
    )
    assert any(
        each.startswith("Retention is measured in another way; Silver, Gold") for each in story.warnings
    )
    assert [each.step for each in story.told] == ["Company", "1 Value", *["2 Tiers"] * 4]
    assert any("how many still reach them is not known" in each.sentence for each in story.effects)


def test_the_same_program_has_no_story() -> None:
    story = tell(EXAMPLE, EXAMPLE, DAY)
    assert story == Story((), (), (), (), ())
    assert story.is_empty


@pytest.mark.parametrize(
    ("at", "value", "way"),
    [
        (f"{GOLD}.requires.certified-people", 5, "tighter"),
        (f"{GOLD}.requires.certified-people", 3, "looser"),
        (f"{GOLD}.requires.certified-people", None, "looser"),
        ("tiers.silver.requires.customers-kept", 60, "tighter"),
        ("tiers.silver.pay_percent.var", 26, "looser"),
        ("tiers.silver.pay_percent.var", 22, "tighter"),
        (f"{GOLD}.annual_fee", 500, "tighter"),
        (f"{GOLD}.grace_months", 3, "tighter"),
        (f"{GOLD}.grace_months", None, "tighter"),
        (f"{GOLD}.min_months_in_program", 6, "looser"),
        (f"{GOLD}.max_months", 24, "tighter"),
        (f"{GOLD}.benefits.portal", None, "tighter"),
        ("tracks.referral.pay.months", 0, "looser"),
        ("metrics.new-customers.window_months", 6, "tighter"),
        ("metrics.customers-kept.window_months", 24, ""),
        ("conflict.registration.protection_days", 30, "tighter"),
        ("company.arr", 9_000_000, ""),
        (f"{GOLD}.annual_fee", "withheld", ""),
    ],
)
def test_each_edit_is_tighter_or_looser_for_partners(at: str, value: Any, way: str) -> None:
    story = after(Unset(at) if value is None else Set(at, value))
    assert only(story).direction == way


def test_less_can_be_harder() -> None:
    old = apply(EXAMPLE, Set("metrics.certified-people.better", "lower"))
    assert only(after(Set(f"{GOLD}.requires.certified-people", 3), old=old)).direction == "tighter"


def test_one_thing_that_tightens_and_loosens_has_a_sentence_for_each() -> None:
    story = after(Set(f"{GOLD}.requires.certified-people", 8), Set(f"{GOLD}.pay_percent.var", 30))
    assert told_of(story) == [
        ("Gold", "certified people 4 → 8", "tighter"),
        ("Gold", "pay for Solution partners 18 % → 30 %", "looser"),
    ]


def test_a_new_key_is_one_sentence_and_no_change_of_rules() -> None:
    story = after(*renaming(EXAMPLE, GOLD, "premier"))
    assert only(story).sentence == "has the key premier, before gold"
    assert not story.appeared
    assert not story.gone
    assert not story.effects


def test_a_thing_that_comes_goes_or_moves_is_said_so() -> None:
    back = after(Remove("tiers.silver"))
    assert ("Silver", "tier removed", "") in told_of(back)
    without = apply(EXAMPLE, Remove("tiers.silver"))
    (added,) = (each for each in tell(without, EXAMPLE, DAY).told if each.subject == "Silver")
    assert added.sentence.startswith("new tier: rank 1, tracks Solution partners")
    moved = after(Move("tiers.gold", "silver"))
    assert told_of(moved)[0][1].startswith("moved ")


def test_findings_appear_and_disappear() -> None:
    worse = after(Set("tiers.silver.pay_percent.var", 12))
    assert ("PAY001", "tiers.silver.pay_percent.var") in {
        (each.code, each.address) for each in worse.appeared
    }
    better = tell(apply(EXAMPLE, Set("tiers.silver.pay_percent.var", 12)), EXAMPLE, DAY)
    assert {each.code for each in better.gone} == {each.code for each in worse.appeared}


# ── who moves ────────────────────────────────────────────────────────────────


def with_partner(**metrics: Any) -> Program:
    return apply_all(
        EXAMPLE,
        Change(
            "",
            tuple(Set(join("partners", "contoso", "metrics", key), value) for key, value in metrics.items()),
        ),
    )


def standing_at(tier: str, **metrics: Any) -> Program:
    """The partner at a tier since long ago."""
    facts = {"tier": tier, "signed": date(2024, 1, 1), "tier_since": date(2025, 1, 1)}
    edits = tuple(Set(join("partners", "contoso", key), value) for key, value in facts.items())
    return apply_all(with_partner(**metrics), Change("", edits))


def moves(story: Story) -> list[tuple[str, str, bool]]:
    return [(each.partner, each.sentence, each.demoted) for each in story.effects if each.partner]


def test_a_recorded_partner_that_falls_is_named() -> None:
    story = after(Set("tiers.silver.requires.sourced-revenue", 60_000))
    assert moves(story) == [("contoso", "Contoso Consulting falls from Silver to Registered", True)]
    assert story.warnings == (
        "Silver is harder to keep and states no grace period: partners may be demoted at once",
    )


def test_grace_is_said_and_needs_no_warning() -> None:
    story = after(Set("tiers.silver.requires.sourced-revenue", 60_000), Set("tiers.silver.grace_months", 6))
    ((_, sentence, _),) = moves(story)
    assert sentence == "Contoso Consulting falls from Silver to Registered, after 6 months of grace"
    assert not story.warnings


def test_one_of_two_alternatives_is_enough() -> None:
    """Gold asks for revenue or customers; customers alone carry this partner."""
    old = standing_at("gold", **{"new-customers": 6, "certified-people": 4, "customers-kept": 80})
    stays = after(Set(f"{GOLD}.requires.sourced-revenue", 900_000), old=old)
    assert not moves(stays)
    falls = after(Set(f"{GOLD}.requires.new-customers", 7), old=old)
    assert moves(falls) == [
        ("contoso", "Contoso Consulting falls from Gold to Silver, after 6 months of grace", True)
    ]


def test_a_metric_that_counts_as_another_is_added_to_it() -> None:
    added = apply(EXAMPLE, Set("metrics.new-customers.counts_as", "sourced-revenue"))
    old = apply(added, Set("partners.contoso.metrics.new-customers", 10_000))
    assert not moves(after(Set("tiers.silver.requires.sourced-revenue", 60_000), old=old))
    assert moves(after(Set("tiers.silver.requires.sourced-revenue", 60_001), old=old))


def test_what_is_not_recorded_demotes_nobody() -> None:
    story = after(Set("tiers.silver.requires.customers-kept", 70))
    assert moves(story) == [
        ("contoso", "Contoso Consulting keeps Silver only if it meets customers kept, not recorded", False)
    ]


@pytest.mark.parametrize("stage", ["target", "contacted", "inactive", "left"])
def test_only_partners_that_stand_somewhere_move(stage: str) -> None:
    old = apply(EXAMPLE, Set("partners.contoso.stage", stage))
    story = after(Set("tiers.silver.requires.sourced-revenue", 60_000), old=old)
    assert not moves(story)
    assert any(each.sentence.startswith("Silver, Solution partners: ") for each in story.effects)


def test_a_partner_that_rises_is_named_too() -> None:
    old = standing_at("silver", **{"certified-people": 4, "customers-kept": 80})
    story = after(Set(f"{GOLD}.requires.sourced-revenue", 50_000), old=old)
    assert moves(story) == [("contoso", "Contoso Consulting rises from Silver to Gold", False)]


ALL_OF_GOLD = {"sourced-revenue": 120_000, "certified-people": 4, "customers-kept": 80}


def test_a_partner_below_what_it_meets_does_not_fall_but_loses_a_chance() -> None:
    story = after(Set(f"{GOLD}.requires.sourced-revenue", 150_000), old=standing_at("silver", **ALL_OF_GOLD))
    assert moves(story) == [("contoso", "Contoso Consulting no longer qualifies for Gold", False)]


@pytest.mark.parametrize("asked", [130_000, 110_000])
def test_a_recorded_tier_stands_where_not_everything_is_recorded(asked: int) -> None:
    """Nothing says how many customers it kept: it has Gold, so it met that when it got there."""
    old = standing_at("gold", **{"sourced-revenue": 120_000, "certified-people": 4})
    alone = Unset(f"{GOLD}.alternatives.selling"), Unset(f"{GOLD}.requires.new-customers")
    old = apply_all(old, Change("", alone))
    story = after(Set(f"{GOLD}.requires.sourced-revenue", asked), old=old)
    falls = ("contoso", "Contoso Consulting falls from Gold to Silver, after 6 months of grace", True)
    assert moves(story) == ([falls] if asked > 120_000 else [])


def test_a_recorded_tier_that_is_contradicted_is_not_lost_by_this_revision() -> None:
    story = after(
        Set(f"{GOLD}.requires.certified-people", 9), old=standing_at("gold", **{"customers-kept": 10})
    )
    assert not moves(story)


@pytest.mark.parametrize(("months", "qualifies"), [(34, True), (35, False)])
def test_months_in_the_program_count_from_signing(months: int, qualifies: bool) -> None:
    """Signed on the first of January 2024, judged on the 24th of November 2026."""
    story = after(Set(f"{GOLD}.min_months_in_program", months), old=standing_at("silver", **ALL_OF_GOLD))
    lost = ("contoso", "Contoso Consulting no longer qualifies for Gold", False)
    assert moves(story) == ([] if qualifies else [lost])


@pytest.mark.parametrize("field", ["min_months_in_program", "min_months_at_tier_below"])
def test_months_are_for_climbing_and_demote_nobody(field: str) -> None:
    gold, silver = standing_at("gold", **ALL_OF_GOLD), standing_at("silver", **ALL_OF_GOLD)
    longer, shorter = Set(f"{GOLD}.{field}", 60), Set(f"{GOLD}.{field}", 6)
    story = after(longer, old=gold)
    assert only(story).direction == "tighter"
    assert not moves(story)
    assert not story.warnings
    rises = ("contoso", "Contoso Consulting rises from Silver to Gold", False)
    assert moves(after(shorter, old=apply(silver, longer))) == [rises]


@pytest.mark.parametrize("field", ["signed", "tier_since"])
def test_without_the_day_nobody_climbs(field: str) -> None:
    old = apply(standing_at("silver", **ALL_OF_GOLD), Unset(f"partners.contoso.{field}"))
    assert not moves(after(Set(f"{GOLD}.requires.certified-people", 3), old=old))
    assert not moves(after(Set(f"{GOLD}.requires.certified-people", 9), old=old))


def test_another_name_leaves_nothing_open_but_another_window_does() -> None:
    old = standing_at("gold", **{"new-customers": 6, "certified-people": 4})
    assert not moves(after(Set("metrics.customers-kept.name", "Retention"), old=old))
    ((_, sentence, demoted),) = moves(after(Set("metrics.customers-kept.window_months", 36), old=old))
    assert sentence == "Contoso Consulting keeps Gold only if it meets customers kept, not recorded"
    assert not demoted


def test_another_currency_is_no_growth() -> None:
    story = after(Set("program.currency", "EUR"), Set("company.arr", 12_000_000))
    assert "annual recurring revenue 8,000,000 USD → 12,000,000 EUR" in {each.sentence for each in story.told}


def test_the_pay_of_a_typical_partner_is_told_for_each_tier() -> None:
    story = after(Set("tiers.silver.pay_percent.var", 22))
    (pay,) = story.effects
    assert pay.sentence.startswith("Solution partners at Silver: a typical partner's year leaves it ")
    assert pay.sentence.count("USD") == 2


# ── what is private, and what holds always ───────────────────────────────────


def test_a_private_value_is_never_quoted() -> None:
    at = "tiers.silver.pay_percent.var"
    new = apply(EXAMPLE, Set(at, 27))
    (told,) = tell(EXAMPLE, new, DAY, private=[at]).told
    assert told.sentence == "pay for Solution partners changed (private)"
    assert "27" not in told.sentence


CHANGES: list[Edit] = [
    Set(f"{GOLD}.requires.certified-people", 9),
    Unset(f"{GOLD}.grace_months"),
    Set("tiers.silver.pay_percent.var", 21),
    Remove("competitors.hubspot-solutions"),
    Set("program.version", "9"),
    Remove("tiers.registered"),
    Set("partners.contoso.metrics.certified-people", 1),
    Set("enablement.annual_budget", 1),
    Remove("partners.contoso"),
    Set("conflict.registration.tracks", ()),
]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(CHANGES), unique_by=lambda edit: edit.address, max_size=6))
def test_the_edits_of_all_sentences_make_the_new_program(edits: list[Edit]) -> None:
    new = EXAMPLE
    for edit in sorted(edits, key=lambda edit: isinstance(edit, Remove)):
        new = apply(new, edit)
    story = tell(EXAMPLE, new, DAY)
    made = apply_all(EXAMPLE, Change("", tuple(edit for told in story.told for edit in told.edits)))
    assert made == new
    assert all(told.subject and told.sentence for told in story.told)
    there_and_back = tell(new, EXAMPLE, DAY)
    assert (there_and_back.appeared, there_and_back.gone) == (story.gone, story.appeared)
