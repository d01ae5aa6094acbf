"""Step 1, value proposition: tracks, their pay, a typical partner's year, integrations, competitors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal, TypeAlias

from partnerbook.program import fields as f
from partnerbook.program.fields import Day, Number, Text, Whole, Withheld, Words, YesNo
from partnerbook.program.table import Table

TrackType: TypeAlias = Literal["referral", "isv", "var", "si"]
PayKind: TypeAlias = Literal[
    "margin", "discount", "commission", "support-commission", "bounty", "rebate", "vendor-take"
]
PayBase: TypeAlias = Literal["list-price", "net-price", "subscription"]

TRACK_TYPES = ("referral", "isv", "var", "si")
PAY_KINDS = ("margin", "discount", "commission", "support-commission", "bounty", "rebate", "vendor-take")
PAY_BASES = ("list-price", "net-price", "subscription")


class PayLine(Table):
    """What one line of pay says; the same for a track's own pay and for extra pay."""

    kind: PayKind | Withheld | None = f.choice(
        "Paid as",
        *PAY_KINDS,
        signals=True,
        help="A discount is a margin off list; a bounty is a sum for a deal; a vendor's take is not pay.",
    )
    percent: Number = f.percent(
        "Percent",
        help="Typical: 20-30 % margin for resellers, 10-20 % commission for referrals.",
        source="card, src3",
    )
    percent_from: Number = f.percent("Percent, lower end", help="Where a range is published: its lower end.")
    amount: Whole = f.money(
        "Amount for a deal", help="A bounty; divided by the deal size it is a commission."
    )
    base: PayBase | Withheld | None = f.choice(
        "Percent of", *PAY_BASES, help="What the percentage is taken of; other bases are never compared raw."
    )
    months: Whole = f.whole("Paid for", "months", help="0: for as long as the customer stays.")
    renewal_percent: Number = f.percent("On renewals", help="What is paid when the customer renews.")
    registered_only: YesNo = f.yes_no(
        "Only on registered deals",
        help="Then it does not count towards the floor of what every partner earns.",
    )


class ExtraPay(PayLine):
    """``[extra_pay.KEY]``: something else that a track earns on, at the tiers that name it."""

    singular: ClassVar[str] = "extra pay line"

    name: Text = f.text("Name", signals=True, help="What the pay is for.")
    track: Text = f.text("Track", refers_to=("tracks",), help="The track that earns it.")
    tracks: Words = f.words("Tracks", refers_to=("tracks",), help="Where several tracks earn it.")


class PartnerYear(Table):
    """``[tracks.KEY.partner_year]``: one typical partner, one year."""

    deals: Number = f.number("Deals a year", "deals", help="New customers that the partner closes or brings.")
    renewing_contracts: Number = f.number(
        "Renewing contracts", "contracts", help="Paid at the renewal percentage."
    )
    vendor_leads: Number = f.number(
        "Leads from us", "leads", help="Leads that we pass to the partner in a year."
    )
    lead_win_rate_percent: Number = f.percent(
        "Win rate on our leads", help="Share of them that the partner closes."
    )
    clients: Whole = f.whole(
        "Clients looked after",
        "clients",
        help="Retention gates are judged on this many: few clients, much chance.",
    )
    cost_per_deal: Whole = f.money("Cost of a deal", help="The partner's own sales cost.")
    services_attach_percent: Number = f.percent(
        "Services attached", help="Services sold for each unit of licence: 50 is half as much again."
    )
    services_margin_percent: Number = f.percent(
        "Margin on services", help="What the partner keeps of services revenue."
    )
    people_certified: Number = f.number("People certified", "people", help="Certified in a year.")
    cost_per_certification: Whole = f.money("Cost of a certification", help="Fees and time, one person.")
    enablement_hours: Number = f.number("Hours of enablement", "hours", help="Spent learning in a year.")
    cost_per_hour: Whole = f.money("Cost of an hour", help="Of the partner's people.")
    program_fee: Whole = f.money("Program fee", help="A tier's own annual fee replaces it.")
    retention_value: Whole = f.money(
        "Worth of keeping joint customers", help="ISV: to the partner, in a year."
    )
    co_sell_value: Whole = f.money("Worth of deals that we bring", help="ISV: to the partner, in a year.")


class VendorDeal(Table):
    """``[tracks.KEY.vendor_deal]``: our side of one partner deal."""

    acquisition_cost: Whole = f.money(
        "Acquisition cost", help="Of one partner deal, without what the partner is paid."
    )
    retention_percent: Number = f.percent("Retention", help="Of customers that partners bring.")


class JointMarket(Table):
    """``[tracks.KEY.joint_market]``: going to market together."""

    co_selling: Text = f.note(
        "Co-selling",
        help="An integration is the start; the value comes from selling together.",
        source="card, src1",
    )
    co_marketing: Text = f.note(
        "Co-marketing", help="What both sides do to be seen together.", source="card, src1"
    )
    account_planning: Text = f.note(
        "Account planning", help="Which accounts are planned together.", source="card, src1"
    )


class Track(Table):
    """``[tracks.KEY]``: one kind of partner and what it is offered."""

    singular: ClassVar[str] = "track"

    type: TrackType | Withheld | None = f.choice(
        "Type",
        *TRACK_TYPES,
        signals=True,
        help="Referral: brings leads. ISV: integrates its product. VAR: resells with services. SI: implements.",
        source="card, src1",
    )
    name: Text = f.text("Name", signals=True, help="What these partners are called.")
    starts: Day = f.day("Starts", help="When the first partners of this track are signed.")
    months_to_first_pipeline: Number = f.number(
        "Months to first pipeline",
        "months",
        help="Referral 1-3 months; ISV and VAR 6-12.",
        source="card, src2",
    )
    expected_partners: Whole = f.whole("Expected partners", "partners", help="Active after two years.")
    value: Text = f.note(
        "Value to the partner",
        help="Why a partner would bother, in its words, with the money named: nobody partners for nothing.",
        source="card, src3",
    )
    may_resell: YesNo = f.yes_no("May resell", help="Whether the partner sells in its own name.")
    single_platform: YesNo = f.yes_no(
        "One platform only",
        help="A deep partnership with one platform is a strategic alliance, not a program.",
        source="card",
    )
    agreement: Text = f.text("Agreement", help="Where the contract is.")
    pay: PayLine = PayLine()
    partner_year: PartnerYear = PartnerYear()
    vendor_deal: VendorDeal = VendorDeal()
    joint_market: JointMarket = JointMarket()


class Integration(Table):
    """``[integrations.KEY]``: what is built with an ISV partner."""

    singular: ClassVar[str] = "integration"

    track: Text = f.text("Track", refers_to=("tracks",), help="The ISV track that it belongs to.")
    name: Text = f.text("Name", signals=True, help="What is built.")
    joint_use_case: Text = f.note(
        "Joint use case", help="What a shared customer can do with it.", source="card, src1"
    )
    owner: Text = f.text("Owner", help="Who answers for it.")
    engineering_owner: Text = f.text("Engineering owner", help="Who builds and keeps it.", source="card")
    engineering_weeks: Number = f.number(
        "Engineering weeks", "weeks", help="To build, and a year of upkeep.", source="card"
    )
    displaces: Text = f.note("Displaces", help="What the roadmap gives up for it.", source="card")
    documents: Text = f.text("Documents", help="Where the integration is documented.")


class Competitor(Table):
    """``[competitors.KEY]``: what another vendor pays for the same work."""

    singular: ClassVar[str] = "competitor"

    vendor: Text = f.text("Vendor", signals=True, help="Whose program.")
    program: Text = f.text("Program", help="What it is called.")
    type: TrackType | Withheld | None = f.choice(
        "Type", *TRACK_TYPES, help="The type of track that it competes for."
    )
    level: Literal["entry", "top"] | Withheld | None = f.choice(
        "Level", "entry", "top", help="Compared with our lowest or our highest ranked tier."
    )
    kind: PayKind | Withheld | None = f.choice("Paid as", *PAY_KINDS, help="Only the same kind is compared.")
    percent: Number = f.percent("Percent", help="What is paid.")
    percent_from: Number = f.percent("Percent, lower end", help="Where a range is published.")
    amount: Whole = f.money("Amount for a deal", help="A bounty.")
    base: PayBase | Withheld | None = f.choice(
        "Percent of", *PAY_BASES, help="What the percentage is taken of."
    )
    months: Whole = f.whole("Paid for", "months", help="0: for as long as the customer stays.")
    source: Text = f.text("Source", help="Where it was read.")
    seen: Day = f.day("Seen", help="The day on which it was read.")


Tracks: TypeAlias = Mapping[str, Track]
