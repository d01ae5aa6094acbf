"""Git's own merge of lines: for texts that cannot be merged table by table. Its result is checked too."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from partnerbook.revisions.git import GitError, run_git
from partnerbook.revisions.merge.data import MergedData
from partnerbook.revisions.merge.sides import Unmergeable
from partnerbook.revisions.merge.verify import verified
from partnerbook.workbook.conflicts import Hunk, Piece, hunks, marked, pieces_of

_MOST_CONFLICTS: Final = 127
"""The status with which git says that there are so many conflicts, or more."""


def plain_merge(base: str, ours: str, theirs: str, wanted: MergedData) -> list[Piece]:
    """The merge of the lines, if it says what is wanted; else all that differs as one conflict.

    Raises:
        Unmergeable: conflict markers would be taken for text.
    """
    merged = _by_git(base, ours, theirs)
    if merged is not None:
        checked = verified(pieces_of(merged), wanted)
        if checked is not None and reads_back(checked):
            return checked
    narrow = one_conflict(base, ours, theirs)
    if reads_back(narrow):
        return narrow
    whole: list[Piece] = [Hunk(_closed([ours]), _closed([theirs]), _closed([base]))]
    if reads_back(whole):
        return whole
    raise Unmergeable("conflict markers would stand inside of a string")


def reads_back(pieces: Sequence[Piece]) -> bool:
    """Whether the markers are found again where they were put: inside of a string nobody would see them."""
    held = [(hunk.ours, hunk.theirs) for hunk in hunks(pieces)]
    for with_base in (False, True):
        found = hunks(pieces_of(marked(pieces, with_base=with_base)))
        if held != [(hunk.ours, hunk.theirs) for hunk in found]:
            return False
    return True


def _by_git(base: str, ours: str, theirs: str) -> str | None:
    with TemporaryDirectory(prefix="partnerbook-") as name:
        folder = Path(name)
        for file, text in (("base", base), ("ours", ours), ("theirs", theirs)):
            (folder / file).write_bytes(text.encode("utf-8"))
        try:
            done = run_git(folder, ("merge-file", "-p", "--diff3", "ours", "base", "theirs"))
        except GitError:
            return None
        if done.returncode > _MOST_CONFLICTS:
            return None
        return done.stdout.decode("utf-8")


def one_conflict(base: str, ours: str, theirs: str) -> list[Piece]:
    """What both texts begin and end with, and between them one conflict."""
    first, second, old = (text.splitlines(keepends=True) for text in (ours, theirs, base))
    front = _common(first, second)
    back = min(_common(first[::-1], second[::-1]), len(first) - front, len(second) - front)
    shared = min(front, _common(first, old))
    behind = min(back, _common(first[::-1], old[::-1]), len(old) - shared)
    hunk = Hunk(
        _closed(first[front : len(first) - back]),
        _closed(second[front : len(second) - back]),
        _closed(old[shared : len(old) - behind]),
    )
    pieces: list[Piece] = ["".join(first[:front]), hunk, "".join(first[len(first) - back :])]
    return [piece for piece in pieces if piece]


def _common(first: Sequence[str], second: Sequence[str]) -> int:
    """How many lines both begin with."""
    pairs = enumerate(zip(first, second, strict=False))
    return next((number for number, (one, two) in pairs if one != two), min(len(first), len(second)))


def _closed(lines: Sequence[str]) -> str:
    """Lines of which the last one ends in a line end, so that a marker may follow."""
    text = "".join(lines)
    return text if not text or text.endswith("\n") else text + "\n"
