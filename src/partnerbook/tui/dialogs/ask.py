"""One line is asked for."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.suggester import Suggester
from textual.widgets import Input, Static

from partnerbook.tui.dialogs.dialog import Dialog
from partnerbook.tui.dialogs.drawn import plain_signs
from partnerbook.tui.dialogs.entry import Entry
from partnerbook.tui.glyphs import Glyphs
from partnerbook.tui.text import safe_content


class Ask(Dialog[str]):
    """Asks for one line; answers with it, or ``None`` for Esc."""

    DEFAULT_CSS = """
    Ask #label { margin: 1 1 0 1; color: $text-muted; height: auto; }
    Ask #mistake { margin: 0 1 1 1; color: $text-error; height: auto; min-height: 1; }
    """
    HINT = "Enter confirm · {dialog.close} cancel"
    AUTO_FOCUS = "#value"

    def __init__(
        self,
        title: str,
        label: str,
        value: str = "",
        *,
        wrong: Callable[[str], str] | None = None,
        suggester: Suggester | None = None,
        glyphs: Glyphs | None = None,
    ) -> None:
        """Args:
        title: what it is for.
        label: what is asked for.
        value: what stands there at first.
        wrong: says what is wrong with an answer; empty for nothing. The dialog stays open then.
        suggester: completes what is typed.
        glyphs: the signs to draw with; the application's when not given.
        """
        super().__init__(title, glyphs)
        self._label = label
        self._value = value
        self._wrong = wrong
        self._suggester = suggester

    def body(self) -> ComposeResult:
        """Label, line, and what is wrong with it."""
        ascii_only = self.glyphs.ascii
        label = plain_signs(self._label, self.glyphs)
        yield Static(safe_content(label, ascii_only=ascii_only, keep_lines=True), id="label")
        yield Entry(self._value, id="value", suggester=self._suggester)
        yield Static(Content(""), id="mistake")

    def on_mount(self) -> None:
        """The part of a file name before its ending is what is typed over."""
        entry = self.query_one(Entry)
        entry.cursor_position = len(entry.value)

    @on(Input.Changed)
    def _changed(self) -> None:
        self.query_one("#mistake", Static).update(Content(""))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        text = event.value.strip()
        mistake = self._wrong(text) if self._wrong else ""
        if mistake:
            shown = safe_content(f"{self.glyphs.error} {mistake}", ascii_only=self.glyphs.ascii)
            self.query_one("#mistake", Static).update(shown)
        else:
            self.dismiss(text)
