"""Chances of a count: how many of those who sign activate, how many of the clients stay."""

from __future__ import annotations

import math
from typing import Final

from partnerbook.economics.normal import cdf

MANY: Final = 200
"""Above this many terms the normal curve takes over: a slip of the keyboard must not stall a key press."""


def chance_at_least(least: int, of: int, chance: float) -> float:
    """The chance that at least `least` of `of` independent tries succeed, each with `chance`."""
    if least <= 0:
        return 1.0
    if least > of or chance <= 0:
        return 0.0
    if chance >= 1:
        return 1.0
    if min(least, of - least + 1) > MANY:
        spread = math.sqrt(of * chance * (1 - chance))
        return cdf((of * chance - least + 0.5) / spread)
    if least <= of - least + 1:
        return max(0.0, 1.0 - _sum(0, least - 1, of, chance))
    return min(1.0, _sum(least, of, of, chance))


def tries_needed(least: int, chance: float, confidence: float) -> int | None:
    """The fewest tries with which at least `least` succeed with `confidence`.

    For 10 active partners at 80 %: 61 signatures where a fifth activates, 24 where half does.

    Returns:
        ``None`` where no number that makes sense is enough.
    """
    if least <= 0:
        return 0
    if chance <= 0 or confidence > 1 or (confidence >= 1 > chance):
        return None
    high = least
    while chance_at_least(least, high, chance) < confidence:
        high *= 2
        if high > 10**9 * least:
            return None
    low = least
    while low < high:
        middle = (low + high) // 2
        if chance_at_least(least, middle, chance) < confidence:
            low = middle + 1
        else:
            high = middle
    return low


def _sum(first: int, last: int, of: int, chance: float) -> float:
    return math.fsum(_exactly(count, of, chance) for count in range(first, last + 1))


def _exactly(count: int, of: int, chance: float) -> float:
    logarithm = (
        math.lgamma(of + 1)
        - math.lgamma(count + 1)
        - math.lgamma(of - count + 1)
        + count * math.log(chance)
        + (of - count) * math.log1p(-chance)
    )
    return math.exp(logarithm)
