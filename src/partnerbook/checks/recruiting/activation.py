"""REC002, REC003, REC004 and REC006: what active means, and how many of those who sign become it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from partnerbook.checks.check import Check, Look, Whole, exact, missing
from partnerbook.checks.computed import computed
from partnerbook.checks.finding import Finding
from partnerbook.checks.reading import counted
from partnerbook.checks.shares import rounded_down
from partnerbook.economics.binomial import tries_needed
from partnerbook.economics.of_program import Activation, activation
from partnerbook.program.fields import WITHHELD, known
from partnerbook.program.values import shown

_TARGET: Final = "recruiting.target_active"
_SIGN: Final = "recruiting.to_sign"
_SHARE: Final = "recruiting.activation_percent"
_COUNTS: Final = "recruiting.counts"
_CONFIDENCE: Final = "activation_confidence_percent"
USUAL_SHARE: Final = 50
"""The upper end of the 30-50 % that managed programs reach."""


class ActivationUndefined(Check[str]):
    code = "REC002"
    name = "activation-undefined"
    severity = "error"
    essential = True
    family = "recruiting"
    claim = "It is written down what makes a partner active, and within how many days of signing."
    source = "card, src2"
    why = "Ten active partners cannot be counted as long as everybody means something else by active."
    remedy = "name the event, such as the first registered deal, and the days it may take"

    def subjects(self, look: Look) -> Iterable[str]:
        return ("activation_event", "activation_within_days")

    def judge(self, look: Look, subject: str) -> Iterator[Finding]:
        value = getattr(look.program.recruiting, subject)
        if missing(value) or value == WITHHELD:
            message = _UNDEFINED[subject]
            yield self.absent(look, f"recruiting.{subject}", message, value=value, fix=_DEFINED[subject])


_UNDEFINED: Final = {
    "activation_event": "nothing says what makes a partner active",
    "activation_within_days": "nothing says how soon after signing a partner should be active",
}
_DEFINED: Final = {
    "activation_event": "name the event, such as the first registered deal",
    "activation_within_days": "name the days that it may take, such as 90",
}


class TooFewSignatures(Whole):
    code = "REC003"
    name = "too-few-signatures"
    severity = "warning"
    family = "recruiting"
    claim = "Enough partners are signed for the target of active ones to be reached with some confidence."
    source = "ours"
    why = (
        "Not every signature becomes an active partner. At the share that activates, chance decides how many do; "
        "signing just enough on average misses the target every other time."
    )
    remedy = "plan for more signatures"

    def judge(self, look: Look, subject: None) -> Iterator[Finding]:
        signed = look.program.recruiting.to_sign
        if signed is None or signed == WITHHELD:
            message = "nobody knows how many partners are to be signed"
            yield self.absent(look, _SIGN, message, value=signed, fix=_signatures(look))
            return
        found = computed(activation(look.program))
        if found.chance < found.confidence:
            yield self._too_few(look, signed, found)

    def _too_few(self, look: Look, signed: int, found: Activation) -> Finding:
        target = look.program.recruiting.target_active
        chance, wanted = rounded_down(found.chance), rounded_down(found.confidence)
        return self.finding(
            _SIGN,
            f"{counted(signed, 'signature')} give {target} active partners with a chance of {chance}, below {wanted}",
            found=chance,
            limit=wanted,
            passes=found.needed,
            fix="" if found.needed else "no number of signatures is enough at this share",
            source=f"assumption {_CONFIDENCE} (ours)",
        )


def _signatures(look: Look) -> str:
    """How many signatures would do, where that is known."""
    plan = look.program.recruiting
    if not known(plan.target_active) or not known(plan.activation_percent):
        return "say how many"
    confidence = look.assumed(_CONFIDENCE)
    needed = tries_needed(plan.target_active, plan.activation_percent / 100, confidence / 100)
    if needed is None:
        return "say how many"
    often = rounded_down(confidence / 100)
    return f"{counted(needed, 'signature')} give {plan.target_active} active partners in {often} of cases"


class CountingSignatures(Whole):
    code = "REC004"
    name = "counting-signatures"
    severity = "warning"
    family = "recruiting"
    claim = "Success is counted in active partners and not in signatures."
    source = "card, src1"
    why = "A hundred agreements that nobody sells under look like growth and cost like it. Signatures sell nothing."
    remedy = "count activated partners"

    def judge(self, look: Look, subject: None) -> Iterator[Finding]:
        counts = look.program.recruiting.counts
        if counts is None or counts == WITHHELD:
            message = "nothing says in what success is counted"
            yield self.absent(look, _COUNTS, message, value=counts, fix="activated passes")
        elif counts == "signed":
            message = "success is counted in signatures, which sell nothing"
            yield self.finding(_COUNTS, message, found="signed", limit="activated", passes="activated")


class EveryoneActivates(Whole):
    code = "REC006"
    name = "everyone-activates"
    severity = "error"
    family = "recruiting"
    claim = "The plan says which share of those who sign become active, and it is not all of them."
    source = "card, src2"
    why = "Signing is the beginning. A plan in which everybody activates has no room for how it always goes."
    remedy = "take the share that your own partners reach; managed programs see 30-50 %"

    def judge(self, look: Look, subject: None) -> Iterator[Finding]:
        share = look.program.recruiting.activation_percent
        if share is None or share == WITHHELD:
            message = "nothing says which share of those who sign become active"
            yield self.absent(look, _SHARE, message, value=share)
        elif exact(share) >= 100:
            yield self.finding(
                _SHARE,
                f"{shown(share)} % activation leaves out everybody who signs and does nothing",
                found=f"{shown(share)} %",
                limit="below 100 %",
                passes=USUAL_SHARE,
                because="30-50 % is usual",
            )
