"""Three-way merge of one table's text: its header, its keys, and every comment among them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from partnerbook.program import address as addresses
from partnerbook.record import record
from partnerbook.revisions.merge.data import MISSING, MergedData, Path, same
from partnerbook.revisions.merge.order import Id, merged_ids, merged_lines, renamed
from partnerbook.revisions.merge.units import HEADER, Unit, units_of
from partnerbook.workbook.block import Block
from partnerbook.workbook.conflicts import Hunk, Piece
from partnerbook.workbook.scan import comments_in
from partnerbook.workbook.values import literal as literal_of
from partnerbook.workbook.values import parse

T = TypeVar("T")


@record
class MergedTable:
    """The text of one table."""

    pieces: list[Piece]
    has_keys: bool
    comments: list[str]
    """Comments in it that the common ancestor did not have there; to be kept when the table goes."""


def chosen(base: T, ours: T, theirs: T) -> T:
    """Of one thing in three texts the one that was changed; ours where both were."""
    return theirs if ours == base else ours


def merged_table(
    base: Block | None, ours: Block | None, theirs: Block | None, wanted: MergedData
) -> MergedTable:
    """The text of one table that at least one side has."""
    first = units_of(base) if base is not None else []
    lists = [units_of(block) if block is not None else [] for block in (ours, theirs)]
    base_ids = [unit.id for unit in first]
    ids = [renamed(base_ids, [unit.id for unit in units]) for units in lists]
    known = {unit.id: unit for unit in first}
    mine, other = (dict(zip(names, units, strict=True)) for names, units in zip(ids, lists, strict=True))
    table = (ours or theirs or base).parts  # type: ignore[union-attr]

    def keeps(each: Id) -> bool:
        if each == HEADER or (isinstance(each, tuple) and each[0] == "entry"):
            return True
        return (each in mine) == (each in other) or each not in known

    order = merged_ids(base_ids, ids[0], ids[1], keeps)
    work = _Table(wanted, table)
    for each in order:
        work.add(known.get(each), mine.get(each), other.get(each))
    fresh = [
        comment
        for unit in (*mine.values(), *other.values())
        for comment in unit.comments
        if base is None or comment not in _comments(first)
    ]
    return MergedTable(work.pieces, work.has_keys, list(dict.fromkeys(fresh)))


def _comments(units: Sequence[Unit]) -> set[str]:
    return {comment for unit in units for comment in unit.comments}


class _Table:
    """The pieces of one table, put together unit by unit."""

    def __init__(self, wanted: MergedData, table: Path) -> None:
        self.wanted = wanted
        self.table = table
        self.kinds = {clash.path: clash.kind for clash in wanted.clashes}
        self.pieces: list[Piece] = []
        self.has_keys = False
        self._loose = False

    def add(self, base: Unit | None, ours: Unit | None, theirs: Unit | None) -> None:
        """The next unit, as each text has it."""
        some = ours or theirs
        assert some is not None
        gap = _three("gap", base, ours, theirs)
        if some.id == HEADER:
            lost, text = _header(base, ours, theirs)
            self._put(gap + "".join((*_above(base, ours, theirs), *lost)) + text)
        elif some.entry is None:
            self._put(gap + some.text)
            self._loose = True
            return
        else:
            if self._loose and not gap:
                gap = _line_end(some.text)
            self._key(gap, base, ours, theirs, self.table + some.entry.parts)
        self._loose = False

    def _put(self, piece: Piece) -> None:
        if piece:
            self.pieces.append(piece)

    def _key(self, gap: str, base: Unit | None, ours: Unit | None, theirs: Unit | None, path: Path) -> None:
        both = self.wanted.at(path)
        if not same(both.ours, both.theirs):
            self._clash(gap, base, ours, theirs, path)
            return
        if both.ours is MISSING and base is not None and (ours is None or theirs is None):
            self._gone(gap, base, ours, theirs)
            return
        self.has_keys = True
        only = ours if theirs is None else theirs if ours is None else None
        if only is not None:
            if base is None or only.whole != base.whole:  # else the other side says it in another table
                self._put(gap + only.whole)
            return
        assert ours is not None
        assert theirs is not None
        value = {} if both.ours is MISSING else both.ours  # an empty table that nobody took away
        lost, text = _line(base, ours, theirs, value)
        self._put(gap + "".join((*_above(base, ours, theirs), *lost)) + text)

    def _gone(self, gap: str, base: Unit | None, ours: Unit | None, theirs: Unit | None) -> None:
        """A key that one side took away: what the other side wrote about it meanwhile stays."""
        left = ours or theirs
        assert left is not None
        known = base.comments if base is not None else []
        fresh = [comment + _line_end(left.text) for comment in left.comments if comment not in known]
        if fresh:
            self._put(gap + "".join(fresh))

    def _clash(self, gap: str, base: Unit | None, ours: Unit | None, theirs: Unit | None, path: Path) -> None:
        self.has_keys = True
        kind = self.kinds.get(path, "changed")
        at = addresses.join(*path)
        if ours is None or theirs is None:
            mine, other = (unit.whole if unit else "" for unit in (ours, theirs))
            self._put(gap)
            self._put(Hunk(mine, other, base.whole if base else "", at, kind))
            return
        self._put(gap + "".join(_above(base, ours, theirs)))
        self._put(Hunk(ours.text, theirs.text, base.text if base else "", at, kind))


def _three(name: str, base: Unit | None, ours: Unit | None, theirs: Unit | None) -> str:
    values = [getattr(unit, name) if unit is not None else None for unit in (base, ours, theirs)]
    if values[1] is None or values[2] is None:
        return str(values[1] if values[2] is None else values[2])
    return str(chosen(*values))


def _above(base: Unit | None, ours: Unit | None, theirs: Unit | None) -> Sequence[str]:
    if ours is None or theirs is None:
        return (ours or theirs).above  # type: ignore[union-attr]
    return merged_lines(base.above if base else (), ours.above, theirs.above)


def _header(base: Unit | None, ours: Unit | None, theirs: Unit | None) -> tuple[list[str], str]:
    """A header, and the comments that have to stand above it."""
    if ours is None or theirs is None:
        return [], (ours or theirs).text  # type: ignore[union-attr]
    text = chosen(base.text if base else "", ours.text, theirs.text)
    return _lost(base, ours, theirs, [ours.comment if text == ours.text else theirs.comment], text), text


def _line(base: Unit | None, ours: Unit, theirs: Unit, value: Any) -> tuple[list[str], str]:
    """The line of a key that both sides have, and the comments that have to stand above it."""
    old = base.text if base else None
    if theirs.text in (old, ours.text):
        return [], ours.text
    if ours.text == old:
        return [], theirs.text
    literal = _literal(base, ours, theirs, value)
    keeper = theirs if base is not None and ours.comment == base.comment else ours
    text = ours.front + literal + _behind(keeper, ours.front, literal) + _line_end(ours.text)
    here = [*comments_in(literal), keeper.comment]
    return _lost(base, ours, theirs, here, text), text


def _literal(base: Unit | None, ours: Unit, theirs: Unit, value: Any) -> str:
    spelled = [ours, theirs]
    if base is not None and ours.literal == base.literal:
        spelled.reverse()
    for unit in spelled:
        if same(parse(unit.literal), value):
            return unit.literal
    if isinstance(value, dict):
        return ours.literal  # mended when the whole text is there
    return literal_of(tuple(value) if isinstance(value, list) else value, ours.literal, _line_end(ours.text))


def _behind(unit: Unit, front: str, literal: str) -> str:
    """The comment behind a value, in its column where the author has aligned it."""
    if not unit.comment or unit.entry is None:
        return ""
    gap = unit.own[unit.entry.value_end : unit.entry.comment]
    one_line = "\n" not in literal and "\n" not in unit.literal
    if one_line and "\t" not in gap and len(gap) > 1:
        column = unit.entry.comment - unit.entry.start
        gap = " " * max(1, column - len(front) - len(literal))
    return (gap or " ") + unit.comment


def _lost(base: Unit | None, ours: Unit, theirs: Unit, here: Sequence[str], text: str) -> list[str]:
    """Comments of either side that are new and have no place on the merged line: as lines above it."""
    known = set(base.comments if base else ())
    there = {comment.rstrip() for comment in here}
    indent = text[: len(text) - len(text.lstrip(" \t"))]
    above = {line.strip() for unit in (ours, theirs) for line in unit.above}
    new = [
        comment
        for unit in (ours, theirs)
        for comment in unit.comments
        if comment.rstrip() not in there and comment not in known and comment not in above
    ]
    return [f"{indent}{comment.rstrip()}{_line_end(text)}" for comment in dict.fromkeys(new)]


def _line_end(text: str) -> str:
    return "\r\n" if text.endswith("\r\n") else "\n"
