"""The one declaration of each field: label, unit, help and source stand beside the type.

A model declares a field once, ``arr: Money = money("Annual recurring revenue", help="...")``. The widget, the
parser, the schema, the help and the documentation are all made from the `FieldSpec` that this attaches.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Final, Literal, TypeAlias, TypeGuard, TypeVar

from pydantic import Field
from pydantic.fields import FieldInfo

WITHHELD: Final = "withheld"
"""The word for a value that exists and is private: it never passes and never fails."""
NONE: Final = "none"
"""The word for a known absence, as distinct from a value that nobody has filled in."""

Withheld: TypeAlias = Literal["withheld"]
Kind: TypeAlias = Literal["text", "note", "whole", "number", "date", "yes-no", "choice", "list"]

_INT64: Final = 2**63 - 1
_Int = Annotated[int, Field(ge=0, le=_INT64)]
_Float = Annotated[float, Field(ge=0, allow_inf_nan=False)]

Text: TypeAlias = str | None
Whole: TypeAlias = Annotated[_Int | Withheld | None, Field(union_mode="left_to_right")]
Number: TypeAlias = Annotated[_Int | _Float | Withheld | None, Field(union_mode="left_to_right")]
Day: TypeAlias = Annotated[date | Withheld | None, Field(union_mode="left_to_right")]
YesNo: TypeAlias = Annotated[bool | Withheld | None, Field(union_mode="left_to_right")]
Words: TypeAlias = Annotated[
    Annotated[tuple[str, ...], Field(strict=False)] | Literal["withheld", "none"] | None,
    Field(union_mode="left_to_right"),
]
Value: TypeAlias = str | int | float | bool | date | tuple[str, ...]
"""Any value that can stand at an address. Unset is ``None``."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """How one field is called, measured, edited and explained."""

    name: str
    """The TOML key; empty for the entries of a keyed table such as ``pay_percent``."""
    label: str
    kind: Kind
    """How the value is typed: decides the editor, the parser and the TOML form."""
    unit: str = ""
    """What stands behind the number: ``%``, ``days``, ``money`` (the program's currency), or nothing."""
    help: str = ""
    source: str = ""
    choices: tuple[str, ...] = ()
    """Allowed words of a choice; for other kinds, words accepted instead of a value (``discretion``)."""
    refers_to: tuple[str, ...] = ()
    """Tables whose keys this value (or each word of the list) names."""
    keys_refer_to: tuple[str, ...] = ()
    """For the entries of a keyed table such as ``pay_percent``: tables whose keys these keys are."""
    default: str = ""
    """What an unset field means, in words, where it means something."""
    signals: bool = False
    """Whether the field decides what a record is (its name, type or stage): shown first in tables."""


def known(value: T | Withheld | None) -> TypeGuard[T]:
    """Whether a value is there to be judged: set, and not withheld."""
    return value is not None and value != WITHHELD


def spec_of(info: FieldInfo) -> FieldSpec | None:
    """The declaration attached to a pydantic field, or ``None`` for a table."""
    return next((item for item in info.metadata if isinstance(item, FieldSpec)), None)


def declare(kind: Kind, label: str, **facts: Any) -> Any:
    """A pydantic field that carries its `FieldSpec`; the name is filled in by `partnerbook.program.table`."""
    info = FieldInfo(default=None)
    info.metadata.append(FieldSpec(name="", label=label, kind=kind, **facts))
    return info


def each(info: Any) -> Any:
    """The same declaration for every value of a keyed table, which is empty when it is not written."""
    fresh = FieldInfo(default={})
    fresh.metadata.extend(info.metadata)
    return fresh


def text(label: str, **facts: Any) -> Any:
    """One line of text."""
    return declare("text", label, **facts)


def note(label: str, **facts: Any) -> Any:
    """Text that may run over several lines."""
    return declare("note", label, **facts)


def whole(label: str, unit: str = "", **facts: Any) -> Any:
    """A whole number, 0 or more."""
    return declare("whole", label, unit=unit, **facts)


def money(label: str, **facts: Any) -> Any:
    """A whole amount in the program's currency."""
    return declare("whole", label, unit="money", **facts)


def percent(label: str, **facts: Any) -> Any:
    """A percentage, written as 25 and not as 0.25."""
    return declare("number", label, unit="%", **facts)


def number(label: str, unit: str = "", **facts: Any) -> Any:
    """A number, 0 or more, that may have decimals."""
    return declare("number", label, unit=unit, **facts)


def day(label: str, **facts: Any) -> Any:
    """A calendar date."""
    return declare("date", label, **facts)


def yes_no(label: str, **facts: Any) -> Any:
    """True or false."""
    return declare("yes-no", label, **facts)


def choice(label: str, *choices: str, **facts: Any) -> Any:
    """One of a few kebab-case words."""
    return declare("choice", label, choices=choices, **facts)


def words(label: str, **facts: Any) -> Any:
    """A list of words."""
    return declare("list", label, **facts)
