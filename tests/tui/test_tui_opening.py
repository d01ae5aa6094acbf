"""How a workbook comes onto the screen: a small one at once, a large one after its frame."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from typing import Any, cast

import pytest
from textual.events import Key, Paste
from tui_driver import TODAY, Driver, example

from partnerbook.tui.app import PartnerbookApp
from partnerbook.tui.dialogs.conflicts import ConflictsScreen
from partnerbook.tui.dialogs.unreadable import UnreadableScreen
from partnerbook.tui.heads import HEADS
from partnerbook.tui.pages import Pages
from partnerbook.tui.reading import read_workbook
from partnerbook.tui.type_ahead import TypeAhead
from partnerbook.tui.widgets.bars import Rail, TitleBar
from partnerbook.tui.workbook_screen import WorkbookScreen

STEPS = ["Company", "1 Value", "2 Tiers", "3 Enablement", "4 Recruiting", "5 Conflict", "Review"]
TYPED = """
import asyncio, sys
from datetime import date
from pathlib import Path
from partnerbook.tui.app import PartnerbookApp

async def type_one():
    app = PartnerbookApp(Path(sys.argv[1]), today=date(2026, 11, 24))
    async with app.run_test(size=(120, 40)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.press("down", "7")
        assert app.workbook.sheet.editing == ("company.arr", "7"), app.workbook.sheet.editing

asyncio.run(type_one())
print(*sorted(sys.modules))
"""


def test_each_page_stands_under_its_key_and_has_its_head() -> None:
    pages = Pages()
    assert [page.heading for page in pages.values()] == [head.heading for head in HEADS] == STEPS
    assert [pages[head.key].key for head in HEADS] == list(pages)
    assert pages["tiers"] is pages["tiers"]
    assert Pages()["tiers"] is not pages["tiers"]


def test_a_page_that_is_not_shown_is_not_imported(tmp_path: Path) -> None:
    facts = {**os.environ, "PARTNERBOOK_CONFIG_DIR": str(tmp_path)}
    loaded = subprocess.run(
        [sys.executable, "-c", TYPED, str(example(tmp_path))],
        env=facts,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    pages = {f"partnerbook.tui.screens.{key}" for key in Pages()}
    assert pages & set(loaded) == {"partnerbook.tui.screens.company"}


def test_what_takes_time_is_not_imported_before_the_frame_is_up() -> None:
    code = "import sys, partnerbook.tui.app, partnerbook.tui.workbook_screen; print(*sorted(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert "partnerbook.tui.sheet.sheet" in loaded
    late = {
        "partnerbook.checks.engine",
        "partnerbook.session.session",
        "partnerbook.tui.pages",
    }
    assert not late & set(loaded)


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file counts as large: its frame is shown first."""
    monkeypatch.setattr("partnerbook.tui.reading._SMALL", 0)


@pytest.mark.usefixtures("large")
async def test_the_frame_names_the_file_and_becomes_the_workbook(tmp_path: Path) -> None:
    app = PartnerbookApp(example(tmp_path), today=TODAY)
    async with app.run_test(size=(120, 40)) as pilot:
        frame = app.screen
        assert isinstance(frame, WorkbookScreen)
        assert frame.query_one(TitleBar).name_shown[0] == "example.program.toml"
        assert [stop.title for stop in frame.query_one(Rail).stops] == STEPS
        while app.workbook is None:
            await pilot.pause()
        assert app.workbook is frame


async def test_keys_are_not_kept_for_ever_where_reading_breaks_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(path: Path, today: date) -> Any:
        raise RuntimeError("broken")

    monkeypatch.setattr("partnerbook.tui.app.read_workbook", broken)
    app = PartnerbookApp(example(tmp_path), today=TODAY)
    async with app.run_test(size=(120, 40)) as pilot:
        driver = Driver(app, pilot)
        await driver.press("ctrl+o")
        assert type(app.screen).__name__ == "StartScreen"


async def test_a_small_workbook_is_there_with_the_first_picture(tmp_path: Path) -> None:
    app = PartnerbookApp(example(tmp_path), today=TODAY)
    async with app.run_test(size=(120, 40)):
        assert not [worker for worker in app.workers if worker.group == "open"]
        assert app.workbook is not None


# ── keys before there is a workbook ──────────────────────────────────────────


@asynccontextmanager
async def reading(path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[Driver, Event]]:
    """The application while it reads: the thread goes on when the event is set."""
    go_on = Event()

    def slowly(path: Path, today: date) -> Any:
        go_on.wait()
        return read_workbook(path, today)

    monkeypatch.setattr("partnerbook.tui.app.read_workbook", slowly)
    monkeypatch.setattr("partnerbook.tui.reading._SMALL", 0)
    app = PartnerbookApp(path, today=TODAY)
    async with app.run_test(size=(120, 40)) as pilot:
        try:
            while not any(worker.group == "open" for worker in app.workers):
                await pilot.pause()
            yield Driver(app, pilot), go_on
        finally:
            go_on.set()


def send(driver: Driver, *keys: str) -> None:
    """Press keys without waiting for anything."""
    for key in keys:
        driver.app.post_message(Key(key, key if len(key) == 1 else None))


async def test_what_is_typed_meanwhile_is_typed_into_the_workbook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(example(tmp_path), monkeypatch) as (d, go_on):
        send(d, "down", "9", "m", "enter", "f4", "down", "down", "right")
        await d.pilot.pause()
        assert d.app.workbook is None
        go_on.set()
        await d.settle()
        assert d.value("company.arr") == 9_000_000
        assert d.book.page.key == "tiers"
        assert d.at == "tiers.silver.tracks"


async def test_every_kind_of_key_is_kept_and_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(example(tmp_path), monkeypatch) as (d, go_on):
        send(d, "tab", "4")
        d.app.post_message(Paste("000"))
        send(d, "0", "tab", "ctrl+f", *"gold", "escape", "f5", "ctrl+n", "N")
        go_on.set()
        send(d, "e", "w", "enter")
        await d.settle()
        assert d.value("company.arr") == 40_000
        assert d.app.screen is d.book
        assert [each.title for each in d.value("enablement.modules").values()][-1] == "New"


async def test_keys_are_dropped_where_there_is_no_workbook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "broken.program.toml"
    path.write_text("format = \n")
    async with reading(path, monkeypatch) as (d, go_on):
        send(d, "q", "o", "f4")
        go_on.set()
        await d.settle()
        assert isinstance(d.app.screen, UnreadableScreen)
        assert d.app._exit is False
        await d.press("q")
        assert d.app._exit is True


async def test_keys_are_dropped_where_a_merge_is_to_be_settled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "merged.program.toml"
    path.write_text("format = 1\n[company]\n<<<<<<< ours\narr = 1\n=======\narr = 2\n>>>>>>> theirs\n")
    async with reading(path, monkeypatch) as (d, go_on):
        send(d, "o", "enter")
        go_on.set()
        await d.settle()
        assert isinstance(d.app.screen, ConflictsScreen)
        assert d.app.screen.conflicts.left == 1


@pytest.mark.parametrize(("settings", "key"), [("", "ctrl+q"), ('[keys]\n"app.quit" = "f4"\n', "f4")])
async def test_quitting_does_not_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: str, key: str
) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.toml").write_text(settings)
    async with reading(example(tmp_path), monkeypatch) as (d, _):
        send(d, "9", "m", key)
        while not d.app._exit:
            await d.pilot.pause()
        assert d.app.workbook is None


def test_a_gate_keeps_what_comes_while_it_lets_out_what_it_kept() -> None:
    gate, app = TypeAhead(reading=True), cast(PartnerbookApp, SimpleNamespace(focused=None))
    first, second = Key("a", "a"), Key("b", "b")
    assert gate.takes(first)
    assert gate.next(app) is first
    assert gate.takes(second), "it stands behind what is still being typed"
    assert gate.next(app) is second
    assert gate.next(app) is None
    assert not gate.takes(Key("c", "c"))


def test_the_c_locale_is_no_utf_8_terminal() -> None:
    code = "from partnerbook.tui.running import terminal_encoding; print(terminal_encoding())"
    facts = {**os.environ, "LC_ALL": "C"}
    told = subprocess.run([sys.executable, "-c", code], env=facts, capture_output=True, text=True, check=True)
    assert "utf" not in told.stdout.lower()
