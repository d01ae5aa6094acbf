"""A workbook's text, changed at addresses. Immutable: every change returns another `Document`.

Only what is said changes: comments, blank lines, order, quotes, number style, line ends and a missing last
line end stay. The cost of setting a value does not grow with the file, apart from a shallow copy of the list
of blocks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from partnerbook.program import address as addresses
from partnerbook.program.fields import Value
from partnerbook.record import record
from partnerbook.workbook import body, splice, tables
from partnerbook.workbook.block import Block, split_blocks
from partnerbook.workbook.lookup import Address, Lookup, Place
from partnerbook.workbook.scan import Entry, Parts
from partnerbook.workbook.tables import EditError
from partnerbook.workbook.values import literal as literal_of

__all__ = ["Document", "EditError", "Order", "Place"]

Order: TypeAlias = Callable[[Parts], int]
"""The place of an address among its siblings in the format; equal for keys that the author chose."""


def _as_written(_: Parts) -> int:
    return 0


@record(eq=False)
class Document(Lookup):
    """The text of one workbook. Two documents are compared by their `text`."""

    @staticmethod
    def of(text: str) -> Document:
        """The document of a text that `tomli` accepts.

        Raises:
            ScanError: the text is no TOML.
        """
        first = text.find("\n")
        eol = "\r\n" if first > 0 and text[first - 1] == "\r" else "\n"
        open_end = bool(text) and not text.endswith("\n")
        return Document(tuple(split_blocks(text + eol if open_end else text)), eol, open_end)

    # ── changing values ──────────────────────────────────────────────────────

    def set(self, address: Address, value: Value, order: Order = _as_written) -> Document:
        """With a value at an address. A table that does not exist yet gets its header, in the format's order.

        Raises:
            ValueError: TOML cannot hold the value.
        """
        parts = addresses.split(address)
        found = self._find(parts)
        if found and not found[1].inline:
            block, entry = found
            old = block.own[entry.value : entry.value_end]
            new = literal_of(value, old, self.eol)
            return self if new == old else self._swap(block, body.replace_value(block, entry, new))
        document = self._cleared(parts) if found or self.has(address) else self
        return document._insert(parts, literal_of(value, None, self.eol), order)

    def _insert(self, parts: Parts, text: str, order: Order) -> Document:
        for size in range(len(parts) - 1, 0, -1):
            found = self._find(parts[:size])
            if found and found[1].inline:
                return self._swap(found[0], body.insert_inline(*found, parts[size:], text))
            if found or self._is_array(parts[:size]):
                return self._cleared(parts[:size])._insert(parts, text, order)
            if parts[:size] in self._index:
                if size < len(parts) - 1:
                    return self._insert_table(parts, text, order)
                return self._insert_key(self._index[parts[:size]], parts, text, order)
            dotted = self._dotted(parts[:size])
            if dotted:
                return self._insert_dotted(dotted[0], parts, size, text, order)
        if len(parts) > 1:
            return self._insert_table(parts, text, order)
        return self._insert_key(self.blocks[0], parts, text, order)

    def _insert_key(self, block: Block, parts: Parts, text: str, order: Order) -> Document:
        base = block.parts
        new = body.insert_entry(block, parts[len(base) :], text, self.eol, lambda rel: order(base + rel))
        return self._swap(block, new)

    def _insert_dotted(self, block: Block, parts: Parts, size: int, text: str, order: Order) -> Document:
        """A key of a table that dotted keys made: it can have no header, so this is a dotted key too."""
        for outer in range(size - 1, len(block.parts), -1):
            found = self._find(parts[:outer])
            if found and found[1].inline:
                return self._swap(block, body.insert_inline(*found, parts[outer:], text))
        return self._insert_key(block, parts, text, order)

    def _insert_table(self, parts: Parts, text: str, order: Order) -> Document:
        if any(self._is_array(parts[:size]) for size in range(1, len(parts))):
            raise EditError(f"{addresses.join(*parts)} lies in an array of tables")
        new = tables.block(parts[:-1], [(parts[-1:], text)], self.eol)
        return self._put([new], parts[:-1], order)

    def unset(self, address: Address) -> Document:
        """Without the value at an address; the comment behind it stays as a line. Nothing there: the same."""
        found = self._find(addresses.split(address))
        if found is None:
            return self
        block, entry = found
        new = body.drop_entries(block, [entry], keep_comments=True, eol=self.eol)
        return self._swap(block, new, fence=True)

    # ── changing tables ──────────────────────────────────────────────────────

    def add(
        self, address: Address, table: Mapping[str, tables.Nested], order: Order = _as_written
    ) -> Document:
        """With a new table, behind its last sibling or else in the format's order.

        Raises:
            EditError: something is there already.
        """
        parts = addresses.split(address)
        if self.has(address):
            raise EditError(f"{address} exists already")
        document = self
        for size in range(1, len(parts)):
            found = document._find(parts[:size])
            if found and found[1].inline:
                document = document._spread(parts[:size], order)
            elif found or document._is_array(parts[:size]):
                document = document._cleared(parts[:size])
        return document._put(tables.blocks(parts, table, self.eol), parts, order)

    def remove(self, address: Address) -> Document:
        """Without a table and all below it, or without a value; comments that belong to it go too."""
        parts = addresses.split(address)
        document = self
        for block, gone in self._entries_below(parts):
            new = body.drop_entries(block, gone, keep_comments=False, eol=self.eol)
            document = document._swap(block, new, fence=True)
        doomed = document._below(parts)
        if not doomed:
            return document
        return document._with(splice.fenced(splice.without(document.blocks, doomed), self.eol))

    def rename(self, address: Address, key: str) -> Document:
        """With another last part of an address: of a table with all below it, or of one key.

        Raises:
            EditError: there is nothing at the address, or something at the new one.
        """
        parts = addresses.split(address)
        target = (*parts[:-1], key)
        if target == parts:
            return self
        if not self.has(address):
            raise EditError(f"there is nothing at {address}")
        if self.has(addresses.join(*target)):
            raise EditError(f"{addresses.join(*target)} exists already")
        document = self
        for block, hits in self._entries_below(parts):
            document = document._swap(block, tables.rename_keys(block, hits, parts, key))
        doomed = set(map(id, document._below(parts)))
        return document._with(
            [tables.rename_block(b, parts, key) if id(b) in doomed else b for b in document.blocks]
        )

    def move(self, address: Address, before: str | None, order: Order = _as_written) -> Document:
        """With a keyed table, or a key, before its sibling `before`; ``None``: behind the last.

        Raises:
            EditError: there is no such table or sibling.
        """
        parts = addresses.split(address)
        sibling = (*parts[:-1], before) if before is not None else None
        if sibling == parts:
            return self
        held = self._find(parts)
        if held and not held[1].inline:
            return self._moved_key(*held, parts, before)
        document = self
        for table in filter(None, (parts, sibling)):
            if not document.has(addresses.join(*table)):
                raise EditError(f"there is no table {addresses.join(*table)}")
            document = document._spread(table, order)
        return document._moved(parts, sibling)

    def _moved_key(self, block: Block, entry: Entry, parts: Parts, before: str | None) -> Document:
        family = [e for e in block.entries if e.parts[:-1] == entry.parts[:-1] and e is not entry]
        other = next((e for e in family if e.parts[-1] == before), None)
        if before is not None and other is None:
            raise EditError(f"{addresses.join(*parts)} is not written beside {before}")
        if entry.outer is None:
            return self._swap(block, body.move_entry(block, entry, other), fence=True)
        behind = family[family.index(other) :] if other else []
        document = self
        for each in (entry, *behind):  # inside an inline table: written again at its end, in the new order
            text = block.own[each.value : each.value_end]
            base = document._index[block.parts]
            gone = body.drop_entries(base, [base.by_key[each.parts]], keep_comments=False, eol=self.eol)
            table = gone.by_key[each.parts[:-1]]
            document = document._swap(base, body.insert_inline(gone, table, each.parts[-1:], text))
        return document

    def _moved(self, parts: Parts, sibling: Parts | None) -> Document:
        group = self._below(parts)
        if not group:
            raise EditError(f"{addresses.join(*parts)} is no table")
        rest = splice.without(self.blocks, group)
        family = [n for n, b in enumerate(rest) if n > 0 and splice.is_below(b.parts, parts[:-1])]
        family = [n for n in family if len(rest[n].parts) >= len(parts)]
        moving = splice.loosened(group, self.eol)
        if sibling is None:
            if not family:
                return self
            placed = splice.put_after(rest, family[-1], moving, self.eol)
        else:
            first = next((n for n in family if splice.is_below(rest[n].parts, sibling)), None)
            if first is None:
                raise EditError(f"{addresses.join(*sibling)} is no table")
            placed = splice.put_before(rest, first, moving, self.eol)
        if [b.parts for b in placed] == [b.parts for b in self.blocks]:
            return self
        return self._with(splice.fenced(placed, self.eol))

    def cleared(self, address: Address) -> Document:
        """With a value at an address, which is about to become a table, turned into a comment line."""
        parts = addresses.split(address)
        found = self._find(parts)
        return self._cleared(parts) if (found and not found[1].inline) or self._is_array(parts) else self

    def remarked(self, remark: str) -> Document:
        """With something more to tell about how it was written."""
        return self._with(self.blocks, remark)

    # ── within ───────────────────────────────────────────────────────────────

    def _put(self, new: Sequence[Block], parts: Parts, order: Order) -> Document:
        number, behind = splice.slot(self.blocks, parts, order)
        put = splice.put_after if behind else splice.put_before
        return self._with(splice.fenced(put(list(self.blocks), number, list(new), self.eol), self.eol))

    def _with(self, blocks: Sequence[Block], remark: str = "") -> Document:
        remarks = (*self.remarks, remark) if remark else self.remarks
        return Document(tuple(blocks), self.eol, self.open_end, remarks)

    def _swap(self, old: Block, new: Block, *, fence: bool = False) -> Document:
        """With one block in the place of another of the same address."""
        number = self.blocks.index(old)
        if fence and number < len(self.blocks) - 1:
            new = splice.fenced([new, self.blocks[number + 1]], self.eol)[0]
        document = self._with((*self.blocks[:number], new, *self.blocks[number + 1 :]))
        known = self.__dict__
        if "_index" in known:
            document.__dict__["_index"] = {**self._index, old.parts: new}
        if "_first" in known:
            document.__dict__["_first"] = self._first
        return document

    def _cleared(self, parts: Parts) -> Document:
        """With what stands at an address turned into comment lines: something of another shape takes its
        place.
        """
        document = self
        for block, hits in self._entries_below(parts):
            document = document._swap(block, tables.comment_out(block, hits, self.eol), fence=True)
        blocks = tables.comment_out_blocks(document.blocks, document._below(parts), self.eol)
        remark = f"{addresses.join(*parts)} had another shape; its old text is kept as a comment."
        return document._with(splice.fenced(blocks, self.eol), remark)

    def _spread(self, parts: Parts, order: Order) -> Document:
        """With the table at an address below a header of its own, where it was a dotted key or an inline
        table.
        """
        for size in range(1, len(parts)):  # the outermost inline table has to be opened
            found = self._find(parts[:size])
            if found and found[1].inline:
                parts = parts[:size]
                break
        hits = self._entries_below(parts)
        if not hits:
            return self
        document, loose = self, []
        for block, entries in hits:
            loose.extend(tables.lifted(block, entries))
            new = body.drop_entries(block, entries, keep_comments=False, eol=self.eol)
            document = document._swap(block, new, fence=True)
        remark = f"{addresses.join(*parts)} was rewritten with a header of its own."
        new_blocks = tables.regrouped(parts, loose, self.eol)
        for made in new_blocks:
            document = document._put([made], made.parts, order)
        return document._with(document.blocks, remark)
