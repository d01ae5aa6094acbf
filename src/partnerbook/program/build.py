"""From plain values, as a TOML parser gives them, to a `Program`, with every mistake named at once."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Any, Literal

from partnerbook.program import address
from partnerbook.program.address import Address
from partnerbook.program.fields import FieldSpec
from partnerbook.program.program import Program
from partnerbook.program.table import Part, Table, parts_of
from partnerbook.record import record


@record
class Mistake:
    """Something at an address that cannot be part of a program."""

    kind: Literal["unknown-key", "wrong-shape"]
    parts: tuple[str, ...]
    message: str
    remedy: str
    found: Any = None

    @property
    def address(self) -> Address:
        """Where it is."""
        return address.join(*self.parts)


@record
class Built:
    """A program made of all that was sound, and what had to be left out of it."""

    program: Program
    mistakes: tuple[Mistake, ...]


def build(raw: Mapping[str, Any]) -> Built:
    """The program that plain values mean. What has no place or the wrong shape is left out and named."""
    from pydantic_core import ValidationError

    try:
        return Built(Program.model_validate(raw), ())
    except ValidationError:
        mistakes: list[Mistake] = []
        sound = _sound_table(raw, Program, (), mistakes)
        return Built(Program.model_validate(sound), tuple(mistakes))


def build_table(table: type[Table], raw: Mapping[str, Any], at: Address) -> Table:
    """One table made of plain values.

    Raises:
        ValueError: a key is unknown or a value has the wrong shape; the message names its address.
    """
    mistakes: list[Mistake] = []
    sound = _sound_table(raw, table, address.split(at), mistakes)
    if mistakes:
        raise ValueError("; ".join(f"{m.address}: {m.message}" for m in mistakes))
    return table.model_validate(sound)


def build_value(table: type[Table], part: Part, value: Any) -> Any:
    """One value as the field (or one entry of the keyed field) of `table` takes it.

    Raises:
        ValueError: it has the wrong shape.
    """
    from pydantic_core import ValidationError

    try:
        made = table.model_validate({part.name: {"it": value} if part.keyed else value})
    except ValidationError:
        raise ValueError(expectation(part.spec)) from None
    held = getattr(made, part.name)
    return held["it"] if part.keyed else held


def _sound_table(
    raw: object, table: type[Table], at: tuple[str, ...], mistakes: list[Mistake]
) -> dict[str, Any]:
    if not isinstance(raw, Mapping):
        mistakes.append(_wrong(at, f"expected a table, found {describe(raw)}", "Write it as a [table].", raw))
        return {}
    declared = parts_of(table)
    sound: dict[str, Any] = {}
    for key, value in raw.items():
        part = declared.get(key)
        if part is None:
            mistakes.append(_unknown((*at, key), declared))
        elif part.keyed:
            sound[key] = _sound_entries(value, table, part, (*at, key), mistakes)
        elif part.table:
            sound[key] = _sound_table(value, part.table, (*at, key), mistakes)
        elif _fits(table, part, value, (*at, key), mistakes):
            sound[key] = value
    return sound


def _sound_entries(
    raw: object, table: type[Table], part: Part, at: tuple[str, ...], mistakes: list[Mistake]
) -> dict[str, Any]:
    if not isinstance(raw, Mapping):
        remedy = f"Give each one a key of its own: [{address.join(*at)}.KEY]."
        mistakes.append(_wrong(at, f"expected keyed tables, found {describe(raw)}", remedy, raw))
        return {}
    if part.table:
        return {key: _sound_table(item, part.table, (*at, key), mistakes) for key, item in raw.items()}
    return {key: item for key, item in raw.items() if _fits(table, part, item, (*at, key), mistakes)}


def _fits(table: type[Table], part: Part, value: Any, at: tuple[str, ...], mistakes: list[Mistake]) -> bool:
    try:
        build_value(table, part, value)
    except ValueError as error:
        message = f"expected {error}, found {describe(value)}"
        mistakes.append(_wrong(at, message, _remedy(part.spec, value), value))
        return False
    return True


def _wrong(at: tuple[str, ...], message: str, remedy: str, found: Any) -> Mistake:
    return Mistake("wrong-shape", at, message, remedy, found)


def _unknown(at: tuple[str, ...], declared: Mapping[str, Part]) -> Mistake:
    near = difflib.get_close_matches(at[-1], declared, n=1, cutoff=0.6)
    remedy = f"Did you mean {near[0]}?" if near else f"Known here: {', '.join(declared)}."
    return Mistake("unknown-key", at, f"unknown key {address.quote(at[-1])}; it is kept and not used", remedy)


def expectation(spec: FieldSpec | None) -> str:
    """What a field takes, in words: ``a whole number``."""
    if spec is None:
        return "a table"
    takes = {
        "text": "text",
        "note": "text",
        "whole": "a whole number, 0 or more",
        "number": "a number, 0 or more",
        "date": "a date such as 2027-03-31",
        "yes-no": "true or false",
        "choice": "one of " + ", ".join(spec.choices),
        "list": "a list of words",
    }[spec.kind]
    words = f" or {', '.join(spec.choices)}" if spec.choices and spec.kind in ("whole", "number") else ""
    return takes + words


def describe(value: object) -> str:
    """What was found, in words, short enough for one line; it is user text and still to be made safe."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'the text "{value[:40]}{"…" if len(value) > 40 else ""}"'
    if isinstance(value, Mapping):
        return "a table"
    if isinstance(value, list):
        return "a list"
    shown = str(value) if not isinstance(value, int) or abs(value) < 10**30 else "a number beyond 64 bits"
    return shown[:60]


def _remedy(spec: FieldSpec | None, value: object) -> str:
    if spec is not None and spec.kind == "choice" and isinstance(value, str):
        near = difflib.get_close_matches(value, spec.choices, n=1, cutoff=0.5)
        if near:
            return f'Did you mean "{near[0]}"?'
    if spec is not None and spec.kind in ("whole", "number") and isinstance(value, str):
        return "Write the number without quotes."
    return "Correct it, or remove the line to leave it unset."
