"""The frame while a workbook is being read. It imports nothing that takes time: it is on the screen at once."""

from __future__ import annotations

from typing import Final

from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from partnerbook.tui.text import safe
from partnerbook.tui.widgets.bars import KeyBar, Rail, Stop, TitleBar

STEPS: Final = ("Company", "1 Value", "2 Tiers", "3 Enablement", "4 Recruiting", "5 Conflict", "Review")
"""The rail before the pages are there; a test holds them to be the same."""


class _Waiting(Widget):
    DEFAULT_CSS = """
    _Waiting { height: 1fr; padding: 0 1; color: $text-muted; }
    """

    def render(self) -> Content:
        return Content("Reading the workbook")


class OpeningScreen(Screen[None]):
    """Title, steps and an empty sheet."""

    DEFAULT_CSS = """
    OpeningScreen { layout: vertical; }
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self._file_name = name

    def compose(self) -> ComposeResult:
        """Each part where the workbook's own frame has it."""
        title, rail = TitleBar(id="title"), Rail(id="rail")
        title.name_shown = (safe(self._file_name).plain, "", "")
        rail.can_focus = False
        rail.stops = tuple(Stop(name, name, name[:5], " ", "") for name in STEPS)
        yield title
        yield rail
        yield _Waiting()
        yield KeyBar(id="keys")
