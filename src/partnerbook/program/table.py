"""The base of every table of a workbook, and what can be asked of its declaration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from types import UnionType
from typing import Annotated, Any, ClassVar, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict

from partnerbook.program.fields import FieldSpec, spec_of


class Table(BaseModel):
    """One table of a workbook: frozen, strict, and complete (a table that is not written is an empty one)."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", defer_build=True)

    singular: ClassVar[str] = ""
    """What one keyed table of this type is called: ``tier``."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is written in this table."""
        return all(_blank(value) for value in self.__dict__.values())


def _blank(value: object) -> bool:
    if isinstance(value, Table):
        return value.is_empty
    return value is None or value == {}


class Part:
    """What stands under one TOML key of a table: a value, a table, keyed tables, or keyed values."""

    __slots__ = ("keyed", "name", "spec", "table")

    def __init__(self, name: str, spec: FieldSpec | None, table: type[Table] | None, keyed: bool) -> None:
        self.name = name
        self.spec = spec
        """The declaration of the value (or of each value of a keyed one); ``None`` for tables."""
        self.table = table
        """The model of the table (or of each keyed table); ``None`` for values."""
        self.keyed = keyed
        """Whether the author's own keys stand between this part and its tables or values."""


@cache
def parts_of(table: type[Table]) -> Mapping[str, Part]:
    """The parts of a table by TOML key, in the format's order."""
    return {name: _part(name, info.annotation, spec_of(info)) for name, info in table.model_fields.items()}


def _part(name: str, annotation: Any, spec: FieldSpec | None) -> Part:
    keyed = get_origin(annotation) is not None and issubclass_safe(get_origin(annotation), Mapping)
    inner = get_args(annotation)[1] if keyed else annotation
    model = _table_in(inner)
    if spec is not None:
        spec = replace(spec, name="" if keyed else name)
    return Part(name, spec, model, keyed)


def issubclass_safe(candidate: Any, base: type) -> bool:
    """`issubclass` that is false for what is no class."""
    return isinstance(candidate, type) and issubclass(candidate, base)


def _table_in(annotation: Any) -> type[Table] | None:
    if issubclass_safe(annotation, Table):
        return annotation  # type: ignore[no-any-return]
    if get_origin(annotation) in (Union, UnionType, Annotated):
        return next((found for arg in get_args(annotation) if (found := _table_in(arg))), None)
    return None
