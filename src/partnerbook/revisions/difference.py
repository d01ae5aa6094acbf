"""What turns one program into another, as edits: the material of diff, of merge, and of a revision's story."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from partnerbook.program.address import Address, child
from partnerbook.program.edit import Add, Change, Edit, Move, Remove, Set, Unset, apply_all, plain
from partnerbook.program.locate import value_at
from partnerbook.program.program import Program
from partnerbook.program.references import renaming
from partnerbook.program.table import Part, Table, parts_of
from partnerbook.record import record

ALIKE: Final = 0.6
"""The share of its values that a removed thing has in common with an added one, for it to have a new key."""
_MOST_PAIRS: Final = 10_000
"""Removed times added things that are compared; beyond that nothing counts as renamed."""


@record
class Difference:
    """The edits between two programs, in an order in which they can be made."""

    renames: tuple[Change, ...]
    """New keys, each with the rewriting of all that names them."""
    edits: tuple[Edit, ...]
    """Everything else."""

    @property
    def all_edits(self) -> tuple[Edit, ...]:
        """All edits: made one after another they turn the old program into the new one."""
        return (*(edit for change in self.renames for edit in change.edits), *self.edits)

    @property
    def is_empty(self) -> bool:
        """Whether both programs are the same."""
        return not self.renames and not self.edits


def difference(old: Program, new: Program) -> Difference:
    """The edits that turn `old` into `new`. The law: ``apply`` all of them to `old` gives `new`."""
    renames = tuple(_renames(old, new))
    for change in renames:
        old = apply_all(old, change)
    edits: list[Edit] = []
    _table(old, new, "", edits)
    return Difference(renames, tuple(edits))


def _renames(old: Program, new: Program) -> Iterable[Change]:
    """Things that have another key: gone under one, new under another, and mostly alike."""
    for collection in _collections(Program, ""):
        before, after = value_at(old, collection), value_at(new, collection)
        gone = [key for key in before if key not in after]
        come = [key for key in after if key not in before]
        if not gone or not come or len(gone) * len(come) > _MOST_PAIRS:
            continue
        for key in gone:
            best = max(come, key=lambda other: _alike(before[key], after[other]), default=None)
            if best is not None and _alike(before[key], after[best]) >= ALIKE:
                come.remove(best)
                at = child(collection, key)
                change = Change(f"{key} → {best}", renaming(old, at, best))
                old = apply_all(old, change)
                yield change


def _collections(table: type[Table], at: Address) -> Iterable[Address]:
    """Addresses of all tables of keyed tables that stand at a fixed place."""
    for name, part in parts_of(table).items():
        here = child(at, name)
        if part.table and part.keyed:
            yield here
        elif part.table:
            yield from _collections(part.table, here)


def _alike(one: Table, other: Table) -> float:
    """The share of values that two tables have in common."""
    mine, theirs = dict(_leaves(plain(one), ())), dict(_leaves(plain(other), ()))
    if not mine or not theirs:
        return 0.0
    same = sum(1 for path, value in mine.items() if theirs.get(path) == value)
    return same / max(len(mine), len(theirs))


def _leaves(table: Mapping[str, Any], path: tuple[str, ...]) -> Iterable[tuple[tuple[str, ...], Any]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, (*path, key))
        else:
            yield (*path, key), value


def _table(old: Table, new: Table, at: Address, edits: list[Edit]) -> None:
    if old is new:
        return
    for name, part in parts_of(type(new)).items():
        before, after = getattr(old, name), getattr(new, name)
        if before is not after:
            _part(part, before, after, child(at, name), edits)


def _part(part: Part, before: Any, after: Any, at: Address, edits: list[Edit]) -> None:
    if part.table and part.keyed:
        _keyed_tables(before, after, at, edits)
    elif part.table:
        _table(before, after, at, edits)
    elif part.keyed:
        for key in dict.fromkeys((*before, *after)):
            _value(before.get(key), after.get(key), child(at, key), edits)
    else:
        _value(before, after, at, edits)


def _value(before: Any, after: Any, at: Address, edits: list[Edit]) -> None:
    if before == after and isinstance(before, bool) == isinstance(after, bool):
        return  # 18 and 18.0 are the same number; true and 1 are not the same value
    edits.append(Unset(at) if after is None else Set(at, after))


def _keyed_tables(
    before: Mapping[str, Table], after: Mapping[str, Table], at: Address, edits: list[Edit]
) -> None:
    edits += [Remove(child(at, key)) for key in before if key not in after]
    for key, table in after.items():
        if key in before:
            _table(before[key], table, child(at, key), edits)
    _order([key for key in before if key in after], after, at, edits)


def _order(kept: Sequence[str], after: Mapping[str, Table], at: Address, edits: list[Edit]) -> None:
    """Additions at their place, and as few moves as give the new order; from the last to the first."""
    wanted = list(after)
    resting = _longest_in_order(kept, wanted)
    following = dict(pairwise(wanted))
    present = set(kept)
    for key in reversed(wanted):
        if key not in present:
            edits.append(Add(child(at, key), plain(after[key]), following.get(key)))
        elif key not in resting:
            edits.append(Move(child(at, key), following.get(key)))


def _longest_in_order(kept: Sequence[str], wanted: Sequence[str]) -> frozenset[str]:
    """The most keys that stand in the same order in both: the longest increasing subsequence."""
    place = {key: index for index, key in enumerate(wanted)}
    ends: list[int] = []
    last: dict[str, str | None] = {}
    heads: list[str] = []
    for key in kept:
        index = bisect_left(ends, place[key])
        last[key] = heads[index - 1] if index else None
        if index == len(ends):
            ends.append(place[key])
            heads.append(key)
        else:
            ends[index], heads[index] = place[key], key
    found: set[str] = set()
    here = heads[-1] if heads else None
    while here is not None:
        found.add(here)
        here = last[here]
    return frozenset(found)
