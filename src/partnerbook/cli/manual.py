"""The manual page, made from what each command says of itself."""

from __future__ import annotations

from collections.abc import Iterator

from partnerbook import __version__
from partnerbook.cli.describe import Argument, Command, commands
from partnerbook.settings.folders import CONFIG_VARIABLE

_ABOUT = """\
Design, check and revise a B2B partner program, in a workbook that is good to keep in git. Without a command the
interface opens, on FILE where one is named. A file that is named like a command is written ./check. Where a file is
read, - is standard input."""
_STATUS = (
    ("0", "Nothing at error level; nothing to change."),
    ("1", "Findings at error level (with --strict: warnings too), or something that would change."),
    ("2", "A file could not be read or written, or wrong use."),
)
_FILES = (
    ("NAME.program.toml", "A workbook."),
    ("NAME.private.toml", "Values that the workbook beside it withholds. Keep it out of git."),
    ("settings.toml", "Your settings; partnerbook locate says where."),
)
_ENVIRONMENT = (
    (CONFIG_VARIABLE, "The folder of everything of yours, instead of the platform's."),
    ("NO_COLOR", "No colours, where it is set."),
    ("PARTNERBOOK_DEBUG", "Show where an unexpected error happened, where it is set."),
)


def render() -> str:
    """The page, in roff with the man macros."""
    return "\n".join(_lines(commands())) + "\n"


def _lines(known: tuple[Command, ...]) -> Iterator[str]:
    yield '.\\" Made by make docs from the commands themselves. Do not edit it here.'
    yield f'.TH PARTNERBOOK 1 "" "partnerbook {__version__}" "User Commands"'
    yield ".SH NAME"
    yield _text("partnerbook - design, check and revise a B2B partner program")
    yield ".SH SYNOPSIS"
    for number, command in enumerate(known):
        yield from ([".br"] if number else [])
        yield _text(command.synopsis)
    yield ".SH DESCRIPTION"
    yield _text(_ABOUT)
    yield ".SH COMMANDS"
    for command in known:
        yield from _command(command)
    for title, rows in (("EXIT STATUS", _STATUS), ("FILES", _FILES), ("ENVIRONMENT", _ENVIRONMENT)):
        yield f".SH {title}"
        for name, words in rows:
            yield from (".TP", f".B {_text(name)}", _text(words))
    yield ".SH SEE ALSO"
    yield ".BR git (1)"


def _command(command: Command) -> Iterator[str]:
    yield f'.SS "{_text(command.synopsis)}"'
    yield _text(command.description or f"{command.summary.capitalize()}.")
    for argument in (*command.words, *command.options):
        yield ".TP"
        yield _heading(argument)
        yield _text(_sentence(argument.help))
    if command.epilog:
        yield ".PP"
        yield ".nf"
        yield from map(_text, command.epilog.splitlines())
        yield ".fi"


def _heading(argument: Argument) -> str:
    value = f"\\fI{_text(argument.value)}\\fR" if argument.value else ""
    if not argument.flags:
        return value
    flags = ", ".join(f"\\fB{_text(flag)}\\fR" for flag in argument.flags)
    return f"{flags} {value}".rstrip()


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def _text(text: str) -> str:
    """Text in which roff reads no command; each of its lines begins with none."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace('"', "\\(dq")
    lines = escaped.splitlines() or [""]
    return "\n".join(f"\\&{line}" if line.startswith(".") else line for line in lines)
