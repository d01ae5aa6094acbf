"""4 Recruiting: do we get to ten active partners?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from partnerbook.economics import of_program as economics
from partnerbook.economics.of_program import Missing
from partnerbook.program.address import Address, join, quote
from partnerbook.program.fields import known
from partnerbook.program.recruiting import STAGES, Partner
from partnerbook.program.wording import called, title
from partnerbook.session.changes import staging
from partnerbook.tui.page import Line, Page
from partnerbook.tui.pictures import bar, heading, joined, labelled, says, wrapped
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
from partnerbook.tui.view import ADD_KEY, View

_COLUMNS: Final = (
    ("name", 24), ("stage", 11), ("track", 12), ("tier", 11), ("signed", 11), ("activated", 11), ("manager", 14),
    ("top_ten", 8), ("manager_hours_per_month", 13), ("tier_since", 11), ("notes", 20),
)  # fmt: skip
SORTS: Final = ("order of the file", "name", "stage", "track", "tier", "signed", "activated")


class RecruitingPage(Page):
    """The plan, onboarding, and the partners: as many as there are."""

    key = "recruiting"
    title = "Recruiting"
    number = "4"
    question = "Do we get to ten active ones?"
    tables = ("recruiting", "partners")

    def __init__(self) -> None:
        self.filter = ""
        self.sort = SORTS[0]
        self._partners: Mapping[str, Partner] | None = None
        self._named: tuple[str, ...] = ()
        """Metrics that these partners name, looked for once and not at each key."""

    def rows(self, view: View, width: int) -> SheetModel:
        """Form and onboarding, then a row for each partner, made when it comes into sight."""
        found = economics.activation(view.program)
        hints = {}
        if not isinstance(found, Missing) and found.needed is not None:
            hints["to_sign"] = (
                f"{found.needed} would do at {found.confidence:.0%}; these reach {found.chance:.0%}"
            )
        rows: list[Row] = [Heading("The plan", self.question), *view.form("recruiting", hints=hints)]
        rows += view.records(
            "recruiting.onboarding",
            "Onboarding",
            (("title", 0), ("within_days", 12), ("owner", 18)),
            empty="No steps yet: from the signature to the first deal",
        )
        return self._with_partners(view, rows)

    def _with_partners(self, view: View, rows: list[Row]) -> SheetModel:
        keys = self.chosen(view)
        note = f"{len(keys):,} of {len(view.program.partners):,}" if self.filter else f"{len(keys):,}"
        how = "" if self.sort == SORTS[0] else f", by {self.sort}"
        about = f"{note}{how}" + (f", only {self.filter}" if self.filter else "")
        rows.append(Heading("Partners", about, collection="partners"))
        if not keys:
            words = (
                "None match; ^p Filter partners"
                if self.filter
                else "No partners yet: whom do you want first?"
            )
            rows.append(EmptyRow(words, ADD_KEY, collection="partners"))
            return Rows.of(rows)
        metrics = self._recorded(view)
        names = [*(name for name, _ in _COLUMNS), *(f"metrics.{quote(key)}" for key in metrics)]
        head = self._head(view, keys[0], metrics)
        rows.append(head)
        top = Rows.of(rows)
        index = {key: n for n, key in enumerate(keys)}
        columns = {name: n for n, name in enumerate(names)}

        def make(row: int) -> Row:
            return (
                top.row(row) if row < len(top) else view.record("partners", keys[row - len(top)], names, head)
            )

        def find(at: Address) -> Place | None:
            known_place = top.index_of(at)
            if known_place is not None or not at.startswith("partners."):
                return known_place
            for key, column in _split(at):
                if key in index and column in columns:
                    return len(top) + index[key], columns[column]
            return None

        return LazyRows(len(top) + len(keys), make, find)

    def _recorded(self, view: View) -> list[str]:
        """Metrics that can be recorded, and those that some partner has without their being declared."""
        partners = view.program.partners
        if partners is not self._partners:
            self._partners = partners
            self._named = tuple(dict.fromkeys(key for each in partners.values() for key in each.metrics))
        return list(dict.fromkeys((*view.program.metrics, *self._named)))

    def _head(self, view: View, key: str, metrics: list[str]) -> GridHead:
        columns = [view.column("partners", key, wish) for wish in _COLUMNS]
        declared = view.program.metrics
        names = [called(declared[metric], metric) if metric in declared else metric for metric in metrics]
        columns += [Column(name, 14, "right") for name in names]
        return GridHead("key", tuple(columns), collection="partners")

    def chosen(self, view: View) -> list[str]:
        """Keys of the partners that are shown, in their order."""
        partners = view.program.partners
        wanted = self.filter.lower()
        keys = [key for key, each in partners.items() if not wanted or wanted in _words(key, each)]
        if self.sort != SORTS[0]:
            keys.sort(key=lambda key: _rank(self.sort, partners[key]))
        return keys

    def reveal(self, view: View, at: Address) -> Address:
        """A partner that the filter hides comes into sight."""
        if at.startswith("partners.") and self.filter:
            self.filter = ""
        return at

    def picture(self, view: View, width: int) -> Sequence[Line]:
        """The funnel, the signatures that are needed, and the top ten."""
        return joined(_funnel(view, width), _signatures(view, width), _top(view, width))

    def commands(self, screen: Any) -> Iterator[tuple[str, str, Callable[[], None]]]:
        """Filter, sort, and move a stage."""

        def ask_filter() -> None:
            from partnerbook.tui.dialogs.ask import Ask

            def answered(text: str | None) -> None:
                if text is not None:
                    self.filter = text.strip()
                    screen.refresh_page()

            screen.app.push_screen(
                Ask("Filter partners", "Name, stage, track or tier; empty shows all", self.filter), answered
            )

        def sort_by(name: str) -> Callable[[], None]:
            def run() -> None:
                self.sort = name
                screen.refresh_page()

            return run

        yield "Filter partners", "by name, stage, track or tier", ask_filter
        for name in SORTS:
            yield f"Sort partners by {name}", "the file keeps its order", sort_by(name)

    def stage(self, screen: Any, by: int) -> bool:
        """Move the partner under the cursor a stage on or back; false when there is none."""
        change = staging(screen.session.program, screen.sheet.item, by, screen.session.today)
        if change is None:
            return False
        screen.do(change, screen.sheet.address)
        return True


def _split(at: Address) -> Iterator[tuple[str, str]]:
    from partnerbook.program.address import split

    parts = split(at)
    if len(parts) > 2:
        yield parts[1], join(*parts[2:])


def _words(key: str, partner: Partner) -> str:
    held = (key, partner.name, partner.stage, partner.track, partner.tier, partner.manager)
    return " ".join(str(each) for each in held if each).lower()


def _rank(sort: str, partner: Partner) -> tuple[bool, Any]:
    value = getattr(partner, sort)
    if value is None:
        return (True, "")
    return (False, STAGES.index(value) if sort == "stage" and value in STAGES else str(value).lower())


def _funnel(view: View, width: int) -> list[Line]:
    counts = Counter(str(partner.stage) for partner in view.program.partners.values())
    lines: list[Line] = [heading("Where the partners stand")]
    if not counts:
        return [*lines, *wrapped("No partners recorded yet.", width)]
    most = max(counts.values())
    room = max(width - 20, 8)
    for stage in STAGES:
        count = counts.get(stage, 0)
        lines.append(
            ((stage.ljust(12), "muted"), *bar(view.glyphs, count / most, room), (f" {count:>6,}", "plain"))
        )
    return lines


def _signatures(view: View, width: int) -> list[Line]:
    found = economics.activation(view.program)
    lines: list[Line] = [heading("Signatures")]
    if isinstance(found, Missing):
        return [
            *lines,
            *wrapped("waits for " + ", ".join(title(view.program, at) for at in found.addresses[:3]), width),
        ]
    plan = view.program.recruiting
    good = found.chance >= found.confidence
    words = f"{plan.to_sign} signatures reach {plan.target_active} active partners with {found.chance:.0%}"
    lines += wrapped(words, width, "ok" if good else "warning")
    if found.needed is not None:
        lines += wrapped(
            f"{found.needed} signatures for {plan.target_active} active at {found.confidence:.0%}",
            width,
            "plain",
        )
    return lines


def _top(view: View, width: int) -> list[Line]:
    hours = economics.recorded_hours(view.program)
    names = [called(each, key) for key, each in view.program.partners.items() if each.top_ten is True]
    if not names:
        return []
    lines: list[Line] = [heading("Top ten"), *wrapped(", ".join(names[:10]), width, "plain")]
    if hours.total > 0:
        share = hours.for_top_ten / hours.total
        lines.append(
            labelled(
                view.glyphs,
                "share of the managers' hours",
                f"{share:.0%}",
                width,
                "ok" if share >= 0.5 else "warning",
            )
        )
    if known(view.program.recruiting.target_active):
        lines.append(
            says(f"{hours.active} active of {view.program.recruiting.target_active} planned", "muted")
        )
    return lines
