"""A line to type in, for dialogs: what is typed or pasted holds no control or invisible characters."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from partnerbook.tui.text import typed


class Entry(Input):
    """One line of text."""

    DEFAULT_CSS = """
    Entry, Entry:focus {
        height: 1; border: none; padding: 0 1;
        background: $panel; color: $foreground;
    }
    Entry:focus { background: $foreground 14%; }
    Entry > .input--placeholder, Entry > .input--suggestion { color: $text-muted; }
    """

    def __init__(self, value: str = "", *, id: str | None = None, **facts: object) -> None:
        super().__init__(typed(value), id=id, select_on_focus=False, **facts)  # type: ignore[arg-type]

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        text = typed(event.text)
        if self.selection.is_empty:
            self.insert_text_at_cursor(text)
        else:
            self.replace(text, *self.selection)
