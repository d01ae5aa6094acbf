"""FRM001-FRM005: what the company's recurring revenue allows and asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from partnerbook.checks.check import Check, Look, Whole, exact, missing
from partnerbook.checks.finding import Finding, Severity
from partnerbook.checks.reading import (
    ARR,
    TYPE_WORDS,
    amount,
    asks_for,
    band,
    counted,
    day_after,
    has_type,
    hidden,
    named,
    new_track,
    of_type,
    ranked,
    resells,
    unset,
)
from partnerbook.program.address import join
from partnerbook.program.edit import Set
from partnerbook.program.fields import WITHHELD, known
from partnerbook.program.ladder import ladder, words
from partnerbook.program.value import Track
from partnerbook.program.values import add_months

SOON_MONTHS: Final = 12
"""A track that starts within so many months counts as started (checks.md, FRM002)."""
FEWEST: Final = 3
MOST: Final = 10
"""Referral partners from 1M to 5M (card)."""


class TooEarly(Check[str]):
    code = "FRM001"
    name = "too-early"
    severity = "error"
    family = "framework"
    claim = "Below 1M dollars of recurring revenue there are no ranked tiers and no launch."
    source = "card"
    why = (
        "A formal program costs time that a company of this size needs for its own sales, "
        "and partners find nothing to repeat yet."
    )
    remedy = "run a small referral pilot without ranked tiers until recurring revenue reaches 1M dollars"

    def subjects(self, look: Look) -> Iterable[str]:
        if look.program.company.arr is None and not look.is_outside:
            return ("revenue",)
        return ("status", "tiers")

    def judge(self, look: Look, subject: str) -> Iterator[Finding]:
        if subject == "revenue":
            yield from self._unknown(look)
        elif subject == "status":
            status = look.program.program.status
            if status is not None and look.need(status, "program.status") == "launched":
                yield from self._launched(look)
        else:
            yield from self._tiers(look)

    def _unknown(self, look: Look) -> Iterator[Finding]:
        formal = look.program.program.status == "launched" or any(True for _ in ranked(look))
        if look.is_draft or formal:
            message = "the recurring revenue is not written, and it decides what kind of program fits"
            yield self.absent(look, ARR, message, fix="fill it in")

    def _launched(self, look: Look) -> Iterator[Finding]:
        arr = look.need(look.program.company.arr, ARR)
        if exact(arr) < look.dollars(1):
            yield self.finding(
                "program.status",
                f"{amount(look, arr)} of recurring revenue is too early for a launch",
                found="launched",
                limit=f"from {amount(look, look.dollars(1))}",
                fix=self.remedy,
                passes="pilot",
            )

    def _tiers(self, look: Look) -> Iterator[Finding]:
        tiers = sorted(ranked(look), key=lambda pair: pair[1].rank if known(pair[1].rank) else 0)
        if not tiers:
            return
        arr = look.need(look.program.company.arr, ARR)
        if exact(arr) < look.dollars(1):
            names = ", ".join(named(tier, key) for key, tier in tiers[:3])
            more = f" and {len(tiers) - 3} more" if len(tiers) > 3 else ""
            yield self.finding(
                join("tiers", tiers[0][0], "rank"),
                f"{amount(look, arr)} of recurring revenue is too early for ranked tiers ({names}{more})",
                found=counted(len(tiers), "ranked tier"),
                limit=f"from {amount(look, look.dollars(1))}",
                fix=self.remedy,
                passes=0 if len(tiers) == 1 else None,
                because="an unranked way in",
            )


class BeyondReferral(Check[str]):
    code = "FRM002"
    name = "beyond-referral"
    severity = "warning"
    family = "framework"
    claim = "From 1M to 5M dollars of recurring revenue only referral partners start within the next year."
    source = "card"
    why = (
        "Other types need material, people and proof that a company of this size is still building; "
        "referral needs the least."
    )
    remedy = "let it start later than in twelve months, or sell directly until 5M dollars"

    def subjects(self, look: Look) -> Iterable[str]:
        return list(look.program.tracks)

    def judge(self, look: Look, subject: str) -> Iterator[Finding]:
        if band(look) != "1m-5m":
            return
        track = look.program.tracks[subject]
        kind = look.need(track.type, join("tracks", subject, "type"))
        if kind == "referral":
            return
        at = join("tracks", subject, "starts")
        starts = look.need(track.starts, at)
        latest = add_months(look.today, SOON_MONTHS)
        if starts > latest:
            return
        proved = self._proved(look, subject, track)
        because = "its resale is proved, so that this is only a note" if proved else "start with referral"
        yield self.finding(
            at,
            f"{named(track, subject)} ({TYPE_WORDS[kind]}) starts before recurring revenue reaches "
            f"{amount(look, look.dollars(5))}: {because}",
            severity="note" if proved else None,
            found=str(starts),
            limit=f"after {latest}",
            fix=self.remedy,
            passes=day_after(latest),
        )

    def _proved(self, look: Look, key: str, track: Track) -> bool:
        """Whether this is resale that direct sales have prepared, without formality."""
        company = look.program.company
        playbook, direct = company.proof.sales_playbook, company.direct_arr
        unwritten = missing(playbook) and not hidden(look, playbook)
        unsold = direct is None if not known(direct) else exact(direct) < look.dollars(2)
        if ladder(look.program, key) or unwritten or (unsold and not hidden(look, direct)):
            return False
        if not resells(look, key, track):
            return False
        if hidden(look, playbook):
            look.need(playbook, "company.proof.sales_playbook")
        if hidden(look, direct):
            look.need(direct, "company.direct_arr")
        return True


class ReferralBandSize(Whole):
    code = "FRM003"
    name = "referral-band-size"
    severity = "warning"
    family = "framework"
    claim = "From 1M to 5M dollars of recurring revenue the plan is for three to ten active partners."
    source = "card"
    why = "Fewer show nothing, and more cannot be looked after by a company of this size."
    remedy = "aim for three to ten active partners"

    def judge(self, look: Look, subject: None) -> Iterator[Finding]:
        if band(look) != "1m-5m":
            return
        at, target = "recruiting.target_active", look.program.recruiting.target_active
        if not known(target):
            yield unset(self, look, at, "how many active partners are aimed for is not written", target)
        elif not FEWEST <= target <= MOST:
            yield self.finding(
                at,
                f"{counted(target, 'active partner')} is outside the {FEWEST} to {MOST} "
                "that fit a company of this size",
                found=str(target),
                limit=f"{FEWEST} to {MOST}",
                passes=FEWEST if target < FEWEST else MOST,
            )


class ExpectsIsvAndVar(Check[tuple[str, str]]):
    """No VAR track at all counts as no formal VAR program."""

    code = "FRM004"
    name = "expects-isv-and-var"
    severity = "warning"
    family = "framework"
    claim = (
        "From 5M to 20M dollars of recurring revenue there is an ISV track, "
        "and a VAR track with an agreement, ranked tiers and deal registration."
    )
    source = "card"
    why = (
        "At this size integrations hold customers, and resellers invest only in a program with written terms."
    )
    remedy = "add an ISV track and make the VAR track formal, or say in the goals that you want neither"

    def subjects(self, look: Look) -> Iterable[tuple[str, str]]:
        yield "track", "isv"
        yield "track", "var"
        for key, _ in of_type(look, "var"):
            for lack in ("agreement", "tiers", "registration"):
                yield lack, key

    def judge(self, look: Look, subject: tuple[str, str]) -> Iterator[Finding]:
        if band(look) != "5m-20m":
            return
        lack, key = subject
        if lack == "track":
            yield from lacking(self, look, key)
            return
        grade: Severity | None = None if look.is_draft or asks_for(look, "var") else "note"
        track = look.program.tracks[key]
        if lack == "agreement":
            yield from self._agreement(look, key, track, grade)
        elif lack == "tiers":
            yield from self._tiers(look, key, track, grade)
        else:
            yield from self._registration(look, key, track, grade)

    def _agreement(self, look: Look, key: str, track: Track, grade: Severity | None) -> Iterator[Finding]:
        if missing(track.agreement) or track.agreement == WITHHELD:
            yield self.absent(
                look,
                join("tracks", key, "agreement"),
                f"the VAR track {named(track, key)} is not formal: it has no agreement",
                value=track.agreement,
                severity=grade,
                fix="say where the contract is",
            )

    def _tiers(self, look: Look, key: str, track: Track, grade: Severity | None) -> Iterator[Finding]:
        if not ladder(look.program, key):
            yield self.absent(
                look,
                "tiers",
                f"the VAR track {named(track, key)} is not formal: no ranked tier lists it",
                value=(),
                severity=grade,
                fix="design two or three ranked tiers for it",
            )

    def _registration(self, look: Look, key: str, track: Track, grade: Severity | None) -> Iterator[Finding]:
        rules = look.program.conflict.registration
        at = "conflict.registration.enabled"
        if rules.enabled is not True:
            yield self.absent(
                look,
                at,
                f"the VAR track {named(track, key)} is not formal: deals are not registered",
                value=rules.enabled,
                severity=grade,
                fix="switch deal registration on",
                edits=(Set(at, True),),
            )
        elif rules.tracks is not None and key not in words(rules.tracks):
            at = "conflict.registration.tracks"
            look.need(rules.tracks, at)
            yield self.finding(
                at,
                f"the VAR track {named(track, key)} is not formal: it may not register deals",
                severity=grade,
                found=", ".join(words(rules.tracks)),
                limit=key,
                passes=(*words(rules.tracks), key),
            )


class FullEcosystem(Check[str]):
    code = "FRM005"
    name = "full-ecosystem"
    severity = "warning"
    family = "framework"
    claim = (
        "Above 20M dollars of recurring revenue all four types of partners and a partner portal are there."
    )
    source = "card"
    why = (
        "At this size every type reaches customers that the others do not, and a wiki no longer carries them."
    )
    remedy = "add what is missing, or wait until a goal asks for it"

    def subjects(self, look: Look) -> Iterable[str]:
        return ("referral", "isv", "var", "si", "portal")

    def judge(self, look: Look, subject: str) -> Iterator[Finding]:
        if band(look) != "above-20m":
            return
        if subject != "portal":
            yield from lacking(self, look, subject)
            return
        at, portal = "enablement.portal", look.program.enablement.portal
        if portal == "wiki-and-form":
            yield self.finding(
                at,
                f"a wiki and a form do up to {amount(look, look.dollars(20))}: a partner portal is missing",
                found="wiki-and-form",
                limit="partner-portal",
                passes="partner-portal",
            )
        elif portal != "partner-portal":
            yield self.absent(
                look,
                at,
                "a partner portal is missing from the full ecosystem",
                value=portal,
                fix="build a portal with training, battle cards and deal registration",
                edits=(Set(at, "partner-portal"),),
            )


def lacking(check: Check[Any], look: Look, kind: str) -> Iterator[Finding]:
    """A finding where no track is of a type; only a note where no goal asks for it.

    Raises:
        Waits: a track's type or the goals are not known.
    """
    if has_type(look, kind):
        return
    word = TYPE_WORDS[kind]
    asked = look.is_draft or asks_for(look, kind)
    add = new_track(look, kind)
    yield check.absent(
        look,
        add.address,
        f"there is no {word} track" + ("" if asked else ", which no goal asks for so far"),
        value=(),
        severity=None if asked else "note",
        fix=f"add {'an ISV' if kind == 'isv' else 'an SI' if kind == 'si' else f'a {word}'} track",
        edits=(add,),
    )
