"""Reading command lines: argparse, with plain refusals and without what slows its start."""

from __future__ import annotations

import argparse
import os
from datetime import date
from typing import Any, NoReturn

from partnerbook.cli.output import remark


class Usage(Exception):
    """The command was used in a wrong way; the message says how, in one or more sentences."""


class Format(argparse.HelpFormatter):
    """Help as wide as the terminal. Without a width argparse would load `shutil` for every option."""

    def __init__(self, prog: str, **facts: Any) -> None:
        super().__init__(prog, max_help_position=28, width=_width() - 2)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(indent + line for line in text.splitlines())


class Parser(argparse.ArgumentParser):
    """A parser of one command; wrong use is a `Usage`."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog=prog, formatter_class=Format, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        """Called by argparse for wrong use."""
        raise Usage(message)

    def refuse(self, wrong: Usage) -> int:
        """Say what was wrong and how the command is used; returns the status."""
        remark(f"{self.prog}: {wrong}")
        remark(self.format_usage().rstrip())
        return 2


def day(text: str) -> date:
    """A day given as an option."""
    try:
        parts = text.split("-")
        if [len(part) for part in parts if part.isascii() and part.isdecimal()] != [4, 2, 2]:
            raise ValueError
        return date(*map(int, parts))
    except ValueError:
        raise argparse.ArgumentTypeError(f"expected a date such as 2027-03-31, not {text!r}") from None


def with_file(parser: argparse.ArgumentParser, *, several: bool = False, reads: bool = True) -> None:
    """Add the workbook, or workbooks, that the command is about."""
    words = "a workbook" + ("; - is standard input" if reads else "")
    if several:
        parser.add_argument("files", metavar="FILE", nargs="+", help=words)
    else:
        parser.add_argument("file", metavar="FILE", help=words)


def with_day(parser: argparse.ArgumentParser) -> None:
    """Add the option that says which day is today."""
    parser.add_argument("--at", metavar="DATE", type=day, help="judge as on this day, so that results repeat")


def today(options: argparse.Namespace) -> date:
    """The day that the options name, else today."""
    given: date | None = options.at
    return given or date.today()


def _width() -> int:
    named = os.environ.get("COLUMNS", "")
    if named.isdecimal() and int(named) > 0:
        return max(40, int(named))
    try:
        return max(40, os.get_terminal_size().columns)
    except OSError:
        return 80
