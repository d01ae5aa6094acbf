"""Findings for programs: the problems and findings of each file as one JSON object."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from partnerbook.cli.findings import as_plain
from partnerbook.cli.output import as_json

if TYPE_CHECKING:
    from partnerbook.cli.checked import Checked
    from partnerbook.cli.formats import Run
    from partnerbook.workbook.problems import Problem

_PROBLEM = ("path", "line", "column", "code", "severity", "address", "message", "remedy")


def render(run: Run) -> str:
    """The whole report. What was left out is counted only where something was compared with."""
    report: dict[str, Any] = {"version": 1, "files": [_file(result) for result in run.results]}
    if run.baseline or run.since:
        report["known"] = sum(result.known for result in run.results)
    if run.since:
        report["since"] = run.since
    if run.baseline:
        unused = run.unused or {}
        report["baseline"] = {
            "path": run.baseline,
            "unused": [
                {"path": path, "code": code, "address": address}
                for path, prints in unused.items()
                for code, address in prints
            ],
        }
    return as_json(report) + "\n"


def _file(result: Checked) -> dict[str, Any]:
    return {
        "path": result.path,
        "problems": [_plain(problem) for problem in result.problems],
        "findings": [as_plain(item) for item in result.findings],
        "summary": result.summary,
    }


def _plain(problem: Problem) -> dict[str, Any]:
    return {name: getattr(problem, name) for name in _PROBLEM}
