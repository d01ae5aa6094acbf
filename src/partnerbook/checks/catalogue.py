"""The catalogue: every check, in the order in which they are documented."""

from __future__ import annotations

from typing import Any, Final

from partnerbook.checks import conflict, enablement, framework, pay, recruiting, tiers, value
from partnerbook.checks.check import Check
from partnerbook.checks.waivers import ExpiredWaiver, IncompleteWaiver, UnmatchedWaiver
from partnerbook.checks.withheld import WithheldValue

CATALOGUE: Final[tuple[Check[Any], ...]] = (
    *framework.CHECKS,
    *value.CHECKS,
    *pay.CHECKS,
    *tiers.CHECKS,
    *enablement.CHECKS,
    *recruiting.CHECKS,
    *conflict.CHECKS,
    WithheldValue(),
    ExpiredWaiver(),
    UnmatchedWaiver(),
    IncompleteWaiver(),
)
"""One explicit tuple: a check that is not in it does not exist."""


def by_code(code: str) -> Check[Any] | None:
    """The check with this code or this kebab-case name, whatever the case."""
    wanted = code.strip().lower()
    return next((check for check in CATALOGUE if wanted in (check.code.lower(), check.name)), None)
