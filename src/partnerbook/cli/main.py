"""Finds the command and runs it. Nothing else is imported before the command is known: starting is quick."""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # importing it would take longer than `--version` does
if TYPE_CHECKING:
    from typing import TextIO

COMMANDS = {
    "new": "make a new workbook, from a template",
    "check": "say what the checks find in workbooks",
    "diff": "say what changed between two versions, and what it does",
    "explain": "say what a check looks at, why, and how to mend it",
    "show": "tell a whole workbook in words, step by step",
    "get": "print the value at an address",
    "set": "change the value at an address",
    "fmt": "lay workbooks out as the format declares",
    "migrate": "bring workbooks to the newest format",
    "schema": "print the JSON Schema of workbooks, for editors",
    "git-setup": "let git diff and merge workbooks with partnerbook",
    "git-diff-driver": "tell what changed in a workbook, for git",
    "textconv": "tell a workbook in words, for git",
    "merge-driver": "merge versions of a workbook for git",
    "completions": "print completion for a shell",
    "locate": "print the folders that are read and written",
}
"""Each is a module of this room with `arguments(parser)` and `run(options)`."""

USAGE_STATUS = 2
_INTERRUPTED = 130
_CLOSED_PIPE = 141
_TOLD_TO_END = 128
"""More than that: a signal."""
_FULL = (28, 122)
"""ENOSPC and EDQUOT: there is no room for what is written."""


def entry() -> int:
    """The installed command. Returns the status; never lets an exception out."""
    try:
        return _closing(main(sys.argv[1:]))
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        _drop_output()
        return _CLOSED_PIPE
    except OSError as error:
        return _not_written(error) if error.errno in _FULL else _failed(error)
    except Exception as error:
        return _failed(error)


def main(words: list[str]) -> int:
    """Run one command line (without the name of the program) and return its status."""
    first = words[0] if words else ""
    if first in ("--version", "-V"):
        from partnerbook import __version__

        print(f"partnerbook {__version__}")
        return 0
    if first in ("--help", "-h"):
        print(help_text())
        return 0
    from importlib import import_module

    from partnerbook.cli.arguments import Parser, Usage

    command = first if first in COMMANDS else "open"
    _prepare()
    module = import_module(f"partnerbook.cli.{command.replace('-', '_')}")
    parser = Parser(prog="partnerbook" if command == "open" else f"partnerbook {command}")
    module.arguments(parser)
    try:
        status: int = module.run(parser.parse_args(words if command == "open" else words[1:]))
    except Usage as wrong:
        return parser.refuse(wrong)
    return status


def _prepare() -> None:
    """Leave out what costs time and brings nothing: the collection of garbage, which would walk through
    everything that is imported; the interface begins it when it is up."""
    import gc

    gc.disable()


def help_text() -> str:
    """What ``partnerbook --help`` prints."""
    rows = "\n".join(f"  {name:<17}{summary}" for name, summary in COMMANDS.items())
    return f"""usage: partnerbook [FILE]
       partnerbook COMMAND ...

Design, check and revise a B2B partner program, in a workbook that is good to keep in git.
Without a command the interface opens, on FILE where one is named.

commands:
{rows}

options:
  -h, --help     this help; partnerbook COMMAND --help says more
  -V, --version  the version

A file that is named like a command: ./check. Where a file is read, - is standard input.
Status: 0 nothing at error level, 1 findings at error level, 2 unreadable or wrong use."""


def _closing(status: int) -> int:
    """The status, once everything is written: a reader that went away is noticed here and not at exit."""
    import gc

    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            if status <= _TOLD_TO_END:
                raise
            _drop(stream)  # the terminal is gone, and that is why it ends
    gc.freeze()  # nothing is left to collect: the process ends
    return status


def _not_written(error: OSError) -> int:
    from partnerbook.cli.output import remark

    _drop_output()
    remark(f"partnerbook: error: the output could not be written: {error.strerror}")
    return USAGE_STATUS


def _drop_output() -> None:
    _drop(sys.stdout)


def _drop(stream: TextIO) -> None:
    """Let what is written to a stream, and what waits to be, go nowhere."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _failed(error: Exception) -> int:
    import os

    if os.environ.get("PARTNERBOOK_DEBUG"):
        raise error
    from partnerbook.cli.output import remark

    remark(f"partnerbook: error: this should not happen: {type(error).__name__}: {error}")
    remark("Nothing more was done. Please report it; with PARTNERBOOK_DEBUG=1 it says where it happened.")
    return USAGE_STATUS
