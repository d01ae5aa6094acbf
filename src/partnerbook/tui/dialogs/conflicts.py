"""A file with the conflicts of a merge: each by address, ours and theirs side by side, settled one by one."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from itertools import zip_longest
from typing import Any, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from partnerbook.session.conflicts import Conflict, Conflicts
from partnerbook.tui.dialogs.drawn import flow, key_line, sides
from partnerbook.tui.dialogs.pager import Pager
from partnerbook.tui.dialogs.picks import Pick, Picks
from partnerbook.tui.glyphs import Glyphs
from partnerbook.tui.keys import KeyNames, screen_keys
from partnerbook.tui.page import Line, Paint
from partnerbook.tui.text import safe, safe_content
from partnerbook.workbook.conflicts import KIND_WORDS, Choice

_KEYS: Final = (
    ("merge.ours", "ours"),
    ("merge.theirs", "theirs"),
    ("merge.both", "both"),
    ("merge.all-ours", "all ours"),
    ("merge.all-theirs", "all theirs"),
    ("merge.open", "open"),
    ("merge.quit", "quit"),
)
_SIDE_BY_SIDE: Final = 56
"""Cells from which both versions stand beside each other."""
_MOST_LINES: Final = 2_000
"""Lines of one version that are shown."""


class ConflictsScreen(Screen[None]):
    """Settles a merge. Nothing is written: what comes of it opens as a workbook that is not saved."""

    DEFAULT_CSS = """
    ConflictsScreen { layout: vertical; background: $background; color: $foreground; }
    ConflictsScreen #title { height: 1; background: $panel; padding: 0 1; }
    ConflictsScreen #list { height: auto; max-height: 40%; margin: 1 0 0 0; background: $background; }
    ConflictsScreen #versions { height: 1fr; padding: 1 2 0 2; background: $background; }
    ConflictsScreen #say { height: 1; padding: 0 1; }
    ConflictsScreen #keys { height: 1; background: $panel; padding: 0 1; }
    """
    AUTO_FOCUS = "#list"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "choose('ours')", "Ours", show=False, id="merge.ours"),
        Binding("t", "choose('theirs')", "Theirs", show=False, id="merge.theirs"),
        Binding("b", "choose('both')", "Both", show=False, id="merge.both"),
        Binding("O", "choose_all('ours')", "All ours", show=False, id="merge.all-ours"),
        Binding("T", "choose_all('theirs')", "All theirs", show=False, id="merge.all-theirs"),
        Binding("enter", "finish", "Open the result", show=False, priority=True, id="merge.open"),
        Binding("r,f5", "again", "Read it again", show=False, id="merge.again"),
        Binding("q", "app.leave", "Quit", show=False, id="merge.quit"),
    ]

    def __init__(self, conflicts: Conflicts, today: date, glyphs: Glyphs) -> None:
        super().__init__()
        self.conflicts = conflicts
        self.glyphs = glyphs
        self._today = today

    @cached_property
    def key_names(self) -> KeyNames:
        """The keys of what can be done here, as they are mapped."""
        return screen_keys(self, Picks)

    def compose(self) -> ComposeResult:
        """Title, the list, both versions, what is to be said, keys."""
        yield Static(self._title(), id="title")
        yield Picks(self.glyphs, id="list")
        yield Pager(self._versions, self.glyphs, id="versions")
        yield Static(id="say")
        yield Static(key_line(self.key_names, _KEYS), id="keys")

    def on_mount(self) -> None:
        """Fill the list."""
        self._fill("0")
        self._tell(self._first_words())

    def on_resize(self) -> None:
        """Make way for the notice when the terminal becomes too small."""
        from partnerbook.tui.too_small import make_way

        make_way(self)

    # ── what is shown ────────────────────────────────────────────────────────

    @property
    def current(self) -> int:
        """The number of the conflict under the cursor, from 0."""
        return int(self.query_one(Picks).current or 0)

    def _title(self) -> Content:
        name = safe_content(self.conflicts.path.name, "bold", ascii_only=self.glyphs.ascii)
        left, count = self.conflicts.left, len(self.conflicts.items)
        state = f"{left} of {count} to decide" if left else "all decided, not saved"
        shown = safe_content(state, "$flag-error" if left else "$flag-ok")
        return Content.assemble(name, "  merge conflicts: ", shown)

    def _first_words(self) -> str:
        found, count = self.conflicts.found, len(self.conflicts.items)
        if not count:
            key = self.key_names("merge.open")
            return (
                f"Both sides go together, address by address. {key} opens the result; nothing is saved yet."
            )
        if count < found:
            return (
                f"Git stopped at {found} places; {count} of them to decide. Nothing is saved before you do."
            )
        return "Nothing is saved before you do."

    def _tell(self, words: str, style: str = "") -> None:
        self.query_one("#say", Static).update(safe_content(words, style, ascii_only=self.glyphs.ascii))

    def _fill(self, at: str) -> None:
        picks = [self._pick(number, item) for number, item in enumerate(self.conflicts.items)]
        self.query_one(Picks).fill(picks, at)
        self.query_one("#title", Static).update(self._title())
        self.query_one("#versions", Pager).redraw()

    def _pick(self, number: int, item: Conflict) -> Pick:
        choice = self.conflicts.choices.get(number)
        if choice:
            return Pick(str(number), ((f"{self.glyphs.ok} ", "ok"), (item.title, "plain")), ((choice, "ok"),))
        left: Line = ((f"{self.glyphs.error} ", "error"), (item.title, "plain"))
        return Pick(str(number), left, ((KIND_WORDS[item.hunk.kind], "muted"),), yields=True)

    def _versions(self, width: int) -> list[Line]:
        if not self.conflicts.items:
            return []
        item = self.conflicts.items[self.current]
        choice = self.conflicts.choices.get(self.current)
        lines: list[Line] = []
        if item.hunk.address:
            lines += [*flow(item.hunk.address, width, "muted"), ()]
        if item.hunk.base is not None and item.hunk.base.strip():
            lines.append((("both came from", "muted"),))
            lines += [*self._version(item.hunk.base, width, "muted"), ()]
        ours, theirs = (choice in (side, "both") for side in ("ours", "theirs"))
        if width < _SIDE_BY_SIDE:
            lines += [self._head("ours", ours), *self._version(item.hunk.ours, width, "plain"), ()]
            return [*lines, self._head("theirs", theirs), *self._version(item.hunk.theirs, width, "plain")]
        return [*lines, *self._beside(item, width, ours, theirs)]

    def _beside(self, item: Conflict, width: int, ours: bool, theirs: bool) -> list[Line]:
        half = (width - 3) // 2
        rule = f" {self.glyphs.separator} "
        first = [self._head("ours", ours), *self._version(item.hunk.ours, half, "plain")]
        second = [self._head("theirs", theirs), *self._version(item.hunk.theirs, half, "plain")]
        empty: Line = ()
        return [
            (*sides(one, (), half, self.glyphs), (rule, "muted"), *two)
            for one, two in zip_longest(first, second, fillvalue=empty)
        ]

    def _head(self, side: str, chosen: bool) -> Line:
        return ((f"{side} {self.glyphs.ok}" if chosen else side, "ok" if chosen else "heading"),)

    def _version(self, text: str, width: int, paint: Paint) -> list[Line]:
        if not text.strip():
            return [(("nothing", "muted"),)]
        rows = text.rstrip("\n").replace("\r\n", "\n").split("\n")
        lines: list[Line] = []
        for row in rows[:_MOST_LINES]:
            shown = safe(row.expandtabs(4), ascii_only=self.glyphs.ascii).plain
            lines += flow(shown, width, paint)
        if len(rows) > _MOST_LINES:
            lines.append(((f"and {len(rows) - _MOST_LINES:,} lines more", "muted"),))
        return lines

    # ── what a person does ───────────────────────────────────────────────────

    def on_picks_pointed(self, event: Picks.Pointed) -> None:
        """Show the versions of the conflict under the cursor."""
        versions = self.query_one("#versions", Pager)
        versions.redraw()
        versions.scroll_home(animate=False)

    def action_choose(self, choice: Choice) -> None:
        """Settle the conflict under the cursor and go to the next open one."""
        if not self.conflicts.items:
            return
        number = self.current
        if not self.conflicts.choose(number, choice):
            self._tell("Both versions cannot stand together here: choose ours or theirs.", "$flag-warning")
            return
        self._fill(str(self._next_open(number)))
        self._tell(self._what_next())

    def action_choose_all(self, choice: Choice) -> None:
        """Settle every conflict for one side."""
        self.conflicts.choose_all(choice)
        self._fill(str(self.current))
        self._tell(self._what_next())

    def _next_open(self, number: int) -> int:
        count = len(self.conflicts.items)
        following = [(number + step) % count for step in range(1, count)]
        return next((each for each in following if each not in self.conflicts.choices), number)

    def _what_next(self) -> str:
        left = self.conflicts.left
        key = self.key_names("merge.open")
        return f"{left} left to decide." if left else f"All decided. {key} opens the result; save it there."

    def action_finish(self) -> None:
        """Open what comes of the choices as a workbook that is not saved."""
        from partnerbook.session.file import WorkbookFile

        if self.conflicts.left:
            decided = self.current in self.conflicts.choices
            self._fill(str(self._next_open(self.current) if decided else self.current))
            keys = f"{self.key_names('merge.ours')} ours, {self.key_names('merge.theirs')} theirs"
            self._tell(f"{self.conflicts.left} left to decide: {keys}.", "$flag-warning")
            return
        result = self.conflicts.settled(self._today)
        app: Any = self.app
        if isinstance(result, WorkbookFile):
            app.open_file(result)
            return
        problem = result.problems[0]
        self._tell(f"That is no workbook: line {problem.line}: {problem.message}.", "$flag-error")

    def action_again(self) -> None:
        """Read the file again."""
        app: Any = self.app
        app.open_workbook(self.conflicts.path)
