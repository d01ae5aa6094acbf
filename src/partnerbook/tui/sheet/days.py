"""Help for typing a date: a day more or less, a month more or less, and what day of the week it is."""

from __future__ import annotations

from datetime import date, timedelta

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def read_day(text: str) -> date | None:
    """A complete date, ``2026-11-24``, or none."""
    text = text.strip()
    if len(text) != 10 or not text.isascii():
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def add_days(day: date, days: int) -> date:
    """Some days later or earlier; the calendar's ends hold."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day


def add_months(day: date, months: int) -> date:
    """The same day some months later, or the last one of a shorter month."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    if not 1 <= year < 9999:
        return day
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def describe(text: str, today: date) -> str:
    """A date in words: the weekday and how far it is from today."""
    day = read_day(text)
    if day is None:
        return "year-month-day"
    away = (day - today).days
    if away == 0:
        return f"{_DAYS[day.weekday()]}, today"
    count = abs(away)
    size, unit = (count, "day") if count < 60 else (round(count / 30.44), "month")
    plural = "" if size == 1 else "s"
    return f"{_DAYS[day.weekday()]}, " + (
        f"in {size} {unit}{plural}" if away > 0 else f"{size} {unit}{plural} ago"
    )
