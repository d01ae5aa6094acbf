"""The notice for a terminal in which a workbook cannot be shown. Nothing is lost meanwhile."""

from __future__ import annotations

from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget

LEAST = (60, 16)


class _Words(Widget):
    DEFAULT_CSS = (
        "_Words { width: 100%; height: 100%; content-align: center middle; background: $background; }"
    )

    def render(self) -> Content:
        """How large it is and has to be."""
        size = self.app.size
        return Content(
            f"{size.width}x{size.height} is too small\n{LEAST[0]}x{LEAST[1]} at least\nnothing is lost"
        )


class TooSmall(ModalScreen[None]):
    """Lies over everything until there is room."""

    BINDINGS = []  # noqa: RUF012 - Textual's own shape

    def compose(self):  # type: ignore[no-untyped-def]  # noqa: ANN201
        """The notice."""
        yield _Words()

    def on_resize(self) -> None:
        """Go when there is room."""
        self.query_one(_Words).refresh()
        if fits(self.app.size.width, self.app.size.height):
            self.dismiss()


def fits(width: int, height: int) -> bool:
    """Whether a terminal is large enough."""
    return width >= LEAST[0] and height >= LEAST[1]
