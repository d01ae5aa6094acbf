"""PAY: what the partner earns, and what it leaves both sides."""

from __future__ import annotations

from typing import Any, Final

from partnerbook.checks.check import Check
from partnerbook.checks.pay.earnings import BelowCompetitors, NoPay, ReferralRange
from partnerbook.checks.pay.fees import FeeEatsPay
from partnerbook.checks.pay.margins import AboveTypical, MarginBelowFloor, ResaleCalledCommission
from partnerbook.checks.pay.sides import PartnerLosesMoney, VendorLosesMoney

CHECKS: Final[tuple[Check[Any], ...]] = (
    MarginBelowFloor(),
    NoPay(),
    ReferralRange(),
    BelowCompetitors(),
    AboveTypical(),
    PartnerLosesMoney(),
    VendorLosesMoney(),
    ResaleCalledCommission(),
    FeeEatsPay(),
)
