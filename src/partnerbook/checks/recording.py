"""A view of a program that notes which addresses are read through it.

A check that runs against it cannot tell it from the program, so what a check reads is never a hand-kept
list. Reading a value notes its address; walking a keyed table, or asking whether it has a key, notes the
table (its keys and their order); asking for one key notes the address of the entry. Wide tables are noted,
and handed out, as a whole.
"""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, KeysView, Mapping, ValuesView
from typing import Any, Literal, TypeAlias, cast

from partnerbook.program.address import Address, quote
from partnerbook.program.changed import WHOLE_TABLES
from partnerbook.program.program import Program
from partnerbook.program.table import Table, parts_of

_Shape: TypeAlias = Literal["value", "table", "keyed tables", "keyed values"]


class Recorder:
    """Where the views of one program note what is read: the set can be taken away and replaced."""

    __slots__ = ("reads",)

    def __init__(self) -> None:
        self.reads: set[Address] = set()

    def taken(self) -> frozenset[Address]:
        """What was read since the last time."""
        reads = frozenset(self.reads)
        self.reads = set()
        return reads


def recording(program: Program, recorder: Recorder) -> Program:
    """The program, seen so that every address read is noted."""
    return cast(Program, _TableView(program, "", recorder))


_kept: dict[type[Table], Mapping[str, _Shape]] = {}


def _shapes(table: type[Table]) -> Mapping[str, _Shape]:
    """What stands under each name of a table: asked of every value read, so kept."""
    found = _kept.get(table)
    if found is None:
        found = _kept[table] = {
            name: _shape(part.keyed, part.table) for name, part in parts_of(table).items()
        }
    return found


def _shape(keyed: bool, table: type[Table] | None) -> _Shape:
    if keyed:
        return "keyed tables" if table else "keyed values"
    return "table" if table else "value"


class _TableView:
    """Views of inner tables are kept as attributes: `__getattr__` is only asked for what is not there yet."""

    def __init__(self, table: Table, at: Address, recorder: Recorder) -> None:
        self._table = table
        self._prefix = f"{at}." if at else ""
        self._recorder = recorder
        self._shapes = _shapes(type(table))

    def __getattr__(self, name: str) -> Any:
        shape = self._shapes.get(name)
        if shape == "value":
            self._recorder.reads.add(self._prefix + name)
            return self._table.__dict__[name]
        if shape is None:
            return self._all_blank() if name == "is_empty" else getattr(self._table, name)
        at, held = self._prefix + name, self._table.__dict__[name]
        if at in WHOLE_TABLES:
            self._recorder.reads.add(at)
            return held
        view: Any
        if shape == "table":
            view = _TableView(held, at, self._recorder)
        else:
            view = _MappingView(held, at, self._recorder, shape == "keyed tables")
        self.__dict__[name] = view
        return view

    def _all_blank(self) -> bool:
        blank = True
        for name in self._shapes:
            value = getattr(self, name)
            if isinstance(value, _TableView):
                blank = value._all_blank() and blank
            elif isinstance(value, Mapping):
                blank = len(value) == 0 and blank
            else:
                blank = value is None and blank
        return blank


class _MappingView(Mapping[str, Any]):
    __slots__ = ("_addresses", "_at", "_held", "_recorder", "_tables", "_views")

    def __init__(self, held: Mapping[str, Any], at: Address, recorder: Recorder, tables: bool) -> None:
        self._held = held
        self._at = at
        self._recorder = recorder
        self._tables = tables
        self._views: dict[str, _TableView] = {}
        self._addresses: dict[str, Address] = {}

    def _note(self, key: str) -> Address:
        at = self._addresses.get(key)
        if at is None:
            at = self._addresses[key] = f"{self._at}.{quote(key)}"
        self._recorder.reads.add(at)
        return at

    def __getitem__(self, key: str) -> Any:
        at = self._note(key)
        if not self._tables:
            return self._held[key]
        view = self._views.get(key)
        if view is None:
            view = self._views[key] = _TableView(self._held[key], at, self._recorder)
        return view

    def get(self, key: str, default: Any = None) -> Any:
        if key in self._held:
            return self[key]
        self._note(key)
        return default

    def __contains__(self, key: object) -> bool:
        self._recorder.reads.add(self._at)
        return key in self._held

    def __iter__(self) -> Iterator[str]:
        self._recorder.reads.add(self._at)
        return iter(self._held)

    def __len__(self) -> int:
        self._recorder.reads.add(self._at)
        return len(self._held)

    def keys(self) -> KeysView[str]:
        self._recorder.reads.add(self._at)
        return self._held.keys()

    def values(self) -> ValuesView[Any]:
        return cast("ValuesView[Any]", [self[key] for key in self])

    def items(self) -> ItemsView[str, Any]:
        return cast("ItemsView[str, Any]", [(key, self[key]) for key in self])

    def __eq__(self, other: object) -> bool:
        return dict(self.items()) == other

    __hash__ = None  # type: ignore[assignment]
