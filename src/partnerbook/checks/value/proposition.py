"""VAL001-VAL003, VAL008: why a partner would bother, what others pay, and what it earns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from partnerbook.checks.check import Check, Look, Whole, missing
from partnerbook.checks.finding import Finding
from partnerbook.checks.reading import counted, named, none_of, of_type, unset
from partnerbook.program.address import Address, join
from partnerbook.program.fields import WITHHELD
from partnerbook.program.ladder import MARGIN_KINDS, PaidLine, extra_lines, paid_lines, tiers_of, track_line
from partnerbook.program.value import PartnerYear, Track

COMPETITORS: Final = "competitors"


class NoValue(Check[str]):
    code = "VAL001"
    name = "no-value"
    severity = "error"
    essential = True
    family = "value"
    claim = "Every track says why a partner would bother."
    source = "card"
    why = (
        "Nobody is a partner out of kindness: what cannot be said in a sentence cannot be sold to a partner."
    )
    remedy = "write what the partner gets out of it, in its words, with the money named"

    def subjects(self, look: Look) -> Iterable[str]:
        return list(look.program.tracks)

    def judge(self, look: Look, subject: str) -> Iterator[Finding]:
        track = look.program.tracks[subject]
        if missing(track.value) or track.value == WITHHELD:
            message = f"{named(track, subject)} does not say what a partner gets out of it"
            yield self.absent(look, join("tracks", subject, "value"), message, value=track.value)


class NoCompetitors(Whole):
    code = "VAL002"
    name = "no-competitors"
    severity = "error"
    essential = True
    family = "value"
    claim = "What competing programs pay is recorded, for three of them at least."
    source = "card"
    why = "A partner compares; whoever does not know with what pays too little, or more than is needed."
    remedy = "record what competing programs pay, with where it was read"

    def judge(self, look: Look, subject: None) -> Iterator[Finding]:
        recorded = sum(1 for competitor in look.program.competitors.values() if not competitor.is_empty)
        wanted = look.assumed("competitors_wanted")
        if recorded and recorded >= wanted:
            return
        look.listed("competitors", COMPETITORS)
        if not recorded:
            yield self.absent(look, COMPETITORS, "no competing program is recorded", value=())
            return
        yield self.finding(
            COMPETITORS,
            f"{counted(recorded, 'competing program')} recorded: a median of fewer than "
            f"{counted(wanted, 'program')} says little",
            severity="warning",
            found=str(recorded),
            limit=counted(wanted, "program"),
            fix=f"record {counted(-int(-(wanted - recorded) // 1), 'more', 'more')}",
            source="card, src3; assumption competitors_wanted",
        )


class NoEconomics(Check[str]):
    """For referral, deals and pay are enough; other tracks also say what the deals cost or bring besides."""

    code = "VAL003"
    name = "no-economics"
    severity = "error"
    essential = True
    family = "value"
    claim = (
        "Every track has the numbers of one typical partner's year; for referral, deals and pay are enough."
    )
    source = "card"
    why = "A value proposition without numbers cannot be checked: neither by you nor by the partner."
    remedy = "describe a typical partner's year"

    def subjects(self, look: Look) -> Iterable[str]:
        return list(look.program.tracks)

    def judge(self, look: Look, subject: str) -> Iterator[Finding]:
        track = look.program.tracks[subject]
        year, name = track.partner_year, named(track, subject)
        at = join("tracks", subject, "partner_year")
        if year.deals is None or year.deals == WITHHELD:
            message = f"{name} does not say how many deals a typical partner makes in a year"
            yield self.absent(look, f"{at}.deals", message, value=year.deals)
            return
        kind = look.need(track.type, join("tracks", subject, "type"))
        if kind == "referral":
            yield from self._referral_pay(look, subject, track)
        elif all(missing(getattr(year, field)) for field in _BESIDES):
            message = (
                f"{name} has deals, and nothing else of a typical partner's year: neither costs nor services"
            )
            yield self.absent(look, f"{at}.cost_per_deal", message, fix="say what a deal costs the partner")

    def _referral_pay(self, look: Look, key: str, track: Track) -> Iterator[Finding]:
        pay = track.pay
        if pay.percent is not None or pay.amount is not None:
            return
        if any(key in tier.pay_percent for _, tier in tiers_of(look.program, key)):
            return
        message = f"{named(track, key)} does not say what a partner is paid"
        fix = "say what is paid for a referral"
        yield self.absent(look, join("tracks", key, "pay", "percent"), message, fix=fix)


_BESIDES: Final = tuple(name for name in PartnerYear.parts if name != "deals")


class VarWithoutResale(Check[tuple[str, str]]):
    code = "VAL008"
    name = "var-without-resale"
    severity = "warning"
    family = "value"
    claim = "A VAR partner resells and puts its services around the product."
    source = "card, src4"
    why = (
        "A margin is what a reseller keeps: "
        "who may not resell has none, and who adds no services adds no value."
    )
    remedy = "let the partner resell, or pay a commission instead of a margin"

    def subjects(self, look: Look) -> Iterable[tuple[str, str]]:
        for key, _ in of_type(look, "var"):
            yield key, "resale"
            yield key, "services"

    def judge(self, look: Look, subject: tuple[str, str]) -> Iterator[Finding]:
        key, part = subject
        track = look.program.tracks[key]
        if part == "resale":
            yield from self._resale(look, key, track)
        else:
            at = join("tracks", key, "partner_year", "services_attach_percent")
            message = f"{named(track, key)} has no services attached"
            fix = "say how much of services a partner sells with each unit of licence"
            yield from none_of(self, look, at, track.partner_year.services_attach_percent, message, fix)

    def _resale(self, look: Look, key: str, track: Track) -> Iterator[Finding]:
        at = join("tracks", key, "may_resell")
        if track.may_resell is None:
            message = f"whether {named(track, key)} may resell is not written"
            yield unset(self, look, at, message)
            return
        look.need(track.may_resell, at)
        for place, line in dict(_margins_without_resale(look, key, track)).items():
            yield self.finding(
                place,
                f"{named(track, key)} may not resell and yet is paid a {line.kind}",
                found="no",
                limit="yes",
                passes=True,
            )


def _margins_without_resale(look: Look, key: str, track: Track) -> Iterator[tuple[Address, PaidLine]]:
    """Lines that only a reseller can earn, with the address at which resale is ruled out."""
    ladder = list(tiers_of(look.program, key))
    for name, tier in ladder:
        allowed = track.may_resell if tier.may_resell is None else tier.may_resell
        own = join("tiers", name, "may_resell")
        at = join("tracks", key, "may_resell") if tier.may_resell is None else own
        if look.need(allowed, at) is False:
            yield from ((at, line) for line in paid_lines(look.program, key, name) if _is_margin(look, line))
    if track.may_resell is False and not ladder:
        lines = [track_line(look.program, key), *(line for _, line in extra_lines(look.program, key))]
        at = join("tracks", key, "may_resell")
        yield from ((at, line) for line in lines if line is not None and _is_margin(look, line))


def _is_margin(look: Look, line: PaidLine) -> bool:
    return look.need(line.kind, _kind_address(line)) in MARGIN_KINDS


def _kind_address(line: PaidLine) -> Address:
    table = "tracks" if line.is_main else "extra_pay"
    return join(table, line.key, "pay", "kind") if line.is_main else join(table, line.key, "kind")
