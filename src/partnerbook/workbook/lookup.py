"""A workbook's text, looked into: whether something is written at an address, where, and in which words."""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import Final, NamedTuple, TypeAlias

from partnerbook.program import address as addresses
from partnerbook.record import record
from partnerbook.workbook import splice
from partnerbook.workbook.block import Block
from partnerbook.workbook.items import position
from partnerbook.workbook.scan import Entry, Parts

Address: TypeAlias = addresses.Address


class Place(NamedTuple):
    """A place in the text, both counted from 1."""

    line: int
    column: int


TOP: Final = Place(1, 1)
_texts: Final = attrgetter("own", "tail")


@record(eq=False)
class Lookup:
    """The blocks of a text, and what is found in them. `partnerbook.workbook.document.Document` changes
    them.
    """

    blocks: tuple[Block, ...]
    eol: str = "\n"
    open_end: bool = False
    """Whether the last line has no line end."""
    remarks: tuple[str, ...] = ()
    """What had to be written in another way than the author did, in sentences."""

    @cached_property
    def text(self) -> str:
        """The whole text."""
        joined = "".join(chain.from_iterable(map(_texts, self.blocks)))
        return joined[: -2 if joined.endswith("\r\n") else -1] if self.open_end and joined else joined

    @cached_property
    def _index(self) -> dict[Parts, Block]:
        return {block.parts: block for block in self.blocks}

    @cached_property
    def _first(self) -> dict[Parts, Parts]:
        """The address of the first block at or below each address that a header speaks of."""
        found: dict[Parts, Parts] = {}
        for block in self.blocks:
            parts = block.parts
            for size in range(len(parts), 0, -1):
                if parts[:size] in found:
                    break
                found[parts[:size]] = parts
        return found

    @cached_property
    def _lines(self) -> dict[int, int]:
        """The first line of each block, by its identity."""
        found: dict[int, int] = {}
        line = 1
        for block in self.blocks:
            found[id(block)] = line
            line += block.own.count("\n") + block.tail.count("\n")
        return found

    def _find(self, parts: Parts) -> tuple[Block, Entry] | None:
        for size in range(len(parts) - 1, -1, -1):
            block = self._index.get(parts[:size])
            if block is not None:
                entry = block.by_key.get(parts[size:])
                if entry is not None:
                    return block, entry
        return None

    def _dotted(self, parts: Parts) -> tuple[Block, Entry] | None:
        """The block in which dotted keys speak of a table, with the last of these keys."""
        for size in range(len(parts) - 1, -1, -1):
            block = self._index.get(parts[:size])
            if block is not None and parts[size:] in block.dotted:
                return block, block.dotted[parts[size:]]
        return None

    def has(self, address: Address) -> bool:
        """Whether a value or a table is written at an address."""
        parts = addresses.split(address)
        return self._find(parts) is not None or parts in self._first or self._dotted(parts) is not None

    def literal(self, address: Address) -> str | None:
        """The text of a value as it is written; ``None`` when there is none (or a table with a header)."""
        found = self._find(addresses.split(address))
        return found[0].own[found[1].value : found[1].value_end] if found else None

    def source(self, address: Address) -> str | None:
        """The text of a value, or the lines of a table with a header; ``None`` when nothing is there."""
        parts = addresses.split(address)
        value = self.literal(address)
        if value is not None or parts not in self._first:
            return value
        return "".join(block.own for block in self.blocks if splice.is_below(block.parts, parts))

    def place(self, address: Address) -> Place:
        """Where a value or a header stands; for what is absent, the header of the nearest table that
        exists.
        """
        if not address:
            return TOP
        parts = addresses.split(address)
        for size in range(len(parts), 0, -1):
            place = self._place(parts[:size])
            if place is not None:
                return place
        return TOP

    def _place(self, parts: Parts) -> Place | None:
        found = self._find(parts)
        if found:
            return self._at(found[0], found[1].value)
        block = self._index.get(parts if parts in self._index else self._first.get(parts, parts))
        if block is not None:
            return self._at(block, block.own.index("[", block.head))
        found = self._dotted(parts)
        return self._at(found[0], found[1].key) if found else None

    def key_place(self, address: Address) -> Place:
        """Where a key or a header stands; as `place` for what is absent."""
        found = self._find(addresses.split(address))
        return self._at(found[0], found[1].key) if found else self.place(address)

    def _at(self, block: Block, offset: int) -> Place:
        return Place(*position(block.own, offset, self._lines[id(block)]))

    def _is_array(self, parts: Parts) -> bool:
        first = self._index.get((*parts, "0"))
        return first is not None and first.array

    def _below(self, parts: Parts) -> list[Block]:
        size = len(parts)
        return [block for block in self.blocks if block.parts[:size] == parts]

    def _entries_below(self, parts: Parts) -> list[tuple[Block, list[Entry]]]:
        """The keys at or below an address that stand in a table above it, by block."""
        found = []
        for size in range(len(parts)):
            block = self._index.get(parts[:size])
            if block is not None:
                rel = parts[size:]
                hits = [entry for entry in block.entries if splice.is_below(entry.parts, rel)]
                if hits:
                    found.append((block, hits))
        return found
