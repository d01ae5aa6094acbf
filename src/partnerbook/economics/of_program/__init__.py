"""The formulas for a program: used by the checks and by the interface, so that both say the same.

A program is only ever read by attribute and by key. What a result needs and the program does not hold, or
holds as withheld, comes back as `Missing` with its addresses. The plan of the decision tree
is in `advice`, apart: only the interface needs it, and a check must not pay for loading it.
"""

from __future__ import annotations

from partnerbook.economics.of_program.deals import (
    deal_inputs,
    partner_year,
    percent_for_partner,
    percent_for_vendor,
    vendor_contribution,
    year_inputs,
)
from partnerbook.economics.of_program.pay import (
    EffectiveMargin,
    competitor_present_value,
    effective_margin,
    line_percent,
    main_line,
    pay_percents_worth,
    pay_present_value,
    revenue_required,
)
from partnerbook.economics.of_program.recruiting import (
    Activation,
    ManagerLoad,
    RecordedHours,
    TierLoad,
    WindowCover,
    activation,
    has_dedicated_person,
    hours_available,
    manager_hours,
    managers,
    recorded_hours,
    window_cover,
)
from partnerbook.economics.of_program.tiers import (
    TierReach,
    fair_gate_percent,
    gate_chance,
    gates_of,
    reachable_threshold,
    tier_reach,
    tier_share,
)
from partnerbook.economics.of_program.values import Gather, Missing, assumed, assumed_share

__all__ = [
    "Activation",
    "EffectiveMargin",
    "Gather",
    "ManagerLoad",
    "Missing",
    "RecordedHours",
    "TierLoad",
    "TierReach",
    "WindowCover",
    "activation",
    "assumed",
    "assumed_share",
    "competitor_present_value",
    "deal_inputs",
    "effective_margin",
    "fair_gate_percent",
    "gate_chance",
    "gates_of",
    "has_dedicated_person",
    "hours_available",
    "line_percent",
    "main_line",
    "manager_hours",
    "managers",
    "partner_year",
    "pay_percents_worth",
    "pay_present_value",
    "percent_for_partner",
    "percent_for_vendor",
    "reachable_threshold",
    "recorded_hours",
    "revenue_required",
    "tier_reach",
    "tier_share",
    "vendor_contribution",
    "window_cover",
    "year_inputs",
]
