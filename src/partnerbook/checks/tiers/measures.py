"""TIE: whether what a tier asks for can be looked up by both sides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Final, Literal, TypeAlias

from partnerbook.checks.check import Check, Look, missing
from partnerbook.checks.finding import Finding
from partnerbook.checks.reading import named
from partnerbook.checks.tiers.steps import asks_nothing, tier_name
from partnerbook.program.address import join
from partnerbook.program.edit import Edit, Rename, Set
from partnerbook.program.fields import known
from partnerbook.program.tiers import Metric

WINDOWED: Final = ("revenue", "customers", "activity", "retention")
YEAR: Final = 12


Question: TypeAlias = Literal["declared", "place", "window"]


class Unmeasurable(Check[tuple[str, str, Question]]):
    """Subjects: a tier, a metric that it asks for, and what is asked of it; of a declared metric only once."""

    code = "TIE005"
    name = "unmeasurable"
    severity = "error"
    family = "tiers"
    claim = "Whatever a tier asks for is declared, is measured somewhere, and is counted over a window."
    source = "ours"
    why = "A requirement that nobody can look up ends in an argument about who belongs where."
    remedy = "declare the metric, say in which system it is measured, and over how many months"

    def subjects(self, look: Look) -> Iterable[tuple[str, str, Question]]:
        found: dict[tuple[str, str, Question], None] = {}
        for key, tier in look.program.tiers.items():
            for metric in tier.requires:
                if metric in look.program.metrics:
                    found["", metric, "place"] = None
                    found["", metric, "window"] = None
                else:
                    found[key, metric, "declared"] = None
        return list(found)

    def judge(self, look: Look, subject: tuple[str, str, Question]) -> Iterator[Finding]:
        tier, metric, question = subject
        if question == "declared":
            if not asks_nothing(look.program.tiers[tier].requires[metric]):
                yield self._undeclared(look, tier, metric)
        elif self._is_asked(look, metric):
            held = look.program.metrics[metric]
            yield from (self._place if question == "place" else self._window)(look, metric, held)

    def _is_asked(self, look: Look, metric: str) -> bool:
        return any(
            not asks_nothing(tier.requires.get(metric))
            for tier in look.program.tiers.values()
            if metric in tier.requires
        )

    def _undeclared(self, look: Look, tier: str, metric: str) -> Finding:
        at = join("tiers", tier, "requires", metric)
        others = [key for key in look.program.metrics if key not in look.program.tiers[tier].requires]
        near = get_close_matches(metric, others, n=1)
        edits: tuple[Edit, ...] = (Rename(at, near[0]),) if near else ()
        fix = f"rename it to {near[0]}" if near else f"declare it as {join('metrics', metric)}"
        return self.finding(
            at,
            f"{tier_name(look.program, tier)} asks for {named(None, metric)}, and no metric is declared with "
            f"this key",
            found=metric,
            limit="a declared metric",
            fix=fix,
            edits=edits,
        )

    def _place(self, look: Look, metric: str, held: Metric) -> Iterator[Finding]:
        at = join("metrics", metric, "measured_by")
        message = f"nobody says where {named(held, metric)} can be looked up"
        if not known(held.measured_by) or not held.measured_by.strip():
            value = held.measured_by or None
            yield self.absent(look, at, message, value=value, fix="name the system")
        elif missing(held.measured_by):
            yield self.finding(at, message, found=held.measured_by, limit="a system", fix="name the system")

    def _window(self, look: Look, metric: str, held: Metric) -> Iterator[Finding]:
        if look.need(held.measures, join("metrics", metric, "measures")) not in WINDOWED:
            return
        at = join("metrics", metric, "window_months")
        message = f"nobody says over how many months {named(held, metric)} is counted"
        if not known(held.window_months):
            fix = f"{YEAR} months is usual"
            yield self.absent(look, at, message, value=held.window_months, fix=fix, edits=(Set(at, YEAR),))
        elif held.window_months == 0:
            yield self.finding(at, message, found="0 months", limit="1 month or more", passes=YEAR)
