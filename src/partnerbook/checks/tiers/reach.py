"""TIE: whether partners can get to a tier at all, and whether chance decides who stays."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from decimal import ROUND_FLOOR, Decimal

from partnerbook.checks.check import Check, Look, exact
from partnerbook.checks.computed import computed, short
from partnerbook.checks.finding import Finding, Waits
from partnerbook.checks.reading import percent
from partnerbook.checks.tiers.bars import Bar, highest_bar
from partnerbook.checks.tiers.steps import (
    Asked,
    TrackTier,
    asked,
    asked_below,
    better_lower,
    is_number,
    is_ranked,
    is_whole,
    listings,
    metric_name,
    tier_name,
)
from partnerbook.economics.exact import TENTH, plain, round_down, round_up
from partnerbook.economics.of_program import (
    Missing,
    fair_gate_percent,
    gate_chance,
    gates_of,
    reachable_threshold,
    tier_share,
)
from partnerbook.program.address import Address, join
from partnerbook.program.ladder import ladder


class OutOfReach(Check[TrackTier]):
    code = "TIE004"
    name = "out-of-reach"
    severity = "warning"
    family = "tiers"
    claim = "In a steady year at least 5 % of partners reach a tier, and a quarter the first ranked one."
    source = "card, src2"
    why = (
        "Revenue is spread very unevenly over partners: a threshold at the average is met by few, and one "
        "that hardly anybody meets moves nobody."
    )
    remedy = "lower the requirement, or let another one take its place"

    def subjects(self, look: Look) -> Iterable[TrackTier]:
        return [each for each in listings(look.program) if is_ranked(look.program, each.tier)]

    def judge(self, look: Look, subject: TrackTier) -> Iterator[Finding]:
        track, tier = subject
        first = ladder(look.program, track)[0][0] == tier
        assumption = "first_tier_reach_percent" if first else "tier_reach_percent"
        wanted = look.assumed(assumption) / 100
        share = computed(tier_share(look.program, track, tier))
        if share >= wanted:
            return
        bar = highest_bar(look.program, tier)
        at = bar.address if bar is not None else self._gate(look, tier)
        found = percent(short(Decimal(share * 100)))
        limit = percent(look.assumed(assumption))
        passes = None if bar is None else self._reachable(look, subject, bar, wanted, share)
        yield self.finding(
            at,
            f"{found} of partners would reach {tier_name(look.program, tier)} in a steady year, fewer than "
            f"{limit}",
            found=found,
            limit=limit,
            passes=passes,
            source=f"{self.source}; assumptions {assumption}, revenue_top_fifth_percent",
        )

    def _gate(self, look: Look, tier: str) -> Address:
        """Without a revenue to reach, a retention requirement is what keeps partners out."""
        gates = gates_of(look.program, tier)
        return join("tiers", tier, "requires", gates[0]) if gates else join("tiers", tier)

    def _reachable(
        self, look: Look, subject: TrackTier, bar: Bar, wanted: float, share: float
    ) -> int | float | None:
        """The highest requirement in round numbers that enough partners meet, the retention gates passed."""
        gates = 1.0
        for metric in gates_of(look.program, subject.tier):
            chance = gate_chance(look.program, subject.track, subject.tier, metric)
            gates *= 1.0 if isinstance(chance, Missing) else chance
        if gates <= wanted:
            return None
        threshold = reachable_threshold(look.program, subject.track, wanted / gates)
        if isinstance(threshold, Missing) or bar.yearly <= 0:
            return None
        return _round(threshold * bar.written / bar.yearly, is_whole(look.program, bar.metric))


class SmallNumberGate(Check[Asked]):
    """Subjects: the track (as `lower`), the tier, and the retention metric."""

    code = "TIE007"
    name = "small-number-gate"
    severity = "warning"
    family = "tiers"
    claim = "A retention requirement is not missed by mere chance in more than a fifth of years."
    source = "card, src2"
    why = (
        "With few clients one departure decides. A partner whose clients stay as ours do would lose its "
        "tier by bad luck."
    )
    remedy = "lower the requirement, count over more clients, or make it one of several ways to qualify"

    def subjects(self, look: Look) -> Iterable[Asked]:
        for track, tier in listings(look.program):
            yield from (Asked(tier, track, metric) for metric in gates_of(look.program, tier))

    def judge(self, look: Look, subject: Asked) -> Iterator[Finding]:
        tier, track, metric = subject
        missed = 1 - computed(gate_chance(look.program, track, tier, metric))
        most = look.assumed("gate_missed_percent")
        if missed <= most / 100:
            return
        fair = fair_gate_percent(look.program, track)
        found, limit = percent(short(Decimal(missed * 100), up=True)), percent(most)
        clients = look.program.tracks[track].partner_year.clients
        yield self.finding(
            join("tiers", tier, "requires", metric),
            f"with {clients} clients that stay as ours do, a partner misses it by chance in {found} of years, "
            f"more than {limit}",
            found=found,
            limit=limit,
            passes=None if isinstance(fair, Missing) else fair,
            because="chance misses it seldom enough",
            source="card, src2; assumption gate_missed_percent (ours)",
        )


class SteepStep(Check[Asked]):
    code = "TIE009"
    name = "steep-step"
    severity = "note"
    family = "tiers"
    claim = "A threshold is at most 2.5 times that of the tier below."
    source = "practice"
    why = "Who has just reached a tier should see the next one from there."
    remedy = "lower the threshold, or put a tier between"

    def subjects(self, look: Look) -> Iterable[Asked]:
        return asked_below(look.program)

    def judge(self, look: Look, subject: Asked) -> Iterator[Finding]:
        tier, lower, metric = subject
        at = join("tiers", tier, "requires", metric)
        wanted = look.program.tiers[tier].requires.get(metric)
        wanted_below = look.program.tiers[lower].requires.get(metric)
        if wanted is None or wanted_below is None:
            return
        now = look.need(wanted, at)
        before = look.need(wanted_below, join("tiers", lower, "requires", metric))
        if not is_number(now) or not is_number(before):
            return
        ratio = exact(look.assumed("tier_step_ratio"))
        falling = better_lower(look.program, metric)
        if falling is None:
            raise Waits(join("metrics", metric, "better"), withheld=True)
        if falling and exact(now) * ratio < exact(before):
            least = round_up(exact(before) / ratio, self._digits(look, metric))
        elif not falling and before > 0 and exact(now) > exact(before) * ratio:
            least = round_down(exact(before) * ratio, self._digits(look, metric))
        else:
            return
        under, shown = asked(look.program, at, before), asked(look.program, at, now)
        yield self.finding(
            at,
            f"{shown} ({metric_name(look.program, metric)}) is more than {ratio} times as hard "
            f"as the {under} of {tier_name(look.program, lower)}",
            found=shown,
            limit=asked(look.program, at, plain(least)),
            passes=plain(least),
            source="practice; assumption tier_step_ratio",
        )

    def _digits(self, look: Look, metric: str) -> Decimal:
        return Decimal(1) if is_whole(look.program, metric) else TENTH


def _round(value: float, whole: bool) -> int | float:
    """A number not above this one, with two leading figures, so that people can remember it."""
    if value <= 0 or not math.isfinite(value):
        return 0
    step = Decimal(10) ** (math.floor(math.log10(value)) - 1)
    rounded = (exact(value) / step).to_integral_value(ROUND_FLOOR) * step
    return int(rounded) if whole or rounded == rounded.to_integral_value() else float(rounded)
