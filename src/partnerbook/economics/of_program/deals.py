"""A partner's year and the vendor's side of a deal, for a track at a tier."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from partnerbook.economics.exact import HUNDRED, TENTH, exact, round_down, round_up
from partnerbook.economics.of_program.pay import DEAL_SIZE, RETENTION, annual_fee, main_line, pay_by_year
from partnerbook.economics.of_program.values import Gather, Missing, assumed, assumed_share
from partnerbook.economics.partner_year import PartnerYear, YearInputs
from partnerbook.economics.partner_year import partner_year as year_of
from partnerbook.economics.vendor import DealInputs, VendorDeal
from partnerbook.economics.vendor import vendor_deal as deal_of
from partnerbook.program.address import join
from partnerbook.program.fields import known
from partnerbook.program.program import Program
from partnerbook.record import names_of, replace

_FROM_PAY: Final = ("deals", "deal_size", "percent", "renewal_percent", "fee")
_PLAIN: Final = tuple(name for name in names_of(YearInputs) if name not in _FROM_PAY)
"""Lines of the year that stand in the workbook under the same name, and are 0 when unset."""
LONGEST_YEARS: Final = 50
"""No deal is looked at for longer, whatever the assumption says."""
_ISV_ONLY: Final = ("retention_value", "co_sell_value")


def year_inputs(
    program: Program, track: str, tier: str | None = None, percent: float | None = None
) -> YearInputs | Missing:
    """What a typical partner's year is made of. Extra lines stay out: nobody says how much they bring.

    With `percent` the track is paid so much instead of what is written.
    """
    gather = Gather(program)
    size = gather.needed(program.company.average_contract_value, DEAL_SIZE)
    year, at = program.tracks[track].partner_year, join("tracks", track, "partner_year")
    deals = gather.needed(year.deals, f"{at}.deals")
    is_isv = program.tracks[track].type == "isv"
    plain = {
        name: gather.optional(getattr(year, name), f"{at}.{name}")
        for name in _PLAIN
        if is_isv or name not in _ISV_ONLY
    }
    paid = _paid(program, track, tier, 2 if plain["renewing_contracts"] else 1, gather, percent)
    fee = annual_fee(program, track, tier, gather)
    if gather.missing:
        return gather.missing
    return YearInputs(
        deals=deals, deal_size=size, percent=paid[0], renewal_percent=paid[-1], fee=fee, **plain
    )


def partner_year(program: Program, track: str, tier: str | None = None) -> PartnerYear | Missing:
    """The year of a typical partner of a track, paid as at a tier (or as the track says)."""
    inputs = year_inputs(program, track, tier)
    return inputs if isinstance(inputs, Missing) else year_of(inputs)


def deal_inputs(
    program: Program, track: str, tier: str | None = None, percent: float | None = None
) -> DealInputs | Missing:
    """What one deal is made of on our side, sold directly and by a partner.

    With `percent` the track is paid so much instead of what is written.
    """
    gather = Gather(program)
    company, ours = program.company, program.tracks[track].vendor_deal
    at = join("tracks", track, "vendor_deal")
    size = gather.needed(company.average_contract_value, DEAL_SIZE)
    margin = gather.needed(company.gross_margin_percent, "company.gross_margin_percent")
    cost = gather.needed(company.direct_acquisition_cost, "company.direct_acquisition_cost")
    retention = gather.needed(company.annual_retention_percent, RETENTION)
    usual_cost = size * assumed_share(program, "partner_acquisition_cost_percent")
    usual_retention = max(0.0, retention - assumed(program, "retention_gap_points"))
    partner_cost = gather.optional(ours.acquisition_cost, f"{at}.acquisition_cost", usual_cost)
    partner_retention = gather.optional(ours.retention_percent, f"{at}.retention_percent", usual_retention)
    paid = _paid(program, track, tier, _horizon(program), gather, percent)
    if gather.missing:
        return gather.missing
    return DealInputs(
        deal_size=size,
        gross_margin_percent=margin,
        direct_acquisition_cost=cost,
        direct_retention_percent=retention,
        partner_acquisition_cost=partner_cost,
        partner_retention_percent=partner_retention,
        pay_percents=paid,
        discount_percent=assumed(program, "discount_rate_percent"),
    )


def vendor_contribution(program: Program, track: str, tier: str | None = None) -> VendorDeal | Missing:
    """What a partner deal of a track leaves us, against a deal of our own."""
    inputs = deal_inputs(program, track, tier)
    return inputs if isinstance(inputs, Missing) else deal_of(inputs)


def percent_for_partner(
    program: Program, track: str, tier: str | None = None, with_services: bool = True
) -> Decimal | Missing | None:
    """The smallest pay, in steps of 0.1, that leaves the partner more than nothing; ``None``: none does."""
    at_none = year_inputs(program, track, tier, 0)
    at_full = year_inputs(program, track, tier, 100)
    if isinstance(at_none, Missing):
        return at_none
    if isinstance(at_full, Missing):
        return at_full
    low, high = (
        year.profit if with_services else year.profit_without_services
        for year in (year_of(at_none), year_of(at_full))
    )
    if low > 0:
        return Decimal(0)
    if high <= low:
        return None
    needed = -low * HUNDRED / (high - low)
    percent = round_up(needed)
    return percent + TENTH if percent <= needed else percent


def percent_for_vendor(program: Program, track: str, tier: str | None = None) -> Decimal | Missing | None:
    """The highest pay, in steps of 0.1, with which a partner deal still pays for us; ``None``: none does.

    It pays when its contribution is not negative and its break-even incrementality is within the assumption.
    """
    at_none = deal_inputs(program, track, tier, 0)
    at_full = deal_inputs(program, track, tier, 100)
    if isinstance(at_none, Missing):
        return at_none
    if isinstance(at_full, Missing):
        return at_full
    unpaid, full = deal_of(at_none), deal_of(at_full)
    most = exact(assumed(program, "breakeven_incrementality_percent")) / HUNDRED
    least = max(Decimal(0), (1 - most) * unpaid.direct)
    if unpaid.direct <= 0 or unpaid.partner < least or full.partner >= unpaid.partner:
        return None
    return round_down((unpaid.partner - least) * HUNDRED / (unpaid.partner - full.partner))


def _horizon(program: Program) -> int:
    return int(min(max(assumed(program, "horizon_years"), 1), LONGEST_YEARS))


def _paid(
    program: Program, track: str, tier: str | None, years: int, gather: Gather, percent: float | None
) -> list[Decimal]:
    line = main_line(program, track, tier)
    if line is not None:
        paid_as = line if percent is None else replace(line, instead=percent)
        return pay_by_year(program, paid_as, years, gather)
    rank = program.tiers[tier].rank if tier is not None else None
    if not known(rank) or rank > 0:
        gather.miss(join("tracks", track, "pay", "percent"))
    return [Decimal(0)] * years
