"""What an open workbook is at one moment, and the moments before and after it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from partnerbook.program.address import Address
from partnerbook.program.program import Program
from partnerbook.record import fresh, record
from partnerbook.workbook.document import Document


@record
class State:
    """A program, the text that says it, typed text that is no value yet, and what is private."""

    program: Program
    document: Document
    pending: Mapping[Address, str] = fresh(default_factory=dict)
    private: Mapping[Address, Any] = fresh(default_factory=dict)


@record
class Step:
    """One named step: undo goes back to `before`, bytes and comments too."""

    name: str
    before: State
    after: State
    address: Address
    """Where it happened, for the cursor to go to."""


class History:
    """Named undo and redo over the whole workbook."""

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._saved: tuple[Step, ...] = ()
        """The steps that the file holds."""

    def record(self, step: Step) -> None:
        """Add a step; what was undone before it cannot be redone."""
        self._done.append(step)
        self._undone.clear()

    def undo(self) -> Step | None:
        """Take the last step back, if there is one."""
        if not self._done:
            return None
        self._undone.append(self._done.pop())
        return self._undone[-1]

    def redo(self) -> Step | None:
        """Do the last step that was undone again, if there is one."""
        if not self._undone:
            return None
        self._done.append(self._undone.pop())
        return self._done[-1]

    @property
    def names(self) -> tuple[str, ...]:
        """The steps that can be undone, oldest first."""
        return tuple(step.name for step in self._done)

    def mark_saved(self) -> None:
        """Say that the file holds all that was done."""
        self._saved = tuple(self._done)

    @property
    def unsaved_names(self) -> tuple[str, ...]:
        """What was taken back of the steps that the file holds, then the steps made since; oldest first."""
        common = 0
        for held, done in zip(self._saved, self._done, strict=False):
            if held is not done:
                break
            common += 1
        taken_back = tuple(f"{step.name} undone" for step in reversed(self._saved[common:]))
        return (*taken_back, *(step.name for step in self._done[common:]))
