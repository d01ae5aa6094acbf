"""Where adding starts on a page, and where the cursor goes when things are taken out."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_tui_records import NAMED, first_cell, keys
from tui_driver import GOLD, example, running

from partnerbook.knowledge.assumptions import assumptions
from partnerbook.tui.palette import entries
from partnerbook.tui.sheet.messages import ActionWanted

FRESH = (
    ("f2", "program.goals", "team", "team member added"),
    ("f5", "enablement.portal", "enablement.modules", "module added"),
    ("f6", "recruiting.target_active", "partners", "partner added"),
    ("f7", "conflict.registration.enabled", "conflict.accounts", "account rule added"),
)


@pytest.mark.parametrize(("page", "at", "collection", "said"), FRESH)
async def test_a_page_adds_what_it_is_about_where_the_cursor_stands_on_none(
    tmp_path: Path, page: str, at: str, collection: str, said: str
) -> None:
    async with running(example(tmp_path)) as d:
        had = keys(d, collection)
        await d.press(page)
        await d.go(at)
        await d.press("ctrl+n")
        added = [key for key in keys(d, collection) if key not in had]
        assert len(added) == 1
        assert d.at.startswith(f"{collection}.{added[0]}.")
        assert d.said == said


@pytest.mark.parametrize("collection", NAMED)
async def test_removing_again_and_again_stays_in_the_collection(tmp_path: Path, collection: str) -> None:
    async with running(example(tmp_path)) as d:
        had = keys(d, collection)
        await first_cell(d, collection, had[0])
        await d.press("ctrl+d")
        await first_cell(d, collection, had[0])
        for left in range(len(had), 0, -1):
            await d.press("ctrl+r")
            held = keys(d, collection)
            assert len(held) == left
            assert d.at in [f"{collection}.{key}.{NAMED[collection]}" for key in held]
        await d.press("ctrl+r")
        assert keys(d, collection) == []
        assert d.at == collection
        rest = d.book.session.program
        await d.press("ctrl+r", "ctrl+r")
        assert d.book.session.program is rest
        assert d.said == "nothing here to remove"
        await d.press("ctrl+n")
        assert len(keys(d, collection)) == 1


async def test_the_next_one_comes_under_the_cursor_in_the_same_field(tmp_path: Path) -> None:
    async with running(example(tmp_path)) as d:
        await d.go("tiers.silver.requires.sourced-revenue")
        await d.press("ctrl+r")
        assert d.at == "tiers.gold.requires.sourced-revenue"
        assert d.said.endswith("removed")
        await d.press("ctrl+r")
        assert d.at == "tiers.registered.requires.sourced-revenue"


async def test_a_burst_removes_what_was_meant_and_says_so(tmp_path: Path) -> None:
    async with running(example(tmp_path)) as d:
        await d.go("tiers.registered.name")
        for _ in range(5):
            d.sheet.action_act("remove")
        await d.settle()
        assert keys(d, "tiers") == ["silver", "gold"]
        assert d.said.endswith("removed")


async def test_from_a_computed_cell_the_cursor_stays_in_its_row(tmp_path: Path) -> None:
    async with running(example(tmp_path)) as d:
        await d.go("tiers.gold.name")
        at = next(at for at in d.sheet.model.places if at.startswith("computed.") and at.endswith(".silver"))
        await d.go(at)
        await d.press("ctrl+r")
        assert d.at == at.removesuffix(".silver") + ".gold"


async def test_a_list_that_is_filtered_keeps_to_what_it_shows(tmp_path: Path) -> None:
    path = example(tmp_path)
    with path.open("a") as file:
        for key, stage in (("adatum", "target"), ("fabrikam", "active"), ("tailspin", "target")):
            file.write(f'\n[partners.{key}]\nname = "{key.title()}"\nstage = "{stage}"\n')
    async with running(path) as d:
        await d.press("f6", "f12", *"target", "enter")
        d.sheet.go_to("partners.adatum.stage")
        await d.press("ctrl+r")
        assert d.at == "partners.tailspin.stage"
        await d.press("ctrl+r")
        assert d.at == "partners"
        await d.press("ctrl+r")
        assert keys(d, "partners") == ["contoso", "fabrikam"]


async def test_an_assumption_that_nobody_asks_for_is_followed_by_the_one_above(tmp_path: Path) -> None:
    path = example(tmp_path)
    with path.open("a") as file:
        file.write("\n[assumptions.ours-alone]\nvalue = 3\n")
    async with running(path) as d:
        await d.go("assumptions.ours-alone.value")
        await d.press("ctrl+r")
        assert d.value("assumptions.ours-alone") is None
        assert d.at == f"assumptions.{list(assumptions())[-1]}.value"
        held = d.book.session.program
        await d.press("ctrl+r")
        assert d.said == "nothing here to remove"
        assert d.book.session.program is held


@pytest.mark.parametrize("key", ["alt+up", "alt+down", "ctrl+d", "ctrl+n"])
async def test_assumptions_are_neither_added_nor_copied_nor_moved(tmp_path: Path, key: str) -> None:
    async with running(example(tmp_path)) as d:
        before = d.book.session.program
        for at in ("assumptions.window_cover_percent.value", "assumptions.isv_roadmap_share_percent.value"):
            await d.go(at)
            await d.press(key)
            assert "each stands here once" in d.said
        assert d.book.session.program is before


async def test_typing_on_a_computed_cell_says_why_nothing_happens(tmp_path: Path) -> None:
    async with running(example(tmp_path)) as d:
        await d.go("assumptions.window_cover_percent.default")
        await d.press("7")
        assert "cannot be typed in" in d.said


async def test_everything_can_be_added_by_its_name(tmp_path: Path) -> None:
    async with running(example(tmp_path)) as d:
        named = {name: run for name, _, run in d.book.commands() if name.startswith("Add: ")}
        assert {"Add: tier", "Add: metric", "Add: partner", "Add: waiver"} <= set(named)
        for run in named.values():
            before = d.book.session.program
            run()
            await d.settle()
            assert d.book.session.program is not before
            assert d.said.endswith("added")


@pytest.mark.parametrize(
    ("at", "noun", "added"),
    [
        ("tiers.gold.requires.certified-people", "metric", "metrics.new-metric.name"),
        ("tiers.gold.alternatives.either", "metric", "metrics.new-metric.name"),
        ("tiers.silver.benefits.leads", "benefit", "benefits.new-benefit.name"),
        ("tiers.gold.name", "tier", "tiers.new-tier.name"),
        ("tiers.gold.pay_percent.var", "tier", "tiers.new-tier.name"),
    ],
)
async def test_on_the_ladder_that_is_added_of_which_the_row_is_one(
    tmp_path: Path, at: str, noun: str, added: str
) -> None:
    async with running(example(tmp_path, "sound"), (80, 24)) as run:
        await run.go(at)
        assert run.book.adds_here == noun
        await run.press("f1")
        assert f"adds a new one: {noun}" in run.words("Pager")
        await run.press("escape", "ctrl+n")
        assert run.at == added
        assert run.said == f"{noun} added"
        await run.press("ctrl+z")
        assert run.value(added) is None


async def test_what_is_removed_on_a_row_of_requirements_is_the_tier_still(tmp_path: Path) -> None:
    async with running(example(tmp_path, "sound")) as run:
        await run.go("tiers.gold.requires.certified-people")
        await run.press("ctrl+r")
        assert run.value("tiers.gold") is None
        assert run.value("metrics.certified-people") is not None


async def test_the_sections_of_the_ladder_and_the_palette_say_what_is_added(tmp_path: Path) -> None:
    async with running(example(tmp_path, "sound"), (80, 24)) as run:
        await run.go("tiers.gold.benefits.portal")
        drawn = run.drawn()
        for words in ("^n adds a metric", "^n adds a benefit"):
            assert words in drawn
        (entry,) = (each for each in entries(run.app, run.book) if each.name == "Add one here")
        assert entry.words == "benefit"


@pytest.mark.parametrize("name", ["duplicate", "move-earlier", "move-later", "remove"])
async def test_what_is_wanted_of_a_thing_that_is_gone_changes_nothing(tmp_path: Path, name: str) -> None:
    async with running(example(tmp_path)) as d:
        await d.go(GOLD)
        before = d.book.session.program
        d.sheet.post_message(ActionWanted(d.sheet, name, "tiers.gone.name", "tiers.gone", "tiers"))
        await d.settle()
        assert d.book.session.program is before
