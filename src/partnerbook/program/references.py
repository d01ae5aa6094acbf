"""What names what: the values and keys that refer to a keyed table, and those that refer to nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from partnerbook.program import address
from partnerbook.program.address import Address, child
from partnerbook.program.edit import Edit, Rename, Set
from partnerbook.program.fields import NONE, WITHHELD, FieldSpec
from partnerbook.program.program import Program
from partnerbook.program.table import Part, Table, parts_of
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
    yield from _in_table(program, "")


def dangling(program: Program) -> Iterator[Reference]:
    """References to what is not there."""
    return (reference for reference in references(program) if _dangles(program, reference))


def dangling_at(program: Program, at: Address, spec: FieldSpec, value: Any) -> Iterator[Reference]:
    """The same of one value: ``spec`` declares it."""
    return (reference for reference in _in_value(value, at, spec) if _dangles(program, reference))


def _dangles(program: Program, reference: Reference) -> bool:
    if reference.tables == FREE_TEXT_TABLES and reference.address != "program.owner":
        return False
    if reference.word in (NONE, WITHHELD):
        return False
    return not any(reference.word in getattr(program, table) for table in reference.tables)


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


def _in_table(table: Table, at: Address) -> Iterator[Reference]:
    kind: Any = type(table)
    for name, part in _pointing(kind):
        value = getattr(table, name)
        here = child(at, name)
        if value is None:
            continue
        if part.spec is None:
            yield from _in_tables(value, here)
        elif part.keyed:
            for key, item in value.items():
                if part.spec.keys_refer_to:
                    yield Reference(child(here, key), key, part.spec.keys_refer_to, is_key=True)
                yield from _in_value(item, child(here, key), part.spec)
        else:
            yield from _in_value(value, here, part.spec)


@cache
def _pointing(table: Any) -> tuple[tuple[str, Part], ...]:
    """What of a class of tables can hold references: most values cannot, and partners are many."""
    return tuple(
        (name, part)
        for name, part in parts_of(table).items()
        if part.spec is None or part.spec.refers_to or part.spec.keys_refer_to
    )


def _in_tables(value: Table | Mapping[str, Table], at: Address) -> Iterator[Reference]:
    if isinstance(value, Table):
        yield from _in_table(value, at)
    else:
        for key, item in value.items():
            yield from _in_table(item, child(at, key))


def _in_value(value: Any, at: Address, spec: FieldSpec) -> Iterator[Reference]:
    if not spec.refers_to:
        return
    for word in value if isinstance(value, tuple) else (value,):
        if isinstance(word, str):
            yield Reference(at, word, spec.refers_to, is_key=False)
