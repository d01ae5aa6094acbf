"""Step 4, the first ten partners: targets, onboarding, and the partners themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal, TypeAlias

from partnerbook.program import fields as f
from partnerbook.program.fields import Day, Number, Text, Whole, Withheld, YesNo
from partnerbook.program.table import Table, tables
from partnerbook.program.tiers import Requirement

Stage: TypeAlias = Literal["target", "contacted", "signed", "onboarding", "active", "inactive", "left"]
STAGES = ("target", "contacted", "signed", "onboarding", "active", "inactive", "left")


class OnboardingStep(Table):
    """``[recruiting.onboarding.KEY]``: a step from signature to activation."""

    singular: ClassVar[str] = "onboarding step"

    title: Text = f.text("Title", signals=True, help="What happens.")
    within_days: Whole = f.whole("Within", "days", help="Of signing.")
    owner: Text = f.text("Owner", help="Who makes it happen.", refers_to=("team",))


class Recruiting(Table):
    """``[recruiting]``: the plan for the first partners."""

    target_active: Whole = f.whole(
        "Active partners, target", "partners", help="Ten active beat a hundred inactive.", source="card, src1"
    )
    to_sign: Whole = f.whole(
        "To be signed", "partners", help="More than the target: not every signature becomes active."
    )
    activation_event: Text = f.text(
        "Activated by", help="What makes a partner active: a first registered deal, say."
    )
    activation_within_days: Whole = f.whole("Activated within", "days", help="Of signing.")
    activation_percent: Number = f.percent(
        "Share that activates", help="Never all of them; 30-50 % is usual."
    )
    first_signing: Day = f.day("First signing", help="The day of the first contract.")
    first_deal_incentive: Text = f.text(
        "First-deal incentive", help="What the first deal brings on top.", source="card"
    )
    target_list: Text = f.text("Target list", help="A file, or partners at the stage target.", source="card")
    onboarding_hours_per_partner: Number = f.number(
        "Onboarding", "hours", help="Of the manager's time, for one partner."
    )
    business_review_every_months: Number = f.number(
        "Business review every",
        "months",
        help="Silence after the signature ends it; three months at most.",
        source="card, src2",
    )
    counts: Literal["activated", "signed"] | Withheld | None = f.choice(
        "Success is counted in", "activated", "signed", help="Signatures sell nothing.", source="card, src2"
    )
    onboarding: Mapping[str, OnboardingStep] = tables(OnboardingStep)


class Partner(Table):
    """``[partners.KEY]``: one partner, from target to active."""

    singular: ClassVar[str] = "partner"

    name: Text = f.text("Name", signals=True, help="The organisation.")
    track: Text = f.text("Track", refers_to=("tracks",), help="What kind of partner it is.")
    tier: Text = f.text("Tier", refers_to=("tiers",), help="Where it stands.")
    tier_since: Day = f.day("Tier since", help="The day on which it got there.")
    stage: Stage | Withheld | None = f.choice("Stage", *STAGES, signals=True, help="From target to active.")
    signed: Day = f.day("Signed", help="The day of the contract.")
    activated: Day = f.day("Activated", help="The day of the activation event.")
    manager: Text = f.text("Manager", refers_to=("team",), help="Who looks after it.")
    manager_hours_per_month: Number = f.number(
        "Manager hours a month", "hours", help="Instead of the tier's."
    )
    top_ten: YesNo = f.yes_no(
        "Top ten",
        help="A fifth of the partners bring four fifths of the pipeline: invest there.",
        source="card, src3",
    )
    notes: Text = f.note("Notes", help="Anything worth keeping.")
    metrics: Mapping[str, Requirement] = f.each(
        f.number(
            "Recorded", help="What was measured.", keys_refer_to=("metrics",), or_yes_no=True, or_none=True
        )
    )
