"""The frame that stands while a workbook is being read."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tui_driver import TODAY, example

from partnerbook.tui.app import PartnerbookApp
from partnerbook.tui.opening import STEPS, OpeningScreen
from partnerbook.tui.pages import all_pages
from partnerbook.tui.widgets.bars import TitleBar


def test_the_steps_are_those_of_the_pages() -> None:
    assert [f"{page.number} {page.title}".strip() for page in all_pages()] == list(STEPS)


def test_what_takes_time_is_not_imported_before_the_frame_is_up() -> None:
    code = "import sys, partnerbook.tui.app; print(*sorted(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert "textual.app" in loaded
    assert not {"pydantic", "partnerbook.program.program", "partnerbook.checks.engine"} & set(loaded)


async def test_the_frame_names_the_file_and_gives_way_to_the_workbook(tmp_path: Path) -> None:
    app = PartnerbookApp(example(tmp_path), today=TODAY)
    async with app.run_test(size=(120, 40)) as pilot:
        opening = app.screen
        assert isinstance(opening, OpeningScreen)
        assert opening.query_one(TitleBar).name_shown[0] == "example.program.toml"
        while app.workbook is None:
            await pilot.pause()
        assert not any(isinstance(each, OpeningScreen) for each in app.screen_stack)


def test_the_c_locale_is_no_utf_8_terminal() -> None:
    code = "from partnerbook.tui.app import terminal_encoding; print(terminal_encoding())"
    facts = {**os.environ, "LC_ALL": "C"}
    told = subprocess.run([sys.executable, "-c", code], env=facts, capture_output=True, text=True, check=True)
    assert "utf" not in told.stdout.lower()
