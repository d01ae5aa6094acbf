"""The laws of merging, tried on the random work of two people. `PARTNERBOOK_MERGES=1000` tries more of it."""

from __future__ import annotations

import os
import random
from collections import Counter
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st
from merge_edits import Work, base_work, comments, in_turn, leaves, remarked, worked

from partnerbook.program.program import Program
from partnerbook.revisions.merge import Merged, merge
from partnerbook.workbook.conflicts import pieces_of, resolved
from partnerbook.workbook.read import read

MERGES = int(os.environ.get("PARTNERBOOK_MERGES", "80"))
BASE = base_work()
TEXT = BASE.document.text
seeds = st.integers(0, 2**32)


@dataclass
class Two:
    """What two people made of one workbook."""

    ann: Work
    bob: Work
    ours: str
    theirs: str
    merged: Merged

    @property
    def text(self) -> str:
        return self.merged.marked()


def two(seed: int, *, steps: tuple[int, ...] = (1, 2, 3, 5, 8)) -> Two:
    rng = random.Random(seed)
    count = rng.choice(steps)
    ann, bob = (worked(BASE, rng, who, count) for who in ("ann", "bob"))
    ours, theirs = (
        remarked(work.document.text, rng, who, rng.randrange(4)) for work, who in ((ann, "ann"), (bob, "bob"))
    )
    return Two(ann, bob, ours, theirs, merge(TEXT.encode(), ours.encode(), theirs.encode()))


def program(text: str) -> Program:
    found = read(text.encode()).program
    assert found is not None
    return found


@settings(max_examples=20, deadline=None)
@given(seeds)
def test_merging_with_the_base_gives_the_other_side(seed: int) -> None:
    ours = two(seed).ours
    for one, other in ((ours, TEXT), (TEXT, ours), (ours, ours)):
        made = merge(TEXT.encode(), one.encode(), other.encode())
        assert made.marked() == ours
    aside = TEXT + "# an afterthought\n"  # next to the base: the whole merge is gone through
    made = merge(TEXT.encode(), ours.encode(), aside.encode())
    assert not made.conflicts
    assert leaves(program(made.marked())) == leaves(program(ours))
    assert Counter(comments(made.marked())) == Counter([*comments(ours), "# an afterthought"])


@settings(max_examples=25, deadline=None)
@given(seeds)
def test_the_sides_can_be_swapped(seed: int) -> None:
    made = two(seed)
    swapped = merge(TEXT.encode(), made.theirs.encode(), made.ours.encode())
    kinds = [sorted(each.kind for each in one.conflicts) for one in (made.merged, swapped)]
    assert kinds[0] == kinds[1]
    for ours, theirs in (("ours", "theirs"), ("theirs", "ours")):
        one = made.merged.resolved(lambda _, side=ours: side)  # type: ignore[misc]
        other = swapped.resolved(lambda _, side=theirs: side)  # type: ignore[misc]
        assert leaves(program(one)) == leaves(program(other))
    if not made.merged.conflicts:
        assert comments(made.text) == comments(swapped.marked())


@settings(max_examples=25, deadline=None)
@given(seeds)
def test_no_comment_is_lost(seed: int) -> None:
    made = two(seed)
    base, ours, theirs = (Counter(comments(text)) for text in (TEXT, made.ours, made.theirs))
    held = Counter(comments(made.text))
    for comment in ours.keys() | theirs.keys():
        new = not base[comment]
        if new or (ours[comment] and theirs[comment]):
            assert held[comment], comment
        if not made.merged.conflicts:
            assert held[comment] <= max(ours[comment], theirs[comment]), comment


@settings(max_examples=25, deadline=None)
@given(seeds)
def test_conflicts_are_read_back_as_they_were_written(seed: int) -> None:
    made = two(seed, steps=(8, 12))
    assert not made.merged.remarks
    for with_base in (False, True):
        pieces = pieces_of(made.merged.marked(with_base=with_base))
        for side in ("ours", "theirs"):
            assert resolved(pieces, lambda _, side=side: side) == made.merged.resolved(  # type: ignore[misc]
                lambda _, side=side: side  # type: ignore[misc]
            )


def test_random_merges_none_wrong_and_few_needless_conflicts() -> None:
    """Where the order in which two people work does not matter, the merge is what both give, one after the
    other.
    """
    compared, needless = 0, []
    for seed in range(MERGES):
        made = two(seed)
        first, second = in_turn(BASE, made.ann, made.bob), in_turn(BASE, made.bob, made.ann)
        if first is None or second is None or leaves(first) != leaves(second):
            continue
        compared += 1
        if made.merged.conflicts:
            if any(each.kind != "moved" for each in made.merged.conflicts):
                needless.append(seed)
        else:
            assert leaves(program(made.text)) == leaves(first), f"seed {seed}"
    assert compared > MERGES // 2
    assert len(needless) <= max(1, compared // 50), needless
