"""The lines around a workbook: title, step rail, what was just said, and the keys that matter here."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from partnerbook.record import record
from partnerbook.tui.text import safe_content

_LEAST_OF_A_NAME: Final = 6
"""Cells in which a name still says something."""

_GAP: Final = 3
"""Cells between two keys of the last line."""


class TitleBar(Widget):
    """Program, file and state at the left; what was found at the right."""

    DEFAULT_CSS = """
    TitleBar { height: 1; background: $panel; color: $foreground; padding: 0 1; }
    """
    ascii_only = False
    name_shown: reactive[tuple[str, str, str]] = reactive(("", "", ""))
    counts: reactive[tuple[tuple[str, str], ...]] = reactive(())

    def render(self) -> Content:
        """One line, the right part kept whole."""
        right = Content("  ").join([Content.styled(text, style) for text, style in self.counts])
        left = self._left(self.content_size.width - right.cell_length - 2)
        gap = max(self.content_size.width - left.cell_length - right.cell_length, 1)
        return Content.assemble(left, " " * gap, right)

    def _left(self, room: int) -> Content:
        """Program, file and state. Whether it is saved is the last thing to be cut."""
        name, file, state = self.name_shown
        pieces = (
            (state, "$text-muted" if state == "saved" else "$text-warning", len(state)),
            (name, "bold", _LEAST_OF_A_NAME),
            (file, "$text-muted", 2 * _LEAST_OF_A_NAME),
        )
        shown: dict[str, Content] = {}
        for text, style, least in pieces:
            if text and room >= least:
                piece = safe_content(text, style, ascii_only=self.ascii_only)
                shown[text] = piece.truncate(max(room, 0), ellipsis=not self.ascii_only)
                room -= shown[text].cell_length + 2
        return Content("  ").join([shown[text] for text in (name, file, state) if text in shown])


STEP_PAGES: Final = ("value", "tiers", "enablement", "recruiting", "conflict")


def step_keys(where: str) -> list[BindingType]:
    """The keys 1-5 of a widget in which single keys act: each goes to that step's page."""
    return [
        Binding(str(n), f"screen.page('{page}')", f"Step {n}", show=False, id=f"{where}.step-{n}")
        for n, page in enumerate(STEP_PAGES, 1)
    ]


@record
class Stop:
    """One step on the rail."""

    key: str
    title: str
    """With its number: ``2 Tiers``."""
    short: str
    state: str
    """A sign and a count: ``✗2``."""
    style: str


class Rail(Widget, can_focus=True):
    """The steps with their state. Keys: 1-5, arrows, Enter; a click goes there."""

    DEFAULT_CSS = """
    Rail { height: 1; background: $surface; color: $foreground; padding: 0 1; }
    Rail:focus { background: $panel; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,k,up,left_square_bracket", "step(-1)", "Step before", show=False, id="rail.previous"),
        Binding("right,j,down,right_square_bracket", "step(1)", "Next step", show=False, id="rail.next"),
        Binding("g,home,0", "to(0)", "Company", show=False, id="rail.first"),
        Binding("G,end,9", "to(-1)", "Review", show=False, id="rail.last"),
        *[Binding(str(n), f"to({n})", f"Step {n}", show=False, id=f"rail.step-{n}") for n in range(1, 6)],
        Binding("enter,space,escape", "enter", "To the sheet", show=False, id="rail.enter"),
    ]
    stops: reactive[tuple[Stop, ...]] = reactive(())
    current: reactive[str] = reactive("")

    class Chosen(Message):
        """A step was chosen."""

        def __init__(self, key: str, enter: bool) -> None:
            super().__init__()
            self.key = key
            self.enter = enter

    def _titles(self) -> tuple[list[str], int]:
        """The titles as long as there is room for, and the cells between two steps."""
        states = sum(len(stop.state) + 3 for stop in self.stops)
        full = [stop.title for stop in self.stops]
        room = self.content_size.width - states
        for titles, gap in (
            (full, 1),
            ([_cut(title, 7) for title in full], 0),
            ([_cut(title, 5) for title in full], 0),
        ):
            if sum(map(len, titles)) + gap * (len(titles) - 1) <= room:
                return titles, gap
        return [stop.short for stop in self.stops], 0

    def _pieces(self) -> list[Content]:
        pieces = []
        for stop, name in zip(self.stops, self._titles()[0], strict=True):
            here = stop.key == self.current
            title = Content.styled(f" {name}", "bold reverse" if here else "")
            state = Content.styled(
                f"{stop.state} " if stop.state else " ", "bold reverse" if here else stop.style
            )
            pieces.append(Content.assemble(title, Content.styled(" ", "reverse" if here else ""), state))
        return pieces

    def render(self) -> Content:
        """All steps on one line."""
        gap = " " * self._titles()[1]
        return Content(gap).join(self._pieces()).truncate(self.content_size.width)

    def action_step(self, by: int) -> None:
        """Go to a neighbour."""
        keys = [stop.key for stop in self.stops]
        index = min(max(keys.index(self.current) + by, 0), len(keys) - 1)
        self.post_message(self.Chosen(keys[index], enter=False))

    def action_to(self, index: int) -> None:
        """Go to a step by its number."""
        self.post_message(self.Chosen(self.stops[index].key, enter=False))

    def action_enter(self) -> None:
        """Into the sheet."""
        self.post_message(self.Chosen(self.current, enter=True))

    def on_click(self, event: Click) -> None:
        """Go to the step that was clicked."""
        x = event.x - 1
        for stop, piece in zip(self.stops, self._pieces(), strict=True):
            if 0 <= x < piece.cell_length:
                self.post_message(self.Chosen(stop.key, enter=True))
                return
            x -= piece.cell_length + self._titles()[1]


def _cut(title: str, most: int) -> str:
    """A title whose word is longer than so many letters, cut to four: ``3 Enab``."""
    number, _, word = title.rpartition(" ")
    return f"{number} {word[:4]}".strip() if len(word) > most else title


class SayLine(Widget, can_focus=True):
    """What was just done, or the finding that the cursor was led to; with the focus single keys act on it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape,up,down", "to_sheet", "To the field", show=False, id="say.enter"),
        *step_keys("say"),
    ]

    DEFAULT_CSS = """
    SayLine { height: 1; background: $surface; color: $foreground; padding: 0 1; }
    SayLine:focus { background: $panel; }
    """
    ascii_only = False
    said: reactive[Content] = reactive(Content(""))

    def render(self) -> Content:
        """One line."""
        return self.said.truncate(self.content_size.width, ellipsis=not self.ascii_only)

    def action_to_sheet(self) -> None:
        """Back to the field."""
        self.screen.query_one("#sheet").focus()


class KeyBar(Widget):
    """Five or six keys that matter here; each can be clicked."""

    DEFAULT_CSS = """
    KeyBar { height: 1; background: $panel; color: $foreground; padding: 0 1; }
    """
    keys: reactive[tuple[tuple[str, str, str], ...]] = reactive(())
    """Key, words, and the id of the action."""

    def _pieces(self) -> list[Content]:
        return [Content.assemble((key, "bold $text-accent"), f" {words}") for key, words, _ in self.keys]

    def render(self) -> Content:
        """As many as there is room for."""
        shown: list[Content] = []
        room = self.content_size.width
        for piece in self._pieces():
            room -= piece.cell_length + (_GAP if shown else 0)
            if room < 0:
                break
            shown.append(piece)
        return Content(" " * _GAP).join(shown)

    async def on_click(self, event: Click) -> None:
        """Run the action of the key that was clicked."""
        from partnerbook.tui.key_line import run_by_id

        x = event.x - 1
        for (_, _, action), piece in zip(self.keys, self._pieces(), strict=True):
            if 0 <= x < piece.cell_length:
                await run_by_id(self.app, action)  # type: ignore[arg-type]
                return
            x -= piece.cell_length + _GAP
