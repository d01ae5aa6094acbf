"""The one declaration of each field: label, unit, help and source stand beside the type.

A model declares a field once, ``arr: Money = money("Annual recurring revenue", help="...")``. The widget, the
parser, the schema, the help and the documentation are all made from the `FieldSpec` that this attaches.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final, Literal, TypeAlias, TypeGuard, TypeVar

from partnerbook.record import record

WITHHELD: Final = "withheld"
"""The word for a value that exists and is private: it never passes and never fails."""
NONE: Final = "none"
"""The word for a known absence, as distinct from a value that nobody has filled in."""

Withheld: TypeAlias = Literal["withheld"]
Kind: TypeAlias = Literal["text", "note", "whole", "number", "date", "yes-no", "choice", "list"]

Text: TypeAlias = str | None
Whole: TypeAlias = int | Withheld | None
Number: TypeAlias = int | float | Withheld | None
Day: TypeAlias = date | Withheld | None
YesNo: TypeAlias = bool | Withheld | None
Words: TypeAlias = tuple[str, ...] | Literal["withheld", "none"] | None
Value: TypeAlias = str | int | float | bool | date | tuple[str, ...]
"""Any value that can stand at an address. Unset is ``None``."""

T = TypeVar("T")


@record
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
    or_yes_no: bool = False
    """Whether true and false are values too: a requirement is a number, or a condition that is met."""
    or_none: bool = False
    """Whether the word ``none`` is a value too: a known absence."""
    signals: bool = False
    """Whether the field decides what a record is (its name, type or stage): shown first in tables."""

    @property
    def words(self) -> tuple[str, ...]:
        """The words that stand for a value: those of a choice, ``withheld``, ``none``."""
        if self.kind in ("text", "note"):
            return ()
        own = self.choices if self.kind != "list" else ()
        none = (NONE,) if (self.or_none or self.kind == "list") and NONE not in own else ()
        return (*own, WITHHELD, *none)


def known(value: T | Withheld | None) -> TypeGuard[T]:
    """Whether a value is there to be judged: set, and not withheld."""
    return value is not None and value != WITHHELD


@record
class Each:
    """Declares keyed values: the same declaration for every one of them."""

    spec: FieldSpec


def declare(kind: Kind, label: str, **facts: Any) -> Any:
    """The declaration of a value; `partnerbook.program.table` fills in its name."""
    return FieldSpec(name="", label=label, kind=kind, **facts)


def each(spec: Any) -> Any:
    """The same declaration for every value of a keyed table, which is empty when it is not written."""
    return Each(spec)


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
