"""PAY: what partners pay us, against what they earn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from partnerbook.checks.check import Check, Look, exact
from partnerbook.checks.computed import computed, short
from partnerbook.checks.finding import Finding
from partnerbook.checks.pay.lines import Spot, is_ranked, lines_at, place, stages, worst_at
from partnerbook.checks.reading import amount, hidden, percent
from partnerbook.economics.exact import HUNDRED
from partnerbook.economics.of_program import line_percent, revenue_required
from partnerbook.economics.pay import revenue_for_fee
from partnerbook.program.address import Address, join
from partnerbook.program.fields import WITHHELD, Whole
from partnerbook.program.program import Program


class FeeEatsPay(Check[Spot]):
    code = "PAY010"
    name = "fee-eats-pay"
    severity = "note"
    family = "pay"
    claim = "A partner that just meets the revenue requirement has earned its annual fee back."
    source = "ours"
    why = "Until the fee is earned back, the partner pays for selling our product."
    remedy = "lower the fee, or waive it for the revenue that it takes to earn it back"

    def subjects(self, look: Look) -> Iterable[Spot]:
        return _fees(look.program)

    def judge(self, look: Look, subject: Spot) -> Iterator[Finding]:
        return worst_at(subject, lambda tier: self._at(look, subject.track, tier))

    def _at(self, look: Look, track: str, tier: str | None) -> tuple[Decimal, Finding] | None:
        value, at = _fee(look.program, track, tier)
        if value is None and not look.is_outside:
            return None
        fee = look.need(value, at)
        if not fee or not is_ranked(look, tier):
            return None
        lines = lines_at(look.program, track, tier)
        best = max((computed(line_percent(look.program, line)) for line in lines), default=Decimal(0))
        if best <= 0:
            return None  # nothing is paid: that is another finding
        required = exact(self._required(look, tier))
        needed = revenue_for_fee(fee, float(best)) or Decimal(0)
        if needed <= required:
            return None
        asks = f"asks for {amount(look, required)}" if required else "asks for no revenue"
        return needed - required, self.finding(
            at,
            f"the annual fee of {amount(look, fee)} is earned back at {amount(look, short(needed, up=True))} "
            f"of revenue at {percent(short(best))}, and {place(look.program, track, tier)} {asks}",
            found=amount(look, fee),
            limit=amount(look, int(required * best / HUNDRED)),
            passes=int(required * best / HUNDRED),
        )

    def _required(self, look: Look, tier: str | None) -> float:
        if tier is None:
            return 0
        for metric, value in look.program.tiers[tier].requires.items():
            if not hidden(look, value) or value is None:
                continue
            measure = look.program.metrics.get(metric)
            if measure is not None and measure.measures == "revenue":
                look.need(WITHHELD, join("tiers", tier, "requires", metric))
        return revenue_required(look.program, tier) or 0


def _fees(program: Program) -> Iterator[Spot]:
    """Every written annual fee of a track, with the tiers at which it is paid."""
    sharing: dict[str, list[str | None]] = {}
    for track, tier in stages(program):
        if tier is not None and program.tiers[tier].annual_fee is not None:
            yield Spot(track, track, (tier,))
        else:
            sharing.setdefault(track, []).append(tier)
    yield from (Spot(track, track, tuple(tiers)) for track, tiers in sharing.items())


def _fee(program: Program, track: str, tier: str | None) -> tuple[Whole, Address]:
    if tier is not None and program.tiers[tier].annual_fee is not None:
        return program.tiers[tier].annual_fee, join("tiers", tier, "annual_fee")
    at = join("tracks", track, "partner_year", "program_fee")
    return program.tracks[track].partner_year.program_fee, at
