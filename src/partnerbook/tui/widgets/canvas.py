"""A scroll view of drawn lines: pictures beside a sheet, and the base of the findings panel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip

from partnerbook.tui.glyphs import UNICODE, Glyphs
from partnerbook.tui.inks import flag_ink, laid_over
from partnerbook.tui.lines_view import LinesView
from partnerbook.tui.page import Line, Paint
from partnerbook.tui.text import shown

_INKS: Final[Mapping[str, str]] = {
    "plain": "$foreground",
    "muted": "auto 72%",
    "strong": "bold $foreground",
    "heading": "bold $text-primary",
    "accent": "bold $text-accent",
    "bar": "$text-primary",
    "bar-2": "$text-accent",
    "track": "$foreground 20%",
    "cursor": "on $foreground 10%",
    "cursor-focus": "on $foreground 16%",
}
_COLOURLESS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("muted", "todo", "track", "bar-2"), "dim"),
    "cursor": "bold",
    "cursor-focus": "bold reverse",
}
"""What tells them where there is no colour."""


class Canvas(LinesView):
    """Draws lines of painted text. Text of the workbook is made safe here."""

    DEFAULT_CSS = """
    Canvas {
        background: $surface;
        color: $foreground;
        padding: 0 1;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        scrollbar-color: $foreground 25%;
        scrollbar-background: $surface;
    }
    """

    def __init__(self, *, glyphs: Glyphs = UNICODE, id: str | None = None) -> None:
        super().__init__(id=id)
        self.glyphs = glyphs
        self.lines: Sequence[Line] = ()
        self._styles: dict[str, Style] = {}
        self._width, self._ground = 0, Style()

    def show(self, lines: Sequence[Line]) -> None:
        """Draw these lines instead. Nothing is laid out again unless their number changes."""
        if lines == self.lines:
            return
        self.lines = lines
        self.take_length(len(lines))
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Strips of the widget; what is the same for all of them is looked up once."""
        self._width, self._ground = self.scrollable_content_region.width, self.rich_style
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """The strip for a line of the widget."""
        return self.strip_of(y + self.scroll_offset.y)

    def strip_of(self, index: int) -> Strip:
        """The strip of a line of the picture."""
        if not 0 <= index < len(self.lines):
            return Strip.blank(self._width, self._ground)
        strip = Strip([self._segment(text, paint) for text, paint in self.lines[index] if text])
        return strip.adjust_cell_length(self._width, self._ground)

    def _segment(self, text: str, paint: Paint) -> Segment:
        return Segment(shown(text, ascii_only=self.glyphs.ascii), self.paint(paint))

    def paint(self, name: str) -> Style:
        """The style of a paint in the theme of the moment."""
        style = self._styles.get(name)
        if style is None:
            style = self._styles[name] = laid_over(self, self._ink(name))
        return style

    @property
    def cursor_paint(self) -> Style:
        """What is under the cursor, in a widget that has one."""
        return self.paint("cursor-focus" if self.has_focus else "cursor")

    def _ink(self, name: str) -> str:
        ink = _INKS.get(name) or flag_ink(self, name)
        return f"{_COLOURLESS.get(name, '')} {ink}" if self.app.no_color else ink

    def notify_style_update(self) -> None:
        """The theme has changed: look the styles up again."""
        super().notify_style_update()
        self._styles.clear()
