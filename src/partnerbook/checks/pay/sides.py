"""PAY: what the pay leaves each side: a partner's year, and our own contribution from a partner deal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from partnerbook.checks.check import Check, Look, exact
from partnerbook.checks.computed import computed, short
from partnerbook.checks.finding import Finding, Severity, Waits
from partnerbook.checks.pay.lines import (
    Spot,
    as_written,
    is_ranked,
    is_sum,
    line_at,
    main_spots,
    place,
    unpaid_here,
    worst_at,
    written_at,
)
from partnerbook.checks.reading import amount, percent
from partnerbook.economics.exact import HUNDRED
from partnerbook.economics.of_program import (
    Missing,
    partner_year,
    percent_for_partner,
    percent_for_vendor,
    vendor_contribution,
)
from partnerbook.economics.partner_year import PartnerYear
from partnerbook.economics.vendor import VendorDeal
from partnerbook.program.ladder import PaidLine


def offered(look: Look, line: PaidLine, enough: Decimal | Missing | None, up: bool) -> Any:
    """A computed percentage as the line writes it; ``None`` where there is none, or it is above 100."""
    if enough is None or isinstance(enough, Missing) or enough > 100:
        return None
    return as_written(look.program, line, enough, up)


def paid_as(look: Look, line: PaidLine) -> str:
    """The pay of a line as it is written."""
    if is_sum(line):
        return amount(look, exact(line.amount)) if isinstance(line.amount, int) else ""
    return percent(line.percent) if isinstance(line.percent, int | float) else ""


class PartnerLosesMoney(Check[Spot]):
    code = "PAY006"
    name = "partner-loses-money"
    severity = "error"
    family = "pay"
    claim = "A typical partner's year leaves it a profit, without its services as well."
    source = "card, src3"
    why = (
        "A partner that loses money stops selling; one that earns on services alone can earn them on "
        "somebody else's product."
    )
    remedy = "pay more, or take costs off the partner: certification, hours, fees"

    def subjects(self, look: Look) -> Iterable[Spot]:
        return main_spots(look.program)

    def judge(self, look: Look, subject: Spot) -> Iterator[Finding]:
        return worst_at(subject, lambda tier: self._at(look, subject, tier))

    def _at(self, look: Look, spot: Spot, tier: str | None) -> tuple[Decimal, Finding] | None:
        if not is_ranked(look, tier):
            return None
        line = line_at(look.program, spot, tier)
        if line is None or unpaid_here(look.program, line):
            return None
        year = computed(partner_year(look.program, spot.track, tier))
        if year.profit <= 0:
            return -year.profit, self._loses(look, line, year)
        if year.profit_without_services <= 0:
            return year.services - year.profit, self._needs_services(look, line, year)
        return None

    def _loses(self, look: Look, line: PaidLine, year: PartnerYear) -> Finding:
        left = amount(look, short(year.profit))
        where = place(look.program, line.track, line.tier)
        passes = offered(look, line, percent_for_partner(look.program, line.track, line.tier), up=True)
        return self.finding(
            written_at(line),
            f"at {paid_as(look, line)} a partner's year ({where}) ends with {left}",
            found=left,
            limit="more than 0",
            passes=passes,
            fix="" if passes is not None else "no percentage mends it: bring more deals or lower the costs",
        )

    def _needs_services(self, look: Look, line: PaidLine, year: PartnerYear) -> Finding:
        left = amount(look, short(year.profit_without_services))
        where = place(look.program, line.track, line.tier)
        enough = percent_for_partner(look.program, line.track, line.tier, with_services=False)
        return self.finding(
            written_at(line),
            f"at {paid_as(look, line)} a partner's year ({where}) ends with "
            f"{amount(look, short(year.profit))}, but with {left} without services",
            severity=self._services_severity(look, line),
            found=left,
            limit="more than 0",
            passes=offered(look, line, enough, up=True),
        )

    def _services_severity(self, look: Look, line: PaidLine) -> Severity:
        """For SI partners and VARs that are paid a commission, services are the business."""
        kind = look.program.tracks[line.track].type
        return "note" if kind == "si" or (kind == "var" and not line.is_margin) else "warning"


class VendorLosesMoney(Check[Spot]):
    code = "PAY007"
    name = "vendor-loses-money"
    severity = "warning"
    family = "pay"
    claim = (
        "A partner deal leaves us something, and the program pays even if half of the partner deals "
        "would have been ours anyway."
    )
    source = "ours"
    why = (
        "Pay comes out of our margin. The more of the partner deals must be new business for the program "
        "to pay, the more it is a bet."
    )
    remedy = "pay less, win partner deals at lower cost, or keep their customers longer"

    def subjects(self, look: Look) -> Iterable[Spot]:
        return main_spots(look.program)

    def judge(self, look: Look, subject: Spot) -> Iterator[Finding]:
        return worst_at(subject, lambda tier: self._at(look, subject, tier))

    def _at(self, look: Look, spot: Spot, tier: str | None) -> tuple[Decimal, Finding] | None:
        line = line_at(look.program, spot, tier)
        if line is None:
            return None
        deal = computed(vendor_contribution(look.program, spot.track, tier))
        if deal.partner < 0:
            return -deal.partner, self._negative(look, line, deal)
        share = deal.breakeven_incrementality
        if share is None:  # our own deals leave nothing: there is nothing to compare with
            raise Waits("company.direct_acquisition_cost", withheld=False)
        most = look.assumed("breakeven_incrementality_percent")
        if share * HUNDRED <= exact(most):
            return None
        return -deal.partner, self._risky(look, line, share * HUNDRED, most)

    def _negative(self, look: Look, line: PaidLine, deal: VendorDeal) -> Finding:
        left = amount(look, short(deal.partner))
        message = f"at {paid_as(look, line)} a partner deal ({self._where(look, line)}) leaves us {left}"
        return self._said(look, line, message, left, "0 or more")

    def _risky(self, look: Look, line: PaidLine, share: Decimal, most: float) -> Finding:
        found = percent(short(share, up=True))
        message = (
            f"at {paid_as(look, line)} ({self._where(look, line)}) the program pays only if {found} of "
            f"partner deals are new business, more than {percent(most)}"
        )
        return self._said(look, line, message, found, percent(most))

    def _said(self, look: Look, line: PaidLine, message: str, found: str, limit: str) -> Finding:
        passes = offered(look, line, percent_for_vendor(look.program, line.track, line.tier), up=False)
        return self.finding(
            written_at(line),
            message,
            found=found,
            limit=limit,
            passes=passes,
            fix="" if passes is not None else "no lower pay mends it: partner deals must cost us less to win",
            source=f"ours; assumptions {', '.join(self._assumptions(look, line))}",
        )

    def _assumptions(self, look: Look, line: PaidLine) -> Iterator[str]:
        """What decides and is not written in the workbook."""
        yield from ("breakeven_incrementality_percent", "horizon_years", "discount_rate_percent")
        ours = look.program.tracks[line.track].vendor_deal
        if ours.acquisition_cost is None:
            yield "partner_acquisition_cost_percent"
        if ours.retention_percent is None:
            yield "retention_gap_points"

    def _where(self, look: Look, line: PaidLine) -> str:
        return place(look.program, line.track, line.tier)
