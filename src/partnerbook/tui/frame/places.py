"""Where the parts of the frame stand: edge after edge is cut off, and the sheet takes what is left.

Containers would come to the same, and be styled, laid out and painted beneath what they hold.
"""

from __future__ import annotations

from typing import Final

from textual.geometry import NULL_OFFSET, NULL_SPACING, Region, Size
from textual.layout import ArrangeResult, WidgetPlacement
from textual.layouts.vertical import VerticalLayout
from textual.widget import Widget

_CUT: Final = ("title", "rail", "keys", "say", "findings", "picture", "sheet")
"""The parts, in the order in which they take their room."""
_AT_THE_TOP: Final = ("title", "rail")


class FramePlaces(VerticalLayout):
    """The layout of the frame. Styles say how wide or high a part is; one without a size takes all there is."""

    name = "frame"

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        """Places of these children: parts of the frame, or what Textual lays over it."""
        parts = {child.id: child for child in children if child.id in _CUT}
        if not parts:
            return super().arrange(parent, children, size, greedy)
        parent.pre_layout(self)
        placed: ArrangeResult = []
        room = size.region
        for name in _CUT:
            part = parts.get(name)
            if part is not None:
                region, room = _cut(part, room, at_the_top=name in _AT_THE_TOP)
                placed.append(WidgetPlacement(region, NULL_OFFSET, NULL_SPACING, part))
        return placed


def _cut(part: Widget, room: Region, *, at_the_top: bool) -> tuple[Region, Region]:
    """The region of a part, at the top, the bottom or the right, and what it leaves of the room."""
    width, height = part.styles.width, part.styles.height
    columns = width.cells if width is not None else None
    lines = height.cells if height is not None else None
    if at_the_top:
        return room.split_horizontal(min(lines or 1, room.height))
    if lines is not None:
        left, region = room.split_horizontal(max(room.height - lines, 0))
    elif columns is not None:
        left, region = room.split_vertical(max(room.width - columns, 0))
    else:
        left, region = room.split_vertical(0)
    return region, left
