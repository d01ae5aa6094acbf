"""What is left of a margin after the fee, and what pay over several years is worth."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerbook.economics import pay
from partnerbook.economics.exact import exact, fraction, plain, round_down, round_up

percents = st.decimals(0, 100, places=2).map(float)
months = st.integers(0, 72)


def test_numbers_are_compared_as_they_are_written() -> None:
    assert exact(19.999) < 20
    assert exact(20.0) == exact(20)
    assert exact(0.1) * 3 == Decimal("0.3")
    assert fraction(12.5) == Decimal("0.125")


@pytest.mark.parametrize(
    ("value", "up", "down"), [("23.31", "23.4", "23.3"), ("25", "25", "25"), ("0.01", "0.1", "0")]
)
def test_rounding_to_steps(value: str, up: str, down: str) -> None:
    assert round_up(Decimal(value)) == Decimal(up)
    assert round_down(Decimal(value)) == Decimal(down)


def test_a_whole_number_is_written_whole() -> None:
    assert repr(plain(Decimal("25.0"))) == "25"
    assert repr(plain(Decimal("23.4"))) == "23.4"


def test_without_a_fee_the_margin_is_the_percentage() -> None:
    assert pay.effective_margin_percent(19.999, 0, 0) == Decimal("19.999")


def test_a_fee_lowers_the_margin() -> None:
    assert pay.effective_margin_percent(25, 5_000, 100_000) == 20
    assert pay.effective_margin_percent(25, 5_001, 100_000) < 20


def test_a_fee_without_revenue_cannot_be_judged() -> None:
    with pytest.raises(ValueError, match="revenue"):
        pay.effective_margin_percent(25, 1, 0)


@given(st.integers(0, 10_000), st.integers(1, 1_000_000), st.integers(1, 40))
def test_the_margin_that_is_proposed_passes_and_no_smaller_step_does(
    fee: int, revenue: int, floor: int
) -> None:
    percent = pay.percent_for_effective(floor, fee, revenue)
    assert pay.effective_margin_percent(float(percent), fee, revenue) >= floor
    assert pay.effective_margin_percent(float(percent - Decimal("0.1")), fee, revenue) < floor


def test_the_fee_is_earned_back() -> None:
    assert pay.revenue_for_fee(5_000, 20) == 25_000
    assert pay.revenue_for_fee(5_000, 0) is None


def test_a_bounty_is_a_share_of_the_deal() -> None:
    assert pay.bounty_percent(2_500, 25_000) == 10


@pytest.mark.parametrize(("paid", "worth"), [(12, 15), (6, "7.5"), (1, "1.25")])
def test_pay_within_a_year_needs_no_retention(paid: int, worth: object) -> None:
    assert pay.present_value_percent(15, paid, None, 10) == Decimal(str(worth))


def test_pay_beyond_a_year_needs_the_retention() -> None:
    with pytest.raises(ValueError, match="retention"):
        pay.present_value_percent(15, 13, None, 10)
    with pytest.raises(ValueError, match="retention"):
        pay.present_value_percent(15, 0, None, 10)
    assert pay.present_value_percent(0, 0, None, 10) == 0


def test_three_years_of_twenty_percent() -> None:
    assert pay.present_value_percent(20, 36, 90, 0) == Decimal("54.2")
    ratio = 0.9 / 1.1
    assert float(pay.present_value_percent(20, 36, 90, 10)) == pytest.approx(20 * (1 + ratio + ratio**2))


def test_a_part_of_the_last_year_counts_by_its_months() -> None:
    assert float(pay.present_value_percent(10, 18, 88, 10)) == pytest.approx(10 * (1 + 0.8 * 0.5))


def test_pay_for_as_long_as_the_customer_stays() -> None:
    assert float(pay.present_value_percent(10, 0, 90, 10)) == pytest.approx(55)
    assert pay.present_value_percent(10, 0, 110, 10) == Decimal("Infinity")
    assert pay.present_value_percent(10, 36, 110, 10) == 30


def test_an_absurd_number_of_months_is_answered() -> None:
    assert float(pay.pay_factor(2**62, 90, 10)) == pytest.approx(5.5)
    assert pay.pay_factor(2**62, 1e300, 10) > 10**300


@given(percents, months.filter(bool), percents)
def test_longer_pay_is_worth_more(percent: float, paid: int, retention: float) -> None:
    shorter = pay.present_value_percent(percent, paid, retention, 10)
    longer = pay.present_value_percent(percent, paid + 1, retention, 10)
    for_ever = pay.present_value_percent(percent, 0, retention, 10)
    assert shorter <= longer
    assert longer <= for_ever + Decimal("1e-20")


@given(months, percents)
def test_the_percentages_that_are_proposed_are_worth_what_was_asked(paid: int, retention: float) -> None:
    factor = pay.pay_factor(paid, retention, 10)
    found = pay.percents_worth(10, 20, factor)
    assert found is not None
    step = Decimal("0.1")
    low, high = found
    assert pay.present_value_percent(float(low), paid, retention, 10) >= 10
    assert (low - step) * factor < 10
    assert pay.present_value_percent(float(high), paid, retention, 10) <= 20
    assert (high + step) * factor > 20


def test_where_no_step_fits_nothing_is_proposed() -> None:
    assert pay.percents_worth(10, 20, Decimal(0)) is None
    assert pay.percents_worth(10, 20, Decimal("Infinity")) is None
    assert pay.percents_worth(10, 20, Decimal(300)) is None
