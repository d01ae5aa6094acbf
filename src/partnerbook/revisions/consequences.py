"""What a revision does to partners: who moves tier, how many reach one, and what a year is worth."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Final

from partnerbook.economics.of_program import Missing, partner_year, tier_reach
from partnerbook.program.fields import known
from partnerbook.program.ladder import tiers_of
from partnerbook.program.program import Program
from partnerbook.program.values import shown
from partnerbook.program.wording import called, title
from partnerbook.revisions.moves import Effect, moves, tier_words
from partnerbook.revisions.places import rank_of, recorded_partners
from partnerbook.revisions.wording import clipped, lowered

_NAMED: Final = 4
"""Missing values that are named; more are counted."""


def effects(old: Program, new: Program, tightened: Collection[str], today: date) -> tuple[Effect, ...]:
    """The effects of a revision. `tightened` are the tiers that are harder to keep.

    Partners are those of `new`, as recorded there, under the rules of both programs; where nothing is
    recorded, the shares that the economics expect.
    """
    partners = recorded_partners(new)
    recorded = {partner.track for partner in partners.values()}
    return (
        *moves(old, new, partners, today),
        *(
            each
            for track in new.tracks
            if track not in recorded
            for each in _shares(old, new, track, tightened)
        ),
        *_pay(old, new),
    )


def _at(program: Program, track: str, tier: str) -> str:
    """A tier's name, with the track where the program has several."""
    name = tier_words(program, tier)
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
                where = clipped(called(held, track)) + (f" at {tier_words(new, tier)}" if tier else "")
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
