"""Edits: the only way in which a program changes. Each is one step at an address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from partnerbook.program import address
from partnerbook.program.address import Address
from partnerbook.program.build import build_table, build_value
from partnerbook.program.fields import Value
from partnerbook.program.locate import Site, site, value_at
from partnerbook.program.program import Program
from partnerbook.program.table import Table, parts_of
from partnerbook.record import record


@record
class Set:
    """Give the value at an address; it may have been unset."""

    address: Address
    value: Value


@record
class Unset:
    """Leave the value at an address unset."""

    address: Address


@record
class Add:
    """Add a keyed table; `before` is the key of the sibling it comes before (``None``: last)."""

    address: Address
    table: Mapping[str, Any]
    before: str | None = None


@record
class Remove:
    """Remove a keyed table, or all that stands in a fixed one."""

    address: Address


@record
class Rename:
    """Give a keyed table or value another key; `partnerbook.program.references` adds what refers to it."""

    address: Address
    key: str


@record
class Move:
    """Put a keyed table before the sibling with the key `before` (``None``: last)."""

    address: Address
    before: str | None


Edit: TypeAlias = Set | Unset | Add | Remove | Rename | Move


@record
class Change:
    """A named, atomic list of edits: one step of undo."""

    name: str
    edits: tuple[Edit, ...]


class EditError(ValueError):
    """An edit that this program does not take; the message says why."""


def apply(program: Program, edit: Edit) -> Program:
    """The program after one edit. What did not change is shared with the program before.

    Raises:
        EditError: the address is unknown, the value has the wrong shape, or a key is missing or taken.
    """
    place = site(edit.address)
    if place is None:
        raise EditError(f"{edit.address} is no place in a workbook")
    parts = address.split(edit.address)
    match edit:
        case Set():
            return _put(program, parts, _value_for(place, edit))
        case Unset():
            _need(place, edit.address, "value", "keyed value")
            return _put(program, parts, None)
        case Add():
            return _add(program, edit, place, parts)
        case Remove():
            return _remove(program, place, parts)
        case Rename():
            return _rename(program, edit, parts)
        case Move():
            return _move(program, edit, parts)


def apply_all(program: Program, change: Change) -> Program:
    """The program after all edits of a change.

    Raises:
        EditError: one of them cannot be made; none of them is.
    """
    for edit in change.edits:
        program = apply(program, edit)
    return program


def _need(place: Site, at: Address, *kinds: str) -> None:
    if place.kind not in kinds:
        raise EditError(f"{at} is {place.kind}, not {' or '.join(kinds)}")


def _value_for(place: Site, edit: Set) -> Any:
    _need(place, edit.address, "value", "keyed value")
    try:
        return build_value(place.part, edit.value)
    except ValueError as error:
        raise EditError(f"{edit.address}: expected {error}") from None


def _add(program: Program, edit: Add, place: Site, parts: tuple[str, ...]) -> Program:
    _need(place, edit.address, "keyed table")
    siblings = _siblings(program, parts)
    if parts[-1] in siblings:
        raise EditError(f"{edit.address} is there already")
    assert place.part.table is not None
    try:
        made = build_table(place.part.table, edit.table, edit.address)
    except ValueError as error:
        raise EditError(str(error)) from None
    return _put(program, parts[:-1], _placed({**siblings, parts[-1]: made}, parts[-1], edit.before))


def _remove(program: Program, place: Site, parts: tuple[str, ...]) -> Program:
    if place.kind in ("value", "keyed value"):
        return _put(program, parts, None)
    if place.kind == "table":
        assert place.part.table is not None
        return _put(program, parts, place.part.table())
    if place.kind in ("keyed tables", "keyed values"):
        return _put(program, parts, {})
    siblings = dict(_siblings(program, parts))
    if siblings.pop(parts[-1], None) is None:
        raise EditError(f"{address.join(*parts)} is not there")
    return _put(program, parts[:-1], siblings)


def _rename(program: Program, edit: Rename, parts: tuple[str, ...]) -> Program:
    siblings = _siblings(program, parts)
    if parts[-1] not in siblings:
        raise EditError(f"{edit.address} is not there")
    if edit.key in siblings:
        raise EditError(f"the key {edit.key} is taken")
    if not edit.key:
        raise EditError("a key cannot be empty")
    renamed = {edit.key if key == parts[-1] else key: item for key, item in siblings.items()}
    return _put(program, parts[:-1], renamed)


def _move(program: Program, edit: Move, parts: tuple[str, ...]) -> Program:
    siblings = _siblings(program, parts)
    if parts[-1] not in siblings or (edit.before is not None and edit.before not in siblings):
        raise EditError(f"{edit.address} cannot be moved there")
    return _put(program, parts[:-1], _placed(siblings, parts[-1], edit.before))


def _placed(items: Mapping[str, Any], key: str, before: str | None) -> dict[str, Any]:
    """The same items with `key` directly before `before`, or last."""
    if before == key:
        return dict(items)
    order = [other for other in items if other != key]
    order.insert(order.index(before) if before in order else len(order), key)
    return {each: items[each] for each in order}


def _siblings(program: Program, parts: tuple[str, ...]) -> Mapping[str, Any]:
    found = value_at(program, address.join(*parts[:-1])) if len(parts) > 1 else None
    if not isinstance(found, Mapping):
        raise EditError(f"{address.join(*parts)} has no key of its own")
    return found


def _put(program: Program, parts: tuple[str, ...], value: Any) -> Program:
    made: Program = _with(program, parts, value)
    return made


def _with(here: Any, parts: tuple[str, ...], value: Any) -> Any:
    """A copy of a table or mapping with another value at a path; ``None`` takes an entry out."""
    key, rest = parts[0], parts[1:]
    if isinstance(here, Table):
        if rest:
            value = _with(getattr(here, key), rest, value)
        return here.model_copy(update={key: value})
    if rest:
        if key not in here:
            raise EditError(f"{key} is not there")
        return {**here, key: _with(here[key], rest, value)}
    if value is None:
        return {other: item for other, item in here.items() if other != key}
    return {**here, key: value}


def plain(table: Table) -> dict[str, Any]:
    """A table as plain nested values without what is unset: what `Add` takes and a file holds."""
    held: dict[str, Any] = {}
    for name in parts_of(type(table)):
        value = getattr(table, name)
        if isinstance(value, Table):
            value = plain(value)
        elif isinstance(value, Mapping):
            value = {key: plain(item) if isinstance(item, Table) else item for key, item in value.items()}
        if value is not None and value != {}:
            held[name] = value
    return held
