"""The base of every widget that draws lines of its own and scrolls them: the sheet, pictures, findings, lists."""

from __future__ import annotations

from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar

from partnerbook.tui.scrollbars import StillScrollBar


class LinesView(ScrollView):
    """A scroll view that can become longer or shorter without the screen being laid out again."""

    def take_length(self, lines: int) -> None:
        """Tell the scroll bar how many lines there are."""
        size = Size(1, lines)
        if size == self.virtual_size:
            return
        if self.styles.overflow_y != "scroll":  # the bar may come or go with the length, and take room
            self.virtual_size = size
            return
        # By assignment it would be taken for a change of layout, which costs as much as drawing everything.
        self.set_reactive(LinesView.virtual_size, size)
        self.vertical_scrollbar.window_virtual_size = lines
        self.scroll_y = self.validate_scroll_y(self.scroll_y)

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The bar at the right, made when it is first asked for."""
        if self._vertical_scrollbar is None:
            thickness = self.scrollbar_size_vertical
            bar = self._vertical_scrollbar = StillScrollBar(
                vertical=True, name="vertical", thickness=thickness
            )
            bar.display = False
            self.app._start_widget(self, bar)
        return self._vertical_scrollbar
