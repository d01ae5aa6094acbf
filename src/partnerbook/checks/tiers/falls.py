"""TIE: each tier asks for more than the one below, and gives more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from partnerbook.checks.check import Check, Look, exact
from partnerbook.checks.computed import computed, short
from partnerbook.checks.finding import Finding, Waits
from partnerbook.checks.reading import percent
from partnerbook.checks.tiers.steps import (
    Asked,
    asked,
    asked_below,
    asks_nothing,
    better_lower,
    is_number,
    metric_name,
    tier_name,
    track_steps,
)
from partnerbook.economics.exact import plain
from partnerbook.economics.of_program import line_percent, pay_percents_worth, pay_present_value
from partnerbook.program.address import Address, join
from partnerbook.program.edit import Set
from partnerbook.program.fields import WITHHELD, known
from partnerbook.program.ladder import PaidLine, main_line, paid_lines, words
from partnerbook.program.program import Program

_BEYOND = 1e9
"""No pay is worth more, in percent."""


class PaidStep(NamedTuple):
    """One line of a track's pay, at the tiers where one written value decides it, and those below them."""

    track: str
    key: str
    steps: tuple[tuple[str, str], ...]


def paid_steps(program: Program) -> list[PaidStep]:
    """Every line of pay of every step; tiers that inherit the track's line together."""
    found: dict[tuple[str, str, str], list[tuple[str, str]]] = {}
    for track, (tier, lower) in track_steps(program):
        held, under = program.tiers[tier].pay_percent, program.tiers[lower].pay_percent
        keys = [track, *(key for key in dict.fromkeys((*held, *under)) if key in program.extra_pay)]
        for key in keys:
            owner = "" if key == track and key not in held else tier
            found.setdefault((track, key, owner), []).append((tier, lower))
    return [PaidStep(track, key, tuple(pairs)) for (track, key, _), pairs in found.items()]


def line_of(program: Program, track: str, tier: str, key: str) -> PaidLine | None:
    """A line of a track's pay at a tier, if it is paid there."""
    if key == track:
        return main_line(program, track, tier)
    return next((line for line in paid_lines(program, track, tier) if line.key == key), None)


class LadderFalls(Check[Asked | PaidStep]):
    code = "TIE003"
    name = "ladder-falls"
    severity = "error"
    family = "tiers"
    claim = "No tier asks for less, or pays less, than the tier below it."
    source = "ours"
    why = "A partner that climbs and then earns less, or finds the higher tier easier, was misled by the ladder."
    remedy = "make the higher tier ask for as much and pay as much as the one below"

    def subjects(self, look: Look) -> Iterable[Asked | PaidStep]:
        yield from asked_below(look.program)
        yield from paid_steps(look.program)

    def judge(self, look: Look, subject: Asked | PaidStep) -> Iterator[Finding]:
        if isinstance(subject, Asked):
            return self._requirement(look, subject)
        return self._pay(look, subject)

    def _requirement(self, look: Look, step: Asked) -> Iterator[Finding]:
        tier, lower, metric = step
        at, below_at = join("tiers", tier, "requires", metric), join("tiers", lower, "requires", metric)
        before = look.program.tiers[lower].requires.get(metric)
        now = look.program.tiers[tier].requires.get(metric)
        if asks_nothing(before):
            return
        if asks_nothing(now) and now is not False:
            if not _held_otherwise(look.program, step):
                yield self._absent(look, step, look.need(before, below_at), now)
            return
        before, now = look.need(before, below_at), look.need(now, at)
        lower_is_better = better_lower(look.program, metric)
        if lower_is_better is None:
            raise Waits(join("metrics", metric, "better"), withheld=True)
        if _easier(before, now, lower_is_better):
            yield self._falls(look, step, before, now)

    def _falls(self, look: Look, step: Asked, before: Any, now: Any) -> Finding:
        tier, lower, metric = step
        at = join("tiers", tier, "requires", metric)
        asks, asked_there = asked(look.program, at, before), asked(look.program, at, now)
        under = tier_name(look.program, lower)
        return self.finding(
            at,
            f"{tier_name(look.program, tier)} asks for {asked_there} ({metric_name(look.program, metric)}), "
            f"which is easier than the {asks} of {under}",
            found=asked_there,
            limit=asks,
            passes=before,
            because=f"{under} asks for {asks}",
        )

    def _absent(self, look: Look, step: Asked, before: Any, now: Any) -> Finding:
        tier, lower, metric = step
        at = join("tiers", tier, "requires", metric)
        asks, under = asked(look.program, at, before), tier_name(look.program, lower)
        message = (
            f"{tier_name(look.program, tier)} does not ask for {metric_name(look.program, metric)}, "
            f"of which {under} asks for {asks}"
        )
        if now is None and _is_open(look, len(look.program.tiers[tier].requires) > 0):
            return self.absent(look, at, message, edits=(Set(at, before),))
        return self.finding(at, message, limit=asks, passes=before, because=f"{under} asks for {asks}")

    def _pay(self, look: Look, step: PaidStep) -> Iterator[Finding]:
        found: list[tuple[Decimal, Finding]] = []
        waits: Waits | None = None
        for tier, lower in step.steps:
            try:
                said = self._pay_at(look, step, tier, lower)
            except Waits as each:
                waits = waits or each
                continue
            if said is not None:
                found.append(said)
        if found:
            yield max(found, key=lambda pair: pair[0])[1]
        if waits is not None:
            raise waits

    def _pay_at(self, look: Look, step: PaidStep, tier: str, lower: str) -> tuple[Decimal, Finding] | None:
        before = line_of(look.program, step.track, lower, step.key)
        if before is None or before.kind == "vendor-take":
            return None
        now = line_of(look.program, step.track, tier, step.key)
        paid = computed(line_percent(look.program, before))
        if now is None:
            return self._unpaid(look, step, (tier, lower), paid)
        less = computed(line_percent(look.program, now))
        enough: Any = paid
        if now.months != before.months:
            worth = computed(pay_present_value(look.program, before))
            if computed(pay_present_value(look.program, now)) >= worth:
                return None
            enough = self._worth(look, now, worth)
        elif less >= paid:
            return None
        shown, limit = self._paid(now, less), self._paid(before, paid)
        return paid, self.finding(
            now.address,
            f"{tier_name(look.program, tier)} pays {shown}, less than the {limit} of "
            f"{tier_name(look.program, lower)} below it",
            found=shown,
            limit=limit,
            passes=None if enough is None else plain(enough),
            because=f"{tier_name(look.program, lower)} pays {self._paid(before, paid, unit=False)}",
        )

    def _unpaid(
        self, look: Look, step: PaidStep, tiers: tuple[str, str], paid: Decimal
    ) -> tuple[Decimal, Finding] | None:
        tier, lower = tiers
        at = join("tiers", tier, "pay_percent", step.key)
        if paid <= 0:
            return None
        under = tier_name(look.program, lower)
        message = f"{tier_name(look.program, tier)} does not pay the {percent(short(paid))} that {under} pays"
        if _is_open(look, len(look.program.tiers[tier].pay_percent) > 0):
            return paid, self.absent(look, at, message, edits=(Set(at, plain(paid)),))
        return paid, self.finding(
            at, message, limit=percent(short(paid)), passes=plain(paid), because=f"{under} pays {plain(paid)}"
        )

    def _worth(self, look: Look, line: PaidLine, worth: Decimal) -> Decimal | None:
        """The least that is worth as much, over the months for which this line is paid."""
        if not worth.is_finite():
            return None
        range_ = pay_percents_worth(look.program, line, float(worth), _BEYOND)
        return range_[0] if isinstance(range_, tuple) and range_[0] <= 100 else None

    def _paid(self, line: PaidLine, paid: Decimal, unit: bool = True) -> str:
        shown = percent(short(paid))
        months = f" for {line.months} months" if known(line.months) and line.months else ""
        return (shown if unit else shown.removesuffix(" %")) + (months if unit else "")


def _is_open(look: Look, written: bool) -> bool:
    """Whether what is missing in a table may still come: in a draft; in the outside view in no written one."""
    return not written if look.is_outside else look.is_draft


def _easier(before: Any, now: Any, lower_is_better: bool) -> bool:
    if now is False:
        return before is True or is_number(before)
    if not is_number(before) or not is_number(now):
        return False
    return exact(now) > exact(before) if lower_is_better else exact(now) < exact(before)


def _held_otherwise(program: Program, step: Asked) -> bool:
    """Whether a tier that does not ask for a metric asks for it in another way.

    An alternatives group holds it; or the lower tier has it in a group of which this tier asks for another
    member; or this tier requires a metric that counts as it.
    """
    tier, lower, metric = step
    required = [key for key, value in program.tiers[tier].requires.items() if not asks_nothing(value)]
    if any(metric in words(group) for group in program.tiers[tier].alternatives.values()):
        return True
    for group in program.tiers[lower].alternatives.values():
        if metric in words(group) and any(other in required for other in words(group)):
            return True
    return any(metric in _counts_as(program, key) for key in required)


def _counts_as(program: Program, metric: str) -> Iterator[str]:
    """The metrics that one contributes to, one after the other."""
    seen = {metric}
    held = program.metrics.get(metric)
    while held is not None and known(held.counts_as) and held.counts_as not in seen:
        seen.add(held.counts_as)
        yield held.counts_as
        held = program.metrics.get(held.counts_as)


class FlatStep(Check[PaidStep]):
    code = "TIE011"
    name = "flat-step"
    severity = "note"
    family = "tiers"
    claim = "Climbing a tier raises the pay, or adds a line to it."
    source = "ours"
    why = "A partner weighs what a tier costs it against what it earns there; benefits alone seldom move it."
    remedy = "pay more at the higher tier, or add a line of pay"

    def subjects(self, look: Look) -> Iterable[PaidStep]:
        return [step for step in paid_steps(look.program) if step.key == step.track]

    def judge(self, look: Look, subject: PaidStep) -> Iterator[Finding]:
        for tier, lower in subject.steps:
            now = paid_lines(look.program, subject.track, tier)
            before = {line.key: line for line in paid_lines(look.program, subject.track, lower)}
            if now and all(_same(line, before.get(line.key)) for line in now):
                shown = ", ".join(
                    percent(line.percent) for line in now if isinstance(line.percent, int | float)
                )
                yield self.finding(
                    self._address(now, subject),
                    f"{tier_name(look.program, tier)} pays the same as {tier_name(look.program, lower)}",
                    found=shown,
                    limit="more, or another line",
                )
                return

    def _address(self, now: list[PaidLine], step: PaidStep) -> Address:
        return next((line.address for line in now if line.key == step.key), now[0].address)


def _same(line: PaidLine, other: PaidLine | None) -> bool:
    """Whether a line pays what another one does; a value that is not known is never the same."""
    if other is None:
        return False
    value, before = (each.percent if each.percent is not None else each.amount for each in (line, other))
    if not known(value) or not known(before) or WITHHELD in (line.months, other.months):
        return False
    return exact(value) == exact(before) and line.months == other.months
