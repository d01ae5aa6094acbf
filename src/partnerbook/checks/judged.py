"""What one check said of one program, subject by subject, with all that it read to say so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from partnerbook.checks.check import Check, Look
from partnerbook.checks.finding import Finding, Waiting, Waits
from partnerbook.checks.recording import Recorder
from partnerbook.program.address import Address

_PLAIN: Final = (str, int, float, bool, type(None), date, Decimal)
_NOTHING: Final[frozenset[Address]] = frozenset()


@dataclass(frozen=True, slots=True)
class Judged:
    """One subject."""

    subject: Any
    reads: frozenset[Address]
    findings: tuple[Finding, ...]
    waiting: tuple[Waiting, ...]


@dataclass(frozen=True, slots=True)
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

    def newly_read(self, before: Checked) -> list[frozenset[Address]]:
        """What was read for all that is not simply kept from before."""
        kept = {id(each) for each in before.judged}
        fresh = [each.reads for each in self.judged if id(each) not in kept]
        return fresh if self.listing is before.listing else [self.listing, *fresh]


def checked(
    check: Check[Any],
    look: Look,
    recorder: Recorder,
    before: Checked | None = None,
    touched: frozenset[Address] = _NOTHING,
) -> Checked:
    """What a check says. What it said `before` is kept where nothing that is read for it was touched."""
    held: dict[Any, Judged] = {}
    if before is not None and before.is_plain:
        held = {each.subject: each for each in before.judged}
    judged: list[Judged] = []
    if before is not None and before.is_plain and before.listing.isdisjoint(touched):
        subjects: Sequence[Any] = [each.subject for each in before.judged]
        listing, is_plain = before.listing, True
    else:
        subjects, judged = _listed(check, look)
        listing = recorder.taken()
        is_plain = not judged and all(map(_is_plain, subjects))
    for subject in subjects:
        old = held.get(subject) if is_plain else None
        if old is not None and old.reads.isdisjoint(touched):
            judged.append(old)
        else:
            findings, waiting = _judge(check, look, subject)
            judged.append(Judged(subject, recorder.taken(), findings, waiting))
    return _together(tuple(judged), listing, is_plain)


def _together(judged: tuple[Judged, ...], listing: frozenset[Address], is_plain: bool) -> Checked:
    return Checked(
        judged,
        listing,
        listing.union(*(each.reads for each in judged)),
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


def _judge(check: Check[Any], look: Look, subject: Any) -> tuple[tuple[Finding, ...], tuple[Waiting, ...]]:
    """What there is to say about a subject. What was said before the check had to wait counts."""
    findings: list[Finding] = []
    try:
        for finding in check.judge(look, subject):
            findings.append(finding)
    except Waits as waits:
        return tuple(findings), tuple(_waiting(check, waits))
    return tuple(findings), ()


def _waiting(check: Check[Any], waits: Waits) -> Iterator[Waiting]:
    yield Waiting(check.code, waits.address, waits.withheld)
    for at, withheld in waits.others:
        yield Waiting(check.code, at, withheld)


def _is_plain(subject: Any) -> bool:
    if isinstance(subject, tuple):
        return all(map(_is_plain, subject))
    return type(subject) in _PLAIN
