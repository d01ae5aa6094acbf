"""The private overlay: values for what a workbook calls withheld, in a file beside it that git ignores.

``acme.private.toml`` belongs to ``acme.program.toml``. Its values are part of the program while it is open;
they never reach the workbook's text, and no message quotes them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from partnerbook.program import address as addresses
from partnerbook.program.address import Address
from partnerbook.program.edit import EditError, Set, apply
from partnerbook.program.fields import WITHHELD, Value
from partnerbook.program.locate import value_at
from partnerbook.program.program import Program
from partnerbook.workbook.document import Document
from partnerbook.workbook.layout import FORMAT_KEY
from partnerbook.workbook.problems import Problem

SUFFIX: Final = ".private.toml"


def overlay_path(workbook: Path) -> Path:
    """The file that may supply private values for a workbook."""
    name = workbook.name.removesuffix(".toml").removesuffix(".program")
    return workbook.with_name(name + SUFFIX)


def applied(
    program: Program, raw: Mapping[str, Any], text: str, path: str
) -> tuple[Program, dict[Address, Value], list[Problem]]:
    """The program with the private values in it, these values, and what is wrong with the overlay."""
    document = Document.of(text)
    private: dict[Address, Value] = {}
    problems: list[Problem] = []
    for parts, value in _leaves(raw, ()):
        at = addresses.join(*parts)
        if at == FORMAT_KEY:
            continue
        try:
            if value_at(program, at) != WITHHELD:
                message = f'the workbook does not say "withheld" at {at}; the private value is not used'
                remedy = f'Write "{WITHHELD}" there, or remove it here.'
                problems.append(_problem(document, path, at, "private-unused", message, remedy))
                continue
            program = apply(program, Set(at, value))
            private[at] = value
        except EditError:
            message = f"the private value of {at} has the wrong shape"
            remedy = "Write it as the workbook would; it stays withheld until then."
            problems.append(_problem(document, path, at, "private-shape", message, remedy))
    return program, private, problems


def without(program: Program, private: Mapping[Address, Value]) -> Program:
    """The program as the file says it: private values are withheld again, unless they were changed since."""
    for at, value in private.items():
        if value_at(program, at) == value:
            program = apply(program, Set(at, WITHHELD))
    return program


def _leaves(raw: Mapping[str, Any], at: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    for key, value in raw.items():
        if isinstance(value, dict):
            yield from _leaves(value, (*at, key))
        else:
            yield (*at, key), tuple(value) if isinstance(value, list) else value


def _problem(document: Document, path: str, at: Address, code: str, message: str, remedy: str) -> Problem:
    line, column = document.place(at)
    return Problem(path, line, column, code, message, remedy, at, "warning")
