"""Runs the checks: all of them once, and after an edit those that read what the edit touched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from partnerbook.checks import waivers
from partnerbook.checks.catalogue import CATALOGUE
from partnerbook.checks.check import Check, Look
from partnerbook.checks.finding import Finding, Report, Waiting, Waits
from partnerbook.checks.recording import recording
from partnerbook.checks.withheld import withheld_findings
from partnerbook.program.address import Address
from partnerbook.program.changed import changed
from partnerbook.program.edit import EditError, Set, apply
from partnerbook.program.fields import FieldSpec
from partnerbook.program.locate import spec_at
from partnerbook.program.program import Program
from partnerbook.program.values import measured

_TRIES = 4
"""How often a value that would pass is tried against the other checks at its address."""


@dataclass(frozen=True, slots=True)
class _Result:
    """What one check said of one program."""

    findings: tuple[Finding, ...]
    waiting: tuple[Waiting, ...]


def run(program: Program, today: date) -> Report:
    """What all checks say about a program on a day."""
    results = {check.code: _run(check, Look(program, today)) for check in CATALOGUE}
    return _report(program, today, results, lambda _: CATALOGUE)


class Engine:
    """Keeps what each check read, so that an edit reruns only the checks that it touches.

    The law: after any sequence of programs, `report` equals `run`.
    """

    def __init__(self, today: date) -> None:
        self.today = today
        self._program: Program | None = None
        self._results: dict[str, _Result] = {}
        self._reads: dict[str, frozenset[Address]] = {}
        self.reran: tuple[str, ...] = ()
        """Codes of the checks that the last report ran again."""

    def report(self, program: Program) -> Report:
        """What the checks say about a program; quick when it shares most with the one before."""
        touched = None if self._program is None else changed(self._program, program)
        self.reran = tuple(self._stale(touched))
        for check in CATALOGUE:
            if check.code in self.reran:
                self._rerun(check, program)
        self._program = program
        return _report(program, self.today, self._results, self._readers)

    def _stale(self, touched: frozenset[Address] | None) -> Iterator[str]:
        for check in CATALOGUE:
            if touched is None or not self._reads[check.code].isdisjoint(touched):
                yield check.code

    def _rerun(self, check: Check[Any], program: Program) -> None:
        reads: set[Address] = set()
        self._results[check.code] = _run(check, Look(recording(program, reads), self.today))
        self._reads[check.code] = frozenset(reads)

    def _readers(self, at: Address) -> Iterable[Check[Any]]:
        return [check for check in CATALOGUE if at in self._reads[check.code]]


def _run(check: Check[Any], look: Look) -> _Result:
    findings: list[Finding] = []
    waiting: dict[Waiting, None] = {}
    for subject in check.subjects(look):
        try:
            findings.extend(check.judge(look, subject))
        except Waits as waits:
            waiting[Waiting(check.code, waits.address, waits.withheld)] = None
    return _Result(tuple(findings), tuple(waiting))


def _report(program: Program, today: date, results: dict[str, _Result], readers: Any) -> Report:
    findings = [finding for check in CATALOGUE for finding in results[check.code].findings]
    waiting = tuple(wait for check in CATALOGUE for wait in results[check.code].waiting)
    findings = _with_fixes(program, today, findings, readers)
    findings.extend(withheld_findings(waiting))
    return Report(tuple(waivers.waived(program, today, findings)), waiting)


def _with_fixes(program: Program, today: date, findings: list[Finding], readers: Any) -> list[Finding]:
    """The findings, their values that would pass agreed between all checks at the same address."""
    offered: dict[Address, list[Finding]] = {}
    for finding in findings:
        if finding.passes is not None:
            offered.setdefault(finding.address, []).append(finding)
    agreed = {at: _agreed(program, today, at, those, readers) for at, those in offered.items()}
    return [
        _worded(program, finding, agreed) if finding.address in agreed else finding for finding in findings
    ]


def _agreed(
    program: Program, today: date, at: Address, offers: list[Finding], readers: Any
) -> tuple[Any, str] | None:
    """A value that passes every check at an address, and why; ``None`` where none is found."""
    tried: set[Any] = set()
    candidates = [(offer.passes, offer.because) for offer in offers]
    for _ in range(_TRIES):
        fresh = [candidate for candidate in candidates if candidate[0] not in tried]
        if not fresh:
            return None
        candidates = []
        for value, because in fresh:
            tried.add(value)
            again = _findings_with(program, today, at, value, readers)
            if again is not None and not again:
                return value, because
            candidates += [(each.passes, each.because) for each in again or () if each.passes is not None]
    return None


def _findings_with(
    program: Program, today: date, at: Address, value: Any, readers: Any
) -> list[Finding] | None:
    """What the checks that read an address say there, if it held another value. Notes do not count."""
    try:
        look = Look(apply(program, Set(at, value)), today)
    except EditError:
        return None
    said = (finding for check in readers(at) for finding in _run(check, look).findings)
    return [each for each in said if each.address == at and each.severity in ("error", "warning")]


def _worded(program: Program, finding: Finding, agreed: dict[Address, Any]) -> Finding:
    chosen = agreed[finding.address]
    if chosen is None:
        return replace(finding, passes=None, fix=finding.fix or "no single value passes every check here")
    value, because = chosen
    if finding.edits and finding.passes is None:
        return finding
    spec: FieldSpec | None = spec_at(program, finding.address)
    shown = measured(spec, value, program.program.currency)
    return replace(
        finding, passes=value, because=because, fix=f"{shown} passes" + (f" ({because})" if because else "")
    )
