"""CHK002: names that stand for nothing, because no table has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as Places
from functools import lru_cache
from itertools import groupby
from typing import Any, Final, Literal

from partnerbook.checks.check import Check, Look
from partnerbook.checks.finding import Finding, Waits
from partnerbook.checks.partner_names import beside, first_withheld, unknown_names
from partnerbook.checks.reading import clipped, counted
from partnerbook.program.address import Address, child, join, parent, split
from partnerbook.program.edit import Rename, Set
from partnerbook.program.fields import NONE
from partnerbook.program.locate import site
from partnerbook.program.program import Program
from partnerbook.program.references import Reference, holders, is_checked, references_in
from partnerbook.program.table import parts_of
from partnerbook.record import record

_PARTNERS: Final = "partners"
_NEAREST: Final = "the nearest name"
_COMPARED: Final = 1_000
"""Names among which the nearest is looked for: among more it would be felt at every key."""
_UNLISTED: Final[tuple[Literal["team", "partners"], ...]] = ("team", "partners")
"""Tables of which another vendor need not have published every entry."""
_TOLD: Final = 3
_LONGEST: Final = 60


class UnknownName(Check[Address]):
    """Subjects: each table that can name something, and partners, of which there may be thousands, together.

    A requirement of a metric that is not declared is left to TIE005, and somebody in charge while there is no
    team to FRM009.
    """

    code = "CHK002"
    name = "unknown-name"
    severity = "warning"
    family = "checking"
    claim = "What a value or a key names is there: the track, tier, metric, benefit, partner or team member."
    source = "ours"
    why = (
        "A name that no table has is passed over: what a tier pays to a misspelt track is paid to nobody, and no "
        "other check can tell."
    )
    remedy = "correct the name, or add what it names"

    def subjects(self, look: Look) -> Iterable[Address]:
        return [*holders(look.program), _PARTNERS]

    def judge(self, look: Look, subject: Address) -> Iterator[Finding]:
        yield from self._partners(look) if subject == _PARTNERS else self._table(look, subject)

    def _table(self, look: Look, holder: Address) -> Iterator[Finding]:
        """A name that is withheld does not keep the others from being judged."""
        named = [each for each in references_in(look.program, holder) if is_checked(each)]
        taken = {each.address for each in named}
        waits: list[Waits] = []
        for at, group in groupby(named, key=lambda each: each.address):
            here = tuple(group)
            try:
                wrong = [each for each in here if _is_unknown(look, each)]
            except Waits as missing:
                waits.append(missing)
                continue
            if wrong:
                yield self._unknown(_Place(at, here, tuple(wrong), look.program), taken)
        if waits:
            raise Waits(
                waits[0].address, waits[0].withheld, tuple((w.address, w.withheld) for w in waits[1:])
            )

    def _partners(self, look: Look) -> Iterator[Finding]:
        """Nothing else is judged where a partner names something: the nearest name needs no trying out."""
        found = unknown_names(look.program)
        for each in found.told:
            place = _Place(each.address, (each,), (each,), look.program)
            taken = beside(look.program.partners, split(each.address)[1])
            yield self._unknown(place, taken, is_tried=False)
        if found.untold:
            message = f"and {counted(found.untold, 'more name')} that no table has"
            yield self.finding(_PARTNERS, message, fix="correct those that are told one by one first")
        withheld = first_withheld(look.program.partners)
        if withheld:
            raise Waits(withheld, withheld=True)

    def _unknown(self, place: _Place, taken: Places[Address], *, is_tried: bool = True) -> Finding:
        known = place.known
        near = {each.word: _nearest(each.word, known) for each in place.wrong}
        lost = next((word for word, name in near.items() if not name), "")
        if lost:
            table = clipped(join(place.tables[0], lost), _LONGEST)
            return self._said(place, fix=f"correct it, or add [{table}]")
        if place.here[0].is_key:
            return self._key(place, near[place.here[0].word], taken)
        words = tuple(dict.fromkeys(near.get(each.word) or each.word for each in place.here))
        value = words if place.is_list else words[0]
        if is_tried:
            return self._said(place, passes=value, because=_NEAREST)
        return self._said(
            place, fix=f"{clipped(words[0])} passes ({_NEAREST})", edits=(Set(place.at, value),)
        )

    def _key(self, place: _Place, near: str, taken: Places[Address]) -> Finding:
        if child(parent(place.at), near) in taken:
            return self._said(
                place, fix=f"{_NEAREST}, {clipped(near)}, has its entry already: remove this one"
            )
        return self._said(place, fix=f"{clipped(near)} passes ({_NEAREST})", edits=(Rename(place.at, near),))

    def _said(self, place: _Place, **facts: Any) -> Finding:
        words = [f'"{clipped(each.word, _LONGEST)}"' for each in place.wrong]
        told = " and no ".join(words[:_TOLD])
        more = f", nor {len(words) - _TOLD} others" if len(words) > _TOLD else ""
        return self.finding(
            place.at,
            f"there is no {_kinds(place.tables)} {told}{more}",
            found=", ".join(words[:_TOLD]).replace('"', ""),
            limit="a key of " + " or ".join(f"[{table}]" for table in place.tables),
            **facts,
        )


@record
class _Place:
    """An address at which something is named that is not there."""

    at: Address
    here: tuple[Reference, ...]
    """All that is named at the address."""
    wrong: tuple[Reference, ...]
    program: Program

    @property
    def tables(self) -> tuple[str, ...]:
        """Where it should be."""
        return self.here[0].tables

    @property
    def known(self) -> tuple[str, ...]:
        """What is there; nothing where that is too much to be compared."""
        tables = [getattr(self.program, table) for table in self.tables]
        return tuple(key for table in tables for key in table) if sum(map(len, tables)) <= _COMPARED else ()

    @property
    def is_list(self) -> bool:
        """Whether the value is a list of names."""
        place = site(self.at)
        return place is not None and place.part.spec is not None and place.part.spec.kind == "list"


def _is_unknown(look: Look, reference: Reference) -> bool:
    """Whether no table has a name.

    Raises:
        Waits: it is withheld, or it may well be one that another vendor has not published.
    """
    parts, tables = split(reference.address), reference.tables
    if reference.word == NONE or (parts[0], *parts[2:3]) == ("tiers", "requires"):
        return False
    look.need(reference.word, reference.address)
    if any(reference.word in getattr(look.program, table) for table in tables):
        return False
    for table in _UNLISTED:
        if table in tables:
            look.listed(table, reference.address)
    return tables != ("team",) or len(look.program.team) > 0


@lru_cache(maxsize=256)
def _nearest(word: str, known: tuple[str, ...]) -> str:
    """The nearest of these names; empty where none is near."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, known, n=1)), "")


def _kinds(tables: tuple[str, ...]) -> str:
    if tables == ("team",):
        return "team member"
    held = parts_of(Program)
    return " or ".join(part.table.singular for name in tables if (part := held[name]).table is not None)
