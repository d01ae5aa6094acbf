"""The steps of designing a program, and the tables that each is about; in the order of the interface."""

from __future__ import annotations

from typing import Final

STEPS: Final = (
    ("Company", ("program", "company", "team")),
    ("Step 1, value", ("tracks", "extra_pay", "integrations", "competitors")),
    ("Step 2, tiers", ("metrics", "benefits", "tiers")),
    ("Step 3, enablement", ("enablement",)),
    ("Step 4, recruiting", ("recruiting", "partners")),
    ("Step 5, conflict", ("conflict",)),
    ("Agreed exceptions and assumptions", ("waivers", "assumptions")),
)
