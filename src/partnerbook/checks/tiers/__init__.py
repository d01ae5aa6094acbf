"""TIE: step 2, the ladder of tiers."""

from __future__ import annotations

from typing import Any, Final

from partnerbook.checks.check import Check
from partnerbook.checks.tiers.falls import FlatStep, LadderFalls
from partnerbook.checks.tiers.giving import EmptyTier
from partnerbook.checks.tiers.ladder import MissingInputs, SameRank, TierCount
from partnerbook.checks.tiers.measures import Unmeasurable
from partnerbook.checks.tiers.reach import OutOfReach, SmallNumberGate, SteepStep
from partnerbook.checks.tiers.time import TimeGate

CHECKS: Final[tuple[Check[Any], ...]] = (
    TierCount(),
    EmptyTier(),
    LadderFalls(),
    OutOfReach(),
    Unmeasurable(),
    TimeGate(),
    SmallNumberGate(),
    MissingInputs(),
    SteepStep(),
    SameRank(),
    FlatStep(),
)
