"""What a page is: one step of the workbook, declared as rows and as a picture beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, ClassVar, Literal, TypeAlias

from partnerbook.program.address import Address, split
from partnerbook.program.locate import value_at
from partnerbook.record import record
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


class Page:
    """One step. A page keeps no values: it turns a `View` into rows, and remembers only what a person looks at."""

    key: ClassVar[str]
    """``tiers``."""
    title: ClassVar[str]
    number: ClassVar[str] = ""
    """The step's number in the checklist; empty for Company and Review."""
    question: ClassVar[str]
    """What the page answers, in one sentence."""
    tables: ClassVar[tuple[str, ...]]
    """Top-level tables that are edited here; a finding belongs to the page of its address."""
    judges_all: ClassVar[bool] = False
    """Whether it says how the whole workbook stands, as Review does."""
    adds: ClassVar[Address] = ""
    """The table of keyed tables that the page is about: there something is added where the cursor stands on none."""

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

    def owns(self, at: Address) -> bool:
        """Whether a finding at this address belongs here."""
        return split(at)[0] in self.tables
