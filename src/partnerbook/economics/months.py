"""Calendar months: a month after the 31st is the last day of a shorter month."""

from __future__ import annotations

from datetime import MAXYEAR, date, timedelta


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month where it is shorter.

    Beyond the last year that a date can hold, the last day of all.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if year > MAXYEAR:
        return date.max
    return date(year, month + 1, min(day.day, _last_of(year, month + 1)))


def _last_of(year: int, month: int) -> int:
    return 31 if month == 12 else (date(year, month + 1, 1) - timedelta(days=1)).day


def months_between(first: date, last: date) -> int:
    """Whole calendar months from the first day to the last; negative when it lies before."""
    months = (last.year - first.year) * 12 + last.month - first.month
    if months > 0 and add_months(first, months) > last:
        return months - 1
    if months < 0 and add_months(first, months) < last:
        return months + 1
    return months
