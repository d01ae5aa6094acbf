"""From plain values, as a TOML parser gives them, to a `Program`, with every mistake named at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from partnerbook.program import address
from partnerbook.program.address import Address
from partnerbook.program.judge import UNFIT, judge_of
from partnerbook.program.mistakes import Mistake, WrongShape, expectation
from partnerbook.program.program import Program
from partnerbook.program.table import Part, Table, shaped
from partnerbook.record import record


@record
class Built:
    """A program made of all that was sound, and what had to be left out of it."""

    program: Program
    mistakes: tuple[Mistake, ...]


def build(raw: Mapping[str, Any]) -> Built:
    """The program that plain values mean. What has no place or the wrong shape is left out and named."""
    mistakes: list[Mistake] = []
    program = shaped(Program, raw, (), mistakes)
    return Built(program, tuple(mistakes))


def build_table(table: type[Table], raw: Mapping[str, Any], at: Address) -> Table:
    """One table made of plain values.

    Raises:
        WrongShape: a key is unknown or a value has the wrong shape; the message names its address.
    """
    mistakes: list[Mistake] = []
    made = shaped(table, raw, address.split(at), mistakes)
    if mistakes:
        raise WrongShape(mistakes)
    return made


def build_value(part: Part, value: Any) -> Any:
    """One value as a field (or one entry of a keyed field) takes it.

    Raises:
        ValueError: it has the wrong shape.
    """
    assert part.spec is not None
    made = judge_of(part.spec)(value)
    if made is UNFIT:
        raise ValueError(expectation(part.spec))
    return made
