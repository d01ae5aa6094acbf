"""Log-normal spreads: what partners bring in a year, and how long a sales cycle takes."""

from __future__ import annotations

import math

from partnerbook.economics.normal import cdf


def share_at_least(threshold: float, mean: float, sigma: float) -> float:
    """The share of a log-normal population at or above `threshold`.

    ``1 - Phi((ln threshold - ln mean + sigma^2 / 2) / sigma)``. A spread of 0 puts everybody at the mean.
    """
    if threshold <= 0:
        return 1.0
    if mean <= 0:
        return 0.0
    if sigma <= 0:
        return 1.0 if mean >= threshold else 0.0
    return cdf((math.log(mean) - math.log(threshold) - sigma * sigma / 2) / sigma)


def share_at_most(limit: float, mean: float, sigma: float) -> float:
    """The share of a log-normal population at or below `limit`."""
    if limit <= 0:
        return 1.0 if mean <= 0 else 0.0
    if mean <= 0:
        return 1.0
    if sigma <= 0:
        return 1.0 if mean <= limit else 0.0
    return cdf((math.log(limit) - math.log(mean) + sigma * sigma / 2) / sigma)


def sigma_of_variation(variation: float) -> float:
    """The spread of the logarithm that gives this standard deviation divided by the mean."""
    return math.sqrt(2 * math.log(math.hypot(1.0, variation)))
