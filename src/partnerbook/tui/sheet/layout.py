"""Where things stand on a line: label, value, unit, flag of a form; label, columns, step of a grid.

Widths depend on the width of the sheet and on the labels, never on what is being typed: a key press moves
nothing. All numbers are cells, counted from the left edge of the sheet.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from partnerbook.record import record
from partnerbook.tui.sheet.model import Cell, Column, FormRow, GridHead, GridRow, SheetModel
from partnerbook.tui.text import safe_width

GUTTER: Final = 2
"""Cells left of the label: the mark of the cursor row."""
SAMPLE: Final = 64
"""Rows looked at for the width of labels. More would make a long sheet slow to open."""
LAST: Final = 4
"""And so many at the end, where numbered labels are longest."""
_LEAST_LABEL: Final = 10
_LEAST_COLUMN: Final = 13
_MOST_COLUMN: Final = 56
_LEAST_TIER: Final = 12
_MOST_TIER: Final = 34
"""Columns of a grid that is compared from left to right stay near each other."""
_LEAST_VALUE: Final = 24
_MOST_VALUE: Final = 30
_NUMBER: Final = 14
_SHORT: Final = frozenset({"date", "yes-no"})
STEP: Final = 6
"""Cells of the last column, the blank at its end among them."""
_DETAIL_ROOM: Final = 72
_DETAIL_INDENT: Final = GUTTER + 1


@record
class FormPlan:
    """One line of a form."""

    width: int
    label: int
    """Width of the label."""
    value: int
    """Where the value's box begins."""
    box: int
    """Width of the box, a blank on each side included."""
    number: int
    """Width of the box of a number; the unit follows it."""
    aside: int
    """Where flag or hint begins."""

    def box_of(self, cell: Cell) -> int:
        """The width of a cell's box: narrow for numbers, dates, yes and no."""
        short = cell.numeric or (cell.field is not None and cell.field.kind in _SHORT)
        return self.number if short else self.box

    @property
    def aside_width(self) -> int:
        return max(self.width - self.aside - 1, 0)

    @property
    def detail(self) -> int:
        """Where the two lines under the cursor row begin: below the value if a sentence fits there."""
        return self.value + 1 if self.width - self.value >= _DETAIL_ROOM else _DETAIL_INDENT


@record
class Span:
    """A visible column of a grid."""

    index: int
    start: int
    width: int


@record
class GridPlan:
    """One line of a grid: the label stays, whole columns scroll."""

    width: int
    label: int
    spans: tuple[Span, ...]
    more_left: int
    """Columns out of sight on the left."""
    more_right: int
    step: int
    """Where the step column begins; the width of the sheet when there is none."""

    @property
    def first(self) -> int:
        return self.spans[0].index if self.spans else 0

    @property
    def last(self) -> int:
        return self.spans[-1].index if self.spans else 0

    def span(self, column: int) -> Span | None:
        """The place of a column, or none when it is out of sight."""
        return next((span for span in self.spans if span.index == column), None)

    def column_at(self, x: int) -> int | None:
        """The column under a cell of the screen."""
        return next((s.index for s in self.spans if s.start <= x < s.start + s.width), None)

    @property
    def detail(self) -> int:
        first = self.spans[0].start if self.spans else 0
        return first + 1 if self.width - first >= _DETAIL_ROOM else _DETAIL_INDENT


def label_width(model: SheetModel, width: int, *, ascii_only: bool = False) -> int:
    """The width of the label column: as wide as the first labels need, at most about a third."""
    most = max(_LEAST_LABEL, min(40, width * 34 // 100))
    labels = (safe_width(text, most=most, ascii_only=ascii_only) for text in _labels(model))
    return min(max(max(labels, default=0), _LEAST_LABEL), most)


def _labels(model: SheetModel) -> Iterable[str]:
    looked_at = set(range(min(len(model), SAMPLE))) | set(range(max(len(model) - LAST, 0), len(model)))
    for index in sorted(looked_at):
        row = model.row(index)
        if isinstance(row, FormRow):
            yield " " * row.indent + row.label
        elif isinstance(row, GridRow) and not row.head.label_width:
            yield row.label


def plan_form(width: int, label: int) -> FormPlan:
    """Lay out a form of this width."""
    value = GUTTER + label + 1
    room = max(width - value, 0)
    box = min(max(room * 45 // 100, _LEAST_VALUE), _MOST_VALUE, max(room, 1))
    return FormPlan(width, label, value, box, min(_NUMBER, box), value + box + 1)


def plan_grid(head: GridHead, width: int, label: int, first: int = 0) -> GridPlan:
    """Lay out a grid of this width, beginning at its column ``first`` if they do not all fit."""
    if head.label_width:
        label = min(head.label_width, max(_LEAST_LABEL, width * 45 // 100))
    step = width - STEP if head.step else width
    start = GUTTER + label + 1
    room = step - start
    least = [_least(column, _LEAST_TIER if head.step else _LEAST_COLUMN) for column in head.columns]
    if sum(least) > room and not head.step:
        room -= 1  # the sign that there is more
    first = min(max(first, 0), _last_first(least, room))
    shown = _fitting(least[first:], room)
    widths = _shared(head, first, least[first : first + shown], room)
    spans: list[Span] = []
    for index, wide in enumerate(widths, first):
        spans.append(Span(index, start, max(min(wide, step - start), 1)))
        start += wide
    after = len(least) - first - len(spans)
    end = spans[-1].start + spans[-1].width if spans else start
    return GridPlan(width, label, tuple(spans), first, after, min(step, end) if head.step else width)


def _least(column: Column, least: int) -> int:
    """Wished widths as they are; the others what they need at least."""
    if column.width:
        return column.width + 2
    return max(column.least + 2, least)


def _fitting(least: list[int], room: int) -> int:
    """How many columns fit; one is always shown."""
    used = count = 0
    for wide in least:
        if count and used + wide > room:
            break
        used += wide
        count += 1
    return count


def _shared(head: GridHead, first: int, least: list[int], room: int) -> list[int]:
    """The columns in sight: those without a wish share the room that is left, the narrowest first."""
    widths = list(least)
    open_ends = [n for n in range(len(widths)) if not head.columns[first + n].width]
    most = _MOST_TIER if head.step else _MOST_COLUMN
    spare = room - sum(widths)
    while spare > 0 and open_ends:
        narrowest = min(open_ends, key=lambda n: widths[n])
        if widths[narrowest] >= most:
            break
        widths[narrowest] += 1
        spare -= 1
    return widths


def _last_first(widths: list[int], room: int) -> int:
    """The highest first column that still fills the room."""
    first, used = len(widths), 0
    while first > 0 and used + widths[first - 1] <= room:
        first -= 1
        used += widths[first]
    return max(min(first, len(widths) - 1), 0)
