"""The one editor of a sheet: what is being typed, in which cell, and what its keys mean."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal, TypeAlias

from rich.cells import cell_len

from partnerbook.record import record
from partnerbook.tui.sheet.choices import ChoiceList
from partnerbook.tui.sheet.days import add_days, add_months, read_day
from partnerbook.tui.sheet.line_edit import LineEdit
from partnerbook.tui.sheet.model import Cell, Choice
from partnerbook.tui.text import mark

Mark: TypeAlias = Literal["value", "selection", "caret"]


@record(frozen=False)
class Editing:
    """A cell that is being typed in."""

    cell: Cell
    line: LineEdit
    choices: ChoiceList | None = None
    view: int = 0
    """The first character in sight."""

    @classmethod
    def open(cls, cell: Cell, choices: Sequence[Choice]) -> Editing:
        """Begin with the value that is there."""
        editing = cls(cell, LineEdit.at_end(cell.text))
        if choices and cell.field is not None:
            many = cell.field.kind == "list"
            strict = bool(cell.field.refers_to or cell.field.choices)
            editing.choices = ChoiceList(choices, many=many, strict=strict)
            editing.choices.open_at(cell.text)
            if not many:
                editing.line.select_all()
        return editing

    @classmethod
    def replacing(cls, cell: Cell, choices: Sequence[Choice], text: str) -> Editing:
        """Begin by typing over the value."""
        editing = cls.open(cell, choices)
        editing.line.set("")
        editing.insert(text)
        return editing

    @property
    def address(self) -> str:
        return self.cell.address

    @property
    def is_date(self) -> bool:
        return self.cell.field is not None and self.cell.field.kind == "date"

    @property
    def value(self) -> str:
        """The text that would be committed now."""
        return self.choices.meant(self.line.text) if self.choices else self.line.text

    @property
    def untouched(self) -> bool:
        """Whether committing would change nothing."""
        return self.value == self.cell.text

    def insert(self, text: str) -> None:
        """Type or paste text that has been made fit for a field."""
        self.line.insert(text)
        self.followed()

    def followed(self) -> None:
        """The text has changed: the list follows."""
        if self.choices:
            self.choices.follow(self.line)

    def type(self, char: str, today: date) -> None:
        """A printable key: mostly itself; a blank ticks a word of a list, ``t`` is today in an empty date."""
        if char == " " and self.choices and self.choices.many and self.choices.toggle(self.line):
            return
        if char == "t" and self.is_date and not self.line.text:
            self.line.set(today.isoformat())
            return
        self.insert(char)

    def pick(self, by: int) -> None:
        """Move in the list; where one word is chosen, the text follows."""
        if not self.choices:
            return
        self.choices.move(by)
        self.take()

    def take(self) -> None:
        """Write the picked word into the line, where one word is chosen."""
        if self.choices and not self.choices.many and self.choices.choice:
            self.line.set(self.choices.choice.word)
            self.choices.filtering = False

    def shift_date(self, *, days: int = 0, months: int = 0, today: date) -> bool:
        """Move a complete date, or begin with today; false when half a date stands there."""
        text = self.line.text.strip()
        day = read_day(text)
        if day is None and text:
            return False
        moved = today if day is None else add_months(add_days(day, days), months)
        self.line.set(moved.isoformat())
        return True

    def scroll(self, width: int) -> None:
        """Keep the caret in sight in ``width`` cells, the caret's own cell included."""
        line = self.line
        self.view = min(self.view, line.caret)
        used = min(max(_cells(line.text[line.caret : line.after(line.caret)]), 1), width)
        first = line.caret
        while first > self.view:
            before = line.before(first)
            used += _cells(line.text[before:first])
            if used > width:
                break
            first = before
        self.view = max(self.view, first) if used > width else self.view
        self._fill(width)

    def _fill(self, width: int) -> None:
        """Do not leave room unused on the right while text is hidden on the left."""
        line = self.line
        if not self.view or len(line.text) - self.view > width:
            return
        used = _cells(line.text[self.view :]) + 1
        while self.view:
            before = line.before(self.view)
            used += _cells(line.text[before : self.view])
            if used > width:
                return
            self.view = before

    def caret_x(self) -> int:
        """Cells between the first character in sight and the caret."""
        return _cells(self.line.text[self.view : self.line.caret])

    def place_caret(self, x: int) -> None:
        """Put the caret at a cell counted from the first character in sight."""
        position = self.view
        while position < len(self.line.text) and x > 0:
            after = self.line.after(position)
            x -= _cells(self.line.text[position:after])
            position = after if x >= 0 else position
        self.line.move_to(position)

    def in_sight(self, width: int, *, ascii_only: bool) -> list[tuple[str, Mark]]:
        """The letters in sight with how they are marked: ``caret``, ``selection`` or ``value``.

        A blank is added for a caret at the end.
        """
        line = self.line
        start, end = line.selection
        letters: list[tuple[str, Mark]] = []
        position, used = self.view, 0
        while position < len(line.text):
            after = line.after(position)
            shown = "".join(mark(char, ascii_only=ascii_only) for char in line.text[position:after])
            used += cell_len(shown)
            if used > width:
                cut = shown[: width - used] if shown.isascii() else ""
                return [*letters, (cut or " ", "caret")] if position == line.caret else letters
            role: Mark = "selection" if start <= position < end else "value"
            letters.append((shown, "caret" if position == line.caret else role))
            position = after
        if line.caret == len(line.text) and used < width:
            letters.append((" ", "caret"))
        return letters


def _cells(text: str) -> int:
    """Cells that text takes in the editor, where controls are drawn as marks."""
    if text.isascii() and text.isprintable():
        return len(text)
    return cell_len("".join(mark(char) for char in text))
