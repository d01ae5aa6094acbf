"""The interface without colour, for ``NO_COLOR``: attributes only, and what a colour showed shown by one of them.

Textual's own answer is a filter that turns colours into greys, which are colours still. Here no code for a colour
leaves the program at all: the terminal keeps its own two, whatever they are.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

CSS: Final = """
Rail:focus, SayLine:focus { text-style: underline; }
OptionList > .option-list--option-highlighted { text-style: bold underline; }
Input > .input--cursor { text-style: reverse; }
Input > .input--selection { text-style: bold underline; }
Input > .input--placeholder, Input > .input--suggestion { text-style: dim; }
TextArea .text-area--cursor { text-style: reverse; }
TextArea .text-area--selection { text-style: bold underline; }
"""
"""What is told by colour otherwise: reverse for cursors, underlined for what has the focus, dim for asides.

Textual loses ``reverse`` in the styles of some components: an option of the palette is underlined. What is drawn by
hand has its own (`inks.py`)."""


class Colourless(LineFilter):
    """Takes the colours out of what is drawn and leaves every attribute."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments without colours."""
        return [
            Segment(text, None if style is None else _plain(style), control)
            for text, style, control in segments
        ]


@lru_cache(4096)
def _plain(style: Style) -> Style:
    """A style without its colours. What a click on it does stays with it."""
    plain = style.without_color
    return plain + Style.from_meta(style.meta) if style.meta else plain
