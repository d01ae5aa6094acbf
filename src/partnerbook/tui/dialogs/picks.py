"""A list to pick from: drawn, not mounted, with one cursor; arrows, j and k, Enter, and the mouse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Click
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip

from partnerbook.record import record
from partnerbook.tui.dialogs.drawn import Drawn, cut, sides, yielding
from partnerbook.tui.glyphs import Glyphs
from partnerbook.tui.page import Line


@record
class Pick:
    """One entry: a line with a left and a right part, and lines below it."""

    id: str
    """What is picked; empty for a title or a gap, on which the cursor does not stand."""
    left: Line
    right: Line = ()
    below: tuple[Line, ...] = ()
    yields: bool = False
    """Whether the right part makes room for the left one, and not the other way round."""


class Picks(Drawn, can_focus=True):
    """The list. It says what was picked; its owner acts."""

    DEFAULT_CSS = """
    Picks { height: auto; max-height: 70vh; }
    Picks.-filling { height: 1fr; max-height: 100%; scrollbar-gutter: stable; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "step(1)", "Next", show=False, id="list.next"),
        Binding("up,k", "step(-1)", "Previous", show=False, id="list.previous"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="list.page-down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="list.page-up"),
        Binding("home,g", "jump(0)", "First", show=False, id="list.first"),
        Binding("end,G", "jump(-1)", "Last", show=False, id="list.last"),
        Binding("enter,space", "pick", "Choose", show=False, id="list.choose"),
    ]

    class Picked(Message):
        """An entry was picked."""

        def __init__(self, picks: Picks, id: str) -> None:
            super().__init__()
            self.picks = picks
            self.id = id

    class Pointed(Message):
        """The cursor came to another entry."""

        def __init__(self, picks: Picks, id: str) -> None:
            super().__init__()
            self.picks = picks
            self.id = id

    def __init__(self, glyphs: Glyphs, *, id: str | None = None, filling: bool = False) -> None:
        """Args:
        glyphs: the signs to draw with.
        id: its name in the screen.
        filling: takes all the room there is, instead of as much as it needs.
        """
        super().__init__(glyphs=glyphs, id=id)
        self.set_class(filling, "-filling")
        self._picks: Sequence[Pick] = ()
        self._stops: list[int] = []
        self._starts: list[int] = []
        self._cursor = 0

    # ── for the owner ────────────────────────────────────────────────────────

    def fill(self, picks: Sequence[Pick], at: str = "") -> None:
        """Show these entries, with the cursor on the one named, or on the first."""
        self._picks = picks
        self._stops = [index for index, pick in enumerate(picks) if pick.id]
        ids = [picks[index].id for index in self._stops]
        self._cursor = ids.index(at) if at in ids else 0
        self._redraw()
        self.refresh(layout=not self.has_class("-filling"))
        self.call_after_refresh(self._show_cursor)

    @property
    def current(self) -> str:
        """The entry under the cursor; empty when there is none."""
        return self._picks[self._stops[self._cursor]].id if self._stops else ""

    # ── drawing ──────────────────────────────────────────────────────────────

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as there are."""
        return sum(1 + len(pick.below) for pick in self._picks)

    def on_resize(self) -> None:
        """Cut the lines again."""
        self._redraw()
        self._show_cursor()

    def _redraw(self) -> None:
        width = self.scrollable_content_region.width
        lines: list[Line] = []
        self._starts = []
        for pick in self._picks:
            self._starts.append(len(lines))
            lines += self._entry(pick, width)
        self.show(lines)
        self.refresh()

    def _entry(self, pick: Pick, width: int) -> list[Line]:
        front = "  " if pick.id else ""
        room = max(width - len(front), 0)
        draw = yielding if pick.yields else sides
        rows = [draw(pick.left, pick.right, room, self.glyphs)]
        rows += [cut(line, room, self.glyphs) for line in pick.below]
        return [((front, "plain"), *row) for row in rows]

    def strip_of(self, index: int) -> Strip:
        """The strip of a line; the entry under the cursor stands on another ground, with a sign in front."""
        strip = super().strip_of(index)
        if not self._stops:
            return strip
        which = self._stops[self._cursor]
        first = self._starts[which]
        if not first <= index <= first + len(self._picks[which].below):
            return strip
        if index == first:
            mark = self._segment(self.glyphs.cursor, "accent")
            strip = Strip.join([Strip([mark]), strip.crop(1, strip.cell_length)])
        return strip.apply_style(self.cursor_paint)

    def _show_cursor(self) -> None:
        if self._stops and self._starts:
            which = self._stops[self._cursor]
            first = 0 if self._cursor == 0 else self._starts[which]
            height = self._starts[which] + 1 + len(self._picks[which].below) - first
            self.scroll_to_region(Region(0, first, 1, height), animate=False, force=True)
        self.refresh()

    # ── keys and mouse ───────────────────────────────────────────────────────

    def _move(self, to: int) -> None:
        if not self._stops:
            return
        before, self._cursor = self._cursor, min(max(to, 0), len(self._stops) - 1)
        self._show_cursor()
        if self._cursor != before:
            self.post_message(self.Pointed(self, self.current))

    def action_step(self, by: int) -> None:
        """To a neighbour."""
        self._move(self._cursor + by)

    def action_page(self, by: int) -> None:
        """About a screen of entries on."""
        self._move(self._cursor + by * max(self.size.height - 2, 1))

    def action_jump(self, to: int) -> None:
        """To the first or the last."""
        self._move(to if to >= 0 else len(self._stops) - 1)

    def action_pick(self) -> None:
        """Pick the entry under the cursor."""
        if self._stops:
            self.post_message(self.Picked(self, self.current))

    def pick_number(self, number: int) -> None:
        """Pick the entry with this number, from 1."""
        if 0 < number <= len(self._stops):
            self._move(number - 1)
            self.action_pick()

    def on_click(self, event: Click) -> None:
        """A click picks."""
        place = event.get_content_offset(self)
        if place is None:
            return
        line = place.y + self.scroll_offset.y
        for order, which in enumerate(self._stops):
            if self._starts[which] <= line <= self._starts[which] + len(self._picks[which].below):
                event.stop()
                self._move(order)
                self.action_pick()
