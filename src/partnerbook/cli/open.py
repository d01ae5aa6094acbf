"""``partnerbook [FILE]``: the interface, where the terminal can show it."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from partnerbook.cli.arguments import Usage, with_day

if TYPE_CHECKING:
    import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what this command takes."""
    parser.description = "Open the interface, on a workbook where one is named."
    parser.usage = "partnerbook [FILE] [--at DATE]"
    parser.add_argument("file", metavar="FILE", nargs="?", help="a workbook")
    parser.add_argument("more", nargs="*", help="none: it is here to say what was meant")
    with_day(parser)


def run(options: argparse.Namespace) -> int:
    """Open the interface and stay until it is closed; returns the status."""
    if options.more:
        raise Usage(_not_a_command(options.file, options.more[0]))
    if options.file == "-":
        raise Usage("the interface cannot open standard input; partnerbook show - and check - can")
    if options.file is not None and not os.path.lexists(options.file):
        return _no_file(options.file)
    lacking = _lacking()
    if lacking:
        return _refuse(lacking, options.file)
    from pathlib import Path

    from partnerbook.tui.running import run as open_interface

    status: int = open_interface(Path(options.file) if options.file else None, options.at)
    return status


def _lacking() -> str:
    """Why the interface cannot be shown here; empty when it can."""
    if sys.stdin is None or sys.stdout is None or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return "there is no terminal"
    term = os.environ.get("TERM", "")
    if term in ("", "dumb") and sys.platform != "win32":
        return "TERM is dumb" if term else "TERM is not set"
    return ""


def _refuse(lacking: str, file: str | None) -> int:
    from partnerbook.cli.output import remark

    name = file or "FILE"
    remark(f"partnerbook: the interface cannot be shown here: {lacking}. Without it:")
    remark(f"    partnerbook show {name}     the whole workbook in words")
    remark(f"    partnerbook check {name}    what the checks find")
    return 2


def _no_file(name: str) -> int:
    from partnerbook.cli.output import remark

    near = _near_command(name)
    remark(f"partnerbook: there is no file {name}" + (f"; did you mean the command {near}?" if near else ""))
    remark(f"    partnerbook new {name}    makes one")
    return 2


def _not_a_command(first: str, second: str) -> str:
    near = _near_command(first)
    if near:
        return f"there is no command {first}; did you mean {near}?"
    return f"one file at most: {first} or {second}? Commands: partnerbook --help"


def _near_command(word: str) -> str:
    import difflib

    from partnerbook.cli.main import COMMANDS

    return next(iter(difflib.get_close_matches(word, COMMANDS, n=1, cutoff=0.6)), "")
