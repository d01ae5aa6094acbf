"""Everything that a TOML text says, with where it stands: one `Item` for a header, a key or a key inside a
table.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from partnerbook.record import record
from partnerbook.workbook.block import Block, split_blocks, walk
from partnerbook.workbook.scan import Entry, Parts

Span: TypeAlias = tuple[int, int]


@record
class Item:
    """One table header, or one key with its value. Lines and columns count from 1, spans in characters from
    0.
    """

    parts: Parts
    line: int
    column: int
    key: Span
    value: Span | None
    """``None`` for a header."""
    whole: Span
    """From the beginning of the line to behind its line end; inside an inline table the key and value
    alone.
    """
    canonical: bool
    """Whether it is written as this program writes it: one key a line below a plain header."""


def scan(text: str) -> Iterator[Item]:
    """Every header, key and value of a TOML text, in its order.

    Raises:
        ScanError: the text is no TOML.
    """
    closed = text if text.endswith("\n") or not text else text + "\n"
    for block, offset, line in walk(split_blocks(closed)):
        if block.parts:
            yield _header(block, offset, line)
        for entry in block.entries:
            yield _item(block, entry, offset, line)


def position(own: str, at: int, line: int) -> tuple[int, int]:
    """The line and the column (from 1) of a character of a block whose first line is `line`."""
    return line + own.count("\n", 0, at), at - (own.rfind("\n", 0, at) + 1) + 1


def _header(block: Block, offset: int, first: int) -> Item:
    parts = block.header_parts
    begin, end = parts[0][1], parts[-1][2]
    line, column = position(block.own, block.own.index("[", block.head), first)
    whole = (offset + block.head, offset + block.body)
    return Item(block.parts, line, column, (offset + begin, offset + end), None, whole, not block.array)


def _item(block: Block, entry: Entry, offset: int, first: int) -> Item:
    line, column = position(block.own, entry.key, first)
    plain = len(entry.parts) == 1 and not entry.inline and not block.array
    return Item(
        block.parts + entry.parts,
        line,
        column,
        (offset + entry.key, offset + entry.key_end),
        (offset + entry.value, offset + entry.value_end),
        (offset + entry.start, offset + entry.end),
        plain,
    )
