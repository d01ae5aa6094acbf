"""What is painted again when a part of the screen has changed: the lines of that part, and no others."""

from __future__ import annotations

from collections.abc import Iterable

from textual._compositor import Compositor
from textual.geometry import Region
from textual.strip import Strip


class LinesCompositor(Compositor):
    """Asks widgets for the lines that are to be painted. Textual's own asks every widget for all that it has."""

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        visible = self.visible_widgets
        if crop is None or crop.height == self.size.height:
            return super()._get_renders(crop)
        lines = Region(0, crop.y, self.size.width, crop.height)
        self._visible_widgets = {
            widget: (region, clip.intersection(lines)) for widget, (region, clip) in visible.items()
        }
        try:
            return list(super()._get_renders(crop))
        finally:
            self._visible_widgets = visible
