"""A workbook's text as blocks: a table header, its body, and the comment lines directly above the header.

What stands between two blocks (blank lines, and comments followed by a blank line, such as section banners)
belongs to nobody. It is kept as the `tail` of the block before it and stays when that block is moved or
removed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from partnerbook.record import record, replace
from partnerbook.workbook.scan import (
    HEADER_LINE,
    IDLE_LINE,
    KEY_LINE,
    Entry,
    Parts,
    ScanError,
    entries,
    key_parts,
    split_key,
    statement,
)

_BODY: Final = rf"((?:(?:{IDLE_LINE})*{KEY_LINE})*)((?:{IDLE_LINE})*)"
_block = re.compile(rf"(?:{HEADER_LINE})?{_BODY}").match
"""A header, if there is one, its body, and the idle lines behind it: one pattern, since it takes long to compile."""
_opens_header = re.compile(r"[ \t]*+\[").match
_ROOT: Final[Parts] = ()


@record(eq=False)
class Block:
    """One table as it is written. Compared by identity, so that finding its place is quick."""

    own: str
    """The comments directly above, the header line and the body; every line ends in a line feed."""
    tail: str
    """Blank lines and loose comments behind it."""
    parts: Parts
    """The table's address; an array of tables adds the number of the entry. Empty: the keys before any
    header.
    """
    head: int
    """Where the header line begins in `own`."""
    array: bool = False
    """Whether the header is one of an array of tables."""
    column: int | None = None
    """The column in which the author aligned comments, once known; kept while the block is edited."""
    displaced: frozenset[Parts] = frozenset()
    """Keys whose comment had to leave that column for a long value; it comes back when there is room."""

    @property
    def text(self) -> str:
        """All of it."""
        return self.own + self.tail

    @cached_property
    def body(self) -> int:
        """Where the line behind the header begins in `own`."""
        return self.own.index("\n", self.head) + 1 if self.parts else 0

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Every key and value of the body, with offsets into `own`."""
        return tuple(entries(self.own, self.body))

    @cached_property
    def by_key(self) -> dict[Parts, Entry]:
        """The entries by their parts below this table."""
        return {entry.parts: entry for entry in self.entries}

    @cached_property
    def dotted(self) -> dict[Parts, Entry]:
        """Tables that only dotted keys speak of, each with the last entry of it."""
        found: dict[Parts, Entry] = {}
        for entry in self.entries:
            first = len(entry.outer.parts) if entry.outer else 0
            for size in range(first + 1, len(entry.parts)):
                found[entry.parts[:size]] = entry
        return found

    @property
    def is_canonical(self) -> bool:
        """Whether it is a plain table of plain keys."""
        return not self.array and all(len(e.parts) == 1 and not e.inline for e in self.entries)

    @cached_property
    def header_parts(self) -> list[tuple[str, int, int]]:
        """The parts of the header, each with where it begins and ends in `own`."""
        match = _block(self.own, self.head)
        return key_parts(self.own, match.start(2)) if match else []

    @cached_property
    def comment_column(self) -> int | None:
        """The column in which comments of this block are aligned, counted from 0; ``None``: they are not."""
        if self.column is not None:
            return self.column
        columns = Counter(
            entry.comment - entry.start
            for entry in self.entries
            if entry.comment - entry.value_end >= 2 and "\t" not in self.own[entry.value_end : entry.comment]
        )
        return columns.most_common(1)[0][0] if columns else None

    def with_text(self, own: str, tail: str | None = None) -> Block:
        """The same table with other text; what is its own and what is loose is told anew."""
        text = own + (self.tail if tail is None else tail)
        if self.parts:
            head = self.head
            last, _ = _extent(text, text.index("\n", head) + 1)
        else:
            head = 0
            last, _ = _extent(text, 0)
        mine, _ = _shares(text[last:], before_header=False)
        cut = last + mine
        return replace(self, own=text[:cut], tail=text[cut:], head=head, column=self.comment_column)

    def with_tail(self, tail: str) -> Block:
        """The same block with something else behind it."""
        if tail == self.tail:
            return self
        return replace(self, tail=tail)


def split_blocks(text: str) -> list[Block]:
    """The blocks of a text whose every line ends in a line feed; the first holds the keys before any header.

    Raises:
        ScanError: the text is no TOML.
    """
    found: list[Block] = []
    arrays: dict[Parts, int] = {}
    last, at = _extent(text, 0)
    begin, head, parts, array = 0, 0, _ROOT, False
    size = len(text)
    while True:
        if at == size:
            mine, theirs = _shares(text[last:at], before_header=False)
            found.append(Block(text[begin : last + mine], text[last + mine :], parts, head - begin, array))
            return found
        rest = text[last:at]
        if rest == "\n":
            mine, theirs = 0, 0
        else:
            mine, theirs = _shares(rest, before_header=True)
        cut = last + mine
        found.append(Block(text[begin:cut], text[cut : at - theirs], parts, head - begin, array))
        begin, head = at - theirs, at
        match = _block(text, at)
        if match is None or match[1] is None:
            raise ScanError(at)
        bracket, key = match.group(1, 2)
        array = bracket == "[["
        parts = split_key(key)
        if array or arrays:
            parts = _counted(parts, array, arrays)
        last = match.end(3)
        at = match.end()
        if at < size and not _opens_header(text, at):
            last, at = _extent(text, match.start(3))


def _extent(text: str, at: int) -> tuple[int, int]:
    """Where the last key of the body at `at` ends, and where the idle lines behind it end."""
    last = at
    while not _opens_header(text, at):
        match = _block(text, at)
        if match is None:  # cannot happen: the pattern matches nothing too
            raise ScanError(at)
        if match.end(3) > at:
            last = match.end(3)
        at = match.end()
        if at == len(text) or _opens_header(text, at):
            return last, at
        last = at = statement(text, at)[0].end
    return last, at


def _shares(rest: str, *, before_header: bool) -> tuple[int, int]:
    """How much of the idle lines behind a body belongs to that body, and how much to the header that follows.

    Comment lines directly below the last key belong to the body, comment lines directly above the header to
    it.
    """
    if "#" not in rest:
        return 0, 0
    lines = rest.split("\n")[:-1]
    above = 0
    if before_header:
        while above < len(lines) and "#" in lines[-1 - above]:
            above += 1
    below = 0
    while below < len(lines) - above and "#" in lines[below]:
        below += 1
    theirs = sum(len(line) + 1 for line in lines[len(lines) - above :])
    return sum(len(line) + 1 for line in lines[:below]), theirs


def _counted(parts: Parts, array: bool, arrays: dict[Parts, int]) -> Parts:
    """The address of a header where arrays of tables stand in its path: each is followed by a number."""
    path: Parts = ()
    for number, part in enumerate(parts, start=1):
        path += (part,)
        if number == len(parts) and array:
            arrays[path] = arrays.get(path, -1) + 1
            return (*path, str(arrays[path]))
        if path in arrays:
            path += (str(arrays[path]),)
    return path


def walk(blocks: list[Block]) -> Iterator[tuple[Block, int, int]]:
    """Each block with the offset and the line (from 1) at which it begins."""
    offset, line = 0, 1
    for block in blocks:
        yield block, offset, line
        offset += len(block.own) + len(block.tail)
        line += block.own.count("\n") + block.tail.count("\n")
