"""A line being drawn from left to right, and what it is drawn with."""

from __future__ import annotations

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


class Line:
    """One line of the sheet. Workbook text enters by `put` only, which makes it safe."""

    __slots__ = ("ground", "ink", "segments", "used")

    def __init__(self, ink: Ink, ground: Ground = "plain") -> None:
        self.ink = ink
        self.ground = ground
        self.segments: list[Segment] = []
        self.used = 0

    def put(
        self, text: str, width: int, role: Role, ground: Ground | None = None, align: Align = "left"
    ) -> None:
        """Draw text in exactly ``width`` cells, cut or padded."""
        if width <= 0:
            return
        glyphs = self.ink.glyphs
        style = self.ink.palette(ground or self.ground, role)
        self.segments.append(
            safe_line(text, width, style, align=align, ellipsis=glyphs.ellipsis, ascii_only=glyphs.ascii)
        )
        self.used += width

    def flow(self, text: str, most: int, role: Role, ground: Ground | None = None) -> None:
        """Draw text in as many cells as it needs, ``most`` at the most."""
        self.put(text, min(self.width_of(text), most), role, ground)

    def width_of(self, text: str) -> int:
        """Cells that text takes when it is shown."""
        return safe_width(text, most=2000, ascii_only=self.ink.glyphs.ascii)

    def sign(self, text: str, role: Role, ground: Ground | None = None) -> None:
        """Draw one of the interface's own signs."""
        self.segments.append(Segment(text, self.ink.palette(ground or self.ground, role)))
        self.used += cell_len(text)

    def to(self, x: int, ground: Ground | None = None) -> None:
        """Blanks up to a cell."""
        if x > self.used:
            blank = Segment(" " * (x - self.used), self.ink.palette(ground or self.ground, "value"))
            self.segments.append(blank)
            self.used = x

    def strip(self, width: int) -> Strip:
        """The finished line, exactly ``width`` cells."""
        self.to(width)
        strip = Strip(self.segments, self.used)
        return strip if self.used == width else strip.crop(0, width)
