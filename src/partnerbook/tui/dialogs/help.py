"""Help: the field under the cursor, the page it is on, and every key of the moment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from partnerbook.checks.finding import Finding
from partnerbook.program.address import Address
from partnerbook.program.fields import FieldSpec
from partnerbook.tui.dialogs.dialog import Dialog
from partnerbook.tui.dialogs.drawn import flow, sides
from partnerbook.tui.dialogs.entry import Entry
from partnerbook.tui.dialogs.help_lines import field_lines, page_lines, start_lines
from partnerbook.tui.dialogs.pager import Draw, Pager
from partnerbook.tui.glyphs import Glyphs
from partnerbook.tui.page import Line, Page


class Reader(Dialog[None]):
    """A large page to be read, with ``/`` to find the lines that hold some words."""

    DEFAULT_CSS = """
    Reader #find { display: none; }
    Reader.-finding #find { display: block; }
    """
    HINT = "{reading.up|reading.down} scroll · {reading.find} find · {dialog.close} close"
    BOX = "-large"
    AUTO_FOCUS = "Pager"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "find", "Find", show=False, id="reading.find"),
        Binding("q,f1", "cancel", "Close", show=False, id="reading.close"),
    ]

    def __init__(self, title: str, draw: Draw, glyphs: Glyphs) -> None:
        super().__init__(title, glyphs)
        self._draw = draw

    def body(self) -> ComposeResult:
        """The line to find with, hidden at first, and the page."""
        yield Entry(id="find", placeholder="show only the lines that hold these words")
        yield Pager(self._lines, self.glyphs)

    def _lines(self, width: int) -> Sequence[Line]:
        lines = self._draw(width)
        words = self.query_one(Entry).value.lower().split()
        return matching(lines, words) if words else lines

    def action_find(self) -> None:
        """Open the line to find with."""
        self.add_class("-finding")
        self.query_one(Entry).focus()

    def action_cancel(self) -> None:
        """Close the line to find with, then the page."""
        if not self.has_class("-finding"):
            self.dismiss(None)
            return
        self.remove_class("-finding")
        self.query_one(Entry).value = ""
        self.query_one(Pager).focus()

    @on(Input.Changed)
    def _changed(self) -> None:
        pager = self.query_one(Pager)
        pager.redraw()
        pager.action_edge(0)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.query_one(Pager).focus()


def matching(lines: Sequence[Line], words: Sequence[str]) -> list[Line]:
    """The lines that hold all the words, each group under its heading."""
    found: list[Line] = []
    heading: Line | None = None
    for line in lines:
        if line and line[0][1] == "heading":
            heading = line
            continue
        text = "".join(piece for piece, _ in line).lower()
        if text and all(word in text for word in words):
            if heading is not None:
                found += [(), heading]
                heading = None
            found.append(line)
    return found or [(), (("nothing holds these words", "muted"),)]


class HelpDialog(Reader):
    """F1 on a workbook."""

    def __init__(
        self,
        page: Page,
        address: Address,
        spec: FieldSpec | None,
        findings: Sequence[Finding],
        glyphs: Glyphs,
    ) -> None:
        super().__init__("Help", self._help, glyphs)
        self._page = page
        self._address = address
        self._spec = spec
        self._findings = tuple(findings)

    def _help(self, width: int) -> list[Line]:
        lines: list[Line] = [()]
        if self._spec is not None:
            label = self._label(self._spec)
            lines += field_lines(label, self._address, self._spec, self._findings, width, self.glyphs)
            lines.append(())
        lines += self._adding(width)
        lines += page_lines(self._page, self._address, width)
        return [*lines, (), *key_lines(self.app, width, self.glyphs), ()]

    def _adding(self, width: int) -> list[Line]:
        """What is added where the cursor stands."""
        workbook = getattr(self.app, "workbook", None)
        if workbook is None or not workbook.file or not workbook.adds_here:
            return []
        key = workbook.key_names("sheet.add")
        return [*flow(f"adds a new one: {workbook.adds_here}", width, indent=len(key) + 2, first=key), ()]

    def _label(self, spec: FieldSpec) -> str:
        workbook = getattr(self.app, "workbook", None)
        return workbook.title_of(self._address) if workbook is not None and workbook.file else spec.label


class KeysDialog(Reader):
    """All keys, where they hold, and the names by which settings.toml can change them."""

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__("Keys", lambda width: [(), *key_lines(self.app, width, glyphs), ()], glyphs)


class StartHelp(Reader):
    """F1 before there is a workbook."""

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__(
            "Partner programs",
            lambda width: [*start_lines(width, glyphs), *key_lines(self.app, width, glyphs), ()],
            glyphs,
        )


def key_lines(app: Any, width: int, glyphs: Glyphs) -> list[Line]:
    """Every key of the moment, by the place in which it holds."""
    from partnerbook.settings.folders import folders
    from partnerbook.tui.keys import actions

    lines: list[Line] = []
    place = ""
    for action in actions(app):
        if action.where != place:
            place = action.where
            lines += [(), ((f"Keys: {place}", "heading"),)] if lines else [((f"Keys: {place}", "heading"),)]
        keys = f" {glyphs.separator} ".join(action.keys)
        left: Line = ((f"{keys:<20} ", "accent"), (action.words, "plain"))
        lines.append(sides(left, ((action.id, "muted"),), width, glyphs))
    remark = f'Other keys: [keys] in {folders().settings_file}, for example  "edit.undo" = "ctrl+u".'
    return [*lines, (), *flow(remark, width, "muted")]
