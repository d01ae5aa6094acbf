"""Typing in a sheet: opening the one editor, telling the owner of each key, committing and dropping."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.events import Key, Paste
from textual.geometry import Region

from partnerbook.tui.sheet.cursor import SheetCursor
from partnerbook.tui.sheet.editing import Editing
from partnerbook.tui.sheet.messages import ActionWanted, Committed, Direction, Dropped
from partnerbook.tui.sheet.model import Cell, Choice, FormRow, GridRow, item_at
from partnerbook.tui.sheet.places import DETAIL
from partnerbook.tui.text import typed

if TYPE_CHECKING:
    from partnerbook.tui.sheet.note import Kept, NoteScreen

_NOTE_LINES = 10
_NOTE_LEAST = 68
"""Room for its keys on the border."""


class SheetTyping(SheetCursor):
    """A cursor that can be typed at."""

    preview: Callable[[str, str], None] | None = None
    """Called with ``(address, text)`` at each key while typing, in the handler of that key. The owner answers
    by calling `Sheet.flag`, so that what is found is painted together with the character, or `Sheet.update_rows`.
    When typing ends without a commit, `Dropped` is posted, and the owner shows the model without the preview."""
    choices_for: Callable[[Cell], Sequence[Choice]] | None = None
    """Gives the words to choose from; nothing for a cell without a list."""
    _note: NoteScreen | None = None
    _after_note: Sequence[Key] = ()
    """Keys pressed after the one that closed a note."""
    _rest_of_word: tuple[str, str] = ("", "")
    """Where a letter has answered yes or no, and the letters that would follow it."""

    async def _on_key(self, event: Key) -> None:
        if self._note is not None:
            event.stop()
            event.prevent_default()
            if not self._note.takes(event):
                self._keep_for_after(event)
            return
        if await self._own_keys.run(event):
            self._paint_now()
            return
        if event.key.startswith(("ctrl+", "alt+")):
            return
        if event.character is not None and event.is_printable:
            event.stop()
            event.prevent_default()
            self._type(event.character)
            self._paint_now()

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Every printable key types: bindings of the app on such keys rest while the sheet has the focus."""
        return character is not None and character.isprintable() and not key.startswith(("ctrl+", "alt+"))

    def on_paste(self, event: Paste) -> None:
        event.stop()
        if self._note is None or not self._note.takes(event):
            self._insert(event.text)

    def _type(self, char: str) -> None:
        cell = self._cell()
        if self._editing is not None:
            self._editing.type(char, self.today())
            self._edited()
        elif cell is None or not cell.editable:
            self.app.bell()
            self._say_computed()
        elif not self._toggle(cell, char):
            self._begin(cell, replace=char)

    def _say_computed(self) -> None:
        """Let the owner say why nothing is typed here."""
        row = self.cursor_row
        item, collection = item_at(row, self._column) if row is not None else ("", "")
        self.post_message(ActionWanted(self, "type", self.address, item, collection))

    def _insert(self, text: str) -> None:
        cell = self._cell()
        text = typed(text, lines=cell is not None and self._kind(cell) == "note")
        if not text:
            return
        if self._editing is not None:
            self._editing.insert(text)
            self._edited()
        elif cell is not None and cell.editable:
            self._begin(cell, replace=text)

    @staticmethod
    def _kind(cell: Cell) -> str:
        return cell.field.kind if cell.field else ""

    def _toggle(self, cell: Cell, char: str) -> bool:
        """y, n and blank on a yes-no cell: committed at once. Who types the whole word means no more than that."""
        if self._kind(cell) != "yes-no":
            return False
        at, rest = self._rest_of_word
        self._rest_of_word = ("", "")
        if at == cell.address and rest and char.lower() == rest[0]:
            self._rest_of_word = (at, rest[1:])
            return True
        if char not in "yYnN ":
            return False
        self._rest_of_word = (cell.address, {"y": "es", "n": "o"}.get(char.lower(), ""))
        text = {"y": "yes", "n": "no"}.get(char.lower()) or ("no" if cell.text == "yes" else "yes")
        if text != cell.text:
            self._post_commit(cell.address, text, "stay")
        return True

    def _begin(self, cell: Cell, replace: str | None = None) -> None:
        """Open the editor: with the value, or typing over it."""
        self._show_cursor()
        if self._kind(cell) == "note":
            self._open_note(cell, replace)
            return
        choices = self.choices_for(cell) if self.choices_for else ()
        if replace is None:
            self._editing = Editing.open(cell, choices)
        else:
            self._editing = Editing.replacing(cell, choices, "")
            for_typing = self._editing.type if len(replace) == 1 else None
            if for_typing:
                for_typing(replace, self.today())
            else:
                self._editing.insert(replace)
        self.refresh_bindings()
        self._edited(begun=replace is None)

    def _edited(self, *, begun: bool = False) -> None:
        """The text has changed: tell the owner and paint, all before the next frame."""
        editing = self._editing
        if editing is None:
            return
        if self.preview is not None and not begun:
            self.preview(editing.address, editing.value)
        self._moved_caret()

    def _paint_now(self) -> None:
        """Paint within the handler of the key. By itself it would come three messages and a timer later."""
        self.screen._dirty_widgets.add(self)
        self.screen._on_timer_update()

    def _moved_caret(self) -> None:
        self._show_cursor()
        self._repaint_cursor()
        if self._popup is not None or (self._editing and (self._editing.choices or self._editing.is_date)):
            self._place_popup()
        self._place_terminal_cursor()

    def _stop_typing(self) -> None:
        self._editing = None
        self._place_popup()
        self._repaint_cursor()
        self.refresh_bindings()

    def _leave_cell(self, direction: Direction) -> None:
        """Commit what is typed, if something is."""
        editing = self._editing
        if editing is None:
            return
        self._stop_typing()
        if editing.untouched:
            self.post_message(Dropped(self, editing.address))
        else:
            self._post_commit(editing.address, editing.value, direction)

    def _abandon(self, address: str) -> None:
        self._stop_typing()
        self.post_message(Dropped(self, address))

    def _post_commit(self, address: str, text: str, direction: Direction) -> None:
        self._echo = (address, text)
        self._strips.clear()
        self._repaint_cursor()
        self.post_message(Committed(self, address, text, direction))

    # ── notes ────────────────────────────────────────────────────────────────

    def _open_note(self, cell: Cell, replace: str | None) -> None:
        from partnerbook.tui.sheet.note import NoteScreen

        address, row = cell.address, self.cursor_row
        label = row.label if isinstance(row, (FormRow, GridRow)) else ""

        def told(text: str) -> None:
            if self.preview is not None:
                self.preview(address, text)

        async def closed(kept: Kept | None) -> None:
            self._note = None
            text, direction = kept or (cell.text, "stay")
            if text == cell.text:
                self.post_message(Dropped(self, address))
            else:
                self._post_commit(address, text, direction)
            self._go_on(direction)
            await self._type_after_note()

        self._note = NoteScreen(label, cell.text, self._note_region(), told, self._keep_for_after, replace)
        self._note.set_class(self.glyphs.ascii, "-ascii")
        self.app.push_screen(self._note, closed)
        self.call_later(self._note.sheet_is_through)  # behind the keys that are on their way to this sheet

    def _go_on(self, direction: Direction) -> None:
        """Move to where a commit goes; from the last or first cell leave the sheet."""
        if direction == "down":
            self._step_rows(1)
        elif direction == "next" and not self._step_cells(1):
            self.screen.focus_next()
        elif direction == "previous" and not self._step_cells(-1):
            self.screen.focus_previous()

    def _keep_for_after(self, event: Key) -> None:
        self._after_note = (*self._after_note, event)
        if self._note is None:
            self.call_later(self._type_after_note)

    async def _type_after_note(self) -> None:
        from partnerbook.tui.sheet.note import again

        events, self._after_note = self._after_note, ()
        for event in events:
            await self.on_event(again(event))

    def _note_region(self) -> Region:
        """A place for the note: below the details if there is room, else above the row."""
        screen, sheet = self.app.size, self.content_region
        row = self.cursor_row
        x = self._box_of(row, self._column)[0] if row is not None else 0
        width = min(max(sheet.width - x, _NOTE_LEAST), screen.width)
        x = min(sheet.x + x, screen.width - width)
        line = sheet.y + self._row - self.scroll_offset.y
        below = screen.height - line - 1 - DETAIL
        height = min(_NOTE_LINES, max(below, line))
        y = line + 1 + DETAIL if below >= height else line - height
        return Region(x, max(y, 0), width, height)
