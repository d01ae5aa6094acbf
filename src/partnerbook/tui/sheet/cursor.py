"""The cursor of a sheet: it stands on an address, and stays there when the rows around it change."""

from __future__ import annotations

from partnerbook.tui.sheet.messages import Moved
from partnerbook.tui.sheet.model import Cell, SheetModel, cells_of, stops
from partnerbook.tui.sheet.places import DETAIL
from partnerbook.tui.sheet.view import SheetView


class SheetCursor(SheetView):
    """A view with a cursor that moves."""

    def _cell(self) -> Cell | None:
        """The cell under the cursor."""
        row = self.cursor_row
        cells = cells_of(row) if row is not None else ()
        return cells[self._column] if self._column < len(cells) else None

    def _move_to(self, row: int, column: int) -> None:
        """Put the cursor on a place; the column is brought within the row."""
        column = min(max(column, 0), stops(self._model.row(row)) - 1)
        if (row, column) == (self._row, self._column):
            self._show_cursor()
            return
        first, last = min(row, self._row), max(row, self._row)
        self._row, self._column = row, column
        self._repaint_between(first, last)
        self._show_cursor()
        self._place_terminal_cursor()
        self.post_message(Moved(self, self.address))
        self.refresh_bindings()

    def _repaint_between(self, first: int, last: int) -> None:
        for row in (first, last):
            self._strips.pop(row, None)
        self.refresh_lines(max(first, 0), last - first + 1 + DETAIL)

    def _step_rows(self, by: int) -> bool:
        """Move up or down to the next row with a place; false at the end."""
        row = self._seek(self._row + by, by)
        if row is None or not self.has_cursor:
            return False
        self._move_to(row, self._column)
        return True

    def _step_columns(self, by: int) -> bool:
        """Move within the row; false at its end."""
        row = self.cursor_row
        if row is None or not 0 <= self._column + by < stops(row):
            return False
        self._move_to(self._row, self._column + by)
        return True

    def _step_cells(self, by: int) -> bool:
        """Move to the next cell that can be typed in, along rows and down; false at the end."""
        row, column = self._row, self._column + by
        while 0 <= row < len(self._model):
            cells = cells_of(self._model.row(row))
            if by < 0 and column is not None and column >= len(cells):
                column = len(cells) - 1
            while 0 <= column < len(cells):
                if cells[column].editable:
                    self._move_to(row, column)
                    return True
                column += by
            row += by
            column = 0 if by > 0 else len(cells_of(self._model.row(row))) - 1 if row >= 0 else 0
        return False

    def _page(self, by: int) -> None:
        """Move a window up or down."""
        if not self.has_cursor:
            return
        lines = max(self.window.height - DETAIL - 1, 1)
        wanted = min(max(self._row + by * lines, 0), len(self._model) - 1)
        row = self._seek(wanted, by)
        if row is None:
            row = self._seek(wanted, -by)
        if row is not None:
            self._move_to(row, self._column)

    def _to_end(self, by: int) -> None:
        """Move to the first or the last row."""
        row = self._seek(0 if by < 0 else len(self._model) - 1, -by)
        if row is not None:
            self._move_to(row, self._column)
            if by < 0:
                self._scroll_lines(0)

    def _replace(self, model: SheetModel, address: str) -> None:
        """Show another model with the cursor on an address, on the same line of the window if it can be."""
        before, row_before = self.address, self._row
        self._model = model
        self._echo = self._flagged = None
        place = model.index_of(address) if address else None
        found = place is not None
        if place is None:
            row = self._nearest(min(max(self._row, 0), max(len(model) - 1, 0)))
            place = (row, min(self._column, stops(model.row(row)) - 1) if row >= 0 else 0)
        self._row, self._column = place
        self._forget_drawings()
        self._planned = (-1, -1)
        self._plan()
        self._measure()
        if found and address == before and row_before >= 0:
            self._keep_line(self._row - row_before)
        if self.is_mounted:
            self._show_cursor()
        self.refresh()
        if self.address != before:
            self.post_message(Moved(self, self.address))
            self.refresh_bindings()

    def _keep_line(self, moved: int) -> None:
        """The cursor's row has moved by so many lines in the sheet: scroll along."""
        if moved:
            self._scroll_lines(self.scroll_offset.y + moved)
