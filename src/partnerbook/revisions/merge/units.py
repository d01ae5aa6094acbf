"""A workbook's text in units that are merged as wholes: tables, keys with the comments above them, lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from partnerbook.record import record, replace
from partnerbook.revisions.merge.order import Id
from partnerbook.workbook.block import Block
from partnerbook.workbook.document import Document
from partnerbook.workbook.scan import Entry, comments_in

HEADER: Final[Id] = ("header",)
END: Final[Id] = ("end",)


@record
class Unit:
    """Lines that belong together."""

    id: Id
    """`("line", text, number)`, `("entry", parts)`, `("table", parts)`, `HEADER` or `END`."""
    gap: str
    """Blank lines above."""
    text: str = ""
    above: tuple[str, ...] = ()
    """Comment lines directly above a key or header."""
    entry: Entry | None = None
    """A key, with offsets into `own`."""
    own: str = ""
    block: Block | None = None

    @property
    def whole(self) -> str:
        """All lines but the gap."""
        return "".join(self.above) + self.text

    @property
    def literal(self) -> str:
        """The text of a key's value."""
        return self.own[self.entry.value : self.entry.value_end] if self.entry else ""

    @property
    def front(self) -> str:
        """What stands before a key's value on its line."""
        return self.own[self.entry.start : self.entry.value] if self.entry else ""

    @property
    def comment(self) -> str:
        """The comment behind a key's value or a header; empty without one."""
        if self.entry is not None:
            if self.entry.comment < 0:
                return ""
            return self.own[self.entry.comment : self.entry.comment_end]
        return _comment_behind(self.text) if self.id == HEADER else ""

    @property
    def comments(self) -> list[str]:
        """Every comment in it."""
        if self.block is not None:
            return [each for unit in units_of(self.block) for each in unit.comments]
        found = [line.strip() for line in self.above if line.strip().startswith("#")]
        if self.entry is not None:
            found += comments_in(self.literal)
        elif isinstance(self.id, tuple) and self.id[0] == "line":
            found.append(self.text.strip())
        return [*found, *filter(None, [self.comment.rstrip()])]


def _comment_behind(header: str) -> str:
    """The comment on a header line: keys may hold a number sign in quotes."""
    from partnerbook.workbook.scan import key_parts

    begin = len(header) - len(header.lstrip("[ \t"))
    end = key_parts(header, begin)[-1][2]
    at = header.find("#", end)
    return header[at:].rstrip() if at >= 0 else ""


def tables_of(document: Document) -> list[Unit]:
    """The tables of a document and the loose lines between them, in order."""
    found: list[Unit] = []
    gap = ""
    for block in document.blocks:
        found.append(Unit(("table", block.parts), gap, block.own, block=block))
        gap = ""
        for line in block.tail.splitlines(keepends=True):
            if line.strip():
                found.append(Unit(("line", line, 0), gap, line))
                gap = ""
            else:
                gap += line
    return _counted([*found, Unit(END, gap)])


def units_of(block: Block) -> list[Unit]:
    """The header of a block, its keys and the lines between them, in order."""
    own = block.own
    found: list[Unit] = []
    if block.parts:
        above = tuple(own[: block.head].splitlines(keepends=True))
        found.append(Unit(HEADER, "", own[block.head : block.body], above))
    at = block.body
    for entry in block.entries:
        if entry.outer is not None:
            continue
        lines, gap, above = _split(own[at : entry.start])
        found += lines
        text = own[entry.start : entry.end]
        found.append(Unit(("entry", entry.parts), gap, text, above, entry, own))
        at = entry.end
    lines, gap, above = _split(own[at:])
    found += lines
    for line in above:
        found.append(Unit(("line", line, 0), gap, line))
        gap = ""
    return _counted(found)


def _split(idle: str) -> tuple[list[Unit], str, tuple[str, ...]]:
    """Idle lines as loose ones, the gap below them, and the comments directly above what follows."""
    lines = idle.splitlines(keepends=True)
    count = len(lines)
    while count and lines[count - 1].strip():
        count -= 1
    found: list[Unit] = []
    gap = ""
    for line in lines[:count]:
        if line.strip():
            found.append(Unit(("line", line, 0), gap, line))
            gap = ""
        else:
            gap += line
    return found, gap, tuple(lines[count:])


def _counted(units: list[Unit]) -> list[Unit]:
    """The same, with equal lines told apart by a number."""
    return list(_numbered(units))


def _numbered(units: list[Unit]) -> Iterator[Unit]:
    seen: dict[str, int] = {}
    for unit in units:
        if isinstance(unit.id, tuple) and unit.id[0] == "line":
            number = seen[unit.text] = seen.get(unit.text, 0) + 1
            yield replace(unit, id=("line", unit.text, number))
        else:
            yield unit
