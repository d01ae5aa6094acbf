"""The normal distribution, from `math` alone: importing `statistics` costs more than this whole room."""

from __future__ import annotations

import math
from typing import Final

_ROOT_2: Final = math.sqrt(2.0)
_ROOT_TAU: Final = math.sqrt(math.tau)
_STEPS: Final = 60


def cdf(x: float) -> float:
    """The chance that a standard normal value is at most `x`; accurate in the lower tail too."""
    return 0.5 * math.erfc(-x / _ROOT_2)


def inverse(p: float) -> float:
    """The standard normal value that is exceeded with chance ``1 - p``.

    Newton's method on the logarithm of `cdf`. That is a rising, concave curve, so that from a start below
    the root every step stays below it and comes closer: it cannot fail to arrive.

    Raises:
        ValueError: `p` is not between 0 and 1.
    """
    if not 0.0 < p < 1.0:
        raise ValueError("a chance between 0 and 1 is needed")
    if p > 0.5:
        return -inverse(1.0 - p)
    target = math.log(p)
    x = -math.sqrt(-2.0 * target)
    for _ in range(_STEPS):
        below = cdf(x)
        density = math.exp(-0.5 * x * x) / _ROOT_TAU
        if below == 0.0 or density == 0.0:  # beyond what a float can hold: the start is as good as it gets
            return x
        step = (target - math.log(below)) * below / density
        if abs(step) < 1e-14 * max(1.0, abs(x)):
            break
        x += step
    return x
