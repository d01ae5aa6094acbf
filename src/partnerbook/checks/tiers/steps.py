"""The ladder as the checks of tiers see it: which tier stands on which, for which tracks."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final, NamedTuple, TypeGuard

from partnerbook.checks.check import exact, missing
from partnerbook.checks.reading import named
from partnerbook.economics.pay import YEAR
from partnerbook.program.fields import WITHHELD, known
from partnerbook.program.ladder import below, tiers_of, words
from partnerbook.program.locate import spec_at
from partnerbook.program.program import Program
from partnerbook.program.values import measured

WHOLE_UNITS: Final = ("money", "count")


class Step(NamedTuple):
    """A tier, and the one below it on the ladder of at least one track."""

    tier: str
    lower: str


class TrackTier(NamedTuple):
    """A tier as one track climbs it."""

    track: str
    tier: str


class Asked(NamedTuple):
    """One metric that the lower tier of a step asks for."""

    tier: str
    lower: str
    metric: str


def listings(program: Program) -> Iterator[TrackTier]:
    """Every declared track at every tier that lists it."""
    for key, tier in program.tiers.items():
        for track in dict.fromkeys(words(tier.tracks)):
            if track in program.tracks:
                yield TrackTier(track, key)


def is_ranked(program: Program, tier: str) -> bool:
    """Whether a tier's rank is known to be above 0."""
    rank = program.tiers[tier].rank
    return known(rank) and rank > 0


def track_steps(program: Program) -> Iterator[tuple[str, Step]]:
    """Each step of the ladder of each track."""
    for track, tier in listings(program):
        lower = below(program, tier, track)
        if lower is not None:
            yield track, Step(tier, lower[0])


def steps(program: Program) -> list[Step]:
    """Each step once, however many tracks climb it."""
    return list(dict.fromkeys(step for _, step in track_steps(program)))


def climbs(program: Program) -> list[tuple[str, ...]]:
    """Every ranked tier as the last of those that a partner climbs to get there, lowest first.

    Each way up once, however many tracks climb it. Of tiers of one rank the author's first is on the way.
    """
    found: dict[tuple[str, ...], None] = {}
    for track in program.tracks:
        way: dict[int, str] = {}
        standing = [(key, tier.rank) for key, tier in tiers_of(program, track) if known(tier.rank)]
        for key, rank in sorted(standing, key=lambda pair: pair[1]):
            path = tuple(step for at, step in way.items() if at < rank)
            way.setdefault(rank, key)
            if rank > 0:
                found[(*path, key)] = None
    return list(found)


def asked_below(program: Program) -> Iterator[Asked]:
    """Each requirement of each lower tier of a step."""
    for tier, lower in steps(program):
        yield from (Asked(tier, lower, metric) for metric in program.tiers[lower].requires)


def tier_name(program: Program, tier: str) -> str:
    """What a tier is called in a message."""
    return named(program.tiers[tier], tier)


def metric_name(program: Program, metric: str) -> str:
    """What a metric is called in a message."""
    return named(program.metrics.get(metric), metric)


def asks_nothing(value: Any) -> bool:
    """Whether a requirement is written that asks for nothing."""
    return missing(value) or value is False


def is_number(value: Any) -> TypeGuard[int | float]:
    """Whether a requirement is a number (and no yes, no or word)."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def asked(program: Program, at: str, value: Any) -> str:
    """A requirement with its unit."""
    return measured(spec_at(program, at), value, program.program.currency)


def is_whole(program: Program, metric: str) -> bool:
    """Whether a requirement of this metric is written without decimals."""
    held = program.metrics.get(metric)
    return held is not None and held.unit in WHOLE_UNITS


def better_lower(program: Program, metric: str) -> bool | None:
    """Whether less of a metric is harder to reach; ``None``: it is withheld."""
    held = program.metrics.get(metric)
    if held is None:
        return False
    return None if held.better == WITHHELD else held.better == "lower"


def per_year(value: float, months: int | str | None) -> Decimal:
    """A threshold over a window as one over a year."""
    window = months if isinstance(months, int) and months > 0 else YEAR
    return exact(value) * YEAR / window
