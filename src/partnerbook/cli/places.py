"""Addresses as people type them: known or not, the nearest known one, and values as text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from partnerbook.knowledge.assumptions import assumptions
from partnerbook.program import address
from partnerbook.program.agreed import Assumption
from partnerbook.program.fields import WITHHELD
from partnerbook.program.locate import site, spec_at, value_at
from partnerbook.program.table import Table, parts_of
from partnerbook.program.values import typed
from partnerbook.record import record

if TYPE_CHECKING:
    from partnerbook.program.program import Program


ASSUMPTIONS: Final = "assumptions"
_SHOWN: Final = 12


@record
class Known:
    """An address of the format whose tables are there; a value may be unset."""

    address: str
    value: Any
    is_table: bool


def find(program: Program, text: str) -> Known | str:
    """What an address names in a program, or a sentence about why it names nothing."""
    try:
        parts = address.split(text.strip())
    except ValueError:
        return f"{text.strip() or 'nothing'} is no address; addresses look like tiers.gold.pay_percent.var"
    if parts == ("format",):
        return "format says how the file is written; it is no value of the program"
    here: Any = program
    for index, part in enumerate(parts):
        known = _known_below(here, parts[:index])
        if part not in known and not _is_open(here, parts[: index + 1], len(parts)):
            return _below_value(program, parts[:index]) or _unknown(parts, index, known)
        here = value_at(program, address.join(*parts[: index + 1]))
        if here is None and parts[0] == ASSUMPTIONS and index == 1:
            here = Assumption()
    at = address.join(*parts)
    return Known(at, here, isinstance(here, Table | Mapping))


def is_table(known: Known) -> str:
    """What to say where a value is wanted and the address names a table."""
    below = _known_below(known.value, address.split(known.address))
    shown = ", ".join(map(address.quote, below[:_SHOWN])) + (", …" if len(below) > _SHOWN else "")
    return f"{known.address} is a table; name one of its values" + (f": {shown}" if shown else "")


def _known_below(here: Any, parts: tuple[str, ...]) -> list[str]:
    """The keys that are known in a table; every assumption has its default, written or not."""
    if isinstance(here, Table):
        return list(parts_of(type(here)))
    if parts == (ASSUMPTIONS,):
        return list(dict.fromkeys((*here, *assumptions())))
    return list(here) if isinstance(here, Mapping) else []


def _is_open(here: Any, parts: tuple[str, ...], size: int) -> bool:
    """Whether any key may stand here: the last part of a keyed value such as ``pay_percent``."""
    place = site(address.join(*parts))
    return (
        isinstance(here, Mapping) and len(parts) == size and place is not None and place.kind == "keyed value"
    )


def _below_value(program: Program, parts: tuple[str, ...]) -> str:
    """What to say where an address goes on below a value; empty where it does not."""
    at = address.join(*parts)
    place = site(at) if parts else None
    spec = spec_at(program, at) if place and place.kind in ("value", "keyed value") else None
    if spec is None:
        return ""
    if spec.kind != "list":
        return f"{at} is one value: nothing is below it"
    words = [*(key for table in spec.refers_to for key in value_at(program, table)), *spec.choices]
    example = ", ".join(words[:2] if len(words) > 1 else ("this", "that"))
    return f'{at} is a list, set as a whole, with commas: {at} "{example}"'


def _unknown(parts: tuple[str, ...], index: int, known: list[str]) -> str:
    import difflib

    wrong = address.join(*parts)
    near = difflib.get_close_matches(parts[index], known, n=1, cutoff=0.5)
    ends = range(index + 2, len(parts) + 1)  # a key with points in it, that was written without quotes
    dotted = next((end for end in ends if ".".join(parts[index:end]) in known), None)
    if dotted or near:
        key, rest = (".".join(parts[index:dotted]), dotted) if dotted else (near[0], index + 1)
        meant = address.join(*parts[:index], key, *parts[rest:])
        return f"{wrong} is not there; did you mean {meant}?"
    table = address.join(*parts[:index]) or "the workbook"
    shown = ", ".join(map(address.quote, known[:_SHOWN])) + (", …" if len(known) > _SHOWN else "")
    return f"{wrong} is not there; {table} has {shown or 'nothing yet'}"


def below(known: Known) -> Iterator[tuple[str, Any]]:
    """Every value that is set at or below an address, in the format's order."""
    return ((at, value) for at, value in _below(known.value, known.address) if value is not None)


def below_and_empty(known: Known) -> Iterator[tuple[str, Any]]:
    """The same, and each keyed table in which nothing is written, with ``None``."""
    return _below(known.value, known.address)


def _below(value: Any, at: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Table):
        for name in parts_of(type(value)):
            yield from _below(getattr(value, name), address.child(at, name))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            if isinstance(item, Table) and item.is_empty:
                yield address.child(at, key), None
            yield from _below(item, address.child(at, key))
    elif value is not None:
        yield at, value


def as_typed(value: Any) -> str:
    """A value as text that, typed again, gives it back; numbers without marks, lists with commas."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return typed(value) if isinstance(value, tuple) else str(value)


def public(at: str, value: Any, private: Mapping[str, Any]) -> Any:
    """The value, or the word ``withheld`` where it came from the private overlay."""
    return WITHHELD if at in private else value
