"""2 Tiers: what must partners do, what do they get, and will anyone get there?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from partnerbook.economics import of_program as economics
from partnerbook.economics.of_program import Missing
from partnerbook.program.address import Address, join, split
from partnerbook.program.fields import known
from partnerbook.program.ladder import extra_lines, ladder, tiers_of, track_line
from partnerbook.program.value import PayLine
from partnerbook.program.wording import called
from partnerbook.session.changes import free_key
from partnerbook.tui.page import Line, Page
from partnerbook.tui.pictures import bar, heading, joined, says, wrapped
from partnerbook.tui.sheet.model import (
    Cell,
    Column,
    EmptyRow,
    FormRow,
    GridHead,
    GridRow,
    Heading,
    Row,
    Rows,
    SheetModel,
)
from partnerbook.tui.view import ADD_KEY, View

_FACTS = ("name", "rank", "tracks", "entry", "annual_fee", "manager_hours_per_month", "grace_months")
_TIMES = ("min_months_in_program", "min_months_at_tier_below", "max_months", "may_resell")


class TiersPage(Page):
    """The ladder as a grid: tiers across; pay, requirements and benefits down."""

    key = "tiers"
    title = "Tiers"
    number = "2"
    question = "What must they do, what do they get, will anyone get there?"
    tables = ("tiers", "metrics", "benefits")

    def __init__(self) -> None:
        self._groups: list[str] = []
        """Groups of alternatives that were asked for and hold nothing yet."""
        self._weighed: set[str] = set()
        """Metrics whose points were asked for and hold none yet."""

    def rows(self, view: View, width: int) -> SheetModel:
        """The ladder, then what can be measured and what can be given."""
        rows: list[Row] = [Heading("Ladder", self.question, collection="tiers")]
        order = _across(view)
        if order:
            rows += _Ladder(view, order, self._groups).rows()
        else:
            rows.append(EmptyRow("No tiers yet: two or three are enough", ADD_KEY, collection="tiers"))
        rows += view.records(
            "metrics",
            "What is measured",
            (("name", 0), ("measures", 10), ("unit", 8), ("window_months", 11), ("measured_by", 0), ("better", 9),
             ("value_each", 12), ("counts_as", 0)),
            empty="Nothing to measure yet: revenue, certified people, customers kept",
        )  # fmt: skip
        rows += _weights(view, self._weighed)
        rows += view.records(
            "benefits",
            "What is given",
            (("name", 0), ("annual_cost", 16)),
            empty="No benefits yet: a portal, leads, marketing funds",
        )
        return Rows.of(rows)

    def picture(self, view: View, width: int) -> Sequence[Line]:
        """Who gets there, and what that costs."""
        return joined(_reach(view, width), _load(view), _standing(view, width))

    def reveal(self, view: View, at: Address) -> Address:
        """Rows that nobody has used yet come into sight when one of their cells is looked for."""
        parts = split(at)
        if len(parts) == 4 and parts[0] == "tiers" and parts[2] == "alternatives":
            self._groups += [parts[3]] if parts[3] not in self._groups else []
        elif len(parts) == 4 and parts[0] == "metrics" and parts[2] == "weights":
            self._weighed.add(parts[1])
        return at

    def commands(self, screen: Any) -> Iterator[tuple[str, str, Callable[[], None]]]:
        """Another group of alternatives; points."""

        def group() -> None:
            program = screen.session.program
            used = {name for tier in program.tiers.values() for name in tier.alternatives}
            name = free_key((*used, *self._groups, "either"), "either")
            first = next(iter(_across(screen.view())), "")
            if first:
                screen.go_to(join("tiers", first, "alternatives", name))

        def weigh() -> None:
            parts = split(screen.sheet.item) if screen.sheet.item else ()
            others = [key for key in screen.session.program.metrics if key not in parts]
            if parts[:1] != ("metrics",) or not others:
                screen.say("put the cursor on a metric that others shall count towards", "$flag-warning")
            else:
                screen.go_to(join("metrics", parts[1], "weights", others[0]))

        yield "Another group of alternatives", "requirements of which one is enough", group
        yield "Points for this metric", "what one of each other metric is worth in it", weigh


def _weights(view: View, asked: set[str]) -> list[Row]:
    """Points programs: a row for each metric that is made of others, a column for each of these."""
    metrics = view.program.metrics
    rows: list[Row] = []
    for key, metric in metrics.items():
        parts = dict.fromkeys((*(other for other in metrics if other != key), *metric.weights))
        if not parts or not (metric.weights or key in asked or view.holds(join("metrics", key, "weights"))):
            continue
        item = join("metrics", key)
        title = f"{called(metric, key)}: points for one of each"
        rows.append(Heading(title, item=item, collection="metrics"))
        for other in parts:
            cell = view.cell(join("metrics", key, "weights", other), item=item, collection="metrics")
            named = called(metrics[other], other) if other in metrics else f"{other} (not declared)"
            rows.append(FormRow(named, cell, item=item, collection="metrics"))
    return rows
