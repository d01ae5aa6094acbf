"""The box for text of several lines: its keys, what is asked, and that no key is lost around it."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.events import Key, Paste
from textual.pilot import Pilot

from partnerbook.tui.sheet.note import NoteArea

sys.path.insert(0, str(Path(__file__).parent))
from sheet_demo import DemoApp

PITCH = "program.pitch"


@asynccontextmanager
async def opened() -> AsyncIterator[tuple[DemoApp, Pilot[None]]]:
    app = DemoApp("ladder")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert app.sheet.go_to(PITCH)
        await pilot.pause()
        app.heard.clear()
        yield app, pilot


def neighbour(app: DemoApp, by: int) -> str:
    """The address of the row below or above the note."""
    row, column = app.sheet._model.index_of(PITCH) or (0, 0)
    app.sheet._step_rows(by)
    found = app.sheet.address
    app.sheet._move_to(row, column)
    assert found != PITCH
    return found


@pytest.mark.parametrize(("key", "by"), [("enter", 1), ("ctrl+enter", 1), ("tab", 1), ("shift+tab", -1)])
async def test_keeping_a_note_goes_on_as_in_a_cell(key: str, by: int) -> None:
    async with opened() as (app, pilot):
        there = neighbour(app, by)
        await pilot.press("x", key)
        await pilot.pause()
        assert app.book.values[PITCH] == "x"
        assert app.sheet.address == there
        assert app.focused is app.sheet


@pytest.mark.parametrize("key", ["alt+enter", "shift+enter", "ctrl+j"])
async def test_a_new_line_is_made_with(key: str) -> None:
    async with opened() as (app, pilot):
        await pilot.press("a", key, "b", "enter")
        await pilot.pause()
        assert app.book.values[PITCH] == "a\nb"


async def test_a_note_that_was_not_changed_is_left_with_enter_and_tab() -> None:
    async with opened() as (app, pilot):
        there = neighbour(app, 1)
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert ("dropped", PITCH) in app.heard
        assert app.sheet.address == there


async def test_little_is_dropped_at_once_and_much_when_sure() -> None:
    async with opened() as (app, pilot):
        before = app.book.values[PITCH]
        await pilot.press("enter", "!", "escape")
        await pilot.pause()
        assert app.focused is app.sheet
        assert app.book.values[PITCH] == before
        await pilot.press("enter", *"x" * 41, "escape")
        area = app.screen.query_one(NoteArea)
        assert "again" in str(area.border_subtitle)
        await pilot.press("escape")
        await pilot.pause()
        assert app.book.values[PITCH] == before
        assert app.sheet.address == PITCH


async def test_the_border_says_the_keys() -> None:
    async with opened() as (app, pilot):
        await pilot.press("enter")
        area = app.screen.query_one(NoteArea)
        said = "Enter keeps it · Tab goes on · ^j new line · Esc drops it"
        assert str(area.border_subtitle) == said
        assert area.size.width >= len(said)


async def test_pasted_text_keeps_its_lines() -> None:
    async with opened() as (app, pilot):
        app.post_message(Paste("a\nb"))
        await pilot.pause()
        app.post_message(Paste("\nc"))
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert app.book.values[PITCH] == "a\nb\nc"


async def test_keys_in_a_burst_are_all_kept_in_order_whoever_has_the_focus() -> None:
    words = "Stolen deal at Port"
    async with opened() as (app, pilot):
        for char in words[:3]:  # these reach the sheet
            app.sheet.post_message(Key(char, char))
        for char in words[3:]:  # these go wherever the focus is by then
            app.post_message(Key(char, char))
        app.post_message(Key("ctrl+j", None))
        app.post_message(Key("!", "!"))
        app.post_message(Key("backspace", None))
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert app.book.values[PITCH] == words + "\n"


async def test_a_screen_without_the_focus_keeps_what_is_typed() -> None:
    async with opened() as (app, pilot):
        app.sheet._begin(app.sheet._cell(), replace="a")  # type: ignore[arg-type]
        app.screen._forward_event(Key("c", "c"))
        assert app.sheet._note is not None
        await app.sheet._on_key(Key("b", "b"))
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert app.book.values[PITCH] == "abc"


async def test_what_is_typed_after_the_closing_key_reaches_the_sheet() -> None:
    async with opened() as (app, pilot):
        there = neighbour(app, -1)
        for key in ("a", "b", "shift+tab", "7", "8", "enter"):
            app.sheet.post_message(Key(key, key if len(key) == 1 else None))
        await pilot.pause()
        await pilot.pause()
        assert app.book.values[PITCH] == "ab"
        assert app.book.values[there] == "78"
