"""How a workbook comes onto the screen: its frame while it is read, and then the first page, in one picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.geometry import Size

from partnerbook.tui.frame.frame import Frame
from partnerbook.tui.glyphs import Glyphs
from partnerbook.tui.heads import HEADS
from partnerbook.tui.sheet.model import Rows, TextRow
from partnerbook.tui.widgets.bars import Rail, Stop, TitleBar

if TYPE_CHECKING:
    from partnerbook.session.file import WorkbookFile


class Arriving(Frame):
    """A frame that waits for its workbook, and follows the size of the terminal."""

    def __init__(self, glyphs: Glyphs, file_name: str = "") -> None:
        """Args:
        glyphs: the signs to draw with.
        file_name: what is being read, until there is a workbook.
        """
        super().__init__(glyphs)
        self._file_name = file_name
        self._is_seen = False
        """Whether it is painted: not before the first page is there, where that comes at once."""
        self._fitted = Size(0, 0)
        """The size for which the page was made last."""

    def compose(self) -> ComposeResult:
        """The frame, in the styles of this size."""
        self._take_breakpoints()
        yield from super().compose()

    def on_mount(self) -> None:
        """Wait for the workbook, or for the room that there is for it."""
        if self.file is None:
            self._wait()
            self._is_seen = True

    def _compositor_refresh(self) -> None:
        if self._is_seen:
            super()._compositor_refresh()

    def _let_see(self) -> None:
        self._is_seen = True
        self.refresh()

    def attach(self, file: WorkbookFile) -> None:
        """Show a workbook, as soon as it is known how much room there is."""
        super().attach(file)
        self._fitted = Size(0, 0)
        if self.is_mounted and self._width():
            self._fit()

    def _take_breakpoints(self) -> None:
        """Wear the classes of this size from the start: worn later, all would be styled and laid out again."""
        width, height = self.app.size
        self.add_class(*self._get_breakpoint_classes(width, self.HORIZONTAL_BREAKPOINTS))
        self.add_class(*self._get_breakpoint_classes(height, self.VERTICAL_BREAKPOINTS))

    def on_resize(self) -> None:
        """A small terminal gets a notice; the rows follow the width."""
        from partnerbook.tui.too_small import make_way

        if make_way(self):
            self._is_seen = True
        elif self.file is not None and not self._fitted:
            self.call_later(self._fit)  # behind the layout, which this event brings
        elif self.file is not None:
            self.call_after_refresh(self._fit)  # another size may wear other classes, and be laid out twice

    def _fit(self) -> None:
        """Show the page for the room that there is: all of it the first time, and when that changes."""
        if self.sheet.editing or self._fitted == self.size:
            return
        begins, self._fitted = not self._fitted, self.size
        if begins:
            self.show_page(self.page.key)
            self.set_focus(self.sheet)
            self.sheet.call_later(self._let_see)  # behind the focus, which is drawn too
            self.call_after_refresh(self.say_remarks)
            self.call_after_refresh(self.app.call_later, self.app.type_ahead)  # type: ignore[attr-defined]
        else:
            self.refresh_page()

    def say_remarks(self) -> None:
        """Say what reading remarked on the file, and where all of it is listed."""
        problems = self.file.problems if self.file is not None else ()
        if problems:
            first, count = problems[0], len(problems)
            many = "1 remark" if count == 1 else f"{count} remarks"
            palette = self.key_names("app.palette")
            words = f"{many} on the file ({palette}, Reading problems); line {first.line}: {first.message}"
            self.say(f"{self.glyphs.warning} {words}", "$flag-warning")

    def _wait(self) -> None:
        """The frame alone, until the workbook has been read."""
        self.query_one("#title", TitleBar).name_shown = (self._file_name, "", "")
        names = (head.heading for head in HEADS)
        self.query_one("#rail", Rail).stops = tuple(Stop(name, name, name[:5], " ", "") for name in names)
        self.sheet.show(Rows.of([TextRow("Reading the workbook")]))
