"""Findings of one workbook, ready to be printed: with line and column, and nothing that is private."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from partnerbook.checks.engine import run
from partnerbook.checks.finding import SEVERITIES, Finding, Report
from partnerbook.record import record, replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from partnerbook.cli.output import Paint
    from partnerbook.program.program import Program
    from partnerbook.workbook.read import Reading

COUNTED = (*SEVERITIES, "waived")


@record
class Placed:
    """A finding and where it stands in the file; both count from 1."""

    finding: Finding
    line: int
    column: int

    @property
    def grade(self) -> str:
        """Its severity, or ``waived``."""
        return "waived" if self.finding.waived else self.finding.severity


def judged(program: Program, private: Any, today: date) -> Report:
    """What the checks say on a day. A finding that rests on private values names none of them."""
    report = run(program, today)
    if not private:
        return report
    from partnerbook.workbook.private import without

    public = set(map(_said, run(without(program, private), today).findings))
    findings = (each if _said(each) in public else _veiled(each) for each in report.findings)
    return Report(tuple(findings), report.waiting)


def _said(finding: Finding) -> tuple[str, str, str, str, str]:
    return finding.code, finding.address, finding.message, finding.found, finding.fix


def _veiled(finding: Finding) -> Finding:
    from partnerbook.checks.catalogue import by_code

    check = by_code(finding.code)
    return replace(
        finding,
        message=f"{finding.name.replace('-', ' ')}, judged with private values",
        found="private",
        limit="",
        fix=check.remedy if check else "",
        passes=None,
        because="",
        edits=(),
    )


def placed(
    reading: Reading, findings: Iterable[Finding], wanted: Callable[[Finding], bool] = lambda _: True
) -> list[Placed]:
    """The wanted findings in the order of the text."""
    document = reading.document
    if document is None:
        return []
    found = [Placed(each, *document.place(each.address)) for each in findings if wanted(each)]
    return sorted(
        found, key=lambda it: (it.line, it.column, SEVERITIES.index(it.finding.severity), it.finding.code)
    )


def summed(findings: Iterable[Placed]) -> dict[str, int]:
    """How many there are of each severity; waived ones count as waived only."""
    found = [each.grade for each in findings]
    return {grade: found.count(grade) for grade in COUNTED}


def waiting_checks(report: Report, wanted: Callable[[str], bool] = lambda _: True) -> int:
    """How many checks wait for a value somewhere."""
    return len({wait.code for wait in report.waiting if wanted(wait.code)})


def status_of(summary: dict[str, int], *, strict: bool) -> int:
    """0, or 1 for findings at error level (`strict`: warnings too)."""
    return 1 if summary["error"] or (strict and summary["warning"]) else 0


def as_plain(item: Placed) -> dict[str, Any]:
    """A finding for JSON."""
    finding = item.finding
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "address": finding.address,
        "found": finding.found,
        "limit": finding.limit,
        "message": finding.message,
        "fix": finding.fix,
        "source": finding.source,
        "line": item.line,
        "column": item.column,
        "waived": finding.waived,
    }


def as_lines(path: str, items: Iterable[Placed], paint: Paint) -> Iterable[str]:
    """Findings as text: place, code and message on a line; the severity and the fix indented below."""
    from partnerbook.cli.output import told
    from partnerbook.program.address import join

    for item in items:
        finding, place = item.finding, (path, item.line, item.column)
        grade: Any = item.grade
        fix = join("waivers", finding.waiver) if finding.waived else finding.fix
        yield from told(place, finding.code, finding.message, grade, fix, paint)


def sentence(summary: dict[str, int]) -> str:
    """``Found 2 errors, 5 warnings, 3 to do (1 waived).``"""
    from partnerbook.cli.output import counted

    parts = [counted(summary[grade], grade) for grade in ("error", "warning", "note") if summary[grade]]
    if summary["todo"]:
        parts.append(f"{summary['todo']:,} to do")
    waived = f" ({summary['waived']:,} waived)" if summary["waived"] else ""
    return f"Found {', '.join(parts)}{waived}." if parts else f"Nothing found{waived}."
