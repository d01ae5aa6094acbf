"""Pictures of every page. Look at them before accepting a change (``--snapshot-update`` takes new ones)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from tui_driver import GOLD, TODAY, Driver, example, unwaived

from partnerbook.tui.app import PartnerbookApp

PAGES = {
    "company": "f2",
    "value": "f3",
    "tiers": "f4",
    "enablement": "f5",
    "recruiting": "f6",
    "conflict": "f7",
    "review": "f9",
}
SIZES = {"80x24": (80, 24), "120x40": (120, 40), "200x50": (200, 50)}
ERRORS = """
format = 1
[program]
name = "Everything at once"
status = "pilot"
owner = "nobody"
currency = "EUR"
[company]
arr = 3_000_000
average_contract_value = 20_000
gross_margin_percent = "three quarters"
annual_retention_percent = 70
sales_cycle_mean_days = 120
sales_cycle_variation = 0.8
[company.proof]
won_without_founders = 2
win_rate_percent = 9
[team.ae]
role = "account-executive"
allocation_percent = 20
[tracks.var]
type = "var"
name = "Resellers of everything"
starts = 2026-01-01
expected_partners = 60
[tracks.var.pay]
kind = "margin"
percent = 12
base = "list-price"
[tracks.var.partner_year]
deals = 1
cost_per_deal = 9_000
[metrics.revenue]
name = "Sourced revenue"
measures = "revenue"
unit = "money"
[tiers.silver]
name = "Silver"
rank = 1
tracks = ["var"]
[tiers.silver.pay_percent]
var = 25
[tiers.silver.requires]
revenue = 500_000
[tiers.gold]
name = "Gold"
rank = 2
tracks = ["var"]
annual_fee = 5_000
[tiers.gold.pay_percent]
var = 12
[tiers.gold.requires]
revenue = 400_000
gone = 3
[enablement]
portal = "none"
[enablement.modules.demo]
title = "The whole product in one sitting"
kind = "video"
minutes = 45
tracks = ["var"]
[enablement.modules.card]
title = "Card"
kind = "battle-card"
pages = 4
[recruiting]
target_active = 10
to_sign = 10
activation_percent = 50
counts = "signed"
[partners.one]
name = "One GmbH"
stage = "active"
track = "var"
tier = "platinum"
signed = 2026-02-01
[conflict.registration]
enabled = true
protection_days = 30
approval_hours = 240
approver_has_quota = true
[conflict.incidents.first]
on = 2026-05-01
partner = "one"
what = "A registered deal was closed directly"
registration_active = true
partner_consented = false
[waivers.old]
check = "PAY001"
at = "tiers.gold.pay_percent.var"
reason = "for now"
owner = "CFO"
expires = 2026-06-30
"""

Compare = Callable[..., bool]


def seen(
    compare: Compare,
    path: Path | None,
    size: tuple[int, int],
    *keys: str,
    theme: str = "",
    then: Callable[[Driver], Awaitable[Any]] | None = None,
) -> bool:
    """Compare the screen after these keys with its picture."""
    app = PartnerbookApp(path, today=TODAY)

    async def before(pilot: Pilot[Any]) -> None:
        driver = Driver(app, pilot)
        await driver.settle()
        if theme:
            app.theme = theme
        await driver.press(*keys)
        if then is not None:
            await then(driver)
        await driver.settle()

    return compare(app, terminal_size=size, run_before=before)


def written(folder: Path, text: str) -> Path:
    path = folder / "acme.program.toml"
    path.write_text(text.lstrip())
    return path


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("page", PAGES)
def test_page(snap_compare: Compare, tmp_path: Path, page: str, size: str) -> None:
    assert seen(snap_compare, example(tmp_path), SIZES[size], PAGES[page])


@pytest.mark.parametrize("page", PAGES)
def test_page_of_an_empty_draft(snap_compare: Compare, tmp_path: Path, page: str) -> None:
    path = written(tmp_path, 'format = 1\n\n[program]\nname = "Acme"\n')
    assert seen(snap_compare, path, SIZES["120x40"], PAGES[page])


@pytest.mark.parametrize("page", PAGES)
def test_page_full_of_errors(snap_compare: Compare, tmp_path: Path, page: str) -> None:
    assert seen(snap_compare, written(tmp_path, ERRORS), SIZES["120x40"], PAGES[page], "f8")


@pytest.mark.parametrize("theme", ["paper", "contrast", "okabe", "ember"])
def test_theme(snap_compare: Compare, tmp_path: Path, theme: str) -> None:
    assert seen(snap_compare, unwaived(tmp_path), SIZES["120x40"], "f4", "f8", theme=theme)


@pytest.mark.parametrize("size", SIZES)
def test_typing_a_margin_below_the_floor(snap_compare: Compare, tmp_path: Path, size: str) -> None:
    async def typed(driver: Driver) -> None:
        await driver.go(GOLD)
        await driver.press("1", "8")

    assert seen(snap_compare, unwaived(tmp_path), SIZES[size], "f4", then=typed)


@pytest.mark.parametrize("size", SIZES)
def test_start(snap_compare: Compare, size: str) -> None:
    assert seen(snap_compare, None, SIZES[size])


@pytest.mark.parametrize("size", ["80x24", "120x40"])
@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("explain", ("f4", "f8", "e")),
        ("waive", ("f4", "f8", "w")),
        ("search", ("ctrl+f", *"gold")),
        ("help", ("f1",)),
        ("drawer", ("f4", "ctrl+l")),
        ("picture", ("f4", "f10")),
        ("quit", ("f5", "down", "X", "enter", "ctrl+q")),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_dialog(snap_compare: Compare, tmp_path: Path, name: str, keys: tuple[str, ...], size: str) -> None:
    assert seen(snap_compare, unwaived(tmp_path), SIZES[size], *keys)


def test_ascii(snap_compare: Compare, tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.toml").write_text('glyphs = "ascii"\n')
    assert seen(snap_compare, unwaived(tmp_path), SIZES["120x40"], "f4", "f8")


def test_too_small(snap_compare: Compare, tmp_path: Path) -> None:
    assert seen(snap_compare, example(tmp_path), (50, 12))
