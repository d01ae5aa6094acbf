"""What is painted when: a key and its flag at once, what follows a frame later, and nothing without need."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from rich.color import ColorType
from textual.events import Key
from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget
from tui_driver import GOLD, SAMPLES, Driver, running

from partnerbook.tui.app import PartnerbookApp
from partnerbook.tui.inks import FLAGS, flag_ink, laid_over
from partnerbook.tui.scrollbars import StillScrollBar
from partnerbook.tui.widgets.canvas import Canvas

SOUND = SAMPLES / "sound.program.toml"
EFFECTIVE = "25 % passes"


@contextmanager
def painted(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The text of the sheet at each painting of the screen."""
    texts: list[str] = []
    display = PartnerbookApp._display

    def seen(app: PartnerbookApp, screen: Screen[Any], renderable: Any) -> None:
        if renderable is not None:
            texts.append(driver.drawn())
        display(app, screen, renderable)

    with monkeypatch.context() as patch:
        patch.setattr(PartnerbookApp, "_display", seen)
        yield texts


@contextmanager
def layouts(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A name for each time that a screen is laid out."""
    found: list[str] = []
    lay_out = Screen._refresh_layout

    def counted(screen: Screen[Any], *args: Any, **named: Any) -> None:
        found.append(type(screen).__name__)
        lay_out(screen, *args, **named)

    with monkeypatch.context() as patch:
        patch.setattr(Screen, "_refresh_layout", counted)
        yield found


async def test_a_key_is_painted_with_its_flag_before_its_handler_ends(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with running(SOUND) as d:
        await d.go(GOLD)
        with painted(d, monkeypatch) as texts:
            await d.sheet._on_key(Key("1", "1"))
            assert len(texts) == 1
            assert "PAY001" in texts[0]
            assert "1 % is below the 20 % floor" in texts[0]
            assert EFFECTIVE in texts[0]


async def test_what_a_key_changes_elsewhere_follows() -> None:
    async with running(SOUND) as d:
        await d.go("tiers.silver.pay_percent.var")
        await d.sheet._on_key(Key("9", "9"))
        assert "PAY001" in d.drawn()
        assert d.book.query_one("#title").counts == (("✓ nothing found", "$flag-ok"),)  # type: ignore[attr-defined]
        await d.settle()
        assert "error" in str(d.book.query_one("#title").counts)  # type: ignore[attr-defined]
        await d.press("0")
        await d.settle()
        listed = "".join(text for line in d.book.panel.lines for text, _ in line)
        assert "TIE003" in listed  # at Gold, which pays less than 90 now


async def test_half_typed_text_is_flagged_in_its_own_painting(monkeypatch: pytest.MonkeyPatch) -> None:
    async with running(SOUND) as d:
        await d.go("company.arr")
        with painted(d, monkeypatch) as texts:
            await d.sheet._on_key(Key("x", "x"))
            assert "CHK003" in texts[0]


async def test_a_flag_stays_with_its_row_when_the_cursor_leaves_at_once() -> None:
    async with running(SOUND) as d:
        await d.go(GOLD)
        await d.sheet._on_key(Key("1", "1"))
        await d.sheet._on_key(Key("down", None))
        assert "1 % is below" not in d.drawn()  # the details are those of the row below now
        await d.settle()
        assert "PAY001" in {code for code, at in d.findings() if at == GOLD}


async def test_a_key_asks_no_other_widget_for_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    async with running(SOUND) as d:
        await d.go(GOLD)
        asked: Counter[str] = Counter()
        render = Widget.render_lines

        def counted(widget: Widget, crop: Region) -> Any:
            asked[type(widget).__name__] += crop.height
            return render(widget, crop)

        monkeypatch.setattr(Widget, "render_lines", counted)
        await d.sheet._on_key(Key("1", "1"))
        assert asked["Sheet"] == asked["WorkbookScreen"] == 3, "the row and the two lines below it"
        assert not asked.keys() & {"TitleBar", "Rail", "KeyBar", "SayLine"}


async def test_steps_are_switched_without_laying_anything_out(monkeypatch: pytest.MonkeyPatch) -> None:
    async with running(SOUND) as d:
        with layouts(monkeypatch) as found:
            for key in ("f4", "f6", "f3"):
                await d.press(key)
                await d.settle()
        assert not found


async def test_there_is_one_screen_to_paint(tmp_path: Path) -> None:
    async with running(SOUND) as d:
        assert [type(screen).__name__ for screen in d.app.screen_stack] == ["WorkbookScreen"]
    async with running(None) as d:
        assert [type(screen).__name__ for screen in d.app.screen_stack] == ["StartScreen"]
    broken = tmp_path / "broken.program.toml"
    broken.write_text("format = 1\n[", "utf-8")
    async with running(broken) as d:
        assert [type(screen).__name__ for screen in d.app.screen_stack] == ["UnreadableScreen"]


async def test_the_start_screen_and_another_workbook_take_the_place_of_the_first() -> None:
    async with running(SOUND) as d:
        await d.press("ctrl+o")
        await d.settle()
        assert [type(screen).__name__ for screen in d.app.screen_stack] == ["StartScreen"]
        d.app.open_workbook(SAMPLES / "example.program.toml")
        await d.settle()
        assert [type(screen).__name__ for screen in d.app.screen_stack] == ["WorkbookScreen"]
        assert d.app.workbook is not None
        assert d.app.workbook.session.program.program.status == "pilot"


async def test_a_scroll_bar_is_painted_when_its_thumb_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    async with running(SOUND, size=(80, 24)) as d:
        bar = d.sheet.vertical_scrollbar
        assert isinstance(bar, StillScrollBar)
        bar.window_virtual_size, bar.window_size = 10_000, 20
        await d.settle()
        painted: list[float] = []
        monkeypatch.setattr(bar, "refresh", lambda *_, **__: painted.append(bar.position))
        for position in range(20):
            bar.position = float(position)
        assert not painted
        bar.position = 5_000.0
        assert painted == [5_000.0]


@pytest.mark.parametrize("theme", ["harbor", "paper", "contrast", "okabe", "ember", "nord", "textual-light"])
async def test_every_ink_has_a_colour_in_every_theme(theme: str) -> None:
    async with running(SOUND) as d:
        d.app.theme = theme
        await d.settle()
        for flag in FLAGS:
            style = laid_over(d.sheet, "on $foreground 5%", flag_ink(d.sheet, flag))
            assert style.color is not None
            assert style.color.type is ColorType.TRUECOLOR
            assert style.color != style.bgcolor


async def test_lines_are_drawn_on_the_ground_of_the_theme_of_the_moment() -> None:
    async with running(SOUND) as d:
        grounds = set()
        for theme in ("harbor", "paper"):
            d.app.theme = theme
            await d.settle()
            segment = next(iter(d.sheet.render_line(0)))
            grounds.add(segment.style.bgcolor if segment.style else None)
        assert len(grounds) == 2


async def test_a_picture_follows_the_width_that_another_size_gives_it() -> None:
    async with running(SOUND) as d:
        await d.press("f4")
        await d.settle()
        await d.pilot.resize_terminal(200, 50)
        await d.settle()
        picture = d.book.query_one("#picture", Canvas)
        drawn = [list(line) for line in picture.lines]
        await d.press("f3")
        await d.press("f4")
        await d.settle()
        assert drawn == [list(line) for line in picture.lines]


async def test_a_click_elsewhere_takes_the_cursor_with_it() -> None:
    async with running(SOUND) as d:
        await d.go("tiers.gold.rank")
        await d.press("5")
        region = d.sheet.region_of("tiers.silver.requires.sourced-revenue")
        assert region is not None
        await d.pilot.click(d.sheet, offset=(region.x + 2, region.y))
        await d.settle()
        assert d.value("tiers.gold.rank") == 5
        assert d.sheet.address == "tiers.silver.requires.sourced-revenue"


async def test_a_question_that_is_left_shows_what_was_entered_for_it() -> None:
    async with running(SOUND) as d:
        await d.go(GOLD)
        await d.press("2", "6", "ctrl+q")
        await d.settle()
        await d.press("escape")
        await d.settle()
        assert "modified" in d.book.query_one("#title").name_shown[2]  # type: ignore[attr-defined]
        assert "• 26 %" in d.drawn()


@pytest.mark.parametrize("at", [GOLD, "company.arr", "company.proof.sales_playbook"])
async def test_the_terminals_cursor_stands_where_the_caret_is_drawn(at: str) -> None:
    async with running(SOUND) as d:
        await d.go(at)
        await d.press("enter", "end")
        for key in ("1", "left", "2"):
            await d.press(key)
            line = d.sheet.render_line(d.sheet._line_of(d.sheet._row) - d.sheet.scroll_offset.y)
            caret = d.sheet.ink.palette("edit", "caret")
            x = 0
            for segment in line:
                if segment.style == caret:
                    break
                x += segment.cell_length
            assert d.app.cursor_position.x - d.sheet.content_region.x == x
