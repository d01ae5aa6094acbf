"""Templates, once the numbers that only their owner knows are filled in: the designs themselves are sound."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from partnerbook.checks.engine import run
from partnerbook.program.edit import Add, Set, apply
from partnerbook.workbook.read import read
from partnerbook.workbook.templates import TEMPLATES, filled

DAY = date(2026, 11, 24)

COMPANY: Mapping[str, Any] = {
    "program.status": "pilot",
    "program.sourced_share_target_percent": 10,
    "program.sourced_share_target_by": date(2029, 12, 31),
    "company.average_contract_value": 25_000,
    "company.gross_margin_percent": 78,
    "company.direct_acquisition_cost": 20_000,
    "company.annual_retention_percent": 91,
    "company.sales_cycle_mean_days": 80,
    "company.sales_cycle_variation": 0.6,
    "company.engineering_weeks_per_year": 900,
    "company.proof.direct_customers": 400,
    "company.proof.won_without_founders": 140,
    "company.proof.win_rate_percent": 25,
    "company.proof.sales_playbook": "docs/playbook.md",
    "enablement.annual_budget": 40_000,
    "enablement.portal_url": "https://partners.example",
    "recruiting.target_list": "partners/targets.csv",
    "conflict.published.url": "https://partners.example/rules",
    "conflict.published.on": DAY,
}
VAR = {
    "tracks.var.agreement": "legal/var.pdf",
    "tracks.var.partner_year.deals": 4,
    "tracks.var.partner_year.cost_per_deal": 2_500,
    "tracks.var.partner_year.cost_per_hour": 80,
    "tracks.var.partner_year.enablement_hours": 30,
    "tracks.var.partner_year.people_certified": 1,
    "tracks.var.partner_year.cost_per_certification": 1_000,
}
ISV = {
    "tracks.isv.agreement": "legal/isv.pdf",
    "tracks.isv.partner_year.retention_value": 10_000,
    "tracks.isv.partner_year.co_sell_value": 25_000,
    "tracks.isv.partner_year.cost_per_deal": 1_500,
    "integrations.first.joint_use_case": "Invoices post by themselves",
    "integrations.first.owner": "Product",
    "integrations.first.engineering_owner": "Platform",
    "integrations.first.engineering_weeks": 20,
    "integrations.first.displaces": "Offline mode",
    "integrations.first.documents": "docs/sync.md",
}
SI = {
    "tracks.si.agreement": "legal/si.pdf",
    "tracks.si.partner_year.cost_per_deal": 3_000,
    "tracks.si.partner_year.cost_per_certification": 1_000,
}
FILLED: Mapping[str, tuple[int, Mapping[str, Any]]] = {
    "referral-pilot": (2_500_000, {}),
    "var-program": (8_000_000, VAR),
    "isv-program": (8_000_000, ISV),
    "full-ecosystem": (30_000_000, {**VAR, **ISV, **SI}),
}


def test_every_template_but_the_empty_one_is_here() -> None:
    assert FILLED.keys() == TEMPLATES.keys() - {"draft"}


@pytest.mark.parametrize("key", FILLED)
def test_a_filled_template_is_sound(key: str) -> None:
    arr, values = FILLED[key]
    program = read(filled(key, "N", DAY).encode()).program
    assert program is not None
    for at, value in {**COMPANY, "company.arr": arr, "company.direct_arr": arr - 100_000, **values}.items():
        program = apply(program, Set(at, value))
    for number in range(3):
        table = {
            "vendor": f"V{number}",
            "type": "referral",
            "level": "entry",
            "kind": "commission",
            "percent": 10,
        }
        program = apply(
            program, Add(f"competitors.v{number}", {**table, "months": 12, "base": "subscription"})
        )
    wrong = [f for f in run(program, DAY).findings if f.severity in ("error", "warning")]
    assert wrong == [], [(f.code, f.address, f.message) for f in wrong]
