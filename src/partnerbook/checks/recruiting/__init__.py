"""REC: step 4, the first ten partners."""

from __future__ import annotations

from typing import Any, Final

from partnerbook.checks.check import Check
from partnerbook.checks.recruiting.activation import (
    ActivationUndefined,
    CountingSignatures,
    EveryoneActivates,
    TooFewSignatures,
)
from partnerbook.checks.recruiting.attention import EffortSpread, MostlyInactive, SilenceAfterSigning
from partnerbook.checks.recruiting.concentration import BorrowedConcentration
from partnerbook.checks.recruiting.plan import MissingInputs, TargetBelowTen

CHECKS: Final[tuple[Check[Any], ...]] = (
    MissingInputs(),
    ActivationUndefined(),
    TooFewSignatures(),
    CountingSignatures(),
    MostlyInactive(),
    EveryoneActivates(),
    SilenceAfterSigning(),
    EffortSpread(),
    BorrowedConcentration(),
    TargetBelowTen(),
)
