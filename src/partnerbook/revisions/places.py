"""Where partners stand by what is recorded of them, under the rules of one program or another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from partnerbook.program.fields import NONE, WITHHELD, Day, known
from partnerbook.program.ladder import below, tiers_of, words
from partnerbook.program.program import Program
from partnerbook.program.recruiting import Partner
from partnerbook.program.tiers import Requirement
from partnerbook.program.values import add_months
from partnerbook.record import record

STAGES: Final = ("signed", "onboarding", "active")
"""Stages in which a partner stands at a tier."""


@record
class Standing:
    """The highest tier of the track whose requirements a partner meets."""

    tier: str | None
    """For certain; ``None``: not even the lowest."""
    possible: str | None
    """If all that is not recorded were met too."""


def recorded_partners(program: Program) -> dict[str, Partner]:
    """The partners that stand at a tier and of which something is recorded."""
    return {
        key: partner
        for key, partner in program.partners.items()
        if partner.stage in STAGES and any(known(value) for value in partner.metrics.values())
    }


def standing(program: Program, partner: Partner, today: date) -> Standing:
    """Where a partner stands by the rules of a program; the partner may be of another version of it."""
    certain = possible = None
    for key in reversed(rungs(program, partner.track or "")):
        met, _ = meets(program, partner, key, today)
        if met:
            certain = possible = key
        elif met is None:
            possible = key
    return Standing(certain, possible)


def rungs(program: Program, track: str) -> list[str]:
    """The tiers of a track, highest first."""
    keys = [key for key, _ in tiers_of(program, track)]
    return sorted(keys, key=lambda key: rank_of(program, key))[::-1]


def rank_of(program: Program, tier: str | None) -> float:
    """A tier's rank; no tier is below all others."""
    held = program.tiers.get(tier) if tier is not None else None
    return float(held.rank) if held is not None and known(held.rank) else -1


def meets(program: Program, partner: Partner, tier: str, today: date) -> tuple[bool | None, tuple[str, ...]]:
    """Whether a partner meets all that a tier asks; ``None`` where that hangs on the conditions named.

    A condition is the key of a metric, or the field that says for how many months something has to last.
    """
    open_: list[str] = []
    for answers in (*_requirements(program, partner, tier), *_times(program, partner, tier, today)):
        if True in answers.values():
            continue
        if None not in answers.values():
            return False, ()
        open_ += [name for name, answer in answers.items() if answer is None]
    return (None, tuple(open_)) if open_ else (True, ())


def _requirements(program: Program, partner: Partner, tier: str) -> Iterator[dict[str, bool | None]]:
    """Each requirement with its answer; those of which one is enough together."""
    held = program.tiers[tier]
    groups = [
        [metric for metric in words(group) if metric in held.requires] for group in held.alternatives.values()
    ]
    grouped = {metric for group in groups for metric in group}
    groups = [group for group in groups if group] + [
        [metric] for metric in held.requires if metric not in grouped
    ]
    for group in groups:
        yield {metric: _met(program, partner, metric, held.requires[metric]) for metric in group}


def _times(program: Program, partner: Partner, tier: str, today: date) -> Iterator[dict[str, bool | None]]:
    """How long a partner has to be in the program, and at the tier below, before it climbs to this one."""
    held, own = program.tiers[tier], partner.tier
    stands = own in program.tiers
    if stands and rank_of(program, own) >= rank_of(program, tier):
        return
    months = held.min_months_in_program
    if known(months) and months:
        yield {"min_months_in_program": _lasted(partner.signed, months, today)}
    months, lower = held.min_months_at_tier_below, below(program, tier, partner.track or "")
    if known(months) and months and lower is not None and stands:
        waits = own == lower[0]
        yield {"min_months_at_tier_below": _lasted(partner.tier_since, months, today) if waits else False}


def _lasted(since: Day, months: int, today: date) -> bool | None:
    return add_months(since, months) <= today if known(since) else None


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
