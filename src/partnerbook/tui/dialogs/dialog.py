"""The frame that all dialogs share: a box over the workbook with a title, the keys that matter, and Esc."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar, TypeVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Click
from textual.widget import Widget

from partnerbook.tui.dialogs.drawn import plain_signs
from partnerbook.tui.glyphs import UNICODE, Glyphs
from partnerbook.tui.keys import KeyNames, screen_keys
from partnerbook.tui.once import ModalOnce
from partnerbook.tui.text import fit, safe

T = TypeVar("T")


def glyphs_of(app: App[Any]) -> Glyphs:
    """The signs that the application draws with."""
    found = getattr(app, "glyphs", UNICODE)
    return found if isinstance(found, Glyphs) else UNICODE


class Box(Vertical):
    """The box of a dialog, with a title in its upper edge and the keys in its lower one."""

    def __init__(self, title: str, hint: str, glyphs: Glyphs, *, classes: str = "") -> None:
        super().__init__(id="box", classes=classes)
        self._texts = (title, hint)
        self._glyphs = glyphs

    def on_resize(self) -> None:
        """Cut both lines to the width, with a sign that the terminal has."""
        room = self.outer_size.width - 6
        title, hint = (self._edge(text, room) for text in self._texts)
        self.border_title, self.border_subtitle = title, hint

    def _edge(self, text: str, room: int) -> Content:
        shown = safe(plain_signs(text, self._glyphs), ascii_only=self._glyphs.ascii, limit=400).plain
        return Content(fit(shown, room, self._glyphs.ellipsis))


class Dialog(ModalOnce[T]):
    """A box in the middle of the screen. Subclasses say what is in it, and dismiss with the answer."""

    DEFAULT_CSS = """
    Dialog { align: center middle; background: $background 60%; }
    Dialog #box {
        width: 76; max-width: 96%; height: auto; max-height: 94%;
        background: $surface; color: $foreground;
        border: round $border; padding: 0 0;
        border-title-color: $text-primary; border-title-style: bold; border-title-background: $surface;
        border-subtitle-color: $text-muted; border-subtitle-background: $surface;
    }
    Dialog #box.-large { width: 100; height: 94%; }
    Dialog #box.-wide { width: 100; }
    Dialog.-ascii #box { border: ascii $border; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Close", show=False, id="dialog.close"),
    ]
    HINT: ClassVar[str] = "{dialog.close} close"
    """The keys that matter, in the lower edge of the box; ids of actions stand for their keys."""
    BOX: ClassVar[str] = ""
    """Classes of the box: ``-large`` fills the screen, ``-wide`` is wider than a question."""

    def __init__(self, title: str, glyphs: Glyphs | None = None) -> None:
        super().__init__()
        self._title = title
        self._glyphs = glyphs

    @property
    def glyphs(self) -> Glyphs:
        """The signs that are drawn."""
        return self._glyphs or glyphs_of(self.app)

    @cached_property
    def key_names(self) -> KeyNames:
        """The keys of what can be done here, as they are mapped."""
        return screen_keys(self, *self.inside())

    def inside(self) -> tuple[type[Widget], ...]:
        """The widgets in the box whose keys the hints name."""
        from partnerbook.tui.dialogs.pager import Pager
        from partnerbook.tui.dialogs.picks import Picks

        return (Picks, Pager)

    def compose(self) -> ComposeResult:
        """The box around what the dialog holds."""
        self.set_class(self.glyphs.ascii, "-ascii")
        with Box(self._title, self.key_names.fill(self.HINT), self.glyphs, classes=self.BOX):
            yield from self.body()

    def body(self) -> ComposeResult:
        """What stands in the box."""
        yield Widget()

    @property
    def box(self) -> Box:
        """The box."""
        return self.query_one(Box)

    def action_cancel(self) -> None:
        """Close without an answer."""
        self.dismiss(None)

    def on_click(self, event: Click) -> None:
        """A click beside the box closes it."""
        if not self.box.region.contains(event.screen_x, event.screen_y):
            event.stop()
            self.action_cancel()

    def on_resize(self) -> None:
        """Make way for the notice when the terminal becomes too small."""
        from partnerbook.tui.too_small import make_way

        make_way(self)
