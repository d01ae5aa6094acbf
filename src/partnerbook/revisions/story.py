"""The story of a revision: its edits in words, and what they do to findings and to partners."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Final, Literal, TypeAlias

from partnerbook.checks.engine import Engine
from partnerbook.checks.finding import Finding, Report
from partnerbook.program import address
from partnerbook.program.address import Address
from partnerbook.program.edit import Edit, Rename, apply_all
from partnerbook.program.program import Program
from partnerbook.program.wording import called
from partnerbook.record import record
from partnerbook.revisions.consequences import effects
from partnerbook.revisions.difference import Difference, difference
from partnerbook.revisions.direction import direction
from partnerbook.revisions.moves import DEFINITION, Effect
from partnerbook.revisions.wording import STEPS, clipped, phrase, step_of, subject_of, subject_words

__all__ = ["Direction", "Effect", "Story", "Told", "sentences", "tell"]

Direction: TypeAlias = Literal["tighter", "looser", ""]
_WAYS: Final[Mapping[str | None, Direction]] = {"tightened": "tighter", "loosened": "looser", None: ""}

_KEEPING: Final = ("requires", "alternatives")
"""What of a tier decides who may stay."""


@record
class Told:
    """One sentence of the story: what changed about one thing, in one direction."""

    step: str
    """``2 Tiers``"""
    subject: str
    """``Gold``"""
    sentence: str
    """``users sold 200 → 300 (+50 %), certified people 3 → 6``"""
    edits: tuple[Edit, ...]
    direction: Direction


@record
class Story:
    """All that there is to say about a revision. Texts of the workbook are quoted as they are: not safe yet."""

    told: tuple[Told, ...]
    """By step, and within a step by thing; a thing that tightens and loosens has a sentence for each."""
    appeared: tuple[Finding, ...]
    gone: tuple[Finding, ...]
    effects: tuple[Effect, ...]
    warnings: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether both programs say the same."""
        return not self.told


def tell(old: Program, new: Program, today: date, private: Collection[Address] = ()) -> Story:
    """The story of how `old` became `new`, with the findings of both on a day.

    Values at `private` addresses are never quoted. Results that are computed from them could still give them
    away: whoever publishes a story takes them out of both programs first.
    """
    found = difference(old, new)
    renamed = _after_renames(old, found)
    tightened = _tightened(renamed, new, found.edits)
    appeared, gone = _findings(renamed, new, today)
    return Story(
        _sentences(old, renamed, new, found, frozenset(private)),
        appeared,
        gone,
        effects(renamed, new, tightened, today) if found.edits else (),
        (*_without_grace(new, tightened), *_redefined(renamed, new, found.edits)),
    )


def sentences(old: Program, new: Program, private: Collection[Address] = ()) -> tuple[Told, ...]:
    """The sentences of a story alone: nothing is judged for them."""
    found = difference(old, new)
    return _sentences(old, _after_renames(old, found), new, found, frozenset(private))


def _after_renames(old: Program, found: Difference) -> Program:
    for change in found.renames:
        old = apply_all(old, change)
    return old


def _sentences(
    old: Program, renamed: Program, new: Program, found: Difference, private: frozenset[Address]
) -> tuple[Told, ...]:
    told = [_renamed(old, new, change.edits) for change in found.renames]
    told += _told(renamed, new, found.edits, private)
    return tuple(sorted(told, key=_place))


def _place(told: Told) -> int:
    return next(index for index, (step, _) in enumerate(STEPS) if step == told.step)


def _renamed(old: Program, new: Program, edits: tuple[Edit, ...]) -> Told:
    """A new key is one sentence, with all that named the old one."""
    last = next(edit for edit in reversed(edits) if isinstance(edit, Rename))
    now = address.join(*address.split(last.address)[:-1], last.key)
    return Told(step_of(now), subject_words(old, new, now), phrase(old, new, last), edits, "")


def _told(old: Program, new: Program, edits: Iterable[Edit], private: frozenset[Address]) -> Iterator[Told]:
    groups: dict[tuple[Address, Direction], list[Edit]] = {}
    for edit in edits:
        groups.setdefault((subject_of(edit.address), _way(old, new, edit)), []).append(edit)
    for at in dict.fromkeys(subject for subject, _ in groups):
        for way in ("tighter", "looser", ""):
            found = groups.get((at, way))
            if found:
                yield _sentence(old, new, at, way, found, private)


def _way(old: Program, new: Program, edit: Edit) -> Direction:
    return _WAYS[direction(old, new, edit)]


def _sentence(
    old: Program, new: Program, at: Address, way: Direction, edits: list[Edit], private: frozenset[Address]
) -> Told:
    # What is measured comes last and together: it changes the meaning of all that requires it.
    defining = [edit for edit in edits if _defines(edit)]
    said = [phrase(old, new, edit, private) for edit in edits if edit not in defining]
    if defining:
        facts = ", ".join(phrase(old, new, edit, private) for edit in defining)
        said.append(f"definition changed ({facts})")
    return Told(step_of(at), subject_words(old, new, at), ", ".join(said), tuple(edits), way)


def _defines(edit: Edit) -> bool:
    parts = address.split(edit.address)
    return parts[0] == "metrics" and len(parts) > 2 and parts[2] in DEFINITION


def _tightened(old: Program, new: Program, edits: Iterable[Edit]) -> tuple[str, ...]:
    """The tiers of both programs that are harder to keep, in the author's order."""
    found: set[str] = set()
    for edit in edits:
        parts = address.split(edit.address)
        if _way(old, new, edit) != "tighter":
            continue
        if parts[0] == "tiers" and parts[2] in _KEEPING:
            found.add(parts[1])
        elif parts[0] == "metrics":
            found.update(_requiring(new, parts[1]))
    return tuple(key for key in new.tiers if key in found and key in old.tiers)


def _requiring(program: Program, metric: str) -> list[str]:
    return [key for key, tier in program.tiers.items() if metric in tier.requires]


def _without_grace(program: Program, tightened: Iterable[str]) -> Iterator[str]:
    for key in tightened:
        tier = program.tiers[key]
        if not tier.grace_months:
            name = clipped(called(tier, key))
            yield f"{name} is harder to keep and states no grace period: partners may be demoted at once"


def _redefined(old: Program, new: Program, edits: Iterable[Edit]) -> Iterator[str]:
    """Metrics that are measured in another way, of which nobody can say whether that is harder."""
    unclear = [
        address.split(edit.address)[1] for edit in edits if _defines(edit) and not _way(old, new, edit)
    ]
    for key in dict.fromkeys(unclear):
        tiers = [
            tier for tier in _requiring(new, key) if tier in old.tiers and not new.tiers[tier].grace_months
        ]
        if key in new.metrics and tiers:
            name = clipped(called(new.metrics[key], key))
            names = ", ".join(clipped(called(new.tiers[tier], tier)) for tier in tiers)
            yield f"{name} is measured in another way; {names} may be harder to keep, without a grace period"


def _findings(old: Program, new: Program, today: date) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Findings that only the new program has, and those that only the old one had."""
    engine = Engine(today)
    before, after = engine.report(old), engine.report(new)
    return _only(after, before), _only(before, after)


def _only(report: Report, other: Report) -> tuple[Finding, ...]:
    """By code and address, as often as they are there; what is waived is agreed and no news."""
    known = Counter((each.code, each.address) for each in other.findings if not each.waived)
    found: list[Finding] = []
    for finding in report.findings:
        if finding.waived:
            continue
        if known[finding.code, finding.address]:
            known[finding.code, finding.address] -= 1
        else:
            found.append(finding)
    return tuple(found)
