"""What is known of a page before it is made: its place in the rail, what it answers, and what belongs to it."""

from __future__ import annotations

from typing import ClassVar, Final

from partnerbook.program.address import Address, split


class Head:
    """The head of a page: one step. The page itself inherits it."""

    key: ClassVar[str]
    """``tiers``."""
    title: ClassVar[str]
    number: ClassVar[str] = ""
    """The step's number in the checklist; empty for Company and Review."""
    question: ClassVar[str]
    """What the page answers, in one sentence."""
    tables: ClassVar[tuple[str, ...]]
    """Top-level tables that are edited here; a finding belongs to the page of its address."""
    judges_all: ClassVar[bool] = False
    """Whether it says how the whole workbook stands, as Review does."""
    adds: ClassVar[Address] = ""
    """The table of keyed tables that the page is about: there something is added where the cursor stands on none."""

    @property
    def heading(self) -> str:
        """``2 Tiers``."""
        return f"{self.number} {self.title}".strip()

    def owns(self, at: Address) -> bool:
        """Whether a finding at this address belongs here."""
        return split(at)[0] in self.tables


class CompanyHead(Head):
    """That of Company."""

    key = "company"
    title = "Company"
    question = "What kind of program fits us?"
    tables = ("program", "company", "team", "assumptions")
    adds = "team"


class ValueHead(Head):
    """That of Value."""

    key = "value"
    title = "Value"
    number = "1"
    question = "Why would a partner bother, and what do they earn?"
    tables = ("tracks", "extra_pay", "integrations", "competitors")
    adds = "tracks"


class TiersHead(Head):
    """That of Tiers."""

    key = "tiers"
    title = "Tiers"
    number = "2"
    question = "What must they do, what do they get, will anyone get there?"
    tables = ("tiers", "metrics", "benefits")
    adds = "tiers"


class EnablementHead(Head):
    """That of Enablement."""

    key = "enablement"
    title = "Enablement"
    number = "3"
    question = "Can a partner learn to sell this in small bites?"
    tables = ("enablement",)
    adds = "enablement.modules"


class RecruitingHead(Head):
    """That of Recruiting."""

    key = "recruiting"
    title = "Recruiting"
    number = "4"
    question = "Do we get to ten active ones?"
    tables = ("recruiting", "partners")
    adds = "partners"


class ConflictHead(Head):
    """That of Conflict."""

    key = "conflict"
    title = "Conflict"
    number = "5"
    question = "Would a partner trust us with their best deal?"
    tables = ("conflict",)
    adds = "conflict.accounts"


class ReviewHead(Head):
    """That of Review."""

    key = "review"
    title = "Review"
    question = "Is it ready, and what changed?"
    tables = ("waivers",)
    judges_all = True


HEADS: Final[tuple[Head, ...]] = (
    CompanyHead(),
    ValueHead(),
    TiersHead(),
    EnablementHead(),
    RecruitingHead(),
    ConflictHead(),
    ReviewHead(),
)
"""In the order of the rail."""


def head_of(at: Address) -> Head | None:
    """The head of the page to which an address belongs."""
    return next((head for head in HEADS if head.owns(at)), None)
