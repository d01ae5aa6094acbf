"""Opening workbooks for a command, and what is said about a file that is not sound."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from partnerbook.cli.output import Paint, remark, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partnerbook.program.program import Program
    from partnerbook.workbook.problems import Problem
    from partnerbook.workbook.read import Reading

STDIN = "-"


class Unreadable(Exception):
    """A workbook that cannot be read; everything has been said."""


def opened(name: str) -> Reading:
    """What is in the file of this name, or in standard input for ``-``."""
    from pathlib import Path

    from partnerbook.workbook.files import FileError, load_bytes
    from partnerbook.workbook.problems import Problem
    from partnerbook.workbook.read import Reading, read

    try:
        if name != STDIN:
            return read(Path(name), name)
        return read(load_bytes(None), name) if sys.stdin is not None else read(b"", name)
    except FileError as error:
        return _unread(Reading, Problem(name, 1, 1, error.code, error.message, error.remedy))
    except ValueError as error:  # a name that no file can have
        return _unread(Reading, Problem(name, 1, 1, "file", f"no such file: {error}", "Check the name."))


def _unread(kind: type[Reading], problem: Problem) -> Reading:
    return kind(problem.path, None, (problem,))


def needed(name: str) -> tuple[Reading, Program]:
    """The file and its program; problems are remarks.

    Raises:
        Unreadable: there is no program in it.
    """
    reading = opened(name)
    say_problems(reading)
    if reading.program is None:
        raise Unreadable(name)
    return reading, reading.program


def needed_text(name: str) -> tuple[Reading, str]:
    """The file and its text, where there is a program in it; what keeps it from being read is a remark.

    Raises:
        Unreadable: there is no program in it.
    """
    reading = opened(name)
    if reading.program is None or reading.text is None:
        say_problems(reading)
        raise Unreadable(name)
    return reading, reading.text


def say_problems(reading: Reading) -> None:
    """All that is wrong with the file itself, as remarks."""
    for problem in reading.problems:
        say_problem(problem)


def say_problem(problem: Problem) -> None:
    """One thing that is wrong with the file itself, as a remark."""
    for line in problem_lines(problem, Paint(False)):
        remark(line)


def problem_lines(problem: Problem, paint: Paint) -> Iterator[str]:
    """A problem as text, in the manner of a finding."""
    place = (problem.path, problem.line, problem.column)
    return told(place, problem.code, problem.message, problem.severity, problem.remedy, paint)
