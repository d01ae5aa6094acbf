"""The mouse on a sheet, what opening a cell does, and what gaining and losing the focus do."""

from __future__ import annotations

from textual.events import Click

from partnerbook.tui.sheet.layout import GridPlan
from partnerbook.tui.sheet.messages import ActionWanted
from partnerbook.tui.sheet.model import EmptyRow, item_at, stops
from partnerbook.tui.sheet.typist import SheetTyping


class SheetMouse(SheetTyping):
    """A sheet that can be clicked."""

    def action_act(self, name: str) -> None:
        """Ask the owner to add, duplicate, remove or move the thing under the cursor."""
        row = self.cursor_row
        if row is not None:
            item, collection = item_at(row, self._column)
            self.post_message(ActionWanted(self, name, self.address, item, collection))

    def _open(self) -> None:
        """Open what is under the cursor: the editor, or a first entry for an empty place."""
        cell = self._cell()
        if isinstance(self.cursor_row, EmptyRow):
            self.action_act("add")
        elif cell is None or not cell.editable:
            self.app.bell()
        elif not self._toggle(cell, " "):
            self._begin(cell)

    def on_click(self, event: Click) -> None:
        """Select a cell; a click on the selected one, or a double click, edits it."""
        offset = event.get_content_offset(self)
        if offset is None or self._pick_at(offset.x, offset.y):
            return
        place = self._place_at(offset.x, offset.y)
        if place is None:
            return
        if place == (self._row, self._column) or event.chain > 1:
            self._click_here(offset.x)
            return
        self._leave_cell("away")
        before = self._line_of(place[0])
        self._move_to(*place)
        self._scroll_lines_if(self._line_of(place[0]) - before)

    def _scroll_lines_if(self, moved: int) -> None:
        """The details above the clicked row are gone: keep the row under the pointer if possible."""
        if moved and self.scroll_offset.y + moved >= 0:
            self._scroll_lines(self.scroll_offset.y + moved)

    def _click_here(self, x: int) -> None:
        row = self.cursor_row
        if row is None:
            return
        if self._editing is not None:
            self._editing.place_caret(x - self._box_of(row, self._column)[0] - 1)
            self._moved_caret()
        else:
            self._open()

    def _pick_at(self, x: int, y: int) -> bool:
        """A click on the list beside the cell."""
        popup, editing = self._popup, self._editing
        if popup is None or editing is None or not popup.holds(x, y):
            return False
        choices = editing.choices
        index = y - popup.y - 1
        if choices is None or not 0 <= index < len(popup.strips) - 2:
            return True
        choices.picked = min(choices.top + index, max(len(choices.matches) - 1, 0))
        if choices.many:
            choices.toggle(editing.line)
            self._edited()
        else:
            editing.take()
            self._leave_cell("stay")
        return True

    def _place_at(self, x: int, y: int) -> tuple[int, int] | None:
        row, detail = self._row_at(y + self.scroll_offset.y)
        if not 0 <= row < len(self._model):
            return None
        content = self._model.row(row)
        if not stops(content):
            return None
        if detail:
            return row, self._column
        plan = self._plan_of(content)
        column = plan.column_at(x) if isinstance(plan, GridPlan) else 0
        return row, (self._column if row == self._row else 0) if column is None else column

    def watch_has_focus(self, _has_focus: bool) -> None:
        """No style depends on the focus, which the sheet draws itself: looking them all up again took 6 ms."""

    def on_focus(self) -> None:
        self._repaint_cursor()
        self._place_terminal_cursor()

    def on_blur(self) -> None:
        """Leaving the sheet commits; leaving the terminal does not."""
        if self.app.app_focus:
            self._leave_cell("stay")
        self._repaint_cursor()
