"""Step 5, channel conflict: account rules, deal registration, resolution, publication, incidents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal, TypeAlias

from partnerbook.program import fields as f
from partnerbook.program.fields import Day, Number, Text, Whole, Withheld, Words, YesNo
from partnerbook.program.table import Table, tables

Extension: TypeAlias = int | Literal["withheld", "discretion", "none"] | None


class AccountRule(Table):
    """``[conflict.accounts.KEY]``: who may sell to which accounts."""

    singular: ClassVar[str] = "account rule"

    owner: Literal["direct", "partner", "shared"] | Withheld | None = f.choice(
        "Owner", "direct", "partner", "shared", signals=True, help="Who leads there."
    )
    applies_to: Text = f.note("Applies to", signals=True, help="Which accounts, so that nobody has to ask.")


class Registration(Table):
    """``[conflict.registration]``: how a partner makes a deal its own."""

    enabled: YesNo = f.yes_no(
        "Deal registration",
        help="Conflict is managed before it happens, with registration.",
        source="card, src1",
    )
    effective: Day = f.day("In force from", help="Before the first partner signs.")
    scope: Literal["opportunity", "account"] | Withheld | None = f.choice(
        "Scope", "opportunity", "account", help="What a registration protects."
    )
    protection_days: Whole = f.whole(
        "Protected for", "days", help="Long enough for four sales cycles in five."
    )
    approval_hours: Whole = f.whole("Approved within", "hours", help="48 is usual; silence costs trust.")
    extension_days: Extension = f.declare(
        "whole",
        "Extension",
        unit="days",
        choices=("discretion", "none"),
        help="Once; 0 or none: no extension.",
    )
    tie_break: Text = f.text(
        "Tie-break",
        choices=("first-registered", "first-approved", "best-fit"),
        help="Who wins when two register one deal.",
    )
    rejection_grounds: Words = f.words("Rejected for", help="The only reasons for a no.")
    margin_uplift_points: Number = f.number(
        "Margin on top", "points", help="For a registered deal; not part of the floor."
    )
    tracks: Words = f.words("Who may register", refers_to=("tracks",), help="Tracks.")
    holders: Literal["one", "several"] | Withheld | None = f.choice(
        "Holders", "one", "several", help="Partners on one deal."
    )
    max_open: Whole = f.whole("Open at most", "registrations", help="By one partner.")
    approved_by: Text = f.text("Approved by", help="Best someone without a quota.")
    approver_has_quota: YesNo = f.yes_no("Approver has a quota", help="Then the judge is a party.")
    in_portal: YesNo = f.yes_no("In the portal", help="Whether partners register there.")


class Resolution(Table):
    """``[conflict.resolution]``: what happens when it comes to a conflict."""

    adjudicator: Text = f.text("Adjudicator", help="Who decides.")
    adjudicator_has_quota: YesNo = f.yes_no("Adjudicator has a quota", help="Then the judge is a party.")
    escalation_hours: Whole = f.whole("Decided within", "hours", help="Of the complaint.")
    remedy: Text = f.note(
        "Remedy",
        help="What a wronged partner gets: one stolen deal ends the trust for good.",
        source="card, src2",
    )
    direct_reps_paid_on_partner_deals: YesNo = f.yes_no(
        "Direct reps paid on partner deals", help="Then they have no reason to fight them."
    )


class Published(Table):
    """``[conflict.published]``: where partners read the rules of engagement."""

    url: Text = f.text("Address", help="Rules that nobody can read do not exist.", source="card")
    version: Text = f.text("Version", help="The same as the program's.")
    on: Day = f.day("Published on", help="The day.")


class Incident(Table):
    """``[conflict.incidents.KEY]``: a conflict that happened."""

    singular: ClassVar[str] = "incident"

    on: Day = f.day("On", help="The day.")
    partner: Text = f.text("Partner", refers_to=("partners",), help="Whose deal.")
    what: Text = f.note("What happened", signals=True, help="In a sentence.")
    registration_active: YesNo = f.yes_no("Registration active", help="At that time.")
    partner_consented: YesNo = f.yes_no("Partner consented", help="In writing.")
    remedy: Text = f.note("Remedy", help="What the partner got.")
    settled: Day = f.day("Settled", help="The day.")


class Conflict(Table):
    """``[conflict]``."""

    accounts: Mapping[str, AccountRule] = tables(AccountRule)
    registration: Registration = Registration()
    resolution: Resolution = Resolution()
    published: Published = Published()
    incidents: Mapping[str, Incident] = tables(Incident)
