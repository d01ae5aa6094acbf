"""Three-way merge of a whole text: which tables stay, in which order, and the loose comments between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from partnerbook.program import address as addresses
from partnerbook.program.locate import site
from partnerbook.record import record
from partnerbook.revisions.merge.data import Clash, MergedData, Path
from partnerbook.revisions.merge.keys import chosen, merged_table
from partnerbook.revisions.merge.order import Id, both_moved, merged_ids, renamed
from partnerbook.revisions.merge.sides import Side, Sides, Unmergeable
from partnerbook.revisions.merge.units import END, Unit, tables_of
from partnerbook.workbook.block import Block
from partnerbook.workbook.conflicts import Hunk, Kind, Piece, resolved


def merged_text(sides: Sides, wanted: MergedData) -> list[Piece]:
    """The text that says what is wanted, conflicts in it.

    Raises:
        Unmergeable: it is written in a way that cannot be merged table by table.
    """
    work = _Text(sides, wanted)
    return work.pieces()


@record
class _Group:
    """Tables that are one conflict: a thing that one side took away or that both renamed."""

    clash: Clash
    ours: tuple[Id, ...]
    theirs: tuple[Id, ...]
    base: tuple[Id, ...]


class _Text:
    def __init__(self, sides: Sides, wanted: MergedData) -> None:
        self.wanted = wanted
        _need_plain(sides)
        base, ours, theirs = (tables_of(side.document) for side in (sides.base, sides.ours, sides.theirs))
        base_ids = [unit.id for unit in base]
        ids = [renamed(base_ids, [unit.id for unit in units]) for units in (ours, theirs)]
        self.base = dict(zip(base_ids, base, strict=True))
        self.ours = dict(zip(ids[0], ours, strict=True))
        self.theirs = dict(zip(ids[1], theirs, strict=True))
        self.groups = self._find_groups(sides)
        self.grouped = {each: group for group in self.groups for each in (*group.ours, *group.theirs)}
        self.done: set[int] = set()

    def pieces(self) -> list[Piece]:
        order = merged_ids(list(self.base), list(self.ours), list(self.theirs), self._keeps, _near)
        mine, other, at = self._moved(order)
        if at is None:
            return self._emit(mine)
        first = next(n for n, (one, two) in enumerate(zip(mine, other, strict=True)) if one != two)
        last = len(mine)
        while mine[last - 1] == other[last - 1]:
            last -= 1
        before = self._emit(mine[:first])
        done = set(self.done)
        versions = [self._emit(mine[first:last])]
        self.done = done
        versions.append(self._emit(other[first:last]))
        hunk = Hunk(
            resolved(versions[0], lambda _: "ours"),
            resolved(versions[1], lambda _: "theirs"),
            None,
            addresses.join(*at),
            "moved",
        )
        return [*before, hunk, *self._emit(mine[last:])]

    # ── what stays ───────────────────────────────────────────────────────────

    def _find_groups(self, sides: Sides) -> list[_Group]:
        seconds = set(sides.pairs.values())
        found = []
        for clash in self.wanted.clashes:
            if clash.path in seconds:
                continue
            mine = _below(self.ours, clash.path)
            other = _below(self.theirs, sides.pairs.get(clash.path, clash.path))
            if mine or other:
                found.append(_Group(clash, mine, other, _below(self.base, clash.path)))
        return found

    def _keeps(self, each: Id) -> bool:
        if each == END or each in self.grouped:
            return True
        mine, other, old = self.ours.get(each), self.theirs.get(each), self.base.get(each)
        if (mine is not None and other is not None) or old is None:
            return True
        left = mine or other
        return left is not None and left.block is not None and left.text != old.text

    # ── the order ────────────────────────────────────────────────────────────

    def _moved(self, order: list[Id]) -> tuple[list[Id], list[Id], Path | None]:
        """The order with the moves of both sides: as ours and as theirs would have it, and what they disagree
        on.
        """
        orders = [_collections(units) for units in (self.base, self.ours, self.theirs)]
        other, clash = order, None
        for collection, keys in _collections(order).items():
            old, mine, his = (list(each.get(collection, ())) for each in orders)
            common = [key for key in old if key in mine and key in his and key in keys]
            if len(common) < 2:
                continue
            held = set(common)
            wanted = [[key for key in row if key in held] for row in (old, mine, his, keys)]
            settled = both_moved(*wanted[:3])
            if settled is None and clash is None:
                clash = collection
                other = _refilled(order, collection, wanted[2])
                order = _refilled(order, collection, wanted[1])
            elif settled is not None and settled != wanted[3]:
                order = _refilled(order, collection, [str(key) for key in settled])
                other = _refilled(other, collection, [str(key) for key in settled])
        return order, other, clash

    # ── the text ─────────────────────────────────────────────────────────────

    def _emit(self, order: Iterable[Id]) -> list[Piece]:
        found: list[Piece] = []
        loose: bool | None = None
        for each in order:
            made = self._unit(each)
            if not made:
                continue
            is_loose = isinstance(each, tuple) and each[0] == "line"
            starts = made[0] if isinstance(made[0], str) else made[0].ours or made[0].theirs
            fenced = (
                loose is not None and each != END and loose != is_loose and starts[:1] not in ("\n", "\r")
            )
            found += ["\n", *made] if fenced else made
            loose = is_loose if found[-1] else None
        return [piece for piece in found if piece]

    def _unit(self, each: Id) -> list[Piece]:
        base, ours, theirs = self.base.get(each), self.ours.get(each), self.theirs.get(each)
        gap = _gap(base, ours, theirs)
        if each in self.grouped:
            return self._group(self.grouped[each], gap)
        some = ours or theirs
        assert some is not None
        if some.block is None:
            return [gap + some.text]
        made = self._table(base, ours, theirs)
        return [gap, *made] if made else []

    def _group(self, group: _Group, gap: str) -> list[Piece]:
        if id(group) in self.done:
            return []
        self.done.add(id(group))
        kind: Kind = group.clash.kind
        mine, other = _joined(self.ours, group.ours), _joined(self.theirs, group.theirs)
        old = _joined(self.base, group.base)
        at = addresses.join(*group.clash.path)
        if mine and other:
            return [gap, Hunk(mine, other, old, at, kind)]
        # The blank lines above a thing go with it.
        return [Hunk(mine and gap + mine, other and gap + other, old and gap + old, at, kind)]

    def _table(self, base: Unit | None, ours: Unit | None, theirs: Unit | None) -> list[Piece]:
        if ours is not None and theirs is not None:
            if base is not None and theirs.text == base.text:
                return [ours.text]
            if ours.text == theirs.text or (base is not None and ours.text == base.text):
                return [theirs.text]
        elif base is None:
            return [(ours or theirs).text]  # type: ignore[union-attr]
        made = merged_table(_block(base), _block(ours), _block(theirs), self.wanted)
        if made.has_keys or (ours is not None and theirs is not None) or self._is_wanted(ours or theirs):
            return made.pieces
        return ["".join(comment + "\n" for comment in made.comments)] if made.comments else []

    def _is_wanted(self, unit: Unit | None) -> bool:
        """Whether a table without keys still says that a thing exists."""
        block = _block(unit)
        place = site(addresses.join(*block.parts)) if block is not None and block.parts else None
        if block is None or place is None or place.kind != "keyed table":
            return False
        return bool(self.wanted.at(block.parts).ours == {})


def _block(unit: Unit | None) -> Block | None:
    return unit.block if unit is not None else None


def _need_plain(sides: Sides) -> None:
    """Arrays of tables have no keys: they can be merged only where nobody changed them."""
    arrays = [_in_arrays(side) for side in (sides.base, sides.ours, sides.theirs)]
    if not arrays[0] == arrays[1] == arrays[2]:
        raise Unmergeable("it has arrays of tables that were changed")


def _in_arrays(side: Side) -> list[str]:
    roots = {block.parts[:-1] for block in side.document.blocks if block.array}
    return [
        block.own
        for block in side.document.blocks
        if roots and any(block.parts[:size] in roots for size in range(1, len(block.parts)))
    ]


def _below(units: dict[Id, Unit], path: Path) -> tuple[Id, ...]:
    return tuple(
        each
        for each, unit in units.items()
        if unit.block is not None and unit.block.parts[: len(path)] == path and unit.block.parts
    )


def _joined(units: dict[Id, Unit], ids: Sequence[Id]) -> str:
    """Tables as they stand in their text, without the gap above the first."""
    return "".join(
        units[each].text if number == 0 else (units[each].gap or "") + units[each].text
        for number, each in enumerate(ids)
    )


def _gap(base: Unit | None, ours: Unit | None, theirs: Unit | None) -> str:
    if ours is None or theirs is None:
        return (ours or theirs).gap  # type: ignore[union-attr]
    return chosen(base.gap if base else None, ours.gap, theirs.gap) or ""


def _near(one: Id, other: Id) -> int:
    """How many parts of their addresses two tables share."""
    if not (isinstance(one, tuple) and isinstance(other, tuple) and one[0] == other[0] == "table"):
        return 0
    count = 0
    for first, second in zip(one[1], other[1], strict=False):
        if first != second:
            break
        count += 1
    return count


def _collections(ids: Iterable[Id]) -> dict[Path, list[str]]:
    """The keys of every collection of keyed tables, in the order of the text."""
    found: dict[Path, dict[str, None]] = {}
    for each in ids:
        if not (isinstance(each, tuple) and each[0] == "table"):
            continue
        parts: Path = each[1]
        for size in range(2, len(parts) + 1):
            place = site(addresses.join(*parts[:size]))
            if place is not None and place.kind == "keyed table":
                found.setdefault(parts[: size - 1], {})[parts[size - 1]] = None
    return {collection: list(keys) for collection, keys in found.items()}


def _refilled(order: Sequence[Id], collection: Path, keys: Sequence[str]) -> list[Id]:
    """The order with the things of a collection in another one, in the places that they take now."""
    size = len(collection)
    groups: dict[str, list[Id]] = {key: [] for key in keys}
    slots: list[int] = []
    for number, each in enumerate(order):
        if (
            isinstance(each, tuple)
            and each[0] == "table"
            and len(each[1]) > size
            and each[1][:size] == collection
        ):
            key = each[1][size]
            if key in groups:
                groups[key].append(each)
                slots.append(number)
    result = list(order)
    for slot, each in zip(slots, (each for key in keys for each in groups[key]), strict=True):
        result[slot] = each
    return result
