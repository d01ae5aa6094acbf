"""Registration window: which share of sales cycles ends before the protection does."""

from __future__ import annotations

import math
from typing import Final

from partnerbook.economics.lognormal import share_at_most, sigma_of_variation
from partnerbook.economics.normal import inverse

LONGEST_DAYS: Final = 100_000
"""No window longer than this is proposed: some 270 years."""


def cover(days: float, mean_days: float, variation: float) -> float:
    """The share of sales cycles of at most `days`, cycles being log-normal.

    A window of three quarters of the mean covers 35.5 % at a variation of 0.5, and 48 % at 0.8.

    Args:
        days: protection, with its extension.
        mean_days: the average sales cycle.
        variation: standard deviation divided by the mean.
    """
    return share_at_most(days, mean_days, sigma_of_variation(variation))


def days_needed(share: float, mean_days: float, variation: float) -> int | None:
    """The smallest whole number of days that covers `share` of sales cycles; ``None`` beyond any sense.

    Raises:
        ValueError: `share` is not between 0 and 1.
    """
    sigma = sigma_of_variation(variation)
    if mean_days <= 0:
        return 0
    guess = math.log(mean_days) - sigma * sigma / 2 + sigma * inverse(share)
    if guess > math.log(LONGEST_DAYS):
        return None
    days = max(0, math.floor(math.exp(guess)) - 1)
    while cover(days, mean_days, variation) < share:
        days += 1
    return days
