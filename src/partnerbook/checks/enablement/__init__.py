"""ENB: step 3, what partners learn from and where they find it."""

from __future__ import annotations

from typing import Any, Final

from partnerbook.checks.check import Check
from partnerbook.checks.enablement.length import LongBattleCard, LongModule
from partnerbook.checks.enablement.material import MissingMaterial, ModuleWithoutOwner, UncoveredTrack
from partnerbook.checks.enablement.portal import PortalIncomplete
from partnerbook.checks.enablement.rhythm import NoTrainingRhythm

CHECKS: Final[tuple[Check[Any], ...]] = (
    MissingMaterial(),
    PortalIncomplete(),
    LongModule(),
    LongBattleCard(),
    NoTrainingRhythm(),
    UncoveredTrack(),
    ModuleWithoutOwner(),
)
