"""Numbers in messages, the impossible ones too: a workbook may hold what nobody meant."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from programs import program_of

from partnerbook.checks import engine
from partnerbook.checks.reading import percent
from partnerbook.program.edit import Set, apply

SAMPLE = Path(__file__).parents[2] / "sample_programs" / "example.program.toml"


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (18, "18 %"),
        (Decimal("18.50"), "18.5 %"),
        (2**63 - 1, "9,223,372,036,854,775,807 %"),
        (Decimal("1e400"), "1e+400 %"),
        (-Decimal("2.5e400"), "-2.5e+400 %"),
    ],
)
def test_a_percentage_is_read_however_large_it_is(value: float | Decimal, read: str) -> None:
    assert percent(value) == read


def test_a_competitor_that_pays_more_than_a_float_holds_is_reported_on() -> None:
    program = apply(
        program_of(SAMPLE.read_text("utf-8")), Set("competitors.hubspot-solutions.percent", 1.7e308)
    )
    found = engine.run(apply(program, Set("competitors.hubspot-solutions.months", 2**60)), date(2026, 11, 1))
    assert any("e+" in each.message for each in found.findings if each.code == "PAY004")
