"""Rows of the result, each with what was asked of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median, quantiles


@dataclass(frozen=True, slots=True)
class Row:
    """One ratio, or one number with its floor beside it."""

    what: str
    ratio: float
    goal: float | None = None
    stretch: float | None = None
    peer: str = ""
    raw: str = ""
    """The medians that the ratio was made of, for who wants to know."""

    @property
    def verdict(self) -> str:
        """Whether the goal is met."""
        if self.goal is None:
            return ""
        if self.stretch is not None and self.ratio <= self.stretch:
            return "stretch met"
        return "met" if self.ratio <= self.goal else "MISSED"


def ratio(
    what: str,
    measured: Iterable[float],
    floor: Iterable[float],
    goal: float | None = None,
    stretch: float | None = None,
    *,
    peer: str = "",
) -> Row:
    """Median by median."""
    above, below = median(measured), median(floor)
    return Row(what, above / below, goal, stretch, peer, f"{above * 1000:.1f} / {below * 1000:.1f} ms")


def high(values: Iterable[float]) -> float:
    """The 95th of a hundred."""
    held = list(values)
    return quantiles(held, n=20, method="inclusive")[-1] if len(held) > 1 else held[0]


def printed(rows: Iterable[Row]) -> str:
    """The rows as a table of text."""
    head = ("what", "ratio", "goal", "stretch", "best peer", "", "measured")
    cells = [
        (
            row.what,
            f"{row.ratio:.2f}" if row.ratio >= 0.1 else f"{row.ratio:.3f}",
            _limit(row.goal),
            _limit(row.stretch),
            row.peer,
            row.verdict,
            row.raw,
        )
        for row in rows
    ]
    widths = [max(len(line[n]) for line in (head, *cells)) for n in range(len(head))]
    lines = []
    for line in (head, *cells):
        parts = [
            text.rjust(width) if 0 < n < 5 else text.ljust(width)
            for n, (text, width) in enumerate(zip(line, widths, strict=True))
        ]
        lines.append("  ".join(parts).rstrip())
    return "\n".join(lines)


def _limit(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
