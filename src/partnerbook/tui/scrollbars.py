"""Scroll bars: painted when they look different, and in whole cells where the terminal has ASCII only."""

from __future__ import annotations

from math import ceil
from typing import ClassVar, Final

from textual.reactive import Reactive
from textual.scrollbar import ScrollBar, ScrollBarRender

from partnerbook.tui.glyphs import Glyphs

_PARTS: Final = 8
"""Of a cell: the finest step of a bar."""


class StillScrollBar(ScrollBar):
    """A bar that is painted when its thumb moves: beside ten thousand rows a page moves nothing."""

    position: Reactive[float] = Reactive(0.0, repaint=False)

    def watch_position(self, old: float, new: float) -> None:
        """Scrolled."""
        if self._thumb(old) != self._thumb(new):
            self.refresh()

    def _thumb(self, position: float) -> tuple[int, int]:
        """Where the thumb begins and ends, in parts of a cell."""
        track, hidden = self.size.height, self.window_virtual_size - self.window_size
        if hidden <= 0 or not track:
            return 0, 0
        long = max(1.0, self.window_size / self.window_virtual_size * track)
        begins = int((track - long) * position / hidden * _PARTS)
        return begins, begins + ceil(long * _PARTS)


class PlainScrollBars(ScrollBarRender):
    """Draws with blanks on coloured grounds."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "] * 8
    HORIZONTAL_BARS: ClassVar[list[str]] = [" "] * 8


def draw_scrollbars(glyphs: Glyphs) -> None:
    """Draw all scroll bars of the process with what the terminal has."""
    ScrollBar.renderer = PlainScrollBars if glyphs.ascii else ScrollBarRender
