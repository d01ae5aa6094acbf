"""REC009: the rule of 80/20, once there are own numbers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from partnerbook.checks.check import Look, Whole, missing
from partnerbook.checks.finding import Finding
from partnerbook.checks.reading import counted
from partnerbook.checks.tally import Counts, tally
from partnerbook.knowledge.assumptions import assumptions
from partnerbook.program.address import join
from partnerbook.program.edit import Add, Edit, Set
from partnerbook.program.fields import known
from partnerbook.program.tiers import Requirement
from partnerbook.program.values import add_months

NAME: Final = "revenue_top_fifth_percent"
_AT: Final = f"assumptions.{NAME}.value"
MONTHS: Final = 12
ENOUGH: Final = 10
"""Partners with a recorded revenue from which an own figure says something."""
FIFTH: Final = 5


class BorrowedConcentration(Whole):
    code = "REC009"
    name = "borrowed-concentration"
    severity = "note"
    family = "recruiting"
    claim = "After a year with ten measured partners, the own concentration of revenue replaces the rule of 80/20."
    source = "card, src3"
    why = (
        "How far partners lie apart decides who reaches which tier. Once your own numbers are there, a rule of "
        "thumb is the worse guess."
    )
    remedy = "write down what the best fifth of your partners bring"

    def judge(self, look: Look, subject: None) -> Iterator[Finding]:
        counts = tally(look.program.partners)
        if not _borrowed(look) or not _old_enough(counts.activated, look.today):
            return
        revenue = [key for key, metric in look.program.metrics.items() if metric.measures == "revenue"]
        number, share = measured(counts.recorded, tuple(revenue))
        if number < ENOUGH:
            return
        message = f"80/20 is borrowed, and {counted(number, 'partner')} have a recorded revenue of their own"
        fix = "" if share is None else f"the best fifth of them bring {share} %: take that"
        yield self.finding(
            _AT,
            message,
            found=f"{look.assumed(NAME):g} %",
            limit="" if share is None else f"{share} %",
            fix=fix,
            edits=_written(look, number, share),
            source=f"{self.source}; assumption {NAME}",
        )


def _borrowed(look: Look) -> bool:
    """Whether the figure is still the card's: unwritten, or the same without a source of its own."""
    default, own = assumptions()[NAME], look.program.assumptions.get(NAME)
    if own is None or not known(own.value):
        return True
    return own.value == default.default and (missing(own.source) or own.source == default.source)


def _old_enough(activated: Counts[date], today: date) -> bool:
    return bool(activated) and add_months(min(activated), MONTHS) <= today


def measured(recorded: Counts[tuple[str, Requirement]], metrics: tuple[str, ...]) -> tuple[int, int | None]:
    """How many partners have a revenue, and the percentage that the best fifth of them bring.

    Of several metrics of revenue the one that most partners have decides. The percentage is ``None`` where
    there is nothing to share, and where it cannot stand for a spread: up to 20, or 100.
    """
    global _last  # noqa: PLW0603
    before, asked, answer = _last
    if before is not recorded or asked != metrics:
        answer = max((_measured(recorded, metric) for metric in metrics), key=_partners, default=(0, None))
        _last = (recorded, metrics, answer)
    return answer


_last: tuple[Counts[tuple[str, Requirement]], tuple[str, ...], tuple[int, int | None]] = ({}, (), (0, None))
"""What was measured last: while something else is typed, thousands of numbers need no sorting."""


def _partners(answer: tuple[int, int | None]) -> int:
    return answer[0]


def _measured(recorded: Counts[tuple[str, Requirement]], metric: str) -> tuple[int, int | None]:
    values = [
        (value, many)
        for (key, value), many in recorded.items()
        if key == metric and isinstance(value, int | float) and not isinstance(value, bool)
    ]
    number = sum(many for _, many in values)
    total = sum(value * many for value, many in values)
    if not total:
        return number, None
    left, best = number / FIFTH, 0.0
    for value, many in sorted(values, reverse=True):
        best += value * min(many, left)
        left -= min(many, left)
    share = round(best / total * 100)
    return number, share if 100 / FIFTH < share < 100 else None


def _written(look: Look, number: int, share: int | None) -> tuple[Edit, ...]:
    """The edits that write the own figure and where it comes from."""
    if share is None:
        return ()
    source = f"measured: {counted(number, 'partner')}, {look.today}"
    if NAME in look.program.assumptions:
        return Set(_AT, share), Set(join("assumptions", NAME, "source"), source)
    return (Add(join("assumptions", NAME), {"value": share, "source": source}),)
