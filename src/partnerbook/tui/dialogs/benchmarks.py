"""Public figures to pick a competitor from: what other vendors pay, with link and date."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from partnerbook.knowledge.benchmarks import Benchmark, benchmarks
from partnerbook.program.address import join, slug
from partnerbook.program.edit import Add, Change
from partnerbook.program.program import Program
from partnerbook.session.changes import free_key
from partnerbook.tui.dialogs.dialog import Dialog
from partnerbook.tui.dialogs.entry import Entry
from partnerbook.tui.dialogs.picks import Pick, Picks
from partnerbook.tui.glyphs import Glyphs
from partnerbook.tui.page import Line
from partnerbook.tui.text import safe_content

_DAY: Final = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
_CURRENCY: Final = "USD"


def pick_competitor(screen: Any, type_wanted: str = "", kind_wanted: str = "") -> None:
    """Let a person pick a public figure, and add it as a competitor with its link and date.

    Args:
        screen: the workbook's.
        type_wanted: the type of track that is looked at; the list begins filtered to it.
        kind_wanted: how that track is paid; figures of the same kind come first.
    """

    def answered(key: str | None) -> None:
        row = next((each for each in comparable() if each.key == key), None)
        if row is not None:
            change = competitor_change(screen.session.program, row)
            screen.do(change, f"{change.edits[0].address}.vendor")

    dialog = BenchmarksDialog(screen.session.program, type_wanted, kind_wanted, screen.glyphs)
    screen.app.push_screen(dialog, answered)


def comparable() -> tuple[Benchmark, ...]:
    """The public figures that can stand beside a line of pay."""
    return tuple(each for each in benchmarks() if each.comparable)


def competitor_change(program: Program, row: Benchmark) -> Change:
    """A public figure as a competitor: one step of undo.

    An amount of money is taken over only where the program's currency is the figure's own.
    """
    same_money = row.currency == (program.program.currency or _CURRENCY)
    facts: dict[str, Any] = {
        "vendor": row.vendor,
        "program": " · ".join(part for part in (row.program, row.tier) if part),
        "type": row.type,
        "level": row.level,
        "kind": row.kind,
        "percent": _number(row.percent),
        "percent_from": _number(row.percent_from),
        "amount": round(row.amount) if row.amount is not None and same_money else None,
        "base": row.base,
        "months": row.months,
        "source": row.url,
        "seen": page_day(row),
    }
    key = free_key(program.competitors, slug(f"{row.vendor} {row.tier}"))
    table = {name: value for name, value in facts.items() if value is not None}
    return Change(f"competitor {row.vendor} added", (Add(join("competitors", key), table),))


def page_day(row: Benchmark) -> date | None:
    """The day of the page that the figure is from; of a month the first day; ``None`` where it has none."""
    found = _DAY.match(row.page_date or "")
    if found is None:
        return None
    year, month, day = (int(part or 1) for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _number(value: float | None) -> float | None:
    return int(value) if value is not None and value == int(value) else value


class BenchmarksDialog(Dialog[str]):
    """A line to filter by, and the figures that fit; answers with the key of one."""

    DEFAULT_CSS = """
    BenchmarksDialog #query { margin: 1 1 0 1; }
    BenchmarksDialog #count { margin: 0 2; height: 1; color: $text-muted; }
    """
    HINT = "Type words to filter · {figures.previous|figures.next} choose · Enter adds · {dialog.close} close"
    BOX = "-large"
    AUTO_FOCUS = "#query"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "step(1)", "Next figure", show=False, id="figures.next", priority=True),
        Binding("up", "step(-1)", "Previous figure", show=False, id="figures.previous", priority=True),
        Binding("pagedown", "page(1)", "Page down", show=False, id="figures.page-down", priority=True),
        Binding("pageup", "page(-1)", "Page up", show=False, id="figures.page-up", priority=True),
    ]

    def __init__(self, program: Program, type_wanted: str, kind_wanted: str, glyphs: Glyphs) -> None:
        super().__init__("Public figures of other programs", glyphs)
        self._held = {each.source for each in program.competitors.values()}
        self._type = type_wanted
        self._rows = sorted(comparable(), key=lambda each: each.kind != kind_wanted)

    def body(self) -> ComposeResult:
        """Line, count, figures."""
        preset = self._type if any(each.type == self._type for each in self._rows) else ""
        yield Entry(f"{preset} " if preset else "", id="query", placeholder="a vendor, a type, a kind of pay")
        yield Static(Content(""), id="count")
        yield Picks(self.glyphs, id="figures", filling=True)

    def on_mount(self) -> None:
        """The line keeps the focus: arrows move in the list."""
        self.query_one(Picks).can_focus = False
        entry = self.query_one(Entry)
        entry.cursor_position = len(entry.value)
        self._show()

    @on(Input.Changed)
    def _changed(self) -> None:
        self._show()

    def _show(self) -> None:
        words = self.query_one(Entry).value.lower().split()
        rows = self._rows
        found = [each for each in rows if all(word in _searched(each) for word in words)]
        self.query_one(Picks).fill([self._pick(each) for each in found])
        words_found = f"{len(found)} of {len(rows)} figures that can be compared"
        if not found:
            words_found = "nothing fits: take a word away"
        self.query_one("#count", Static).update(safe_content(words_found, ascii_only=self.glyphs.ascii))

    def _pick(self, row: Benchmark) -> Pick:
        left: Line = (
            (row.vendor, "strong"),
            (f"  {row.program}" + (f" · {row.tier}" if row.tier else ""), "muted"),
        )
        if row.url in self._held:
            left = (*left, (f"  {self.glyphs.ok} from the same page as one of yours", "ok"))
        facts = " · ".join(part for part in (row.type, row.level, row.kind, paid_for(row)) if part)
        dated = f"page dated {row.page_date}" if row.page_date else "page without a date"
        below: tuple[Line, ...] = (
            ((f"  {facts}", "plain"),),
            ((f"  {dated}, confidence {row.confidence} · {row.url}", "muted"),),
        )
        return Pick(row.key, left, ((paid(row), "accent"),), below)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        picked = self.query_one(Picks).current
        if picked:
            self.dismiss(picked)
        else:
            self.app.bell()

    def on_picks_picked(self, event: Picks.Picked) -> None:
        """A figure was clicked."""
        self.dismiss(event.id)

    def action_step(self, by: int) -> None:
        """Another figure."""
        self.query_one(Picks).action_step(by)

    def action_page(self, by: int) -> None:
        """Figures further on."""
        self.query_one(Picks).action_page(by)


def paid(row: Benchmark) -> str:
    """What is paid, in a few characters: ``10-20 %``, ``500 USD``."""
    if row.percent is None:
        return f"{row.amount:,.0f} {row.currency or ''}".strip() if row.amount is not None else ""
    low = f"{row.percent_from:g}-" if row.percent_from is not None else ""
    return f"{low}{row.percent:g} %"


def paid_for(row: Benchmark) -> str:
    """What the percentage is of, and for how long."""
    base = f"of {row.base}" if row.base else f"of {row.base_text}" if row.base_text else ""
    if row.months is None:
        return base
    return f"{base} as long as the customer stays" if row.months == 0 else f"{base} for {row.months} months"


def _searched(row: Benchmark) -> str:
    held = (row.vendor, row.program, row.tier, row.type, row.level, row.kind, row.base, row.partner_type)
    return " ".join(part for part in held if part).lower()
