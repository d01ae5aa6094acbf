"""The formulas for a whole program: what it says, what it lacks, what its assumptions change."""

import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from partnerbook.economics import of_program
from partnerbook.economics.of_program import Missing
from partnerbook.economics.of_program.advice import plan_of
from partnerbook.program.build import build
from partnerbook.program.program import Program

BASE = """
[program]
goals = ["new-markets"]
[company]
arr = 8_000_000
direct_arr = 7_500_000
average_contract_value = 25_000
gross_margin_percent = 75
direct_acquisition_cost = 20_000
annual_retention_percent = 90
sales_cycle_mean_days = 75
sales_cycle_variation = 0.6
[team.lead]
role = "partner-manager"
allocation_percent = 100
[tracks.friends]
type = "referral"
[tracks.friends.pay]
kind = "commission"
percent = 20
months = 36
[tracks.friends.partner_year]
deals = 3
[tracks.var]
type = "var"
expected_partners = 40
may_resell = true
[tracks.var.pay]
kind = "margin"
percent = 25
renewal_percent = 15
[tracks.var.partner_year]
deals = 4
clients = 8
cost_per_deal = 2_500
people_certified = 2
cost_per_certification = 1_500
enablement_hours = 60
cost_per_hour = 90
[metrics.revenue]
measures = "revenue"
[metrics.customers]
measures = "customers"
value_each = 25_000
[metrics.people]
measures = "people"
[metrics.kept]
measures = "retention"
[benefits.leads]
annual_cost = 1_000
[tiers.open]
rank = 0
tracks = ["var"]
[tiers.silver]
rank = 1
tracks = ["var"]
manager_hours_per_month = 3
[tiers.silver.requires]
revenue = 50_000
[tiers.silver.benefits]
leads = "Some"
[tiers.gold]
rank = 2
tracks = ["var"]
manager_hours_per_month = 8
[tiers.gold.pay_percent]
var = 18
[tiers.gold.requires]
revenue = 100_000
people = 4
[tiers.gold.benefits]
leads = "More"
[enablement]
new_partners_per_quarter = 6
[recruiting]
target_active = 10
to_sign = 20
activation_percent = 50
onboarding_hours_per_partner = 12
[conflict.registration]
protection_days = 60
extension_days = 30
"""


def program(changes: str = "") -> Program:
    """The base program with more tables or values; a value in `changes` replaces that of the base."""
    made = build(_merged(tomllib.loads(BASE), tomllib.loads(changes)))
    assert made.mistakes == ()
    return made.program


def _merged(base: dict[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    for key, value in changes.items():
        if isinstance(value, dict):
            base[key] = _merged(base.get(key, {}), value)
        elif value == "UNSET":
            base.pop(key, None)
        else:
            base[key] = value
    return base


def margin(found: Program, tier: str | None) -> Any:
    line = of_program.main_line(found, "var", tier)
    assert line is not None
    return of_program.effective_margin(found, line)


def worth(found: Program, track: str = "friends") -> Any:
    line = of_program.main_line(found, track, None)
    assert line is not None
    return of_program.pay_present_value(found, line)


def test_an_assumption_of_the_workbook_replaces_the_default() -> None:
    assert of_program.assumed(program(), "tier_reach_percent") == 5
    changed = program("[assumptions.tier_reach_percent]\nvalue = 7")
    assert of_program.assumed(changed, "tier_reach_percent") == 7
    assert of_program.assumed_share(changed, "tier_reach_percent") == 0.07
    unset = program('[assumptions.tier_reach_percent]\nsource = "soon"')
    assert of_program.assumed(unset, "tier_reach_percent") == 5
    with pytest.raises(KeyError):
        of_program.assumed(changed, "no_such_number")


def test_the_margin_of_a_tier_is_its_own_or_the_tracks() -> None:
    assert margin(program(), "gold").effective_percent == 18
    assert margin(program(), "silver").effective_percent == 25
    assert margin(program(), None).effective_percent == 25


def test_a_fee_is_set_against_the_larger_revenue() -> None:
    by_deals = margin(program("[tiers.silver]\nannual_fee = 5_000"), "silver")
    assert (by_deals.revenue, by_deals.effective_percent) == (100_000, 20)
    by_tier = margin(
        program("[tiers.gold]\nannual_fee = 5_000\n[tiers.gold.requires]\nrevenue = 200_000"), "gold"
    )
    assert (by_tier.revenue, by_tier.effective_percent) == (200_000, Decimal("15.5"))
    assert by_tier.percent_for(20) == Decimal("22.5")


def test_a_tiers_fee_replaces_the_tracks() -> None:
    fees = "[tracks.var.partner_year]\nprogram_fee = 10_000\n[tiers.silver]\nannual_fee = 0"
    assert margin(program(fees), "silver").effective_percent == 25
    assert margin(program(fees), "gold").effective_percent == 8


def test_a_fee_without_revenue_waits_and_says_for_what() -> None:
    lacking = margin(
        program('[tiers.silver]\nannual_fee = 1\n[tracks.var.partner_year]\ndeals = "UNSET"'), "silver"
    )
    assert lacking.revenue == 50_000
    fee = '[tiers.gold]\nannual_fee = 1\n[tracks.var.partner_year]\ndeals = "withheld"'
    assert margin(program(fee), "gold") == Missing(
        ("tracks.var.partner_year.deals",), ("tracks.var.partner_year.deals",)
    )


def test_a_withheld_or_unset_percentage_is_missing() -> None:
    withheld = program('[tiers.gold.pay_percent]\nvar = "withheld"')
    assert margin(withheld, "gold") == Missing(
        ("tiers.gold.pay_percent.var",), ("tiers.gold.pay_percent.var",)
    )
    unset = program('[tracks.var.pay]\npercent = "UNSET"')
    assert margin(unset, None) == Missing(("tracks.var.pay.percent",))


def test_a_fee_that_an_outsider_cannot_see_is_missing() -> None:
    outside = program('[program]\nperspective = "outside"')
    assert margin(outside, "gold") == Missing(("tracks.var.partner_year.program_fee",))


def test_present_value_of_pay() -> None:
    ratio = 0.9 / 1.1
    assert float(worth(program())) == pytest.approx(20 * (1 + ratio + ratio**2))
    assert worth(program("[tracks.friends.pay]\nmonths = 12")) == 20
    for_ever = program("[tracks.friends.pay]\nmonths = 0\npercent = 10")
    assert float(worth(for_ever)) == pytest.approx(55)
    assert worth(program(), "var") == 25


def test_present_value_says_what_it_lacks() -> None:
    no_retention = '[company]\nannual_retention_percent = "UNSET"\n'
    assert worth(program(no_retention)) == Missing(("company.annual_retention_percent",))
    assert worth(program(no_retention + "[tracks.friends.pay]\nmonths = 12")) == 20
    assert worth(program('[tracks.friends.pay]\nmonths = "UNSET"')) == Missing(("tracks.friends.pay.months",))


def test_the_percentages_that_are_worth_ten_to_twenty() -> None:
    found = program()
    line = of_program.main_line(found, "friends", None)
    assert line is not None
    assert of_program.pay_percents_worth(found, line, 10, 20) == (Decimal("4.1"), Decimal("8.0"))


def test_a_bounty_is_divided_by_the_deal_size() -> None:
    bounty = '[tracks.friends.pay]\nkind = "bounty"\namount = 2_500\npercent = "UNSET"\nmonths = "UNSET"\n'
    assert worth(program(bounty)) == 10
    no_size = worth(program(bounty + '[company]\naverage_contract_value = "UNSET"'))
    assert no_size == Missing(("company.average_contract_value",))


def test_competitors_are_valued_as_we_are() -> None:
    rival = '[competitors.rival]\nkind = "commission"\npercent = 20\nmonths = 36'
    assert of_program.competitor_present_value(program(rival), "rival") == worth(program())


@pytest.mark.parametrize(("tier", "profit"), [(None, 6_600), ("silver", 6_600), ("gold", -400)])
def test_the_partners_year_at_a_tier(tier: str | None, profit: int) -> None:
    year = of_program.partner_year(program(), "var", tier)
    assert not isinstance(year, Missing)
    assert (year.costs, year.profit) == (18_400, profit)


def test_for_referral_pay_and_deals_are_enough() -> None:
    year = of_program.partner_year(program(), "friends")
    assert not isinstance(year, Missing)
    assert year.profit == 15_000


def test_a_year_names_all_that_it_lacks() -> None:
    lacking = program(
        '[company]\naverage_contract_value = "UNSET"\n[tracks.var.partner_year]\ndeals = "withheld"'
    )
    assert of_program.partner_year(lacking, "var", "gold") == Missing(
        ("company.average_contract_value", "tracks.var.partner_year.deals"),
        ("tracks.var.partner_year.deals",),
    )


def test_pay_of_half_a_year_is_half_the_pay() -> None:
    year = of_program.partner_year(program("[tracks.friends.pay]\nmonths = 6"), "friends")
    assert not isinstance(year, Missing)
    assert year.margin == 7_500


def test_the_vendors_side_with_its_defaults() -> None:
    deal = of_program.vendor_contribution(program(), "var")
    assert not isinstance(deal, Missing)
    assert float(deal.direct) == pytest.approx(26_643, abs=0.5)
    assert float(deal.partner) == pytest.approx(26_247, abs=0.5)
    dear = of_program.vendor_contribution(
        program("[tracks.var.vendor_deal]\nacquisition_cost = 8_500"), "var"
    )
    assert not isinstance(dear, Missing)
    assert deal.partner - dear.partner == 1_000


def test_commission_is_paid_for_its_months() -> None:
    inputs = of_program.deal_inputs(program("[tracks.friends.pay]\nmonths = 18"), "friends")
    assert not isinstance(inputs, Missing)
    assert list(inputs.pay_percents) == [20, 10, 0]


def test_the_vendors_side_names_what_it_lacks() -> None:
    lacking = program(
        '[company]\ngross_margin_percent = "UNSET"\n[tracks.var.pay]\nrenewal_percent = "UNSET"'
    )
    assert of_program.vendor_contribution(lacking, "var") == Missing(
        ("company.gross_margin_percent", "tracks.var.pay.renewal_percent")
    )


@pytest.mark.parametrize("fee", [0, 10_000])
def test_the_pay_that_is_proposed_leaves_the_partner_something(fee: int) -> None:
    fees = f"[tiers.gold]\nannual_fee = {fee}\n[tracks.var.partner_year]\nrenewing_contracts = 1\n"
    percent = of_program.percent_for_partner(program(fees), "var", "gold")
    assert isinstance(percent, Decimal)
    for pay, passes in ((percent, True), (percent - Decimal("0.1"), False)):
        year = of_program.partner_year(program(f"{fees}[tiers.gold.pay_percent]\nvar = {pay}"), "var", "gold")
        assert not isinstance(year, Missing)
        assert (year.profit > 0) is passes


@pytest.mark.parametrize("months", [6, 12, 36, 0])
def test_the_pay_that_is_proposed_still_pays_for_us(months: int) -> None:
    paid = f"[tracks.friends.pay]\nmonths = {months}\n"
    percent = of_program.percent_for_vendor(program(paid), "friends")
    assert isinstance(percent, Decimal)
    for pay, passes in ((percent, True), (percent + Decimal("0.1"), False)):
        deal = of_program.vendor_contribution(program(f"{paid}percent = {pay}"), "friends")
        assert not isinstance(deal, Missing)
        assert deal.breakeven_incrementality is not None
        assert (deal.partner >= 0 and deal.breakeven_incrementality <= Decimal("0.5")) is passes


def test_pay_is_not_proposed_where_none_would_do() -> None:
    assert of_program.percent_for_partner(program("[tracks.var.partner_year]\ndeals = 0"), "var") is None
    dear = program("[tracks.var.vendor_deal]\nacquisition_cost = 100_000")
    assert of_program.percent_for_vendor(dear, "var") is None
    lacking = program('[company]\ngross_margin_percent = "UNSET"')
    assert of_program.percent_for_vendor(lacking, "var") == Missing(("company.gross_margin_percent",))


def test_an_endless_horizon_ends() -> None:
    deal = of_program.vendor_contribution(program("[assumptions.horizon_years]\nvalue = 1e300"), "var")
    assert not isinstance(deal, Missing)


def test_who_gets_to_which_tier() -> None:
    reach = of_program.tier_reach(program(), "var")
    assert [found.tier for found in reach] == ["open", "silver", "gold"]
    assert [found.share for found in reach] == pytest.approx([1, 0.334, 0.2], abs=1e-3)
    assert [found.partners for found in reach] == pytest.approx([26.65, 5.35, 8], abs=0.02)


def test_a_count_is_worth_its_value_and_of_alternatives_the_easiest_counts() -> None:
    count = program("[tiers.gold.requires]\ncustomers = 8")
    assert of_program.tier_share(count, "var", "gold") == of_program.tier_share(
        program("[tiers.gold.requires]\nrevenue = 200_000"), "var", "gold"
    )
    either = program(
        '[tiers.gold.requires]\ncustomers = 8\n[tiers.gold.alternatives]\nany = ["revenue", "customers"]'
    )
    assert of_program.tier_share(either, "var", "gold") == of_program.tier_share(program(), "var", "gold")


def test_a_longer_window_is_easier() -> None:
    two_years = program("[metrics.revenue]\nwindow_months = 24\n[tiers.gold.requires]\nrevenue = 200_000")
    assert of_program.tier_share(two_years, "var", "gold") == of_program.tier_share(program(), "var", "gold")


def test_points_are_earned_by_what_is_sold() -> None:
    points = program(
        "[tiers.gold.requires]\npoints = 8\nrevenue = 1\n"
        "[metrics.points]\nmeasures = 'activity'\n[metrics.points.weights]\ncustomers = 2"
    )
    assert of_program.tier_share(points, "var", "gold") == of_program.tier_share(program(), "var", "gold")


def test_a_retention_gate_is_passed_by_chance() -> None:
    gated = program("[tiers.gold.requires]\nkept = 75")
    plain = of_program.tier_share(program(), "var", "gold")
    share = of_program.tier_share(gated, "var", "gold")
    assert isinstance(plain, float)
    assert isinstance(share, float)
    assert of_program.gates_of(gated, "gold") == ("kept",)
    assert share / plain == pytest.approx(0.9619, abs=1e-4)
    assert of_program.gate_chance(gated, "var", "gold", "kept") == pytest.approx(0.9619, abs=1e-4)
    assert of_program.fair_gate_percent(gated, "var") == 87


def test_reach_that_cannot_be_judged_says_why() -> None:
    unknown = program("[metrics.customers]\nvalue_each = 'UNSET'\n[tiers.gold.requires]\ncustomers = 8")
    _, silver, gold = of_program.tier_reach(unknown, "var")
    assert gold.missing == Missing(("metrics.customers.value_each",))
    assert silver.share == pytest.approx(0.334, abs=1e-3)
    assert silver.partners is None


def test_the_threshold_that_is_proposed_is_reached() -> None:
    threshold = of_program.reachable_threshold(program(), "var", 0.25)
    assert isinstance(threshold, float)
    at = program(f"[tiers.gold.requires]\nrevenue = {int(threshold)}")
    share = of_program.tier_share(at, "var", "gold")
    assert isinstance(share, float)
    assert 0.25 <= share < 0.2501


def test_activation() -> None:
    found = of_program.activation(program())
    assert not isinstance(found, Missing)
    assert found.chance == pytest.approx(0.588, abs=1e-3)
    assert found.needed == 24
    assert of_program.activation(program('[recruiting]\nto_sign = "UNSET"')) == Missing(
        ("recruiting.to_sign",)
    )


@pytest.mark.parametrize(("extension", "days"), [("30", 90), ("0", 60), ('"none"', 60), ('"discretion"', 60)])
def test_what_the_window_covers(extension: str, days: int) -> None:
    rules = f"[conflict.registration]\nextension_days = {extension}\n"
    found = of_program.window_cover(program(rules))
    assert not isinstance(found, Missing)
    assert found.days == days
    assert found.share < found.wanted == 0.8
    better = of_program.window_cover(program(f"{rules}protection_days = {found.protection_needed}"))
    assert not isinstance(better, Missing)
    assert better.share >= 0.8


def test_a_withheld_extension_is_missing() -> None:
    at = "conflict.registration.extension_days"
    withheld = program('[conflict.registration]\nextension_days = "withheld"')
    assert of_program.window_cover(withheld) == Missing((at,), (at,))


def test_what_managers_carry() -> None:
    found = of_program.manager_hours(program())
    assert found.missing is None
    assert found.load.tier_hours == pytest.approx(80, abs=0.1)
    assert found.load.onboarding_hours == 24
    assert found.load.capacity_hours == pytest.approx(133.3, abs=0.1)
    assert found.benefits_cost == pytest.approx(13_346, abs=5)


def test_what_is_not_known_is_left_out_of_the_load_and_named() -> None:
    found = of_program.manager_hours(program('[tiers.gold]\nmanager_hours_per_month = "withheld"'))
    at = "tiers.gold.manager_hours_per_month"
    assert found.missing == Missing((at,), (at,))
    assert found.load.tier_hours == pytest.approx(16, abs=0.1)


def test_hours_of_the_partners_that_are_there() -> None:
    found = of_program.recorded_hours(
        program(
            "[partners.a]\nstage = 'active'\ntier = 'silver'\ntop_ten = true\n"
            "[partners.b]\nstage = 'active'\ntier = 'gold'\nmanager_hours_per_month = 1\n"
            "[partners.c]\nstage = 'active'\n[partners.d]\nstage = 'left'\ntier = 'gold'\n"
        )
    )
    assert (found.active, found.top_ten, found.total, found.for_top_ten, found.unknown) == (3, 1, 4, 3, 1)


def test_the_plan_of_a_program_counts_in_dollars() -> None:
    today = date(2026, 8, 31)
    plan = plan_of(program(), today)
    assert plan.taken[1].branch == "5m-20m"
    assert "hire" not in {step.id for step in plan.first}
    assert "playbook" in {step.id for step in plan.first}
    rupees = plan_of(program("[assumptions.currency_per_usd]\nvalue = 10"), today)
    assert rupees.taken[1].branch == "below-1m"


def test_a_founder_is_nobody_who_is_there_for_partners_only() -> None:
    assert of_program.has_dedicated_person(program('[team.lead]\nrole = "founder"')) is False
    assert of_program.has_dedicated_person(program("[team.lead]\nallocation_percent = 79")) is False
    assert of_program.has_dedicated_person(program('team = "UNSET"')) is None


class View:
    """A program seen through attributes and keys only, as a recording view shows it."""

    def __init__(self, seen: Any) -> None:
        self._seen = seen

    def __getattr__(self, name: str) -> Any:
        return _seen(getattr(self._seen, name))


class Keyed(Mapping[str, Any]):
    """The same for a keyed table."""

    def __init__(self, seen: Mapping[str, Any]) -> None:
        self._seen = seen

    def __getitem__(self, key: str) -> Any:
        return _seen(self._seen[key])

    def __iter__(self) -> Any:
        return iter(self._seen)

    def __len__(self) -> int:
        return len(self._seen)


def _seen(value: Any) -> Any:
    if isinstance(value, Mapping):
        return Keyed(value)
    return View(value) if hasattr(type(value), "parts") else value


def test_a_view_of_a_program_gives_the_same_answers() -> None:
    found = program("[tiers.gold.requires]\nkept = 75\n[partners.a]\nstage = 'active'\ntier = 'gold'")
    view: Any = View(found)
    for answer in (
        lambda seen: of_program.partner_year(seen, "var", "gold"),
        lambda seen: of_program.vendor_contribution(seen, "var", "silver"),
        lambda seen: of_program.tier_reach(seen, "var"),
        of_program.activation,
        of_program.window_cover,
        of_program.manager_hours,
        of_program.recorded_hours,
        lambda seen: plan_of(seen, date(2026, 8, 31)),
        lambda seen: margin(seen, "gold"),
        worth,
    ):
        assert answer(view) == answer(found)
