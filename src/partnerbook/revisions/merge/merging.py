"""The three-way merge of workbooks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cached_property

from partnerbook.program.program import Program
from partnerbook.record import record
from partnerbook.revisions.merge.data import merged_data
from partnerbook.revisions.merge.keys import chosen
from partnerbook.revisions.merge.plain import plain_merge, reads_back
from partnerbook.revisions.merge.sides import Side, Sides, Unmergeable, program_of, read_sides
from partnerbook.revisions.merge.tables import merged_text
from partnerbook.revisions.merge.verify import verified
from partnerbook.workbook.conflicts import (
    MARKER_SIZE,
    Choice,
    Hunk,
    Labels,
    Piece,
    hunks,
    marked,
    resolved,
)
from partnerbook.workbook.files import encode
from partnerbook.workbook.syntax import parse


@record
class Merged:
    """What became of two versions of a workbook and the one that both came from."""

    pieces: tuple[Piece, ...]
    """The text, with the conflicts in their places."""
    eol: str
    bom: bool
    ours: Program
    theirs: Program
    remarks: tuple[str, ...] = ()
    """What had to be done in another way, in sentences."""

    @property
    def conflicts(self) -> tuple[Hunk, ...]:
        """Where both sides want something else."""
        return hunks(self.pieces)

    def resolved(self, choose: Callable[[int], Choice]) -> str:
        """The text with every conflict settled; `choose` is asked with its number, from 0."""
        return self._with_ends(resolved(self.pieces, choose))

    def marked(
        self, *, size: int = MARKER_SIZE, labels: Labels | None = None, with_base: bool = False
    ) -> str:
        """The text with conflict markers; the whole text where there is no conflict."""
        return self._with_ends(marked(self.pieces, size=size, labels=labels, with_base=with_base))

    def encoded(self, text: str) -> bytes:
        """The bytes of a text that came from here."""
        return encode(text, bom=self.bom)

    @cached_property
    def program(self) -> Program:
        """The merged program, with conflicts settled for ours."""
        data, _ = parse(resolved(self.pieces, lambda _: "ours"), "")
        return program_of(data or {})

    def _with_ends(self, text: str) -> str:
        return text.replace("\n", self.eol) if self.eol == "\r\n" else text


def merge(base: bytes, ours: bytes, theirs: bytes) -> Merged:
    """Merge two versions of a workbook.

    What the merged program is, and where the conflicts are, is decided by address. The text is put together
    from both texts, then parsed again: it has to say just that program, whichever way conflicts are settled.

    Raises:
        Unmergeable: one of the three is no workbook of this format, or markers would not be seen in it.
    """
    sides = read_sides(base, ours, theirs)
    first, second = sides.ours, sides.theirs
    if theirs == base or ours == theirs:
        return _untouched(first)
    if ours == base:
        return _untouched(second)
    wanted = merged_data(sides.base.data, first.data, second.data, sides.forced)
    remarks: tuple[str, ...] = ()
    try:
        pieces = verified(merged_text(sides, wanted), wanted)
    except (Unmergeable, ValueError):
        pieces = None
    if pieces is None or not reads_back(pieces):
        pieces = plain_merge(sides.base.text, first.text, second.text, wanted)
        remarks = ("The text could not be merged by address; git's merge of its lines was checked instead.",)
    return Merged(
        tuple(_with_end(pieces, sides)),
        chosen(sides.base.eol, first.eol, second.eol),
        chosen(sides.base.bom, first.bom, second.bom),
        first.program,
        second.program,
        remarks,
    )


def _untouched(side: Side) -> Merged:
    return Merged((side.text,), side.eol, side.bom, side.program, side.program)


def _with_end(pieces: list[Piece], sides: Sides) -> list[Piece]:
    """The pieces with the last line end that the file shall have."""
    last = pieces[-1] if pieces else ""
    if isinstance(last, Hunk):
        return pieces
    is_open = chosen(sides.base.open_end, sides.ours.open_end, sides.theirs.open_end)
    text = last.removesuffix("\n").removesuffix("\r") if is_open and last.endswith("\n") else last
    if not is_open and not text.endswith("\n"):
        text += "\n"
    return [*pieces[:-1], text]


def brought(merged: Merged, today: date) -> tuple[str, ...]:
    """What is found in the merged program and in neither side, in sentences, errors first."""
    from partnerbook.checks.engine import run
    from partnerbook.checks.finding import SEVERITIES

    known = {
        (each.code, each.address)
        for side in (merged.ours, merged.theirs)
        for each in run(side, today).findings
        if not each.waived
    }
    fresh = [
        each
        for each in run(merged.program, today).findings
        if not each.waived and (each.code, each.address) not in known
    ]
    fresh.sort(key=lambda each: (SEVERITIES.index(each.severity), each.address))
    return tuple(f"{each.code} {each.severity} at {each.address}: {each.message}" for each in fresh)
