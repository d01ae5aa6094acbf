"""What stands at an address: the declaration of a field, and the value of one program."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Final, Literal

from partnerbook.program import address
from partnerbook.program.address import Address
from partnerbook.program.fields import FieldSpec, Kind
from partnerbook.program.program import Program
from partnerbook.program.table import Part, Table, parts_of
from partnerbook.record import record, replace

_DECIDING: Final = frozenset({"name", "unit", "measures", "currency"})
"""Fields that labels and units of other values are taken from."""


@record
class Site:
    """What an address is, by declaration alone."""

    kind: Literal["table", "keyed tables", "keyed table", "value", "keyed values", "keyed value"]
    holder: type[Table]
    """The model that declares the last named part."""
    part: Part


@lru_cache(maxsize=16384)
def site(at: Address) -> Site | None:
    """What an address is, or ``None`` where the format knows no such place."""
    parts = address.split(at)
    holder: type[Table] = Program
    index = 0
    while True:
        part = parts_of(holder).get(parts[index])
        if part is None:
            return None
        rest = len(parts) - index - 1
        taken = min(rest, 1) if part.keyed else 0
        if rest == taken:
            return Site(_kind(part, taken == 1), holder, part)
        if part.table is None:
            return None
        holder, index = part.table, index + 1 + taken


def _kind(part: Part, entry: bool) -> Any:
    noun = "table" if part.table else "value"
    if not part.keyed:
        return noun
    return f"keyed {noun}" if entry else f"keyed {noun}s"


def value_at(program: Program, at: Address) -> Any:
    """The value, table or keyed tables at an address; ``None`` where nothing is written or known."""
    return value_in(program, address.split(at))


def value_in(table: Table, parts: Iterable[str]) -> Any:
    """The same, below a table, by the parts of the address from there on."""
    here: Any = table
    for part in parts:
        if type(here) is dict or isinstance(here, Mapping):
            here = here.get(part)
        elif isinstance(here, Table) and part in parts_of(type(here)):
            here = getattr(here, part)
        else:
            return None
    return here


def spec_at(program: Program, at: Address) -> FieldSpec | None:
    """The declaration of the value at an address, with what this program adds to it.

    A requirement takes its label and unit from its metric, a line of pay its label from its track.
    """
    place = site(at)
    if place is None or place.part.spec is None or place.kind == "keyed values":
        return None
    spec = place.part.spec
    if place.kind == "value":
        return spec
    key = address.split(at)[-1]
    if "metrics" in spec.keys_refer_to and place.part.name != "weights":
        return _of_metric(program, spec, key)
    return _named(spec, name_of(program, spec.keys_refer_to, key), spec.kind, spec.unit)


def decides_others(at: Address) -> bool:
    """Whether the value at an address decides how values elsewhere are declared: see `spec_at`."""
    return address.split(at)[-1] in _DECIDING


def _of_metric(program: Program, spec: FieldSpec, key: str) -> FieldSpec:
    metric = program.metrics.get(key)
    label = name_of(program, ("metrics",), key)
    if metric is None:
        return _named(spec, label, spec.kind, spec.unit)
    if metric.unit == "yes-no" or metric.measures == "condition":
        return _named(spec, label, "yes-no", spec.unit)
    units = {"money": "money", "percent": "%"}
    kind: Kind = "whole" if metric.unit in ("money", "count") else "number"
    return _named(spec, label, kind, units.get(str(metric.unit), ""))


@lru_cache(maxsize=4096)
def _named(spec: FieldSpec, label: str, kind: Kind, unit: str) -> FieldSpec:
    """The same declaration under another name. Kept: a page asks for hundreds at every key."""
    return replace(spec, label=label, kind=kind, unit=unit)


def name_of(program: Program, tables: tuple[str, ...], key: str) -> str:
    """What the thing with this key is called, in the first of these tables that has it; else the key."""
    for table in tables:
        item = getattr(program, table).get(key)
        if item is not None:
            return getattr(item, "name", None) or key
    return key
