"""A file that could not be read: all that is wrong with it, where, and what to do."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from partnerbook.tui.dialogs.drawn import flow, key_line
from partnerbook.tui.dialogs.pager import Pager
from partnerbook.tui.glyphs import Glyphs
from partnerbook.tui.keys import KeyNames, screen_keys
from partnerbook.tui.page import Line
from partnerbook.tui.text import mark, safe_content
from partnerbook.workbook.problems import Problem
from partnerbook.workbook.read import Reading

_KEYS: Final = (
    ("unreadable.again", "read it again"),
    ("unreadable.other", "open another"),
    ("unreadable.quit", "quit"),
)
_AROUND: Final = 36
"""Characters of a long line that are kept in front of the place that is wrong."""


class UnreadableScreen(Screen[None]):
    """Says why there is no workbook to show, and waits for the file to be mended."""

    DEFAULT_CSS = """
    UnreadableScreen { layout: vertical; background: $background; color: $foreground; }
    UnreadableScreen #title { height: 1; background: $panel; padding: 0 1; }
    UnreadableScreen #keys { height: 1; background: $panel; padding: 0 1; }
    UnreadableScreen Pager { background: $background; padding: 0 2; }
    """
    AUTO_FOCUS = "Pager"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r,f5", "again", "Read it again", show=False, id="unreadable.again"),
        Binding("o", "app.open_start", "Open another", show=False, id="unreadable.other"),
        Binding("q", "app.leave", "Quit", show=False, id="unreadable.quit"),
    ]

    def __init__(self, reading: Reading, glyphs: Glyphs) -> None:
        super().__init__()
        self.reading = reading
        self.glyphs = glyphs
        self._lines_of_file: list[str] | None = None

    @cached_property
    def key_names(self) -> KeyNames:
        """The keys of what can be done here, as they are mapped."""
        return screen_keys(self)

    def compose(self) -> ComposeResult:
        """Title, problems, keys."""
        ascii_only = self.glyphs.ascii
        name = safe_content(Path(self.reading.path).name, "bold", ascii_only=ascii_only)
        yield Static(Content.assemble(name, ("  could not be read", "$flag-error")), id="title")
        yield Pager(self._lines, self.glyphs)
        yield Static(key_line(self.key_names, _KEYS), id="keys")

    def on_resize(self) -> None:
        """Make way for the notice when the terminal becomes too small."""
        from partnerbook.tui.too_small import make_way

        make_way(self)

    def _lines(self, width: int) -> list[Line]:
        lines: list[Line] = [(), *flow(self.reading.path, width, "muted")]
        for problem in self.reading.problems:
            lines += [(), *self._problem(problem, width)]
        count = len(self.reading.problems)
        if count > 1:
            lines += [(), ((f"{count} problems; the file stays as it is", "muted"),)]
        else:
            lines += [(), (("The file stays as it is.", "muted"),)]
        return [*lines, ()]

    def _problem(self, problem: Problem, width: int) -> list[Line]:
        sign = getattr(self.glyphs, problem.severity)
        place = f"  line {problem.line}, column {problem.column}"
        lines: list[Line] = [
            ((f"{sign} {problem.severity} {problem.code}", problem.severity), (place, "muted"))
        ]
        lines += flow(_sentence(problem.message), width, "strong", indent=2)
        lines += self._excerpt(problem, width)
        lines += flow(problem.remedy, width, "ok", indent=4, first=f"  {self.glyphs.arrow}")
        if problem.code == "conflict-markers":
            again = f"Or run git mergetool. Then press {self.key_names('unreadable.again')} to read the file again."
            lines += flow(again, width, indent=4)
        return lines

    # ── the file ─────────────────────────────────────────────────────────────

    @property
    def _file(self) -> list[str]:
        """The lines of the file, read once; none where it cannot be read as text."""
        if self._lines_of_file is None:
            from partnerbook.workbook.files import FileError, load_bytes

            try:
                text = load_bytes(Path(self.reading.path)).decode("utf-8", "replace")
            except FileError:
                text = ""
            self._lines_of_file = text.removeprefix("\ufeff").split("\n")
        return self._lines_of_file

    def _excerpt(self, problem: Problem, width: int) -> list[Line]:
        lines = self._file
        if not 0 < problem.line <= len(lines) or not "".join(lines).strip():
            return []
        row = lines[problem.line - 1].rstrip("\r")
        number = f"  {problem.line} {self.glyphs.separator} "
        shown, column = caret(row, problem.column, width - len(number) - 1, self.glyphs)
        under = " " * (len(number) - 2) + f"{self.glyphs.separator} " + " " * column
        return [((number, "muted"), (shown, "plain")), ((under, "muted"), ("^", "error"))]

    def action_again(self) -> None:
        """Read the file again."""
        app: Any = self.app
        app.open_workbook(Path(self.reading.path))


def caret(row: str, column: int, width: int, glyphs: Glyphs) -> tuple[str, int]:
    """A line of a file cut so that a column is in sight, and the cell under which the caret stands.

    Args:
        row: the line, of any content.
        column: from 1, in characters.
        width: cells there are.
        glyphs: the signs to draw with.
    """
    from rich.cells import cell_len

    at = min(max(column - 1, 0), len(row))
    start = max(at - _AROUND, 0) if at > width - 8 else 0
    front = glyphs.ellipsis if start else ""
    marks = [
        mark(" " if char == "\t" else char, ascii_only=glyphs.ascii)
        for char in row[start : start + 4 * width]
    ]
    before = front + "".join(marks[: at - start])
    return before + "".join(marks[at - start :]), cell_len(before)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "?", "!")) else ".")
