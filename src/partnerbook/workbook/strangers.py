"""Words of a workbook that should name one of its tables and name none: a track, a tier, somebody of the team."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from partnerbook.program import address
from partnerbook.program.address import Address
from partnerbook.program.fields import FieldSpec
from partnerbook.program.program import Program
from partnerbook.program.references import Reference, dangling, dangling_at
from partnerbook.program.table import parts_of
from partnerbook.record import record
from partnerbook.workbook.problems import Problem

if TYPE_CHECKING:
    from partnerbook.workbook.document import Document

_CODE: Final = "unknown-name"
_UNLISTED: Final = ("team", "partners")
_LONGEST: Final = 60
_MANY: Final = 100
"""At most so many are said of one file: ten thousand partners of one missing tier are one mistake."""


@record
class Stranger:
    """A word that names nothing."""

    address: Address
    is_key: bool
    """Whether the word is the last part of the address, and not the value there."""
    message: str
    remedy: str


def strangers(program: Program) -> Iterator[Stranger]:
    """All such words.

    A tier's requirement of an undeclared metric is none: a check speaks of it (TIE005). Nor is a person or a
    partner of another vendor's program, of which not all need be written, nor anybody before there is a team.
    """
    return _told(program, dangling(program))


def strangers_at(program: Program, at: Address, spec: FieldSpec, value: Any) -> Iterator[Stranger]:
    """The same of one value: ``spec`` declares it."""
    return _told(program, dangling_at(program, at, spec, value))


def _told(program: Program, dangling: Iterator[Reference]) -> Iterator[Stranger]:
    hidden = _UNLISTED if program.program.perspective == "outside" else () if program.team else ("team",)
    for reference in dangling:
        if reference.tables[0] not in hidden and not _is_judged(reference):
            yield Stranger(
                reference.address, reference.is_key, _message(reference), _remedy(program, reference)
            )


def problems(program: Program, document: Document, path: str) -> Iterator[Problem]:
    """A warning for each."""
    for _, stranger in zip(range(_MANY), strangers(program), strict=False):
        place = document.key_place if stranger.is_key else document.place
        at = stranger.address
        yield Problem(path, *place(at), _CODE, stranger.message, stranger.remedy, at, "warning")


def _is_judged(reference: Reference) -> bool:
    parts = address.split(reference.address)
    return parts[0] == "tiers" and parts[2:3] == ("requires",)


def _message(reference: Reference) -> str:
    return f'there is no {_kinds(reference.tables)} "{_clipped(reference.word)}"'


def _kinds(tables: tuple[str, ...]) -> str:
    if tables == ("team",):
        return "team member"
    held = parts_of(Program)
    return " or ".join(part.table.singular for name in tables if (part := held[name]).table is not None)


def _remedy(program: Program, reference: Reference) -> str:
    from difflib import get_close_matches

    known = [key for table in reference.tables for key in getattr(program, table)]
    near = get_close_matches(reference.word, known, n=1, cutoff=0.6)
    if near:
        return f"Did you mean {_clipped(near[0])}?"
    return f"Correct it, or add [{_clipped(address.join(reference.tables[0], reference.word))}]."


def _clipped(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
