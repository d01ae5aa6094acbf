"""Scroll bars for terminals that have ASCII only: whole cells, without the finer ends."""

from __future__ import annotations

from typing import ClassVar

from textual.scrollbar import ScrollBar, ScrollBarRender

from partnerbook.tui.glyphs import Glyphs


class PlainScrollBars(ScrollBarRender):
    """Draws with blanks on coloured grounds."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "] * 8
    HORIZONTAL_BARS: ClassVar[list[str]] = [" "] * 8


def draw_scrollbars(glyphs: Glyphs) -> None:
    """Draw all scroll bars of the process with what the terminal has."""
    ScrollBar.renderer = PlainScrollBars if glyphs.ascii else ScrollBarRender
