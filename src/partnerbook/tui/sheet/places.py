"""Where things are in a sheet: which row stands on which line, which column where, where the cursor is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from textual.geometry import Region, Size
from textual.strip import Strip

from partnerbook.tui.glyphs import UNICODE, Glyphs
from partnerbook.tui.lines_view import LinesView
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
    item_at,
    stops,
)
from partnerbook.tui.sheet.palette import CSS
from partnerbook.tui.sheet.popup import Popup

DETAIL: Final = 2
"""Lines under the cursor row, always."""
_KEPT_PLANS: Final = 100


class SheetPlaces(LinesView, can_focus=True, inherit_bindings=False):
    """A model and the lines it takes: two more under the row with the cursor."""

    ALLOW_SELECT = False
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
        self._flagged: tuple[int, Row] | None = None
        """The row that is typed in, with what is found there now: the model says it a frame later."""
        self._ink: Ink | None = None
        self._planned: tuple[int, int] = (-1, -1)
        self._label = 0
        self._grids: dict[int, tuple[GridHead, GridPlan]] = {}
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
    def item(self) -> str:
        """The keyed table under the cursor; empty when it is on none."""
        row = self.cursor_row
        return item_at(row, self._column)[0] if row is not None else ""

    @property
    def collection(self) -> str:
        """The table of keyed tables in which something would be added here; empty when the cursor is on none."""
        row = self.cursor_row
        return item_at(row, self._column)[1] if row is not None else ""

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
        kept = self._grids.get(id(head))  # by identity: a head is made once, and hashing one takes longer
        if kept is None:
            if len(self._grids) >= _KEPT_PLANS:
                self._grids.clear()
            plan = plan_grid(head, self._form.width, self._label, self._first_column)
            kept = self._grids[id(head)] = (head, plan)
        return kept[1]

    def _measure(self) -> None:
        """Tell the scrollbar how long the sheet is."""
        self.take_length(len(self._model) + (DETAIL if self.has_cursor else 0))

    def _top_margin(self, row: Row) -> int:
        """Lines at the top that the head of a grid may cover."""
        return 1 if isinstance(row, GridRow) and self.scroll_offset.y else 0
