"""PAY: whether partners are paid at all, and how their pay compares with what is usual and with others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, Final

from partnerbook.checks.check import Check, Look
from partnerbook.checks.computed import computed, short
from partnerbook.checks.finding import Finding, Severity, Waits
from partnerbook.checks.pay.lines import (
    Spot,
    all_spots,
    as_written,
    is_paid,
    is_ranked,
    is_sum,
    kind_address,
    kind_of,
    line_at,
    lines_at,
    main_spots,
    once_each,
    place,
    resells_at,
    unpaid_here,
    worst_at,
    written_at,
)
from partnerbook.checks.pay.margins import FLOOR
from partnerbook.checks.pay.rivals import LEVELS, Level, line_of_level, rivals
from partnerbook.checks.reading import counted, named, percent
from partnerbook.economics.of_program import pay_percents_worth, pay_present_value
from partnerbook.economics.pay import YEAR, needs_retention
from partnerbook.economics.position import median
from partnerbook.program.address import Address, join
from partnerbook.program.edit import Edit, Set
from partnerbook.program.fields import known
from partnerbook.program.ladder import MARGIN_KINDS, PaidLine

LOW: Final = 10
HIGH: Final = 20
"""Percent of the first year's value: what referral partners usually get (card, src3)."""
COMMISSIONS: Final = ("commission", "bounty")
_BEYOND: Final = 1e9
"""No pay is worth more, in percent."""


def duration(line: PaidLine) -> str:
    """For how long a line is paid, in words; empty for what is paid once."""
    if not known(line.months) or is_sum(line):
        return ""
    if line.months == 0:
        return " for as long as the customer stays"
    return f" for {counted(line.months, 'month')}"


def discounting(line: PaidLine) -> str:
    """The assumption behind a present value, as a finding names it; empty where none decides."""
    counts = known(line.months) and needs_retention(line.months)
    return "; assumption discount_rate_percent (ours)" if counts else ""


class NoPay(Check[Spot]):
    code = "PAY002"
    name = "no-pay"
    severity = "error"
    family = "pay"
    claim = "Every track is paid something at every ranked tier."
    source = "card, src3"
    why = "Nobody is a partner out of kindness: without money in it there is no reason to sell for you."
    remedy = "pay something: usual are 20-30 % margin for resellers and 10-20 % commission for referrals"

    def subjects(self, look: Look) -> Iterable[Spot]:
        return main_spots(look.program)

    def judge(self, look: Look, subject: Spot) -> Iterator[Finding]:
        return once_each(subject, lambda tier: self._at(look, subject.track, tier))

    def _at(self, look: Look, track: str, tier: str | None) -> Iterator[Finding]:
        if not is_ranked(look, tier):
            return
        lines = lines_at(look.program, track, tier)
        if not lines:
            yield self._nothing(look, track, tier)
            return
        for line in lines:
            if is_paid(line) is None and line.percent is None and not is_sum(line):
                message = f"what {place(look.program, track, tier)} is paid is not filled in"
                yield self.absent(look, line.address, message, severity=self._severity(look, track))
        if any(is_paid(line) for line in lines):
            return
        for line in lines:
            if is_paid(line) is None:
                if line.percent is not None or is_sum(line):
                    look.need(line.amount if is_sum(line) else line.percent, written_at(line))
                return
        yield self._zero(look, track, tier, lines[0])

    def _nothing(self, look: Look, track: str, tier: str | None) -> Finding:
        where = place(look.program, track, tier)
        message = f"nothing says what {named(look.program.tracks[track], track)} are paid"
        if look.is_outside and tier is not None and len(look.program.tiers[tier].pay_percent):
            # In a pay table that is written, what is missing is none.
            at = join("tiers", tier, "pay_percent", track)
            return self.finding(at, f"{where} is paid nothing", severity=self._severity(look, track))
        at = join("tracks", track, "pay", "percent")
        return self.absent(look, at, message, severity=self._severity(look, track))

    def _zero(self, look: Look, track: str, tier: str | None, line: PaidLine) -> Finding:
        where, grade = place(look.program, track, tier), self._severity(look, track)
        if line.kind == "vendor-take":
            message = f"what we take is no pay: {where} is paid nothing"
            return self.finding(kind_address(line), message, severity=grade, found="vendor-take")
        return self.finding(
            written_at(line),
            f"{where} is paid nothing",
            severity=grade,
            found=percent(0),
            limit="more than 0 %",
            passes=self._usual(look, track, tier, line),
        )

    def _usual(self, look: Look, track: str, tier: str | None, line: PaidLine) -> Any:
        """The least that is usual for pay of this kind, where something is."""
        if line.kind in MARGIN_KINDS and resells_at(look, track, tier):
            return as_written(look.program, line, Decimal(FLOOR))
        if look.program.tracks[track].type == "referral":
            return as_written(look.program, line, Decimal(LOW))
        return None

    def _severity(self, look: Look, track: str) -> Severity:
        """An ISV may live on what the partnership brings it elsewhere, once that is put in numbers."""
        year = look.program.tracks[track].partner_year
        quantified = any(known(value) and value > 0 for value in (year.retention_value, year.co_sell_value))
        return "warning" if quantified and look.program.tracks[track].type == "isv" else "error"


class ReferralRange(Check[Spot]):
    code = "PAY003"
    name = "referral-range"
    severity = "warning"
    family = "pay"
    claim = "Referral pay is worth 10-20 % of the first year's value, all paid months together."
    source = "card, src3"
    why = "Less moves nobody to make an introduction; more is paid for a name and a phone call."
    remedy = "bring it to 10-20 % of the first year, by the percentage or by the months for which it is paid"

    def subjects(self, look: Look) -> Iterable[Spot]:
        return [
            spot
            for spot in all_spots(look.program)
            if look.program.tracks[spot.track].type not in ("isv", "var", "si")
        ]

    def judge(self, look: Look, subject: Spot) -> Iterator[Finding]:
        look.need(look.program.tracks[subject.track].type, join("tracks", subject.track, "type"))
        return worst_at(subject, lambda tier: self._at(look, subject, tier))

    def _at(self, look: Look, spot: Spot, tier: str | None) -> tuple[Decimal, Finding] | None:
        line = line_at(look.program, spot, tier)
        if line is None or unpaid_here(look.program, line):
            return None
        kind = kind_of(look, line)
        if kind not in COMMISSIONS and (kind not in MARGIN_KINDS or resells_at(look, spot.track, tier)):
            return None
        worth = computed(pay_present_value(look.program, line))
        if LOW <= worth <= HIGH:
            return None
        return max(LOW - worth, worth - HIGH), self._outside(look, line, worth)

    def _outside(self, look: Look, line: PaidLine, worth: Decimal) -> Finding:
        below = worth < LOW
        range_ = pay_percents_worth(look.program, line, LOW, HIGH)
        passes = None
        if isinstance(range_, tuple):
            passes = as_written(look.program, line, range_[0] if below else range_[1], up=below)
        return self.finding(
            written_at(line),
            f"{self._told(line, worth)} {'below' if below else 'above'} the usual {LOW}-{HIGH} %",
            found=_worth(worth),
            limit=f"{LOW}-{HIGH} %",
            passes=passes,
            edits=() if passes is not None else self._shorter(line),
            fix="" if passes is not None else "pay it for 12 months",
            source=self.source + discounting(line),
        )

    def _told(self, line: PaidLine, worth: Decimal) -> str:
        if is_sum(line):
            return f"the bounty is {_worth(worth)} of the first year's value,"
        paid = percent(line.percent) if known(line.percent) else ""
        if line.months == YEAR or not duration(line):
            return f"{paid} is"
        return f"{paid}{duration(line)} is worth {_worth(worth)} of the first year's value,"

    def _shorter(self, line: PaidLine) -> tuple[Edit, ...]:
        fits = known(line.percent) and LOW <= line.percent <= HIGH
        return (Set(line.months_address, YEAR),) if fits else ()


class BelowCompetitors(Check[str]):
    code = "PAY004"
    name = "below-competitors"
    severity = "warning"
    family = "pay"
    claim = "Pay matches or beats the median of what competitors pay for the same work."
    source = "card, src2"
    why = "A partner that earns less with us than elsewhere puts the other vendor first, with good reason."
    remedy = "match the median, or say in the value to the partner what makes up for it"

    def subjects(self, look: Look) -> Iterable[str]:
        return list(look.program.tracks)

    def judge(self, look: Look, subject: str) -> Iterator[Finding]:
        if not len(look.program.competitors):
            return
        look.listed("competitors", "competitors")
        look.need(look.program.tracks[subject].type, join("tracks", subject, "type"))
        found: dict[Address, tuple[Decimal, Finding]] = {}
        waits: Waits | None = None
        for level in LEVELS:
            try:
                said = self._against(look, subject, level)
            except Waits as each:
                waits = waits or each
                continue
            if said is not None:
                at = said[1].address
                found[at] = max(found.get(at, said), said, key=_median)
        yield from (finding for _, finding in found.values())
        if waits is not None:
            raise waits

    def _against(self, look: Look, track: str, level: Level) -> tuple[Decimal, Finding] | None:
        line = line_of_level(look, track, level)
        if line is None or line.kind == "vendor-take" or unpaid_here(look.program, line):
            return None
        paid = rivals(look, track, level, line, kind_of(look, line))
        middle = median(paid)
        ours = Decimal(0) if middle is None else computed(pay_present_value(look.program, line))
        if middle is None or ours >= middle:
            return None
        wanted = look.assumed("competitors_wanted")
        few = len(paid) < wanted
        sample = counted(len(paid), "competing program")
        return middle, self.finding(
            written_at(line),
            f"worth {_worth(ours)} of the first year, below the median of {sample} at the same level, "
            f"{_worth(middle, up=True)}"
            + (f"; fewer than {counted(wanted, 'program')} say little" if few else ""),
            severity="note" if few else None,
            found=_worth(ours),
            limit=_worth(middle, up=True),
            passes=self._enough(look, line, middle),
            because="the median of competitors",
            fix=self.remedy,
            source=self.source
            + discounting(line)
            + ("; assumption competitors_wanted (ours)" if few else ""),
        )

    def _enough(self, look: Look, line: PaidLine, middle: Decimal) -> Any:
        """The least that is worth the median, as long as it is no more than everything."""
        if not middle.is_finite():
            return None
        range_ = pay_percents_worth(look.program, line, float(middle), _BEYOND)
        if not isinstance(range_, tuple) or range_[0] > 100:
            return None
        return as_written(look.program, line, range_[0])


def _median(pair: tuple[Decimal, Finding]) -> Decimal:
    return pair[0]


def _worth(value: Decimal, up: bool = False) -> str:
    return percent(short(value, up)) if value.is_finite() else "more than can be said"
