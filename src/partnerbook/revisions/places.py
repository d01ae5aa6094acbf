"""Where partners stand by what is recorded of them, under the rules of one program or another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from partnerbook.program.fields import NONE, WITHHELD, known
from partnerbook.program.ladder import tiers_of, words
from partnerbook.program.program import Program
from partnerbook.program.recruiting import Partner
from partnerbook.program.tiers import Requirement

STAGES: Final = ("signed", "onboarding", "active")
"""Stages in which a partner stands at a tier."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The highest tier of the track whose requirements a partner meets."""

    tier: str | None
    """For certain; ``None``: not even the lowest."""
    possible: str | None
    """If all that is not recorded were met too."""
    unknown: tuple[str, ...]
    """Metrics that decide between the two."""


def recorded_partners(program: Program) -> dict[str, Partner]:
    """The partners that stand at a tier and of which something is recorded."""
    return {
        key: partner
        for key, partner in program.partners.items()
        if partner.stage in STAGES and any(known(value) for value in partner.metrics.values())
    }


def standing(program: Program, partner: Partner) -> Standing:
    """Where a partner stands by the rules of a program; the partner may be of another version of it."""
    certain = possible = None
    unknown: tuple[str, ...] = ()
    for key, _ in sorted(tiers_of(program, partner.track or ""), key=lambda pair: rank_of(program, pair[0])):
        met, open_ = _meets(program, partner, key)
        if met:
            certain = possible = key
            unknown = ()
        elif met is None:
            possible, unknown = key, open_
    return Standing(certain, possible, unknown)


def rank_of(program: Program, tier: str | None) -> float:
    """A tier's rank; no tier is below all others."""
    held = program.tiers.get(tier) if tier is not None else None
    return float(held.rank) if held is not None and known(held.rank) else -1


def _meets(program: Program, partner: Partner, tier: str) -> tuple[bool | None, tuple[str, ...]]:
    """Whether all requirements of a tier are met; ``None`` where that hangs on the metrics named."""
    held = program.tiers[tier]
    groups = [
        [metric for metric in words(group) if metric in held.requires] for group in held.alternatives.values()
    ]
    grouped = {metric for group in groups for metric in group}
    groups = [group for group in groups if group] + [
        [metric] for metric in held.requires if metric not in grouped
    ]
    open_: list[str] = []
    for group in groups:
        answers = {metric: _met(program, partner, metric, held.requires[metric]) for metric in group}
        if True in answers.values():
            continue
        if None not in answers.values():
            return False, ()
        open_ += [metric for metric, answer in answers.items() if answer is None]
    return (None, tuple(open_)) if open_ else (True, ())


def _met(program: Program, partner: Partner, metric: str, wanted: Requirement) -> bool | None:
    if wanted is None or wanted is False or wanted == NONE:
        return True
    if wanted == WITHHELD:
        return None
    has = _recorded(program, partner, metric, frozenset())
    if has is None:
        return None
    measure = program.metrics.get(metric)
    if measure is not None and measure.better == "lower":
        return has <= float(wanted)
    return has >= float(wanted)


def _recorded(program: Program, partner: Partner, metric: str, seen: frozenset[str]) -> float | None:
    """What a partner has of a metric: its own, what counts as it, and the points of what is weighted."""
    if metric in seen:
        return None
    seen |= {metric}
    found = [_number(partner.metrics.get(metric))]
    found += [
        _recorded(program, partner, other, seen)
        for other, held in program.metrics.items()
        if held.counts_as == metric
    ]
    measure = program.metrics.get(metric)
    # A total that is written down holds its points already.
    if measure is not None and measure.weights and found[0] is None:
        found += [
            None if (has := _recorded(program, partner, other, seen)) is None else has * weight
            for other, weight in measure.weights.items()
            if known(weight)
        ]
    numbers = [each for each in found if each is not None]
    return sum(numbers) if numbers else None


def _number(value: Any) -> float | None:
    if value == NONE:
        return 0
    return None if value is None or isinstance(value, str) else float(value)
