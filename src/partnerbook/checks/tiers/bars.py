"""Which requirement of a tier is the highest bar: the one that a person would lower first."""

from __future__ import annotations

from typing import NamedTuple

from partnerbook.economics.of_program.tiers import ALWAYS_MET, yearly_revenue
from partnerbook.economics.of_program.values import Gather
from partnerbook.program.address import Address, join
from partnerbook.program.ladder import words
from partnerbook.program.program import Program


class Bar(NamedTuple):
    """One requirement as the revenue of a year that meets it."""

    metric: str
    address: Address
    written: float
    yearly: float


def highest_bar(program: Program, tier: str) -> Bar | None:
    """The requirement that takes the highest revenue; of alternatives only the easiest counts.

    ``None`` where no requirement takes revenue.
    """
    bars = {metric: bar for metric in program.tiers[tier].requires if (bar := _bar(program, tier, metric))}
    for group in program.tiers[tier].alternatives.values():
        asked = [metric for metric in words(group) if metric in program.tiers[tier].requires]
        members = sorted((bars[metric] for metric in asked if metric in bars), key=_yearly)
        easiest = members[:1] if len(members) == len(asked) else []
        for bar in members:
            if bar not in easiest:
                bars.pop(bar.metric, None)
    return max(bars.values(), key=_yearly, default=None)


def _bar(program: Program, tier: str, metric: str) -> Bar | None:
    written = program.tiers[tier].requires[metric]
    measure = program.metrics.get(metric)
    if isinstance(written, bool) or not isinstance(written, int | float) or measure is None:
        return None
    if measure.measures in (*ALWAYS_MET, "retention"):
        return None
    yearly = yearly_revenue(program, tier, metric, Gather(program))
    return Bar(metric, join("tiers", tier, "requires", metric), written, yearly)


def _yearly(bar: Bar) -> float:
    return bar.yearly
