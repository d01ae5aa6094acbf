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
