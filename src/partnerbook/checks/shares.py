"""Shares as percentages, so rounded that what is below a limit never reads as if it met it."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal

from partnerbook.checks.check import exact
from partnerbook.program.values import shown


def rounded_down(share: float | Decimal) -> str:
    """A share between 0 and 1 with one decimal: 0.7996 is ``79.9 %``."""
    decimal = share if isinstance(share, Decimal) else exact(share)
    return f"{shown(float((decimal * 100).quantize(Decimal('0.1'), ROUND_FLOOR)))} %"
