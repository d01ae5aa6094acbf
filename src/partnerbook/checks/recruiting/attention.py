"""REC005, REC007 and REC008: partners that do something, and who gets the attention."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from math import ceil
from typing import Final

from partnerbook.checks.check import Look, Whole, exact
from partnerbook.checks.finding import Finding, Waits
from partnerbook.checks.reading import counted, hidden, percent
from partnerbook.checks.rhythm import Rhythm
from partnerbook.checks.shares import rounded_down
from partnerbook.checks.tally import SIGNED_STAGES, Attention, Counts, first_with, tally
from partnerbook.program.address import join
from partnerbook.program.fields import WITHHELD, Number, known
from partnerbook.program.recruiting import Partner

_PARTNERS: Final = "partners"
TEN: Final = 10


class MostlyInactive(Whole):
    code = "REC005"
    name = "mostly-inactive"
    severity = "warning"
    family = "recruiting"
    claim = "Of twenty partners or more that signed, three in ten at least are active."
    source = "card, src1; practice"
    why = "Ten active partners beat a hundred inactive ones, and the inactive ones still cost portal, mail and time."
    remedy = "activate some, part with others, and sign no more until then"

    def judge(self, look: Look, subject: None) -> Iterator[Finding]:
        least, share = exact(look.assumed("inactive_sample")), exact(look.assumed("active_share_percent"))
        counts = tally(look.program.partners)
        signed, active = counts.of(*SIGNED_STAGES), counts.of("active")
        unknown = counts.of(WITHHELD) + (counts.stages.get(None, 0) if look.is_outside else 0)
        if unknown and not _same_whatever(signed, active, unknown, least, share):
            found = first_with(look.program.partners, lambda partner: hidden(look, partner.stage))
            assert found is not None
            look.need(found[1].stage, join(_PARTNERS, found[0], "stage"))
        look.listed("partners", _PARTNERS)
        if signed >= least and active * 100 < share * signed:
            yield self._inactive(signed, active, share)

    def _inactive(self, signed: int, active: int, share: Decimal) -> Finding:
        more = ceil(share * signed / 100) - active
        return self.finding(
            _PARTNERS,
            f"{active:,} of {counted(signed, 'partner')} that signed are active, fewer than {percent(share)}",
            found=f"{active:,} of {signed:,}",
            limit=percent(share),
            fix=f"activate {more:,} more, or part with those who do nothing",
            source=f"{self.source}; assumptions active_share_percent and inactive_sample",
        )


def _same_whatever(signed: int, active: int, unknown: int, least: Decimal, share: Decimal) -> bool:
    """Whether the partners of unknown stage change nothing, be they targets, inactive or active."""
    extremes = ((signed, active), (signed + unknown, active), (signed + unknown, active + unknown))
    fires = {of >= least and one * 100 < share * of for of, one in extremes}
    return len(fires) == 1


class SilenceAfterSigning(Rhythm):
    code = "REC007"
    name = "silence-after-signing"
    severity = "warning"
    family = "recruiting"
    claim = "Partners and you look at the business together, every three months at least."
    source = "card, src2"
    why = "An agreement does not sell. Whoever hears nothing after the signature sells for those who call."
    remedy = "meet more often"

    def judge(self, look: Look, subject: None) -> Iterator[Finding]:
        months = look.program.recruiting.business_review_every_months
        at = "recruiting.business_review_every_months"
        return self.slower(look, at, months, "business_review_months", "a business review with partners")


class EffortSpread(Whole):
    code = "REC008"
    name = "effort-spread"
    severity = "warning"
    family = "recruiting"
    claim = (
        "From ten active partners on, the ten best are named and get half of the managers' hours at least."
    )
    source = "card, src3"
    why = "A fifth of partners bring four fifths of the pipeline. Hours spread evenly go where little comes back."
    remedy = "mark ten partners as the top ten, and give them the hours"

    def judge(self, look: Look, subject: None) -> Iterator[Finding]:
        wanted = exact(look.assumed("top_ten_hours_percent")) / 100
        active = tally(look.program.partners).active
        number = sum(active.values())
        if number < TEN:
            return
        look.listed("partners", _PARTNERS)
        if any(hidden(look, each.top_ten) for each in active):
            _wait_for(look, lambda partner: partner.top_ten, "top_ten")
        named = sum(many for each, many in active.items() if each.top_ten is True)
        if not named:
            message = f"{number:,} partners are active, and no top ten is named"
            yield self.finding(_PARTNERS, message, found="none", limit="10 partners")
        elif named > TEN:
            message = f"{named:,} partners are marked as the top ten"
            fix = "leave the mark with the ten best"
            yield self.finding(_PARTNERS, message, found=f"{named:,}", limit="10 partners", fix=fix)
        else:
            yield from self._hours(look, active, wanted)

    def _hours(self, look: Look, active: Counts[Attention], wanted: Decimal) -> Iterator[Finding]:
        total, top = _spent(look, active)
        if not total:
            raise Waits(_PARTNERS, withheld=False)
        if top >= wanted * total:
            return
        found, limit = rounded_down(top / total), rounded_down(wanted)
        yield self.finding(
            _PARTNERS,
            f"the top ten get {found} of the managers' hours, less than {limit}",
            found=found,
            limit=limit,
            fix=f"give the top ten {limit} of the hours, or more",
            source=f"{self.source}; assumption top_ten_hours_percent",
        )


def _spent(look: Look, active: Counts[Attention]) -> tuple[Decimal, Decimal]:
    """Hours in a month for all active partners, and for the top ten of them. What is not written is none."""
    total = top = Decimal(0)
    of_tier: dict[str | None, Decimal] = {}
    for each, many in active.items():
        if each.hours is None:
            if each.tier not in of_tier:
                of_tier[each.tier] = _of_tier(look, each.tier)
            hours = of_tier[each.tier]
        else:
            hours = _own(look, each.hours)
        total += many * hours
        top += many * hours if each.top_ten is True else 0
    return total, top


def _own(look: Look, hours: Number) -> Decimal:
    if not known(hours):
        _wait_for(look, lambda partner: partner.manager_hours_per_month, "manager_hours_per_month")
        return Decimal(0)
    return exact(hours)


def _of_tier(look: Look, tier: str | None) -> Decimal:
    hours = look.program.tiers[tier].manager_hours_per_month if tier in look.program.tiers and tier else None
    if hidden(look, hours):
        at = join("tiers", tier, "manager_hours_per_month") if tier else _PARTNERS
        look.need(hours, at)
    return exact(hours) if known(hours) else Decimal(0)


def _wait_for(look: Look, of: Callable[[Partner], object], name: str) -> None:
    """Wait at the first active partner of which something is not shown."""
    active = (pair for pair in look.program.partners.items() if pair[1].stage == "active")
    found = next((pair for pair in active if hidden(look, of(pair[1]))), None)
    if found is not None:
        raise Waits(join(_PARTNERS, found[0], name), withheld=of(found[1]) == WITHHELD)
