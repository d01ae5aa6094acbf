"""What a check says: findings, and what a check waits for."""

from __future__ import annotations

from typing import Any, Final, Literal, TypeAlias

from partnerbook.program.address import Address
from partnerbook.program.edit import Edit, Set
from partnerbook.record import record

Severity: TypeAlias = Literal["error", "warning", "note", "todo"]
SEVERITIES: Final[tuple[Severity, ...]] = ("error", "warning", "note", "todo")


@record
class Finding:
    """What one check says about one address."""

    code: str
    name: str
    severity: Severity
    address: Address
    message: str
    """One sentence without a full stop: what is wrong, with the numbers."""
    found: str
    """The value judged, as shown to a person; empty where nothing is there."""
    limit: str
    """What it is held against, as shown."""
    fix: str
    """What to do, in one sentence; begins with the value that would pass, where there is one."""
    source: str
    passes: Any = None
    """The value which, set at the address, passes every check there; ``None`` where it cannot be computed."""
    because: str = ""
    """Why this value and not a nearer one: ``Silver pays 25``."""
    edits: tuple[Edit, ...] = ()
    """Edits that mend it, where one value is not enough."""
    waived: bool = False
    waiver: str = ""
    """The key of the waiver."""

    @property
    def mending(self) -> tuple[Edit, ...]:
        """The edits that the fix stands for; empty where a person has to decide."""
        if self.edits:
            return self.edits
        return (Set(self.address, self.passes),) if self.passes is not None else ()

    @property
    def sentence(self) -> str:
        """Message and fix in one line."""
        return f"{self.message}: {self.fix}" if self.fix else self.message


@record
class Waiting:
    """A check that cannot judge a subject before a value is known."""

    code: str
    address: Address
    withheld: bool
    """Whether the word ``withheld`` is written there; else the value is unset."""


class Waits(Exception):
    """Raised inside a check when a value it needs is withheld or unset.

    `others` are further values that it needs and that are not there, each with whether it is withheld.
    """

    def __init__(
        self, address: Address, withheld: bool, others: tuple[tuple[Address, bool], ...] = ()
    ) -> None:
        super().__init__(address)
        self.address = address
        self.withheld = withheld
        self.others = others


@record
class Report:
    """Everything that the checks say about one program."""

    findings: tuple[Finding, ...]
    waiting: tuple[Waiting, ...]

    def at(self, address: Address) -> tuple[Finding, ...]:
        """The findings at exactly this address, worst first."""
        found = [finding for finding in self.findings if finding.address == address]
        return tuple(sorted(found, key=weight))

    def count(self, severity: Severity) -> int:
        """How many findings of a severity are not waived."""
        return sum(1 for finding in self.findings if finding.severity == severity and not finding.waived)

    @property
    def waived(self) -> int:
        """How many findings are waived."""
        return sum(1 for finding in self.findings if finding.waived)


def weight(finding: Finding) -> tuple[bool, int]:
    """Sorts worst first, waived ones last."""
    return (finding.waived, SEVERITIES.index(finding.severity))
