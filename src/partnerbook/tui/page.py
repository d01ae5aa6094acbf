"""What a page is: one step of the workbook, declared as rows and as a picture beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal, TypeAlias

from partnerbook.program.address import Address
from partnerbook.program.locate import value_at
from partnerbook.record import record
from partnerbook.tui.heads import Head
from partnerbook.tui.sheet.model import SheetModel
from partnerbook.tui.view import View

Paint: TypeAlias = Literal[
    "plain",
    "muted",
    "strong",
    "heading",
    "ok",
    "error",
    "warning",
    "note",
    "todo",
    "accent",
    "bar",
    "bar-2",
    "track",
]
Span: TypeAlias = tuple[str, Paint]
Line: TypeAlias = tuple[Span, ...]
"""One line of a picture: pieces of text, each with the paint it is drawn in. Text of the workbook is made safe
where it is drawn."""


@record
class Place:
    """Where the cursor is on a page."""

    address: Address = ""
    item: Address = ""


class Page(Head):
    """One step. A page keeps no values: it turns a `View` into rows, and remembers only what a person looks at."""

    def rows(self, view: View, width: int) -> SheetModel:
        """The sheet of the page."""
        raise NotImplementedError

    def picture(self, view: View, width: int) -> Sequence[Line]:
        """What the values lead to, drawn beside or below the sheet, `width` cells wide."""
        return ()

    def looked_at(self, place: Place) -> bool:
        """The cursor moved; whether that changes which rows are shown."""
        return False

    def reveal(self, view: View, at: Address) -> Address:
        """Make the row of an address part of what is shown, and say which cell stands for it."""
        return at

    def commands(self, screen: Any) -> Iterator[tuple[str, str, Callable[[], Any]]]:
        """What the palette offers on this page: name, words, and what to do. `screen` is the workbook's."""
        return iter(())

    def act(self, screen: Any) -> bool:
        """Do what the page's own key stands for, as the page shows it; false where it has none."""
        return False

    def open(self, screen: Any, at: Address) -> bool:
        """Enter on a computed cell; whether that leads anywhere."""
        return False

    def order(self, view: View, collection: Address) -> Sequence[str]:
        """The keys of a table of keyed tables in the order in which they stand here."""
        return tuple(value_at(view.program, collection) or ())

    def stage(self, screen: Any, by: int) -> bool:
        """Move what is under the cursor a stage on or back; false where nothing has stages."""
        return False
