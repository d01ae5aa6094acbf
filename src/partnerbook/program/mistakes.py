"""What cannot be part of a program: where it is, why it cannot, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from partnerbook.program import address
from partnerbook.program.address import Address
from partnerbook.program.fields import FieldSpec
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


class WrongShape(ValueError):
    """Plain values that make no table; the message names every mistake and its address."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("; ".join(f"{each.address}: {each.message}" for each in self.mistakes))


def unknown_key(at: tuple[str, ...], key: object, known: Sequence[str]) -> Mistake:
    """A key that the table at an address does not have."""
    name = str(key)
    near = _nearest(name, known, 0.6)
    remedy = f"Did you mean {near}?" if near else f"Known here: {', '.join(known)}."
    message = f"unknown key {address.quote(name)}; it is kept and not used"
    return Mistake("unknown-key", (*at, name), message, remedy)


def no_value(at: tuple[str, ...], spec: FieldSpec, found: object) -> Mistake:
    """A value that does not fit its declaration."""
    message = f"expected {expectation(spec)}, found {describe(found)}"
    return Mistake("wrong-shape", at, message, _remedy(spec, found), found)


def no_table(at: tuple[str, ...], found: object) -> Mistake:
    """Something else in the place of a table."""
    message = f"expected a table, found {describe(found)}"
    return Mistake("wrong-shape", at, message, "Write it as a [table].", found)


def no_keyed(at: tuple[str, ...], found: object) -> Mistake:
    """Something else in the place of keyed tables or values."""
    remedy = f"Give each one a key of its own: [{address.join(*at)}.KEY]."
    return Mistake("wrong-shape", at, f"expected keyed tables, found {describe(found)}", remedy, found)


def no_key(at: tuple[str, ...], found: object) -> Mistake:
    """Something else in the place of a key. No file can hold it, a program could be handed it."""
    message = f"expected a key that is text, found {describe(found)}"
    return Mistake("wrong-shape", at, message, "Write the key as text.", found)


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


def _remedy(spec: FieldSpec, value: object) -> str:
    if spec.kind == "choice" and isinstance(value, str):
        near = _nearest(value, spec.choices, 0.5)
        if near:
            return f'Did you mean "{near}"?'
    if spec.kind in ("whole", "number") and isinstance(value, str):
        return "Write the number without quotes."
    return "Correct it, or remove the line to leave it unset."


def _nearest(word: str, known: Sequence[str], cutoff: float) -> str:
    """The one of these words that was probably meant; empty where none is near."""
    from difflib import get_close_matches

    near = get_close_matches(word, known, n=1, cutoff=cutoff)
    return near[0] if near else ""
