"""Which partners name a track, a tier or a metric that is not there.

Thousands of partners are not looked through at every key. What they name is counted (`tally`), and while all of
it is there, the counts are all that is read. Where something is not, the partners that were found last are
asked first: if they account for the whole number, they are all there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as Places
from functools import partial
from itertools import islice
from typing import Final

from partnerbook.checks.tally import Counts, first_with, tally
from partnerbook.program.address import Address, child, join
from partnerbook.program.fields import NONE, WITHHELD
from partnerbook.program.program import Program
from partnerbook.program.recruiting import Partner
from partnerbook.program.references import Reference
from partnerbook.record import record

TABLES: Final[Mapping[str, str]] = {"track": "tracks", "tier": "tiers", "metrics": "metrics"}
"""What the fields of a partner name."""
_MANY: Final = 100
"""So many are told one by one: ten thousand partners of one missing tier are one mistake."""


@record
class UnknownNames:
    """Names of partners that are not there."""

    told: tuple[Reference, ...]
    """All of them by key, or the first ones."""
    untold: int
    """How many more there are."""


def unknown_names(program: Program) -> UnknownNames:
    """All that partners name and no table has."""
    known = {field: set(getattr(program, table)) for field, table in TABLES.items()}
    wrong = {
        pair: number
        for pair, number in tally(program.partners).names.items()
        if pair[1] not in known[pair[0]] and pair[1] not in (NONE, WITHHELD)
    }
    told = _told(program.partners, wrong) if wrong else ()
    return UnknownNames(told, sum(wrong.values()) - len(told))


def beside(partners: Mapping[str, Partner], key: str) -> Places[Address]:
    """The addresses of all that was recorded of a partner."""
    return {join("partners", key, "metrics", metric) for metric in partners[key].metrics}


def first_withheld(partners: Mapping[str, Partner]) -> Address:
    """The address of the first name that is withheld; empty where there is none."""
    counts = tally(partners).names
    for field in ("track", "tier"):
        if (field, WITHHELD) in counts:
            found = first_with(partners, partial(_is_withheld, field))
            return join("partners", found[0], field) if found else ""
    return ""


def _is_withheld(field: str, partner: Partner) -> bool:
    return bool(getattr(partner, field) == WITHHELD)


_last: tuple[str, ...] = ()
"""Keys of the partners that were found last: replaced in one step, and only ever a guess."""


def _told(partners: Mapping[str, Partner], wrong: Counts[tuple[str, str]]) -> tuple[Reference, ...]:
    global _last  # noqa: PLW0603
    told = _named_by(_last, partners, wrong)
    if len(told) != sum(wrong.values()):
        _last = tuple(sorted(islice(_keys(partners, wrong), _MANY)))
        told = _named_by(_last, partners, wrong)
    return tuple(told[:_MANY])


def _named_by(
    keys: tuple[str, ...], partners: Mapping[str, Partner], wrong: Counts[tuple[str, str]]
) -> list[Reference]:
    there = ((key, partners[key]) for key in keys if key in partners)
    return [each for key, partner in there for each in _names_of(key, partner, wrong)]


def _keys(partners: Mapping[str, Partner], wrong: Counts[tuple[str, str]]) -> Iterator[str]:
    tracks, tiers, metrics = ({word for name, word in wrong if name == field} for field in TABLES)
    for key, partner in partners.items():
        if partner.track in tracks or partner.tier in tiers or not metrics.isdisjoint(partner.metrics):
            yield key


def _names_of(key: str, partner: Partner, wrong: Counts[tuple[str, str]]) -> Iterator[Reference]:
    for field, word in (("track", partner.track), ("tier", partner.tier)):
        if word is not None and (field, word) in wrong:
            yield Reference(join("partners", key, field), word, (TABLES[field],), is_key=False)
    for word in partner.metrics:
        if ("metrics", word) in wrong:
            yield Reference(child(join("partners", key, "metrics"), word), word, ("metrics",), is_key=True)
