"""A file in which a merge left conflicts: what they are about, settled one by one, and nothing written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from partnerbook.program.address import Address, join
from partnerbook.program.program import Program
from partnerbook.program.wording import title
from partnerbook.record import fresh, record, replace
from partnerbook.session.file import WorkbookFile, opened
from partnerbook.workbook.conflicts import (
    Choice,
    Hunk,
    Piece,
    can_be_both,
    hunks,
    pieces_of,
    resolved,
)
from partnerbook.workbook.files import FileError, encode, load
from partnerbook.workbook.items import scan
from partnerbook.workbook.read import Reading, read
from partnerbook.workbook.scan import ScanError

_NO_ADDRESS: Final = "Lines that belong to no value"


@record
class Conflict:
    """One thing of which there are two versions."""

    title: str
    """What it is about, in words."""
    hunk: Hunk
    both: bool
    """Whether both versions can stand together."""


@record(frozen=False)
class Conflicts:
    """The conflicts of one file, and what has been chosen so far."""

    path: Path
    digest: str
    """The SHA-256 of the file's bytes."""
    bom: bool
    eol: str
    pieces: tuple[Piece, ...]
    found: int
    """How many conflicts the file has; fewer may be left to decide, since most are none by address."""
    items: tuple[Conflict, ...]
    choices: dict[int, Choice] = fresh(default_factory=dict)

    @property
    def left(self) -> int:
        """How many are not decided yet."""
        return len(self.items) - len(self.choices)

    def choose(self, number: int, choice: Choice) -> bool:
        """Settle one conflict, counted from 0; false where both versions cannot stand together."""
        if choice == "both" and not self.items[number].both:
            return False
        self.choices[number] = choice
        return True

    def choose_all(self, choice: Choice) -> None:
        """Settle every conflict for one side."""
        self.choices = {number: choice for number in range(len(self.items)) if choice != "both"}

    @property
    def text(self) -> str:
        """The text with conflicts settled as chosen; those that are not decided, for ours."""
        text = resolved(self.pieces, lambda number: self.choices.get(number, "ours"))
        return text.replace("\n", self.eol) if self.eol == "\r\n" else text

    def settled(self, today: date) -> WorkbookFile | Reading:
        """The workbook that comes of the choices, not saved; or the `Reading` that says why there is none."""
        data = encode(self.text, bom=self.bom)
        reading = replace_digest(read(data, str(self.path), beside=self.path), self.digest)
        return opened(reading, self.path, today, on_disk=False) or reading


def replace_digest(reading: Reading, digest: str) -> Reading:
    """The reading of a text, with the digest of the file that it is to replace."""
    made = replace(reading, digest=digest)
    made.__dict__.update({key: value for key, value in reading.__dict__.items() if key == "document"})
    return made


def load_conflicts(path: Path) -> Conflicts | None:
    """The conflicts of a file; ``None`` where it has none, or cannot be read as text.

    Where both sides, and what they came from, can be told, they are merged by address: only what is a
    conflict then is left to decide. What they came from stands between the markers, or in git's index.
    """
    try:
        loaded = load(path)
    except FileError:
        return None
    raw = pieces_of(loaded.text)
    if not hunks(raw):
        return None
    found = len(hunks(raw))
    ours, theirs = (resolved(raw, _always(side)) for side in _SIDES)
    merged = _merged(path, raw, ours, theirs)
    if merged is None:
        program = _program(ours) or _program(theirs)
        pieces = _addressed(raw)
        return Conflicts(path, loaded.digest, loaded.bom, "\n", pieces, found, _items(pieces, program))
    pieces, eol, program = merged
    return Conflicts(path, loaded.digest, loaded.bom, eol, pieces, found, _items(pieces, program))


_SIDES: Final[tuple[Choice, Choice]] = ("ours", "theirs")


def _always(choice: Choice) -> Callable[[int], Choice]:
    return lambda _: choice


def _merged(
    path: Path, raw: Sequence[Piece], ours: str, theirs: str
) -> tuple[tuple[Piece, ...], str, Program] | None:
    from partnerbook.revisions.merge import Unmergeable, merge

    base = _base(path, raw)
    if base is None:
        return None
    try:
        merged = merge(base, ours.encode(), theirs.encode())
    except Unmergeable:
        return None
    return merged.pieces, merged.eol, merged.ours


def _base(path: Path, raw: Sequence[Piece]) -> bytes | None:
    """The text that both sides came from."""
    if all(hunk.base is not None for hunk in hunks(raw)):
        parts = [piece if isinstance(piece, str) else piece.base or "" for piece in raw]
        return "".join(parts).encode()
    from partnerbook.revisions.git import GitError, repository

    try:
        there = repository(path)
        name = there.relative(path) if there is not None else None
        data = there.staged(1, name) if there is not None and name is not None else None
    except GitError:
        return None
    return data.removeprefix(b"\xef\xbb\xbf") if data is not None else None


def _program(text: str) -> Program | None:
    return read(text.encode()).program


def _items(pieces: Sequence[Piece], program: Program | None) -> tuple[Conflict, ...]:
    return tuple(Conflict(_title(hunk, program), hunk, can_be_both(hunk)) for hunk in hunks(pieces))


def _title(hunk: Hunk, program: Program | None) -> str:
    if not hunk.address:
        return _NO_ADDRESS
    return title(program, hunk.address) if program is not None else hunk.address


def _addressed(raw: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces as git left them, each conflict with the address of the first thing in it."""
    at = {choice: _addresses(raw, choice) for choice in _SIDES}
    number = 0
    made: list[Piece] = []
    for piece in raw:
        if isinstance(piece, Hunk):
            address = at["ours"].get(number) or at["theirs"].get(number, "")
            piece = replace(piece, address=address)
            number += 1
        made.append(piece)
    return tuple(made)


def _addresses(raw: Sequence[Piece], choice: Choice) -> dict[int, Address]:
    """For each conflict, the first header or key that stands in one side's version of it."""
    spans: list[tuple[int, int]] = []
    offset = 0
    for piece in raw:
        text = piece if isinstance(piece, str) else piece.chosen(choice)
        if isinstance(piece, Hunk):
            spans.append((offset, offset + len(text)))
        offset += len(text)
    try:
        items = [(item.whole[0], join(*item.parts)) for item in scan(resolved(raw, _always(choice)))]
    except (ScanError, ValueError):
        return {}
    found: dict[int, Address] = {}
    for number, (begin, end) in enumerate(spans):
        first = next((address for start, address in items if begin <= start < end), None)
        if first is not None:
            found[number] = first
    return found
