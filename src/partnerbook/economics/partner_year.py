"""A partner's year: what a typical partner earns with us, and what that costs it."""

from __future__ import annotations

from decimal import Decimal

from partnerbook.economics.exact import HUNDRED, exact, fraction, round_up
from partnerbook.record import record


@record(kw_only=True)
class YearInputs:
    """One typical partner, one year. Amounts in the program's currency; a missing line is 0."""

    deals: float
    deal_size: float
    """First-year value of one deal, at list price."""
    percent: float | Decimal
    """What the partner is paid on a new deal, in percent of the deal."""
    renewing_contracts: float = 0
    renewal_percent: float | Decimal = 0
    vendor_leads: float = 0
    lead_win_rate_percent: float = 0
    services_attach_percent: float = 0
    """Services sold for each unit of licence: 50 is half as much again."""
    services_margin_percent: float = 0
    retention_value: float = 0
    co_sell_value: float = 0
    cost_per_deal: float = 0
    people_certified: float = 0
    cost_per_certification: float = 0
    enablement_hours: float = 0
    cost_per_hour: float = 0
    fee: float = 0


@record(kw_only=True)
class PartnerYear:
    """The lines of the year. Costs are positive amounts that are taken off."""

    margin: Decimal
    """On the partner's own new deals."""
    renewals: Decimal
    services: Decimal
    leads: Decimal
    """On the leads that we pass and the partner closes."""
    retention_value: Decimal
    co_sell_value: Decimal
    selling: Decimal
    certification: Decimal
    enablement: Decimal
    fee: Decimal
    deal_value: Decimal
    """Deals times deal size: what one point of margin is a hundredth of, leads included."""

    @property
    def income(self) -> Decimal:
        """All that the partner earns."""
        return (
            self.margin
            + self.renewals
            + self.services
            + self.leads
            + self.retention_value
            + self.co_sell_value
        )

    @property
    def costs(self) -> Decimal:
        """All that the partner spends, the program fee included."""
        return self.selling + self.certification + self.enablement + self.fee

    @property
    def profit(self) -> Decimal:
        """What is left of the year."""
        return self.income - self.costs

    @property
    def profit_without_services(self) -> Decimal:
        """What would be left if the partner sold no services with our product."""
        return self.profit - self.services

    @property
    def waterfall(self) -> tuple[tuple[str, Decimal], ...]:
        """The lines from the first income to the last cost, costs negative; they add up to the profit."""
        income = ("margin", "renewals", "leads", "services", "retention_value", "co_sell_value")
        costs = ("selling", "certification", "enablement", "fee")
        return (
            *((name, getattr(self, name)) for name in income),
            *((name, -getattr(self, name)) for name in costs),
        )


def partner_year(year: YearInputs) -> PartnerYear:
    """The year of a typical partner.

    ``D ACV m + R ACV m_r + D ACV s g_s + L w ACV m - D c_sale - K c_cert - H c_hour - F``, and for an ISV
    what joint customers that stay and deals that we bring are worth to it.
    """
    size = exact(year.deal_size)
    own = exact(year.deals) * size
    leads = exact(year.vendor_leads) * fraction(year.lead_win_rate_percent) * size
    rate = fraction(year.percent)
    return PartnerYear(
        margin=own * rate,
        renewals=exact(year.renewing_contracts) * size * fraction(year.renewal_percent),
        services=own * fraction(year.services_attach_percent) * fraction(year.services_margin_percent),
        leads=leads * rate,
        retention_value=exact(year.retention_value),
        co_sell_value=exact(year.co_sell_value),
        selling=exact(year.deals) * exact(year.cost_per_deal),
        certification=exact(year.people_certified) * exact(year.cost_per_certification),
        enablement=exact(year.enablement_hours) * exact(year.cost_per_hour),
        fee=exact(year.fee),
        deal_value=own + leads,
    )


def percent_for_profit(year: YearInputs, with_services: bool = True) -> Decimal | None:
    """The smallest percentage on new deals, in steps of 0.1, that leaves the partner a profit above 0.

    Args:
        year: the partner's year; its own percentage does not matter.
        with_services: whether services may carry the rest of the program.

    Returns:
        ``None`` where the partner sells nothing that a percentage could be paid on.
    """
    result = partner_year(year)
    profit = result.profit if with_services else result.profit_without_services
    paid = result.margin + result.leads
    if paid - profit < 0:
        return Decimal(0)
    if result.deal_value <= 0:
        return None
    needed = (paid - profit) * HUNDRED / result.deal_value
    step = Decimal("0.1")
    percent = round_up(needed, step)
    return percent + step if percent <= needed else percent
