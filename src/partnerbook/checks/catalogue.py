"""The catalogue: every check, in the order in which they are documented."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from partnerbook.checks import conflict, enablement, framework, pay, recruiting, tiers, value
from partnerbook.checks.check import Check
from partnerbook.checks.names import UnknownName
from partnerbook.checks.typed import NotAValueYet
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
    UnknownName(),
    NotAValueYet(),
    ExpiredWaiver(),
    UnmatchedWaiver(),
    IncompleteWaiver(),
)
"""One explicit tuple: a check that is not in it does not exist."""


SHARED_NAMES: Final[Mapping[str, tuple[str, ...]]] = {"missing-inputs": ("TIE008", "REC001")}
"""Names that mean several checks together: what a step of the card needs before it can begin."""


def by_code(code: str) -> Check[Any] | None:
    """The check with this code or this kebab-case name, whatever the case."""
    wanted = code.strip().lower()
    return next((check for check in CATALOGUE if wanted in (check.code.lower(), check.name)), None)


def meant(word: str) -> tuple[Check[Any], ...]:
    """The checks that a word means: a code, the beginning of codes (``PAY``), or a name; none for another word."""
    code, name = word.strip().upper(), word.strip().lower()
    if not code:
        return ()
    shared = SHARED_NAMES.get(name, ())
    return tuple(
        check
        for check in CATALOGUE
        if check.code.startswith(code) or check.name == name or check.code in shared
    )
