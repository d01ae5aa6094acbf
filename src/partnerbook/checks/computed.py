"""From a formula's result to a check: what is missing makes the check wait; numbers ready to be shown."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final, TypeVar

from partnerbook.checks.finding import Waits
from partnerbook.economics.of_program import Missing
from partnerbook.program.address import Address

T = TypeVar("T")
_SHOWN: Final = Decimal("0.01")
_HUGE: Final = Decimal(10) ** 15


def computed(result: T | Missing) -> T:
    """The result of a formula.

    Raises:
        Waits: it could not be computed; all that is missing is named.
    """
    if isinstance(result, Missing):
        raise waiting_for(result)
    return result


def waiting_for(missing: Missing) -> Waits:
    """What is missing, as the check says that it waits for it."""
    first, *others = ((at, at in missing.withheld) for at in missing.addresses)
    return Waits(*first, others=tuple(others))


def waits(at: Address, value: object = None) -> Waits:
    """Waiting for one value, which is unset or withheld."""
    return Waits(at, withheld=value is not None)


def short(value: Decimal, up: bool = False) -> Decimal:
    """A computed number with two decimals at most, rounded away from the limit that it misses."""
    if abs(value) >= _HUGE:
        return value
    if value == value.quantize(_SHOWN):
        return value
    return value.quantize(_SHOWN, ROUND_CEILING if up else ROUND_FLOOR)
