"""One workbook, checked: what every way of printing the findings is given."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from partnerbook.cli.findings import Placed, judged, placed, status_of, summed, waiting_checks
from partnerbook.cli.reading import opened
from partnerbook.record import record, replace

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable
    from datetime import date

    from partnerbook.workbook.problems import Problem
    from partnerbook.workbook.read import Reading

Print: TypeAlias = tuple[str, str]
"""What makes a finding the same one in another version of the file: its code and its address."""


@record
class Checked:
    """One file, and what there is to say about it."""

    path: str
    """The name as it was given."""
    reading: Reading
    problems: tuple[Problem, ...]
    """What is wrong with the file itself."""
    findings: tuple[Placed, ...]
    waiting: int
    """How many checks wait for values."""
    known: int = 0
    """Problems and findings that were left out: the baseline has them, or the other revision."""

    @property
    def readable(self) -> bool:
        """Whether there is a program in the file."""
        return self.reading.program is not None

    @property
    def summary(self) -> dict[str, int]:
        """How many findings of each severity."""
        return summed(self.findings)

    def status(self, strict: bool) -> int:
        """2 for a file that cannot be read, 1 for something at error level, else 0."""
        if not self.readable:
            return 2
        grades = {problem.severity for problem in self.problems}
        if "error" in grades or (strict and grades):
            return 1
        return status_of(self.summary, strict=strict)

    def prints(self) -> list[Print]:
        """The fingerprints of all that is said, in its order; what is waived is no news."""
        return [
            *((problem.code, problem.address) for problem in self.problems),
            *(print_of(item) for item in self.findings if not item.finding.waived),
        ]

    def without(self, known: Counter[Print]) -> Checked:
        """What is left when as many of each fingerprint as are known are taken out. An unreadable file keeps
        all that is wrong with it."""
        if not self.readable:
            return self
        left = known.copy()
        problems = tuple(each for each in self.problems if not _taken(left, (each.code, each.address)))
        findings = tuple(
            each for each in self.findings if each.finding.waived or not _taken(left, print_of(each))
        )
        gone = len(self.problems) + len(self.findings) - len(problems) - len(findings)
        return replace(self, problems=problems, findings=findings, known=self.known + gone)


def print_of(item: Placed) -> Print:
    """The fingerprint of a finding."""
    return item.finding.code, item.finding.address


def _taken(left: Counter[Print], print_: Print) -> bool:
    if not left[print_]:
        return False
    left[print_] -= 1
    return True


def checked(name: str, wanted: Callable[[str], bool], day: date) -> Checked:
    """What the wanted checks find in a file; one that cannot be read has problems only."""
    return judged_file(name, opened(name), wanted, day)


def judged_file(name: str, reading: Reading, wanted: Callable[[str], bool], day: date) -> Checked:
    """What the wanted checks find in what was read."""
    if reading.program is None:
        return Checked(name, reading, reading.problems, (), 0)
    report = judged(reading.program, reading.private, day)
    found = placed(reading, report.findings, lambda finding: wanted(finding.code))
    return Checked(name, reading, reading.problems, tuple(found), waiting_checks(report, wanted))
