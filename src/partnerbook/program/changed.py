"""Which addresses differ between two programs that share what did not change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from partnerbook.program.address import Address, child
from partnerbook.program.program import Program
from partnerbook.program.table import Table, parts_of

WHOLE_TABLES: Final = frozenset({"partners"})
"""Tables that may hold thousands of entries: they are read, and change, as one."""


def changed(old: Program, new: Program) -> frozenset[Address]:
    """Addresses of values that differ, and of tables whose keys (or their order) differ.

    The cost follows the size of the change: parts that both programs share are not looked into.
    """
    found: set[Address] = set()
    _tables(old, new, "", found)
    return frozenset(found)


def _tables(old: Table, new: Table, at: Address, found: set[Address]) -> None:
    for name in parts_of(type(new)):
        before, after = getattr(old, name), getattr(new, name)
        if before is not after:
            _either(before, after, child(at, name), found)


def _either(before: Any, after: Any, at: Address, found: set[Address]) -> None:
    if before is after:
        return
    if at in WHOLE_TABLES:
        found.add(at)
    elif isinstance(before, Table) and isinstance(after, Table):
        _tables(before, after, at, found)
    elif isinstance(before, Mapping) and isinstance(after, Mapping):
        _mappings(before, after, at, found)
    elif type(before) is not type(after) or before != after:
        found.add(at)


def _mappings(before: Mapping[str, Any], after: Mapping[str, Any], at: Address, found: set[Address]) -> None:
    if list(before) != list(after):
        found.add(at)
    for key in before.keys() | after.keys():
        if key in before and key in after:
            _either(before[key], after[key], child(at, key), found)
        else:
            found.add(child(at, key))
