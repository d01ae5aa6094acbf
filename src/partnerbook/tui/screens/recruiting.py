"""4 Recruiting: do we get to ten active partners?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, Final

from partnerbook.checks.tally import tally
from partnerbook.economics import of_program as economics
from partnerbook.economics.of_program import Missing
from partnerbook.program.address import Address, join, quote, split
from partnerbook.program.wording import called
from partnerbook.record import replace
from partnerbook.session.changes import staging
from partnerbook.tui.heads import RecruitingHead
from partnerbook.tui.page import Line, Page
from partnerbook.tui.screens.recruiting_order import SORTS, PartnerOrder
from partnerbook.tui.screens.recruiting_picture import recruiting_picture
from partnerbook.tui.sheet.model import (
    Column,
    EmptyRow,
    GridHead,
    Heading,
    LazyRows,
    Place,
    Row,
    Rows,
    SheetModel,
)
from partnerbook.tui.view import ColumnWish, View

_COLUMNS: Final[tuple[ColumnWish, ...]] = (
    ("name", 0), ("stage", 10), ("track", 12), ("tier", 10), ("top_ten", 7), ("activated", 10), ("signed", 10),
    ("manager", 14), ("manager_hours_per_month", 9, "Hours"), ("tier_since", 10), ("notes", 24),
)  # fmt: skip


class RecruitingPage(RecruitingHead, Page):
    """The plan, onboarding, and the partners: as many as there are."""

    def __init__(self) -> None:
        self.filter = ""
        self.sort = SORTS[0]
        self._order = PartnerOrder()
        self._counted: object = None
        self._named: tuple[str, ...] = ()
        """Metrics that some partner has, looked for again when what is recorded has changed."""

    def rows(self, view: View, width: int) -> SheetModel:
        """Form and onboarding, then a row for each partner, made when it comes into sight."""
        rows: list[Row] = [Heading("The plan", self.question)]
        rows += view.form("recruiting", hints=_plan_hints(view))
        rows += view.records(
            "recruiting.onboarding",
            "Onboarding",
            (("title", 0), ("within_days", 9), ("owner", 18)),
            empty="No steps yet: from the signature to the first deal",
        )
        return self._with_partners(view, rows)

    def _with_partners(self, view: View, rows: list[Row]) -> SheetModel:
        keys = self.chosen(view)
        rows.append(Heading("Partners", self._about(view, len(keys)), collection="partners"))
        if not keys:
            words = "None match the filter" if self.filter else "No partners yet: whom do you want first?"
            key = f"{view.keys('page.act')} changes it" if self.filter else view.adds
            rows.append(EmptyRow(words, key, collection="partners"))
            return Rows.of(rows)
        metrics = self._recorded(view)
        names = [*(wish[0] for wish in _COLUMNS), *(f"metrics.{quote(key)}" for key in metrics)]
        head = self._head(view, keys, metrics)
        top = Rows.of([*rows, head])
        columns = {name: n for n, name in enumerate(names)}

        def make(row: int) -> Row:
            if row < len(top):
                return top.row(row)
            return view.record("partners", keys[row - len(top)], names, head)

        def find(at: Address) -> Place | None:
            place = top.index_of(at)
            if place is not None or not at.startswith("partners."):
                return place
            key, column = _split(at)
            row = self._order.place(key)
            return (len(top) + row, columns[column]) if row is not None and column in columns else None

        return LazyRows(len(top) + len(keys), make, find)

    def _about(self, view: View, shown: int) -> str:
        """How many partners there are, and what is done to the list."""
        held = len(view.program.partners)
        if not held:
            return ""
        said = [f"{shown:,} of {held:,} with \u201c{self.filter}\u201d" if self.filter else f"{held:,}"]
        if self.sort != SORTS[0]:
            said.append(f"by {self.sort}")
        return " · ".join((", ".join(said), f"{view.keys('page.act')} filters"))

    def _recorded(self, view: View) -> list[str]:
        """Metrics that can be recorded, and those that some partner has without their being declared."""
        recorded = tally(view.program.partners).recorded
        if recorded is not self._counted:
            self._counted = recorded
            self._named = tuple(dict.fromkeys(metric for metric, _ in recorded))
        return list(dict.fromkeys((*view.program.metrics, *self._named)))

    def _head(self, view: View, keys: Sequence[str], metrics: list[str]) -> GridHead:
        head = view.head("partners", keys, _COLUMNS)
        declared = view.program.metrics
        names = [called(declared[metric], metric) if metric in declared else metric for metric in metrics]
        columns = (*head.columns, *(Column(name, 14, "right") for name in names))
        return view.kept.once("partners", (head, names), lambda: replace(head, columns=columns))

    def chosen(self, view: View) -> Sequence[str]:
        """Keys of the partners that are shown, in their order."""
        return self._order.keys(view.program.partners, self.filter, self.sort)

    def order(self, view: View, collection: Address) -> Sequence[str]:
        """Partners stand as they are filtered and sorted."""
        return self.chosen(view) if collection == "partners" else super().order(view, collection)

    def reveal(self, view: View, at: Address) -> Address:
        """A partner that the filter hides comes into sight."""
        if at.startswith("partners.") and self.filter:
            self.filter = ""
        return at

    def picture(self, view: View, width: int) -> Sequence[Line]:
        """The signatures that are needed, the funnel, and the top ten."""
        return recruiting_picture(view, width)

    def commands(self, screen: Any) -> Iterator[tuple[str, str, Callable[[], Any]]]:
        """Filter, sort, and tables for other programs."""
        from partnerbook.tui.screens.recruiting_csv import read_partners, write_partners

        yield "Filter partners", "by name, stage, track, tier or manager", partial(self.act, screen)
        yield "Show all partners", "no filter, in the order of the file", partial(self._show_all, screen)
        for name in SORTS:
            yield f"Sort partners by {name}", "the file keeps its order", partial(self._sort_by, screen, name)
        yield (
            "Partners to CSV",
            "a table for a spreadsheet, beside the workbook",
            partial(write_partners, screen),
        )
        yield (
            "Partners from CSV",
            "adds and updates partners, one step of undo",
            partial(read_partners, screen),
        )

    def act(self, screen: Any) -> bool:
        """Ask what to filter by."""
        from partnerbook.tui.dialogs.ask import Ask

        def answered(text: str | None) -> None:
            if text is not None:
                self.filter = text.strip()
                self._order.forget()
                screen.refresh_page()
                screen.say(f"{len(self.chosen(screen.view())):,} partners shown")

        words = "Name, key, stage, track, tier or manager; empty shows all"
        screen.app.push_screen(Ask("Filter partners", words, self.filter), answered)
        return True

    def _show_all(self, screen: Any) -> None:
        self.filter, self.sort = "", SORTS[0]
        self._order.forget()
        screen.refresh_page()

    def _sort_by(self, screen: Any, name: str) -> None:
        self.sort = name
        self._order.forget()
        screen.refresh_page()

    def stage(self, screen: Any, by: int) -> bool:
        """Move the partner under the cursor a stage on or back; false when there is none."""
        change = staging(screen.session.program, screen.sheet.item, by, screen.session.today)
        if change is None:
            return False
        screen.do(change, screen.sheet.address)
        return True


def _split(at: Address) -> tuple[str, str]:
    parts = split(at)
    return (parts[1], join(*parts[2:])) if len(parts) > 2 else ("", "")


def _plan_hints(view: View) -> dict[str, str]:
    """What the activation rate makes of the plan, beside its numbers."""
    found, hints = economics.activation(view.program), {}
    if not isinstance(found, Missing):
        needed = f"; {found.needed} would do" if found.needed is not None else ""
        hints["to_sign"] = f"{found.chance * 100:.0f} % sure{needed}"
        hints["activation_percent"] = f"wanted: {found.confidence * 100:.0f} % sure"
    active = tally(view.program.partners).of("active")
    if active:
        hints["target_active"] = f"{active:,} active now"
    return hints
