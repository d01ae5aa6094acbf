"""Enablement in small bites: into how many pieces something long splits."""

from __future__ import annotations

from decimal import ROUND_CEILING

from partnerbook.economics.exact import exact


def pieces(length: float, limit: float) -> int:
    """The fewest pieces of at most `limit` (the same unit) that carry `length`; at least one.

    Raises:
        ValueError: the limit is 0.
    """
    if limit <= 0:
        raise ValueError("a limit above 0 is needed")
    return max(1, int((exact(length) / exact(limit)).to_integral_value(ROUND_CEILING)))
