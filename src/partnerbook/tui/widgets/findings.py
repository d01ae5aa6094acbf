"""The findings panel: this page's first, then the rest; walked, explained, fixed and waived with single keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.events import Click
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from partnerbook.checks.finding import Finding
from partnerbook.tui.keys import key_names
from partnerbook.tui.page import Line, Paint
from partnerbook.tui.pictures import wrapped
from partnerbook.tui.text import safe_line
from partnerbook.tui.widgets.bars import step_keys
from partnerbook.tui.widgets.canvas import Canvas

_PAINT: Final[dict[str, Paint]] = {"error": "error", "warning": "warning", "note": "note", "todo": "todo"}


class FindingsPanel(Canvas, can_focus=True):
    """A list of findings with a cursor. It says what a person wants; the owner does it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "step(1)", "Next", show=False, id="findings.next"),
        Binding("k,up", "step(-1)", "Last", show=False, id="findings.previous"),
        Binding("g,home", "jump(0)", "First", show=False, id="findings.first"),
        Binding("G,end", "jump(-1)", "Last", show=False, id="findings.last"),
        Binding("pagedown", "step(5)", "Down", show=False, id="findings.page-down"),
        Binding("pageup", "step(-5)", "Up", show=False, id="findings.page-up"),
        Binding("enter", "want('go')", "Go there", show=False, id="findings.go"),
        Binding("f", "want('fix')", "Fix", show=False, id="findings.fix"),
        Binding("e", "want('explain')", "Explain", show=False, id="findings.explain"),
        Binding("w", "want('waive')", "Waive", show=False, id="findings.waive"),
        Binding("slash", "filter", "Filter by severity", show=False, id="findings.filter"),
        *step_keys("findings"),
    ]

    class Wanted(Message):
        """Something is to be done with a finding: ``go``, ``fix``, ``explain`` or ``waive``."""

        def __init__(self, what: str, finding: Finding) -> None:
            super().__init__()
            self.what = what
            self.finding = finding

    FILTERS: ClassVar[tuple[tuple[str, frozenset[str]], ...]] = (
        ("all", frozenset(("error", "warning", "note", "todo", "waived"))),
        ("errors", frozenset(("error",))),
        ("errors and warnings", frozenset(("error", "warning"))),
        ("to do", frozenset(("todo",))),
    )

    def __init__(self, *, title_of: Callable[[str], str], glyphs: object, id: str | None = None) -> None:
        super().__init__(glyphs=glyphs, id=id)  # type: ignore[arg-type]
        self._title_of = title_of
        self._here: tuple[Finding, ...] = ()
        self._elsewhere: tuple[Finding, ...] = ()
        self._shown: list[Finding] = []
        self._starts: list[int] = []
        self._cursor = 0
        self._filter = 0

    @property
    def current(self) -> Finding | None:
        """The finding under the cursor."""
        return self._shown[self._cursor] if self._shown else None

    def fill(self, here: Sequence[Finding], elsewhere: Sequence[Finding]) -> None:
        """Show these findings; the cursor stays on its finding where it can."""
        kept = self.current
        self._here, self._elsewhere = tuple(here), tuple(elsewhere)
        self._draw()
        if kept is not None:
            same = [
                n
                for n, each in enumerate(self._shown)
                if (each.code, each.address) == (kept.code, kept.address)
            ]
            self._cursor = same[0] if same else min(self._cursor, max(len(self._shown) - 1, 0))

    def select(self, finding: Finding) -> None:
        """Put the cursor on a finding."""
        for index, each in enumerate(self._shown):
            if (each.code, each.address) == (finding.code, finding.address):
                self._move(index)

    def _draw(self) -> None:
        name, wanted = self.FILTERS[self._filter]
        width = max(self.scrollable_content_region.width, 20)
        self._shown, self._starts = [], []
        lines: list[Line] = []
        if self._filter:
            names = key_names(self.app, type(self))
            lines.append(((f"only {name}", "accent"), (f"  {names('findings.filter')} changes", "muted")))
        for title, group in (("On this page", self._here), ("Elsewhere", self._elsewhere)):
            chosen = [each for each in group if _kind(each) in wanted]
            if chosen:
                lines += [(), ((title, "heading"),)] if lines else [((title, "heading"),)]
            for finding in chosen:
                self._starts.append(len(lines))
                self._shown.append(finding)
                lines += self._entry(finding, width)
        if not self._shown:
            lines.append(((f"{self.glyphs.ok} nothing found", "ok"),))
        self._cursor = min(self._cursor, max(len(self._shown) - 1, 0))
        self.show(lines)

    def _entry(self, finding: Finding, width: int) -> list[Line]:
        paint: Paint = "muted" if finding.waived else _PAINT[finding.severity]
        word = "waived" if finding.waived else _words(finding.severity)
        sign = getattr(self.glyphs, "waived" if finding.waived else finding.severity)
        said = f"{sign} {word} {finding.code}  "
        where = safe_line(
            self._title_of(finding.address),
            max(width - len(said), 1),
            ellipsis=self.glyphs.ellipsis,
            ascii_only=self.glyphs.ascii,
        )
        lines: list[Line] = [((said, paint), (where.text.rstrip(), "plain"))]
        lines += wrapped(finding.message, width, "muted", indent=2)
        if finding.fix and not finding.waived:
            arrow = self.glyphs.arrow
            lines += wrapped(f"{arrow} {finding.fix}", width, "plain", indent=2)
        return lines

    def strip_of(self, index: int) -> Strip:
        """The strip of a line; the finding under the cursor stands on another ground."""
        strip = super().strip_of(index)
        if self._shown and self._bounds(self._cursor)[0] <= index < self._bounds(self._cursor)[1]:
            cursor = self.cursor_paint
            ground = Style(bgcolor=cursor.bgcolor, reverse=cursor.reverse)
            return Strip(Segment.apply_style(strip, post_style=ground), strip.cell_length)
        return strip

    def _bounds(self, which: int) -> tuple[int, int]:
        first = self._starts[which]
        after = self._starts[which + 1] if which + 1 < len(self._starts) else len(self.lines)
        while after > first + 1 and (not self.lines[after - 1] or self.lines[after - 1][0][1] == "heading"):
            after -= 1
        return first, after

    def on_resize(self) -> None:
        self._draw()

    def action_step(self, by: int) -> None:
        """Move the cursor."""
        self._move(self._cursor + by)

    def action_jump(self, to: int) -> None:
        """Move the cursor to the first or last finding."""
        self._move(to if to >= 0 else len(self._shown) - 1)

    def _move(self, to: int) -> None:
        if not self._shown:
            return
        self._cursor = min(max(to, 0), len(self._shown) - 1)
        first, after = self._bounds(self._cursor)
        self.scroll_to_region(Region(0, max(first - 1, 0), 1, after - first + 1), animate=False, force=True)
        self.refresh()

    def action_want(self, what: str) -> None:
        """Ask the owner to do something with the finding under the cursor."""
        if self.current is not None:
            self.post_message(self.Wanted(what, self.current))

    def action_filter(self) -> None:
        """Show all, errors only, errors and warnings, to do."""
        self._filter = (self._filter + 1) % len(self.FILTERS)
        self._draw()
        self.refresh()

    def on_click(self, event: Click) -> None:
        """A click selects; a second one goes there."""
        line = event.get_content_offset(self)
        if line is None:
            return
        index = line.y + self.scroll_offset.y
        for which in range(len(self._shown)):
            first, after = self._bounds(which)
            if first <= index < after:
                again = which == self._cursor
                self._move(which)
                if again or event.chain > 1:
                    self.action_want("go")


def _kind(finding: Finding) -> str:
    return "waived" if finding.waived else finding.severity


def _words(severity: str) -> str:
    return "to do" if severity == "todo" else severity
