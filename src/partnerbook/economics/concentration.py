"""Concentration: a few partners bring most of the revenue."""

from __future__ import annotations

import math
from typing import Final

from partnerbook.economics.normal import cdf, inverse

TOP_FIFTH: Final = 0.2


def sigma_of_share(share: float, top: float = TOP_FIFTH) -> float:
    """The log-normal spread at which the best `top` of partners bring `share` of the revenue.

    ``Phi^-1(1 - top) - Phi^-1(1 - share)``; 20/80 gives 1.683. A share at or below `top` is no concentration
    at all and gives 0; everything from one partner has no finite spread and gives infinity.

    Raises:
        ValueError: `top` is not between 0 and 1.
    """
    if share <= top:
        return 0.0
    if share >= 1.0:
        return math.inf
    return max(0.0, inverse(1.0 - top) - inverse(1.0 - share))


def share_of_top(top: float, sigma: float) -> float:
    """What the best `top` of partners bring, as a share of the whole: the other way round."""
    if top <= 0:
        return 0.0
    if top >= 1:
        return 1.0
    return cdf(sigma - inverse(1.0 - top))


def lorenz(sigma: float, steps: int = 20) -> tuple[tuple[float, float], ...]:
    """Points of the Lorenz curve: the smallest partners' share of heads, and of revenue."""
    return tuple((at / steps, 1.0 - share_of_top(1.0 - at / steps, sigma)) for at in range(steps + 1))


def pareto_alpha(top: float, share: float) -> float:
    """The Pareto exponent with the same two numbers; ``ln 5 / ln 4 = 1.161`` for 20/80.

    Raises:
        ValueError: not ``0 < top < share < 1``.
    """
    if not 0 < top < share < 1:
        raise ValueError("a top share between 0 and its share of the revenue is needed")
    return math.log(top) / (math.log(top) - math.log(share))
