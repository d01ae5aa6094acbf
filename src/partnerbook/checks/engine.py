"""Runs the checks: all of them once, and after an edit those that read what the edit touched."""

from __future__ import annotations

from datetime import date

from partnerbook.checks import waivers
from partnerbook.checks.catalogue import CATALOGUE
from partnerbook.checks.check import Look
from partnerbook.checks.finding import Report
from partnerbook.checks.fixes import Agreed, with_fixes
from partnerbook.checks.judged import Checked, checked
from partnerbook.checks.recording import Recorder, recording
from partnerbook.checks.withheld import withheld_findings
from partnerbook.program.address import Address
from partnerbook.program.changed import changed
from partnerbook.program.program import Program


def run(program: Program, today: date) -> Report:
    """What all checks say about a program on a day."""
    return Engine(today).report(program)


class Engine:
    """Keeps what each check read, so that an edit reruns only the checks that it touches.

    The law: after any sequence of programs, `report` equals `run`.
    """

    def __init__(self, today: date) -> None:
        self.today = today
        self._program: Program | None = None
        self._results: dict[str, Checked] = {}
        self._agreed: dict[Address, Agreed] = {}
        self.reran: tuple[str, ...] = ()
        """Codes of the checks that the last report ran again."""

    def report(self, program: Program, typed_at: Address | None = None) -> Report:
        """What the checks say about a program; quick when it shares most with the one before.

        With `typed_at` the value that would pass is looked for at that address alone: what would pass
        elsewhere is said as it was before, until the program is reported on once more.
        """
        touched = None if self._program is None else changed(self._program, program)
        self._rerun(program, touched)
        self._program = program
        results = self._results.values()
        waiting = tuple(wait for result in results for wait in result.waiting)
        found = (finding for result in results for finding in result.findings)
        findings, self._agreed = with_fixes(
            program, self.today, found, self._results, self._agreed, touched, typed_at
        )
        findings.extend(withheld_findings(waiting))
        return Report(tuple(waivers.waived(program, self.today, findings)), waiting)

    def reads(self, code: str) -> frozenset[Address]:
        """All addresses that a check read to say what it last said."""
        return self._results[code].reads

    def _rerun(self, program: Program, touched: frozenset[Address] | None) -> None:
        """Run what an edit touched. A check that fails on the way leaves all results as they were."""
        held = self._results
        stale = [
            check for check in CATALOGUE if touched is None or not held[check.code].reads.isdisjoint(touched)
        ]
        recorder = Recorder()
        look = Look(recording(program, recorder), self.today)
        fresh = {
            check.code: checked(check, look, recorder, held.get(check.code), touched or frozenset())
            for check in stale
        }
        self._results = {**held, **fresh}
        self.reran = tuple(fresh)
