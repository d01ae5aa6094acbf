"""What a check is: one class, one code; and what it is given to look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Final, Generic, Literal, TypeAlias, TypeVar

from partnerbook.checks.finding import Finding, Severity, Waits
from partnerbook.program.address import Address
from partnerbook.program.edit import Edit
from partnerbook.program.fields import NONE, WITHHELD, Withheld
from partnerbook.program.program import Program
from partnerbook.record import record

Subject = TypeVar("Subject")
T = TypeVar("T")
Family: TypeAlias = Literal[
    "framework", "value", "pay", "tiers", "enablement", "recruiting", "conflict", "checking", "waivers"
]
Listable: TypeAlias = Literal["team", "competitors", "modules", "partners", "accounts"]
FAMILIES: Final[tuple[Family, ...]] = (
    "framework",
    "value",
    "pay",
    "tiers",
    "enablement",
    "recruiting",
    "conflict",
    "checking",
    "waivers",
)


@record
class Look:
    """One program on one day, as a check sees it."""

    program: Program
    today: date

    @property
    def is_draft(self) -> bool:
        """Whether what is missing is still to do."""
        return self.program.program.status in (None, "draft")

    @property
    def is_outside(self) -> bool:
        """Whether this is another vendor's published program, in which unset reads as withheld."""
        return self.program.program.perspective == "outside"

    def need(self, value: T | Withheld | None, at: Address) -> T:
        """The value, if it is there to be judged.

        Raises:
            Waits: it is withheld or unset; the engine notes that this check waits for it.
        """
        if value is None:
            raise Waits(at, withheld=False)
        if value == WITHHELD:
            raise Waits(at, withheld=True)
        return value

    def listed(
        self, table: Literal["team", "competitors", "modules", "partners", "accounts"], at: Address
    ) -> None:
        """Say that a missing entry of a table is judged as none.

        Raises:
            Waits: in the outside view, unless ``program.complete`` names the table.
        """
        if self.is_outside and table not in (self.program.program.complete or ()):
            raise Waits(at, withheld=False)

    def assumed(self, name: str) -> float:
        """The value of an assumption: the program's own, else the default."""
        from partnerbook.economics.of_program import assumed

        return assumed(self.program, name)

    def dollars(self, millions: float) -> Decimal:
        """A dollar amount of the card, in millions, in the program's currency."""
        return exact(millions) * 1_000_000 * exact(self.assumed("currency_per_usd"))


def exact(value: float) -> Decimal:
    """A number as the decimal that was written, so that 20 and 19.999 compare as people read them."""
    return Decimal(repr(value))


def missing(value: object) -> bool:
    """Whether nothing is there: unset, blank, an empty list, or the word ``none``."""
    return value is None or value in (NONE, (), {}) or (isinstance(value, str) and not value.strip())


class Check(Generic[Subject]):
    """One rule that looks at a program. Subclasses declare the facts and write `subjects` and `judge`.

    The passing and the failing example are ``examples/CODE.pass.toml`` and ``examples/CODE.fail.toml``; the
    first line of the failing one names the address: ``# finds: tiers.gold.pay_percent.var``.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    severity: ClassVar[Severity]
    """For a row marked T this is ``error``, and `essential` is true."""
    essential: ClassVar[bool] = False
    family: ClassVar[Family]
    claim: ClassVar[str]
    """The rule in our own words, one sentence."""
    source: ClassVar[str]
    """``card, src3``, ``practice``, or ``ours``."""
    why: ClassVar[str]
    """Why it matters, one or two sentences."""
    remedy: ClassVar[str]
    """How to mend it in general, one sentence."""

    def subjects(self, look: Look) -> Iterable[Subject]:
        """The things to be judged, each alone: a check that waits for one still judges the others."""
        raise NotImplementedError

    def judge(self, look: Look, subject: Subject) -> Iterator[Finding]:
        """What there is to say about one subject.

        Raises:
            Waits: a value that it needs is withheld or unset.
        """
        raise NotImplementedError

    def finding(
        self,
        at: Address,
        message: str,
        *,
        severity: Severity | None = None,
        found: str = "",
        limit: str = "",
        fix: str = "",
        passes: Any = None,
        because: str = "",
        edits: tuple[Edit, ...] = (),
        source: str = "",
    ) -> Finding:
        """A finding of this check. With `passes` the engine writes the fix; else `fix`, else the remedy."""
        return Finding(
            code=self.code,
            name=self.name,
            severity=severity or self.severity,
            address=at,
            message=message,
            found=found,
            limit=limit,
            fix=fix or ("" if passes is not None else self.remedy),
            source=source or self.source,
            passes=passes,
            because=because,
            edits=edits,
        )

    def absent(
        self,
        look: Look,
        at: Address,
        message: str,
        *,
        value: object = None,
        severity: Severity | None = None,
        fix: str = "",
        edits: tuple[Edit, ...] = (),
    ) -> Finding:
        """A finding about something unset or empty: to do in a draft, this check's severity later.

        `value` is what is written there: a written absence (``false``, ``"none"``, an empty list) is judged
        in the outside view too.

        Raises:
            Waits: the word ``withheld`` is written there, or it is unset in the outside view.
        """
        if value == WITHHELD:
            raise Waits(at, withheld=True)
        if look.is_outside and value is None:
            raise Waits(at, withheld=False)
        grade: Severity = "todo" if look.is_draft else severity or self.severity
        return self.finding(at, message, severity=grade, fix=fix, edits=edits)


class Whole(Check[None]):
    """A check whose one subject is the program as a whole."""

    def subjects(self, look: Look) -> Iterable[None]:
        """The program, once."""
        return (None,)
