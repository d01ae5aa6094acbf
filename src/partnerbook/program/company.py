"""Before the steps: the program's own facts, the company, its team, and the proof that direct sales work."""

from __future__ import annotations

from typing import ClassVar, Literal, TypeAlias

from partnerbook.program import fields as f
from partnerbook.program.fields import Day, Number, Text, Whole, Withheld, Words
from partnerbook.program.table import Table

Status: TypeAlias = Literal["draft", "pilot", "launched"]
Perspective: TypeAlias = Literal["own", "outside"]
Goal: TypeAlias = Literal["new-markets", "integration-lock-in", "existing-networks", "all"]
Role: TypeAlias = Literal[
    "partner-manager", "partner-marketing", "partner-engineer", "account-executive", "founder", "other"
]

GOALS = ("new-markets", "integration-lock-in", "existing-networks", "all")
LISTABLE_TABLES = ("team", "competitors", "modules", "partners", "accounts")


class ProgramFacts(Table):
    """``[program]``: what the program is called, whose it is, what it is for."""

    name: Text = f.text("Program name", help="What partners will call the program.", signals=True)
    version: Text = f.text(
        "Version", help="Stamped on everything that is published; raise it with every revision."
    )
    status: Status | Withheld | None = f.choice(
        "Status",
        "draft",
        "pilot",
        "launched",
        default="draft",
        help="A draft shows what is missing as to-do; from pilot on, missing essentials are errors.",
    )
    perspective: Perspective | Withheld | None = f.choice(
        "Perspective",
        "own",
        "outside",
        default="own",
        help="Outside: another vendor's published program, in which what is not written counts as withheld.",
    )
    currency: Text = f.text(
        "Currency", default="USD", help="Three letters; every amount in the workbook is in it."
    )
    owner: Text = f.text(
        "Owner",
        refers_to=("team",),
        help="Who answers for the program. An account executive with a quota cannot do it on the side.",
        source="card, src2",
    )
    goals: Words = f.words(
        "Goals",
        choices=GOALS,
        help="New markets ask for VAR or SI partners, lock-in for ISV partners, existing networks for referral.",
        source="card",
    )
    sourced_share_target_percent: Number = f.percent(
        "Partner-sourced share, target",
        help="Of revenue. The market-wide 75 % and IBM's 40 % are decades of channel: context, never a target.",
        source="card, src1",
    )
    sourced_share_of: Literal["new-arr", "total-arr"] | Withheld | None = f.choice(
        "Share of", "new-arr", "total-arr", default="new-arr", help="What the share is a share of."
    )
    sourced_share_target_by: Day = f.day(
        "Target to be met by", help="The last day on which the share should be met."
    )
    next_review: Day = f.day(
        "Next review",
        help="Within twelve months: AI is changing how partners are enabled and how co-selling is done.",
        source="card, src2",
    )
    source: Text = f.text("Source", help="Outside view: where the program was read.")
    seen: Day = f.day("Seen", help="Outside view: the day on which the source was read.")
    complete: Words = f.words(
        "Complete tables",
        choices=LISTABLE_TABLES,
        help="Outside view: tables in which everything there is was published, so that a missing entry is none.",
    )


class Proof(Table):
    """``[company.proof]``: can the company's own team sell the product?"""

    direct_customers: Whole = f.whole("Direct customers", help="Customers won by the company itself.")
    won_without_founders: Whole = f.whole(
        "Won without founders",
        help="Deals closed with no founder in the room. Partners cannot sell what the own team cannot.",
        source="card, src3",
    )
    win_rate_percent: Number = f.percent(
        "Win rate",
        help="Of qualified opportunities. Below 15 % direct sales are not reliable yet.",
        source="card, src3",
    )
    sales_playbook: Text = f.text(
        "Sales playbook",
        help="Where the direct sales playbook is written down. It is what partners will repeat.",
        source="card, src1",
    )


class Company(Table):
    """``[company]``: the numbers that the program is judged against."""

    arr: Whole = f.money(
        "Annual recurring revenue",
        help="Below 1M it is too early; to 5M start with referral; to 20M add ISV and VAR; above, the whole ecosystem.",
        source="card",
    )
    direct_arr: Whole = f.money(
        "of it sold directly",
        help="Two to three million of direct revenue come before recruiting partners who resell.",
        source="card, src1",
    )
    average_contract_value: Whole = f.money(
        "Average contract value",
        help="One new customer's first year, at list price. A partner deal is as large.",
    )
    gross_margin_percent: Number = f.percent("Gross margin", help="Of subscription revenue.")
    direct_acquisition_cost: Whole = f.money(
        "Direct acquisition cost", help="Sales and marketing for one direct deal."
    )
    annual_retention_percent: Number = f.percent(
        "Annual retention", help="Share of revenue, or customers, that renews each year."
    )
    sales_cycle_mean_days: Whole = f.whole(
        "Sales cycle, mean", "days", help="From first meeting to signature."
    )
    sales_cycle_variation: Number = f.number(
        "Sales cycle, variation", help="Standard deviation divided by the mean; 0.5 is steady, 0.8 is wild."
    )
    engineering_weeks_per_year: Whole = f.whole(
        "Engineering weeks a year",
        "weeks",
        help="What engineering has to give. Integrations compete with the roadmap for it.",
        source="card",
    )
    proof: Proof = Proof()


class TeamMember(Table):
    """``[team.KEY]``: somebody who works for the program."""

    singular: ClassVar[str] = "team member"

    name: Text = f.text("Name", help="Optional; the key is enough.")
    role: Role | Withheld | None = f.choice(
        "Role",
        "partner-manager",
        "partner-marketing",
        "partner-engineer",
        "account-executive",
        "founder",
        "other",
        signals=True,
        help="A dedicated partner manager before the launch; account executives give partners what is left over.",
        source="card, src2",
    )
    allocation_percent: Number = f.percent(
        "Time for partners", help="Of a working week. One dedicated person at least.", source="card, src2"
    )
    starts: Day = f.day("Starts", help="First day in this role.")
