"""A place among competitors: the median of what they pay, and who pays less than we do."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TypeVar

Number = TypeVar("Number", Decimal, float)


def median(values: Sequence[Number]) -> Number | None:
    """The middle value, or half-way between the two middle ones; ``None`` of none."""
    if not values:
        return None
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def percentile(own: Decimal, values: Sequence[Decimal]) -> float | None:
    """The share of competitors that pay less, those that pay the same counting half; ``None`` of none."""
    if not values:
        return None
    less = sum(value < own for value in values)
    same = sum(value == own for value in values)
    return (less + same / 2) / len(values)
