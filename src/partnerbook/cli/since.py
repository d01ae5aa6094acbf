"""What was found at another revision, so that ``check --diff`` speaks only of what a change brings."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from partnerbook.cli.checked import Checked, Print, judged_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from partnerbook.program.program import Program
    from partnerbook.revisions.git import Repository
    from partnerbook.workbook.read import Reading


def found_at(revision: str, now: Checked, wanted: Callable[[str], bool], day: date) -> Counter[Print]:
    """The fingerprints of what the same checks find, on the same day, in the file as a revision has it.

    `revision` may end in three dots: then it is where HEAD left that branch. Nothing was found where the
    revision has no such file, or one that cannot be read. A table that has another key now counts as the same.

    Raises:
        GitError: the file is in no repository, or there is no such revision.
    """
    old = _read_at(revision, now)
    if old is None or old.program is None or now.reading.program is None:
        return Counter()
    prints = judged_file(now.path, old, wanted, day).prints()
    return Counter(_renamed(old.program, now.reading.program, prints))


def _read_at(revision: str, now: Checked) -> Reading | None:
    from partnerbook.revisions.git import GitError, repository
    from partnerbook.workbook.read import read

    path = Path(now.path)
    place = repository(path)
    inside = place.relative(path) if place else None
    if place is None or inside is None:
        raise GitError(f"{now.path} is in no git repository")
    commit = _commit(place, revision)
    data = place.bytes_at(commit, inside)
    if data is None:
        before = _path_before(place, commit, inside)
        data = place.bytes_at(commit, before) if before else None
    if data is None:
        return None
    return read(data, now.path, beside=path)  # judged with the private values of today


def _commit(place: Repository, revision: str) -> str:
    """The commit that is meant; with three dots behind it, the last one that HEAD has in common with it."""
    from partnerbook.revisions.git import GitError, run_git

    name = revision.removesuffix("...")
    try:
        commit = place.resolve(name)
    except GitError:
        raise GitError(f"there is no revision {name} in this repository") from None
    if name == revision:
        return commit
    found = run_git(place.root, ("merge-base", commit, "HEAD"))
    if found.returncode:
        raise GitError(f"{name} and HEAD have no commit in common; was everything fetched?")
    return found.stdout.decode().strip()


def _path_before(place: Repository, commit: str, inside: str) -> str | None:
    """What a file was called at a commit, if it was renamed since."""
    from partnerbook.revisions.git import run_git

    options = ("--no-ext-diff", "--no-textconv", "--find-renames", "--diff-filter=R", "--name-status", "-z")
    found = run_git(place.root, ("diff", *options, commit, "--"))
    words = iter(found.stdout.decode("utf-8", "surrogateescape").split("\0"))
    return next((old for _, old, new in zip(words, words, words, strict=False) if new == inside), None)


def _renamed(old: Program, new: Program, prints: list[Print]) -> list[Print]:
    """The fingerprints with addresses as they are now: a new key alone brings no finding."""
    from partnerbook.program import address
    from partnerbook.program.address import within
    from partnerbook.program.edit import Rename
    from partnerbook.revisions.difference import difference

    for edit in difference(old, new).all_edits:
        if isinstance(edit, Rename):
            target = address.join(*address.split(edit.address)[:-1], edit.key)
            prints = [
                (code, target + at.removeprefix(edit.address) if at and within(at, edit.address) else at)
                for code, at in prints
            ]
    return prints
