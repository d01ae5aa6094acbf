"""Tier reach: how many partners get to a revenue threshold in a steady year."""

from __future__ import annotations

import math

from partnerbook.economics.lognormal import share_at_least
from partnerbook.economics.normal import inverse


def share_reaching(threshold: float, mean: float, sigma: float) -> float:
    """The share of partners whose revenue is at least `threshold`, when the average partner brings `mean`.

    At a mean of 100K and 80/20 concentration: 25K 49 %, 50K 33 %, 100K 20 %, 300K 6.8 %.
    """
    if math.isinf(sigma):
        return 1.0 if threshold <= 0 else 0.0
    return share_at_least(threshold, mean, sigma)


def highest_threshold(share: float, mean: float, sigma: float) -> float:
    """The highest threshold that at least `share` of partners reach.

    Raises:
        ValueError: `share` is not between 0 and 1.
    """
    if mean <= 0 or math.isinf(sigma):
        return 0.0
    return mean * math.exp(-sigma * inverse(share) - sigma * sigma / 2)
