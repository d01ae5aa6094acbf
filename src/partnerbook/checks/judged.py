"""What one check said of one program, subject by subject, with all that it read to say so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, Final

from partnerbook.checks.check import Check, Look
from partnerbook.checks.finding import Finding, Waiting, Waits
from partnerbook.checks.recording import Recorder
from partnerbook.program.address import Address
from partnerbook.record import record

_PLAIN: Final = (str, int, float, bool, type(None), date, Decimal)
_NOTHING: Final[frozenset[Address]] = frozenset()


@record
class Judged:
    """One subject."""

    subject: Any
    reads: frozenset[Address]
    findings: tuple[Finding, ...]
    waiting: tuple[Waiting, ...]


@record
class Checked:
    """One check."""

    judged: tuple[Judged, ...]
    """The subjects in the order of the check; first a nameless one if the check waits to name them all."""
    listing: frozenset[Address]
    """What was read to name the subjects."""
    reads: frozenset[Address]
    """All that was read."""
    is_plain: bool
    """Whether the subjects are keys and addresses, which mean the same in another program."""
    findings: tuple[Finding, ...]
    waiting: tuple[Waiting, ...]
    """Each once."""


def checked(
    check: Check[Any],
    look: Look,
    recorder: Recorder,
    before: Checked | None = None,
    touched: frozenset[Address] = _NOTHING,
) -> Checked:
    """What a check says. What it said `before` is kept where nothing that is read for it was touched."""
    if before is not None and before.is_plain and before.listing.isdisjoint(touched):
        again = [
            old if old.reads.isdisjoint(touched) else _judged(check, look, recorder, old.subject)
            for old in before.judged
        ]
        same = all(old.reads == new.reads for old, new in zip(before.judged, again, strict=True))
        return _together(tuple(again), before.listing, True, before.reads if same else None)
    subjects, judged = _listed(check, look)
    listing = recorder.taken()
    is_plain = not judged and all(map(_is_plain, subjects))
    held = {each.subject: each for each in before.judged} if is_plain and before and before.is_plain else {}
    for subject in subjects:
        kept = held.get(subject) if held else None
        if kept is not None and kept.reads.isdisjoint(touched):
            judged.append(kept)
        else:
            judged.append(_judged(check, look, recorder, subject))
    return _together(tuple(judged), listing, is_plain)


def tried(
    check: Check[Any], look: Look, recorder: Recorder, before: Checked, touched: frozenset[Address]
) -> tuple[list[Finding], list[frozenset[Address]]]:
    """What a check would say after a change, and what it read anew to say so. Nothing is kept of it."""
    if not before.is_plain or not before.listing.isdisjoint(touched):
        result = checked(check, look, recorder, before, touched)
        kept = {id(each) for each in before.judged}
        fresh = [each.reads for each in result.judged if id(each) not in kept]
        return list(result.findings), [result.listing, *fresh]
    findings: list[Finding] = []
    reads: list[frozenset[Address]] = []
    for old in before.judged:
        if old.reads.isdisjoint(touched):
            findings += old.findings
        else:
            again = _judged(check, look, recorder, old.subject)
            findings += again.findings
            reads.append(again.reads)
    return findings, reads


def _together(
    judged: tuple[Judged, ...],
    listing: frozenset[Address],
    is_plain: bool,
    reads: frozenset[Address] | None = None,
) -> Checked:
    """All subjects of a check; `reads` is what was read for them, where that is known."""
    return Checked(
        judged,
        listing,
        listing.union(*(each.reads for each in judged)) if reads is None else reads,
        is_plain,
        tuple(finding for each in judged for finding in each.findings),
        tuple(dict.fromkeys(wait for each in judged for wait in each.waiting)),
    )


def _listed(check: Check[Any], look: Look) -> tuple[list[Any], list[Judged]]:
    """The subjects of a check; and, where it waits before it has named all, what it waits for."""
    subjects: list[Any] = []
    try:
        for subject in check.subjects(look):
            subjects.append(subject)
    except Waits as waits:
        return subjects, [Judged(None, _NOTHING, (), tuple(_waiting(check, waits)))]
    return subjects, []


def _judged(check: Check[Any], look: Look, recorder: Recorder, subject: Any) -> Judged:
    """What there is to say about a subject. What was said before the check had to wait counts."""
    findings: list[Finding] = []
    waiting: tuple[Waiting, ...] = ()
    try:
        for finding in check.judge(look, subject):
            findings.append(finding)
    except Waits as waits:
        waiting = tuple(_waiting(check, waits))
    return Judged(subject, recorder.taken(), tuple(findings), waiting)


def _waiting(check: Check[Any], waits: Waits) -> Iterator[Waiting]:
    yield Waiting(check.code, waits.address, waits.withheld)
    for at, withheld in waits.others:
        yield Waiting(check.code, at, withheld)


def _is_plain(subject: Any) -> bool:
    if isinstance(subject, tuple):
        return all(map(_is_plain, subject))
    return type(subject) in _PLAIN
