"""A scroll view of drawn lines: pictures beside a sheet, and the base of the findings panel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from partnerbook.tui.glyphs import UNICODE, Glyphs
from partnerbook.tui.page import Line, Paint
from partnerbook.tui.text import safe

PAINTS: Final[tuple[Paint, ...]] = (
    "plain", "muted", "strong", "heading", "ok", "error", "warning", "note", "todo", "accent", "bar", "bar-2", "track",
)  # fmt: skip
_FLAGS: Final = {"error", "warning", "note", "todo", "ok"}


class Canvas(ScrollView):
    """Draws lines of painted text. Text of the workbook is made safe here."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"canvas--{paint}" for paint in PAINTS} | {"canvas--cursor"}
    DEFAULT_CSS = """
    Canvas {
        background: $surface;
        color: $foreground;
        padding: 0 1;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        scrollbar-color: $foreground 25%;
        scrollbar-background: $surface;
        & > .canvas--plain { color: $foreground; }
        & > .canvas--muted { color: auto 72%; }
        & > .canvas--strong { color: $foreground; text-style: bold; }
        & > .canvas--heading { color: $text-primary; text-style: bold; }
        & > .canvas--accent { color: $text-accent; text-style: bold; }
        & > .canvas--error { color: $text-error; text-style: bold; }
        & > .canvas--warning { color: $text-warning; }
        & > .canvas--note { color: $text-accent; }
        & > .canvas--todo { color: auto 72%; }
        & > .canvas--ok { color: $text-success; }
        & > .canvas--bar { color: $text-primary; }
        & > .canvas--bar-2 { color: $text-accent; }
        & > .canvas--track { color: $foreground 20%; }
        & > .canvas--cursor { background: $foreground 10%; }
        &:focus > .canvas--cursor { background: $foreground 16%; }
    }
    """

    def __init__(self, *, glyphs: Glyphs = UNICODE, id: str | None = None) -> None:
        super().__init__(id=id)
        self.glyphs = glyphs
        self.lines: Sequence[Line] = ()
        self._styles: dict[str, Style] = {}

    def show(self, lines: Sequence[Line]) -> None:
        """Draw these lines instead. Nothing is laid out again unless their number changes."""
        if lines == self.lines:
            return
        grown = len(lines) != len(self.lines)
        self.lines = lines
        if grown:
            self.virtual_size = Size(self.size.width, len(lines))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The strip for a line of the widget."""
        return self.strip_of(y + self.scroll_offset.y)

    def strip_of(self, index: int) -> Strip:
        """The strip of a line of the picture."""
        width = self.scrollable_content_region.width
        ground = self.rich_style
        if not 0 <= index < len(self.lines):
            return Strip.blank(width, ground)
        segments = [self._segment(text, paint) for text, paint in self.lines[index] if text]
        return Strip(segments).crop(0, width).extend_cell_length(width, ground).apply_style(Style())

    def _segment(self, text: str, paint: Paint) -> Segment:
        return Segment(safe(text, ascii_only=self.glyphs.ascii).plain, self.paint(paint))

    def paint(self, name: str) -> Style:
        """The style of a paint in the theme of the moment."""
        style = self._styles.get(name)
        if style is None:
            style = self.get_component_rich_style(f"canvas--{name}")
            colour = self.app.theme_variables.get(f"flag-{name}") if name in _FLAGS else None
            if colour and colour.startswith("#"):
                style += Style(color=colour[:7])
            self._styles[name] = style
        return style

    def notify_style_update(self) -> None:
        """The theme has changed: look the styles up again."""
        super().notify_style_update()
        self._styles.clear()

    def on_resize(self) -> None:
        """Keep the height of the picture known to the scroll bar."""
        self.virtual_size = Size(self.size.width, len(self.lines))
