"""What every command takes, asked of its own parser: for completions and the manual page."""

from __future__ import annotations

import argparse
from importlib import import_module
from typing import Any, Final

from partnerbook.cli.arguments import Parser
from partnerbook.cli.main import COMMANDS
from partnerbook.record import record

_UNSAID: Final = ("more",)
"""Words that a parser takes only to refuse them well."""


@record
class Argument:
    """One option, or one word that stands without one."""

    flags: tuple[str, ...]
    """``-o`` and ``--output``; none for a word that stands alone."""
    dest: str
    metavar: str
    """What its value is called; empty for a switch."""
    choices: tuple[str, ...]
    help: str
    optional: bool
    several: bool

    @property
    def value(self) -> str:
        """The value as a usage line shows it."""
        return "{" + ",".join(self.choices) + "}" if self.choices else self.metavar


@record
class Command:
    """One command."""

    name: str
    """Empty for the interface, which opens without a command."""
    summary: str
    description: str
    epilog: str
    options: tuple[Argument, ...]
    words: tuple[Argument, ...]

    @property
    def synopsis(self) -> str:
        """How it is called, options in short."""
        words = [f"[{word.value}]" if word.optional else word.value for word in self.words]
        words = [
            word + " ..." if each.several else word for word, each in zip(words, self.words, strict=True)
        ]
        return " ".join(
            filter(None, ("partnerbook", self.name, "[OPTION ...]" if self.options else "", *words))
        )


def commands() -> tuple[Command, ...]:
    """All of them in the order of ``--help``; the interface first."""
    return tuple(_command(name, summary) for name, summary in {"": "open the interface", **COMMANDS}.items())


def _command(name: str, summary: str) -> Command:
    parser = Parser(prog=f"partnerbook {name}".rstrip())
    import_module(f"partnerbook.cli.{name.replace('-', '_') or 'open'}").arguments(parser)
    actions = [action for action in parser._actions if action.help != argparse.SUPPRESS]
    return Command(
        name,
        summary,
        parser.description or "",
        parser.epilog or "",
        tuple(_argument(action) for action in actions if action.option_strings),
        tuple(_argument(each) for each in actions if not each.option_strings and each.dest not in _UNSAID),
    )


def _argument(action: argparse.Action) -> Argument:
    named: Any = action.metavar
    metavar = "" if action.nargs == 0 else str(named or action.dest.upper())
    several = action.nargs in ("+", "*", argparse.REMAINDER)
    optional = bool(action.option_strings) or action.nargs in ("?", "*", argparse.REMAINDER)
    choices = tuple(map(str, action.choices or ()))
    text = (action.help or "").replace("%%", "%")
    return Argument(tuple(action.option_strings), action.dest, metavar, choices, text, optional, several)
