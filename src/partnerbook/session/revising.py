"""Revising a workbook against another version of it: the story, taking edits back, grace, the next version."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from partnerbook.program.address import Address, child, join, parent, split
from partnerbook.program.changed import changed
from partnerbook.program.edit import (
    Add,
    Change,
    Edit,
    EditError,
    Move,
    Remove,
    Rename,
    Set,
    Unset,
    apply,
    apply_all,
    plain,
)
from partnerbook.program.locate import value_at
from partnerbook.program.program import Program
from partnerbook.program.references import renaming
from partnerbook.program.wording import called, title
from partnerbook.record import record
from partnerbook.revisions.difference import difference
from partnerbook.revisions.story import Effect, Story, Told, tell
from partnerbook.session import changes
from partnerbook.session.bases import Base, NoBase, base_reading

_KEEPING: Final = ("requires", "alternatives")
_LAST_NUMBER: Final = re.compile(r"(\d+)(?!.*\d)")
_MOST_JUDGED: Final = 24
"""Sentences of a story of which each is given its own effects; beyond that only the whole is."""


@record
class Comparison:
    """One workbook against another version of it."""

    base: Base
    old: Program
    renamed: Program
    """The old program under the keys of the new one: what the edits of a sentence begin from."""
    new: Program
    story: Story
    each: Mapping[int, tuple[Effect, ...]]
    """What one sentence alone would do to partners, by its number in the story."""


def compare(
    path: Path, program: Program, private: Mapping[Address, Any], today: date, base: Base
) -> Comparison:
    """The story of how the base became the program that is open. Runs git: call it in a thread.

    Raises:
        NoBase: the base cannot be read.
    """
    old = base_reading(path, base).program
    assert old is not None
    return against(base, old, program, private, today)


def against(
    base: Base, old: Program, new: Program, private: Mapping[Address, Any], today: date
) -> Comparison:
    """The same with the program of the base at hand."""
    story = tell(old, new, today, tuple(private))
    renamed = old
    for change in difference(old, new).renames:
        renamed = apply_all(renamed, change)
    return Comparison(base, old, renamed, new, story, dict(_each(story, renamed, today)))


def _each(story: Story, renamed: Program, today: date) -> Iterator[tuple[int, tuple[Effect, ...]]]:
    judged = [(number, told) for number, told in enumerate(story.told) if told.direction]
    for number, told in judged[:_MOST_JUDGED] if story.effects else ():
        try:
            alone = apply_all(renamed, Change("", told.edits))
        except EditError:
            continue  # it stands on another sentence: a tier that asks for a metric which is new
        yield number, tell(renamed, alone, today).effects


# ── taking back ──────────────────────────────────────────────────────────────


def reverting(comparison: Comparison, told: Told) -> Change | None:
    """The edits that take one sentence back to what the base says; ``None`` where nothing is left to do.

    Made for the program that was compared: after each step the comparison is made anew.
    """
    program, edits = comparison.new, []
    for edit in reversed(told.edits):
        for back in _inverse(comparison, program, edit):
            try:
                following = apply(program, back)
            except EditError:
                continue  # another edit of this sentence has taken it back already
            # programs are equal whatever the order of their tables
            if isinstance(back, Move) or following != program:
                edits.append(back)
            program = following
    name = f"{told.subject or told.step}: as in {comparison.base.name}"
    return Change(name, tuple(edits)) if edits else None


def _inverse(comparison: Comparison, program: Program, edit: Edit) -> tuple[Edit, ...]:
    at, base = edit.address, comparison.renamed
    match edit:
        case Set() | Unset():
            value = value_at(base, at)
            return (Unset(at),) if value is None else (Set(at, value),)
        case Add():
            return changes.removing(program, at).edits
        case Remove():
            return (Add(at, plain(value_at(base, at)), _following(base, program, at)),)
        case Move():
            return (Move(at, _following(base, program, at)),)
        case Rename():
            return renaming(program, child(parent(at), edit.key), split(at)[-1])


def _following(base: Program, program: Program, at: Address) -> str | None:
    """The sibling that came next in the base and is still there."""
    order = list(value_at(base, parent(at)))
    key = split(at)[-1]
    present = value_at(program, parent(at))
    behind = order[order.index(key) + 1 :] if key in order else []
    return next((each for each in behind if each in present), None)


def where(program: Program, told: Told) -> Address:
    """A place in the program that a sentence is about; empty where it is no longer there."""
    for edit in told.edits:
        at = changes.moved_to(edit.address, (edit,))
        while at and value_at(program, at) is None and parent(at) and isinstance(edit, Remove):
            at = parent(at)
        if at:
            return at
    return ""


# ── grace ────────────────────────────────────────────────────────────────────


def tightened_tiers(comparison: Comparison) -> tuple[str, ...]:
    """Keys of tiers that are harder to keep than in the base, in the author's order."""
    old, new = comparison.renamed, comparison.new
    found: set[str] = set()
    for told in comparison.story.told:
        for edit in told.edits if told.direction == "tighter" else ():
            parts = (*split(edit.address), "", "")
            if parts[0] == "tiers" and parts[2] in _KEEPING:
                found.add(parts[1])
            elif parts[0] == "metrics":
                found.update(key for key, tier in new.tiers.items() if parts[1] in tier.requires)
    return tuple(key for key in new.tiers if key in found and key in old.tiers)


def without_grace(comparison: Comparison) -> tuple[str, ...]:
    """Keys of tiers that are harder to keep and give no time for it, in the author's order."""
    return tuple(key for key in tightened_tiers(comparison) if not comparison.new.tiers[key].grace_months)


def tier_lost(comparison: Comparison, partner: str) -> str:
    """The key of the tier that a partner has to lose: the one recorded, else the first that gives no grace."""
    held = comparison.new.partners.get(partner)
    if held is not None and held.tier in comparison.new.tiers:
        return held.tier or ""
    return next(iter(without_grace(comparison)), "")


def granting(program: Program, tier: str, months: int) -> Change:
    """A grace period for partners who no longer qualify for a tier, in months."""
    name = called(program.tiers[tier], tier)
    return Change(f"{name}: {months} months of grace", (Set(join("tiers", tier, "grace_months"), months),))


# ── version and changelog ────────────────────────────────────────────────────


def next_version(version: str | None) -> str:
    """A version with its last number raised: ``2026.1`` becomes ``2026.2``; ``1`` where there is none."""
    if not version:
        return "1"
    match = _LAST_NUMBER.search(version)
    if match is None:
        return f"{version} 2"
    raised = str(int(match[1]) + 1).zfill(len(match[1]))
    return version[: match.start()] + raised + version[match.end() :]


def versioning(program: Program, version: str) -> Change:
    """Another version for the program."""
    return Change(f"{title(program, 'program.version')} {version}", (Set("program.version", version),))


def changelog(comparison: Comparison, version: str, today: date) -> str:
    """A note for the changelog, as Markdown: what changed, by step. It names no partner, for partners read it."""
    lines = [f"## {version} ({today})"]
    step = ""
    for told in comparison.story.told:
        if told.step != step:
            step = told.step
            lines += ["", f"### {step}", ""]
        way = f" ({told.direction})" if told.direction else ""
        lines.append(f"- {told.subject}: {told.sentence}{way}" if told.subject else f"- {told.sentence}{way}")
    if not comparison.story.told:
        lines += ["", "Nothing has changed."]
    return "\n".join(lines) + "\n"


# ── marks ────────────────────────────────────────────────────────────────────


def sharing(base: Program, program: Program) -> Program:
    """`base`, sharing with `program` all that is the same in both: finding what differs is cheap then."""
    try:
        return apply_all(program, Change("", difference(program, base).all_edits))
    except EditError:
        return base


def differing(base: Program, program: Program) -> frozenset[Address]:
    """Addresses at which a program differs from a base made with `sharing`."""
    return changed(base, program)


__all__ = ["Base", "Comparison", "NoBase", "against", "compare", "reverting"]
