"""What is wrong with a workbook file, in the manner of a compiler: where, what, and what to do."""

from __future__ import annotations

from typing import Literal, TypeAlias

from partnerbook.record import record

Severity: TypeAlias = Literal["error", "warning"]


@record
class Problem:
    """One thing that is wrong with a file. Texts quote the file and are still to be made safe when shown."""

    path: str
    line: int
    column: int
    """Line and column count from 1."""
    code: str
    """A name for the kind of problem: ``wrong-shape``."""
    message: str
    remedy: str
    address: str = ""
    """Empty where the problem lies in no value."""
    severity: Severity = "error"

    @property
    def order(self) -> tuple[int, int, str, str]:
        """Sorts problems of one file by place."""
        return self.line, self.column, self.address, self.code


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """The line and column, from 1, of a character."""
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1
