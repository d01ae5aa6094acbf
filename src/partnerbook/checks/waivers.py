"""WAI: agreed exceptions, which must say why, who and until when; and what they cover."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from partnerbook.checks.check import Check, Look, missing
from partnerbook.checks.finding import Finding
from partnerbook.program.address import join, within
from partnerbook.program.agreed import Waiver
from partnerbook.program.fields import known
from partnerbook.program.program import Program


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
        if known(expires) and expires < look.today:
            yield self.finding(
                at, f"this waiver ended on {expires}", found=str(expires), limit=str(look.today)
            )


class UnmatchedWaiver(Check[str]):
    """Judged after all others, from what they found."""

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


class IncompleteWaiver(Check[str]):
    code = "WAI003"
    name = "incomplete-waiver"
    severity = "error"
    family = "waivers"
    claim = "A waiver names its reason, its owner and its end."
    source = "ours"
    why = "Whoever reviews it later has to know why it was agreed, whom to ask, and when it is over."
    remedy = "fill it in"

    def subjects(self, look: Look) -> Iterable[str]:
        return list(look.program.waivers)

    def judge(self, look: Look, subject: str) -> Iterator[Finding]:
        waiver = look.program.waivers[subject]
        for name, words in _WORDS.items():
            if missing(getattr(waiver, name)):
                yield self.finding(join("waivers", subject, name), f"this waiver has no {words}")


_WORDS = {"reason": "reason", "owner": "owner", "expires": "end date"}


def waived(program: Program, today: date, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, those that a valid waiver covers marked, and a warning for each waiver that covers none.

    A waiver cannot waive a finding about waivers.
    """
    valid = {key: waiver for key, waiver in program.waivers.items() if _holds(waiver, today)}
    used: set[str] = set()
    for finding in findings:
        covering = [key for key, waiver in valid.items() if _covers(waiver, finding)]
        used.update(covering)
        yield replace(finding, waived=True, waiver=covering[0]) if covering else finding
    for key, waiver in program.waivers.items():
        if key in valid and key not in used:
            at = join("waivers", key, "at")
            message = f"no finding {waiver.check or ''} at {waiver.at or 'any address'}"
            yield UnmatchedWaiver().finding(at, message, found=waiver.at or "")


def _holds(waiver: Waiver, today: date) -> bool:
    complete = not missing(waiver.reason) and not missing(waiver.owner)
    return complete and known(waiver.expires) and waiver.expires >= today


def _covers(waiver: Waiver, finding: Finding) -> bool:
    if waiver.check != finding.code or not waiver.at or finding.code.startswith("WAI"):
        return False
    return within(finding.address, waiver.at)
