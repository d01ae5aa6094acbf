"""2 Tiers: what must partners do, what do they get, and will anyone get there?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from partnerbook.program.address import Address, join, split
from partnerbook.program.wording import called
from partnerbook.session.changes import free_key
from partnerbook.tui.heads import TiersHead
from partnerbook.tui.page import Line, Page
from partnerbook.tui.screens.tiers_ladder import Ladder, across
from partnerbook.tui.screens.tiers_picture import tiers_picture
from partnerbook.tui.sheet.model import EmptyRow, FormRow, Heading, Row, Rows, SheetModel
from partnerbook.tui.view import View

_USUAL_MOVES: Final = ("alt+left", "alt+right")


class TiersPage(TiersHead, Page):
    """The ladder as a grid: tiers across; pay, requirements and benefits down."""

    def __init__(self) -> None:
        self._groups: list[str] = []
        """Groups of alternatives that were asked for and hold nothing yet."""
        self._weighed: set[str] = set()
        """Metrics whose points were asked for and hold none yet."""

    def rows(self, view: View, width: int) -> SheetModel:
        """The ladder, then what can be measured and what can be given."""
        order = across(view)
        note = _keys(view) if order else self.question
        rows: list[Row] = [Heading("Ladder", note, collection="tiers")]
        if order:
            rows += Ladder(view, order, self._groups).rows()
        else:
            rows.append(EmptyRow("No tiers yet: two or three are enough", view.adds, collection="tiers"))
        rows += view.records(
            "metrics",
            "What is measured",
            (("name", 0), ("measures", 9), ("unit", 7), ("window_months", 10), ("measured_by", 17), ("better", 7),
             ("value_each", 12), ("counts_as", 16)),
            empty="Nothing to measure yet: revenue, certified people",
        )  # fmt: skip
        rows += _weights(view, self._weighed)
        rows += view.records(
            "benefits",
            "What is given",
            (("name", 0), ("annual_cost", 14)),
            empty="No benefits yet: a portal, leads, marketing funds",
        )
        return Rows.of(rows)

    def picture(self, view: View, width: int) -> Sequence[Line]:
        """Who gets there, and what that costs."""
        return tiers_picture(view, width)

    def order(self, view: View, collection: Address) -> Sequence[str]:
        """Tiers stand by rank."""
        return across(view) if collection == "tiers" else super().order(view, collection)

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
            first = next(iter(across(screen.view())), "")
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


def _keys(view: View) -> str:
    """What can be done with tiers, with the keys for it."""
    keys, glyphs = view.keys, view.glyphs
    earlier, later = keys("sheet.move-earlier", like="left"), keys("sheet.move-later", like="right")
    both = f"alt+{glyphs.left}{glyphs.right}" if (earlier, later) == _USUAL_MOVES else f"{earlier} {later}"
    said = f"{keys('sheet.add')} adds a tier, {keys('sheet.duplicate')} copies"
    return f"{said}, {both} moves, {keys('sheet.remove', like='^r')} removes"


def _weights(view: View, asked: set[str]) -> list[Row]:
    """Points programs: a row for each metric that is made of others, a column for each of these."""
    metrics = view.program.metrics
    rows: list[Row] = []
    for key, metric in metrics.items():
        if not (metric.weights or key in asked or view.holds(join("metrics", key, "weights"))):
            continue
        parts = dict.fromkeys((*(other for other in metrics if other != key), *metric.weights))
        if not parts:
            continue
        item = join("metrics", key)
        title = f"{called(metric, key)}: points for one of each"
        rows.append(Heading(title, item=item, collection="metrics"))
        for other in parts:
            cell = view.cell(join("metrics", key, "weights", other), item=item, collection="metrics")
            named = called(metrics[other], other) if other in metrics else f"{other} (not declared)"
            rows.append(FormRow(named, cell, item=item, collection="metrics"))
    return rows
