"""The vendor's side: what a partner deal leaves over the years, against a deal of our own."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property

from partnerbook.economics.exact import HUNDRED, exact, fraction, round_down
from partnerbook.record import record


@record(kw_only=True)
class DealInputs:
    """One deal, sold directly or by a partner. Amounts in the program's currency."""

    deal_size: float
    gross_margin_percent: float
    direct_acquisition_cost: float
    direct_retention_percent: float
    partner_acquisition_cost: float | Decimal
    """Of one partner deal, without what the partner is paid."""
    partner_retention_percent: float | Decimal
    pay_percents: Sequence[float | Decimal]
    """What the partner is paid of each year's value, from the first year on; its length is the horizon."""
    discount_percent: float = 10
    serving_cost: float = 0
    """Marketing funds and service for the deal, today's value."""


@record(kw_only=True)
class VendorDeal:
    """What one deal leaves, today's value, over the horizon."""

    direct: Decimal
    partner: Decimal

    @cached_property
    def breakeven_incrementality(self) -> Decimal | None:
        """The share of partner deals that must be new for the program to pay: ``1 - partner / direct``.

        Below 0 it always pays. ``None`` where direct deals leave nothing: there is nothing to compare with.
        """
        return 1 - self.partner / self.direct if self.direct > 0 else None

    def value_added(self, incrementality: float) -> Decimal:
        """What a partner deal adds, when this share of them would not have been closed directly."""
        return self.partner - (1 - exact(incrementality)) * self.direct


def vendor_deal(deal: DealInputs) -> VendorDeal:
    """Contribution of a direct and of a partner deal.

    ``sum ACV (gm - m_t) r^t / (1 + d)^t - acquisition cost``, t from 0; direct deals pay no partner.
    """
    size, margin = exact(deal.deal_size), fraction(deal.gross_margin_percent)
    direct = _ratio(deal.direct_retention_percent, deal.discount_percent)
    partner = _ratio(deal.partner_retention_percent, deal.discount_percent)
    paid = [fraction(percent) for percent in deal.pay_percents]
    return VendorDeal(
        direct=sum((size * margin * _kept(direct, year) for year in range(len(paid))), Decimal(0))
        - exact(deal.direct_acquisition_cost),
        partner=sum(
            (size * (margin - rate) * _kept(partner, year) for year, rate in enumerate(paid)), Decimal(0)
        )
        - exact(deal.partner_acquisition_cost)
        - exact(deal.serving_cost),
    )


def highest_first_percent(deal: DealInputs, most_incrementality: float) -> Decimal | None:
    """The highest first-year pay, in steps of 0.1, with which the deal still pays for us.

    Later years stay as they are. It pays when the contribution is not negative and the break-even
    incrementality is at most `most_incrementality` (a fraction).

    Returns:
        ``None`` where even no pay at all would not be enough, or there is nothing to compare with.
    """
    now = vendor_deal(deal)
    if now.direct <= 0 or deal.deal_size <= 0:
        return None
    least = max(Decimal(0), (1 - exact(most_incrementality)) * now.direct)
    room = (now.partner - least) * HUNDRED / exact(deal.deal_size)
    highest = round_down(exact(deal.pay_percents[0]) + room)
    return highest if highest >= 0 else None


def _kept(ratio: Decimal, year: int) -> Decimal:
    """What is left of the first year's value; in the first year all of it, even if nobody stays."""
    return ratio**year if year else Decimal(1)


def _ratio(retention_percent: float | Decimal, discount_percent: float) -> Decimal:
    return fraction(retention_percent) / (1 + fraction(discount_percent))
