"""How a workbook comes onto the screen: a small one at once, a large one after its frame."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from textual.events import Key
from tui_driver import TODAY, Driver, example

from partnerbook.tui import reading
from partnerbook.tui.app import PartnerbookApp
from partnerbook.tui.frame.frame import STEPS
from partnerbook.tui.pages import all_pages
from partnerbook.tui.widgets.bars import Rail, TitleBar
from partnerbook.tui.workbook_screen import WorkbookScreen


def test_the_steps_are_those_of_the_pages() -> None:
    assert [f"{page.number} {page.title}".strip() for page in all_pages()] == list(STEPS)


def test_what_takes_time_is_not_imported_before_the_frame_is_up() -> None:
    code = "import sys, partnerbook.tui.app, partnerbook.tui.workbook_screen; print(*sorted(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert "partnerbook.tui.sheet.sheet" in loaded
    late = {
        "pydantic_core",
        "partnerbook.checks.engine",
        "partnerbook.session.session",
        "partnerbook.tui.pages",
    }
    assert not late & set(loaded)


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file counts as large: its frame is shown first."""
    monkeypatch.setattr(reading, "_SMALL", 0)


@pytest.mark.usefixtures("large")
async def test_the_frame_names_the_file_and_becomes_the_workbook(tmp_path: Path) -> None:
    app = PartnerbookApp(example(tmp_path), today=TODAY)
    async with app.run_test(size=(120, 40)) as pilot:
        frame = app.screen
        assert isinstance(frame, WorkbookScreen)
        assert frame.query_one(TitleBar).name_shown[0] == "example.program.toml"
        assert [stop.title for stop in frame.query_one(Rail).stops] == list(STEPS)
        while app.workbook is None:
            await pilot.pause()
        assert app.workbook is frame


@pytest.mark.usefixtures("large")
async def test_keys_typed_before_there_is_a_workbook_are_not_lost(tmp_path: Path) -> None:
    app = PartnerbookApp(example(tmp_path), today=TODAY)
    async with app.run_test(size=(120, 40)) as pilot:
        assert app.workbook is None
        for key, character in (("f4", None), ("down", None), ("X", "X"), ("y", "y")):
            app.post_message(Key(key, character))
        driver = Driver(app, pilot)
        await driver.settle()
        assert driver.book.page.key == "tiers"
        assert driver.sheet.editing is not None
        assert driver.sheet.editing[1] == "Xy"


async def test_a_small_workbook_is_there_with_the_first_picture(tmp_path: Path) -> None:
    app = PartnerbookApp(example(tmp_path), today=TODAY)
    async with app.run_test(size=(120, 40)):
        assert not [worker for worker in app.workers if worker.group == "open"]
        assert app.workbook is not None


def test_the_c_locale_is_no_utf_8_terminal() -> None:
    code = "from partnerbook.tui.app import terminal_encoding; print(terminal_encoding())"
    facts = {**os.environ, "LC_ALL": "C"}
    told = subprocess.run([sys.executable, "-c", code], env=facts, capture_output=True, text=True, check=True)
    assert "utf" not in told.stdout.lower()
