"""A line being drawn from left to right, and what it is drawn with."""

from __future__ import annotations

from typing import Final

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip

from partnerbook.record import record
from partnerbook.tui.glyphs import Glyphs
from partnerbook.tui.sheet.palette import Ground, Palette, Role
from partnerbook.tui.text import Align, safe_line, safe_width


@record
class Ink:
    """What lines are drawn with."""

    palette: Palette
    glyphs: Glyphs
    no_color: bool = False
    """Whether a sign must show which cell has the cursor."""


_APART: Final = frozenset({"pending", "caret", "selection"})
"""What is told by more than the colour of letters: blanks beside it would show it too."""


class Line:
    """One line of the sheet. Workbook text enters by `put` only, which makes it safe.

    Blanks are drawn together with the letters beside them on the same ground: half as many pieces, each of which
    has to be made, cut and written to the terminal with its colours.
    """

    __slots__ = ("_is_blank", "_joined", "ground", "ink", "segments", "used")

    def __init__(self, ink: Ink, ground: Ground = "plain") -> None:
        self.ink = ink
        self.ground = ground
        self.segments: list[Segment] = []
        self.used = 0
        self._joined: Ground | None = None
        """The ground of the last piece, if blanks may be joined to it."""
        self._is_blank = False

    def put(
        self, text: str, width: int, role: Role, ground: Ground | None = None, align: Align = "left"
    ) -> None:
        """Draw text in exactly ``width`` cells, cut or padded."""
        if width <= 0:
            return
        glyphs = self.ink.glyphs
        style = self.ink.palette(ground or self.ground, role)
        piece = safe_line(text, width, style, align=align, ellipsis=glyphs.ellipsis, ascii_only=glyphs.ascii)
        self._add(piece, width, role, ground or self.ground)

    def flow(self, text: str, most: int, role: Role, ground: Ground | None = None) -> None:
        """Draw text in as many cells as it needs, ``most`` at the most."""
        self.put(text, min(self.width_of(text), most), role, ground)

    def width_of(self, text: str) -> int:
        """Cells that text takes when it is shown."""
        return safe_width(text, most=2000, ascii_only=self.ink.glyphs.ascii)

    def sign(self, text: str, role: Role, ground: Ground | None = None) -> None:
        """Draw one of the interface's own signs."""
        ground = ground or self.ground
        self._add(Segment(text, self.ink.palette(ground, role)), cell_len(text), role, ground)

    def to(self, x: int, ground: Ground | None = None) -> None:
        """Blanks up to a cell."""
        if x <= self.used:
            return
        ground, blanks = ground or self.ground, " " * (x - self.used)
        if self._joined == ground and not self.ink.no_color:  # there blanks show what letters are told by
            last = self.segments[-1]
            self.segments[-1] = Segment(last.text + blanks, last.style)
        else:
            self.segments.append(Segment(blanks, self.ink.palette(ground, "value")))
            self._joined, self._is_blank = ground, True
        self.used = x

    def _add(self, piece: Segment, width: int, role: Role, ground: Ground) -> None:
        if self._is_blank and self._joined == ground and role not in _APART and not self.ink.no_color:
            piece = Segment(self.segments.pop().text + piece.text, piece.style)
        self.segments.append(piece)
        self._joined, self._is_blank = None if role in _APART else ground, False
        self.used += width

    def strip(self, width: int) -> Strip:
        """The finished line, exactly ``width`` cells."""
        self.to(width)
        strip = Strip(self.segments, self.used)
        return strip if self.used == width else strip.crop(0, width)
