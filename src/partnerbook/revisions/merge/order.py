"""The order of things that two sides have added, removed and moved: lines, keys and tables."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Hashable, Sequence
from itertools import pairwise
from typing import Final, TypeAlias

Id: TypeAlias = Hashable

_MOST_COMPARED: Final = 1_000
"""Things moved by both sides whose order is decided pair by pair; beyond that ours stands."""


def merged_ids(
    base: Sequence[Id],
    ours: Sequence[Id],
    theirs: Sequence[Id],
    keeps: Callable[[Id], bool],
    near: Callable[[Id, Id], int] = lambda _one, _other: 0,
) -> list[Id]:
    """The order of all that stays: the side that moved nothing follows the other.

    What theirs added comes behind what it stood behind, and behind what ours added there: unless that is
    less `near` to what both stand behind.

    Args:
        base, ours, theirs: what each text holds, in its order; nothing twice in one of them.
        keeps: whether something of ours or theirs is in the result.
        near: how closely two things are related; for what was added at the same place.
    """
    mine = [each for each in ours if keeps(each)]
    other = [each for each in theirs if keeps(each)]
    in_mine, in_other, in_base = set(mine), set(other), set(base)
    shared = [each for each in mine if each in in_other]
    follow = [each for each in other if each in in_mine]
    old = [each for each in base if each in in_mine and each in in_other]
    moved_only_by_theirs = shared != follow and [each for each in shared if each in in_base] == old
    if moved_only_by_theirs:
        return _woven(other, mine, in_base, near, ours_last=False)
    return _woven(mine, other, in_base, near, ours_last=True)


def _woven(
    frame: Sequence[Id],
    guests: Sequence[Id],
    known: Collection[Id],
    near: Callable[[Id, Id], int],
    *,
    ours_last: bool,
) -> list[Id]:
    """The frame with what only the guests have, each behind what it stood behind."""
    following: dict[Id | None, Id | None] = dict(pairwise((None, *frame, None)))
    guest_set = set(guests)
    before: Id | None = None
    for guest in guests:
        if guest not in following:
            left, right = before, following[before]
            while ours_last and right is not None and right not in known and right not in guest_set:
                if before is not None and near(guest, before) > near(right, before):
                    break
                left, right = right, following[right]
            following[left], following[guest] = guest, right
        before = guest
    result: list[Id] = []
    here = following[None]
    while here is not None:
        result.append(here)
        here = following[here]
    return result


def resting(before: Sequence[Id], after: Sequence[Id]) -> set[Id]:
    """Of things in two orders, the most that did not move: a longest increasing subsequence."""
    wanted = {each: index for index, each in enumerate(after)}
    ends: list[int] = []
    heads: list[Id] = []
    last: dict[Id, Id | None] = {}
    for each in before:
        index = bisect_left(ends, wanted[each])
        last[each] = heads[index - 1] if index else None
        if index == len(ends):
            ends.append(wanted[each])
            heads.append(each)
        else:
            ends[index], heads[index] = wanted[each], each
    found: set[Id] = set()
    here = heads[-1] if heads else None
    while here is not None:
        found.add(here)
        here = last[here]
    return found


def both_moved(base: Sequence[Id], ours: Sequence[Id], theirs: Sequence[Id]) -> list[Id] | None:
    """The order with the moves of both; ``None`` where they moved one thing in two ways.

    All three hold the same things. Every pair that one side turned round is turned round.
    """
    if list(ours) == list(theirs) or list(theirs) == list(base):
        return list(ours)
    if list(ours) == list(base):
        return list(theirs)
    if len(base) > _MOST_COMPARED or _moved(base, ours) & _moved(base, theirs):
        return None
    rank = [{each: index for index, each in enumerate(order)} for order in (base, ours, theirs)]
    score = dict.fromkeys(base, 0)
    for number, one in enumerate(base):
        for other in base[number + 1 :]:
            turned = rank[1][one] > rank[1][other] or rank[2][one] > rank[2][other]
            score[one if turned else other] += 1
    if sorted(score.values()) != list(range(len(base))):
        return None
    return sorted(base, key=lambda each: score[each])


def _moved(before: Sequence[Id], after: Sequence[Id]) -> set[Id]:
    return set(before) - resting(before, after)


def merged_lines(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """Comment lines of three texts: additions and removals of both, none lost."""
    if list(theirs) == list(base):
        return list(ours)
    if list(ours) == list(base):
        return list(theirs)
    first = named(base)
    second, third = renamed(first, named(ours)), renamed(first, named(theirs))
    in_base, in_ours, in_theirs = set(first), set(second), set(third)

    def keeps(line: Id) -> bool:
        return (line in in_ours) == (line in in_theirs) or line not in in_base

    return [str(line[1]) for line in merged_ids(first, second, third, keeps) if isinstance(line, tuple)]


def named(lines: Sequence[str]) -> list[Id]:
    """Lines as things that are told apart: the text, and which one of those with this text."""
    seen: dict[str, int] = {}
    found: list[Id] = []
    for line in lines:
        seen[line] = seen.get(line, 0) + 1
        found.append(("line", line, seen[line]))
    return found


def renamed(base: Sequence[Id], other: Sequence[Id]) -> list[Id]:
    """`other` with its lines named as those of `base` that they are; what is new gets a number of its own.

    Lines are `("line", text, number)`; everything else is what it is.
    """
    from difflib import SequenceMatcher

    plain = [_bare(each) for each in base], [_bare(each) for each in other]
    made: list[Id | None] = [None] * len(other)
    free = list(base)
    matcher = SequenceMatcher(None, *plain, autojunk=False)
    for block in matcher.get_matching_blocks():
        for offset in range(block.size):
            made[block.b + offset] = base[block.a + offset]
            free[block.a + offset] = None
    left: dict[Id, list[Id]] = {}
    for each in free:
        if each is not None:
            left.setdefault(_bare(each), []).append(each)
    fresh: dict[Id, int] = {}
    for index, each in enumerate(other):
        if made[index] is not None:
            continue
        bare = _bare(each)
        if bare == each:
            made[index] = each
        elif left.get(bare):
            made[index] = left[bare].pop(0)
        else:
            fresh[bare] = fresh.get(bare, 0) + 1
            made[index] = ("line", bare[1] if isinstance(bare, tuple) else bare, -fresh[bare])
    return [each for each in made if each is not None]


def _bare(each: Id) -> Id:
    return each[:2] if isinstance(each, tuple) and each[:1] == ("line",) else each
