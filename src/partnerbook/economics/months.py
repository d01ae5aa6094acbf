"""Whole calendar months between days."""

from __future__ import annotations

from datetime import date

from partnerbook.program.values import add_months


def months_between(first: date, last: date) -> int:
    """Whole calendar months from the first day to the last; negative when it lies before."""
    months = (last.year - first.year) * 12 + last.month - first.month
    if months > 0 and add_months(first, months) > last:
        return months - 1
    if months < 0 and add_months(first, months) < last:
        return months + 1
    return months
