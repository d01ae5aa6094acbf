"""Themes, signs, sizes, and texts that try to be more than text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.geometry import Region
from tui_driver import GOLD, TODAY, Driver, example, running, unwaived

from partnerbook.program.address import split
from partnerbook.tui.app import PartnerbookApp
from partnerbook.tui.dialogs.themes import ThemesDialog
from partnerbook.tui.too_small import TooSmall

HOSTILE = (
    "EUR 9 [/month]",
    "[@click=app.quit]free[/]",
    "[bold red]",
    "\x1b]0;owned\x07",
    "\x1b[31mred",
    "\x9b31m",
    "a\u202egnp.exe",
    "\u200b\u2066hidden\u2069",
    "e" + "\u0301" * 300,
    "tag\U000e0041\U000e0042",
    "line one\nline two\r\n\ttabbed",
    "=1+1",
    "x" * 100_000,
    "\ufeff\x00\x08",
    "漢字かな",
)
FORBIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]"
)


def painted(d: Driver) -> str:
    """Every character of the screen as it would go to the terminal."""
    lines = d.app.screen._compositor.render_strips(d.app.size)
    assert len(lines) == d.app.size.height
    return "\n".join(strip.text for strip in lines)


def toml_text(text: str) -> str:
    """A text as a TOML string, with everything that is not plain escaped."""
    return '"' + "".join(c if c.isalnum() and c.isascii() else f"\\U{ord(c):08X}" for c in text) + '"'


FREE = (
    r"name|value|applies_to|what|remedy|reason|title|activation_event|source|measured_by|co_selling|joint_use_case|"
    r"displaces|owner|file|vendor|url|portal_url|first_deal_incentive|adjudicator|leads|portal"
)


def hostile_workbook(folder: Path, text: str) -> Path:
    """The example with every string that is free text replaced by a hostile one."""
    path = example(folder)
    line = re.compile(rf'^({FREE}) = "(?!none|wiki|direct|shared)[^"\n]*"', re.M)
    made, count = line.subn(lambda found: f"{found[1]} = {toml_text(text)}", path.read_text())
    assert count > 40
    path.write_text(made)
    return path


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
async def test_hostile_text_is_inert_on_every_page(tmp_path: Path, text: str) -> None:
    async with running(hostile_workbook(tmp_path, text)) as d:
        for key in ("f2", "f3", "f4", "f5", "f6", "f7", "f9"):
            await d.press(key)
            assert FORBIDDEN.search(painted(d)) is None, key
        await d.press("f8")
        assert FORBIDDEN.search(painted(d)) is None
        await d.press("ctrl+f")
        await d.type("gold")
        assert FORBIDDEN.search(painted(d)) is None
        await d.press("escape")
        assert d.app.screen is d.book


async def test_markup_is_shown_letter_by_letter(tmp_path: Path) -> None:
    async with running(hostile_workbook(tmp_path, "[@click=app.quit]free[/] [bold]")) as d:
        await d.press("f4")
        assert "[@click=app" in painted(d)
        assert "[@click=app.quit]free[/] [bold]" in d.words("#title")


async def test_a_hostile_key_is_inert_and_can_be_renamed(tmp_path: Path) -> None:
    path = tmp_path / "keys.program.toml"
    path.write_text('format = 1\n[tiers."[/b] \\u001b[31m.x"]\nname = "Odd"\n')
    async with running(path) as d:
        (key,) = d.value("tiers")
        await d.press("f4")
        assert split(d.sheet.item) == ("tiers", key)
        d.book.rekey()
        await d.settle()
        assert FORBIDDEN.search(painted(d)) is None
        await d.press("ctrl+u", *"plain", "enter")
        assert list(d.value("tiers")) == ["plain"]
        await d.press("ctrl+s")
        assert "[tiers.plain]" in path.read_text()


async def pick_theme(d: Driver, name: str) -> None:
    """Walk the list of themes to one of them, and choose it."""
    names = list(d.app.themes.by_name)
    by = names.index(name) - names.index(d.app.theme)
    await d.press(*["down" if by > 0 else "up"] * abs(by), "enter")


# ── themes ───────────────────────────────────────────────────────────────────


async def test_a_theme_is_switched_live_and_remembered(tmp_path: Path) -> None:
    path = example(tmp_path)
    async with running(path) as d:
        assert d.app.theme == "harbor"
        before = d.sheet.render_line(1)
        await d.press("ctrl+p", *"theme", "enter")
        assert isinstance(d.app.screen, ThemesDialog)
        await pick_theme(d, "paper")
        assert d.app.screen is d.book
        assert d.sheet.render_line(1) != before
        assert d.sheet.render_line(1).text == before.text
    assert 'theme = "paper"' in (tmp_path / "config" / "settings.toml").read_text()
    async with running(path) as d:
        assert d.app.theme == "paper"


async def test_a_theme_that_is_only_looked_at_is_put_back(tmp_path: Path) -> None:
    path = example(tmp_path)
    async with running(path) as d:
        d.app.push_screen(ThemesDialog(d.app.glyphs))
        await d.press("down")
        assert d.app.theme != "harbor"
        await d.press("escape")
        assert d.app.theme == "harbor"
    assert not (tmp_path / "config" / "settings.toml").exists()


async def test_switching_back_is_remembered_too(tmp_path: Path) -> None:
    path = example(tmp_path)
    async with running(path) as d:
        for name in ("paper", "harbor"):
            d.app.push_screen(ThemesDialog(d.app.glyphs))
            await d.settle()
            await pick_theme(d, name)
    async with running(path) as d:
        assert d.app.theme == "harbor"


async def test_a_broken_theme_is_named_and_skipped(tmp_path: Path) -> None:
    themes = tmp_path / "config" / "themes"
    themes.mkdir(parents=True)
    (themes / "dusk.toml").write_text('label = "Dusk"\n[colours]\nprimary = "blueish"\n')
    (tmp_path / "config" / "settings.toml").write_text('theme = "dusk"\nrecent_limit = "many"\n')
    async with running(example(tmp_path)) as d:
        assert d.app.theme == "harbor"
        (note,) = d.app._notifications
        assert "dusk.toml" in note.message
        found = {(Path(each.path).name, each.line) for each in d.app.startup_problems}
        assert {("dusk.toml", 3), ("settings.toml", 2)} <= found
        assert "dusk" not in d.app.available_themes


async def test_other_themes_wait_until_the_first_picture_is_there(tmp_path: Path) -> None:
    themes = tmp_path / "config" / "themes"
    themes.mkdir(parents=True)
    (themes / "dusk.toml").write_text("dark = maybe\n")
    (tmp_path / "config" / "settings.toml").write_text('theme = "paper"\n')
    app = PartnerbookApp(example(tmp_path), today=TODAY)
    assert app.theme == "paper"
    assert "ember" not in app.available_themes
    async with app.run_test(size=(120, 40)) as pilot:
        await Driver(app, pilot).settle()
        assert app.theme == "paper"
        assert "ember" in app.available_themes
        assert ["dusk.toml" in note.message for note in app._notifications] == [True]


async def test_broken_themes_are_named_on_the_start_screen_too(tmp_path: Path) -> None:
    themes = tmp_path / "config" / "themes"
    themes.mkdir(parents=True)
    (themes / "dusk.toml").write_text("dark = maybe\n")
    async with running(None) as d:
        assert ["dusk.toml" in note.message for note in d.app._notifications] == [True]


async def test_a_theme_that_is_asked_for_can_be_taken(tmp_path: Path) -> None:
    app = PartnerbookApp(example(tmp_path), today=TODAY)
    assert app.theme == "harbor"
    assert set(app.themes.by_name) <= set(app.available_themes)


@pytest.mark.parametrize("theme", ["harbor", "ember", "paper", "contrast", "okabe"])
async def test_a_flag_is_told_without_colour_in_every_theme(tmp_path: Path, theme: str) -> None:
    async with running(unwaived(tmp_path)) as d:
        d.app.theme = theme
        await d.go(GOLD)
        assert "✗ error PAY001" in d.drawn()


async def test_ascii_signs_where_the_terminal_is_not_utf_8(tmp_path: Path) -> None:
    async with running(unwaived(tmp_path), encoding="ascii") as d:
        for key in ("f2", "f3", "f4", "f5", "f6", "f7", "f9"):
            await d.press(key)
            assert painted(d).isascii(), [c for c in painted(d) if not c.isascii()]
        await d.go(GOLD)
        await d.press("1")
        assert "X error PAY001" in d.drawn()
        assert painted(d).isascii()
        await d.press("escape", "f8", "e")
        assert painted(d).isascii()
        await d.press("escape", "f1")
        assert painted(d).isascii()


# ── sizes ────────────────────────────────────────────────────────────────────


async def test_too_small_and_back_keeps_the_place_and_the_typing(tmp_path: Path) -> None:
    async with running(example(tmp_path)) as d:
        await d.go(GOLD)
        await d.press("2", "7")
        await d.pilot.resize_terminal(50, 12)
        await d.settle()
        assert isinstance(d.app.screen, TooSmall)
        assert "60x16" in painted(d)
        await d.press("9", "enter")
        await d.pilot.resize_terminal(80, 24)
        await d.settle()
        assert d.app.screen is d.book
        assert d.at == GOLD
        assert d.sheet.editing == (GOLD, "27")
        await d.press("enter")
        assert d.value(GOLD) == 27


async def test_starting_too_small(tmp_path: Path) -> None:
    async with running(example(tmp_path), (50, 12)) as d:
        assert isinstance(d.app.screen, TooSmall)
        await d.pilot.resize_terminal(120, 40)
        await d.settle()
        assert d.app.screen is d.book
        assert "Company" in d.drawn()


async def test_resizing_while_typing_keeps_the_text_and_the_flag(tmp_path: Path) -> None:
    async with running(unwaived(tmp_path), (200, 50)) as d:
        await d.go(GOLD)
        await d.press("1")
        for size in ((80, 24), (120, 40), (61, 17), (200, 50)):
            await d.pilot.resize_terminal(*size)
            await d.settle()
            assert d.sheet.editing == (GOLD, "1")
            assert "PAY001" in d.drawn(), size
        await d.press("9", "enter")
        assert d.value(GOLD) == 19


async def test_the_findings_come_as_a_drawer_where_there_is_no_room(tmp_path: Path) -> None:
    async with running(unwaived(tmp_path), (80, 24)) as d:
        assert not d.book.panel.display
        await d.press("ctrl+l")
        assert "PAY001" in painted(d)
        assert d.book.panel.has_focus
        await d.press("ctrl+l")
        assert not d.book.panel.display
        assert d.sheet.has_focus


async def test_the_picture_takes_the_place_of_the_sheet_and_gives_it_back(tmp_path: Path) -> None:
    async with running(example(tmp_path), (80, 24)) as d:
        await d.press("f4", "f10")
        assert "who gets there" in painted(d).lower()
        await d.press("f10")
        assert "Ladder" in d.drawn()
        assert d.sheet.has_focus


async def test_nothing_is_wider_than_the_terminal(tmp_path: Path) -> None:
    for size in ((60, 16), (80, 24), (120, 40), (200, 50)):
        async with running(example(tmp_path), size) as d:
            for key in ("f2", "f3", "f4", "f5", "f6", "f7", "f9"):
                await d.press(key)
                for widget in d.book.query("#title, #rail, #say, #keys, #sheet"):
                    if widget.display:
                        for strip in widget.render_lines(Region(0, 0, *widget.size)):
                            assert strip.cell_length == widget.size.width


async def test_eighty_columns_keep_words_that_say_something(tmp_path: Path) -> None:
    async with running(example(tmp_path), (80, 24)) as d:
        rail, keys = painted(d).split("\n")[1], painted(d).split("\n")[-1]
        assert re.findall(r"\w+", rail)[:5] == ["Company", "1", "Value", "1", "2"]
        for words in ("Tiers", "3 Enab", "4 Recr", "5 Conf", "Review"):
            assert words in rail
        assert "^p everything" in keys
        await d.press("f10")
        assert painted(d).split("\n")[-1].strip().startswith("F10 back")
        await d.press("f10")
        assert "back" not in painted(d).split("\n")[-1]


@pytest.mark.parametrize("width", [60, 70, 80, 90, 100, 120])
async def test_a_click_on_a_step_goes_there_at_every_width(tmp_path: Path, width: int) -> None:
    async with running(example(tmp_path), (width, 24)) as d:
        for key, letters in (
            ("tiers", "2 Tie"),
            ("review", "Rev"),
            ("conflict", "5 Con"),
            ("company", "Com"),
        ):
            rail = painted(d).split("\n")[1]
            await d.pilot.click("#rail", offset=(rail.index(letters), 0))
            await d.settle()
            assert d.book.page.key == key
