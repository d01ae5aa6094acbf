"""Completion for fish."""

from __future__ import annotations

from collections.abc import Iterator

from partnerbook.cli.describe import Argument, Command, commands
from partnerbook.cli.shells import REVISIONS, values_of

_HEAD = """\
# Completion of partnerbook for fish. Made by: partnerbook completions fish

function __partnerbook_revisions
    echo HEAD
    @REVISIONS@
end

complete -c partnerbook -f
complete -c partnerbook -n __fish_use_subcommand -k -a '(__fish_complete_suffix .toml)'
"""


def script() -> str:
    """The whole script."""
    known = [command for command in commands() if command.name]
    first = (
        f"complete -c partnerbook -n __fish_use_subcommand -a {each.name} -d {_quoted(each.summary)}\n"
        for each in known
    )
    return "".join(
        [
            _HEAD.replace("@REVISIONS@", REVISIONS),
            *first,
            *(line for each in known for line in _command(each)),
        ]
    )


def _command(command: Command) -> Iterator[str]:
    begin = f"complete -c partnerbook -n '__fish_seen_subcommand_from {command.name}'"
    for option in command.options:
        flags = " ".join(
            f"-l {flag[2:]}" if flag.startswith("--") else f"-s {flag[1:]}" for flag in option.flags
        )
        value = f" {_values(option)}" if option.metavar else ""
        yield f"{begin} {flags}{value} -d {_quoted(option.help)}\n"
    for word in command.words:
        value = _values(word)
        if value != "-x":
            yield f"{begin} {value.replace('-r -F', '-F').replace('-x ', '')}\n"


def _values(argument: Argument) -> str:
    values = values_of(argument)
    match values.kind:
        case "words":
            return f"-x -a {_quoted(' '.join(values.words))}"
        case "workbooks":
            return "-x -k -a '(__fish_complete_suffix .toml)'"
        case "files":
            return "-r -F"
        case "revisions":
            return "-x -a '(__partnerbook_revisions)'"
        case _:
            return "-x"


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
