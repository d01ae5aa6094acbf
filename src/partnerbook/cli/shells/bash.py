"""Completion for bash 3.2 and later; needs no other package."""

from __future__ import annotations

from collections.abc import Iterator

from partnerbook.cli.describe import Argument, Command, commands
from partnerbook.cli.shells import REVISIONS, Values, values_of

_HEAD = """\
# Completion of partnerbook for bash. Made by: partnerbook completions bash

_partnerbook_words() {
    local line
    while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -W "$1" -- "$cur")
}

_partnerbook_files() {
    local line
    while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -X "$1" -- "$cur"; compgen -d -- "$cur")
}

_partnerbook_revisions() {
    _partnerbook_words "HEAD $(@REVISIONS@)"
}

_partnerbook() {
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}
    COMPREPLY=()
    if [[ $cur == "=" ]]; then
        cur=
    elif [[ $prev == "=" ]]; then
        prev=${COMP_WORDS[COMP_CWORD-2]}
    fi
"""


def script() -> str:
    """The whole script."""
    known = commands()
    return "".join(
        [
            _HEAD.replace("@REVISIONS@", REVISIONS),
            *_first(known),
            *_values(known),
            *_rest(known),
            "}\n",
            _COMPLETE,
        ]
    )


_COMPLETE = "\ncomplete -o filenames -F _partnerbook partnerbook\n"


def _first(known: tuple[Command, ...]) -> Iterator[str]:
    names = " ".join(command.name for command in known if command.name)
    flags = " ".join(flag for option in known[0].options for flag in option.flags)
    yield "    if [[ $COMP_CWORD -eq 1 ]]; then\n"
    yield f'        _partnerbook_words "{names} {flags} --version"\n'
    yield "        [[ $cur == -* ]] || _partnerbook_files '!*.toml'\n"
    yield "        return\n    fi\n"


def _values(known: tuple[Command, ...]) -> Iterator[str]:
    yield '    case "$command $prev" in\n'
    for command in known:
        for option in command.options:
            if command.name and option.metavar:
                keys = "|".join(f'"{command.name} {flag}"' for flag in option.flags)
                yield f"        {keys}) {_call(values_of(option))}; return ;;\n"
    yield "    esac\n"


def _rest(known: tuple[Command, ...]) -> Iterator[str]:
    yield '    case "$command" in\n'
    for command in known:
        if command.name:
            flags = " ".join(flag for option in command.options for flag in option.flags)
            yield f"        {command.name})\n"
            yield f'            if [[ $cur == -* ]]; then _partnerbook_words "{flags}"; return; fi\n'
            yield "".join(f"            {call}\n" for call in _calls(command.words))
            yield "            ;;\n"
    yield "        *) _partnerbook_files '!*.toml' ;;\n"
    yield "    esac\n"


def _calls(words: tuple[Argument, ...]) -> list[str]:
    calls = dict.fromkeys(_call(values_of(word)) for word in words)
    return [call for call in calls if call != ":"] or [":"]


def _call(values: Values) -> str:
    match values.kind:
        case "words":
            return f'_partnerbook_words "{" ".join(values.words)}"'
        case "workbooks":
            return "_partnerbook_files '!*.toml'"
        case "files":
            return "_partnerbook_files ''"
        case "revisions":
            return "_partnerbook_revisions"
        case _:
            return ":"
