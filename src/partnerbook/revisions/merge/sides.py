"""The three texts of a merge: read, and brought to the same keys where one side renamed a thing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal

from partnerbook.program import address as addresses
from partnerbook.program.address import Address
from partnerbook.program.build import build
from partnerbook.program.edit import Change, EditError, Rename, apply_all, plain
from partnerbook.program.locate import value_at
from partnerbook.program.program import FORMAT, Program
from partnerbook.program.references import renaming
from partnerbook.record import record, replace
from partnerbook.revisions.difference import difference
from partnerbook.revisions.merge.data import Forced, Path, pruned
from partnerbook.workbook.apply import all_applied
from partnerbook.workbook.document import Document
from partnerbook.workbook.files import FileError, decode
from partnerbook.workbook.layout import FORMAT_KEY
from partnerbook.workbook.syntax import parse

_NAMES: Final = frozenset(("name", "title", "vendor"))
_MOST_CHANGED: Final = 1
"""Values beside its name that may have changed in a thing whose key and name did."""


class Unmergeable(Exception):
    """A text that this merge cannot work with; the message says which and why."""


@record
class Side:
    """One of the three texts."""

    text: str
    """With line feeds alone where the file has one kind of line end."""
    document: Document
    data: Mapping[str, Any]
    program: Program
    eol: str = "\n"
    """The line end of the file; empty where its lines have their own."""
    bom: bool = False
    open_end: bool = False
    """Whether the last line has no line end."""


@record
class Sides:
    """All three, under the same keys."""

    base: Side
    ours: Side
    theirs: Side
    forced: Forced
    pairs: Mapping[Path, Path]
    """A thing that both renamed: where ours has it, and where theirs has it."""


def read_sides(base: bytes, ours: bytes, theirs: bytes) -> Sides:
    """The three texts, with renames of one side made in the others.

    Raises:
        Unmergeable: one of them cannot be read.
    """
    names = ("the common ancestor", "ours", "theirs")
    sides = [_side(data, name) for data, name in zip((base, ours, theirs), names, strict=True)]
    if not all(map(_is_even, sides)):
        return _aligned(*(replace(side, eol="") for side in sides))  # line ends are kept line by line
    return _aligned(*map(_with_line_feeds, sides))


def _side(data: bytes, name: str) -> Side:
    try:
        loaded = decode(data)
    except FileError as error:
        raise Unmergeable(f"{name}: line {error.line}: {error.message}") from None
    if name == "the common ancestor" and not loaded.text.strip():
        return Side("", Document.of(""), {}, Program())
    parsed, problems = parse(loaded.text, name)
    if parsed is None:
        raise Unmergeable(f"{name}: line {problems[0].line}: {problems[0].message}")
    if parsed.get(FORMAT_KEY) != FORMAT or type(parsed[FORMAT_KEY]) is not int:
        raise Unmergeable(f"{name} is not written in format {FORMAT}")
    document = Document.of(loaded.text)
    return Side(
        loaded.text,
        document,
        pruned(parsed),
        program_of(parsed),
        document.eol,
        loaded.bom,
        bool(loaded.text) and not loaded.text.endswith("\n"),
    )


def program_of(data: Mapping[str, Any]) -> Program:
    """The program that parsed text means."""
    return build({key: value for key, value in data.items() if key != FORMAT_KEY}).program


def _is_even(side: Side) -> bool:
    returns = side.text.count("\r\n")
    return returns in (0, side.text.count("\n"))


def _with_line_feeds(side: Side) -> Side:
    if side.eol == "\n":
        return side
    text = side.text.replace("\r\n", "\n")
    return replace(side, text=text, document=Document.of(text))


# ── renames ──────────────────────────────────────────────────────────────────


def _aligned(base: Side, ours: Side, theirs: Side) -> Sides:
    mine, other = _renames(base.program, ours.program), _renames(base.program, theirs.program)
    paths: dict[Path, Literal["deleted", "renamed"]] = {}
    pairs: dict[Path, Path] = {}
    twins: set[tuple[str, str]] = set()
    for at in dict.fromkeys((*mine, *other)):
        collection = addresses.split(at)[:-1]
        if at in mine and at in other and mine[at] != other[at]:
            first, second = (*collection, mine[at]), (*collection, other[at])
            paths |= {first: "renamed", second: "renamed"}
            pairs[first] = second
            twins.add((mine[at], other[at]))
            continue
        key = mine.get(at) or other[at]
        into = (*collection, key)
        moved = _renamed(base, at, key)
        changed = {
            "ours": ours if at in mine else _renamed(ours, at, key),
            "theirs": theirs if at in other else _renamed(theirs, at, key),
        }
        if moved is None:
            continue
        gone = [name for name, side in (("ours", ours), ("theirs", theirs)) if _lacks(side, at, into)]
        if gone:
            paths[into] = "deleted"
            base = moved
        elif changed["ours"] is not None and changed["theirs"] is not None:
            base, ours, theirs = moved, changed["ours"], changed["theirs"]
    return Sides(base, ours, theirs, Forced(paths, frozenset(twins)), pairs)


def _lacks(side: Side, at: Address, into: Path) -> bool:
    """Whether a side has a thing neither under its old key nor under its new one."""
    return value_at(side.program, at) is None and value_at(side.program, addresses.join(*into)) is None


def _renames(old: Program, new: Program) -> dict[Address, str]:
    """Addresses of things that surely have another key, and that key.

    A thing that is gone and another one that has come may look alike. To carry what the other side did to the
    first over to the second takes more than that: the same name, or next to nothing else that differs.
    """
    found: dict[Address, str] = {}
    for change in difference(old, new).renames:
        old = apply_all(old, change)
        rename = change.edits[-1]
        if not isinstance(rename, Rename):
            continue
        into = addresses.child(addresses.parent(rename.address), rename.key)
        if _surely_one(plain(value_at(old, into)), plain(value_at(new, into))):
            found[rename.address] = rename.key
    return found


def _surely_one(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    old, new = dict(_leaves(before, ())), dict(_leaves(after, ()))
    named = [path for path in old if path[-1] in _NAMES and len(path) == 1]
    if named and all(old[path] == new.get(path) for path in named):
        return True
    differing = [path for path in old.keys() | new.keys() if old.get(path) != new.get(path)]
    return len([path for path in differing if path[-1] not in _NAMES]) <= _MOST_CHANGED < len(old)


def _leaves(table: Mapping[str, Any], path: Path) -> list[tuple[Path, Any]]:
    found: list[tuple[Path, Any]] = []
    for key, value in table.items():
        found += _leaves(value, (*path, key)) if isinstance(value, Mapping) else [((*path, key), value)]
    return found


def _renamed(side: Side, at: Address, key: str) -> Side | None:
    """A side with a thing, and all that names it, under another key; ``None`` where that cannot be."""
    if value_at(side.program, at) is None:
        return None
    try:
        change = Change(key, renaming(side.program, at, key))
        program = apply_all(side.program, change)
        document = all_applied(side.document, change)
    except (EditError, ValueError):
        return None
    data, _ = parse(document.text, "")
    if data is None or program_of(data) != program:
        return None
    return replace(side, text=document.text, document=document, data=pruned(data), program=program)
