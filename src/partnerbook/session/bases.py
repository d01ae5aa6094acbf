"""What an open workbook can be compared with: its last commit, tags, branches, other files; and its history.

Everything here runs git or reads files, and knows no session: it can be called in a thread.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final, Literal, TypeAlias

from partnerbook.checks.engine import run
from partnerbook.program.ladder import paid_lines, track_line
from partnerbook.program.program import Program
from partnerbook.record import record, replace
from partnerbook.revisions.git import Commit, GitError, Repository, repository, run_git
from partnerbook.workbook.read import Reading, read

Kind: TypeAlias = Literal["commit", "tag", "branch", "file"]

HEAD: Final = "HEAD"
MOST_COMMITS: Final = 50
"""Commits of a history that are looked at, the newest first."""
_MOST_NAMES: Final = 200
_FIELD: Final = "\x1f"
_KINDS: Final[dict[str, Kind]] = {"refs/heads/": "branch", "refs/tags/": "tag"}


@record
class Base:
    """Another version of the workbook."""

    kind: Kind
    name: str
    """What people call it: ``last commit``, ``v2025``, ``odoo-v10.program.toml``."""
    revision: str = ""
    """What git calls it; empty for a file."""
    file: Path | None = None
    about: str = ""
    """The day and the subject of the commit."""


@record
class Bases:
    """What can be compared with, and why there is no more."""

    found: tuple[Base, ...]
    remark: str = ""


@record
class Moment:
    """The workbook at one of its commits, in a few numbers."""

    commit: Commit
    problem: str = ""
    """Why there are no numbers; empty where there are."""
    errors: int = 0
    warnings: int = 0
    tiers: int = 0
    partners: int = 0
    top_margin: float | None = None
    """The highest margin that a reseller gets, in percent of its base; ``None`` without one."""

    @property
    def base(self) -> Base:
        """The commit as something to compare with."""
        return Base("commit", self.commit.short, self.commit.id, about=self.commit.subject)


class NoBase(Exception):
    """There is nothing to compare with; the message says why, in words for a person."""


def bases(path: Path) -> Bases:
    """The last commit, then branches and tags, newest first. Other files can be compared with at any time."""
    try:
        place = repository(path)
        if place is None or place.relative(path) is None:
            return Bases((), "This file is in no git repository.")
        if not place.has_commits():
            return Bases((), "Nothing is committed in this repository yet.")
        return Bases((_last(place), *_named(place)))
    except GitError as error:
        return Bases((), f"{error}.")


def _last(place: Repository) -> Base:
    found = run_git(
        place.root, ("log", "-1", f"--format=%h{_FIELD}%cs{_FIELD}%s", "--no-show-signature", HEAD)
    )
    short, day, subject = (*_lines(found.stdout), "")[0].split(_FIELD, 2)
    return Base("commit", "last commit", HEAD, about=f"{short} · {day} · {subject}")


def _named(place: Repository) -> Iterator[Base]:
    form = _FIELD.join(("%(refname)", "%(creatordate:short)", "%(contents:subject)"))
    arguments = ("for-each-ref", "--sort=-creatordate", f"--count={_MOST_NAMES}", f"--format={form}")
    found = run_git(place.root, (*arguments, *_KINDS))
    for line in _lines(found.stdout):
        full, day, subject = line.split(_FIELD, 2)
        start = next(each for each in _KINDS if full.startswith(each))
        about = " · ".join(each for each in (day, subject) if each)
        yield Base(_KINDS[start], full.removeprefix(start), full, about=about)


def _lines(data: bytes) -> list[str]:
    return [line for line in data.decode("utf-8", "surrogateescape").split("\n") if line]


def base_reading(path: Path, base: Base) -> Reading:
    """The workbook as a base has it, with the private values of today.

    Raises:
        NoBase: the base has no such file, or one that cannot be read.
    """
    reading = read(base.file) if base.file is not None else _committed(path, base)
    if reading.program is None:
        said = reading.problems[0].message if reading.problems else "it cannot be read"
        raise NoBase(f"{base.name} is no workbook: {said}")
    return reading


def base_program(path: Path, base: Base) -> Program | str:
    """The program of a base, or why there is none."""
    try:
        program = base_reading(path, base).program
    except NoBase as error:
        return str(error)
    assert program is not None
    return program


def _committed(path: Path, base: Base) -> Reading:
    try:
        place = repository(path)
        inside = place.relative(path) if place is not None else None
        if place is None or inside is None:
            raise NoBase("this file is in no git repository")
        data = _bytes_at(place, base.revision, inside)
    except GitError as error:
        raise NoBase(str(error)) from None
    if data is None:
        raise NoBase(f"{base.name} has no file {inside}")
    return read(data, f"{base.name}:{inside}", beside=path)


def _bytes_at(place: Repository, revision: str, inside: str) -> bytes | None:
    """The file at a revision, under the name that it has now or has had."""
    data = place.bytes_at(revision, inside)
    if data is not None:
        return data
    names = dict.fromkeys(commit.path for commit in place.commits(inside))
    return next((old for name in names if (old := place.bytes_at(revision, name)) is not None), None)


def last_commit_id(path: Path) -> str:
    """The commit that HEAD means; empty where the file is in no repository, or nothing is committed."""
    try:
        place = repository(path)
        return place.resolve(HEAD) if place is not None and place.has_commits() else ""
    except GitError:
        return ""


def history(path: Path, today: date, limit: int = MOST_COMMITS) -> Iterator[Moment]:
    """The commits that touched the workbook, newest first, each with findings and main numbers.

    Raises:
        NoBase: there is no history.
    """
    try:
        place = repository(path)
        inside = place.relative(path) if place is not None else None
        if place is None or inside is None:
            raise NoBase("this file is in no git repository")
        commits = place.commits(inside, limit)
    except GitError as error:
        raise NoBase(str(error)) from None
    if not commits:
        raise NoBase("this file was never committed")
    for commit in commits:
        yield _moment(place, commit, path, today)


def _moment(place: Repository, commit: Commit, path: Path, today: date) -> Moment:
    try:
        data = place.bytes_at(commit.id, commit.path)
    except GitError as error:
        return Moment(commit, str(error))
    if data is None:
        return Moment(commit, "removed here")
    reading = read(data, f"{commit.short}:{commit.path}", beside=path)
    if reading.program is None:
        return Moment(commit, reading.problems[0].message if reading.problems else "it cannot be read")
    return measured(Moment(commit), reading.program, today)


def measured(moment: Moment, program: Program, today: date) -> Moment:
    """A moment with the numbers of its program, judged as of a day."""
    report = run(program, today)
    return replace(
        moment,
        errors=report.count("error"),
        warnings=report.count("warning"),
        tiers=len(program.tiers),
        partners=len(program.partners),
        top_margin=top_margin(program),
    )


def top_margin(program: Program) -> float | None:
    """The highest reseller margin of the program, in percent; ``None`` where none is known."""
    lines = [
        line
        for track in program.tracks
        for tier in program.tiers
        for line in paid_lines(program, track, tier)
    ]
    lines += [line for track in program.tracks if (line := track_line(program, track)) is not None]
    percents = [
        float(each.percent) for each in lines if each.is_margin and isinstance(each.percent, int | float)
    ]
    return max(percents, default=None)
