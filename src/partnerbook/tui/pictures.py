"""Pieces of pictures that pages share: bars, labelled numbers, wrapped words."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len

from partnerbook.tui.glyphs import Glyphs
from partnerbook.tui.page import Line, Paint, Span
from partnerbook.tui.text import fit, safe


def heading(text: str) -> Line:
    """A title."""
    return ((text, "heading"),)


def says(text: str, paint: Paint = "plain") -> Line:
    """A line of words."""
    return ((text, paint),)


def bar(glyphs: Glyphs, share: float, width: int, paint: Paint = "bar") -> tuple[Span, ...]:
    """A bar `share` (0 to 1) of `width` cells long, with eighths where the terminal has them."""
    share = min(max(share, 0.0), 1.0)
    eighths = round(share * width * 8)
    full, rest = divmod(eighths, 8)
    part = glyphs.bar_parts[rest - 1] if rest and glyphs.bar_parts else ""
    drawn = glyphs.bar_full * full + part
    return ((drawn, paint), (" " * (width - len(drawn)), "track"))


def padded(glyphs: Glyphs, text: str, width: int) -> str:
    """Text of the workbook in exactly `width` cells, cut or filled up; made safe, wide letters counted."""
    shown = fit(safe(text, ascii_only=glyphs.ascii, limit=4 * width + 8).plain, width, glyphs.ellipsis)
    return shown + " " * (width - cell_len(shown))


def labelled(glyphs: Glyphs, label: str, value: str, width: int, paint: Paint = "plain") -> Line:
    """A label at the left and its value at the right edge of `width` cells."""
    return ((padded(glyphs, label, max(width - cell_len(value), 0)), "muted"), (value, paint))


def wrapped(text: str, width: int, paint: Paint = "muted", indent: int = 0, hang: int = 0) -> list[Line]:
    """Words over as many lines as they need, all lines but the first `hang` cells further in."""
    lines: list[str] = [""]
    for word in text.split():
        room = max(width - indent - (hang if len(lines) > 1 else 0), 8)
        if lines[-1] and cell_len(lines[-1]) + 1 + cell_len(word) > room:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return [((" " * (indent + (hang if n else 0)) + line, paint),) for n, line in enumerate(lines)]


def joined(*groups: Iterable[Line]) -> list[Line]:
    """Groups of lines with a blank line between those that are not empty."""
    made: list[Line] = []
    for group in groups:
        lines = list(group)
        if lines and made:
            made.append(())
        made += lines
    return made
