"""What a track is paid: percentages, effective margins and present values of its lines."""

from __future__ import annotations

from decimal import Decimal

from partnerbook.economics import pay
from partnerbook.economics.exact import exact
from partnerbook.economics.of_program.values import Gather, Missing, assumed
from partnerbook.program import ladder
from partnerbook.program.address import Address, join
from partnerbook.program.fields import known
from partnerbook.program.ladder import PaidLine, track_line
from partnerbook.program.program import Program
from partnerbook.record import record

YEAR = pay.YEAR
DEAL_SIZE: Address = "company.average_contract_value"
RETENTION: Address = "company.annual_retention_percent"
ONE_TIME = ("margin", "discount", "bounty")
"""Kinds that are earned once on a sale, unless the line says for how many months."""


@record
class EffectiveMargin:
    """What a line leaves the partner when its annual fee is taken off."""

    percent: Decimal
    """The line's own percentage."""
    effective_percent: Decimal
    fee: float
    revenue: float
    """That the fee is set against; 0 where there is no fee."""

    def percent_for(self, floor_percent: float) -> Decimal:
        """The smallest percentage of the line, in steps of 0.1, that leaves at least the floor."""
        return pay.percent_for_effective(floor_percent, self.fee, self.revenue)


def main_line(program: Program, track: str, tier: str | None) -> PaidLine | None:
    """The track's own pay at a tier, or in general; extra lines left out."""
    if tier is None:
        return track_line(program, track)
    return ladder.main_line(program, track, tier)


def line_percent(program: Program, line: PaidLine) -> Decimal | Missing:
    """What a line pays of a deal; a bounty is divided by the deal size, a vendor's take is not pay."""
    gather = Gather(program)
    percent = _percent(program, line, gather)
    return gather.missing or percent


def _percent(program: Program, line: PaidLine, gather: Gather) -> Decimal:
    if line.kind == "vendor-take":
        return Decimal(0)
    if line.percent is None and line.amount is not None:
        return _bounty(program, line.amount, line.address.removesuffix("percent") + "amount", gather)
    return exact(gather.needed(line.percent, line.address))


def _bounty(program: Program, amount: int | str, at: Address, gather: Gather) -> Decimal:
    size = gather.needed(program.company.average_contract_value, DEAL_SIZE)
    if not isinstance(amount, int):
        gather.miss(at, withheld=True)
        return Decimal(0)
    if size <= 0:
        gather.miss(DEAL_SIZE)
        return Decimal(0)
    return pay.bounty_percent(amount, size)


def effective_margin(program: Program, line: PaidLine) -> EffectiveMargin | Missing:
    """The margin of a line after the annual fee.

    The fee is set against the larger of the typical partner's revenue and the tier's revenue requirement.
    """
    gather = Gather(program)
    percent = _percent(program, line, gather)
    fee = annual_fee(program, line.track, line.tier, gather)
    revenue = _revenue(program, line, gather) if fee else 0
    if gather.missing:
        return gather.missing
    return EffectiveMargin(percent, pay.effective_margin_percent(percent, fee, revenue), fee, revenue)


def annual_fee(program: Program, track: str, tier: str | None, gather: Gather) -> float:
    """What a partner pays us in a year: the tier's own fee replaces the track's."""
    if tier is not None and program.tiers[tier].annual_fee is not None:
        return gather.needed(program.tiers[tier].annual_fee, join("tiers", tier, "annual_fee"))
    at = join("tracks", track, "partner_year", "program_fee")
    return gather.optional(program.tracks[track].partner_year.program_fee, at)


def _revenue(program: Program, line: PaidLine, gather: Gather) -> float:
    deals_at = join("tracks", line.track, "partner_year", "deals")
    deals, size = program.tracks[line.track].partner_year.deals, program.company.average_contract_value
    required = revenue_required(program, line.tier) if line.tier is not None else None
    if required and (deals is None or size is None):
        return required
    revenue = max(gather.needed(deals, deals_at) * gather.needed(size, DEAL_SIZE), required or 0)
    if revenue <= 0:
        gather.miss(deals_at)
    return revenue


def revenue_required(program: Program, tier: str) -> float | None:
    """The revenue that a tier asks for in a year; ``None`` where it asks for none that is known."""
    amounts = [
        value * YEAR / _window(program, metric)
        for metric, value in program.tiers[tier].requires.items()
        if metric in program.metrics
        and program.metrics[metric].measures == "revenue"
        and isinstance(value, int | float)
    ]
    return max(amounts, default=None)


def _window(program: Program, metric: str) -> int:
    months = program.metrics[metric].window_months
    return months if known(months) and months > 0 else YEAR


def pay_by_year(program: Program, line: PaidLine, years: int, gather: Gather) -> list[Decimal]:
    """What a line pays of each year's value: the renewal percentage later on, else as long as it is paid.

    Pay of less than a year counts by its months. A bounty is paid once.
    """
    percent = _percent(program, line, gather)
    paid = [_part_of_year(percent, line.months, 0) if known(line.months) else percent]
    if years > 1:
        paid += _later_years(line, percent, years, gather)
    return paid


def _later_years(line: PaidLine, percent: Decimal, years: int, gather: Gather) -> list[Decimal]:
    if not percent and line.renewal_percent is None:
        return [Decimal(0)] * (years - 1)
    if line.renewal_percent is not None:
        return [exact(gather.needed(line.renewal_percent, renewal_address(line)))] * (years - 1)
    if line.months is None and (line.kind == "bounty" or line.amount is not None):
        return [Decimal(0)] * (years - 1)
    at = renewal_address(line) if line.kind in ONE_TIME and line.months is None else line.months_address
    months = int(gather.needed(line.months, at))
    return [_part_of_year(percent, months, year) for year in range(1, years)]


def _part_of_year(percent: Decimal, months: int, year: int) -> Decimal:
    if months == 0:
        return percent
    return percent * min(max(months - YEAR * year, 0), YEAR) / YEAR


def renewal_address(line: PaidLine) -> Address:
    """Where the renewal percentage of a line is written."""
    if line.is_main:
        return join("tracks", line.track, "pay", "renewal_percent")
    return join("extra_pay", line.key, "renewal_percent")


def pay_present_value(program: Program, line: PaidLine) -> Decimal | Missing:
    """What a line is worth over all the months in which it is paid, in percent of the first year's value."""
    gather = Gather(program)
    percent = _percent(program, line, gather)
    factor = _factor(program, str(line.kind), line.months, line.months_address, gather)
    return gather.missing or _worth(percent, factor)


def pay_percents_worth(
    program: Program, line: PaidLine, low_percent: float, high_percent: float
) -> tuple[Decimal, Decimal] | Missing | None:
    """The lowest and highest percentage of a line whose present value lies from low to high."""
    gather = Gather(program)
    factor = _factor(program, str(line.kind), line.months, line.months_address, gather)
    return gather.missing or pay.percents_worth(low_percent, high_percent, factor)


def competitor_present_value(program: Program, key: str) -> Decimal | Missing:
    """The same for a competitor, at our own retention and deal size."""
    gather = Gather(program)
    rival = program.competitors[key]
    if rival.percent is None and rival.amount is not None:
        percent = _bounty(program, rival.amount, join("competitors", key, "amount"), gather)
    else:
        percent = exact(gather.needed(rival.percent, join("competitors", key, "percent")))
    factor = _factor(program, str(rival.kind), rival.months, join("competitors", key, "months"), gather)
    return gather.missing or _worth(percent, factor)


def _factor(program: Program, kind: str, months: int | str | None, at: Address, gather: Gather) -> Decimal:
    if months is None and kind in ONE_TIME:
        return Decimal(1)
    if not isinstance(months, int):
        gather.miss(at, withheld=months is not None)
        return Decimal(1)
    if not pay.needs_retention(months):
        return pay.pay_factor(months, None, 0)
    retention = gather.needed(program.company.annual_retention_percent, RETENTION)
    return pay.pay_factor(months, retention, assumed(program, "discount_rate_percent"))


def _worth(percent: Decimal, factor: Decimal) -> Decimal:
    return percent * factor if percent else Decimal(0)
