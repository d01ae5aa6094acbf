"""What a revision does to partners: who moves tier, how many reach one, and what a year is worth."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from partnerbook.economics.of_program import Missing, partner_year, tier_reach
from partnerbook.program.fields import known
from partnerbook.program.ladder import tiers_of
from partnerbook.program.locate import name_of
from partnerbook.program.program import Program
from partnerbook.program.recruiting import Partner
from partnerbook.program.values import shown
from partnerbook.program.wording import called, title
from partnerbook.revisions.places import Standing, rank_of, recorded_partners, standing
from partnerbook.revisions.wording import clipped, lowered

_NAMED: Final = 4
"""Missing values that are named; more are counted."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What a revision does to one partner, or to all of a tier."""

    sentence: str
    partner: str
    """The partner's key; empty where it is about all of them."""
    demoted: bool
    """Whether the partner falls; where it is about all of them, whether fewer reach the tier."""


def effects(old: Program, new: Program, tightened: Collection[str]) -> tuple[Effect, ...]:
    """The effects of a revision. `tightened` are the tiers that are harder to keep.

    Partners are those of `new`, as recorded there, under the rules of both programs; where nothing is
    recorded, the shares that the economics expect.
    """
    partners = recorded_partners(new)
    recorded = {partner.track for partner in partners.values()}
    return (
        *_moves(old, new, partners),
        *(
            each
            for track in new.tracks
            if track not in recorded
            for each in _shares(old, new, track, tightened)
        ),
        *_pay(old, new),
    )


def _moves(old: Program, new: Program, partners: Mapping[str, Partner]) -> list[Effect]:
    """Who moves, the demoted ones first."""
    if old.tiers == new.tiers and old.metrics == new.metrics:
        return []  # partners may be thousands, and most revisions do not touch the rules
    found = [
        effect
        for key, partner in partners.items()
        if (effect := _move(old, new, key, partner, standing(old, partner), standing(new, partner)))
    ]
    return sorted(found, key=lambda effect: not effect.demoted)


def _move(
    old: Program, new: Program, key: str, partner: Partner, before: Standing, after: Standing
) -> Effect | None:
    """Where a partner goes. What is not recorded never demotes: then it hangs on that."""
    if before.tier == after.tier:
        return None
    name = clipped(called(partner, key))
    was, now = _tier(old, before.tier), _tier(new, after.tier)
    if before.tier is not None and before.tier not in new.tiers:
        fell = rank_of(new, after.tier) < rank_of(old, before.tier)
        return Effect(f"{name} stands at {now}: {was} is no longer there", key, fell)
    if rank_of(new, after.tier) > rank_of(new, before.tier):
        return Effect(f"{name} rises from {was} to {now}", key, demoted=False)
    if after.unknown and rank_of(new, after.possible) >= rank_of(new, before.tier):
        wanted = " and ".join(lowered(clipped(name_of(new, ("metrics",), each))) for each in after.unknown)
        return Effect(f"{name} keeps {was} only if it meets {wanted}, not recorded", key, demoted=False)
    return Effect(f"{name} falls from {was} to {now}{_grace(new, before.tier)}", key, demoted=True)


def _grace(program: Program, tier: str | None) -> str:
    months = program.tiers[tier].grace_months if tier is not None else None
    if not known(months) or not months:
        return ""
    return f", after {months} {'month' if months == 1 else 'months'} of grace"


def _tier(program: Program, tier: str | None) -> str:
    return "no tier" if tier is None else clipped(called(program.tiers[tier], tier))


def _at(program: Program, track: str, tier: str) -> str:
    """A tier's name, with the track where the program has several."""
    name = _tier(program, tier)
    return name if len(program.tracks) == 1 else f"{name}, {clipped(called(program.tracks[track], track))}"


def _shares(old: Program, new: Program, track: str, tightened: Collection[str]) -> Iterator[Effect]:
    """The expected share of partners at each tier that both programs have; a new tier has nobody yet."""
    before = {each.tier: each for each in tier_reach(old, track)} if track in old.tracks else {}
    unknown: dict[str, list[str]] = {}
    for reach in tier_reach(new, track):
        was = before.get(reach.tier)
        if was is None:
            continue
        if was.share is not None and reach.share is not None:
            yield from _share(_at(new, track, reach.tier), was.share * 100, reach.share * 100)
        elif reach.tier in tightened:
            missing = next(each.missing for each in (reach, was) if each.share is None)
            unknown.setdefault(_waits(new, missing), []).append(_at(new, track, reach.tier))
    for waits, names in unknown.items():
        still = "it" if len(names) == 1 else "them"
        yield Effect(f"{', '.join(names)}: how many still reach {still} is not known{waits}", "", False)


def _share(where: str, was: float, now: float) -> Iterator[Effect]:
    if _percent(was) != _percent(now):
        sentence = f"{where}: {_percent(now)} of partners reach it, before {_percent(was)}"
        yield Effect(sentence, "", demoted=now < was)


def _percent(value: float) -> str:
    if 0 < value < 1:
        return "less than 1 %"
    return f"{value:.0f} %"


def _waits(program: Program, missing: Missing | None) -> str:
    if missing is None:
        return ""
    names = [lowered(title(program, at).split(" · ")[-1]) for at in missing.addresses]
    more = len(names) - _NAMED
    return f"; it takes {', '.join(names[:_NAMED])}" + (f" and {more} more values" if more > 0 else "")


def _pay(old: Program, new: Program) -> Iterator[Effect]:
    """What a typical partner keeps of its year, at each tier, where that has changed."""
    for track, held in new.tracks.items():
        if track not in old.tracks:
            continue
        for tier in _places(old, new, track):
            was, now = partner_year(old, track, tier), partner_year(new, track, tier)
            if isinstance(was, Missing) or isinstance(now, Missing):
                continue
            before, after = round(was.profit), round(now.profit)
            if before != after:
                where = clipped(called(held, track)) + (f" at {_tier(new, tier)}" if tier else "")
                currency = new.program.currency or "USD"
                sentence = (
                    f"{where}: a typical partner's year leaves it {shown(after)} {currency}, "
                    f"before {shown(before)} {old.program.currency or 'USD'}"
                )
                yield Effect(sentence, "", demoted=False)


def _places(old: Program, new: Program, track: str) -> Sequence[str | None]:
    """The tiers of a track in both programs, lowest first; the track alone where it has none."""
    both = [
        key for key, tier in tiers_of(new, track) if key in dict(tiers_of(old, track)) and known(tier.rank)
    ]
    return sorted(both, key=lambda key: rank_of(new, key)) or [None]
