"""Pay: what is left of a margin after the fee, and what pay over several years is worth today."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from partnerbook.economics.exact import HUNDRED, TENTH, exact, fraction, round_down, round_up

INFINITE: Final = Decimal("Infinity")
YEAR: Final = 12
LONGEST: Final = 12_000
"""Months beyond a thousand years count no more: they would only overflow."""


def effective_margin_percent(percent: float | Decimal, annual_fee: float, revenue: float) -> Decimal:
    """What a partner keeps of the revenue when its annual fee is taken off, in percent of the revenue.

    ``(percent x revenue - fee) / revenue``. Without a fee it is the percentage itself.

    Raises:
        ValueError: there is a fee, and no revenue to set it against.
    """
    if not annual_fee:
        return exact(percent)
    if revenue <= 0:
        raise ValueError("a fee needs a revenue that it is set against")
    return exact(percent) - HUNDRED * exact(annual_fee) / exact(revenue)


def percent_for_effective(floor_percent: float, annual_fee: float, revenue: float) -> Decimal:
    """The smallest percentage, in steps of 0.1, whose effective margin is not below the floor.

    Raises:
        ValueError: there is a fee, and no revenue to set it against.
    """
    if not annual_fee:
        return round_up(exact(floor_percent))
    if revenue <= 0:
        raise ValueError("a fee needs a revenue that it is set against")
    return round_up(exact(floor_percent) + HUNDRED * exact(annual_fee) / exact(revenue))


def revenue_for_fee(annual_fee: float, percent: float) -> Decimal | None:
    """The revenue at which pay of `percent` has earned the annual fee back; ``None`` without pay."""
    return exact(annual_fee) * HUNDRED / exact(percent) if percent else None


def bounty_percent(amount: float, deal_size: float) -> Decimal:
    """A sum for a deal as a percentage of the deal.

    Raises:
        ValueError: the deal size is 0.
    """
    if deal_size <= 0:
        raise ValueError("a bounty needs a deal size")
    return HUNDRED * exact(amount) / exact(deal_size)


def needs_retention(months: int) -> bool:
    """Whether the worth of pay over so many months depends on whether customers stay. 0: while they do."""
    return months == 0 or months > YEAR


def pay_factor(months: int, retention_percent: float | None, discount_percent: float) -> Decimal:
    """What pay of one percent over `months` is worth, in percent of the first year's value.

    Yearly steps: year t counts ``(retention / (1 + discount))^t`` from t = 0, a part of a year by its months.
    0 months is pay for as long as the customer stays: the sum of the whole series, infinite where customers
    grow faster than the discount.

    Raises:
        ValueError: the retention is needed and not given.
    """
    if not needs_retention(months):
        return Decimal(months) / YEAR
    if retention_percent is None:
        raise ValueError("pay beyond the first year needs the retention")
    ratio = fraction(retention_percent) / (1 + fraction(discount_percent))
    if months == 0:
        return 1 / (1 - ratio) if ratio < 1 else INFINITE
    years, rest = divmod(min(months, LONGEST), YEAR)
    if ratio == 1:
        whole_years = Decimal(years)
    else:
        whole_years = (1 - ratio**years) / (1 - ratio)
    return whole_years + ratio**years * rest / YEAR


def present_value_percent(
    percent: float, months: int, retention_percent: float | None, discount_percent: float
) -> Decimal:
    """What pay is worth over all the months in which it is paid, in percent of the first year's value.

    20 % over 36 months at a retention of 90 % and no discount is worth 54.2 % of the first year.

    Raises:
        ValueError: the retention is needed and not given.
    """
    if not percent:
        return Decimal(0)
    return exact(percent) * pay_factor(months, retention_percent, discount_percent)


def percents_worth(
    low_percent: float, high_percent: float, factor: Decimal, step: Decimal = TENTH
) -> tuple[Decimal, Decimal] | None:
    """The lowest and the highest percentage, in steps, whose present value lies from low to high.

    Returns:
        ``None`` where no step lies between the two.
    """
    if factor <= 0 or not factor.is_finite():
        return None
    low, high = round_up(exact(low_percent) / factor, step), round_down(exact(high_percent) / factor, step)
    while low * factor < exact(low_percent):  # a rounded quotient may fall short by its last digit
        low += step
    while high * factor > exact(high_percent):
        high -= step
    return (low, high) if low <= high else None
