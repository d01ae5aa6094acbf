"""The sheet: the one widget for all values. A cursor, one editor, and messages of what a person did."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import BindingType

from partnerbook.tui.sheet import messages
from partnerbook.tui.sheet.bindings import BINDINGS, IDLE_ONLY, TYPING_ONLY
from partnerbook.tui.sheet.choices import LINES
from partnerbook.tui.sheet.messages import Cleared, Direction
from partnerbook.tui.sheet.model import Flag, SheetModel, address_at, flagged, stops
from partnerbook.tui.sheet.mouse import SheetMouse


class Sheet(SheetMouse):
    """Rows of addressed cells with one editor.

    The owner sets `preview` and `choices_for`, shows a model, and listens to the messages. The sheet parses
    nothing.
    """

    BINDINGS: ClassVar[list[BindingType]] = BINDINGS

    CellMessage = messages.CellMessage
    Committed = messages.Committed
    Dropped = messages.Dropped
    Cleared = messages.Cleared
    Moved = messages.Moved
    ActionWanted = messages.ActionWanted

    # ── for the owner ────────────────────────────────────────────────────────

    @property
    def editing(self) -> tuple[str, str] | None:
        """``(address, text)`` while a cell is typed in: the text that a commit would give."""
        return (self._editing.address, self._editing.value) if self._editing else None

    def show(self, model: SheetModel, address: str | None = None) -> None:
        """Show another model. The cursor goes to ``address``, or stays at its own, or near by."""
        wanted = address or self.address
        typing = self._editing.address if self._editing else None
        self._replace(model, wanted)
        if typing is not None and (address or self.address) != typing:
            self._abandon(typing)
        self._place_popup()

    def flag(self, flags: Sequence[Flag]) -> None:
        """Say what is found in the cell that is typed in, with the character itself; called from `preview`.

        The next model says it too, and all that the character changes elsewhere.
        """
        row = self.cursor_row
        if row is not None:
            self._flagged = (self._row, flagged(row, self._column, tuple(flags)))
        self._repaint_cursor()

    def update_rows(self, model: SheetModel, changed_rows: Iterable[int] | None = None) -> None:
        """Show the same sheet with other values and paint what differs; called from `preview`.

        ``changed_rows`` saves the comparing of the rows in sight. A model of another length, or one where
        the cursor's address has moved, is shown as by `show`.
        """
        if len(model) != len(self._model) or not self._stands_in(model):
            self.show(model)
            return
        before, self._model = self._model, model
        self._flagged = None
        if self._echo is not None:
            self._echo = None
            self._strips.clear()
            changed_rows = None if changed_rows is None else {*changed_rows, *self._visible_rows()}
        if changed_rows is None:
            changed_rows = [row for row in self._visible_rows() if before.held(row) != model.row(row)]
        self._repaint_rows(changed_rows)
        self._repaint_cursor()

    def _stands_in(self, model: SheetModel) -> bool:
        """Whether the cursor's address is at the same place in another model of this length."""
        address = self.address
        if not address or address_at(model.row(self._row), self._column) == address:
            return True
        return model.index_of(address) == (self._row, self._column)

    def go_to(self, address: str) -> bool:
        """Put the cursor on an address; false when the sheet does not have it."""
        place = self._model.index_of(address)
        if place is None:
            return False
        self._leave_cell("away")
        self._move_to(*place)
        return True

    def finish(self) -> tuple[str, str] | None:
        """End typing now and give ``(address, text)`` instead of posting it, for one who saves at once."""
        editing = self._editing
        if editing is None:
            return None
        self._stop_typing()
        self._echo = (editing.address, editing.value)
        return None if editing.untouched else self._echo

    # ── keys ─────────────────────────────────────────────────────────────────

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in TYPING_ONLY:
            return self._editing is not None
        if action in IDLE_ONLY:
            return self._editing is None and self.has_cursor
        return True

    def action_enter(self) -> None:
        """Edit, or commit and move down."""
        if self._editing is not None:
            self._leave_cell("down")
            self._go_on("down")
            return
        cell = self._cell()
        if cell is not None and cell.field is None:
            self.action_act("open")
        else:
            self._open()

    def action_next(self) -> None:
        """Commit and go to the next cell; from the last one leave the sheet."""
        self._leave_cell("next")
        self._go_on("next")

    def action_previous(self) -> None:
        """Commit and go to the cell before; from the first one leave the sheet."""
        self._leave_cell("previous")
        self._go_on("previous")

    def action_drop(self) -> None:
        """Drop what is typed."""
        if self._editing is not None:
            self._abandon(self._editing.address)

    def action_up(self) -> None:
        """Pick the choice above, the day before, or commit and move up."""
        self._vertical(-1, "up")

    def action_down(self) -> None:
        """Pick the choice below, the next day, or commit and move down."""
        self._vertical(1, "down")

    def _vertical(self, by: int, direction: Direction) -> None:
        editing = self._editing
        if editing is not None and editing.choices is not None:
            editing.pick(by)
            self._edited()
        elif editing is not None and editing.is_date and editing.shift_date(days=-by, today=self.today()):
            self._edited()
        else:
            self._leave_cell(direction)
            self._step_rows(by)

    def action_page(self, by: int) -> None:
        """A window of rows or choices, or a month."""
        editing = self._editing
        if editing is not None and editing.choices is not None:
            editing.pick(by * LINES)
            self._edited()
        elif editing is not None and editing.is_date and editing.shift_date(months=-by, today=self.today()):
            self._edited()
        else:
            self._leave_cell("down" if by > 0 else "up")
            self._page(by)

    def action_left(self) -> None:
        """Move the caret or the cursor."""
        if self._editing is not None:
            self._editing.line.left()
            self._moved_caret()
        else:
            self._step_columns(-1)

    def action_right(self) -> None:
        """Move the caret or the cursor."""
        if self._editing is not None:
            self._editing.line.right()
            self._moved_caret()
        else:
            self._step_columns(1)

    def action_home(self) -> None:
        """The start of the text, or the first column."""
        if self._editing is not None:
            self._editing.line.move_to(0)
            self._moved_caret()
        elif self.has_cursor:
            self._move_to(self._row, 0)

    def action_end(self) -> None:
        """The end of the text, or the last column."""
        if self._editing is not None:
            self._editing.line.move_to(len(self._editing.line.text))
            self._moved_caret()
        elif self.cursor_row is not None:
            self._move_to(self._row, stops(self.cursor_row) - 1)

    def action_top(self) -> None:
        """The first row."""
        self._leave_cell("up")
        self._to_end(-1)

    def action_bottom(self) -> None:
        """The last row."""
        self._leave_cell("down")
        self._to_end(1)

    def action_backspace(self) -> None:
        """Delete a letter, or unset the value."""
        self._delete("delete_left")

    def action_delete(self) -> None:
        """Delete a letter, or unset the value."""
        self._delete("delete_right")

    def _delete(self, how: str) -> None:
        if self._editing is not None:
            self.action_erase(how)
            return
        cell = self._cell()
        if cell is None or not cell.editable:
            self.app.bell()
        elif cell.state not in ("unset", "inherited"):
            self.post_message(Cleared(self, cell.address))

    def action_erase(self, how: str) -> None:
        """Delete a part of what is typed."""
        if self._editing is not None:
            getattr(self._editing.line, how)()
            self._editing.followed()
            self._edited()

    def action_select_all(self) -> None:
        """Select all that is typed."""
        if self._editing is not None:
            self._editing.line.select_all()
            self._moved_caret()

    def action_select(self, where: str) -> None:
        """Extend the selection."""
        if self._editing is None:
            return
        line = self._editing.line
        if where in ("home", "end"):
            line.move_to(0 if where == "home" else len(line.text), select=True)
        else:
            getattr(line, where)(select=True)
        self._moved_caret()

    def action_word(self, where: str) -> None:
        """Move the caret by a word."""
        if self._editing is not None:
            getattr(self._editing.line, f"word_{where}")()
            self._moved_caret()

    def action_copy(self) -> None:
        """Copy the selection, or the text of the cell."""
        text = self._editing.line.selected or self._editing.line.text if self._editing else ""
        cell = self._cell()
        if not self._editing and cell is not None:
            text = cell.text or cell.shown
        if text:
            self.app.copy_to_clipboard(text.encode("utf-8", "replace").decode())

    def action_cut(self) -> None:
        """Copy, then delete the selection or unset the cell."""
        self.action_copy()
        if self._editing is None:
            self._delete("delete_right")
        elif self._editing.line.selected:
            self.action_erase("delete_right")

    def action_paste(self) -> None:
        """Put what was copied into the cell, as if typed."""
        self._insert(self.app.clipboard)
