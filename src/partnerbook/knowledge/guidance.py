"""The card, in our own words: its claims, its decision tree, and what it warns of."""

from __future__ import annotations

from functools import cache

from partnerbook.knowledge.files import read
from partnerbook.record import record


@record
class Claim:
    """One statement of the card, and what the product makes of it."""

    id: str
    section: str
    text: str
    source: str
    uses: tuple[str, ...]
    """Codes of checks, or ``advice:ID``, ``help:PLACE``, ``assumption:NAME``."""


@record
class Misconception:
    """Something that people believe, and how it is."""

    id: str
    belief: str
    reality: str
    source: str
    where: tuple[str, ...]
    """The tables of the workbook beside which it helps."""
    checks: tuple[str, ...]


@record
class Comparison:
    """A neighbouring concept: how it differs, and when it is the right one."""

    id: str
    concept: str
    difference: str
    when: str
    check: str
    """The check that notices it; may be empty."""


@record
class AntiPattern:
    """What goes wrong, why, and what to do instead."""

    id: str
    wrong: str
    why: str
    wrong_source: str
    instead: str
    source: str
    checks: tuple[str, ...]


@record
class Branch:
    """One answer to a question of the decision tree, and what it leads to."""

    id: str
    answer: str
    result: str
    tracks: tuple[str, ...]
    """Types of tracks, in order."""
    from_usd: int | None = None
    """Recurring revenue in dollars from which the branch holds."""
    to_usd: int | None = None
    to_included: bool = False
    """Whether exactly `to_usd` still belongs to this branch."""
    partners_from: int | None = None
    partners_to: int | None = None
    portal: bool = False


@record
class Question:
    """One question of the decision tree."""

    id: str
    question: str
    branches: tuple[Branch, ...]
    source: str = "card"

    def branch(self, id: str) -> Branch:
        """The branch with this id.

        Raises:
            KeyError: there is none.
        """
        for branch in self.branches:
            if branch.id == id:
                return branch
        raise KeyError(id)


@record
class ContextFigure:
    """A figure that is often quoted, and why it is never a target."""

    id: str
    figure: str
    caveat: str
    source: str


@cache
def claims() -> tuple[Claim, ...]:
    """Every statement of the card."""
    return tuple(
        Claim(row["id"], row["section"], row["text"], row["source"], tuple(row["uses"]))
        for row in read("claims")
    )


@cache
def misconceptions() -> tuple[Misconception, ...]:
    """What people wrongly believe, as help where it belongs."""
    return tuple(
        Misconception(
            row["id"],
            row["belief"],
            row["reality"],
            row["source"],
            tuple(row["where"]),
            tuple(row["checks"]),
        )
        for row in read("guidance")["misconceptions"]
    )


@cache
def comparison() -> tuple[Comparison, ...]:
    """The four concepts that are easily confused."""
    return tuple(Comparison(**row) for row in read("guidance")["comparison"])


@cache
def anti_patterns() -> tuple[AntiPattern, ...]:
    """What goes wrong most, with its correction."""
    return tuple(
        AntiPattern(**{**row, "checks": tuple(row["checks"])}) for row in read("guidance")["anti_patterns"]
    )


@cache
def tree() -> tuple[Question, ...]:
    """The decision tree: goal, recurring revenue, team."""
    return tuple(
        Question(
            row["id"],
            row["question"],
            tuple(Branch(**{**branch, "tracks": tuple(branch["tracks"])}) for branch in row["branches"]),
        )
        for row in read("guidance")["tree"]
    )


@cache
def question(id: str) -> Question:
    """A question of the decision tree: ``goal``, ``arr`` or ``team``.

    Raises:
        KeyError: there is none of this name.
    """
    return {found.id: found for found in tree()}[id]


@cache
def context_figures() -> tuple[ContextFigure, ...]:
    """Figures for context, never a target."""
    return tuple(ContextFigure(**row) for row in read("guidance")["context"])


@cache
def pillars() -> tuple[str, ...]:
    """What a program needs beside good will."""
    return tuple(read("guidance")["pillars"])
