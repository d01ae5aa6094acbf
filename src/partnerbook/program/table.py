"""The base of every table of a workbook: declared once, frozen, and made of plain values in one walk.

A table is a plain class whose attributes are declarations. What a value has to be follows from its declaration
(`partnerbook.program.judge`), and is made ready for a class when the first of its tables is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar, Final, Self, TypeAlias, TypeVar, dataclass_transform

from partnerbook.program.fields import Each, FieldSpec
from partnerbook.program.judge import UNFIT, Judge, judge_of
from partnerbook.program.mistakes import (
    Mistake,
    WrongShape,
    no_key,
    no_keyed,
    no_table,
    no_value,
    unknown_key,
)
from partnerbook.record import record, replace

T = TypeVar("T", bound="Table")
Maker: TypeAlias = Callable[[object, tuple[str, ...], list[Mistake]], Any]
"""Makes what stands at a place of plain values; adds the mistakes that it finds."""
_NOTHING: Final[Mapping[str, Any]] = {}
"""What a keyed table that is not written holds: one object for all, so that sharing it shows."""


@record
class Part:
    """What stands under one TOML key of a table: a value, a table, keyed tables, or keyed values."""

    name: str
    spec: FieldSpec | None
    """The declaration of the value (or of each value of a keyed one); ``None`` for tables."""
    table: type[Table] | None
    """The class of the table (or of each keyed table); ``None`` for values."""
    keyed: bool
    """Whether the author's own keys stand between this part and its tables or values."""


@record
class _Tables:
    """Declares keyed tables; see `tables`."""

    table: type[Table]


def tables(table: type[Table]) -> Any:
    """Keyed tables of one type, each under a key of the author's choice."""
    return _Tables(table)


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Table:
    """One table of a workbook: frozen, strict, and complete (a table that is not written is an empty one)."""

    singular: ClassVar[str] = ""
    """What one keyed table of this type is called: ``tier``."""
    parts: ClassVar[Mapping[str, Part]] = {}
    """What it holds, by TOML key, in the format's order."""
    _unset: ClassVar[Mapping[str, Any]] = {}
    """What each part is when it is not written."""
    _takes: ClassVar[_Takes | None] = None
    """What it is made of; `_takes_of` gives it."""

    def __init_subclass__(cls) -> None:
        """Take the declarations of the class body, behind those of its base."""
        parts, unset = dict(cls.parts), dict(cls._unset)
        for name, declared in list(cls.__dict__.items()):
            part = _part(name, declared)
            if part is not None:
                parts[name] = part
                unset[name] = declared if isinstance(declared, Table) else _NOTHING if part.keyed else None
                delattr(cls, name)
        cls.parts, cls._unset, cls._takes = parts, unset, None

    def __init__(self, **values: Any) -> None:
        """A table with these values; all others are unset.

        Raises:
            WrongShape: a name is unknown, or a value has the wrong shape.
        """
        mistakes: list[Mistake] = []
        _fill(self, values, (), mistakes)
        if mistakes:
            raise WrongShape(mistakes)

    def model_copy(self, *, update: Mapping[str, Any]) -> Self:
        """The same table with other values, which are not judged; all else is shared."""
        made = object.__new__(type(self))
        made.__dict__.update(self.__dict__)
        made.__dict__.update(update)
        return made

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is written in this table."""
        return all(_blank(value) for value in self.__dict__.values())

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen: make an Edit instead of setting {name}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen: make an Edit instead of deleting {name}")

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if type(self) is not type(other):
            return NotImplemented
        return self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        raise TypeError("a table holds dictionaries and has no hash: keep it by its address or its identity")

    def __repr__(self) -> str:
        written = {name: value for name, value in self.__dict__.items() if not _blank(value)}
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in written.items())})"


def parts_of(table: type[Table]) -> Mapping[str, Part]:
    """The parts of a table by TOML key, in the format's order."""
    return table.parts


def _blank(value: object) -> bool:
    if isinstance(value, Table):
        return value.is_empty
    return value is None or value == {}


def _part(name: str, declared: object) -> Part | None:
    match declared:
        case FieldSpec():
            return Part(name, replace(declared, name=name), None, keyed=False)
        case Each():
            return Part(name, declared.spec, None, keyed=True)
        case _Tables():
            return Part(name, None, declared.table, keyed=True)
        case Table():
            return Part(name, None, type(declared), keyed=False)
    return None


# ── made of plain values ─────────────────────────────────────────────────────


def shaped(table: type[T], raw: object, at: tuple[str, ...], mistakes: list[Mistake]) -> T:
    """A table made of plain values. What has no place or the wrong shape is left out and added to `mistakes`."""
    if isinstance(raw, table):
        return raw
    made = object.__new__(table)
    _fill(made, raw, at, mistakes)
    return made


def _fill(made: Table, raw: object, at: tuple[str, ...], mistakes: list[Mistake]) -> None:
    table = type(made)
    held = made.__dict__
    held.update(table._unset)  # all of them and first: their order is that of the format
    if type(raw) is not dict and not isinstance(raw, Mapping):
        mistakes.append(no_table(at, raw))
        return
    takes = table._takes or _takes_of(table)
    judge_at = takes.judges.get
    for key, value in raw.items():
        judge = judge_at(key)
        if judge is not None:
            fit = judge(value)
            if fit is not UNFIT:
                held[key] = fit
            else:
                mistakes.append(no_value((*at, key), takes.specs[key], value))
        elif key in takes.makers:
            held[key] = takes.makers[key](value, (*at, key), mistakes)
        else:
            mistakes.append(unknown_key(at, key, list(table.parts)))


@record
class _Takes:
    """What a table is made of: a judge for each single value, a maker for each other part."""

    judges: Mapping[str, Judge]
    specs: Mapping[str, FieldSpec]
    makers: Mapping[str, Maker]


def _takes_of(table: type[Table]) -> _Takes:
    specs = {name: part.spec for name, part in table.parts.items() if part.spec and not part.keyed}
    judges = {name: judge_of(spec) for name, spec in specs.items()}
    makers = {name: _maker(part) for name, part in table.parts.items() if name not in specs}
    table._takes = _Takes(judges, specs, makers)
    return table._takes


def _maker(part: Part) -> Maker:
    if part.table is None:
        assert part.spec is not None
        return _keyed_values(part.spec)
    return _keyed_tables(part.table) if part.keyed else _one_table(part.table)


def _one_table(table: type[Table]) -> Maker:
    def make(raw: object, at: tuple[str, ...], mistakes: list[Mistake]) -> Table:
        return shaped(table, raw, at, mistakes)

    return make


def _keyed_tables(table: type[Table]) -> Maker:
    def make(raw: object, at: tuple[str, ...], mistakes: list[Mistake]) -> dict[str, Table]:
        held: dict[str, Table] = {}
        for key, item in _entries(raw, at, mistakes):
            if type(key) is str:
                held[key] = shaped(table, item, (*at, key), mistakes)
            else:
                mistakes.append(no_key(at, key))
        return held

    return make


def _keyed_values(spec: FieldSpec) -> Maker:
    judge = judge_of(spec)

    def make(raw: object, at: tuple[str, ...], mistakes: list[Mistake]) -> dict[str, Any]:
        held: dict[str, Any] = {}
        for key, item in _entries(raw, at, mistakes):
            fit = judge(item)
            if type(key) is not str:
                mistakes.append(no_key(at, key))
            elif fit is UNFIT:
                mistakes.append(no_value((*at, key), spec, item))
            else:
                held[key] = fit
        return held

    return make


def _entries(raw: object, at: tuple[str, ...], mistakes: list[Mistake]) -> Iterable[tuple[Any, Any]]:
    """What stands under keys of the author's choice."""
    if type(raw) is dict or isinstance(raw, Mapping):
        return raw.items()
    mistakes.append(no_keyed(at, raw))
    return ()
