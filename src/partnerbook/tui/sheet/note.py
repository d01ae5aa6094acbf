"""The editor for text of several lines: an area over the sheet, with its keys written on its border."""

from __future__ import annotations

from collections.abc import Callable
from itertools import takewhile
from typing import ClassVar, Final, TypeAlias

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Event, Key, Paste
from textual.geometry import Region
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult

from partnerbook.tui.keys import key_names
from partnerbook.tui.once import ModalOnce
from partnerbook.tui.sheet.keys import OwnKeys
from partnerbook.tui.sheet.messages import Direction
from partnerbook.tui.text import safe_content, typed

Kept: TypeAlias = tuple[str, Direction]
"""The text, and where the cursor goes with it."""
_HINT: Final = "{note.keep} keeps it · {note.next} goes on · {note.new-line} new line · {note.drop} drops it"
_LITTLE: Final = 40
"""So many typed characters are dropped without a question: they are typed again as quickly as it is answered."""


def again(event: Key | Paste) -> Key | Paste:
    """The same input for another widget than the one that was handed it."""
    copy = Key(event.key, event.character) if isinstance(event, Key) else Paste(event.text)
    copy._set_forwarded()  # or the application would take it for new input when it bubbles up
    return copy


class NoteArea(TextArea):
    """A text area that refuses control characters and tells of each edit in the handler that makes it."""

    # ctrl+j comes first: a terminal without the newer key codes sends alt+Enter and shift+Enter as Enter
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+enter", "keep('down')", "Keep", show=False, id="note.keep"),
        Binding("tab", "keep('next')", "Keep, next cell", show=False, id="note.next"),
        Binding("shift+tab", "keep('previous')", "Keep, cell before", show=False, id="note.previous"),
        Binding("ctrl+j,alt+enter,shift+enter", "new_line", "New line", show=False, id="note.new-line"),
        Binding("escape", "drop", "Drop", show=False, id="note.drop"),
        Binding("ctrl+s", "keep_and('ctrl+s')", "Keep, and save", show=False, id="note.save"),
    ]

    def __init__(
        self, text: str, told: Callable[[str], None], ended: Callable[[Direction | None], None]
    ) -> None:
        """Args:
        text: what is there now.
        told: called with the whole text at each edit.
        ended: called with where to go when it is kept, with nothing when it is dropped.
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
        if isinstance(self.screen, NoteScreen) and self.screen.passes_on(event):
            event.stop()
            event.prevent_default()
        elif not await self._own_keys.run(event):
            await super()._on_key(event)

    async def _on_paste(self, event: Paste) -> None:
        event.stop()
        event.prevent_default()  # the text area's own handler is called here, and not once more after it
        event.text = typed(event.text, lines=True)
        await super()._on_paste(event)

    def action_new_line(self) -> None:
        """Begin a new line; a selection gives way to it."""
        self._replace_via_keyboard("\n", *self.selection)

    def action_keep(self, direction: Direction) -> None:
        """Close with the text, and go on."""
        self._ended(direction)

    def action_keep_and(self, key: str) -> None:
        """Close with the text, and press a key in the sheet."""
        self._ended("stay")
        self.app.call_later(self.app.simulate_key, key)

    def action_drop(self) -> None:
        """Close without it."""
        self._ended(None)


class NoteScreen(ModalOnce[Kept | None]):
    """Edits a note over the cell that holds it. Ends with the text, or with ``None`` when it was dropped.

    Keys reach it on two ways until the area has the focus: those that the sheet had been handed before
    come by `takes`, later ones from the application. They wait here and are typed in this order.
    """

    AUTO_FOCUS = ""

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
        self,
        title: str,
        text: str,
        over: Region,
        told: Callable[[str], None],
        rest: Callable[[Key], None],
        replace: str | None = None,
    ) -> None:
        """Args:
        title: the label of the field.
        text: what is there now.
        over: where the area lies on the screen.
        told: called with the whole text at each edit.
        rest: given the keys that were pressed after the one that closed it.
        replace: what was typed over the text, if the area was opened by typing.
        """
        super().__init__()
        self._first = text
        self._over = over
        self._told = told
        self._asked = False
        self._rest = rest
        self._replace = replace or ""
        self._early: list[Key | Paste] = []
        self._late: list[Key | Paste] = []
        self._begun = self._sheet_is_through = False
        self._area = NoteArea(text if replace is None else "", self._changed, self._end)
        self._area.border_title = safe_content(title, limit=80)

    def _say_keys(self, *, sure: bool = False) -> None:
        """Which keys keep the text and drop it; asked again before something typed is dropped."""
        names = key_names(self.app, NoteArea)
        words = "{note.drop} again drops what you typed · {note.keep} keeps it" if sure else _HINT
        self._area.border_subtitle = Content(names.fill(words))

    def compose(self) -> ComposeResult:
        self._say_keys()
        self._area.styles.offset = (self._over.x, self._over.y)
        self._area.styles.width = self._over.width
        self._area.styles.height = self._over.height
        yield self._area

    def on_mount(self) -> None:
        self._area.move_cursor(self._area.document.end)
        self._begin()

    def sheet_is_through(self) -> None:
        """The sheet has handed over every key that had reached it."""
        self._sheet_is_through = True
        self._begin()

    def takes(self, event: Key | Paste) -> bool:
        """Take a key that had reached the sheet; not any more once the note is closed."""
        if not self._is_answered:
            (self._area.post_message if self._begun else self._early.append)(again(event))
        return not self._is_answered

    def passes_on(self, event: Key) -> bool:
        """Whether the note is closed, and a key that still reached it is the sheet's."""
        if self._is_answered:
            self._rest(event)
        return self._is_answered

    def _forward_event(self, event: Event) -> None:
        if isinstance(event, (Key, Paste)) and not self._begun:
            self._late.append(again(event))
        else:
            super()._forward_event(event)

    def _begin(self) -> None:
        """Type what was kept, and give the area the focus, all in one."""
        if self._begun or not (self._sheet_is_through and self._area.is_mounted):
            return
        self._begun = True
        if self._replace:
            self._area.insert(self._replace)
        for event in (*self._early, *self._late):
            self._area.post_message(event)
        self.set_focus(self._area)

    def _changed(self, text: str) -> None:
        if self._asked:
            self._asked = False
            self._say_keys()
        self._told(text)

    def _end(self, direction: Direction | None) -> None:
        """Close; dropping much that was typed is asked for once."""
        if direction is not None:
            self.dismiss((self._area.text, direction))
        elif _typed_in(self._first, self._area.text) > _LITTLE and not self._asked:
            self._asked = True
            self._say_keys(sure=True)
        else:
            self.dismiss(None)


def _typed_in(before: str, now: str) -> int:
    """How many characters stand there now between what is as it was."""
    same = _alike(before, now)
    return len(now) - same - _alike(before[same:][::-1], now[same:][::-1])


def _alike(one: str, other: str) -> int:
    """How many characters both texts begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
