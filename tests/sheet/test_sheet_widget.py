"""The sheet in an app: keys, mouse, flags in the frame of the key, hostile texts, long models."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from textual.events import Key, Paste
from textual.pilot import Pilot

from partnerbook.tui.glyphs import ASCII
from partnerbook.tui.sheet.model import Rows, TextRow

sys.path.insert(0, str(Path(__file__).parent))
from sheet_demo import DemoApp


@asynccontextmanager
async def opened(
    at: str = "", kind: str = "ladder", size: tuple[int, int] = (120, 40), **facts: object
) -> AsyncIterator[tuple[DemoApp, Pilot[None]]]:
    app = DemoApp(kind, **facts)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        if at:
            assert app.sheet.go_to(at)
            await pilot.pause()
        app.heard.clear()
        yield app, pilot


def lines(app: DemoApp) -> list[str]:
    return [app.sheet.render_line(y).text for y in range(app.sheet.window.height)]


def line_of(app: DemoApp, address: str, below: int = 0) -> str:
    region = app.sheet.region_of(address)
    assert region is not None, address
    return lines(app)[region.y + below]


def box_of(app: DemoApp, address: str) -> str:
    region = app.sheet.region_of(address)
    assert region is not None, address
    strip = app.sheet.render_line(region.y)
    return strip.crop(region.x, region.right).text.strip()


# ── moving ───────────────────────────────────────────────────────────────────


async def test_arrows_move_over_titles_and_within_a_grid() -> None:
    async with opened("program.pitch") as (app, pilot):
        await pilot.press("down")
        assert app.sheet.address == "company.arr"
        await pilot.press("ctrl+end", "up", "up", "right", "right", "right")
        assert app.sheet.address == "tiers.gold.customers"
        await pilot.press("home")
        assert app.sheet.address == "tiers.registered.customers"
        await pilot.press("ctrl+home")
        assert app.sheet.address == "program.name"
        assert app.heard[-1] == ("moved", "program.name")


async def test_tab_goes_cell_by_cell_and_jumps_what_cannot_be_typed_in() -> None:
    async with opened("company.secret") as (app, pilot):
        await pilot.press("tab")
        assert app.sheet.address == "tiers.registered.pay"
        await pilot.press("tab", "tab", "tab")
        assert app.sheet.address == "tiers.registered.revenue"
        await pilot.press("shift+tab")
        assert app.sheet.address == "tiers.gold.pay"


async def test_the_two_lines_below_travel_with_the_cursor() -> None:
    async with opened("company.win_rate") as (app, pilot):
        assert "✗" not in line_of(app, "company.win_rate")
        assert "▲ warning CON010" in line_of(app, "company.win_rate", 1)
        before = app.sheet.virtual_size
        await pilot.press("down")
        assert "▲ CON010" in line_of(app, "company.win_rate")
        assert "○ to do COM004" in line_of(app, "company.won", 1)
        assert app.sheet.virtual_size == before


# ── typing ───────────────────────────────────────────────────────────────────


async def test_typing_replaces_and_enter_commits_and_moves_down() -> None:
    async with opened("tiers.gold.pay") as (app, pilot):
        await pilot.press("1", "8")
        assert app.sheet.editing == ("tiers.gold.pay", "18")
        await pilot.press("enter")
        await pilot.pause()
        assert app.heard[0] == ("committed", "tiers.gold.pay", "18", "down")
        assert app.sheet.address == "tiers.gold.revenue"
        assert box_of(app, "tiers.gold.pay") == "•18 % ✗ 25 passes"


async def test_the_flag_is_there_when_the_key_has_been_handled() -> None:
    async with opened("tiers.gold.pay") as (app, _):
        sheet = app.sheet
        for char, flagged in (("1", "1 % is below"), ("8", "18 % is below"), ("0", "")):
            await sheet._on_key(Key(char, char))
            assert app.previews[-1] == ("tiers.gold.pay", {"1": "1", "8": "18", "0": "180"}[char])
            below = line_of(app, "tiers.gold.pay", 1)
            assert flagged in below
            assert ("PAY001" in below) is bool(flagged)


async def test_a_burst_of_keys_acts_in_order() -> None:
    async with opened("tiers.gold.pay") as (app, pilot):
        for key, char in (("1", "1"), ("8", "8"), ("backspace", None), ("backspace", None), ("7", "7")):
            app.sheet.post_message(Key(key, char))
        await pilot.pause()
        assert app.sheet.editing == ("tiers.gold.pay", "7")


async def test_typing_moves_nothing() -> None:
    async with opened("tiers.gold.pay") as (app, pilot):
        before = [app.sheet.region_of(a) for a in ("tiers.gold.pay", "tiers.gold.customers", "program.name")]
        size = app.sheet.virtual_size
        await pilot.press("1")
        assert before == [
            app.sheet.region_of(a) for a in ("tiers.gold.pay", "tiers.gold.customers", "program.name")
        ]
        assert app.sheet.virtual_size == size


async def test_escape_drops_and_the_flag_goes() -> None:
    async with opened("tiers.gold.pay") as (app, pilot):
        await pilot.press("1")
        assert "PAY001" in line_of(app, "tiers.gold.pay", 1)
        await pilot.press("escape")
        await pilot.pause()
        assert app.heard == [("dropped", "tiers.gold.pay")]
        assert box_of(app, "tiers.gold.pay") == "30 %"
        assert "PAY001" not in line_of(app, "tiers.gold.pay", 1)


async def test_enter_keeps_the_value_and_keys_edit_it() -> None:
    async with opened("program.name") as (app, pilot):
        await pilot.press("enter", "backspace", "home", "shift+right", "n", "tab")
        await pilot.pause()
        assert app.heard[0] == ("committed", "program.name", "northwind Partner Networ", "next")
        assert app.sheet.address == "program.status"


async def test_an_unchanged_text_is_dropped_not_committed() -> None:
    async with opened("program.name") as (app, pilot):
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert app.heard == [("dropped", "program.name"), ("moved", "program.status")]


async def test_yes_and_no_are_toggled() -> None:
    async with opened("company.founder_led") as (app, pilot):
        await pilot.press("n", "space", "enter", "y")
        await pilot.pause()
        texts = [message[2] for message in app.heard if message[0] == "committed"]
        assert texts[0] == "no"
        assert app.sheet.editing is None
        assert app.book.values["company.founder_led"] == "yes"


async def test_the_rest_of_yes_and_no_is_no_other_text() -> None:
    async with opened("company.founder_led") as (app, pilot):
        await pilot.press("n", "o", "y", "e", "s")
        await pilot.pause()
        assert app.sheet.editing is None
        assert app.book.values["company.founder_led"] == "yes"
        await pilot.press("n", "w")
        await pilot.pause()
        assert app.sheet.editing == ("company.founder_led", "w")


async def test_delete_unsets_and_a_computed_cell_takes_nothing() -> None:
    async with opened("company.arr") as (app, pilot):
        await pilot.press("delete")
        await pilot.pause()
        assert ("cleared", "company.arr") in app.heard
        assert box_of(app, "company.arr").split() == ["•", "—"]
        app.sheet.go_to("company.secret")
        await pilot.press("down", "5")
        assert app.sheet.editing is None


async def test_copy_and_paste_put_text_in_a_cell_as_if_typed() -> None:
    async with opened("tiers.silver.revenue") as (app, pilot):
        await pilot.press("ctrl+c", "right", "ctrl+v")
        assert app.sheet.editing == ("tiers.gold.revenue", "50000")
        await pilot.press("escape")
        app.sheet.post_message(Paste("12\x1b3\n4\u202e"))
        await pilot.pause()
        assert app.sheet.editing == ("tiers.gold.revenue", "123 4")


async def test_finish_gives_the_text_at_once() -> None:
    async with opened("tiers.gold.pay") as (app, pilot):
        await pilot.press("4")
        assert app.sheet.finish() == ("tiers.gold.pay", "4")
        assert app.sheet.editing is None
        assert app.sheet.finish() is None
        await pilot.pause()
        assert not [message for message in app.heard if message[0] == "committed"]


async def test_keys_can_be_mapped_to_others() -> None:
    async with opened("program.name") as (app, pilot):
        app.set_keymap({"sheet.down": "ctrl+t"})
        await pilot.press("ctrl+t")
        assert app.sheet.address == "program.status"


# ── choices, lists, dates, notes ─────────────────────────────────────────────


async def test_a_choice_is_picked_from_a_list_beside_the_cell() -> None:
    async with opened("program.status") as (app, pilot):
        await pilot.press("enter")
        assert any("what launched means" in line for line in lines(app))
        await pilot.press("down")
        assert app.previews[-1] == ("program.status", "launched")
        await pilot.press("enter")
        await pilot.pause()
        assert app.heard[0] == ("committed", "program.status", "launched", "down")
        assert not any("what launched means" in line for line in lines(app))


async def test_typing_filters_the_choices() -> None:
    async with opened("program.status") as (app, pilot):
        await pilot.press("d")
        shown = "\n".join(lines(app))
        assert "what draft means" in shown
        assert "what pilot means" not in shown
        assert app.previews[-1] == ("program.status", "draft")


async def test_words_of_a_list_are_ticked_with_the_space_bar() -> None:
    async with opened("program.goals") as (app, pilot):
        await pilot.press("enter", "space", "down", "down", "space")
        assert app.sheet.editing == ("program.goals", "lock-in, networks")
        assert any("[✓] networks" in line for line in lines(app))
        assert any("[ ] new-markets" in line for line in lines(app))


async def test_a_date_moves_by_days_and_months() -> None:
    async with opened("program.next_review") as (app, pilot):
        await pilot.press("enter", "up", "pageup")
        assert app.sheet.editing == ("program.next_review", "2027-04-02")
        await pilot.press("escape", "t")
        assert app.sheet.editing == ("program.next_review", "2026-11-24")


async def test_a_note_copies_and_deletes_like_any_text_area() -> None:
    async with opened("program.pitch") as (app, pilot):
        await pilot.press("enter", "ctrl+c", "home", "ctrl+k", "tab")
        await pilot.pause()
        assert app.book.values["program.pitch"] == "Paid within 30 days\n"


async def test_a_text_that_no_terminal_can_take_is_copied_with_a_question_mark() -> None:
    async with opened("n7.a", kind="nasty") as (app, pilot):
        await pilot.press("ctrl+c")
        assert app.clipboard == "lone ? surrogate"


# ── mouse ────────────────────────────────────────────────────────────────────


async def test_a_click_selects_and_a_second_one_edits() -> None:
    async with opened("program.name") as (app, pilot):
        region = app.sheet.region_of("tiers.silver.revenue")
        await pilot.click(app.sheet, offset=(region.x + 2, region.y))
        assert app.sheet.address == "tiers.silver.revenue"
        assert app.sheet.editing is None
        region = app.sheet.region_of("tiers.silver.revenue")
        await pilot.click(app.sheet, offset=(region.x + 2, region.y))
        assert app.sheet.editing == ("tiers.silver.revenue", "50000")


async def test_a_click_elsewhere_commits() -> None:
    async with opened("tiers.gold.pay") as (app, pilot):
        await pilot.press("4")
        region = app.sheet.region_of("program.name")
        await pilot.click(app.sheet, offset=(region.x + 2, region.y))
        await pilot.pause()
        assert ("committed", "tiers.gold.pay", "4", "away") in app.heard


async def test_a_click_on_the_list_takes_the_word() -> None:
    async with opened("program.status") as (app, pilot):
        await pilot.press("enter")
        y = next(y for y, line in enumerate(lines(app)) if "what launched means" in line)
        x = lines(app)[y].index("launched")
        await pilot.click(app.sheet, offset=(x, y))
        await pilot.pause()
        assert ("committed", "program.status", "launched", "stay") in app.heard


async def test_the_terminal_s_cursor_stands_where_typing_happens() -> None:
    async with opened("tiers.gold.pay") as (app, pilot):
        await pilot.press("1", "8")
        region = app.sheet.region_of("tiers.gold.pay")
        assert app.cursor_position == (region.x + 3, region.y)


# ── the owner's side ─────────────────────────────────────────────────────────


async def test_actions_say_what_they_are_about() -> None:
    async with opened("tiers.silver.pay") as (app, pilot):
        await pilot.press("ctrl+n", "ctrl+d", "alt+right")
        await pilot.press("ctrl+end", "enter")
        actions = [message for message in app.heard if message[0] == "action"]
        assert actions == [
            ("action", "add", "tiers.silver", "tiers"),
            ("action", "duplicate", "tiers.silver", "tiers"),
            ("action", "move-later", "tiers.silver", "tiers"),
            ("action", "add", "", "modules"),
        ]


async def test_the_cursor_stays_on_its_address_when_rows_come_and_go() -> None:
    async with opened("tiers.silver.revenue", size=(80, 16)) as (app, pilot):
        before = app.sheet.region_of("tiers.silver.revenue")
        app.sheet.show(Rows.of([TextRow("new"), TextRow("newer"), *app.book.rows()]))
        await pilot.pause()
        assert app.sheet.address == "tiers.silver.revenue"
        assert app.sheet.region_of("tiers.silver.revenue") == before
        app.sheet.show(app.model())
        rows = [row for row in app.book.rows() if getattr(row, "label", "") != "Sourced revenue"]
        app.sheet.show(Rows.of(rows))
        assert app.sheet.address == "tiers.silver.customers"


async def test_showing_rows_without_the_typed_cell_drops_it() -> None:
    async with opened("tiers.gold.pay") as (app, pilot):
        await pilot.press("4")
        app.sheet.show(Rows.of(app.book.rows()[:6]))
        await pilot.pause()
        assert app.sheet.editing is None
        assert ("dropped", "tiers.gold.pay") in app.heard


async def test_a_sheet_without_any_place_takes_keys_quietly() -> None:
    async with opened() as (app, pilot):
        app.sheet.show(Rows.of([TextRow("only words")]))
        await pilot.press(
            "up", "down", "enter", "x", "pagedown", "ctrl+end", "delete", "ctrl+v", "home", "end"
        )
        assert app.sheet.address == ""
        app.sheet.show(Rows(()))
        await pilot.press("down", "x")
        assert app.sheet.editing is None


async def test_a_changed_value_is_marked() -> None:
    async with opened("program.name") as (app, pilot):
        await pilot.press("x", "enter")
        await pilot.pause()
        assert "•x" in line_of(app, "program.name")


# ── sizes ────────────────────────────────────────────────────────────────────


async def test_resizing_keeps_the_cursor_in_sight() -> None:
    async with opened("tiers.gold.customers", size=(120, 40)) as (app, pilot):
        await pilot.press("7")
        await pilot.resize_terminal(60, 12)
        await pilot.pause()
        assert app.sheet.editing == ("tiers.gold.customers", "7")
        region = app.sheet.region_of("tiers.gold.customers")
        assert region is not None
        assert 0 <= region.y < app.sheet.window.height - 2


async def test_columns_that_do_not_fit_scroll_whole_with_the_labels_in_place() -> None:
    async with opened("tiers.registered.pay", size=(46, 20)) as (app, pilot):
        assert app.sheet.region_of("tiers.gold.pay") is None
        await pilot.press("end")
        assert app.sheet.region_of("tiers.gold.pay") is not None
        assert app.sheet.region_of("tiers.registered.pay") is None
        assert "Solution" in line_of(app, "tiers.gold.pay")
        assert any("‹" in line for line in lines(app))
        await pilot.press("home")
        assert app.sheet.region_of("tiers.registered.pay") is not None


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50), (30, 6), (12, 3)])
@pytest.mark.parametrize("kind", ["ladder", "nasty", "long"])
async def test_every_line_is_as_wide_as_the_sheet(kind: str, size: tuple[int, int]) -> None:
    async with opened(kind=kind, size=size) as (app, pilot):
        for _ in range(3):
            for y in range(app.sheet.window.height):
                assert app.sheet.render_line(y).cell_length == app.sheet.window.width
            await pilot.press("pagedown", "enter")


# ── hostile texts and long models ────────────────────────────────────────────


@pytest.mark.parametrize("glyphs", [None, ASCII])
async def test_hostile_texts_are_shown_inert(glyphs: object) -> None:
    facts = {"glyphs": glyphs} if glyphs else {}
    async with opened(kind="nasty", size=(100, 30), **facts) as (app, pilot):
        seen = ""
        for _ in range(30):
            seen += "".join(lines(app))
            await pilot.press("enter", "escape", "pagedown")
        bad = [char for char in seen if not char.isprintable()]
        assert not bad
        assert "[@click=app.quit]x[/]" in seen
        assert app.is_running
        assert not glyphs or seen.isascii()


async def test_a_long_model_makes_only_the_rows_in_sight() -> None:
    async with opened(kind="long", size=(120, 40)) as (app, pilot):
        assert app.made < 200
        await pilot.press("pagedown", "ctrl+end")
        assert "Partner 10,000" in line_of(app, "partners.p10000.stage")
        assert app.made < 400
        assert lines(app)[0].split() == ["Partner", "Stage", "Hours", "Website"]


async def test_update_rows_shows_a_model_of_another_length() -> None:
    async with opened("tiers.gold.pay") as (app, _):
        model = Rows.of([TextRow(), *app.book.rows()])
        app.sheet.update_rows(model)
        assert app.sheet.address == "tiers.gold.pay"
        assert app.sheet.model is model


async def test_a_theme_may_set_the_colour_of_severities() -> None:
    async with opened("company.arr") as (app, pilot):
        app.register_theme(replace(app.current_theme, name="own", variables={"flag-warning": "#12ab34"}))
        app.theme = "own"
        await pilot.pause()
        region = app.sheet.region_of("company.win_rate")
        colours = {
            seg.style.color.name for seg in app.sheet.render_line(region.y) if seg.text.startswith("▲")
        }
        assert colours == {"#12ab34"}
