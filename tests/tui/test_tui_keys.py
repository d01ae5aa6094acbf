"""Pages, rail, palette, mouse, clipboard, search, help, and keys that a person has moved."""

from __future__ import annotations

from pathlib import Path

import pytest
from tui_driver import GOLD, Driver, example, running

from partnerbook.tui.dialogs.search import SearchDialog
from partnerbook.tui.keys import actions
from partnerbook.tui.widgets.bars import KeyBar, Rail

PAGES = {
    "f2": "company",
    "f3": "value",
    "f4": "tiers",
    "f5": "enablement",
    "f6": "recruiting",
    "f7": "conflict",
    "f9": "review",
}


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)])
async def test_the_function_keys_walk_the_pages(tmp_path: Path, size: tuple[int, int]) -> None:
    async with running(example(tmp_path), size) as d:
        for key, page in PAGES.items():
            await d.press(key)
            assert d.book.page.key == page
            assert d.book.page.title[:3] in d.words("#rail")
            assert d.sheet.has_focus
            assert d.book.query_one(Rail).current == page


async def test_the_cursor_is_where_it_was_on_each_page(tmp_path: Path) -> None:
    async with running(example(tmp_path)) as d:
        await d.go(GOLD)
        await d.press("f2")
        await d.go("company.proof.win_rate_percent")
        await d.press("f4")
        assert d.at == GOLD
        await d.press("f2")
        assert d.at == "company.proof.win_rate_percent"


async def test_the_rail(tmp_path: Path) -> None:
    async with running(example(tmp_path)) as d:
        await d.press("ctrl+t")
        rail = d.book.query_one(Rail)
        assert rail.has_focus
        for key, page in (
            ("3", "enablement"),
            ("1", "value"),
            ("right", "tiers"),
            ("left", "value"),
            ("right_square_bracket", "tiers"),
            ("left_square_bracket", "value"),
            ("5", "conflict"),
            ("G", "review"),
            ("right", "review"),
            ("g", "company"),
            ("left", "company"),
            ("j", "value"),
            ("k", "company"),
            ("2", "tiers"),
        ):
            await d.press(key)
            assert d.book.page.key == page, key
            assert rail.has_focus
        await d.press("enter")
        assert d.sheet.has_focus
        assert d.book.page.key == "tiers"


async def test_the_rail_says_what_is_flagged(tmp_path: Path) -> None:
    async with running(example(tmp_path)) as d:
        await d.enter(GOLD, "25")
        before = d.words("#rail")
        await d.enter(GOLD, "5")
        assert d.words("#rail") != before
        assert "✗" in d.words("#rail")


async def test_a_click_on_the_rail_goes_there(tmp_path: Path) -> None:
    async with running(example(tmp_path)) as d:
        where = d.words("#rail").index("Enablement")
        await d.pilot.click("#rail", offset=(where, 0))
        await d.settle()
        assert d.book.page.key == "enablement"
        assert d.sheet.has_focus


async def test_a_click_on_the_line_of_keys_does_what_the_key_does(tmp_path: Path) -> None:
    path = example(tmp_path)
    async with running(path) as d:
        await d.enter(GOLD, "26")
        for words, sign in (("save", ""), ("help", "HelpDialog"), ("everything", "CommandPalette")):
            where = d.words(d.book.query_one(KeyBar)).index(f" {words}")
            await d.pilot.click("#keys", offset=(where, 0))
            await d.settle()
            if sign:
                assert type(d.app.screen).__name__ == sign
                await d.press("escape")
        assert "var = 26 " in path.read_text()


async def test_a_click_on_a_cell_selects_it_and_a_second_one_edits(tmp_path: Path) -> None:
    async with running(example(tmp_path)) as d:
        await d.press("f4")
        lines = d.drawn().splitlines()
        y = next(n for n, line in enumerate(lines) if "Sourced revenue" in line)
        x = lines[y].index("100,000")
        await d.pilot.click("#sheet", offset=(x, y))
        await d.settle()
        assert d.at == "tiers.gold.requires.sourced-revenue"
        y = next(n for n, line in enumerate(d.drawn().splitlines()) if "Sourced revenue" in line)
        await d.pilot.click("#sheet", offset=(x, y))
        await d.settle()
        assert d.sheet.editing is not None
        assert d.sheet.editing[0] == "tiers.gold.requires.sourced-revenue"


async def test_a_click_on_a_finding_selects_it_and_a_second_one_goes_there(tmp_path: Path) -> None:
    async with running(example(tmp_path)) as d:
        lines = d.words("#findings").splitlines()
        assert d.book.panel.current is not None
        assert d.book.panel.current.code != "VAL002"
        y = next(n for n, line in enumerate(lines) if "VAL002" in line)
        await d.pilot.click("#findings", offset=(4, y))
        await d.settle()
        assert d.book.panel.current.code == "VAL002"
        assert d.book.page.key == "company"
        lines = d.words("#findings").splitlines()
        y = next(n for n, line in enumerate(lines) if "VAL002" in line)
        await d.pilot.click("#findings", offset=(4, y))
        await d.settle()
        assert d.book.page.key == "value"


async def test_copy_and_paste_a_cell(tmp_path: Path) -> None:
    async with running(example(tmp_path)) as d:
        await d.go("tiers.silver.pay_percent.var")
        await d.press("ctrl+c")
        assert d.app.clipboard == "25"
        await d.go(GOLD)
        await d.press("ctrl+v")
        assert d.sheet.editing == (GOLD, "25")
        await d.press("enter")
        assert d.value(GOLD) == 25
        await d.go("tiers.silver.pay_percent.var")
        await d.press("ctrl+x")
        assert d.value("tiers.silver.pay_percent.var") is None


async def test_search_finds_and_goes_there(tmp_path: Path) -> None:
    async with running(example(tmp_path)) as d:
        await d.press("ctrl+f")
        assert isinstance(d.app.screen, SearchDialog)
        await d.type("gold solution")
        await d.press("enter")
        assert d.at == GOLD
        assert d.sheet.has_focus
        await d.press("ctrl+f")
        await d.type("ledgerly")
        await d.press("enter")
        assert d.at.startswith("integrations.ledgerly.")
        assert d.book.page.key == "value"


async def test_help_is_about_the_field_under_the_cursor(tmp_path: Path) -> None:
    async with running(example(tmp_path)) as d:
        await d.go("company.direct_arr")
        await d.press("f1")
        words = "\n".join(d.words(each) for each in d.app.screen.query("Pager"))
        assert "company.direct_arr" in words
        assert "card, src1" in words


async def palette(d: Driver, words: str) -> None:
    await d.press("ctrl+p")
    await d.type(words)
    await d.press("enter")


async def test_the_palette_has_what_has_no_key(tmp_path: Path) -> None:
    async with running(example(tmp_path)) as d:
        await d.go("tiers.gold.name")
        await palette(d, "change its key")
        await d.press("escape")
        await palette(d, "go to conflict")
        assert d.book.page.key == "conflict"
        await d.go("partners.contoso.name")
        await palette(d, "partner to the stage before")
        assert d.value("partners.contoso.stage") == "onboarding"


async def test_every_action_with_a_key_is_in_the_palette_and_named(tmp_path: Path) -> None:
    async with running(example(tmp_path)) as d:
        found = list(actions(d.app))
        assert len({each.id for each in found}) == len(found)
        assert all(each.words for each in found)


async def test_keys_can_be_moved(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.toml").write_text('[keys]\n"edit.undo" = "f12"\n"sheet.add" = "f11"\n')
    async with running(example(tmp_path)) as d:
        await d.enter(GOLD, "26")
        assert "F12 undo" in d.words("#keys")
        await d.press("ctrl+z")
        assert d.value(GOLD) == 26
        await d.press("f12")
        assert d.value(GOLD) == 18
        await d.press("f11")
        assert "new-tier" in d.value("tiers")


async def test_no_two_actions_of_one_place_share_a_key(tmp_path: Path) -> None:
    async with running(example(tmp_path)) as d:
        for place in ("everywhere", "workbook", "steps", "findings"):
            keys = [key for each in actions(d.app) if each.where == place for key in each.keys]
            assert len(keys) == len(set(keys)), place
