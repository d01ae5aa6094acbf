"""Assumptions, public benchmark rows, usual ranges."""

import re
import subprocess
import sys
from typing import get_args

import pytest

from partnerbook.knowledge.assumptions import Origin
from partnerbook.knowledge.loader import assumptions, benchmarks, ranges
from partnerbook.program.value import PAY_BASES, PAY_KINDS, TRACK_TYPES


@pytest.mark.parametrize(
    ("name", "default"),
    [
        ("currency_per_usd", 1),
        ("isv_roadmap_share_percent", 20),
        ("side_project_percent", 25),
        ("revenue_top_fifth_percent", 80),
        ("tier_reach_percent", 5),
        ("first_tier_reach_percent", 25),
        ("discount_rate_percent", 10),
        ("partner_acquisition_cost_percent", 30),
        ("breakeven_incrementality_percent", 50),
        ("minimum_win_rate_percent", 15),
        ("retention_gap_points", 3),
        ("manager_hours_per_year", 1_600),
    ],
)
def test_defaults(name: str, default: float) -> None:
    assert assumptions()[name].default == default


@pytest.mark.parametrize("assumption", assumptions().values(), ids=lambda item: item.name)
def test_an_assumption_can_be_argued_with(assumption) -> None:
    assert re.fullmatch(r"[a-z_]+", assumption.name)
    assert assumption.address == f"assumptions.{assumption.name}.value"
    assert assumption.default > 0
    assert assumption.label
    assert assumption.help.endswith(".")
    assert assumption.source
    assert assumption.origin in get_args(Origin)
    assert assumption.used_by
    assert assumption.name.endswith("_percent") == (assumption.unit == "%")


def test_public_rows_speak_the_words_of_the_workbook() -> None:
    rows = benchmarks()
    assert len({row.key for row in rows}) == len(rows)
    for row in rows:
        assert row.type in (None, *TRACK_TYPES)
        assert row.kind in (None, *PAY_KINDS)
        assert row.base in (None, *PAY_BASES)
        assert row.level in (None, "entry", "top")
        assert row.url.startswith("http")
        assert row.percent is None or 0 <= (row.percent_from or 0) <= row.percent <= 100


@pytest.mark.parametrize("row", [row for row in benchmarks() if row.comparable], ids=lambda row: row.key)
def test_a_row_that_can_be_taken_over_says_all_that_a_competitor_needs(row) -> None:
    assert row.type is not None
    assert row.kind is not None
    assert row.percent is not None or row.amount is not None
    assert row.amount is not None or row.base is not None


def test_known_rows() -> None:
    gold = next(row for row in benchmarks() if row.program.endswith("v11") and row.tier == "Gold")
    assert (gold.type, gold.kind, gold.percent, gold.base) == ("var", "commission", 20, "subscription")
    assert (gold.level, gold.months, gold.comparable) == ("top", 0, True)
    sage = next(row for row in benchmarks() if row.vendor == "Sage" and row.tier == "Silver")
    assert (sage.percent_from, sage.percent, sage.level) == (29, 35, "entry")
    extra = next(row for row in benchmarks() if row.vendor == "Check Point")
    assert extra.not_comparable
    assert not extra.comparable


def test_usual_ranges_leave_out_what_is_not_to_be_trusted() -> None:
    rows = ranges()
    assert rows
    assert not any("pulserevops" in row.url for row in rows)
    margin = next(row for row in rows if row.metric == "reseller_margin_pct")
    assert (margin.low, margin.high, margin.origin) == (20, 30, "card")
    window = next(row for row in rows if row.metric == "deal_reg_window_options_days")
    assert window.value == "30, 60, 90, 120, none"


def test_nothing_is_read_when_the_room_is_imported() -> None:
    program = (
        "import partnerbook.knowledge.loader as knowledge, sys;"
        "from partnerbook.knowledge.files import read;"
        "print(read.cache_info().currsize, 'json' in sys.modules, 'textual' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["0", "False", "False"]
