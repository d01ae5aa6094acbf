"""The notice for a terminal in which a workbook cannot be shown. Nothing is lost meanwhile."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

LEAST: Final = (60, 16)
"""Columns and rows from which a workbook can be shown."""


class _Words(Widget):
    DEFAULT_CSS = """
    _Words {
        width: 100%; height: 100%; content-align: center middle; text-align: center;
        background: $background; color: $foreground;
    }
    """

    def render(self) -> Content:
        """How large it is and has to be."""
        size = self.app.size
        return Content.assemble(
            ("too small", "bold $flag-warning"),
            f"\n{size.width}x{size.height} here, {LEAST[0]}x{LEAST[1]} at least\n",
            ("nothing is lost", "$text-muted"),
        )


class TooSmall(Screen[None]):
    """Lies over everything until there is room."""

    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self) -> None:
        super().__init__()
        self._gone = False

    def compose(self) -> ComposeResult:
        """The notice."""
        yield _Words()

    def on_resize(self) -> None:
        """Go when there is room."""
        self.query_one(_Words).refresh()
        if self.is_active and not self._gone and fits(self.app.size.width, self.app.size.height):
            self._gone = True  # growing and being shown again may both be told
            self.dismiss()

    def on_screen_resume(self) -> None:
        """The terminal may have grown while something else lay above."""
        self.on_resize()


def fits(width: int, height: int) -> bool:
    """Whether a terminal is large enough."""
    return width >= LEAST[0] and height >= LEAST[1]


def make_way(screen: Screen[Any]) -> bool:
    """Lay the notice over a screen if the terminal is too small for it; for a screen's ``on_resize``."""
    size = screen.app.size
    small = screen.is_active and not fits(size.width, size.height)
    if small:
        screen.app.push_screen(TooSmall())
    return small
