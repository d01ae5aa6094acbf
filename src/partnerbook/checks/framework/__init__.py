"""FRM: is this the right program for this company?"""

from __future__ import annotations

from typing import Any, Final

from partnerbook.checks.check import Check
from partnerbook.checks.framework.aims import (
    GoalWithoutTrack,
    NarrowerShape,
    PhaseOrder,
    PipelineMonth,
    ReferralNotFastest,
)
from partnerbook.checks.framework.load import ManagersOverloaded
from partnerbook.checks.framework.plan import (
    MissingPillar,
    NoReviewDate,
    ShareTargetTooHigh,
    ShareWithoutPlan,
    SiWithoutDelivery,
)
from partnerbook.checks.framework.proof import DirectRevenueFirst, NoSalesPlaybook, UnprovenSales
from partnerbook.checks.framework.size import (
    BeyondReferral,
    ExpectsIsvAndVar,
    FullEcosystem,
    ReferralBandSize,
    TooEarly,
)
from partnerbook.checks.framework.team import HireFirst, SideProject, TeamBelowMinimum

CHECKS: Final[tuple[Check[Any], ...]] = (
    TooEarly(),
    BeyondReferral(),
    ReferralBandSize(),
    ExpectsIsvAndVar(),
    FullEcosystem(),
    GoalWithoutTrack(),
    PhaseOrder(),
    HireFirst(),
    TeamBelowMinimum(),
    SideProject(),
    UnprovenSales(),
    DirectRevenueFirst(),
    NoSalesPlaybook(),
    ShareTargetTooHigh(),
    ManagersOverloaded(),
    NarrowerShape(),
    NoReviewDate(),
    PipelineMonth(),
    ReferralNotFastest(),
    MissingPillar(),
    ShareWithoutPlan(),
    SiWithoutDelivery(),
)
"""In the order of their codes."""
