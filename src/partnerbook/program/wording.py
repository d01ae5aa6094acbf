"""Addresses in words: ``tiers.gold.pay_percent.var`` is "Gold · Solution partners"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from partnerbook.program import address
from partnerbook.program.address import Address
from partnerbook.program.edit import Add, Change, Edit, Move, Remove, Rename, Set, Unset
from partnerbook.program.locate import name_of, site, spec_at, value_at
from partnerbook.program.program import Program
from partnerbook.program.values import measured

TABLE_WORDS: Final[Mapping[str, str]] = {
    "program": "Program",
    "company": "Company",
    "proof": "Proof",
    "pay": "Pay",
    "partner_year": "A partner's year",
    "vendor_deal": "Our side of a deal",
    "joint_market": "Joint market",
    "enablement": "Enablement",
    "recruiting": "Recruiting",
    "conflict": "Conflict",
    "registration": "Deal registration",
    "resolution": "Resolution",
    "published": "Publication",
    "requires": "Requires",
    "pay_months": "Paid for",
    "benefits": "Benefit",
    "alternatives": "One of",
    "metrics": "Recorded",
    "weights": "Weight",
}
_NAMES: Final = ("name", "title", "vendor")


def called(item: Any, key: str) -> str:
    """What a keyed table is called: its name, title or vendor, else its key."""
    return next((name for field in _NAMES if (name := getattr(item, field, None))), None) or key


def title(program: Program, at: Address) -> str:
    """An address as people speak of it: its tables and its field, from the outside in."""
    return " · ".join(_words(program, at)) or at


def _words(program: Program, at: Address) -> Iterator[str]:
    parts = address.split(at)
    for size in range(1, len(parts) + 1):
        here = address.join(*parts[:size])
        place = site(here)
        if place is None:
            yield parts[size - 1]
        elif place.kind == "keyed table":
            yield called(value_at(program, here), parts[size - 1])
        elif (place.kind == "table" and size < len(parts)) or (size == 1 and not place.part.keyed):
            yield TABLE_WORDS.get(parts[size - 1], parts[size - 1])
        elif place.kind == "value" and place.part.spec is not None:
            yield place.part.spec.label
        elif place.kind == "keyed value":
            yield from _entry(program, here, parts[size - 2], parts[size - 1])


def _entry(program: Program, at: Address, table: str, key: str) -> Iterator[str]:
    spec = spec_at(program, at)
    if table in ("requires", "pay_months", "alternatives"):
        yield TABLE_WORDS[table].lower()
    yield name_of(program, spec.keys_refer_to, key) if spec and spec.keys_refer_to else key


def set_name(program: Program, at: Address, value: Any) -> str:
    """What a change of one value is called: ``Gold · Solution partners 25 % → 18 %``."""
    spec = spec_at(program, at)
    currency = program.program.currency
    before = _short(measured(spec, value_at(program, at), currency)) or "unset"
    after = _short(measured(spec, value, currency)) or "unset"
    return f"{title(program, at)} {before} → {after}"


def edit_name(program: Program, edit: Edit) -> str:
    """What one edit is called, for undo and for a list of changes."""
    match edit:
        case Set():
            return set_name(program, edit.address, edit.value)
        case Unset():
            return set_name(program, edit.address, None)
        case Add():
            return (
                f"{_singular(edit.address)} {edit.table.get('name') or address.split(edit.address)[-1]} added"
            )
        case Remove():
            return f"{_singular(edit.address)} {title(program, edit.address)} removed"
        case Rename():
            return f"{title(program, edit.address)} now has the key {edit.key}"
        case Move():
            return f"{title(program, edit.address)} moved"


def change_of(program: Program, *edits: Edit) -> Change:
    """A change of these edits, named after the first."""
    return Change(edit_name(program, edits[0]), edits)


def _singular(at: Address) -> str:
    place = site(at)
    table = place.part.table if place else None
    return (table.singular if table else "") or "value"


def _short(text: str) -> str:
    line = text.split("\n", 1)[0]
    return line if len(line) <= 40 else line[:39] + "…"
