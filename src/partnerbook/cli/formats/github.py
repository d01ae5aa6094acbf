"""Findings as commands of a GitHub workflow, which annotate the line in the pull request.

A command is one line: ``::error file=…,line=…,col=…,title=…::message``. A percent sign and line ends are
escaped in all of it, a colon and a comma in the values before the message too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from partnerbook.cli.formats import place_of
from partnerbook.cli.formats.text import closing_lines
from partnerbook.cli.output import safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partnerbook.cli.formats import Run

_COMMANDS: Final = {"error": "error", "warning": "warning", "note": "notice", "todo": "notice"}


def render(run: Run) -> str:
    """A command for each finding that is not waived, worst first, and the closing sentences for the log.

    GitHub shows the first ten of each kind in one step.
    """
    lines = [line for command in ("error", "warning", "notice") for line in _commands(run, command)]
    lines += closing_lines(run)
    return "".join(f"{line}\n" for line in lines)


def _commands(run: Run, command: str) -> Iterator[str]:
    for result in run.results:
        for problem in result.problems:
            if problem.severity == command:
                text = f"{problem.message}. {problem.remedy}"
                yield _command(command, problem.path, problem.line, problem.column, problem.code, text)
        for item in result.findings:
            finding = item.finding
            if _COMMANDS.get(item.grade) == command:
                title = f"{finding.code} {finding.name}" + (" (to do)" if item.grade == "todo" else "")
                yield _command(command, result.path, item.line, item.column, title, finding.sentence)


def _command(command: str, path: str, line: int, column: int, title: str, message: str) -> str:
    facts = {} if path == "-" else {"file": safe(place_of(path))}
    facts |= {"line": str(line), "col": str(column), "title": safe(title)}
    values = ",".join(f"{name}={_escaped(value, ':,')}" for name, value in facts.items())
    return f"::{command} {values}::{_escaped(safe(message))}"


def _escaped(text: str, others: str = "") -> str:
    """Text in which the runner reads nothing as the end of a value."""
    for char in "%\r\n" + others:  # the percent sign first
        text = text.replace(char, f"%{ord(char):02X}")
    return text
