"""A new workbook from five questions. Beside the answers stands what they lead to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widget import Widget

from partnerbook.checks.finding import Report
from partnerbook.checks.typed import NotAValueYet
from partnerbook.economics.of_program.advice import plan_of
from partnerbook.economics.plan import HIRING_MONTHS
from partnerbook.program.edit import Add, Change, Remove
from partnerbook.program.fields import FieldSpec
from partnerbook.program.program import Program
from partnerbook.program.values import add_months
from partnerbook.record import record
from partnerbook.session.plans import using_plan
from partnerbook.session.session import Preview, Session
from partnerbook.tui.dialogs.dialog import Dialog
from partnerbook.tui.dialogs.pager import Pager
from partnerbook.tui.dialogs.picks import Pick, Picks
from partnerbook.tui.glyphs import Glyphs
from partnerbook.tui.page import Line
from partnerbook.tui.sheet.messages import Cleared, Committed, Dropped
from partnerbook.tui.sheet.model import Cell, Choice, Flag, FormRow, Row, Rows
from partnerbook.tui.sheet.sheet import Sheet
from partnerbook.tui.view import View
from partnerbook.workbook.document import Document

_MANAGER: Final = "team.partner-manager"
_DEDICATED: Final = FieldSpec(
    "dedicated",
    "Partner manager",
    "yes-no",
    help="One person who does nothing else. Without one, hiring comes before everything.",
    source="card, src2",
)
_TRACKS: Final = FieldSpec(
    "tracks",
    "Begin with this plan",
    "yes-no",
    help="Makes the tracks that the plan below recommends, with their first days. All of it can be changed.",
    source="card",
)
"""Answers are not judged before there is a workbook."""
_ASKED: Final = (
    "program.name",
    "company.arr",
    "company.average_contract_value",
    "program.goals",
)


@record(frozen=False)
class Answers:
    """What was answered; kept, so that who does not like the name of the file comes back to it."""

    session: Session
    dedicated: bool | None = None
    with_plan: bool = True


@record
class Draft:
    """A workbook that is on no disk yet."""

    program: Program
    document: Document
    answers: Answers


class NewDialog(Dialog[Draft]):
    """Five questions, answered in a sheet; answers with a workbook that holds the answers."""

    DEFAULT_CSS = """
    NewDialog Sheet { height: 11; background: $surface; }
    NewDialog #plan { height: 1fr; border-top: solid $foreground 20%; }
    NewDialog #make { border-top: solid $foreground 20%; }
    NewDialog.-ascii #plan, NewDialog.-ascii #make { border-top: ascii $foreground 20%; }
    """
    HINT = "Type answers · {sheet.next} next · {new.make} make it · {dialog.close-new} cancel"
    BOX = "-large"
    AUTO_FOCUS = "Sheet"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Close", show=False, id="dialog.close-new", priority=True),
        Binding("ctrl+s", "make", "Make the workbook", show=False, id="new.make", priority=True),
    ]

    def __init__(self, today: date, glyphs: Glyphs, answers: Answers | None = None) -> None:
        super().__init__("New workbook: five questions", glyphs)
        self._today = today
        self._answers = answers or Answers(blank(today))
        self._session = self._answers.session
        self._wrong: dict[str, str] = {}
        """Text in a cell of ours that is neither yes nor no."""

    def inside(self) -> tuple[type[Widget], ...]:
        """The questions are answered in a sheet."""
        return (*super().inside(), Sheet)

    def body(self) -> ComposeResult:
        """Questions, what they lead to, and the last step."""
        yield Sheet(glyphs=self.glyphs, today=lambda: self._today)
        yield Pager(self._plan, self.glyphs, id="plan")
        yield Picks(self.glyphs, id="make")

    def on_mount(self) -> None:
        """Tie the sheet to the draft."""
        sheet = self.query_one(Sheet)
        sheet.preview = self._preview
        sheet.choices_for = self._choices
        sheet.show(Rows(self._rows(self._view())), "program.name")
        self.query_one(Picks).fill(
            [Pick("make", (("Make the workbook", "strong"),), ((self.key_names("new.make"), "accent"),))]
        )

    # ── drawing ──────────────────────────────────────────────────────────────

    def _view(self, preview: Preview | None = None) -> View:
        """Half-typed answers are flagged; what the checks say of a program that is hardly there is not."""
        seen = preview or self._session
        found = tuple(each for each in seen.report.findings if each.code == NotAValueYet.code)
        return View(
            seen.program,
            Report(found, ()),
            self._today,
            self.glyphs,
            pending=self._session.pending,
            keys=self.key_names,
        )

    def _rows(self, view: View) -> tuple[Row, ...]:
        rows: list[Row] = [_row(view.cell(at)) for at in _ASKED]
        for spec, value in ((_DEDICATED, self._answers.dedicated), (_TRACKS, self._answers.with_plan)):
            rows.append(_row(_answer(spec, value, self._wrong.get(spec.name))))
        return tuple(rows)

    def _plan(self, width: int) -> Sequence[Line]:
        from partnerbook.tui.pages import Pages

        return Pages()["company"].picture(self._view(), width)

    def _refresh(self) -> None:
        self.query_one(Sheet).update_rows(Rows(self._rows(self._view())))
        self.query_one("#plan", Pager).redraw()

    # ── typing ───────────────────────────────────────────────────────────────

    def _preview(self, at: str, text: str) -> None:
        if at in (_DEDICATED.name, _TRACKS.name):
            return
        preview = self._session.preview(at, text)
        self.query_one(Sheet).update_rows(Rows(self._rows(self._view(preview))))

    def _choices(self, cell: Cell) -> Sequence[Choice]:
        from partnerbook.tui.dialogs.help_lines import meaning

        spec = cell.field
        return [Choice(word, meaning(word)) for word in spec.choices] if spec else ()

    def on_sheet_committed(self, event: Committed) -> None:
        """An answer."""
        self._enter(event.address, event.text)

    def on_sheet_cleared(self, event: Cleared) -> None:
        """No answer."""
        self._enter(event.address, "")

    def on_sheet_dropped(self, event: Dropped) -> None:
        """The answer before."""
        self._session.drop()
        self._refresh()

    def _enter(self, at: str, text: str) -> None:
        if at in (_DEDICATED.name, _TRACKS.name):
            self._yes_or_no(at, text)
        else:
            self._session.enter(at, text)
        self._refresh()

    def _yes_or_no(self, at: str, text: str) -> None:
        self._wrong.pop(at, None)
        if text not in ("yes", "no", ""):
            self._wrong[at] = text
        elif at == _DEDICATED.name:
            self._staff(None if not text else text == "yes")
        else:
            self._answers.with_plan = text == "yes"

    def _staff(self, dedicated: bool | None) -> None:
        """A manager who is there, or one to be hired: whose first day is set, and nothing more."""
        self._answers.dedicated = dedicated
        session = self._session
        if "partner-manager" in session.program.team:
            session.do(Change("no partner manager", (Remove(_MANAGER),)))
        if dedicated is not None:
            starts = self._today if dedicated else add_months(self._today, HIRING_MONTHS)
            facts: dict[str, Any] = {"role": "partner-manager", "starts": starts}
            if dedicated:
                facts["allocation_percent"] = 100
            session.do(Change("partner manager", (Add(_MANAGER, facts),)))

    # ── the end ──────────────────────────────────────────────────────────────

    def action_cancel(self) -> None:
        """Drop what is typed; else close."""
        sheet = self.query_one(Sheet)
        if sheet.editing is not None:
            sheet.action_drop()
        else:
            self.dismiss(None)

    def on_picks_picked(self) -> None:
        """The last line was picked."""
        self.action_make()

    def action_make(self) -> None:
        """Answer with the workbook; what is being typed counts."""
        typed = self.query_one(Sheet).finish()
        if typed is not None:
            self._enter(*typed)
        session = self._session
        if session.pending or self._wrong:
            at = next(iter((*session.pending, *self._wrong)))
            self._refresh()
            self.query_one(Sheet).show(Rows(self._rows(self._view())), at)
            self.query_one(Sheet).focus()
            self.app.bell()
            return
        plan = using_plan(session.program, plan_of(session.program, self._today))
        if plan is None or not self._answers.with_plan:
            self.dismiss(Draft(session.program, session.document, self._answers))
            return
        session.do(plan)
        draft = Draft(session.program, session.document, self._answers)
        session.undo()  # the questions may be asked again
        self.dismiss(draft)


def blank(today: date) -> Session:
    """The empty draft, in memory."""
    from partnerbook.workbook.read import read
    from partnerbook.workbook.templates import filled

    reading = read(filled("draft", "", today).encode("utf-8"), "draft")
    assert reading.program is not None
    assert reading.document is not None
    return Session(reading.program, reading.document, today)


def _row(cell: Cell) -> FormRow:
    return FormRow(cell.field.label if cell.field else "", cell)


def _answer(spec: FieldSpec, value: bool | None, wrong: str | None) -> Cell:
    if wrong is not None:
        flag = Flag("error", "", "neither yes nor no", short="yes or no", fix="type y or n")
        return Cell(spec.name, wrong, spec, (flag,), state="pending")
    text = "" if value is None else "yes" if value else "no"
    return Cell(spec.name, text, spec, state="unset" if value is None else "value")
