"""The styles of what is drawn by hand: declared as a line of text, worked out when something is first drawn in it.

As component classes of CSS they would be read, matched and worked out, all of them, whenever one of these widgets
is styled: four times until the first page stands, which was a twentieth of the time that starting takes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from rich.style import Style as RichStyle
    from textual.widget import Widget

FLAGS: Final[Mapping[str, str]] = {
    "error": "$text-error",
    "warning": "$text-warning",
    "note": "$text-accent",
    "todo": "auto 72%",
    "waived": "auto 65%",
    "ok": "$text-success",
}
"""The colour of each flag in a theme that has none of its own for it: Textual's themes do not."""


def laid_over(widget: Widget, *inks: str) -> RichStyle:
    """The style of inks laid one over the other on the ground of a widget.

    An ink is written as in markup, with the theme's variables: ``bold $text-error on $foreground 5%``; ``auto 70%``
    is what can be read on that ground.
    """
    style = widget.visual_style
    for ink in inks:
        style = style + widget.app.stylesheet.parse_style(ink)
    return style.rich_style


def flag_ink(widget: Widget, flag: str) -> str:
    """The ink of a flag in the theme of the moment."""
    own = f"flag-{flag}"
    colour = f"${own}" if own in widget.app.theme_variables else FLAGS[flag]
    return f"bold {colour}" if flag == "error" else colour
