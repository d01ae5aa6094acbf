"""FRM014, FRM017, FRM020-FRM022: what the program promises against what carries it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import partial
from typing import Final

from partnerbook.checks.check import Check, Look, Whole, exact
from partnerbook.checks.finding import Finding
from partnerbook.checks.reading import (
    amount,
    any_of,
    band,
    first_start,
    has_type,
    named,
    none_of,
    of_type,
    percent,
    sells,
    unset,
)
from partnerbook.economics.exact import plain, round_down
from partnerbook.program.address import join
from partnerbook.program.edit import Set
from partnerbook.program.fields import WITHHELD, known
from partnerbook.program.values import add_months

TARGET: Final = "program.sourced_share_target_percent"
TARGET_BY: Final = "program.sourced_share_target_by"
REVIEW: Final = "program.next_review"
BUDGET: Final = "enablement.annual_budget"
REGISTRATION: Final = "conflict.registration.enabled"


class ShareTargetTooHigh(Check[str]):
    """Of the program's target; the market-wide figures of the card are context, never a target."""

    code = "FRM014"
    name = "share-target-too-high"
    severity = "warning"
    family = "framework"
    claim = (
        "Up to 20M dollars of recurring revenue partners are not planned to bring more than 30 %, "
        "and nobody plans half of it within two years of the first track."
    )
    source = "practice; card, src1"
    why = (
        "Three quarters of the market and two fifths of IBM's software are decades of channel; "
        "young programs bring 20-30 %."
    )
    remedy = "plan with less, or later"

    def subjects(self, look: Look) -> Iterable[str]:
        return ("size", "time")

    def judge(self, look: Look, subject: str) -> Iterator[Finding]:
        target = look.program.program.sourced_share_target_percent
        if known(target):
            yield from self._size(look, target) if subject == "size" else self._time(look, target)
        elif subject == "size":
            message = "which share of revenue partners should bring is not written"
            yield unset(self, look, TARGET, message, target)

    def _size(self, look: Look, target: float) -> Iterator[Finding]:
        most = look.assumed("sourced_share_percent")
        if exact(target) <= exact(most) or band(look) == "above-20m":
            return
        yield self.finding(
            TARGET,
            f"a share of {percent(target)} from partners is above the {percent(most)} "
            f"that companies up to {amount(look, look.dollars(20))} reach",
            found=percent(target),
            limit=percent(most),
            passes=most,
            source="practice; assumption sourced_share_percent",
        )

    def _time(self, look: Look, target: float) -> Iterator[Finding]:
        most = look.assumed("early_sourced_share_percent")
        if exact(target) < exact(most):
            return
        by = look.need(look.program.program.sourced_share_target_by, TARGET_BY)
        first, _ = first_start(look, look.program.tracks.items())
        months = look.assumed("early_months")
        end = add_months(first, int(months))
        if by > end:
            return
        yield self.finding(
            TARGET,
            f"a share of {percent(target)} from partners by {by} is within {plain(exact(months))} months "
            f"of the first track on {first}: {percent(most)} or more takes longer",
            found=percent(target),
            limit=f"below {percent(most)} until {end}",
            passes=plain(_next_below(exact(most))) if most > 0 else None,
            source="practice; assumptions early_sourced_share_percent, early_months",
        )


def _next_below(limit: Decimal) -> Decimal:
    whole = limit.to_integral_value(rounding="ROUND_CEILING") - 1
    return max(whole, Decimal(0))


class NoReviewDate(Whole):
    code = "FRM017"
    name = "no-review-date"
    severity = "note"
    family = "framework"
    claim = "The program is looked at again within twelve months."
    source = "card, src2"
    why = (
        "AI is changing how partners are enabled and how deals are sold together: "
        "a design ages within a year."
    )
    remedy = "set a day within the next twelve months"

    def judge(self, look: Look, subject: None) -> Iterator[Finding]:
        review = look.program.program.next_review
        months = int(look.assumed("review_months"))
        latest = add_months(look.today, months)
        if not known(review):
            edits = (Set(REVIEW, latest),)
            yield self.absent(look, REVIEW, "no day is set for the next review", value=review, edits=edits)
        elif not look.today <= review <= latest:
            late = "is past" if review < look.today else f"is more than {months} months away"
            yield self.finding(
                REVIEW,
                f"the next review on {review} {late}",
                found=str(review),
                limit=f"{look.today} to {latest}",
                passes=latest,
            )


class MissingPillar(Check[str]):
    code = "FRM020"
    name = "missing-pillar"
    severity = "error"
    essential = True
    family = "framework"
    claim = "A program stands on three pillars: tiers, enablement with a budget, and handled conflict."
    source = "card, src1"
    why = (
        "Without one of them the other two do not hold: "
        "partners are signed and not enabled, or enabled and then fought."
    )
    remedy = "start the missing step"

    def subjects(self, look: Look) -> Iterable[str]:
        return ("tiers", "enablement", "conflict")

    def judge(self, look: Look, subject: str) -> Iterator[Finding]:
        if subject == "tiers":
            yield from self._tiers(look)
        elif subject == "enablement":
            yield from self._budget(look)
        else:
            yield from self._conflict(look)

    def _tiers(self, look: Look) -> Iterator[Finding]:
        if len(look.program.tiers) == 0 and has_type(look, "var", "si"):
            message = "there are no tiers, and a VAR or SI track"
            yield self.absent(look, "tiers", message, fix="design the ladder")

    def _budget(self, look: Look) -> Iterator[Finding]:
        budget = look.program.enablement.annual_budget
        if not known(budget):
            message = "enablement has no budget"
            yield self.absent(look, BUDGET, message, value=budget, fix="give enablement a budget above 0")
        elif budget <= 0:
            yield self.finding(
                BUDGET,
                "enablement has a budget of 0",
                found=amount(look, budget),
                limit="above 0",
                fix="give enablement a budget above 0",
            )

    def _conflict(self, look: Look) -> Iterator[Finding]:
        rules = look.program.conflict
        registration = rules.registration
        written = registration.enabled is not False and not registration.is_empty
        if written or len(rules.accounts) > 0 or not rules.resolution.is_empty:
            return
        tracks = look.program.tracks.items()
        if any_of(partial(sells, look, key, track) for key, track in tracks):
            yield self.absent(
                look,
                REGISTRATION,
                "nothing is written about channel conflict, and deals of partners could clash with ours",
                value=registration.enabled,
                fix="switch deal registration on, and write the account rules",
                edits=(Set(REGISTRATION, True),),
            )


class ShareWithoutPlan(Whole):
    """The plan's yield is the sum over all tracks of expected partners, their deals and the deal size.

    A share of all recurring revenue is held against today's. A share of new revenue is held against what
    only replaces the customers that leave in a year: a company that grows needs more, so that what fires is
    certain.
    """

    code = "FRM021"
    name = "share-without-plan"
    severity = "warning"
    family = "framework"
    claim = "The share of revenue that partners should bring is covered by partners x deals x deal size."
    source = "ours"
    why = "A target that the plan cannot yield is found out a year too late."
    remedy = "plan more partners or deals, or a smaller share"

    def judge(self, look: Look, subject: None) -> Iterator[Finding]:
        target = look.program.program.sourced_share_target_percent
        if target is None and not look.is_outside:
            return
        wanted = exact(look.need(target, TARGET))
        base, base_words = self._base(look)
        planned = self._yield(look)
        if wanted * base / 100 <= planned:
            return
        yield self.finding(
            TARGET,
            f"{percent(wanted)} of {base_words} is {amount(look, wanted * base / 100)} a year, "
            f"and the plan yields {amount(look, planned)}",
            found=percent(wanted),
            limit=percent(round_down(planned * 100 / base)),
            passes=plain(round_down(planned * 100 / base)),
            because=f"the plan yields {amount(look, planned)} a year",
        )

    def _base(self, look: Look) -> tuple[Decimal, str]:
        company, of = look.program.company, look.program.program.sourced_share_of
        revenue = exact(look.need(company.arr, "company.arr"))
        if of == WITHHELD:
            look.need(of, "program.sourced_share_of")
        if of == "total-arr":
            return revenue, f"{amount(look, revenue)} of recurring revenue"
        kept = exact(look.need(company.annual_retention_percent, "company.annual_retention_percent"))
        replaced = revenue * max(Decimal(0), 100 - kept) / 100
        return replaced, f"the {amount(look, replaced)} of new revenue that only replaces what is lost"

    def _yield(self, look: Look) -> Decimal:
        """What all expected partners bring in a year, in the program's currency."""
        size = exact(look.need(look.program.company.average_contract_value, "company.average_contract_value"))
        deals = Decimal(0)
        tracks = list(look.program.tracks.items())
        for key, track in tracks:
            expected = track.expected_partners
            if expected is None and len(tracks) == 1:
                expected = look.program.recruiting.target_active
            partners = look.need(expected, join("tracks", key, "expected_partners"))
            each = look.need(track.partner_year.deals, join("tracks", key, "partner_year", "deals"))
            deals += exact(partners) * exact(each)
        return deals * size


class SiWithoutDelivery(Check[tuple[str, str]]):
    code = "FRM022"
    name = "si-without-delivery"
    severity = "warning"
    family = "framework"
    claim = "An SI track has services attached to each deal and people who are certified to deliver them."
    source = "card"
    why = (
        "System integrators live on delivery: "
        "without services they earn nothing, and without certified people they cannot do it."
    )
    remedy = "say what services come with a deal, and how many people are certified"

    def subjects(self, look: Look) -> Iterable[tuple[str, str]]:
        for key, _ in of_type(look, "si"):
            yield key, "services"
            yield key, "people"

    def judge(self, look: Look, subject: tuple[str, str]) -> Iterator[Finding]:
        key, part = subject
        year = look.program.tracks[key].partner_year
        name = named(look.program.tracks[key], key)
        if part == "services":
            value, field, what = year.services_attach_percent, "services_attach_percent", "services attached"
            fix = "say how much of services comes with each unit of licence"
        else:
            value, field, what = year.people_certified, "people_certified", "people certified"
            fix = "plan for at least one certified person"
        at = join("tracks", key, "partner_year", field)
        yield from none_of(self, look, at, value, f"{name} has no {what}", fix)
