"""Pieces of pictures that pages share: bars, labelled numbers, wrapped words."""

from __future__ import annotations

from collections.abc import Iterable

from partnerbook.tui.glyphs import Glyphs
from partnerbook.tui.page import Line, Paint, Span


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


def labelled(label: str, value: str, width: int, paint: Paint = "plain") -> Line:
    """A label at the left and its value at the right edge of `width` cells."""
    room = max(width - len(value) - 1, 0)
    shown = label if len(label) <= room else label[: max(room - 1, 0)] + "…"
    return ((shown.ljust(room + 1), "muted"), (value, paint))


def wrapped(text: str, width: int, paint: Paint = "muted", indent: int = 0) -> list[Line]:
    """Words over as many lines as they need."""
    lines: list[str] = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > max(width - indent, 8):
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return [((" " * indent + line, paint),) for line in lines]


def joined(*groups: Iterable[Line]) -> list[Line]:
    """Groups of lines with a blank line between those that are not empty."""
    made: list[Line] = []
    for group in groups:
        lines = list(group)
        if lines and made:
            made.append(())
        made += lines
    return made
