"""What names what: the values and keys that refer to a keyed table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from partnerbook.program import address
from partnerbook.program.address import Address, child
from partnerbook.program.changed import WHOLE_TABLES
from partnerbook.program.edit import Edit, Rename, Set
from partnerbook.program.fields import FieldSpec
from partnerbook.program.program import Program
from partnerbook.program.table import Part, parts_of
from partnerbook.record import record

FREE_TEXT_TABLES = ("team",)
"""Tables of which a field may name an entry, or somebody else in words."""


@record
class Reference:
    """A word in a program that names a key of a table."""

    address: Address
    word: str
    tables: tuple[str, ...]
    is_key: bool
    """Whether the word is the last part of the address, and not the value there."""


def references(program: Program) -> Iterator[Reference]:
    """Every word of a program that names the key of a table."""
    return _in_table(program, Program, "")


def holders(program: Program) -> Iterator[Address]:
    """Tables that can hold references: fixed ones, and each of keyed ones. Wide tables are left out."""
    for name, part in _pointing(Program):
        if not part.keyed:
            yield name
        elif name not in WHOLE_TABLES:
            yield from (child(name, key) for key in getattr(program, name))


def references_in(program: Program, holder: Address) -> Iterator[Reference]:
    """The references in one of these tables; of a recording view of a program as well."""
    name, *key = address.split(holder)
    held = getattr(program, name)
    return _in_table(held[key[0]] if key else held, Program.parts[name].table, holder)


def is_checked(reference: Reference) -> bool:
    """Whether the word must name an entry, and is not perhaps somebody else in words."""
    return reference.tables != FREE_TEXT_TABLES or reference.address == "program.owner"


def renaming(program: Program, at: Address, key: str) -> tuple[Edit, ...]:
    """The edits that give a keyed table another key and rewrite all that refers to it."""
    table, old = address.parent(at), address.split(at)[-1]
    edits: list[Edit] = []
    for reference in references(program):
        if reference.word == old and table in reference.tables:
            edits.append(_rewritten(program, reference, old, key))
    # The references first: their own addresses may lie below the table that is renamed.
    made = (*_unique(edits), Rename(at, key))
    return (*_waived_elsewhere(program, made), *made)


def _waived_elsewhere(program: Program, edits: tuple[Edit, ...]) -> Iterator[Edit]:
    """Waivers name whole addresses: those that these renames move are rewritten."""
    for waiver, held in program.waivers.items():
        there = held.at
        for edit in edits:
            if there is not None and isinstance(edit, Rename) and address.within(there, edit.address):
                there = child(address.parent(edit.address), edit.key) + there[len(edit.address) :]
        if there is not None and there != held.at:
            yield Set(address.join("waivers", waiver, "at"), there)


def _rewritten(program: Program, reference: Reference, old: str, key: str) -> Edit:
    from partnerbook.program.locate import value_at

    if reference.is_key:
        return Rename(reference.address, key)
    value = value_at(program, reference.address)
    if isinstance(value, tuple):
        return Set(reference.address, tuple(key if word == old else word for word in value))
    return Set(reference.address, key)


def _unique(edits: list[Edit]) -> list[Edit]:
    return list({edit.address: edit for edit in edits}.values())


def _in_table(table: Any, kind: Any, at: Address) -> Iterator[Reference]:
    for name, part in _pointing(kind):
        value = getattr(table, name)
        here = child(at, name)
        if value is None:
            continue
        if part.spec is None:
            yield from (_in_tables if part.keyed else _in_table)(value, part.table, here)
        elif part.keyed:
            yield from _in_keyed(value, here, part.spec)
        else:
            yield from _in_value(value, here, part.spec)


@cache
def _pointing(table: Any) -> tuple[tuple[str, Part], ...]:
    """What of a class of tables can hold references: most values cannot, and partners are many."""
    return tuple((name, part) for name, part in parts_of(table).items() if _can_point(part))


def _can_point(part: Part) -> bool:
    if part.spec is not None:
        return bool(part.spec.refers_to or part.spec.keys_refer_to)
    inner: Any = part.table
    return bool(_pointing(inner))


def _in_tables(held: Mapping[str, Any], kind: Any, at: Address) -> Iterator[Reference]:
    for key in held:
        yield from _in_table(held[key], kind, child(at, key))


def _in_keyed(held: Mapping[str, Any], at: Address, spec: FieldSpec) -> Iterator[Reference]:
    for key in held:
        if spec.keys_refer_to:
            yield Reference(child(at, key), key, spec.keys_refer_to, is_key=True)
        if spec.refers_to:
            yield from _in_value(held[key], child(at, key), spec)


def _in_value(value: Any, at: Address, spec: FieldSpec) -> Iterator[Reference]:
    for word in value if isinstance(value, tuple) else (value,):
        if isinstance(word, str):
            yield Reference(at, word, spec.refers_to, is_key=False)
