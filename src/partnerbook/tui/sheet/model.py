"""What a sheet shows: rows of cells, each cell at its address. Plain data, made by the owner of the sheet.

The sheet knows nothing of programs, files or checks. Its owner turns a program into rows, gives them to the
sheet, and makes new rows when something was typed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Final, Literal, Protocol, TypeAlias, overload

from partnerbook.program.fields import FieldSpec
from partnerbook.record import record, replace

Severity: TypeAlias = Literal["error", "warning", "note", "todo", "waived"]
State: TypeAlias = Literal["value", "unset", "withheld", "pending", "inherited", "readonly"]
Align: TypeAlias = Literal["left", "right"]
Tone: TypeAlias = Literal["plain", "muted", "strong"]

NUMERIC: Final = frozenset({"whole", "number"})


@record
class Flag:
    """What a check says of a cell."""

    severity: Severity
    code: str
    message: str
    """One sentence: what is wrong."""
    short: str = ""
    """What would pass, in two words: ``25 passes``. Shown where there is no room for the message."""
    source: str = ""
    fix: str = ""
    """What to do, in a sentence or two."""


@record
class Cell:
    """One value at its address."""

    address: str
    text: str
    """What is edited and copied: the value as a person would type it; for pending text what was typed."""
    field: FieldSpec | None = None
    """The declaration: decides editor and alignment. ``None`` for a computed cell, which is read only."""
    flags: tuple[Flag, ...] = ()
    """Worst first."""
    hint: str = ""
    """A short fact shown beside the value when there is no flag (``= 22 % effective``)."""
    state: State = "value"
    changed: bool = False
    """Differs from the last commit."""
    shown: str = ""
    """What is drawn when the cell is not being edited (``50,000``); empty: the text itself."""
    unit: str = ""
    """Drawn behind the value, also while typing."""
    quiet: bool = False
    """Drawn softly: the same as its neighbour, so that what differs stands out."""
    item: str = ""
    """Address of the keyed table the cell belongs to, where that is not the row's (a tier of the ladder)."""
    collection: str = ""
    """Address of the table of keyed tables, where that is not the row's."""

    @property
    def flag(self) -> Flag | None:
        """The worst flag, or none."""
        return self.flags[0] if self.flags else None

    @property
    def editable(self) -> bool:
        """Whether typing here makes sense."""
        return self.field is not None and self.state != "readonly"

    @property
    def numeric(self) -> bool:
        """Whether the value is a number, drawn to the right in a form."""
        return self.field is not None and self.field.kind in NUMERIC


@record
class Heading:
    """The title of a section, with a thin rule."""

    label: str
    note: str = ""
    item: str = ""
    collection: str = ""


@record
class FormRow:
    """One value with its label: a form is a sheet of these."""

    label: str
    cell: Cell
    unit: str = ""
    """Behind the value; empty: the unit of the cell."""
    hint: str = ""
    """At the right when there is no flag; empty: the hint of the cell."""
    item: str = ""
    collection: str = ""
    indent: int = 0
    """Cells that the label is moved to the right (a value that belongs to the one above)."""


@record
class Column:
    """One column of a grid."""

    label: str
    width: int = 0
    """Cells wished for; 0: an equal share of the room."""
    align: Align = "left"
    item: str = ""
    least: int = 0
    """Of a share: what it needs to be worth showing."""


@record
class GridHead:
    """The line of column titles above a grid. It stays in sight while its rows are scrolled."""

    label: str
    columns: tuple[Column, ...]
    item: str = ""
    collection: str = ""
    label_width: int = 0
    """Width of the labels of this grid; 0: as wide as the labels of the whole sheet."""
    step: bool = False
    """Whether the rows have a last column that says how the values grow (``×2``, ``+``)."""


class LateCells(Sequence[Cell]):
    """Cells that are made when they are looked at: of a record with many fields only some are in sight."""

    __slots__ = ("_cells", "_make")

    def __init__(self, count: int, make: Callable[[int], Cell]) -> None:
        """Args:
        count: how many there are.
        make: makes the cell of a column.
        """
        self._make = make
        self._cells: list[Cell | None] = [None] * count

    def __len__(self) -> int:
        return len(self._cells)

    @overload
    def __getitem__(self, index: int) -> Cell: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Cell, ...]: ...
    def __getitem__(self, index: int | slice) -> Cell | tuple[Cell, ...]:
        if isinstance(index, slice):
            return tuple(self)[index]
        cell = self._cells[index]
        if cell is None:
            cell = self._cells[index] = self._make(index)
        return cell

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Sequence) and tuple(self) == tuple(other))

    __hash__ = None  # type: ignore[assignment]


@record
class GridRow:
    """A row of values below a head: a metric of the tier ladder, or a partner of the pipeline."""

    label: str
    cells: Sequence[Cell]
    head: GridHead
    steps: tuple[str, ...] = ()
    """How each cell compares with the one before it, from the second cell on. The last one in sight is drawn."""
    item: str = ""
    collection: str = ""


@record
class TextRow:
    """A line of words or a drawn bar; an empty one is a gap."""

    text: str = ""
    tone: Tone = "muted"
    item: str = ""
    collection: str = ""


@record
class EmptyRow:
    """Says what belongs here and the key that starts it. It takes the cursor, so that the key has a place."""

    text: str
    key: str = ""
    """The key's name as the person knows it (``ctrl+n``)."""
    collection: str = ""
    item: str = ""
    address: str = ""
    """What the cursor reports when it stands here; empty: the collection."""


Row: TypeAlias = Heading | FormRow | GridHead | GridRow | TextRow | EmptyRow
Place: TypeAlias = tuple[int, int]
"""A row and a column, both from 0."""


@record
class Choice:
    """A word that may be chosen."""

    word: str
    label: str = ""
    """What it means, or the name of the thing it refers to."""


class SheetModel(Protocol):
    """Rows by number. ``row`` is called for what is in sight only, so it may make rows when asked."""

    def __len__(self) -> int: ...

    def row(self, index: int) -> Row:
        """The row, 0 to ``len - 1``. An unchanged row should be the same object each time."""
        ...

    def held(self, index: int) -> Row | None:
        """The row if it is made already; a model of the past makes no more rows."""
        ...

    def index_of(self, address: str) -> Place | None:
        """Where the cell of an address stands."""
        ...


def cells_of(row: Row) -> Sequence[Cell]:
    """The cells of a row, left to right; none for titles and texts."""
    if isinstance(row, FormRow):
        return (row.cell,)
    if isinstance(row, GridRow):
        return row.cells
    return ()


def stops(row: Row) -> int:
    """How many places for the cursor a row has."""
    if isinstance(row, GridRow):
        return len(row.cells)
    return 1 if isinstance(row, (FormRow, EmptyRow)) else 0


def address_at(row: Row, column: int) -> str:
    """The address that the cursor reports on a place; empty where it cannot stand."""
    if isinstance(row, EmptyRow):
        return row.address or row.collection
    cells = cells_of(row)
    return cells[column].address if 0 <= column < len(cells) else ""


def first_address(model: SheetModel) -> str:
    """Where the cursor begins on a sheet; empty where it has no place."""
    rows = (model.row(index) for index in range(len(model)))
    return next((address_at(row, 0) for row in rows if stops(row)), "")


def align_of(row: Row, column: int) -> Align:
    """On which side of its cell a value stands."""
    if isinstance(row, GridRow):
        return row.head.columns[column].align
    return "right" if isinstance(row, FormRow) and row.cell.numeric else "left"


def flagged(row: Row, column: int, flags: tuple[Flag, ...]) -> Row:
    """The same row with other flags for the cell of a column."""
    if isinstance(row, FormRow):
        return replace(row, cell=replace(row.cell, flags=flags))
    if not isinstance(row, GridRow) or not 0 <= column < len(row.cells):
        return row
    before, cell, behind = row.cells[:column], row.cells[column], row.cells[column + 1 :]
    return replace(row, cells=(*before, replace(cell, flags=flags), *behind))


def item_at(row: Row, column: int) -> tuple[str, str]:
    """The keyed table and the collection that an action on this place means: ``(item, collection)``."""
    cells = cells_of(row)
    item, collection = row.item, row.collection
    if 0 <= column < len(cells):
        item, collection = cells[column].item or item, cells[column].collection or collection
    return item, collection


@record
class Rows:
    """A model that holds its rows: right for forms and ladders."""

    rows: tuple[Row, ...]

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """Where the cell of each address stands; made when it is first asked for."""
        places: dict[str, Place] = {}
        for index, row in enumerate(self.rows):
            for column in range(stops(row)):
                places.setdefault(address_at(row, column), (index, column))
        return places

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Rows:
        """A model of these rows."""
        return cls(tuple(rows))

    def __len__(self) -> int:
        return len(self.rows)

    def row(self, index: int) -> Row:
        return self.rows[index]

    held = row

    def index_of(self, address: str) -> Place | None:
        return self.places.get(address)


class LazyRows:
    """A model that makes rows when they are asked for: right for thousands of records."""

    __slots__ = ("_find", "_kept", "_length", "_make")

    KEPT: Final = 1024
    """Rows kept after they were made: several screens full."""

    def __init__(self, length: int, make: Callable[[int], Row], find: Callable[[str], Place | None]) -> None:
        """Args:
        length: how many rows there are.
        make: makes the row of a number.
        find: the place of an address, without making rows.
        """
        self._length = length
        self._make = make
        self._find = find
        self._kept: dict[int, Row] = {}

    def __len__(self) -> int:
        return self._length

    def row(self, index: int) -> Row:
        row = self._kept.get(index)
        if row is None:
            if len(self._kept) >= self.KEPT:
                self._kept.clear()
            row = self._kept[index] = self._make(index)
        return row

    def held(self, index: int) -> Row | None:
        return self._kept.get(index)

    def index_of(self, address: str) -> Place | None:
        return self._find(address)
