"""Exact decimals: 19.999 is below 20, and 20 is not below 20, however it was typed."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

HUNDRED: Final = Decimal(100)
TENTH: Final = Decimal("0.1")


def exact(value: int | float | Decimal) -> Decimal:
    """The decimal that a person sees when the number is written down, not the nearest binary one."""
    if isinstance(value, float):
        return Decimal(repr(value))
    return Decimal(value)


def fraction(percent: int | float | Decimal) -> Decimal:
    """A percentage as a fraction: 25 becomes 0.25."""
    return exact(percent) / HUNDRED


def round_up(value: Decimal, step: Decimal = TENTH) -> Decimal:
    """The smallest multiple of `step` that is not below `value`."""
    return (value / step).to_integral_value(ROUND_CEILING) * step


def round_down(value: Decimal, step: Decimal = TENTH) -> Decimal:
    """The largest multiple of `step` that is not above `value`."""
    return (value / step).to_integral_value(ROUND_FLOOR) * step


def plain(value: Decimal) -> int | float:
    """The number as it is written into a workbook: whole where it is whole."""
    return int(value) if value == value.to_integral_value() else float(value)
