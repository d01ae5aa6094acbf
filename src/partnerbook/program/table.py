"""The base of every table of a workbook: declared once, frozen, and made by pydantic's validator.

A table is a plain class whose attributes are declarations. pydantic-core, pydantic's own engine, makes and
judges the values; its validator is built from the declarations when it is first needed. Classes derived from
pydantic's ``BaseModel`` would do the same and take a tenth of a second longer at every start: annotations
would be read again that the declarations say already.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self, TypeVar, dataclass_transform

from partnerbook.program.fields import Each, FieldSpec
from partnerbook.record import record, replace

if TYPE_CHECKING:
    from pydantic_core import CoreSchema, SchemaValidator

T = TypeVar("T", bound="Table")
_INT64: Final = 2**63 - 1
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
    _validator: ClassVar[SchemaValidator | None] = None

    def __init_subclass__(cls) -> None:
        """Take the declarations of the class body, behind those of its base."""
        parts, unset = dict(cls.parts), dict(cls._unset)
        for name, declared in list(cls.__dict__.items()):
            part = _part(name, declared)
            if part is not None:
                parts[name] = part
                unset[name] = declared if isinstance(declared, Table) else _NOTHING if part.keyed else None
                delattr(cls, name)
        cls.parts, cls._unset, cls._validator = parts, unset, None

    def __init__(self, **values: Any) -> None:
        """A table with these values; all others are unset.

        Raises:
            pydantic_core.ValidationError: a name is unknown, or a value has the wrong shape.
        """
        self.__dict__.update(type(self).model_validate(values).__dict__ if values else self._unset)

    @classmethod
    def model_validate(cls, values: object) -> Self:
        """A table made of plain values, with every wrong one named.

        Raises:
            pydantic_core.ValidationError: as it says.
        """
        if cls._validator is None:
            cls._validator = _validator_of(cls)
        made: Self = cls._validator.validate_python(values)
        return made

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
        if not isinstance(other, Table):
            return NotImplemented
        return self is other or (type(self) is type(other) and self.__dict__ == other.__dict__)

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


# ── the validator ────────────────────────────────────────────────────────────


def _validator_of(table: type[Table]) -> SchemaValidator:
    from pydantic_core import SchemaValidator

    return SchemaValidator(_table_schema(table))


def _table_schema(table: type[Table]) -> CoreSchema:
    from pydantic_core import core_schema as core

    fields = [
        core.dataclass_field(
            name,
            # A factory: a plain default would be copied for each table that lacks the part.
            core.with_default_schema(_part_schema(part), default_factory=partial(table._unset.get, name)),
            kw_only=True,
        )
        for name, part in table.parts.items()
    ]
    arguments = core.dataclass_args_schema(table.__name__, fields, extra_behavior="forbid")
    return core.dataclass_schema(
        table, arguments, list(table.parts), strict=False, revalidate_instances="never"
    )


def _part_schema(part: Part) -> CoreSchema:
    from pydantic_core import core_schema as core

    inner = _table_schema(part.table) if part.table else _value_schema(part)
    return core.dict_schema(core.str_schema(strict=True), inner, strict=True) if part.keyed else inner


def _value_schema(part: Part) -> CoreSchema:
    """The shapes that a value may have, tried in this order; unset is always one of them."""
    from pydantic_core import core_schema as core

    spec = part.spec
    assert spec is not None
    text = core.str_schema(strict=True)
    if spec.kind in ("text", "note"):
        return core.nullable_schema(text)
    whole = core.int_schema(strict=True, ge=0, le=_INT64)
    shapes: dict[str, list[CoreSchema]] = {
        "whole": [whole],
        "number": [whole, core.float_schema(strict=True, ge=0, allow_inf_nan=False)],
        "date": [core.date_schema(strict=True)],
        "yes-no": [core.bool_schema(strict=True)],
        "choice": [],
        "list": [core.tuple_variable_schema(text, strict=False)],
    }
    taken = [*([core.bool_schema(strict=True)] if spec.or_yes_no else []), *shapes[spec.kind]]
    return core.nullable_schema(
        core.union_schema([*taken, core.literal_schema(list(spec.words))], mode="left_to_right")
    )
