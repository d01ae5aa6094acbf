"""Step 3, enablement: what partners learn from, and where they find it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal, TypeAlias

from partnerbook.program import fields as f
from partnerbook.program.fields import Number, Text, Whole, Withheld, Words, YesNo
from partnerbook.program.table import Table, tables

ModuleKind: TypeAlias = Literal[
    "video", "course", "live", "battle-card", "playbook", "integration-docs", "document"
]
MODULE_KINDS = ("video", "course", "live", "battle-card", "playbook", "integration-docs", "document")


class Module(Table):
    """``[enablement.modules.KEY]``: one piece that a partner learns from."""

    singular: ClassVar[str] = "module"

    title: Text = f.text("Title", signals=True, help="What partners will read.")
    kind: ModuleKind | Withheld | None = f.choice("Kind", *MODULE_KINDS, help="Decides which limit holds.")
    minutes: Number = f.number(
        "Length", "minutes", help="A video or course: ten minutes at most.", source="card, src4"
    )
    pages: Number = f.number("Pages", "pages", help="A battle card: one page.", source="card, src4")
    tracks: Words = f.words("Tracks", refers_to=("tracks",), help="Whom it is for.")
    file: Text = f.text("File", help="Where it is.")
    in_portal: YesNo = f.yes_no("In the portal", help="Whether partners find it there.")
    owner: Text = f.text("Owner", help="Who keeps it true.")


class Enablement(Table):
    """``[enablement]``."""

    portal: Literal["none", "wiki-and-form", "partner-portal"] | Withheld | None = f.choice(
        "Portal",
        "none",
        "wiki-and-form",
        "partner-portal",
        help="Training, battle cards and deal registration in one place; a wiki and a form do up to 20M of revenue.",
        source="card",
    )
    portal_url: Text = f.text("Portal address", help="Where partners log in.")
    annual_budget: Whole = f.money("Annual budget", help="For enablement; without one, a pillar is missing.")
    training_every_months: Number = f.number(
        "Training every",
        "months",
        help="Signing is the beginning: partners need enablement all the time.",
        source="card, src2",
    )
    new_partners_per_quarter: Whole = f.whole(
        "New partners a quarter", "partners", help="How many the team can train and onboard."
    )
    modules: Mapping[str, Module] = tables(Module)
