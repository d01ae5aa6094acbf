"""Capacity: the hours that partner managers have, and the hours that partners take."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from partnerbook.record import record

MONTHS: Final = 12


@record(kw_only=True)
class Load:
    """Hours a month that partners take, against what the managers have."""

    tier_hours: float
    onboarding_hours: float
    capacity_hours: float

    @property
    def hours(self) -> float:
        """All hours a month."""
        return self.tier_hours + self.onboarding_hours

    @property
    def used(self) -> float | None:
        """The share of the capacity that is taken, above 1 when there is too little; ``None`` without any."""
        return self.hours / self.capacity_hours if self.capacity_hours > 0 else None


def load(
    tiers: Iterable[tuple[float, float]],
    onboarded_per_month: float,
    onboarding_hours: float,
    managers: float,
    hours_per_year: float,
) -> Load:
    """Manager hours in a month.

    Args:
        tiers: for each tier, its partners and the hours a month that one of them takes.
        onboarded_per_month: new partners in a month.
        onboarding_hours: hours for one new partner.
        managers: full-time managers; a half-time one is 0.5.
        hours_per_year: of one full-time manager, with partners.
    """
    return Load(
        tier_hours=sum(partners * hours for partners, hours in tiers),
        onboarding_hours=onboarded_per_month * onboarding_hours,
        capacity_hours=managers * hours_per_year / MONTHS,
    )


def managers_needed(partners: float, most_per_manager: float) -> float:
    """Full-time managers for so many partners.

    Raises:
        ZeroDivisionError: no partner may be looked after.
    """
    return partners / most_per_manager
