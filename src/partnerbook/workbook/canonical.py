"""The canonical layout of a workbook's text: the same program and the same comments, laid out as the format
declares.

Tables and keys stand in the format's order; keys that the author chose keep theirs. One blank line stands
between tables. Comments behind values are aligned by table; comments above a key or a header move with it, and a
loose one (a section banner) moves with the table that follows it. Values keep the words they are written in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, TypeAlias

from partnerbook.record import record
from partnerbook.workbook.block import Block
from partnerbook.workbook.body import dotted_key
from partnerbook.workbook.document import Document
from partnerbook.workbook.layout import UNKNOWN, format_order
from partnerbook.workbook.scan import Entry, Parts, ScanError, key_parts

COLUMNS: Final = (34, 42, 50, 58)
"""Where the comments behind the values of a table may begin, counted from 0: at the first of these that leaves
room for all its lines. There are few, so that a longer value seldom moves the comments of its neighbours."""

Line: TypeAlias = tuple[str, str]
"""A line, and the comment behind its value."""
Rank: TypeAlias = tuple[tuple[int, int], ...]


def canonical(text: str) -> str:
    """The text in canonical layout. Laid out again it stays the same.

    A text whose meaning would change if its tables were put in order keeps the order of its tables.

    Raises:
        ScanError: the text is no TOML.
    """
    document = Document.of(text)
    meaning = _meaning(text)
    if meaning is None:
        raise ScanError(0)
    for arranged in (_in_order(document.blocks), document.blocks):
        made = _written(document, arranged)
        if _meaning(made) == meaning:
            return made
    return text  # cannot happen: the second way changes blanks and quotes of keys alone


def _meaning(text: str) -> str | None:
    """Everything that a text says, with the order of keys that the author chose; ``None`` for no TOML."""
    import tomli

    try:
        return repr(_listed(tomli.loads(text), ()))
    except tomli.TOMLDecodeError:
        return None


def _listed(value: Any, parts: Parts) -> Any:
    if not isinstance(value, dict):
        return value
    keys = sorted(value, key=lambda key: format_order((*parts, key)))
    return [(key, _listed(value[key], (*parts, key))) for key in keys]


# ── order ────────────────────────────────────────────────────────────────────


def _in_order(blocks: Sequence[Block]) -> list[Block]:
    ranks = _ranks([block.parts for block in blocks[1:]], ())
    numbers = sorted(range(len(ranks)), key=ranks.__getitem__)
    return [blocks[0], *(blocks[number + 1] for number in numbers)]


def _ranks(addresses: Sequence[Parts], base: Parts) -> list[Rank]:
    """Sorts addresses below `base` by the format; what it does not know stays in the order it is written in."""
    first: dict[Parts, int] = {}
    for number, parts in enumerate(addresses):
        for size in range(1, len(parts) + 1):
            first.setdefault(parts[:size], number)
    return [tuple(_rank(parts, base, number, first)) for number, parts in enumerate(addresses)]


def _rank(parts: Parts, base: Parts, number: int, first: dict[Parts, int]) -> Iterator[tuple[int, int]]:
    for size in range(1, len(parts) + 1):
        place = format_order(base + parts[:size])
        if place == UNKNOWN:
            yield place, number
            return
        yield place, first[parts[:size]]


# ── text ─────────────────────────────────────────────────────────────────────


@record
class _Key:
    """One key with its value, and the comments and blank lines above it."""

    above: list[str]
    line: Line


def _written(document: Document, arranged: Iterable[Block]) -> str:
    """The blocks as text, in the order in which they are given."""
    banners: dict[int, list[list[str]]] = {}
    before: list[list[str]] = []
    for block in document.blocks:  # what is loose behind a block belongs to the one that follows
        banners[id(block)] = before
        before = _paragraphs(block.tail)
    chunks: list[list[str]] = []
    for block in arranged:
        chunks += [*banners[id(block)], _block(block)]
    lines: list[str] = []
    for chunk in filter(None, (*chunks, *before)):
        lines += ["", *chunk] if lines else chunk
    return "".join(line + document.eol for line in lines)


def _block(block: Block) -> list[str]:
    own = block.own
    entries = [entry for entry in block.entries if entry.outer is None]
    keys: list[_Key] = []
    at = block.body
    for entry in entries:
        keys.append(_Key(_idle(own[at : entry.start]), _entry(own, entry)))
        at = entry.end
    ranks = _ranks([entry.parts for entry in entries], block.parts)
    top: list[str] = []
    if keys and not block.parts:  # what the file begins with stays there
        top, keys[0] = keys[0].above, _Key([], keys[0].line)
    lines: list[Line] = [(line, "") for line in _idle(own[: block.head])]
    if block.parts:
        lines.append(_header(block))
    lines += [(line, "") for line in top]
    start = len(lines)
    for number in sorted(range(len(keys)), key=ranks.__getitem__):
        above = keys[number].above
        skip = len(lines) == start and above[:1] == [""]  # no blank line below a header
        lines += [*((line, "") for line in above[skip:]), keys[number].line]
    lines += [(line, "") for line in _idle(own[at:])]
    return _trimmed(_aligned(lines))


def _header(block: Block) -> Line:
    own = block.own
    end = own.index("\n", block.head)
    close = own.rindex("]", block.header_parts[-1][2], _comment_at(own, block.header_parts[-1][2], end)) + 1
    name = dotted_key(tuple(part for part, _, _ in block.header_parts))
    return f"[[{name}]]" if block.array else f"[{name}]", own[close:end].strip()


def _comment_at(own: str, begin: int, end: int) -> int:
    at = own.find("#", begin, end)
    return at if at >= 0 else end


def _entry(own: str, entry: Entry) -> Line:
    key = dotted_key(tuple(part for part, _, _ in key_parts(own, entry.key)))
    comment = own[entry.comment : entry.comment_end].rstrip() if entry.comment >= 0 else ""
    return f"{key} = {own[entry.value : entry.value_end]}", comment


def _idle(text: str) -> list[str]:
    """Comments and blank lines, never two blank ones in a row."""
    lines: list[str] = []
    for line in text.split("\n")[:-1]:
        stripped = line.strip()
        if stripped or not lines or lines[-1]:
            lines.append(stripped)
    return lines


def _paragraphs(text: str) -> list[list[str]]:
    """The comments of a gap between tables, as they are parted by blank lines."""
    found: list[list[str]] = [[]]
    for line in _idle(text):
        if line:
            found[-1].append(line)
        else:
            found.append([])
    return [paragraph for paragraph in found if paragraph]


def _trimmed(lines: list[str]) -> list[str]:
    while lines and not lines[0]:
        lines = lines[1:]
    while lines and not lines[-1]:
        lines = lines[:-1]
    return lines


def _aligned(lines: Sequence[Line]) -> list[str]:
    """The lines of one table with the comments behind values in one column."""
    widths = [len(text) for text, comment in lines if comment and "\n" not in text]
    longest = max((width for width in widths if width < COLUMNS[-1]), default=0)
    column = next(column for column in COLUMNS if longest < column)
    return [_with_comment(text, comment, column) if comment else text for text, comment in lines]


def _with_comment(text: str, comment: str, column: int) -> str:
    room = column - len(text) if "\n" not in text else 0
    return f"{text}{' ' * (room if room > 0 else 2)}{comment}"
