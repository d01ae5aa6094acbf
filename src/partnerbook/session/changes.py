"""Changes that people ask for by name: add, copy, move and remove a thing, use a plan, waive a finding."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from partnerbook.checks.finding import Finding
from partnerbook.program.address import Address, child, join, parent, slug, split
from partnerbook.program.edit import Add, Change, Edit, Move, Remove, Rename, Set, Unset, plain
from partnerbook.program.fields import known
from partnerbook.program.ladder import words
from partnerbook.program.locate import site, value_at
from partnerbook.program.program import Program
from partnerbook.program.recruiting import STAGES
from partnerbook.program.references import references, renaming
from partnerbook.program.tiers import Tier
from partnerbook.program.wording import called, edit_name, title

_FRESH_KEY: Final = re.compile(r"new-[a-z-]+?(-\d+)?")
_NAMING: Final = ("name", "title", "vendor")


def free_key(taken: Iterable[str], wanted: str) -> str:
    """`wanted`, or it with the first number that makes it free: ``gold``, ``gold-2``."""
    held = set(taken)
    if wanted not in held:
        return wanted
    return next(f"{wanted}-{n}" for n in range(2, len(held) + 3) if f"{wanted}-{n}" not in held)


def noun_of(collection: Address) -> str:
    """What one thing of a table of keyed tables is called: ``tier``."""
    place = site(collection)
    assert place is not None
    assert place.part.table is not None
    return place.part.table.singular


def adding(program: Program, collection: Address, seed: Mapping[str, Any] | None = None) -> Change:
    """A new keyed table in `collection`, with what can be foreseen filled in."""
    noun = noun_of(collection)
    held = value_at(program, collection)
    key = free_key(held, "new-" + slug(noun))
    table = {**_foreseen(program, collection), **(seed or {})}
    return Change(f"{noun} added", (Add(child(collection, key), table),))


def _foreseen(program: Program, collection: Address) -> dict[str, Any]:
    if collection == "tiers":
        return _next_tier(program)
    if collection == "enablement.modules":
        return {"in_portal": True} | ({"tracks": tuple(program.tracks)} if len(program.tracks) == 1 else {})
    if collection == "partners":
        only = list(program.tracks)
        return {"stage": "target"} | ({"track": only[0]} if len(only) == 1 else {})
    if collection == "integrations":
        isv = [key for key, track in program.tracks.items() if track.type == "isv"]
        return {"track": isv[0]} if len(isv) == 1 else {}
    if collection == "conflict.accounts":
        return {"owner": "shared"}
    return {}


def _next_tier(program: Program) -> dict[str, Any]:
    ranks = [tier.rank for tier in program.tiers.values() if known(tier.rank)]
    top = max(program.tiers.values(), key=_rank, default=None)
    tracks = (
        words(top.tracks)
        if top
        else tuple(key for key, track in program.tracks.items() if track.type in ("var", "si"))[:1]
    )
    return {"rank": max(ranks, default=0) + 1} | ({"tracks": tracks} if tracks else {})


def _rank(tier: Tier) -> int:
    return tier.rank if known(tier.rank) else -1


def copying(program: Program, item: Address) -> Change:
    """A copy of a keyed table behind it; a copied tier comes one rank above the highest."""
    table = plain(value_at(program, item))
    collection, key = parent(item), split(item)[-1]
    siblings = list(value_at(program, collection))
    fresh = free_key(siblings, f"{key}-copy")
    for field in _NAMING:
        if field in table:
            table[field] = f"{table[field]} copy"
    if collection == "tiers":
        table["rank"] = _next_tier(program)["rank"]
    following = siblings[siblings.index(key) + 1 :]
    added = Add(child(collection, fresh), table, following[0] if following else None)
    return Change(f"{title(program, item)} copied", (added,))


def removing(program: Program, item: Address) -> Change:
    """A keyed table or value taken out, and the mentions of it in lists and keyed values with it."""
    edits: list[Edit] = []
    table, key = parent(item), split(item)[-1]
    for reference in references(program):
        inside = reference.address == item or reference.address.startswith(item + ".")
        if reference.word != key or table not in reference.tables or inside:
            continue
        if reference.is_key:
            edits.append(Unset(reference.address))
        else:
            edits.append(_without(value_at(program, reference.address), reference.address, key))
    gone = Remove(item)
    return Change(edit_name(program, gone), (*dict.fromkeys(edits), gone))


def _without(value: Any, at: Address, word: str) -> Edit:
    if isinstance(value, tuple):
        return Set(at, tuple(each for each in value if each != word))
    return Unset(at)


def moving(program: Program, item: Address, by: int) -> Change | None:
    """A keyed table one place up (-1) or down (+1); for a tier that is its rank. ``None`` at the end."""
    collection, key = parent(item), split(item)[-1]
    siblings = list(value_at(program, collection))
    if collection == "tiers":
        return _ranking(program, key, by)
    index = siblings.index(key)
    if not 0 <= index + by < len(siblings):
        return None
    rest = [other for other in siblings if other != key]
    before = rest[index + by] if index + by < len(rest) else None
    return Change(f"{title(program, item)} moved", (Move(item, before),))


def _ranking(program: Program, key: str, by: int) -> Change | None:
    order = sorted(program.tiers, key=lambda each: _rank(program.tiers[each]))
    index = order.index(key)
    if not 0 <= index + by < len(order):
        return None
    other = order[index + by]
    mine, theirs = program.tiers[key].rank, program.tiers[other].rank
    if not known(mine) or not known(theirs):
        return None
    edits = (Set(join("tiers", key, "rank"), theirs), Set(join("tiers", other, "rank"), mine))
    return Change(
        f"{called(program.tiers[key], key)} changes places with {called(program.tiers[other], other)}", edits
    )


def rekeying(program: Program, item: Address, key: str) -> Change:
    """Another key for a keyed table, and for all that names it."""
    return Change(f"key {split(item)[-1]} → {key}", renaming(program, item, key))


def naming(program: Program, at: Address, value: Any) -> tuple[Edit, ...]:
    """What naming a new thing brings along: its made-up key becomes one made from the name."""
    parts = split(at)
    item = parent(at)
    place = site(item) if item else None
    fresh = place is not None and place.kind == "keyed table" and _FRESH_KEY.fullmatch(parts[-2])
    if not fresh or parts[-1] not in _NAMING or not isinstance(value, str):
        return ()
    key = free_key(value_at(program, parent(item)), slug(value))
    return renaming(program, item, key) if slug(value) != "new" else ()


def moved_to(at: Address, edits: Iterable[Edit]) -> Address:
    """Where an address is after these edits: below a renamed table it has another name."""
    for edit in edits:
        if isinstance(edit, Rename) and (at == edit.address or at.startswith(edit.address + ".")):
            at = child(parent(edit.address), edit.key) + at[len(edit.address) :]
    return at


def waiving(program: Program, finding: Finding, reason: str, owner: str, expires: date) -> Change:
    """A waiver of one finding, until the end of a day."""
    key = free_key(program.waivers, slug(f"{finding.code} {split(finding.address)[-1]}"))
    table = {
        "check": finding.code,
        "at": finding.address,
        "reason": reason,
        "owner": owner,
        "expires": expires,
    }
    return Change(f"{finding.code} waived until {expires}", (Add(join("waivers", key), table),))


def mending(program: Program, finding: Finding) -> Change | None:
    """The fix of a finding as one change, or ``None`` where a person has to decide."""
    edits = finding.mending
    return Change(f"{finding.code}: {edit_name(program, edits[0])}{_split(edits)}", edits) if edits else None


def _split(edits: Sequence[Edit]) -> str:
    """How many there are now, of a thing that an edit makes several of: ``, 2 modules now``."""
    thing = parent(edits[0].address)
    parts = [edit for edit in edits[1:] if isinstance(edit, Add) and parent(edit.address) == parent(thing)]
    place = site(thing) if parts else None
    table = place.part.table if place is not None else None
    return f", {len(parts) + 1} {table.singular}s now" if table is not None else ""


def staging(program: Program, item: Address, by: int, today: date) -> Change | None:
    """A partner a stage on or back, with the date that goes with it; ``None`` where there is no such stage."""
    parts = split(item) if item else ()
    if len(parts) != 2 or parts[0] != "partners" or parts[1] not in program.partners:
        return None
    partner = program.partners[parts[1]]
    index = STAGES.index(partner.stage) + by if partner.stage in STAGES else 0
    if not 0 <= index < len(STAGES):
        return None
    stage = STAGES[index]
    edits: list[Edit] = [Set(child(item, "stage"), stage)]
    if stage == "signed" and partner.signed is None:
        edits.append(Set(child(item, "signed"), today))
    if stage == "active" and partner.activated is None:
        edits.append(Set(child(item, "activated"), today))
    return Change(f"{called(partner, parts[1])}: {partner.stage or 'no stage'} → {stage}", tuple(edits))
