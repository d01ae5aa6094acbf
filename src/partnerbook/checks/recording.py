"""A view of a program that notes which addresses are read through it.

A check that runs against it cannot tell it from the program, so what a check reads is never a hand-kept
list. Reading a value notes its address; walking a keyed table notes the table (its keys and their order);
asking for one key notes the address of the entry. Wide tables are noted, and handed out, as a whole.
"""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, KeysView, Mapping, ValuesView
from typing import Any, cast

from partnerbook.program.address import Address, quote
from partnerbook.program.changed import WHOLE_TABLES
from partnerbook.program.program import Program
from partnerbook.program.table import Table, parts_of


def recording(program: Program, reads: set[Address]) -> Program:
    """The program, seen so that every address read is added to `reads`."""
    return cast(Program, _TableView(program, "", reads))


class _TableView:
    __slots__ = ("_at", "_reads", "_table")

    def __init__(self, table: Table, at: Address, reads: set[Address]) -> None:
        self._table = table
        self._at = at
        self._reads = reads

    def __getattr__(self, name: str) -> Any:
        table = self._table
        if name == "is_empty":
            return self._all_blank()
        value = getattr(table, name)
        at = f"{self._at}.{name}" if self._at else name
        if isinstance(value, Table):
            return _TableView(value, at, self._reads)
        if type(value) is dict:
            if at in WHOLE_TABLES:
                self._reads.add(at)
                return value
            return _MappingView(value, at, self._reads)
        self._reads.add(at)
        return value

    def _all_blank(self) -> bool:
        blank = True
        for name in parts_of(type(self._table)):
            value = getattr(self, name)
            if isinstance(value, _TableView):
                blank = value._all_blank() and blank
            elif isinstance(value, Mapping):
                blank = len(value) == 0 and blank
            else:
                blank = value is None and blank
        return blank


class _MappingView(Mapping[str, Any]):
    __slots__ = ("_at", "_held", "_reads")

    def __init__(self, held: Mapping[str, Any], at: Address, reads: set[Address]) -> None:
        self._held = held
        self._at = at
        self._reads = reads

    def __getitem__(self, key: str) -> Any:
        at = f"{self._at}.{quote(key)}"
        self._reads.add(at)
        return self._seen(self._held[key], at)

    def get(self, key: str, default: Any = None) -> Any:
        at = f"{self._at}.{quote(key)}"
        self._reads.add(at)
        return self._seen(self._held[key], at) if key in self._held else default

    def __contains__(self, key: object) -> bool:
        self._reads.add(f"{self._at}.{quote(str(key))}")
        return key in self._held

    def __iter__(self) -> Iterator[str]:
        self._reads.add(self._at)
        return iter(self._held)

    def __len__(self) -> int:
        self._reads.add(self._at)
        return len(self._held)

    def keys(self) -> KeysView[str]:
        self._reads.add(self._at)
        return self._held.keys()

    def values(self) -> ValuesView[Any]:
        return cast("ValuesView[Any]", [self[key] for key in self])

    def items(self) -> ItemsView[str, Any]:
        return cast("ItemsView[str, Any]", [(key, self[key]) for key in self])

    def __eq__(self, other: object) -> bool:
        return dict(self.items()) == other

    __hash__ = None  # type: ignore[assignment]

    def _seen(self, value: Any, at: Address) -> Any:
        return _TableView(value, at, self._reads) if isinstance(value, Table) else value
