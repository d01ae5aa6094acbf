"""Step 2, tiers: what is measured, what is given, and the ladder."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal, TypeAlias

from partnerbook.program import fields as f
from partnerbook.program.fields import Number, Text, Whole, Withheld, Words, YesNo
from partnerbook.program.table import Table

Requirement: TypeAlias = bool | int | float | Literal["withheld", "none"] | None


class Metric(Table):
    """``[metrics.KEY]``: something that a tier can require."""

    singular: ClassVar[str] = "metric"

    name: Text = f.text("Name", signals=True, help="What partners will read.")
    measures: (
        Literal["revenue", "customers", "retention", "people", "activity", "condition"] | Withheld | None
    ) = f.choice(
        "Measures",
        "revenue",
        "customers",
        "retention",
        "people",
        "activity",
        "condition",
        help="A condition is met or not and needs no window.",
    )
    better: Literal["higher", "lower"] | Withheld | None = f.choice(
        "Better is", "higher", "lower", default="higher", help="Which way is harder to reach."
    )
    unit: Literal["money", "count", "percent", "yes-no"] | Withheld | None = f.choice(
        "Unit", "money", "count", "percent", "yes-no", help="How the requirement is written."
    )
    window_months: Whole = f.whole("Window", "months", help="Over which it is counted.")
    measured_by: Text = f.text("Measured by", help="The system in which it can be looked up.")
    value_each: Whole = f.money("Worth of one", help="Lets the revenue distribution judge a count.")
    counts_as: Text = f.text(
        "Counts as", refers_to=("metrics",), help="The metric that this one contributes to."
    )
    weights: Mapping[str, Number] = f.each(
        f.number(
            "Weight", help="Points program: what one of each metric is worth.", keys_refer_to=("metrics",)
        )
    )


class Benefit(Table):
    """``[benefits.KEY]``: something that a tier can give."""

    singular: ClassVar[str] = "benefit"

    name: Text = f.text("Name", signals=True, help="What partners will read.")
    annual_cost: Whole = f.money("Annual cost", help="To us, for one partner.")


class Tier(Table):
    """``[tiers.KEY]``: one step of the ladder."""

    singular: ClassVar[str] = "tier"

    name: Text = f.text("Name", signals=True, help="What partners will read.")
    rank: Whole = f.whole(
        "Rank",
        help="0 is an unranked way in, with nothing to earn; two or three ranks are enough.",
        source="card",
    )
    tracks: Words = f.words("Tracks", refers_to=("tracks",), help="Whose ladder this is.")
    may_resell: YesNo = f.yes_no("May resell", help="Where it differs from the track.")
    manager_hours_per_month: Number = f.number(
        "Manager hours a month", "hours", help="For one partner of this tier."
    )
    grace_months: Whole = f.whole(
        "Grace", "months", help="Before a partner that no longer qualifies moves down."
    )
    entry: Literal["automatic", "review", "invitation"] | Withheld | None = f.choice(
        "Entry", "automatic", "review", "invitation", help="How a partner that qualifies gets in."
    )
    min_months_in_program: Whole = f.whole(
        "Months in the program", "months", help="At least, before this tier."
    )
    min_months_at_tier_below: Whole = f.whole(
        "Months at the tier below", "months", help="At least, before this tier."
    )
    max_months: Whole = f.whole("Months at most", "months", help="0: may stay for ever.")
    annual_fee: Whole = f.money("Annual fee", help="What the partner pays us; it counts against its margin.")
    pay_percent: Mapping[str, Number] = f.each(
        f.percent(
            "Pay",
            help="Below 20 % margin a reseller turns to other vendors.",
            source="card, src3",
            keys_refer_to=("tracks", "extra_pay"),
        )
    )
    pay_months: Mapping[str, Whole] = f.each(
        f.whole(
            "Paid for",
            "months",
            help="Where it differs from the track.",
            keys_refer_to=("tracks", "extra_pay"),
        )
    )
    requires: Mapping[str, Requirement] = f.each(
        f.declare(
            "number",
            "Requires",
            help="Requirements must be achievable.",
            source="card, src2",
            keys_refer_to=("metrics",),
            or_yes_no=True,
            or_none=True,
        )
    )
    alternatives: Mapping[str, Words] = f.each(
        f.words("One of", help="Metrics of which one is enough.", refers_to=("metrics",))
    )
    benefits: Mapping[str, Text] = f.each(
        f.note("Benefit", help="What a partner of this tier gets.", keys_refer_to=("benefits",))
    )
