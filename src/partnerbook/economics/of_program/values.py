"""Taking numbers out of a program: what is unset or withheld is named, never guessed."""

from __future__ import annotations

from typing import Literal

from partnerbook.knowledge.assumptions import assumptions
from partnerbook.program.address import Address
from partnerbook.program.fields import WITHHELD, known
from partnerbook.program.program import Program
from partnerbook.record import record


@record
class Missing:
    """A result that cannot be computed, and the values that it waits for."""

    addresses: tuple[Address, ...]
    """Unset and withheld ones, each once, in the order in which they were needed."""
    withheld: tuple[Address, ...] = ()
    """Those of them that exist and are private."""


class Gather:
    """Collects numbers, and the addresses of those that are not there."""

    __slots__ = ("_missing", "_outside", "_withheld")

    def __init__(self, program: Program) -> None:
        self._missing: dict[Address, None] = {}
        self._withheld: dict[Address, None] = {}
        self._outside = program.program.perspective == "outside"

    def needed(self, value: float | Literal["withheld"] | None, at: Address) -> float:
        """A number that the result needs; 0 in its place where it is not there."""
        if known(value):
            return value
        self.miss(at, withheld=value == WITHHELD)
        return 0

    def optional(self, value: float | Literal["withheld"] | None, at: Address, default: float = 0) -> float:
        """A number that has a meaning unset. In the outside view, what is not written is withheld."""
        if value is None and not self._outside:
            return default
        return self.needed(value, at)

    def miss(self, at: Address, withheld: bool = False) -> None:
        """Note that the value at an address is not there."""
        self._missing[at] = None
        if withheld:
            self._withheld[at] = None

    def add(self, other: Missing) -> None:
        """Note all that another result waits for."""
        self._missing.update(dict.fromkeys(other.addresses))
        self._withheld.update(dict.fromkeys(other.withheld))

    @property
    def missing(self) -> Missing | None:
        """What is not there, or ``None`` where everything is."""
        return Missing(tuple(self._missing), tuple(self._withheld)) if self._missing else None


def assumed(program: Program, name: str) -> float:
    """The value of an assumption: the workbook's own, else the default.

    Raises:
        KeyError: there is no assumption of this name.
    """
    default = assumptions()[name].default
    if name not in program.assumptions:
        return default
    own = program.assumptions[name].value
    return own if known(own) else default


def assumed_share(program: Program, name: str) -> float:
    """The value of an assumption in percent, as a fraction."""
    return assumed(program, name) / 100
