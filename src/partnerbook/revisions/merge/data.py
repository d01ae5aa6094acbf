"""Three-way merge of what three texts say: plain tables and values, by address.

The merge is done twice at once, with every conflict settled for ours and for theirs: whatever becomes of
the text is checked against both.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from partnerbook.program import address as addresses
from partnerbook.program.locate import site
from partnerbook.record import fresh, record

Path: TypeAlias = tuple[str, ...]


class Missing(Enum):
    """Nothing is written there."""

    IT = "missing"


MISSING: Final = Missing.IT


class Clash(NamedTuple):
    """An address at which both sides want something else."""

    path: Path
    kind: Literal["changed", "deleted", "renamed"]


class Both(NamedTuple):
    """A merged value, as it is with conflicts settled for ours, and for theirs."""

    ours: Any
    theirs: Any


@record
class Forced:
    """Conflicts that do not show in the values: about keys."""

    paths: Mapping[Path, Literal["deleted", "renamed"]] = fresh(default_factory=dict)
    twins: frozenset[tuple[str, str]] = frozenset()
    """Pairs of words: one thing, under the key that ours gave it and the key that theirs gave it."""


@record
class MergedData:
    """What the merged text has to say."""

    ours: dict[str, Any]
    """With conflicts settled for ours."""
    theirs: dict[str, Any]
    clashes: tuple[Clash, ...]

    def at(self, path: Path) -> Both:
        """The merged value at a path."""
        return Both(value_at(self.ours, path), value_at(self.theirs, path))


def merged_data(
    base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any], forced: Forced | None = None
) -> MergedData:
    """The three-way merge of three parsed texts."""
    work = _Merge(forced or Forced())
    both = work.tables(base, ours, theirs, ())
    return MergedData(pruned(both.ours), pruned(both.theirs), tuple(work.clashes))


def pruned(data: Mapping[str, Any], path: Path = ()) -> dict[str, Any]:
    """Without tables that hold nothing: only a thing with a key of its own is there even so."""
    found: dict[str, Any] = {}
    for key, value in data.items():
        here = (*path, key)
        held = pruned(value, here) if isinstance(value, Mapping) else value
        if held != {} or _is_thing(here):
            found[key] = held
    return found


def value_at(data: Any, path: Path) -> Any:
    """What is at a path of parsed text; `MISSING` where nothing is."""
    for part in path:
        if not isinstance(data, Mapping) or part not in data:
            return MISSING
        data = data[part]
    return data


def same(one: Any, other: Any) -> bool:
    """Whether two parsed values mean the same; ``true`` is not 1, the order of keys does not count."""
    if one is MISSING or other is MISSING:
        return one is other
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, bool) != isinstance(other, bool):
        return False
    return bool(one == other) or (one != one and other != other)


class _Merge:
    def __init__(self, forced: Forced) -> None:
        self.forced = forced
        self.clashes: list[Clash] = []

    def tables(
        self, base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any], path: Path
    ) -> Both:
        mine: dict[str, Any] = {}
        other: dict[str, Any] = {}
        for key in dict.fromkeys((*ours, *theirs)):
            both = self.node(
                base.get(key, MISSING), ours.get(key, MISSING), theirs.get(key, MISSING), (*path, key)
            )
            if both.ours is not MISSING:
                mine[key] = both.ours
            if both.theirs is not MISSING:
                other[key] = both.theirs
        return Both(mine, other)

    def node(self, base: Any, ours: Any, theirs: Any, path: Path) -> Both:
        kind = self._forced(ours, theirs, path)
        if kind is not None:
            self.clashes.append(Clash(path, kind))
            return Both(ours, theirs)
        if not any(forced[: len(path)] == path for forced in self.forced.paths):
            if same(theirs, base) or same(ours, theirs):
                return Both(ours, ours)
            if same(ours, base):
                return Both(theirs, theirs)
        if isinstance(ours, Mapping) and isinstance(theirs, Mapping):
            return self.tables(base if isinstance(base, Mapping) else {}, ours, theirs, path)
        if isinstance(base, Mapping) and self._is_unset(ours, theirs) and not _has_identity(path):
            return self._without(base, ours, theirs, path)
        if MISSING in (ours, theirs) and _is_less(theirs if ours is MISSING else ours, base):
            return Both(MISSING, MISSING)
        words = self._words(base, ours, theirs)
        if words is not None:
            return Both(words, words)
        self.clashes.append(Clash(path, "deleted" if MISSING in (ours, theirs) else "changed"))
        return Both(ours, theirs)

    def _forced(self, ours: Any, theirs: Any, path: Path) -> Literal["deleted", "renamed"] | None:
        if path in self.forced.paths:
            return self.forced.paths[path]
        for mine, other in self.forced.twins:
            if (path[-1] == mine and theirs is MISSING) or (path[-1] == other and ours is MISSING):
                place = site(addresses.join(*path))
                if place is not None and place.kind == "keyed value":
                    return "renamed"
        return None

    def _is_unset(self, ours: Any, theirs: Any) -> bool:
        return (ours is MISSING and isinstance(theirs, Mapping)) or (
            theirs is MISSING and isinstance(ours, Mapping)
        )

    def _without(self, base: Mapping[str, Any], ours: Any, theirs: Any, path: Path) -> Both:
        """A table of fixed keys that one side no longer writes: each of its values is unset."""
        both = self.tables(base, {} if ours is MISSING else ours, {} if theirs is MISSING else theirs, path)
        return Both(both.ours or MISSING, both.theirs or MISSING)

    def _words(self, base: Any, ours: Any, theirs: Any) -> list[str] | None:
        """Lists of words as sets: the additions and removals of both. ``None`` for other values."""
        if not _is_words(ours) or not _is_words(theirs):
            return None
        if any(mine in ours and other in theirs for mine, other in self.forced.twins):
            return None
        held: list[str] = base if _is_words(base) else []
        kept = [word for word in ours if word in theirs or word not in held]
        added = [word for word in theirs if word not in ours and word not in held]
        common = [word for word in ours if word in held]
        if common == [word for word in held if word in ours]:  # ours keeps the order: theirs may change it
            order = [word for word in theirs if word in kept]
            kept = order if len(order) == len(kept) else kept
        for word in added:
            before = theirs[: theirs.index(word)]
            behind = next((kept.index(each) + 1 for each in reversed(before) if each in kept), 0)
            while behind < len(kept) and kept[behind] not in held and kept[behind] not in theirs:
                behind += 1
            kept.insert(behind, word)
        return kept


def _is_words(value: Any) -> bool:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        return False
    return len(set(value)) == len(value)


def _is_less(left: Any, base: Any) -> bool:
    """Whether a thing that one side took away has only lost values on the other side."""
    if not isinstance(left, Mapping) or not isinstance(base, Mapping):
        return False
    return all(
        key in base and (same(value, base[key]) or _is_less(value, base[key]) or _fewer(value, base[key]))
        for key, value in left.items()
    )


def _fewer(left: Any, base: Any) -> bool:
    return _is_words(left) and _is_words(base) and set(left) <= set(base)


def _has_identity(path: Path) -> bool:
    """Whether taking away what is there is more than unsetting its values: a keyed table, or unknown."""
    place = site(addresses.join(*path))
    return place is None or place.kind == "keyed table"


def _is_thing(path: Path) -> bool:
    place = site(addresses.join(*path))
    return place is not None and place.kind == "keyed table"
