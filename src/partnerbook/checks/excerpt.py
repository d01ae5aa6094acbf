"""An example cut down to what its check reads, so that a reader sees at once what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

import tomli

from partnerbook.checks.check import Check, Look
from partnerbook.checks.examples import JUDGED_ON, address_found, example
from partnerbook.checks.judged import checked
from partnerbook.checks.recording import Recorder, recording
from partnerbook.program.address import Address, join, split, within
from partnerbook.program.build import build
from partnerbook.program.changed import WHOLE_TABLES
from partnerbook.record import fresh, record

_HEADER: Final = re.compile(r"\s*\[([^\[\]]+)\]\s*(#.*)?$")
_ENTRY: Final = re.compile(r"\s*((?:[A-Za-z0-9_.-]|\"[^\"]*\")+)\s*=")
_EVERYWHERE: Final = ('status = "pilot"', "name = ", "format = ")
"""What nearly every example says alike about the program: a pilot, where missing essentials are errors."""


@record(frozen=False)
class _Entry:
    """One value of an example, with all its lines; a table's header is the first of its entries."""

    address: Address
    lines: list[str]


@record(frozen=False)
class _Table:
    address: Address
    header: str
    entries: list[_Entry] = fresh(default_factory=list)


def excerpts(check: Check[Any]) -> tuple[str, str]:
    """The passing and the failing example of a check: the lines that it reads in one of them or finds fault with.

    A check that is judged from what the others found reads nothing by itself: its examples stay whole.
    """
    passing, failing = example(check.code, "pass"), example(check.code, "fail")
    reads, about = _reads(check, passing) | _reads(check, failing), address_found(check.code)
    return _excerpt(passing, reads, about), _excerpt(failing, reads, about)


def _excerpt(text: str, reads: frozenset[Address], about: Address) -> str:
    kept: list[tuple[Address, str]] = []
    for table in _tables(text):
        entries = [each for each in table.entries if _matters(each, reads, about)]
        if entries or (not table.entries and table.address):
            lines = [table.header] if table.header else []
            kept.append(
                (table.address, "\n".join([*lines, *(line for each in entries for line in each.lines)]))
            )
    return "\n\n".join(_gathered(kept))


def _gathered(tables: list[tuple[Address, str]]) -> Iterator[str]:
    """The texts; of entries of a wide table that say the same only the first, with how many follow."""
    for pattern, group in groupby(_entries(tables), key=itemgetter(1)):
        texts = [text for text, _ in group]
        if pattern and len(texts) > 1:
            yield f"{texts[0]}\n# and {len(texts) - 1} more like it"
        else:
            yield from texts


def _entries(tables: list[tuple[Address, str]]) -> Iterator[tuple[str, str]]:
    """Texts, those of one entry of a wide table together, each with what it says apart from its key."""
    for entry, group in groupby(tables, key=lambda table: _wide_entry(table[0])):
        texts = [text for _, text in group]
        if entry:
            text = "\n\n".join(texts)
            yield text, text.replace(entry, "")
        else:
            yield from ((text, "") for text in texts)


def _wide_entry(at: Address) -> Address:
    """The entry of a wide table that a table belongs to; empty for all others."""
    parts = split(at) if at else ()
    return join(*parts[:2]) if parts and parts[0] in WHOLE_TABLES else ""


def _matters(entry: _Entry, reads: frozenset[Address], about: Address) -> bool:
    at = entry.address
    if at.split(".")[0] in ("program", "format") and entry.lines[0].startswith(_EVERYWHERE):
        return False
    if _wide_entry(at) and at.endswith(".name"):
        return False
    if about and (within(at, about) or within(about, at)):
        return True
    whole = any(within(at, table) and table in reads for table in WHOLE_TABLES)
    return not reads or whole or at in reads


def _reads(check: Check[Any], text: str) -> frozenset[Address]:
    raw = tomli.loads(text)
    raw.pop("format", None)
    recorder = Recorder()
    look = Look(recording(build(raw).program, recorder), JUDGED_ON)
    return checked(check, look, recorder).reads


def _tables(text: str) -> Iterator[_Table]:
    """The tables of an example in its order; first one without a name for what stands above them."""
    table = _Table("", "")
    for line in text.splitlines():
        header, entry = _HEADER.match(line), _ENTRY.match(line)
        if header:
            yield table
            table = _Table(join(*split(header.group(1).strip())), line)
        elif entry:
            table.entries.append(_Entry(_below(table.address, entry.group(1)), [line]))
        elif line.strip() and not line.startswith("#") and table.entries:
            table.entries[-1].lines.append(line)
    yield table


def _below(table: Address, key: str) -> Address:
    return ".".join(filter(None, (table, join(*split(key)))))
