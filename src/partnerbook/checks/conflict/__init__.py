"""CON: step 5, so that no partner loses a deal to you."""

from __future__ import annotations

from typing import Any, Final

from partnerbook.checks.check import Check
from partnerbook.checks.conflict.judge import NoNeutralJudge, StolenDealOpen
from partnerbook.checks.conflict.process import IncompleteProcess, NotPublished
from partnerbook.checks.conflict.registration import NoRegistration, RegistrationLate, WindowTooShort

CHECKS: Final[tuple[Check[Any], ...]] = (
    NoRegistration(),
    RegistrationLate(),
    IncompleteProcess(),
    NotPublished(),
    StolenDealOpen(),
    NoNeutralJudge(),
    WindowTooShort(),
)
