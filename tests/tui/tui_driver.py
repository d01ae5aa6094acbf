"""Drives the application without a terminal: opens a workbook, presses keys, reads what is drawn."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any

from textual.events import Key
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.widget import Widget
from textual.worker import WorkerCancelled

from partnerbook.program.locate import value_at
from partnerbook.tui.app import PartnerbookApp
from partnerbook.tui.sheet.sheet import Sheet
from partnerbook.tui.workbook_screen import WorkbookScreen

TODAY = date(2026, 11, 24)
SAMPLES = Path(__file__).parents[2] / "sample_programs"
_CHARACTERS = {"slash": "/", "left_square_bracket": "[", "right_square_bracket": "]"}
GOLD = "tiers.gold.pay_percent.var"
NOT_WAIVED = ("PAY001", GOLD)


def example(folder: Path, name: str = "example") -> Path:
    """A copy of a sample to work on."""
    path = folder / f"{name}.program.toml"
    shutil.copyfile(SAMPLES / path.name, path)
    return path


def unwaived(folder: Path) -> Path:
    """The example without its waiver, so that the margin below the floor is an error."""
    path = example(folder)
    text = path.read_text()
    start = text.index("[waivers.gold-floor]")
    end = text.index("[assumptions.", start)
    path.write_text(text[:start] + text[end:])
    return path


class Driver:
    """One running application."""

    def __init__(self, app: PartnerbookApp, pilot: Pilot[Any]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def book(self) -> WorkbookScreen:
        """The screen of the workbook."""
        screen = self.app.workbook
        assert screen is not None
        return screen

    @property
    def sheet(self) -> Sheet:
        """Its sheet."""
        return self.book.sheet

    @property
    def at(self) -> str:
        """The address under the cursor."""
        return self.sheet.address

    @property
    def path(self) -> Path:
        """The file of the workbook."""
        assert self.book.file is not None
        return self.book.file.path

    def value(self, at: str) -> Any:
        """A value of the program as it is now."""
        return value_at(self.book.session.program, at)

    async def press(self, *keys: str) -> None:
        """Press keys, each when the one before is through. (`Pilot.press` sleeps some 40 ms for each key.)"""
        for key in keys:
            name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
            char = key if len(key) == 1 else " " if key == "space" else _CHARACTERS.get(key)
            self.app.post_message(Key(name, char))
            await self.settle()

    async def type(self, text: str) -> None:
        """Type a text, letter by letter."""
        await self.press(*["space" if char == " " else char for char in text])

    async def settle(self) -> None:
        """Until the workers, all messages and all that waits for a refresh are through."""
        quiet = 0
        while quiet < 2 and not self.app._exit:
            with suppress(WorkerCancelled):  # a look-up whose answer nobody waits for any more
                await self.app.workers.wait_for_complete()
            await self.pilot._wait_for_screen()
            self.app.screen._on_timer_update()
            quiet = 0 if self._busy() else quiet + 1

    def _busy(self) -> bool:
        screens = self.app.screen_stack
        pumps = [self.app, *(each for screen in screens for each in screen.walk_children(with_self=True))]
        waiting = any(pump.message_queue_size or pump._next_callbacks for pump in pumps)
        return waiting or any(screen._callbacks for screen in screens)

    async def go(self, at: str) -> None:
        """Put the cursor on an address, wherever it is."""
        self.book.go_to(at)
        await self.settle()
        assert self.at == at, f"{at} is not a cell: the cursor is at {self.at}"

    async def enter(self, at: str, text: str) -> None:
        """Type over a cell and press Enter."""
        await self.go(at)
        await self.type(text)
        await self.press("enter")

    def words(self, widget: str | Widget) -> str:
        """What a widget draws, as plain text; each line without its trailing blanks."""
        found = self.app.screen.query_one(widget) if isinstance(widget, str) else widget
        lines = found.render_lines(found.size.region)
        return "\n".join(strip.text.rstrip() for strip in lines)

    def drawn(self) -> str:
        """What the sheet draws now, straight from its strips."""
        return "\n".join(self.sheet.render_line(y).text.rstrip() for y in range(self.sheet.size.height))

    @property
    def said(self) -> str:
        """The line above the keys."""
        return self.book.query_one("#say").said.plain  # type: ignore[attr-defined]

    def findings(self) -> set[tuple[str, str]]:
        """Code and address of everything that is found and not waived."""
        return {(each.code, each.address) for each in self.book.session.report.findings if not each.waived}


@asynccontextmanager
async def running(
    path: Path | None, size: tuple[int, int] = (120, 40), **facts: Any
) -> AsyncIterator[Driver]:
    """The application on a workbook, opened and settled."""
    app = PartnerbookApp(path, today=TODAY, **facts)
    async with app.run_test(size=size) as pilot:
        driver = Driver(app, pilot)
        await driver.settle()
        yield driver
