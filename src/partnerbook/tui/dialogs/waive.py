"""A waiver asked for: why, who agreed, and until when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Static

from partnerbook.checks.finding import Finding
from partnerbook.program.agreed import Waiver
from partnerbook.program.fields import FieldSpec
from partnerbook.program.table import parts_of
from partnerbook.program.values import NotAValue, add_months, parse
from partnerbook.tui.dialogs.dialog import Dialog
from partnerbook.tui.dialogs.drawn import flow
from partnerbook.tui.dialogs.entry import Entry
from partnerbook.tui.dialogs.pager import Pager
from partnerbook.tui.glyphs import Glyphs
from partnerbook.tui.page import Line
from partnerbook.tui.text import safe_content

_FIELDS: Final = ("reason", "owner", "expires")
_MONTHS: Final = 3
"""How long a waiver holds unless another day is typed."""


class WaiveDialog(Dialog[tuple[str, str, date]]):
    """Asks for reason, owner and the last day; answers with the three, or ``None`` for Esc."""

    DEFAULT_CSS = """
    WaiveDialog #finding { margin: 1 0 1 0; max-height: 30vh; }
    WaiveDialog .label { margin: 0 1; height: 1; }
    WaiveDialog .remark { margin: 0 1; height: 1; color: $text-muted; }
    WaiveDialog .remark.-wrong { color: $text-error; }
    """
    HINT = "Tab next · Enter next, waive · {dialog.close} cancel"
    AUTO_FOCUS = "#reason"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Next line, or a day later", show=False, id="waive.down"),
        Binding("up", "move(-1)", "Line before, or a day earlier", show=False, id="waive.up"),
        Binding("pagedown", "month(1)", "A month later", show=False, id="waive.month-later"),
        Binding("pageup", "month(-1)", "A month earlier", show=False, id="waive.month-earlier"),
        Binding("ctrl+s", "confirm", "Waive", show=False, id="waive.confirm"),
    ]

    def __init__(self, finding: Finding, today: date, glyphs: Glyphs) -> None:
        super().__init__(f"Waive {finding.code} {finding.name}", glyphs)
        self.finding = finding
        self._today = today
        self._specs: dict[str, FieldSpec] = {
            name: part.spec
            for name, part in parts_of(Waiver).items()
            if name in _FIELDS and part.spec is not None
        }

    def body(self) -> ComposeResult:
        """The finding, then three lines."""
        yield Pager(self._lines, self.glyphs, id="finding", short=True)
        for name, spec in self._specs.items():
            yield Static(safe_content(spec.label, "bold"), classes="label")
            yield Entry(self._first(name), id=name)
            yield Static(safe_content(self._help(name)), id=f"{name}-remark", classes="remark")

    def _lines(self, width: int) -> list[Line]:
        return [
            *flow(self.finding.address, width, "muted"),
            *flow(self.finding.message, width),
        ]

    def _first(self, name: str) -> str:
        return str(add_months(self._today, _MONTHS)) if name == "expires" else ""

    def _help(self, name: str) -> str:
        extra = " Arrows change the day." if name == "expires" else ""
        return self._specs[name].help + extra

    # ── answering ────────────────────────────────────────────────────────────

    def _wrong(self, name: str) -> str:
        text = self.query_one(f"#{name}", Entry).value.strip()
        label = self._specs[name].label
        if not text:
            return f"{label} is missing"
        if name != "expires":
            return ""
        try:
            day = parse(self._specs[name], text)
        except NotAValue as error:
            return f"expected {error}"
        if not isinstance(day, date):
            return "expected a date such as 2027-03-31"
        return f"{day} is over already" if day < self._today else ""

    def _remark(self, name: str, wrong: str) -> None:
        remark = self.query_one(f"#{name}-remark", Static)
        remark.set_class(bool(wrong), "-wrong")
        shown = f"{self.glyphs.error} {wrong}" if wrong else self._help(name)
        remark.update(safe_content(shown, ascii_only=self.glyphs.ascii))

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        name = event.input.id or ""
        typing_a_day = name == "expires" and len(event.value) >= len("2027-01-01")
        self._remark(name, self._wrong(name) if typing_a_day else "")

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        name = event.input.id or ""
        wrong = self._wrong(name)
        self._remark(name, wrong)
        if wrong:
            return
        if name == _FIELDS[-1]:
            self.action_confirm()
        else:
            self.query_one(f"#{_FIELDS[_FIELDS.index(name) + 1]}", Entry).focus()

    def action_confirm(self) -> None:
        """Answer, or say what is missing and go there."""
        wrong = {name: self._wrong(name) for name in _FIELDS}
        for name in _FIELDS:
            self._remark(name, wrong[name])
        first = next((name for name in _FIELDS if wrong[name]), None)
        if first is not None:
            self.query_one(f"#{first}", Entry).focus()
            return
        reason, owner, _ = (self.query_one(f"#{name}", Entry).value.strip() for name in _FIELDS)
        day = self._day()
        assert day is not None
        self.dismiss((reason, owner, day))

    # ── the day ──────────────────────────────────────────────────────────────

    def _day(self) -> date | None:
        try:
            day = parse(self._specs["expires"], self.query_one("#expires", Entry).value)
        except NotAValue:
            return None
        return day if isinstance(day, date) else None

    def action_move(self, by: int) -> None:
        """Another line; in the line of the day, another day."""
        focused = self.focused
        if focused is not None and focused.id == "expires":
            self._shift(days=by)
        elif by > 0:
            self.focus_next()
        else:
            self.focus_previous()

    def action_month(self, by: int) -> None:
        """The same day in another month."""
        if self.focused is not None and self.focused.id == "expires":
            self._shift(months=by)

    def _shift(self, *, days: int = 0, months: int = 0) -> None:
        day = self._day() or self._today
        try:
            moved = add_months(day, months) + timedelta(days=days)
        except (ValueError, OverflowError):
            self.app.bell()
            return
        entry = self.query_one("#expires", Entry)
        entry.value = str(max(moved, self._today))
        entry.cursor_position = len(entry.value)
