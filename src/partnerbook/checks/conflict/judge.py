"""CON005 and CON006: what happens when a deal was taken, and who decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from partnerbook.checks.check import Check, Look, missing
from partnerbook.checks.conflict.registration import is_on
from partnerbook.checks.finding import Finding, Severity
from partnerbook.program.address import Address, join
from partnerbook.program.edit import Set
from partnerbook.program.fields import WITHHELD
from partnerbook.record import record

_RESOLUTION: Final = "conflict.resolution"
_REMEDY: Final = "conflict.resolution.remedy"


class StolenDealOpen(Check[str]):
    code = "CON005"
    name = "stolen-deal-open"
    severity = "error"
    family = "conflict"
    claim = "Whoever lost a registered deal to you without agreeing to it got something for it."
    source = "card, src2"
    why = "One stolen deal ends the trust of a partner for good, and others hear of it. Only a remedy can save it."
    remedy = "agree with the partner on what it gets, and write it down"

    def subjects(self, look: Look) -> Iterable[str]:
        return list(look.program.conflict.incidents)

    def judge(self, look: Look, subject: str) -> Iterator[Finding]:
        incident = look.program.conflict.incidents[subject]
        remedy, consented = incident.remedy, incident.partner_consented
        if incident.registration_active is False or consented is True:
            return
        if remedy != WITHHELD and not missing(remedy):
            return
        at = join("conflict", "incidents", subject)
        if incident.registration_active is not True:
            yield self.absent(
                look,
                f"{at}.registration_active",
                "nothing says whether the deal was registered, and no remedy is written",
                value=incident.registration_active,
                fix="say whether a registration was active, or what the partner got",
            )
            return
        if consented == WITHHELD:
            look.need(consented, f"{at}.partner_consented")
        message = "a registered deal was closed without the consent of the partner, which got nothing for it"
        yield self.absent(look, f"{at}.remedy", message, value=remedy)


class NoNeutralJudge(Check[str]):
    """Subjects: the addresses of what makes a judge neutral."""

    code = "CON006"
    name = "no-neutral-judge"
    severity = "warning"
    family = "conflict"
    claim = (
        "Somebody without a quota approves registrations and decides conflicts, direct sales are paid on partner "
        "deals too, and a wronged partner gets a remedy."
    )
    source = "card, src2"
    why = (
        "Whoever earns on direct deals is no judge of them. Without a remedy, even a fair judge cannot mend a deal "
        "that was taken: then every bias is an error."
    )
    remedy = "name a judge who earns nothing on either side, and say what a wronged partner gets"

    def subjects(self, look: Look) -> Iterable[str]:
        return ("adjudicator", "adjudicator_has_quota", "approver", "direct-reps", "remedy")

    def judge(self, look: Look, subject: str) -> Iterator[Finding]:
        remedy = look.program.conflict.resolution.remedy
        grade: Severity = "error" if missing(remedy) else "warning"
        if subject == "remedy":
            if missing(remedy) or remedy == WITHHELD:
                message = "nothing says what a partner gets whose deal was taken"
                fix = "say what a wronged partner gets, for example full pay as if it had closed the deal"
                yield self.absent(look, _REMEDY, message, value=remedy, severity=grade, fix=fix)
        elif subject == "adjudicator":
            yield from self._adjudicator(look, grade)
        else:
            yield from self._fair(look, subject, grade)

    def _adjudicator(self, look: Look, grade: Severity) -> Iterator[Finding]:
        adjudicator = look.program.conflict.resolution.adjudicator
        if missing(adjudicator) or adjudicator == WITHHELD:
            message = "nobody is named who decides a conflict"
            fix = "name somebody without a quota"
            at = f"{_RESOLUTION}.adjudicator"
            yield self.absent(look, at, message, value=adjudicator, severity=grade, fix=fix)

    def _fair(self, look: Look, subject: str, grade: Severity) -> Iterator[Finding]:
        """One of three facts about people: it should be `fair`, else the judge is a party."""
        conflict = look.program.conflict
        if subject == "adjudicator_has_quota":
            if missing(conflict.resolution.adjudicator):
                return
            value, fact = conflict.resolution.adjudicator_has_quota, _ADJUDICATOR
        elif subject == "approver":
            if not is_on(look):
                return
            value, fact = conflict.registration.approver_has_quota, _APPROVER
        else:
            value, fact = conflict.resolution.direct_reps_paid_on_partner_deals, _DIRECT_REPS
        if value is fact.fair:
            return
        if value is None or value == WITHHELD:
            yield self.absent(look, fact.at, fact.unknown, value=value, severity=grade, fix=fact.fix)
        else:
            found, edits = "yes" if value else "no", (Set(fact.at, fact.fair),)
            yield self.finding(fact.at, fact.unfair, severity=grade, found=found, fix=fact.fix, edits=edits)


@record
class _Fact:
    """A yes or no that decides whether a judge is neutral."""

    at: Address
    fair: bool
    unknown: str
    unfair: str
    fix: str


_ADJUDICATOR: Final = _Fact(
    f"{_RESOLUTION}.adjudicator_has_quota",
    False,
    "nothing says whether who decides a conflict has a quota",
    "who decides a conflict has a quota, and is a party to it",
    "let somebody without a quota decide",
)
_APPROVER: Final = _Fact(
    "conflict.registration.approver_has_quota",
    False,
    "nothing says whether who approves registrations has a quota",
    "who approves registrations has a quota, and gains by a no",
    "let somebody without a quota approve",
)
_DIRECT_REPS: Final = _Fact(
    f"{_RESOLUTION}.direct_reps_paid_on_partner_deals",
    True,
    "nothing says whether direct sales are paid on partner deals",
    "direct sales are not paid on partner deals, and have every reason to fight them",
    "pay direct sales on partner deals too",
)
