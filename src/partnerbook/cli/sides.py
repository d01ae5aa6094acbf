"""The two sides of a comparison: files, or files as a revision of git has them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from partnerbook.cli.arguments import Usage
from partnerbook.cli.reading import STDIN, Unreadable, opened, say_problem
from partnerbook.record import record

if TYPE_CHECKING:
    from partnerbook.program.program import Program
    from partnerbook.revisions.git import Repository
    from partnerbook.workbook.read import Reading

HEAD: Final = "HEAD"


@record
class Side:
    """One version of a workbook."""

    name: str
    """What it is called: ``HEAD:plans/acme.program.toml``."""
    program: Program
    """As its file says it: what the private overlay supplies is withheld again."""
    private: frozenset[str]
    """The addresses that the overlay supplies."""


def both(first: str, second: str | None) -> tuple[Side, Side]:
    """The old and the new side. One file alone is compared with HEAD, one revision with the working file.

    Raises:
        Usage: git cannot give one of them.
        Unreadable: there is no program in one of them; everything has been said.
    """
    from partnerbook.revisions.git import GitError, split_revision

    if first == second == STDIN:
        raise Usage("only one side can be standard input")
    try:
        if second is not None:
            return _side(first), _side(second)
        named = split_revision(first)
        if named is None:
            return _committed(first), _side(first)
        return _side(first), _side(_working(named[1]))
    except GitError as error:
        raise Usage(str(error)) from None


def _side(text: str) -> Side:
    from partnerbook.revisions.git import split_revision

    named = None if text == STDIN else split_revision(text)
    if named is None:
        return _made(text, opened(text))
    place = _repository(Path.cwd())
    for inside in _paths(place, named[1]):
        data = place.bytes_at(_commit(place, named[0]), inside)
        if data is not None:
            return _blob(f"{named[0]}:{inside}", place, inside, data)
    raise Usage(f"{named[0]} has no file {named[1]}")


def _committed(text: str) -> Side:
    """The file as HEAD has it, under the name that it had there."""
    if text == STDIN:
        raise Usage("standard input is in no repository: name what to compare it with")
    path = Path(text)
    place = _repository(path)
    inside = place.relative(path)
    if inside is None:
        raise Usage(f"{text} is outside the repository around it")
    if not place.has_commits():
        raise Usage(f"nothing is committed yet: name what to compare {text} with")
    data = place.bytes_at(HEAD, inside)
    if data is None:
        before = _path_before(place, inside)
        data = place.bytes_at(HEAD, before) if before else None
        inside = before or inside
    if data is None:
        raise Usage(f"{text} is not in HEAD: name what to compare it with")
    return _blob(f"{HEAD}:{inside}", place, inside, data, path)


def _repository(path: Path) -> Repository:
    from partnerbook.revisions.git import repository

    place = repository(path)
    if place is None:
        raise Usage(f"{path} is in no git repository: name two files")
    return place


def _commit(place: Repository, revision: str) -> str:
    from partnerbook.revisions.git import GitError

    try:
        return place.resolve(revision)
    except GitError:
        raise Usage(f"there is no revision {revision} in this repository") from None


def _paths(place: Repository, path: str) -> list[str]:
    """The names that a path behind a revision may mean: from the root as git has it, else from here."""
    from_here = place.relative(Path.cwd() / path)
    if path.startswith(("./", "../")):
        return [from_here] if from_here else []
    return [path] if from_here in (None, path) else [path, from_here]


def _working(path: str) -> str:
    """The working file that is meant by the path behind a revision."""
    place = _repository(Path.cwd())
    if place.bare:
        raise Usage("a bare repository has no working file: name both sides")
    found = [place.root / inside for inside in _paths(place, path)]
    there = next((each for each in found if each.exists()), None)
    if there is None:
        raise Usage(f"there is no working file {path}: name both sides")
    try:
        return str(there.relative_to(Path.cwd()))
    except ValueError:
        return str(there)


def _path_before(place: Repository, inside: str) -> str | None:
    """What a file that was renamed since is called at HEAD."""
    from partnerbook.revisions.git import run_git

    options = ("--no-ext-diff", "--no-textconv", "--find-renames", "--diff-filter=R", "--name-status", "-z")
    found = run_git(place.root, ("diff", *options, HEAD, "--"))
    words = iter(found.stdout.decode("utf-8", "surrogateescape").split("\0"))
    return next((old for _, old, new in zip(words, words, words, strict=False) if new == inside), None)


def _blob(name: str, place: Repository, inside: str, data: bytes, beside: Path | None = None) -> Side:
    from partnerbook.workbook.read import read

    return _made(name, read(data, name, beside=beside or (None if place.bare else place.root / inside)))


def _made(name: str, reading: Reading) -> Side:
    from partnerbook.workbook.private import without

    for problem in reading.problems:
        say_problem(problem)
    if reading.program is None:
        raise Unreadable(name)
    return Side(name, without(reading.program, reading.private), frozenset(reading.private))
