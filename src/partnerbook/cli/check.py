"""``partnerbook check``: what the checks find in workbooks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from partnerbook.cli.arguments import today, with_day, with_file

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from datetime import date

    from partnerbook.cli.findings import Placed
    from partnerbook.cli.output import Paint
    from partnerbook.workbook.problems import Problem
    from partnerbook.workbook.read import Reading


@dataclass(frozen=True, slots=True)
class Checked:
    """One file, and what was found in it."""

    path: str
    reading: Reading
    findings: list[Placed]
    waiting: int

    @property
    def summary(self) -> dict[str, int]:
        """How many findings of each severity."""
        from partnerbook.cli.findings import summed

        return summed(self.findings)

    def status(self, strict: bool) -> int:
        """2 for a file that cannot be read, 1 for something at error level, else 0."""
        from partnerbook.cli.findings import status_of

        if self.reading.program is None:
            return 2
        grades = {problem.severity for problem in self.reading.problems}
        if "error" in grades or (strict and grades):
            return 1
        return status_of(self.summary, strict=strict)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what this command takes."""
    parser.description = (
        "Say what the checks find in workbooks, with the value that would pass where there is one."
    )
    with_file(parser, several=True)
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help="text for people (default), json for programs",
    )
    for option, verb in (("--select", "only"), ("--ignore", "without")):
        parser.add_argument(
            option,
            metavar="CODES",
            action="append",
            help=f"{verb} these checks: codes, beginnings of codes (PAY) or names, with commas",
        )
    parser.add_argument("--strict", action="store_true", help="status 1 for warnings too")
    with_day(parser)


def run(options: argparse.Namespace) -> int:
    """Check the files; one that cannot be read does not hide the others."""
    from partnerbook.cli.selection import chosen

    codes, day = chosen(options.select, options.ignore), today(options)
    results = [_checked(name, codes, day) for name in dict.fromkeys(options.files)]
    if options.format == "json":
        _print_json(results)
    else:
        _print_text(results)
    return max(result.status(options.strict) for result in results)


def _checked(name: str, codes: frozenset[str], day: date) -> Checked:
    from partnerbook.cli.findings import judged, placed, waiting_checks
    from partnerbook.cli.reading import opened

    reading = opened(name)
    if reading.program is None:
        return Checked(name, reading, [], 0)
    report = judged(reading.program, reading.private, day)
    found = placed(reading, report.findings, lambda finding: finding.code in codes)
    return Checked(name, reading, found, waiting_checks(report, codes.__contains__))


def _print_json(results: list[Checked]) -> None:
    from partnerbook.cli.findings import as_plain
    from partnerbook.cli.output import as_json, say

    files = [
        {
            "path": result.path,
            "problems": [_plain_problem(problem) for problem in result.reading.problems],
            "findings": [as_plain(item) for item in result.findings],
            "summary": result.summary,
        }
        for result in results
    ]
    say(as_json({"version": 1, "files": files}))


def _plain_problem(problem: Problem) -> dict[str, Any]:
    names = ("path", "line", "column", "code", "severity", "address", "message", "remedy")
    return {name: getattr(problem, name) for name in names}


def _print_text(results: list[Checked]) -> None:
    from partnerbook.cli.findings import as_lines
    from partnerbook.cli.output import Paint, say, wants_colour

    paint = Paint(wants_colour())
    said = False
    for result in results:
        for line in (*_problem_lines(result.reading, paint), *as_lines(result.path, result.findings, paint)):
            say(line)
            said = True
    if said:
        say()
    for line in _closing_lines(results):
        say(line)


def _problem_lines(reading: Reading, paint: Paint) -> Iterator[str]:
    from partnerbook.cli.output import safe

    for problem in reading.problems:
        where = paint("strong", f"{safe(problem.path)}:{problem.line}:{problem.column}")
        kind = paint(problem.severity, f"{problem.code} {problem.severity}")
        yield f"{where} {kind}: {safe(problem.message)}"
        yield f"    {safe(problem.remedy)}"


def _closing_lines(results: list[Checked]) -> Iterator[str]:
    from partnerbook.cli.findings import COUNTED, sentence
    from partnerbook.cli.output import counted

    total = {grade: sum(result.summary[grade] for result in results) for grade in COUNTED}
    many = f" In {len(results)} files." if len(results) > 1 else ""
    read = [result for result in results if result.reading.program is not None]
    if read:
        yield sentence(total) + many
    problems = sum(len(result.reading.problems) for result in results)
    if problems:
        where = "files themselves" if len(results) > 1 else "file itself"
        yield f"{counted(problems, 'problem')} in the {where}."
    if len(read) < len(results):
        yield f"{counted(len(results) - len(read), 'file')} could not be read."
    waiting = sum(result.waiting for result in read)
    if waiting:
        verb = "waits" if waiting == 1 else "wait"
        yield f"{counted(waiting, 'check')} {verb} for values that are unset or withheld."
