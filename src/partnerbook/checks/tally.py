"""Counts over all partners, brought up to date by what changed since the last time.

Thousands of partners are counted while one of them is being typed. So the last count is kept, and only the
partners that are not the same as before are taken out and put in again. A count is never changed: a new one
is made, and shares with the old one what did not change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import zip_longest
from typing import Final, Literal, TypeAlias, TypeVar

from partnerbook.program.fields import Number, known
from partnerbook.program.recruiting import Partner
from partnerbook.program.tiers import Requirement
from partnerbook.record import record

T = TypeVar("T")
Counts: TypeAlias = Mapping[T, int]
SIGNED_STAGES: Final = ("signed", "onboarding", "active", "inactive")
"""Stages of partners that have a contract."""


@record
class Attention:
    """What decides the hours that an active partner gets."""

    hours: Number
    """Written for the partner itself; else its tier decides."""
    tier: str | None
    top_ten: bool | Literal["withheld"] | None


@record
class Tally:
    """How many partners there are of each kind."""

    stages: Counts[str | None]
    active: Counts[Attention]
    """Active partners by what decides their hours."""
    signed: Counts[tuple[str | None, date]]
    """By track and day of the contract."""
    activated: Counts[date]
    recorded: Counts[tuple[str, Requirement]]
    """By metric and what was measured."""
    names: Counts[tuple[str, str]]
    """What they name: field and word (``tier``, ``gold``), and each recorded metric."""

    def of(self, *stages: str) -> int:
        """How many partners are at one of these stages."""
        return sum(self.stages.get(stage, 0) for stage in stages)


_EMPTY: Final = Tally({}, {}, {}, {}, {}, {})


def tally(partners: Mapping[str, Partner]) -> Tally:
    """The counts of these partners."""
    global _last  # noqa: PLW0603
    before, counted = _last
    if before is not partners:
        counted = _updated(counted, before, partners)
        _last = (partners, counted)
    return counted


_last: tuple[Mapping[str, Partner], Tally] = ({}, _EMPTY)
"""The partners that were counted last, and their counts: set in one step, so that threads cannot mix them."""


def first_with(
    partners: Mapping[str, Partner], wanted: Callable[[Partner], bool]
) -> tuple[str, Partner] | None:
    """The first partner of which something is true."""
    return next(((key, partner) for key, partner in partners.items() if wanted(partner)), None)


def _updated(old: Tally, before: Mapping[str, Partner], now: Mapping[str, Partner]) -> Tally:
    # Counts know no keys and no order, so that partners can be compared place by place.
    places = zip_longest(before.values(), now.values())
    pairs = [(gone, come) for gone, come in places if gone is not come]
    if not pairs:
        return old
    gone = [partner for partner, _ in pairs if partner is not None]
    come = [partner for _, partner in pairs if partner is not None]
    return Tally(
        stages=_changed(old.stages, gone, come, _stages),
        active=_changed(old.active, gone, come, _attention),
        signed=_changed(old.signed, gone, come, _signed),
        activated=_changed(old.activated, gone, come, _activated),
        recorded=_changed(old.recorded, gone, come, _recorded),
        names=_changed(old.names, gone, come, _names),
    )


def _changed(
    counts: Counts[T], gone: list[Partner], come: list[Partner], of: Callable[[Partner], Iterator[T]]
) -> Counts[T]:
    moved: dict[T, int] = {}
    for partners, step in ((gone, -1), (come, 1)):
        for partner in partners:
            for what in of(partner):
                moved[what] = moved.get(what, 0) + step
    if not any(moved.values()):
        return counts
    new = dict(counts)
    for what, step in moved.items():
        number = new.get(what, 0) + step
        if number:
            new[what] = number
        else:
            new.pop(what, None)
    return new


def _stages(partner: Partner) -> Iterator[str | None]:
    yield partner.stage


def _attention(partner: Partner) -> Iterator[Attention]:
    if partner.stage == "active":
        hours = partner.manager_hours_per_month
        yield Attention(hours, partner.tier if hours is None else None, partner.top_ten)


def _signed(partner: Partner) -> Iterator[tuple[str | None, date]]:
    if known(partner.signed):
        yield partner.track, partner.signed


def _activated(partner: Partner) -> Iterator[date]:
    if known(partner.activated):
        yield partner.activated


def _recorded(partner: Partner) -> Iterator[tuple[str, Requirement]]:
    yield from partner.metrics.items()


def _names(partner: Partner) -> Iterator[tuple[str, str]]:
    if partner.track is not None:
        yield "track", partner.track
    if partner.tier is not None:
        yield "tier", partner.tier
    for metric in partner.metrics:
        yield "metrics", metric
