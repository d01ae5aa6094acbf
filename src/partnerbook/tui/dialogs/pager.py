"""Words to be read: a scrollable page of painted lines, drawn again for every width."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, TypeAlias

from textual.binding import Binding, BindingType
from textual.geometry import Size

from partnerbook.tui.dialogs.drawn import Drawn
from partnerbook.tui.glyphs import Glyphs
from partnerbook.tui.page import Line

Draw: TypeAlias = Callable[[int], Sequence[Line]]
"""Gives the lines for a width in cells."""


class Pager(Drawn, can_focus=True):
    """Scrolls with arrows, j and k, a page at a time, and to both ends."""

    DEFAULT_CSS = """
    Pager { height: 1fr; scrollbar-gutter: stable; }
    Pager.-short { height: auto; scrollbar-gutter: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "by(1)", "Down", show=False, id="reading.down"),
        Binding("up,k", "by(-1)", "Up", show=False, id="reading.up"),
        Binding("pagedown,space", "page(1)", "Page down", show=False, id="reading.page-down"),
        Binding("pageup,b", "page(-1)", "Page up", show=False, id="reading.page-up"),
        Binding("home,g", "edge(0)", "To the start", show=False, id="reading.top"),
        Binding("end,G", "edge(1)", "To the end", show=False, id="reading.bottom"),
    ]

    def __init__(self, draw: Draw, glyphs: Glyphs, *, id: str | None = None, short: bool = False) -> None:
        """Args:
        draw: gives the lines for a width.
        glyphs: the signs to draw with.
        id: its name in the screen.
        short: as high as its lines, and out of the way of the focus.
        """
        super().__init__(glyphs=glyphs, id=id)
        self.can_focus = not short
        self.set_class(short, "-short")
        self._draw = draw
        self._drawn_for = 0

    def redraw(self) -> None:
        """What is to be read has changed."""
        self._drawn_for = 0
        self._fill()
        if self.has_class("-short"):
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as there are."""
        return len(self._draw(max(width, 8)))

    def on_resize(self) -> None:
        """Wrap again."""
        self._fill()

    def _fill(self) -> None:
        width = self.scrollable_content_region.width
        if width and width != self._drawn_for:
            self._drawn_for = width
            self.show(self._draw(width))

    def action_by(self, lines: int) -> None:
        """Some lines down or up."""
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False, force=True)

    def action_page(self, pages: int) -> None:
        """A page down or up, a line of it kept in sight."""
        self.action_by(pages * max(self.size.height - 1, 1))

    def action_edge(self, end: int) -> None:
        """To the start or the end."""
        self.scroll_to(y=len(self.lines) if end else 0, animate=False, force=True)
