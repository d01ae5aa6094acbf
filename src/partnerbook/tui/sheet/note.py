"""The editor for text of several lines: an area over the sheet, with its keys written on its border."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Key, Paste
from textual.geometry import Region
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult

from partnerbook.tui.keys import key_names
from partnerbook.tui.once import ModalOnce
from partnerbook.tui.sheet.keys import OwnKeys
from partnerbook.tui.text import safe_content, typed


class NoteArea(TextArea):
    """A text area that refuses control characters and tells of each edit in the handler that makes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,shift+tab,ctrl+enter,ctrl+j", "keep", "Keep", show=False, id="note.keep"),
        Binding("escape", "drop", "Drop", show=False, id="note.drop"),
        Binding("ctrl+s", "keep_and('ctrl+s')", "Keep, and save", show=False, id="note.save"),
    ]

    def __init__(self, text: str, told: Callable[[str], None], ended: Callable[[bool], None]) -> None:
        """Args:
        text: what is there now.
        told: called with the whole text at each edit.
        ended: called when it is kept (true) or dropped.
        """
        self._told: Callable[[str], None] | None = None
        super().__init__(text, soft_wrap=True, tab_behavior="focus", show_line_numbers=False)
        self._told = told
        self._ended = ended
        self._own_keys = OwnKeys(self)

    def edit(self, edit: Edit) -> EditResult:
        result = super().edit(edit)
        if self._told is not None:
            self._told(self.text)
        return result

    async def _on_key(self, event: Key) -> None:
        if not await self._own_keys.run(event):
            await super()._on_key(event)

    async def _on_paste(self, event: Paste) -> None:
        event.text = typed(event.text, lines=True)
        await super()._on_paste(event)

    def action_keep(self) -> None:
        """Close with the text."""
        self._ended(True)

    def action_keep_and(self, key: str) -> None:
        """Close with the text, and press a key in the sheet."""
        self._ended(True)
        self.app.call_later(self.app.simulate_key, key)

    def action_drop(self) -> None:
        """Close without it."""
        self._ended(False)


class NoteScreen(ModalOnce[str | None]):
    """Edits a note over the cell that holds it. Ends with the text, or with ``None`` when it was dropped."""

    DEFAULT_CSS = """
    NoteScreen {
        background: $background 0%;
        NoteArea {
            border: round $border;
            background: $surface;
            padding: 0 1;
            border-title-color: $text;
            border-subtitle-color: $text;
            &:focus { border: round $border; }
        }
        &.-ascii NoteArea, &.-ascii NoteArea:focus { border: ascii $border; }
    }
    """

    def __init__(
        self, title: str, text: str, over: Region, told: Callable[[str], None], replace: str | None = None
    ) -> None:
        """Args:
        title: the label of the field.
        text: what is there now.
        over: where the area lies on the screen.
        told: called with the whole text at each edit.
        replace: what was typed over the text, if the area was opened by typing.
        """
        super().__init__()
        self._first = text
        self._over = over
        self._told = told
        self._asked = False
        self._late = replace or ""
        self._area = NoteArea(text if replace is None else "", self._changed, self._end)
        self._area.border_title = safe_content(title, limit=80)

    def _say_keys(self, *, sure: bool = False) -> None:
        """Which keys keep the text and drop it; asked again before something typed is dropped."""
        names = key_names(self.app, NoteArea)
        keep, other, drop = names("note.keep"), names("note.keep", like="Enter"), names("note.drop")
        both = keep if other == keep else f"{keep} or {other}"
        words = (
            f"{drop} again drops what you typed, {keep} keeps it"
            if sure
            else f"{both} keeps it, {drop} drops it"
        )
        self._area.border_subtitle = Content(words)

    def compose(self) -> ComposeResult:
        self._say_keys()
        self._area.styles.offset = (self._over.x, self._over.y)
        self._area.styles.width = self._over.width
        self._area.styles.height = self._over.height
        yield self._area

    def on_mount(self) -> None:
        self._area.move_cursor(self._area.document.end)
        self._area.focus()
        if self._late:
            self._area.insert(self._late)
            self._late = ""

    def feed(self, text: str) -> None:
        """Keys that arrived before the area could take them."""
        if self._area.is_mounted:
            self._area.insert(text)
        else:
            self._late += text

    def _changed(self, text: str) -> None:
        if self._asked:
            self._asked = False
            self._say_keys()
        self._told(text)

    def _end(self, keep: bool) -> None:
        """Close; dropping what was typed is asked for once."""
        if keep:
            self.dismiss(self._area.text)
        elif self._area.text != self._first and not self._asked:
            self._asked = True
            self._say_keys(sure=True)
        else:
            self.dismiss(None)
