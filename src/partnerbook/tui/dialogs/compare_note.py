"""The note for the changelog, shown to be read and copied."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from partnerbook.tui.dialogs.dialog import Dialog
from partnerbook.tui.dialogs.drawn import flow
from partnerbook.tui.dialogs.pager import Pager
from partnerbook.tui.glyphs import Glyphs
from partnerbook.tui.page import Line
from partnerbook.tui.text import safe


class NoteDialog(Dialog[None]):
    """A text to be taken elsewhere. It has been copied already; `c` copies it again."""

    HINT = "{note.copy} copy · {dialog.close} close"
    BOX = "-large"
    AUTO_FOCUS = "#note"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "copy", "Copy the note", show=False, id="note.copy"),
    ]

    def __init__(self, title: str, text: str, glyphs: Glyphs) -> None:
        super().__init__(title, glyphs)
        self._text = safe(text, keep_lines=True, limit=100_000).plain

    def body(self) -> ComposeResult:
        """The text."""
        yield Pager(self._lines, self.glyphs, id="note")

    def _lines(self, width: int) -> list[Line]:
        return flow(self._text, width)

    def on_mount(self) -> None:
        """It is copied at once."""
        self.action_copy()

    def action_copy(self) -> None:
        """Put it on the clipboard."""
        self.app.copy_to_clipboard(self._text.encode("utf-8", "replace").decode())
