"""Everything in a workbook that can be searched: each value with its address and words, and how well it fits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from partnerbook.program.address import Address, child
from partnerbook.program.fields import FieldSpec
from partnerbook.program.locate import spec_at
from partnerbook.program.program import Program
from partnerbook.program.table import Part, Table, parts_of
from partnerbook.program.values import measured
from partnerbook.program.wording import TABLE_WORDS, called
from partnerbook.record import record

_FEW: Final = 60
"""Keyed tables with at most so many entries list their unset fields too."""
_LONGEST: Final = 300
"""Characters of one value that are searched and shown."""
_WEIGHED: Final = 3_000
"""Hits that are put in order; so many are found for a query that has to grow anyway."""
_LETTERS: Final = 40
"""Letters that are looked for in their order."""
_SEPARATOR: Final = " · "


@record
class Hit:
    """One place in a workbook."""

    address: Address
    title: str
    """The address in words: ``Gold · Solution partners``."""
    value: str
    """The value with its unit; empty for an unset field."""
    haystack: str
    """All of it in lower case."""


def index(program: Program) -> tuple[Hit, ...]:
    """Every value of a program, in the format's order."""
    return tuple(_Walk(program).table(program, "", "", unset=True))


class _Walk:
    """One walk over a program; words of an outer table are made once for all that lies in it."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._currency = program.program.currency

    def table(self, table: Table, at: Address, words: str, *, unset: bool) -> Iterator[Hit]:
        for name, part in parts_of(type(table)).items():
            held = getattr(table, name)
            here = child(at, name)
            if part.keyed:
                yield from self._entries(held, part, here, words, unset=unset)
            elif part.table:
                below = (
                    words if at == "" and name in ("program",) else _join(words, TABLE_WORDS.get(name, name))
                )
                yield from self.table(held, here, below, unset=unset)
            elif part.spec and (unset or held is not None):
                yield self._hit(here, _join(words, part.spec.label), part.spec, held)

    def _entries(
        self, held: Mapping[str, Any], part: Part, at: Address, words: str, *, unset: bool
    ) -> Iterator[Hit]:
        few = unset and len(held) <= _FEW
        for key, value in held.items():
            here = child(at, key)
            if part.table:
                yield from self.table(value, here, _join(words, called(value, key)), unset=few)
            else:
                spec = spec_at(self._program, here)
                label = spec.label if spec else key
                kind = TABLE_WORDS.get(part.name, "").lower() if part.name in _NAMED else ""
                yield self._hit(here, _join(_join(words, kind), label), spec, value)

    def _hit(self, at: Address, title: str, spec: FieldSpec | None, value: Any) -> Hit:
        shown = measured(spec, value, self._currency)[:_LONGEST]
        return Hit(at, title[:_LONGEST], shown, f"{title[:_LONGEST]}\n{shown}\n{at}".lower())


_NAMED: Final = frozenset(("requires", "pay_months", "alternatives", "weights"))
"""Keyed values that need the word of their table: a tier has more than one line for a metric or a track."""


def _join(words: str, word: str) -> str:
    return f"{words}{_SEPARATOR}{word}" if words and word else words or word


# ── finding ──────────────────────────────────────────────────────────────────


def find(hits: Sequence[Hit], query: str, limit: int) -> list[Hit]:
    """What fits a query best, best first.

    All its words have to be there, in any order; where that finds nothing, its letters in their order (``gsol``
    finds "Gold · Solution partners").
    """
    words = query.lower().split()
    if not words:
        return list(hits[:limit])
    found = [hit for hit in hits if all(word in hit.haystack for word in words)]
    if found:
        whole = " ".join(words)
        return sorted(found[:_WEIGHED], key=lambda hit: _weight(hit, words, whole))[:limit]
    return _fuzzy(hits, "".join(words)[:_LETTERS], limit)


def _weight(hit: Hit, words: list[str], whole: str) -> tuple[int, int, int]:
    """Sorts what is wanted first: the whole query, then words at the start of words, then short titles."""
    title = hit.title.lower()
    if whole == hit.address.lower():
        return -1, 0, 0
    if whole in (title, hit.value.lower()):
        rank = 0
    elif title.endswith(whole) or title.startswith(whole):
        rank = 1
    elif whole in title:
        rank = 2
    elif whole in hit.haystack:
        rank = 3
    else:
        rank = 4
    starts = sum(1 for word in words if re.search(rf"\b{re.escape(word)}", hit.haystack) is None)
    return rank + starts, 0 if hit.value else 1, len(hit.title)


def _fuzzy(hits: Sequence[Hit], letters: str, limit: int) -> list[Hit]:
    """Titles, values and addresses that hold the letters in their order, the closest together first."""
    tails = (f"[^{re.escape(letter)}\n]*{re.escape(letter)}" for letter in letters[1:])
    pattern = re.compile(re.escape(letters[0]) + "".join(tails))  # one way to match: its time is never long
    near = [(match.end() - match.start(), hit) for hit in hits if (match := pattern.search(hit.haystack))]
    near.sort(key=lambda pair: (pair[0], len(pair[1].title)))
    return [hit for _, hit in near[:limit]]
