"""Every table of keyed things: add, duplicate, reorder, rename, remove, and take it all back."""

from __future__ import annotations

from pathlib import Path

import pytest
from tui_driver import Driver, example, running

from partnerbook.program.locate import value_at
from partnerbook.program.program import Program
from partnerbook.program.table import parts_of

NAMED = {
    "team": "name",
    "tracks": "name",
    "extra_pay": "name",
    "integrations": "name",
    "competitors": "vendor",
    "metrics": "name",
    "benefits": "name",
    "tiers": "name",
    "enablement.modules": "title",
    "recruiting.onboarding": "title",
    "partners": "name",
    "conflict.accounts": "owner",
    "conflict.incidents": "on",
    "waivers": "check",
}


def collections() -> set[str]:
    """Tables of keyed tables in the declaration."""
    found = set()
    for name, part in parts_of(Program).items():
        if part.keyed:
            found.add(name)
        elif part.table is not None:
            found |= {
                f"{name}.{inner}" for inner, each in parts_of(part.table).items() if each.keyed and each.table
            }
    return found


def test_all_of_them_are_tried_here() -> None:
    assert collections() == {*NAMED, "assumptions"}


def keys(d: Driver, collection: str) -> list[str]:
    return list(value_at(d.book.session.program, collection) or {})


async def first_cell(d: Driver, collection: str, key: str) -> None:
    await d.go(f"{collection}.{key}.{NAMED[collection]}")


@pytest.mark.parametrize("collection", NAMED)
async def test_add_duplicate_move_rename_remove(tmp_path: Path, collection: str) -> None:
    path = example(tmp_path)
    before = path.read_text()
    async with running(path) as d:
        had = keys(d, collection)
        await first_cell(d, collection, had[0])
        await d.press("ctrl+n")
        added = [key for key in keys(d, collection) if key not in had]
        assert len(added) == 1
        assert d.at.startswith(f"{collection}.{added[0]}.")
        await d.press("ctrl+z")
        assert keys(d, collection) == had

        await first_cell(d, collection, had[0])
        await d.press("ctrl+d")
        copy = f"{had[0]}-copy"
        assert keys(d, collection) == [had[0], copy, *had[1:]]
        assert d.at.startswith(f"{collection}.{copy}.")

        if collection != "tiers":
            await first_cell(d, collection, copy)
            await d.press("alt+up")
            assert keys(d, collection)[:2] == [copy, had[0]]
            assert d.at == f"{collection}.{copy}.{NAMED[collection]}"
            await d.press("alt+up")
            assert keys(d, collection)[:2] == [copy, had[0]]
            await d.press("alt+down")
            assert keys(d, collection)[:2] == [had[0], copy]

        await first_cell(d, collection, copy)
        d.book.rekey()
        await d.settle()
        await d.press(*["backspace"] * len(copy), *"renamed", "enter")
        assert "renamed" in keys(d, collection)
        assert d.at == f"{collection}.renamed.{NAMED[collection]}"

        await d.press("ctrl+r")
        assert keys(d, collection) == had
        await d.press(*["ctrl+z"] * 10)
        assert d.book.session.document.text == before


async def test_a_tier_moves_by_its_rank(tmp_path: Path) -> None:
    async with running(example(tmp_path)) as d:
        await d.go("tiers.gold.name")
        await d.press("alt+left")
        assert (d.value("tiers.gold.rank"), d.value("tiers.silver.rank")) == (1, 2)
        assert d.at == "tiers.gold.name"
        await d.press("alt+right")
        assert (d.value("tiers.gold.rank"), d.value("tiers.silver.rank")) == (2, 1)


async def test_a_key_is_renamed_with_all_that_names_it(tmp_path: Path) -> None:
    async with running(example(tmp_path)) as d:
        await d.go("tracks.var.name")
        d.book.rekey()
        await d.settle()
        await d.press(*"-", "space", *"x", "enter")
        assert "letters, digits, - and _ make a key" in d.words(d.app.screen.query_one("#mistake"))
        await d.press(*["backspace"] * 6, *"resellers", "enter")
        assert d.at == "tracks.resellers.name"
        assert d.value("tiers.gold.tracks") == ("resellers",)
        assert d.value("tiers.gold.pay_percent.resellers") == 18
        assert d.value("waivers.gold-floor.at") == "tiers.gold.pay_percent.resellers"
        assert d.value("conflict.registration.tracks") == ("resellers", "app-makers")
        assert d.said == "key var → resellers"


async def test_a_taken_key_is_refused(tmp_path: Path) -> None:
    async with running(example(tmp_path)) as d:
        await d.go("tiers.gold.name")
        d.book.rekey()
        await d.settle()
        await d.press(*["backspace"] * 4, *"silver", "enter")
        assert "taken" in d.words(d.app.screen.query_one("#mistake"))
        await d.press("escape")
        assert list(d.value("tiers")) == ["registered", "silver", "gold"]


async def test_an_empty_place_starts_with_its_key(tmp_path: Path) -> None:
    path = tmp_path / "new.program.toml"
    path.write_text("format = 1\n")
    async with running(path) as d:
        for page, collection in (
            ("f2", "team"),
            ("f3", "tracks"),
            ("f3", "competitors"),
            ("f4", "tiers"),
            ("f4", "metrics"),
            ("f4", "benefits"),
            ("f5", "enablement.modules"),
            ("f6", "recruiting.onboarding"),
            ("f6", "partners"),
            ("f7", "conflict.accounts"),
            ("f7", "conflict.incidents"),
            ("f9", "waivers"),
        ):
            await d.press(page)
            await d.go(collection)
            line = next(line for line in d.drawn().split("\n") if line.startswith("▸"))
            assert line.endswith("  ^n adds one")
            assert "…" not in line
            await d.press("ctrl+n")
            assert len(keys(d, collection)) == 1, collection


async def test_an_assumption_is_changed_over_its_default_and_put_back(tmp_path: Path) -> None:
    path = example(tmp_path)
    before = path.read_text()
    at = "assumptions.top_tier_share_percent.value"
    async with running(path) as d:
        from partnerbook.knowledge.assumptions import assumptions

        unwritten = next(name for name in assumptions() if name not in d.value("assumptions"))
        at = f"assumptions.{unwritten}.value"
        await d.enter(at, "7")
        assert d.value(at) == 7
        await d.go(at)
        await d.press("ctrl+r")
        assert d.value(f"assumptions.{unwritten}") is None
        assert d.at == at
        await d.go("assumptions.isv_roadmap_share_percent.value")
        await d.press("ctrl+r", "ctrl+z")
        assert d.value("assumptions.isv_roadmap_share_percent.value") == 25
        await d.press("ctrl+z", "ctrl+z")
        assert d.book.session.document.text == before


async def test_stages_go_on_and_back(tmp_path: Path) -> None:
    async with running(example(tmp_path)) as d:
        await d.go("partners.contoso.name")
        await d.press("ctrl+n")
        fresh = d.at.rpartition(".")[0]
        assert d.value(f"{fresh}.stage") == "target"
        await d.press("ctrl+e", "ctrl+e")
        assert d.value(f"{fresh}.stage") == "signed"
        assert d.value(f"{fresh}.signed") == d.app.today
        d.book.action_stage(-1)
        await d.settle()
        assert d.value(f"{fresh}.stage") == "contacted"
        await d.press("f2", "ctrl+e")
        assert "no partner here" in d.said
