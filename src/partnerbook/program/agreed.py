"""Agreed exceptions and changed assumptions: each with a reason, so that it can be argued with."""

from __future__ import annotations

from typing import ClassVar

from partnerbook.program import fields as f
from partnerbook.program.fields import Day, Number, Text
from partnerbook.program.table import Table


class Waiver(Table):
    """``[waivers.KEY]``: a finding that is agreed to, until a date."""

    singular: ClassVar[str] = "waiver"

    check: Text = f.text("Check", signals=True, help="The code of the check.")
    at: Text = f.text("At", signals=True, help="The address that the finding names.")
    reason: Text = f.note("Reason", help="Why it is right here.")
    owner: Text = f.text("Owner", help="Who agreed.")
    expires: Day = f.day("Expires", help="The last day on which it holds.")


class Assumption(Table):
    """``[assumptions.KEY]``: a number of ours that the program's author knows better."""

    singular: ClassVar[str] = "assumption"

    value: Number = f.number("Value", signals=True, help="Instead of the default.")
    source: Text = f.note("Source", help="Why this value.")
