"""An `Edit` of a program, made in the text of its workbook."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from partnerbook.program import address as addresses
from partnerbook.program.edit import Add, Change, Edit, Move, Remove, Rename, Set, Unset
from partnerbook.program.locate import site
from partnerbook.workbook.document import Document
from partnerbook.workbook.layout import format_order
from partnerbook.workbook.tables import Nested


def applied(document: Document, edit: Edit) -> Document:
    """The text after one edit that its program has taken.

    Raises:
        EditError: the text has nothing at the address, or something else in its way.
    """
    match edit:
        case Set():
            return document.set(edit.address, edit.value, format_order)
        case Unset():
            return _with_holders(document, document.unset(edit.address), edit.address)
        case Add():
            return _added(document, edit)
        case Remove():
            place = site(edit.address)
            lone = place is not None and place.kind in ("value", "keyed value")
            after = document.unset(edit.address) if lone else document.remove(edit.address)
            return _with_holders(document, after, edit.address)
        case Rename():
            return document.rename(edit.address, edit.key)
        case Move():
            return document.move(edit.address, edit.before, format_order)


def all_applied(document: Document, change: Change) -> Document:
    """The text after all edits of a change."""
    for edit in change.edits:
        document = applied(document, edit)
    return document


def _added(document: Document, edit: Add) -> Document:
    document = document.cleared(edit.address).add(edit.address, nested(edit.table), format_order)
    sibling = addresses.join(*addresses.split(edit.address)[:-1], edit.before) if edit.before else ""
    if edit.before is None or not document.has(sibling):
        return document
    return document.move(edit.address, edit.before, format_order)


def nested(table: Mapping[str, Any]) -> dict[str, Nested]:
    """Plain values as text is made of them: no unset values, no tables that hold nothing, lists as tuples."""
    made: dict[str, Nested] = {}
    for key, value in table.items():
        if isinstance(value, Mapping):
            inner = nested(value)
            if inner:
                made[key] = inner
        elif value is not None:
            made[key] = tuple(value) if isinstance(value, list) else value
    return made


def _with_holders(before: Document, after: Document, address: str) -> Document:
    """With headers for keyed tables of which only the part that is gone spoke: they are still there."""
    parts = addresses.split(address)
    for size in range(len(parts) - 1, 0, -1):
        holder = addresses.join(*parts[:size])
        place = site(holder)
        if place is not None and place.kind == "keyed table" and before.has(holder) and not after.has(holder):
            return after.add(holder, {}, format_order)
    return after
