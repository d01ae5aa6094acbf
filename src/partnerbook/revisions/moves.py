"""Which recorded partners the new rules of a program place elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from partnerbook.program.fields import known
from partnerbook.program.locate import name_of
from partnerbook.program.program import Program
from partnerbook.program.recruiting import Partner
from partnerbook.program.wording import called
from partnerbook.record import record
from partnerbook.revisions.direction import required
from partnerbook.revisions.places import Standing, meets, rank_of, rungs, standing
from partnerbook.revisions.wording import clipped, lowered

DEFINITION: Final = frozenset({"measures", "better", "unit", "window_months", "counts_as", "weights"})
"""Fields of a metric that say what is measured: with another one the same requirement means something else."""


@record
class Effect:
    """What a revision does to one partner, or to all of a tier."""

    sentence: str
    partner: str
    """The partner's key; empty where it is about all of them."""
    demoted: bool
    """Whether the partner falls; where it is about all of them, whether fewer reach the tier."""


@record
class _Case:
    """One partner under the old rules and the new ones."""

    old: Program
    new: Program
    partner: Partner
    today: date
    before: Standing
    stood: str | None
    """The tier that the partner had: the recorded one, where the old rules allow it."""


def moves(old: Program, new: Program, partners: Mapping[str, Partner], today: date) -> list[Effect]:
    """Who moves, the demoted ones first. `old` has the keys of `new`."""
    if old.tiers == new.tiers and old.metrics == new.metrics:
        return []  # partners may be thousands, and most revisions do not touch the rules
    found: list[Effect] = []
    for key, partner in partners.items():
        before = standing(old, partner, today)
        moved = _moved(_Case(old, new, partner, today, before, _stood(old, partner, before)))
        if moved is not None:
            found.append(Effect(f"{clipped(called(partner, key))} {moved[0]}", key, moved[1]))
    return sorted(found, key=lambda effect: not effect.demoted)


def tier_words(program: Program, tier: str | None) -> str:
    """What a tier is called; ``no tier`` for none."""
    return "no tier" if tier is None else clipped(called(program.tiers[tier], tier))


def _stood(program: Program, partner: Partner, found: Standing) -> str | None:
    """A recorded tier holds unless what is recorded contradicts it; what is not recorded was met then."""
    own = partner.tier
    listed = known(own) and own in rungs(program, partner.track or "")
    return own if listed and rank_of(program, own) <= rank_of(program, found.possible) else found.tier


def _moved(case: _Case) -> tuple[str, bool] | None:
    """What happens to a partner, without its name, and whether it falls."""
    old, new, stood = case.old, case.new, case.stood
    after = standing(new, case.partner, case.today)
    if stood is not None and stood not in rungs(new, case.partner.track or ""):
        fell = rank_of(new, after.tier) < rank_of(old, stood)
        return f"stands at {tier_words(new, after.tier)}: {tier_words(old, stood)} is no longer there", fell
    has, had = rank_of(new, after.tier), rank_of(new, case.before.tier)
    if has < rank_of(new, stood) and stood is not None:
        return _kept_or_not(case, stood)
    if has > max(had, rank_of(new, stood)):
        return f"rises from {tier_words(old, stood)} to {tier_words(new, after.tier)}", False
    if had > has:
        return f"no longer qualifies for {tier_words(old, case.before.tier)}", False
    return None


def _kept_or_not(case: _Case, stood: str) -> tuple[str, bool] | None:
    """A partner that does not surely meet its tier: what is not recorded never demotes it."""
    met, open_ = meets(case.new, case.partner, stood, case.today)
    was = tier_words(case.old, stood)
    if met is False:
        falls = f"falls from {was} to {tier_words(case.new, _next_below(case, stood))}"
        return falls + _grace(case.new, stood), True
    harder = [each for each in open_ if _is_harder(case, stood, each)]
    if not harder:
        return None
    wanted = " and ".join(lowered(clipped(name_of(case.new, ("metrics",), each))) for each in harder)
    return f"keeps {was} only if it meets {wanted}, not recorded", False


def _next_below(case: _Case, stood: str) -> str | None:
    """Where a partner falls to: what is not recorded is presumed of the tiers below its own."""
    rank = rank_of(case.new, stood)
    for tier in rungs(case.new, case.partner.track or ""):
        if rank_of(case.new, tier) >= rank:
            continue
        met, open_ = meets(case.new, case.partner, tier, case.today)
        if met or (met is None and not any(_is_harder(case, tier, each) for each in open_)):
            return tier
    return None


def _is_harder(case: _Case, tier: str, condition: str) -> bool:
    """Whether what was not recorded may be missed now by a partner that met it before."""
    old, new = case.old.tiers.get(tier), case.new.tiers[tier]
    if old is None:
        return True
    before, after = old.requires.get(condition), new.requires.get(condition)
    if old.alternatives != new.alternatives or not _counted_alike(case, condition):
        return True
    if not known(before) or not known(after):
        return before != after
    return required(case.old, case.new, tier, condition) == "tightened"


def _counted_alike(case: _Case, metric: str) -> bool:
    """Whether a metric is still the same measure, whatever it is called now."""
    old, new = case.old.metrics.get(metric), case.new.metrics.get(metric)
    if old is None or new is None:
        return old is new
    return all(getattr(old, field) == getattr(new, field) for field in DEFINITION)


def _grace(program: Program, tier: str) -> str:
    months = program.tiers[tier].grace_months
    if not known(months) or not months:
        return ""
    return f", after {months} {'month' if months == 1 else 'months'} of grace"
