"""The part of the sheet that draws and scrolls: lines, what must be painted again, the box over the sheet."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any, Final

from textual.geometry import Offset, Region
from textual.strip import Strip

from partnerbook.tui.keys import KeyNames, key_names
from partnerbook.tui.sheet.box import NOWHERE, Here, caret_in
from partnerbook.tui.sheet.layout import GridPlan, plan_grid
from partnerbook.tui.sheet.line import Ink
from partnerbook.tui.sheet.model import GridRow, Row, align_of
from partnerbook.tui.sheet.paint import draw_details, draw_row
from partnerbook.tui.sheet.palette import Palette
from partnerbook.tui.sheet.places import DETAIL, SheetPlaces
from partnerbook.tui.sheet.popup import Popup, popup_lines

_KEPT_STRIPS: Final = 1000


class SheetView(SheetPlaces):
    """Draws a model. Two lines under the cursor row say what is wrong, or what the field means."""

    _details: tuple[tuple[object, ...], tuple[Strip, Strip]] | None = None

    # ── drawing ──────────────────────────────────────────────────────────────

    @property
    def ink(self) -> Ink:
        """Palette and signs, made once for a theme."""
        if self._ink is None:
            self._ink = Ink(Palette(self), self.glyphs, self.app.no_color)
        return self._ink

    @cached_property
    def _key_names(self) -> KeyNames:
        """The keys of the sheet, as they are mapped."""
        return key_names(self.app, type(self))

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._ink = None
        self._strips.clear()

    def render_lines(self, crop: Region) -> list[Strip]:
        self._plan()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        width = self._form.width
        strip = self._base_line(y)
        return self._popup.over(y, strip, width) if self._popup else strip

    def _base_line(self, y: int) -> Strip:
        scroll = self.scroll_offset.y
        row, detail = self._row_at(y + scroll)
        if not 0 <= row < len(self._model):
            return Strip.blank(self._form.width, self.ink.palette("plain", "value"))
        content = self._row_of(row)
        if y == 0 and scroll and isinstance(content, GridRow):
            return draw_row(self.ink, content.head, self._plan_of(content.head))
        if detail:
            return self._details_of(content)[detail - 1]
        if row == self._row:
            here = Here(self._column, self.has_focus, self._editing, self._echo)
            return draw_row(self.ink, content, self._plan_of(content), here)
        return self._kept_strip(row, content)

    def _row_of(self, row: int) -> Row:
        if self._flagged is not None and self._flagged[0] == row:
            return self._flagged[1]
        return self._model.row(row)

    def _details_of(self, content: Row) -> tuple[Strip, Strip]:
        """The lines below the cursor row, made once for both."""
        key = (content, self._column, self._plan_of(content), self.ink)
        if self._details is None or any(a is not b for a, b in zip(self._details[0], key, strict=True)):
            self._details = (key, draw_details(self.ink, content, self._column, self._plan_of(content)))
        return self._details[1]

    def _kept_strip(self, index: int, row: Row) -> Strip:
        kept = self._strips.get(index)
        if kept is not None and kept[0] is row:
            return kept[1]
        here = Here(echo=self._echo) if self._echo else NOWHERE
        strip = draw_row(self.ink, row, self._plan_of(row), here)
        if self._echo is None:
            if len(self._strips) >= _KEPT_STRIPS:
                self._strips.clear()
            self._strips[index] = (row, strip)
        return strip

    def _repaint_rows(self, rows: Iterable[int]) -> None:
        for row in rows:
            self._strips.pop(row, None)
            self.refresh_line(self._line_of(row))

    def _repaint_cursor(self) -> None:
        if self.has_cursor:
            self.refresh_lines(self._row, 1 + DETAIL)

    def _visible_rows(self) -> range:
        """The rows in sight, and a few more."""
        top = self.scroll_offset.y
        return range(max(top - DETAIL, 0), min(top + self.window.height, len(self._model)))

    # ── scrolling ────────────────────────────────────────────────────────────

    def _show_cursor(self) -> None:
        """Scroll so that the cursor row and its details are in sight."""
        row = self.cursor_row
        height = self.window.height
        if row is None or height <= 0:
            return
        top = self.scroll_offset.y
        margin = 1 if isinstance(row, GridRow) else 0
        if self._row - margin < top:
            first = self._row - margin if self._seek(self._row - 1, -1) is not None else 0
            self._scroll_lines(first)
        elif self._row + DETAIL >= top + height:
            self._scroll_lines(min(self._row + DETAIL + 1 - height, self._row - margin))
        if isinstance(row, GridRow):
            self._show_column(row)

    def _scroll_lines(self, top: int) -> None:
        self.scroll_to(y=max(top, 0), animate=False, immediate=True, force=True)

    def _show_column(self, row: GridRow) -> None:
        """Scroll whole columns until the cursor's is in sight."""
        plan = self._plan_of(row.head)
        assert isinstance(plan, GridPlan)
        if plan.span(self._column) is not None or not plan.spans:
            return
        first = min(self._column, plan.first)
        while first < self._column:
            if plan_grid(row.head, self._form.width, self._label, first).span(self._column):
                break
            first += 1
        self._first_column = first
        self._forget_drawings()
        self.refresh()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._place_popup()

    def on_resize(self) -> None:
        self._plan()
        self._measure()
        self._show_cursor()
        self._place_popup()
        self._place_terminal_cursor()

    # ── the box over the sheet, and the terminal's own cursor ────────────────

    def _place_popup(self) -> None:
        """Draw the box of the editor, below the details if there is room, else above the row."""
        before, self._popup = self._popup, self._make_popup()
        for popup in (before, self._popup):
            if popup is not None:
                self.refresh(Region(0, popup.y, self.window.width, len(popup.strips)))

    def _make_popup(self) -> Popup | None:
        row = self.cursor_row
        if self._editing is None or row is None:
            return None
        line = self._row - self.scroll_offset.y
        x, _ = self._box_of(row, self._column)
        below = self.window.height - line - 1 - DETAIL
        room = max(below, line, 3)
        width = self.window.width
        strips = popup_lines(self.ink, self._key_names, self._editing, self.today(), width, room)
        if not strips:
            return None
        x = max(min(x, width - strips[0].cell_length), 0)
        y = line + 1 + DETAIL if len(strips) <= below or below >= line else line - len(strips)
        return Popup(x, max(y, 0), strips[0].cell_length, tuple(strips))

    def _place_terminal_cursor(self) -> None:
        """Put the terminal's cursor where typing happens, so that input methods open there."""
        if not self.has_focus or self.cursor_row is None:
            return
        x, width = self._box_of(self.cursor_row, self._column)
        caret = 1
        if self._editing is not None:
            align = align_of(self.cursor_row, self._column)
            caret = caret_in(self._editing, width, align, ascii_only=self.glyphs.ascii)
        y = self._row - self.scroll_offset.y
        self.app.cursor_position = self.content_region.offset + Offset(x + caret, y)

    def _on_mount(self, event: Any) -> None:
        super()._on_mount(event)
        self._measure()
