"""WAI: agreed exceptions, which must say why, who and until when; and what they cover."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final

from partnerbook.checks.check import Check, Look, missing
from partnerbook.checks.finding import Finding
from partnerbook.checks.reading import clipped
from partnerbook.program.address import Address, join, split, within
from partnerbook.program.agreed import Waiver
from partnerbook.program.edit import Remove, Set
from partnerbook.program.fields import WITHHELD, known
from partnerbook.program.locate import value_at
from partnerbook.program.program import Program
from partnerbook.record import replace


class ExpiredWaiver(Check[str]):
    code = "WAI001"
    name = "expired-waiver"
    severity = "error"
    family = "waivers"
    claim = "A waiver holds until its last day and not longer."
    source = "ours"
    why = "An exception that never ends is a change of the rule that nobody agreed to."
    remedy = "agree on a new date, or mend what it covers"

    def subjects(self, look: Look) -> Iterable[str]:
        return list(look.program.waivers)

    def judge(self, look: Look, subject: str) -> Iterator[Finding]:
        at = join("waivers", subject, "expires")
        expires = look.program.waivers[subject].expires
        if expires is None:
            return  # said by WAI003
        if look.need(expires, at) < look.today:
            yield self.finding(
                at, f"this waiver ended on {expires}", found=str(expires), limit=f"{look.today} or later"
            )


class UnmatchedWaiver(Check[str]):
    """Judged after all others, from what they found: see `waived`."""

    code = "WAI002"
    name = "unmatched-waiver"
    severity = "warning"
    family = "waivers"
    claim = "A waiver covers a finding that is there."
    source = "ours"
    why = "A waiver for something that was mended hides the next one of its kind."
    remedy = "remove it, or correct its check and address"

    def subjects(self, look: Look) -> Iterable[str]:
        return ()

    def unmatched(self, look: Look, key: str, waiver: Waiver, findings: Sequence[Finding]) -> Finding:
        """What there is to say about a valid waiver that covers none of these findings."""
        at, code = join("waivers", key), _code(waiver)
        for name, words in (("check", "which check"), ("at", "which address")):
            if missing(getattr(waiver, name)):
                message = f"this waiver does not say {words} it is about"
                return self.absent(look, f"{at}.{name}", message, value=(), fix="fill it in")
        if code not in _codes():
            return self._unknown(f"{at}.check", code)
        here = clipped(waiver.at or "", 100)
        message = f"{code} finds nothing at {here}"
        meant = _meant(look, waiver, [finding.address for finding in findings if finding.code == code])
        if meant:
            edits, fix = (Set(f"{at}.at", meant),), f"{meant} is the nearest address at which it does"
            return self.finding(f"{at}.at", message, found=here, fix=fix, edits=edits)
        fix = "remove the waiver, or correct its address"
        return self.finding(f"{at}.at", message, found=here, fix=fix, edits=(Remove(at),))

    def _unknown(self, at: Address, code: str) -> Finding:
        from difflib import get_close_matches

        named = [check.code for check in _catalogue() if check.name == code.lower()]
        near = named or get_close_matches(code, _codes(), n=1)
        message = (
            f"waivers name checks by code: {named[0]} is meant"
            if named
            else f"there is no check {clipped(code)}"
        )
        words = "write the code" if named else "correct it" if not near else f"{near[0]} is the nearest"
        fix, edits = words, (Set(at, near[0]),) if near else ()
        return self.finding(at, message, found=clipped(code), fix=fix, edits=edits)


class IncompleteWaiver(Check[tuple[str, str]]):
    """Subjects: a waiver's key, and one of the fields that it needs."""

    code = "WAI003"
    name = "incomplete-waiver"
    severity = "error"
    family = "waivers"
    claim = "A waiver names its reason, its owner and its end."
    source = "ours"
    why = "Whoever reviews it later has to know why it was agreed, whom to ask, and when it is over."
    remedy = "fill it in"

    def subjects(self, look: Look) -> Iterable[tuple[str, str]]:
        return [(key, name) for key in look.program.waivers for name in _WORDS]

    def judge(self, look: Look, subject: tuple[str, str]) -> Iterator[Finding]:
        key, name = subject
        value = getattr(look.program.waivers[key], name)
        if missing(value) or value == WITHHELD:
            message = f"this waiver has no {_WORDS[name]}"
            yield self.absent(look, join("waivers", key, name), message, value=value)


_NEVER: Final = ("WAI", "CHK003")
_WORDS: Final = {"reason": "reason", "owner": "owner", "expires": "end date"}


def waived(program: Program, today: date, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, those that a valid waiver covers marked, and a warning for each waiver that covers none.

    A waiver covers its address and all below it. A waiver cannot waive a finding about waivers.
    """
    found = list(findings)
    valid = {key: waiver for key, waiver in program.waivers.items() if _holds(waiver, today)}
    places = {key: _place(waiver) for key, waiver in valid.items()}
    used: set[str] = set()
    for finding in found:
        covering = [key for key, waiver in valid.items() if _covers(waiver, places[key], finding)]
        used.update(covering)
        yield replace(finding, waived=True, waiver=covering[0]) if covering else finding
    look, check = Look(program, today), UnmatchedWaiver()
    for key, waiver in valid.items():
        if key not in used:
            yield check.unmatched(look, key, waiver, found)


def _holds(waiver: Waiver, today: date) -> bool:
    """Whether a waiver is complete and not over. A reason or an owner that is withheld is there."""
    complete = not missing(waiver.reason) and not missing(waiver.owner)
    return complete and known(waiver.expires) and waiver.expires >= today


def _covers(waiver: Waiver, place: Address, finding: Finding) -> bool:
    if not place or _code(waiver) != finding.code or not can_be_waived(finding.code):
        return False
    return within(finding.address, place)


def can_be_waived(code: str) -> bool:
    """Whether an exception from a check can be agreed on: not from what waivers say, nor for half-typed text."""
    return not code.startswith(_NEVER)


def _code(waiver: Waiver) -> str:
    return (waiver.check or "").strip().upper()


def _place(waiver: Waiver) -> Address:
    """The address of a waiver as findings write it; empty where it is none."""
    try:
        return join(*split((waiver.at or "").strip()))
    except ValueError:
        return ""


def _meant(look: Look, waiver: Waiver, addresses: list[Address]) -> Address | None:
    """The address that a waiver seems to mean, where nothing at all stands at its own: a slip, or a new key.

    Never another one: a waiver that was agreed for one tier is not moved to the next by a key press.
    """
    place = _place(waiver)
    if not addresses or (place and value_at(look.program, place) is not None):
        return None
    from difflib import get_close_matches

    return next(iter(get_close_matches(place, addresses, n=1, cutoff=0.9)), None)


def _catalogue() -> tuple[Check[Any], ...]:
    from partnerbook.checks.catalogue import CATALOGUE  # which is made of these checks too

    return CATALOGUE


def _codes() -> list[str]:
    return [check.code for check in _catalogue()]
