"""An open workbook: the only thing that changes one. Program, text, findings and history stay in step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from partnerbook.checks.engine import Engine
from partnerbook.checks.finding import Finding, Report
from partnerbook.checks.typed import with_typed
from partnerbook.program.address import Address, parent, split, within
from partnerbook.program.changed import changed
from partnerbook.program.edit import Add, Change, Edit, EditError, Remove, Rename, Set, Unset, apply
from partnerbook.program.locate import spec_at, value_at
from partnerbook.program.program import Program
from partnerbook.program.values import CURRENCY, NotAValue, parse
from partnerbook.program.wording import set_name, title
from partnerbook.record import record, replace
from partnerbook.session import changes
from partnerbook.session.state import History, State, Step
from partnerbook.workbook.document import Document
from partnerbook.workbook.private import without


@record
class Preview:
    """The workbook as it would be if what is being typed were entered."""

    program: Program
    report: Report
    mistake: str
    """What the text should be and is not; empty when it is a value."""


class Session:
    """A workbook in memory. Everything that changes goes through `do` and can be undone."""

    def __init__(
        self,
        program: Program,
        document: Document,
        today: date,
        *,
        private: Mapping[Address, Any] | None = None,
        pending: Mapping[Address, str] | None = None,
        on_disk: bool = True,
    ) -> None:
        """Args:
        program: what the workbook holds, private values among it.
        document: its text.
        today: the day on which it is judged.
        private: values of the private overlay.
        pending: typed text that is no value yet.
        on_disk: whether the file says this text already.
        """
        self._state = State(program, document, dict(pending or {}), dict(private or {}))
        self._saved = self._state
        self._on_disk = on_disk
        self._history = History()
        self._engine = Engine(today)
        self.today = today
        self._checked = self._engine.report(program)

    # ── looking ──────────────────────────────────────────────────────────────

    @property
    def program(self) -> Program:
        """The program as it is now."""
        return self._state.program

    @property
    def document(self) -> Document:
        """Its text as it is now."""
        return self._state.document

    @property
    def private(self) -> Mapping[Address, Any]:
        """Values of the private overlay, by address: part of the program, and never of the text."""
        return self._state.private

    @property
    def shared(self) -> Program:
        """The program as the file says it: private values are withheld. Copies are made of this one."""
        return without(self.program, self.private)

    @property
    def pending(self) -> Mapping[Address, str]:
        """Typed text that is no value yet, by address. It is not in the program and is not saved."""
        return self._state.pending

    @property
    def report(self) -> Report:
        """What is found: by the checks in the program, and in the fields text that is no value yet."""
        return with_typed(self._checked, self.program, self.pending)

    @property
    def history(self) -> tuple[str, ...]:
        """Names of the steps that can be undone, oldest first."""
        return self._history.names

    @property
    def unsaved_steps(self) -> tuple[str, ...]:
        """Names of the steps that the file does not hold, oldest first."""
        return self._history.unsaved_names

    @property
    def is_modified(self) -> bool:
        """Whether the text differs from what was opened or saved last."""
        now, then = self._state.document, self._saved.document
        return not self._on_disk or (now is not then and now.text != then.text)

    @property
    def saved(self) -> Program:
        """The program as it was opened or saved last."""
        return self._saved.program

    @property
    def unsaved(self) -> frozenset[Address]:
        """Addresses that differ from what was opened or saved last."""
        return changed(self.saved, self.program)

    def ordered(self, report: Report | None = None) -> tuple[Finding, ...]:
        """Findings in the order of the text."""
        place = self.document.place
        return tuple(
            sorted((report or self.report).findings, key=lambda each: (place(each.address), each.code))
        )

    # ── typing ───────────────────────────────────────────────────────────────

    def preview(self, at: Address, text: str, *, quick: bool = False) -> Preview:
        """The workbook as if `text` were entered at an address. Nothing is changed.

        A `quick` one, made while a key is handled, leaves open what would pass at other addresses.
        """
        others = {each: typed for each, typed in self.pending.items() if each != at}
        try:
            program = self._with_text(at, text)
        except NotAValue as error:
            report = with_typed(self._checked, self.program, {**others, at: text})
            return Preview(self.program, report, str(error))
        except EditError as error:
            report = with_typed(self._checked, self.program, others, refused={at: str(error)})
            return Preview(self.program, report, str(error))
        typed_at = at if quick else None
        report = self._checked if program is self.program else self._engine.report(program, typed_at)
        return Preview(program, with_typed(report, program, others), "")

    def drop(self) -> None:
        """Forget the last preview."""
        self._checked = self._engine.report(self.program)

    def enter(self, at: Address, text: str) -> Address:
        """Enter a text at an address: its value, or pending text where it is none. Returns the address then."""
        try:
            edits = self._entered(at, text)
        except (NotAValue, EditError):
            if self.pending.get(at) != text:
                self._go(
                    replace(self._state, pending={**self.pending, at: text}),
                    f"{title(self.program, at)} typed",
                    at,
                )
            return at
        if not edits:
            self._forget(at)
            return at
        self.do(Change(self._entry_name(at, edits[0]), edits), at)
        return changes.moved_to(at, edits)

    def _with_text(self, at: Address, text: str) -> Program:
        value = self._parsed(at, text)
        if value == value_at(self.program, at) and type(value) is type(value_at(self.program, at)):
            return self.program
        return apply(self.program, self._edit(at, value))

    def _edit(self, at: Address, value: Any) -> Edit:
        """The edit that gives a value; an assumption that is not written yet is added with it."""
        table = parent(at)
        if value is not None and parent(table) == "assumptions" and value_at(self.program, table) is None:
            return Add(table, {split(at)[-1]: value})
        return Unset(at) if value is None else Set(at, value)

    def _parsed(self, at: Address, text: str) -> Any:
        spec = spec_at(self.program, at)
        if spec is None:
            raise EditError(f"{at} takes no value")
        self._guard(at)
        return parse(spec, text, self.program.program.currency or CURRENCY)

    def _entered(self, at: Address, text: str) -> tuple[Edit, ...]:
        value = self._parsed(at, text)
        if value == value_at(self.program, at) and type(value) is type(value_at(self.program, at)):
            return ()
        edit = self._edit(at, value)
        apply(self.program, edit)
        return (edit, *changes.naming(self.program, at, value))

    def _entry_name(self, at: Address, edit: Edit) -> str:
        if isinstance(edit, Add):
            return set_name(self.program, at, next(iter(edit.table.values())))
        return set_name(self.program, at, edit.value if isinstance(edit, Set) else None)

    def _forget(self, at: Address) -> None:
        if at in self.pending:
            rest = {each: text for each, text in self.pending.items() if each != at}
            self._go(replace(self._state, pending=rest), f"{title(self.program, at)} typed", at)
        else:
            self.drop()

    # ── changing ─────────────────────────────────────────────────────────────

    def do(self, change: Change, at: Address = "") -> None:
        """Make a change, all of it or nothing; one step of undo.

        Raises:
            EditError: one of its edits cannot be made.
        """
        from partnerbook.workbook.apply import applied

        program, document = self.program, self.document
        pending, private = dict(self.pending), dict(self.private)
        for edit in change.edits:
            self._guard(edit.address)
            program = apply(program, edit)
            document = applied(document, edit)
            pending = _still_pending(pending, edit)
            private = {changes.moved_to(held, (edit,)): value for held, value in private.items()}
        self._go(State(program, document, pending, private), change.name, at or _where(change))

    def _guard(self, at: Address) -> None:
        if any(within(private, at) for private in self.private):
            raise EditError("this value is private: change it in the .private.toml file beside the workbook")

    def _go(self, state: State, name: str, at: Address) -> None:
        self._history.record(Step(name, self._state, state, at))
        self._state = state
        self._checked = self._engine.report(state.program)

    def undo(self) -> Step | None:
        """Take the last step back; ``None`` when there is none."""
        return self._went(self._history.undo(), back=True)

    def redo(self) -> Step | None:
        """Make the last step that was undone again; ``None`` when there is none."""
        return self._went(self._history.redo(), back=False)

    def _went(self, step: Step | None, *, back: bool) -> Step | None:
        if step is not None:
            self._state = step.before if back else step.after
            self._checked = self._engine.report(self.program)
        return step

    def mark_saved(self, document: Document | None = None) -> None:
        """Say that the text on disk is now this one."""
        if document is not None:
            self._state = replace(self._state, document=document)
        self._saved = self._state
        self._history.mark_saved()
        self._on_disk = True


def _still_pending(pending: dict[Address, str], edit: Edit) -> dict[Address, str]:
    """Pending text without what an edit settles; below a renamed table it moves along."""
    if isinstance(edit, Rename):
        return {changes.moved_to(at, (edit,)): text for at, text in pending.items()}
    if isinstance(edit, Set | Unset | Remove):
        return {at: text for at, text in pending.items() if not within(at, edit.address)}
    return pending


def _where(change: Change) -> Address:
    # What refers to a table that goes or gets another key is changed before it: the table is what is meant.
    meant = next((edit for edit in change.edits if isinstance(edit, Remove | Rename)), change.edits[0])
    return changes.moved_to(meant.address, change.edits)


__all__ = ["Preview", "Session"]
