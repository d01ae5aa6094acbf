"""Search across the workbook: labels, names, values and addresses."""

from __future__ import annotations

from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from partnerbook.program.address import Address
from partnerbook.program.locate import site
from partnerbook.program.program import Program
from partnerbook.tui.dialogs.dialog import Dialog
from partnerbook.tui.dialogs.entry import Entry
from partnerbook.tui.dialogs.picks import Pick, Picks
from partnerbook.tui.dialogs.search_index import Hit, find, index
from partnerbook.tui.glyphs import Glyphs
from partnerbook.tui.page import Line
from partnerbook.tui.text import safe_content

_MOST: Final = 200
"""Hits that are listed; who needs more types one more word."""


class SearchDialog(Dialog[Address]):
    """A line to type in and what fits; answers with an address."""

    DEFAULT_CSS = """
    SearchDialog #query { margin: 1 0 0 0; }
    SearchDialog #count { margin: 0 1; height: 1; color: $text-muted; }
    """
    HINT = "Type words · {search.previous|search.next} choose · Enter goes there · {dialog.close} close"
    BOX = "-large"
    AUTO_FOCUS = "#query"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "step(1)", "Next hit", show=False, id="search.next", priority=True),
        Binding("up", "step(-1)", "Previous hit", show=False, id="search.previous", priority=True),
        Binding("pagedown", "page(1)", "Page down", show=False, id="search.page-down", priority=True),
        Binding("pageup", "page(-1)", "Page up", show=False, id="search.page-up", priority=True),
    ]

    def __init__(self, program: Program, glyphs: Glyphs) -> None:
        super().__init__("Search the workbook", glyphs)
        self._program = program
        self._hits: tuple[Hit, ...] | None = None

    def body(self) -> ComposeResult:
        """Line, count, hits."""
        yield Entry(id="query", placeholder="a name, a label, a value, an address")
        yield Static(Content("reading the workbook"), id="count")
        yield Picks(self.glyphs, id="hits", filling=True)

    def on_mount(self) -> None:
        """Read the workbook beside the interface: the line can be typed in at once."""
        self.query_one(Picks).can_focus = False
        self._read()

    @work(thread=True, exclusive=True, group="search")
    def _read(self) -> None:
        hits = index(self._program)
        self.app.call_from_thread(self._have, hits)

    def _have(self, hits: tuple[Hit, ...]) -> None:
        self._hits = hits
        if self.is_mounted:
            self._show()

    @on(Input.Changed)
    def _changed(self) -> None:
        self._show()

    def _show(self) -> None:
        if self._hits is None:
            return
        query = self.query_one(Entry).value
        found = find(self._hits, query, _MOST + 1)
        picks = self.query_one(Picks)
        picks.fill([self._pick(hit) for hit in found[:_MOST]])
        self.query_one("#count", Static).update(self._count(query, len(found)))

    def _count(self, query: str, found: int) -> Content:
        if not found:
            typed = self._typed_address()
            words = (
                f"Enter goes to {typed}"
                if typed
                else f"nothing fits; {self.key_names('dialog.close')} closes"
            )
        elif not query.strip():
            words = f"{len(self._hits or ()):,} values; type to search"
        elif found > _MOST:
            words = f"the best {_MOST}; one more word narrows them down"
        else:
            words = "1 hit" if found == 1 else f"{found} hits"
        return safe_content(words, ascii_only=self.glyphs.ascii)

    def _pick(self, hit: Hit) -> Pick:
        value = " ".join(hit.value.split()) if hit.value else self.glyphs.unset
        left: Line = (
            (hit.title, "plain"),
            ("   ", "plain"),
            (value[:60], "accent" if hit.value else "muted"),
        )
        return Pick(hit.address, left, ((hit.address, "muted"),), yields=True)

    # ── answering ────────────────────────────────────────────────────────────

    def _typed_address(self) -> Address:
        """What was typed, where the format knows it as an address."""
        text = self.query_one(Entry).value.strip()
        try:
            return text if text and site(text) is not None else ""
        except ValueError:
            return ""

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        picked = self.query_one(Picks).current or self._typed_address()
        if picked:
            self.dismiss(picked)
        else:
            self.app.bell()

    def on_picks_picked(self, event: Picks.Picked) -> None:
        """A hit was clicked."""
        self.dismiss(event.id)

    def action_step(self, by: int) -> None:
        """Another hit."""
        self.query_one(Picks).action_step(by)

    def action_page(self, by: int) -> None:
        """Hits further on."""
        self.query_one(Picks).action_page(by)
