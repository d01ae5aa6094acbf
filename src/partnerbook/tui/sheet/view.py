"""The part of the sheet that draws and scrolls: which row is where, what must be painted again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, ClassVar, Final

from rich.style import Style
from textual.geometry import Offset, Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from partnerbook.tui.glyphs import UNICODE, Glyphs
from partnerbook.tui.sheet.box import NOWHERE, Here
from partnerbook.tui.sheet.editing import Editing
from partnerbook.tui.sheet.keys import OwnKeys
from partnerbook.tui.sheet.layout import (
    FormPlan,
    GridPlan,
    label_width,
    plan_form,
    plan_grid,
)
from partnerbook.tui.sheet.line import Ink
from partnerbook.tui.sheet.model import (
    FormRow,
    GridHead,
    GridRow,
    Row,
    Rows,
    SheetModel,
    address_at,
    stops,
)
from partnerbook.tui.sheet.paint import draw_details, draw_row
from partnerbook.tui.sheet.palette import COMPONENTS, CSS, Palette
from partnerbook.tui.sheet.popup import Popup, popup_lines

DETAIL: Final = 2
"""Lines under the cursor row, always."""
_KEPT_STRIPS: Final = 1000
_KEPT_PLANS: Final = 100


class SheetView(ScrollView, can_focus=True, inherit_bindings=False):
    """Draws a model. Two lines under the cursor row say what is wrong, or what the field means."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = set(COMPONENTS)
    DEFAULT_CSS = CSS

    def __init__(
        self,
        model: SheetModel | None = None,
        *,
        glyphs: Glyphs = UNICODE,
        today: Callable[[], date] = date.today,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._model: SheetModel = model if model is not None else Rows(())
        self.glyphs = glyphs
        self.today = today
        self._row = self._nearest(0)
        self._column = 0
        self._first_column = 0
        self._editing: Editing | None = None
        self._echo: tuple[str, str] | None = None
        self._ink: Ink | None = None
        self._planned: tuple[int, int] = (-1, -1)
        self._label = 0
        self._grids: dict[GridHead, GridPlan] = {}
        self._form = plan_form(80, 20)
        self._strips: dict[int, tuple[Row, Strip]] = {}
        self._popup: Popup | None = None
        self._own_keys = OwnKeys(self)

    # ── what is where ────────────────────────────────────────────────────────

    @property
    def model(self) -> SheetModel:
        """The rows that are shown."""
        return self._model

    @property
    def has_cursor(self) -> bool:
        """Whether there is any place for the cursor."""
        return self._row >= 0

    @property
    def cursor_row(self) -> Row | None:
        """The row with the cursor."""
        return self._model.row(self._row) if self.has_cursor else None

    @property
    def address(self) -> str:
        """The address under the cursor; empty when there is none."""
        row = self.cursor_row
        return address_at(row, self._column) if row is not None else ""

    @property
    def window(self) -> Size:
        """The size of what is in sight."""
        return self.scrollable_content_region.size

    def region_of(self, address: str) -> Region | None:
        """Where a cell is drawn, counted from the upper left of the window; none when out of sight."""
        place = self._model.index_of(address)
        if place is None:
            return None
        self._plan()
        row = self._model.row(place[0])
        y = self._line_of(place[0]) - self.scroll_offset.y
        x, width = self._box_of(row, place[1])
        if width == 0 or not self._top_margin(row) <= y < self.window.height:
            return None
        return Region(x, y, width, 1)

    def _nearest(self, row: int) -> int:
        """The row nearest to a number where the cursor can stand, downwards first; -1 when there is none."""
        found = self._seek(row, 1)
        if found is None:
            found = self._seek(row - 1, -1)
        return -1 if found is None else found

    def _seek(self, row: int, by: int) -> int | None:
        """The next row where the cursor can stand, from ``row`` on, forwards or backwards."""
        while 0 <= row < len(self._model):
            if stops(self._model.row(row)):
                return row
            row += by
        return None

    def _line_of(self, row: int) -> int:
        """The line of a row, counted from the top of the sheet."""
        return row + DETAIL if self.has_cursor and row > self._row else row

    def _row_at(self, line: int) -> tuple[int, int]:
        """The row on a line, and which of its two detail lines it is (0: the row itself)."""
        if not self.has_cursor or line <= self._row:
            return line, 0
        if line <= self._row + DETAIL:
            return self._row, line - self._row
        return line - DETAIL, 0

    def _box_of(self, row: Row, column: int) -> tuple[int, int]:
        plan = self._plan_of(row)
        if isinstance(plan, GridPlan):
            span = plan.span(column)
            return (span.start, span.width) if span else (0, 0)
        return plan.value, plan.box_of(row.cell) if isinstance(row, FormRow) else plan.box

    # ── plans ────────────────────────────────────────────────────────────────

    def _plan(self) -> None:
        """Lay the columns out again if the width has changed."""
        wanted = (self.window.width, len(self._model))
        if wanted == self._planned or not wanted[0]:
            return
        self._planned = wanted
        self._label = label_width(self._model, wanted[0], ascii_only=self.glyphs.ascii)
        self._form = plan_form(wanted[0], self._label)
        self._forget_drawings()

    def _forget_drawings(self) -> None:
        self._grids.clear()
        self._strips.clear()

    def _plan_of(self, row: Row) -> FormPlan | GridPlan:
        head = row.head if isinstance(row, GridRow) else row
        if not isinstance(head, GridHead):
            return self._form
        plan = self._grids.get(head)
        if plan is None:
            if len(self._grids) >= _KEPT_PLANS:
                self._grids.clear()
            plan = plan_grid(head, self._form.width, self._label, self._first_column)
            self._grids[head] = plan
        return plan

    def _measure(self) -> None:
        """Tell the scrollbar how long the sheet is."""
        lines = len(self._model) + (DETAIL if self.has_cursor else 0)
        size = Size(1, lines)
        if size != self.virtual_size:
            self.virtual_size = size

    # ── drawing ──────────────────────────────────────────────────────────────

    @property
    def ink(self) -> Ink:
        """Palette and signs, made once for a theme."""
        if self._ink is None:
            variables = self.app.theme_variables
            self._ink = Ink(Palette(self._lookup, variables), self.glyphs, self.app.no_color)
        return self._ink

    def _lookup(self, *classes: str) -> Style:
        return self.get_visual_style(*classes).rich_style

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._ink = None
        self._strips.clear()

    def render_line(self, y: int) -> Strip:
        self._plan()
        width = self._form.width
        strip = self._base_line(y)
        return self._popup.over(y, strip, width) if self._popup else strip

    def _base_line(self, y: int) -> Strip:
        scroll = self.scroll_offset.y
        row, detail = self._row_at(y + scroll)
        if not 0 <= row < len(self._model):
            return Strip.blank(self._form.width, self.ink.palette("plain", "value"))
        content = self._model.row(row)
        if y == 0 and scroll and isinstance(content, GridRow):
            return draw_row(self.ink, content.head, self._plan_of(content.head))
        if detail:
            return draw_details(self.ink, content, self._column, self._plan_of(content))[detail - 1]
        if row == self._row:
            here = Here(self._column, self.has_focus, self._editing, self._echo)
            return draw_row(self.ink, content, self._plan_of(content), here)
        return self._kept_strip(row, content)

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

    def _top_margin(self, row: Row) -> int:
        """Lines at the top that the head of a grid may cover."""
        return 1 if isinstance(row, GridRow) and self.scroll_offset.y else 0

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
        strips = popup_lines(self.ink, self._editing, self.today(), width, room)
        if not strips:
            return None
        x = max(min(x, width - strips[0].cell_length), 0)
        y = line + 1 + DETAIL if len(strips) <= below or below >= line else line - len(strips)
        return Popup(x, max(y, 0), strips[0].cell_length, tuple(strips))

    def _place_terminal_cursor(self) -> None:
        """Put the terminal's cursor where typing happens, so that input methods open there."""
        if not self.has_focus or self.cursor_row is None:
            return
        x, _ = self._box_of(self.cursor_row, self._column)
        caret = self._editing.caret_x() if self._editing else 0
        y = self._row - self.scroll_offset.y
        self.app.cursor_position = self.content_region.offset + Offset(x + 1 + caret, y)

    def _on_mount(self, event: Any) -> None:
        super()._on_mount(event)
        self._measure()
