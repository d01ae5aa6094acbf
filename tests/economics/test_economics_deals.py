"""A partner's year, and what a partner deal leaves the vendor."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerbook.economics.partner_year import YearInputs, partner_year, percent_for_profit
from partnerbook.economics.vendor import DealInputs, highest_first_percent, vendor_deal
from partnerbook.record import replace

YEAR = YearInputs(
    deals=4,
    deal_size=25_000,
    percent=20,
    cost_per_deal=2_500,
    people_certified=2,
    cost_per_certification=1_500,
    enablement_hours=60,
    cost_per_hour=90,
)
DEAL = DealInputs(
    deal_size=25_000,
    gross_margin_percent=75,
    direct_acquisition_cost=20_000,
    direct_retention_percent=90,
    partner_acquisition_cost=7_500,
    partner_retention_percent=87,
    pay_percents=(25, 15, 15),
)
steps = st.integers(0, 1_000).map(lambda tenths: tenths / 10)


@pytest.mark.parametrize(("percent", "profit"), [(15, -3_400), (20, 1_600), (25, 6_600)])
def test_a_year_without_services(percent: float, profit: int) -> None:
    year = partner_year(replace(YEAR, percent=percent))
    assert year.costs == 18_400
    assert year.profit == profit == year.profit_without_services


@pytest.mark.parametrize(("percent", "profit"), [(10, 9_100), (20, 19_100)])
def test_services_carry_a_thin_margin(percent: float, profit: int) -> None:
    served = replace(YEAR, percent=percent, services_attach_percent=50, services_margin_percent=35)
    year = partner_year(served)
    assert year.profit == profit
    assert year.profit_without_services == profit - 17_500


def test_every_line_of_the_year() -> None:
    year = partner_year(
        replace(
            YEAR,
            renewing_contracts=6,
            renewal_percent=15,
            vendor_leads=4,
            lead_win_rate_percent=25,
            retention_value=1_000,
            co_sell_value=2_000,
            fee=500,
        )
    )
    lines = dict(year.waterfall)
    assert lines == {
        "margin": 20_000,
        "renewals": 22_500,
        "leads": 5_000,
        "services": 0,
        "retention_value": 1_000,
        "co_sell_value": 2_000,
        "selling": -10_000,
        "certification": -3_000,
        "enablement": -5_400,
        "fee": -500,
    }
    assert sum(lines.values()) == year.profit


def test_money_is_exact() -> None:
    year = partner_year(YearInputs(deals=3, deal_size=1, percent=0.1, cost_per_deal=0, fee=0.003))
    assert year.profit == 0


@given(st.integers(0, 20), st.integers(0, 50_000), st.integers(0, 100_000), st.integers(0, 100))
def test_the_percentage_that_is_proposed_leaves_a_profit(
    deals: int, size: int, fee: int, attach: int
) -> None:
    year = replace(
        YEAR,
        deals=deals,
        deal_size=size,
        fee=fee,
        services_attach_percent=attach,
        services_margin_percent=35,
    )
    for with_services in (True, False):
        percent = percent_for_profit(year, with_services)
        if percent is None:
            assert deals * size == 0
            continue
        better = partner_year(replace(year, percent=percent))
        worse = partner_year(replace(year, percent=max(Decimal(0), percent - Decimal("0.1"))))
        profit = [y.profit if with_services else y.profit_without_services for y in (better, worse)]
        assert profit[0] > 0
        assert percent == 0 or profit[1] <= 0


@pytest.mark.parametrize(
    ("pay", "partner", "breakeven"), [((25, 15, 15), 26_247, 0.015), ((30, 20, 20), 23_226, 0.128)]
)
def test_a_partner_deal_against_a_direct_one(pay: tuple[int, ...], partner: int, breakeven: float) -> None:
    result = vendor_deal(replace(DEAL, pay_percents=pay))
    assert float(result.direct) == pytest.approx(26_643, abs=0.5)
    assert float(result.partner) == pytest.approx(partner, abs=0.5)
    assert float(result.breakeven_incrementality or 0) == pytest.approx(breakeven, abs=5e-4)


def test_the_value_added_is_nothing_at_break_even() -> None:
    result = vendor_deal(DEAL)
    breakeven = result.breakeven_incrementality
    assert breakeven is not None
    assert float(result.value_added(float(breakeven))) == pytest.approx(0, abs=1e-6)
    assert result.value_added(1) == result.partner
    assert result.value_added(0) < 0


def test_serving_costs_come_off() -> None:
    assert vendor_deal(DEAL).partner - vendor_deal(replace(DEAL, serving_cost=1_000)).partner == 1_000


def test_without_a_direct_contribution_there_is_nothing_to_compare_with() -> None:
    poor = replace(DEAL, direct_acquisition_cost=100_000)
    assert vendor_deal(poor).breakeven_incrementality is None
    assert highest_first_percent(poor, 0.5) is None


@given(steps, st.integers(0, 60_000))
def test_the_pay_that_is_proposed_still_pays_for_us(first: float, cost: int) -> None:
    deal = replace(DEAL, pay_percents=(first, 15, 15), partner_acquisition_cost=cost)
    highest = highest_first_percent(deal, 0.5)

    def pays(percent: Decimal) -> bool:
        result = vendor_deal(replace(deal, pay_percents=(percent, 15, 15)))
        breakeven = result.breakeven_incrementality
        return result.partner >= 0 and breakeven is not None and breakeven <= Decimal("0.5")

    if highest is None:
        assert not pays(Decimal(0))
    else:
        assert pays(highest)
        assert not pays(highest + Decimal("0.1"))
