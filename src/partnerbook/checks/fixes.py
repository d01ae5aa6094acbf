"""The value that a fix offers: it passes every check at its address, or it is not offered.

For Gold at 18 with Silver at 25 it is 25, whichever of the two checks is asked.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final, TypeAlias

from partnerbook.checks.catalogue import CATALOGUE
from partnerbook.checks.check import Look
from partnerbook.checks.finding import Finding
from partnerbook.checks.judged import Checked, tried
from partnerbook.checks.recording import Recorder, recording
from partnerbook.program.address import Address
from partnerbook.program.changed import changed
from partnerbook.program.edit import EditError, Set, apply
from partnerbook.program.locate import spec_at, value_at
from partnerbook.program.program import Program
from partnerbook.program.values import measured, shown
from partnerbook.record import fresh, record, replace

_TRIES: Final = 8
"""How many values are tried at one address before we say that there is none."""
_NO_VALUE: Final = "no single value passes every check here"


_Asked: TypeAlias = tuple[Any, type, tuple[str, ...]]
"""A value, its type, and the checks that were asked, in this order."""
_Answer: TypeAlias = tuple[tuple[Finding, ...], tuple[frozenset[Address], ...]]
"""What they said of it at its address, and what they read anew to say so."""


@record
class Agreed:
    """What came of looking for a value at one address, and all that it depends on."""

    said: tuple[Finding, ...]
    """All that is said at the address."""
    readers: tuple[object, ...]
    """What reads the address: the subjects as they were judged."""
    looked_at: tuple[frozenset[Address], ...]
    """What was read while other values were tried."""
    value: Any
    because: str
    against: frozenset[str]
    """Codes of the checks that have a note on the value, where none passes without one."""
    is_lasting: bool
    """Whether it is the same as long as nothing that was looked at changes."""
    answers: Mapping[_Asked, _Answer]
    """What was said of the values that were tried."""

    def holds(self, said: list[Finding], readers: list[object], touched: frozenset[Address]) -> bool:
        """Whether it is still right in a program in which so much changed."""
        return (
            self.is_lasting
            and _are_same(self.said, said)
            and _are_same(self.readers, readers)
            and all(reads.isdisjoint(touched) for reads in self.looked_at)
        )


def _are_same(ours: Sequence[object], theirs: Sequence[object]) -> bool:
    return len(ours) == len(theirs) and all(map(operator.is_, ours, theirs))


@record(frozen=False)
class _Search:
    """A program in which other values are tried at one address."""

    program: Program
    today: date
    at: Address
    results: Mapping[str, Checked]
    offering: frozenset[str]
    answers: dict[_Asked, _Answer]
    """What is known already, of a program that differs at no other address."""
    looked_at: list[frozenset[Address]] = fresh(default_factory=list)
    is_lasting: bool = True
    codes: tuple[str, ...] | None = None
    """The checks that read what another value touches, those that offer one first; the same for every value."""

    def complaints(self, value: Any) -> Sequence[Finding] | None:
        """What is said at the address if it holds a value; ``None`` where it cannot hold it.

        Stops at the first check with an error or a warning.
        """
        known = self.answers.get((value, type(value), self.codes)) if self.codes is not None else None
        if known is None:
            try:
                program = apply(self.program, Set(self.at, value))
            except EditError:
                self.is_lasting = False
                return None
            known = self._asked(program, value)
        said, reads = known
        self.looked_at += reads
        return said

    def _asked(self, program: Program, value: Any) -> _Answer:
        """What the checks say of a value, asked once."""
        touched = changed(self.program, program)
        if self.codes is None:
            self.codes = self._readers(touched)
        asked = (value, type(value), self.codes)
        if asked not in self.answers:
            self.answers[asked] = self._answer(program, touched, self.codes)
        return self.answers[asked]

    def _answer(self, program: Program, touched: frozenset[Address], codes: Iterable[str]) -> _Answer:
        recorder = Recorder()
        look = Look(recording(program, recorder), self.today)
        said: list[Finding] = []
        looked_at: list[frozenset[Address]] = []
        for code in codes:
            findings, reads = tried(_CHECKS[code], look, recorder, self.results[code], touched)
            looked_at += reads
            said.extend(finding for finding in findings if finding.address == self.at)
            if any(finding.severity in ("error", "warning") for finding in said):
                break
        return tuple(said), tuple(looked_at)

    def _readers(self, touched: frozenset[Address]) -> tuple[str, ...]:
        codes = [code for code, result in self.results.items() if not result.reads.isdisjoint(touched)]
        return tuple(sorted(codes, key=lambda code: code not in self.offering))


_CHECKS: Final = {check.code: check for check in CATALOGUE}


def with_fixes(
    program: Program,
    today: date,
    findings: Iterable[Finding],
    results: Mapping[str, Checked],
    held: Mapping[Address, Agreed],
    touched: frozenset[Address] | None,
    only: Address | None = None,
) -> tuple[list[Finding], dict[Address, Agreed]]:
    """The findings with their fixes worded, and what was agreed, to be given again as `held`.

    `touched` are the addresses that changed since then; ``None``: anything may have. With `only` a value is
    looked for at that address alone, and elsewhere what was agreed before is said once more.
    """
    findings = list(findings)
    said: dict[Address, list[Finding]] = {each.address: [] for each in findings if each.passes is not None}
    for finding in findings:
        if finding.address in said:
            said[finding.address].append(finding)
    readers = _readers(results, frozenset(said))
    agreed: dict[Address, Agreed] = {}
    for at, those in said.items():
        before = held.get(at)
        if before is not None and touched is not None and before.holds(those, readers[at], touched):
            agreed[at] = before
        elif only is not None and at != only:
            agreed[at] = _NOT_YET if before is None else replace(before, is_lasting=False, answers={})
        else:
            offering = frozenset(finding.code for finding in those if finding.passes is not None)
            answers = dict(before.answers) if before is not None and _only_at(touched, at) else {}
            agreed[at] = _agree(_Search(program, today, at, results, offering, answers), those, readers[at])
    # While a value is typed it may pass for a moment: what is known of others is kept for the next key.
    agreed |= {at: each for at, each in held.items() if at not in agreed and _only_at(touched, at)}
    return [
        finding if finding.passes is None else _worded(program, finding, agreed[finding.address])
        for finding in findings
    ], agreed


def _readers(results: Mapping[str, Checked], places: frozenset[Address]) -> dict[Address, list[object]]:
    """For each address the subjects (or the naming of all subjects of a check) for which it was read."""
    found: dict[Address, list[object]] = {at: [] for at in places}
    for result in results.values():
        read_here = places & result.reads
        if not read_here:
            continue
        for at in read_here & result.listing:
            found[at].append(result)
        for judged in result.judged:
            for at in read_here & judged.reads:
                found[at].append(judged)
    return found


def _agree(search: _Search, said: list[Finding], readers: list[object]) -> Agreed:
    value, because, against = _found(search, [finding for finding in said if finding.passes is not None])
    return Agreed(
        tuple(said),
        tuple(readers),
        tuple(search.looked_at),
        value,
        because,
        against,
        search.is_lasting,
        search.answers,
    )


def _only_at(touched: frozenset[Address] | None, at: Address) -> bool:
    """Whether nothing else has changed: another value at this address means the same program as before."""
    return touched is not None and touched <= {at}


def _found(search: _Search, offers: list[Finding]) -> tuple[Any, str, frozenset[str]]:
    """A value at which nothing is said; else the first at which there are only notes; else ``None``."""
    queue = [(offer.passes, offer.because) for offer in offers]
    now = value_at(search.program, search.at)
    tried: set[tuple[Any, type]] = {(now, type(now))}
    second: tuple[Any, str, frozenset[str]] = (None, "", frozenset())
    while queue and len(tried) <= _TRIES:
        value, because = queue.pop(0)
        if (value, type(value)) in tried:
            continue
        tried.add((value, type(value)))
        said = search.complaints(value)
        if said is None:
            continue
        if not said:
            return value, because, frozenset()
        if second[0] is None and all(finding.severity == "note" for finding in said):
            second = value, because, frozenset(finding.code for finding in said)
        queue += [(finding.passes, finding.because) for finding in said if finding.passes is not None]
    return second


_NOT_YET: Final = Agreed((), (), (), None, "", frozenset(), False, {})
"""Nothing was agreed before, and nobody has looked."""


def _worded(program: Program, finding: Finding, agreed: Agreed) -> Finding:
    if finding.edits:
        return replace(finding, passes=None)
    if agreed.value is None or finding.code in agreed.against:
        fix = "" if agreed is _NOT_YET else _NO_VALUE
        return replace(finding, passes=None, because="", fix=finding.fix or fix)
    because = f" ({agreed.because})" if agreed.because else ""
    fix = f"{_passing(program, finding.address, agreed.value)} passes{because}"
    return replace(finding, passes=agreed.value, because=agreed.because, fix=fix)


def _passing(program: Program, at: Address, value: Any) -> str:
    """A value as the subject of "passes": one thing, so that a count stands without its plural noun."""
    spec = spec_at(program, at)
    if spec is not None and spec.unit in ("%", "money"):
        return measured(spec, value, program.program.currency)
    return shown(value)
