"""VAL: the partner's value proposition."""

from __future__ import annotations

from typing import Any, Final

from partnerbook.checks.check import Check
from partnerbook.checks.value.integrations import (
    IsvEatsRoadmap,
    IsvWithoutEngineering,
    IsvWithoutJointMarket,
    IsvWithoutSolution,
)
from partnerbook.checks.value.proposition import NoCompetitors, NoEconomics, NoValue, VarWithoutResale

CHECKS: Final[tuple[Check[Any], ...]] = (
    NoValue(),
    NoCompetitors(),
    NoEconomics(),
    IsvWithoutSolution(),
    IsvWithoutEngineering(),
    IsvEatsRoadmap(),
    IsvWithoutJointMarket(),
    VarWithoutResale(),
)
"""In the order of their codes."""
