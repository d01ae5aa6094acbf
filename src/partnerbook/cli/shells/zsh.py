"""Completion for zsh, through its own `_arguments`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from partnerbook.cli.describe import Argument, Command, commands
from partnerbook.cli.shells import REVISIONS, values_of

_HEAD = """\
#compdef partnerbook
# Completion of partnerbook for zsh. Made by: partnerbook completions zsh

_partnerbook_revisions() {
    local -a revisions
    revisions=(HEAD ${(f)"$(@REVISIONS@)"})
    compadd -a revisions
}

_partnerbook() {
    local -a names
    names=(
"""
_MIDDLE = """\
    )
    if (( CURRENT == 2 )); then
        _describe -t commands command names
        _files -g '*.toml'
        return
    fi
    local command=$words[2]
    words=("${words[@]:1}")
    (( CURRENT -= 1 ))
    case $command in
"""
_TAIL = """\
        *) _files -g '*.toml' ;;
    esac
}

if [[ $funcstack[1] == _partnerbook ]]; then
    _partnerbook "$@"
else
    compdef _partnerbook partnerbook
fi
"""


def script() -> str:
    """The whole script."""
    known = [command for command in commands() if command.name]
    names = "".join(f"        {_quoted(f'{each.name}:{each.summary}')}\n" for each in known)
    return "".join(
        [
            _HEAD.replace("@REVISIONS@", REVISIONS),
            names,
            _MIDDLE,
            *(line for each in known for line in _command(each)),
            _TAIL,
        ]
    )


def _command(command: Command) -> Iterator[str]:
    specs = [_option(flag, option) for option in command.options for flag in option.flags]
    specs += [_word(word) for word in command.words]
    yield f"        {command.name})\n            _arguments -s \\\n"
    yield " \\\n".join(f"                {_quoted(spec)}" for spec in specs)
    yield "\n            ;;\n"


def _option(flag: str, option: Argument) -> str:
    shown = f"{flag}[{_plain(option.help)}]"
    if not option.metavar:
        return shown
    equals = "=" if flag.startswith("--") else ""
    return f"{flag}{equals}[{_plain(option.help)}]:{_plain(option.metavar.lower())}:{_action(option)}"


def _word(word: Argument) -> str:
    return f"{'*' if word.several else ''}:{_plain(word.dest)}:{_action(word)}"


def _action(argument: Argument) -> str:
    values = values_of(argument)
    match values.kind:
        case "words":
            return "(" + " ".join(values.words) + ")"
        case "workbooks":
            return '_files -g "*.toml"'
        case "files":
            return "_files"
        case "revisions":
            return "_partnerbook_revisions"
        case _:
            return " "


def _plain(text: str) -> str:
    """Text in which `_arguments` reads no sign of its own."""
    return re.sub(r"([\[\]:\\])", r"\\\1", text)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"
