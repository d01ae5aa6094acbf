"""Activation, the registration window, and what partner managers carry."""

from __future__ import annotations

from partnerbook.economics import binomial, window
from partnerbook.economics.capacity import MONTHS, Load, load
from partnerbook.economics.of_program.tiers import tier_reach
from partnerbook.economics.of_program.values import Gather, Missing, assumed, assumed_share
from partnerbook.program.address import join
from partnerbook.program.fields import known
from partnerbook.program.program import Program
from partnerbook.program.recruiting import Partner
from partnerbook.record import record

QUARTER = 3
NOT_DEDICATED = ("account-executive", "founder")
"""Roles that have another job first."""


@record
class Activation:
    """Whether enough of those who sign become active."""

    chance: float
    """Of reaching the target with the signatures that are planned."""
    needed: int | None
    """Signatures with which the target is reached with the wanted confidence; ``None``: no number does."""
    confidence: float


@record
class WindowCover:
    """How many sales cycles end before a registration does."""

    days: int
    """Protection with one extension; an extension at discretion is nothing to count on."""
    share: float
    wanted: float
    protection_needed: int | None
    """The shortest protection, with the same extension, that covers what is wanted; ``None``: none does."""


@record
class TierLoad:
    """What the expected partners of one tier take."""

    track: str
    tier: str
    partners: float
    hours: float
    """Of managers, in a month."""
    benefits_cost: float
    """In a year."""


@record
class ManagerLoad:
    """What all expected partners take, against what the managers have."""

    tiers: tuple[TierLoad, ...]
    load: Load
    benefits_cost: float
    missing: Missing | None
    """What was left out of the sums because it is not known."""


@record
class RecordedHours:
    """Manager hours in a month for the partners that are active now."""

    active: int
    top_ten: int
    total: float
    for_top_ten: float
    unknown: int
    """Active partners for which no hours are written; they count as 0."""


def activation(program: Program) -> Activation | Missing:
    """The chance of enough active partners, and the signatures that would do."""
    gather, plan = Gather(program), program.recruiting
    target = int(gather.needed(plan.target_active, "recruiting.target_active"))
    signed = int(gather.needed(plan.to_sign, "recruiting.to_sign"))
    share = gather.needed(plan.activation_percent, "recruiting.activation_percent") / 100
    if gather.missing:
        return gather.missing
    confidence = assumed_share(program, "activation_confidence_percent")
    return Activation(
        binomial.chance_at_least(target, signed, share),
        binomial.tries_needed(target, share, confidence),
        confidence,
    )


def window_cover(program: Program) -> WindowCover | Missing:
    """The share of sales cycles that a deal registration covers."""
    gather, rules, company = Gather(program), program.conflict.registration, program.company
    protected = gather.needed(rules.protection_days, "conflict.registration.protection_days")
    mean = gather.needed(company.sales_cycle_mean_days, "company.sales_cycle_mean_days")
    variation = gather.needed(company.sales_cycle_variation, "company.sales_cycle_variation")
    extension = rules.extension_days
    extended = 0.0
    if extension not in ("discretion", "none"):
        extended = gather.optional(
            extension if isinstance(extension, int) else ("withheld" if extension else None),
            "conflict.registration.extension_days",
        )
    if gather.missing:
        return gather.missing
    wanted = assumed_share(program, "window_cover_percent")
    needed = window.days_needed(wanted, mean, variation) if 0 < wanted < 1 else None
    return WindowCover(
        days=int(protected + extended),
        share=window.cover(protected + extended, mean, variation),
        wanted=wanted,
        protection_needed=None if needed is None else max(0, needed - int(extended)),
    )


def managers(program: Program) -> float:
    """Full-time partner managers; a half-time one is 0.5. What is not known counts as nobody."""
    shares = (
        member.allocation_percent for member in program.team.values() if member.role == "partner-manager"
    )
    return sum(share / 100 for share in shares if known(share))


def has_dedicated_person(program: Program) -> bool | None:
    """Whether somebody is there for partners only; ``None`` where no team is written down."""
    if not program.team:
        return None
    least = assumed(program, "dedicated_percent")
    return any(
        member.role not in NOT_DEDICATED
        and known(member.allocation_percent)
        and member.allocation_percent >= least
        for member in program.team.values()
    )


def manager_hours(program: Program) -> ManagerLoad:
    """Hours and money that the expected partners take, in a steady year."""
    gather = Gather(program)
    tiers = tuple(_tier_loads(program, gather))
    plan = program.recruiting
    new = gather.optional(program.enablement.new_partners_per_quarter, "enablement.new_partners_per_quarter")
    hours = gather.optional(plan.onboarding_hours_per_partner, "recruiting.onboarding_hours_per_partner")
    all_hours = load(
        [(1, tier.hours) for tier in tiers],
        new / QUARTER,
        hours,
        managers(program),
        assumed(program, "manager_hours_per_year"),
    )
    return ManagerLoad(tiers, all_hours, sum(tier.benefits_cost for tier in tiers), gather.missing)


def _tier_loads(program: Program, gather: Gather) -> list[TierLoad]:
    loads = []
    for track in program.tracks:
        for reached in tier_reach(program, track):
            if reached.missing is not None:
                gather.add(reached.missing)
            if reached.partners is not None:
                loads.append(_tier_load(program, track, reached.tier, reached.partners, gather))
    return loads


def _tier_load(program: Program, track: str, tier: str, partners: float, gather: Gather) -> TierLoad:
    held = program.tiers[tier]
    hours = gather.optional(held.manager_hours_per_month, join("tiers", tier, "manager_hours_per_month"))
    cost = sum(
        gather.optional(program.benefits[key].annual_cost, join("benefits", key, "annual_cost"))
        for key in held.benefits
        if key in program.benefits
    )
    return TierLoad(track, tier, partners, partners * hours, partners * cost)


def hours_available(program: Program) -> float:
    """Hours in a month that the partner managers have."""
    return managers(program) * assumed(program, "manager_hours_per_year") / MONTHS


def recorded_hours(program: Program) -> RecordedHours:
    """Hours for the active partners that are recorded, and what the top ten get of them."""
    active = top = unknown = 0
    total = for_top = 0.0
    for partner in program.partners.values():
        if partner.stage != "active":
            continue
        active += 1
        hours = _hours_of(program, partner)
        unknown += hours is None
        total += hours or 0
        if partner.top_ten is True:
            top += 1
            for_top += hours or 0
    return RecordedHours(active, top, total, for_top, unknown)


def _hours_of(program: Program, partner: Partner) -> float | None:
    if partner.manager_hours_per_month is not None:
        return partner.manager_hours_per_month if known(partner.manager_hours_per_month) else None
    if partner.tier is None or partner.tier not in program.tiers:
        return None
    hours = program.tiers[partner.tier].manager_hours_per_month
    return hours if known(hours) else None
