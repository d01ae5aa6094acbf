"""TIE: how long it takes to get to a tier."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from partnerbook.checks.check import Check, Look
from partnerbook.checks.finding import Finding
from partnerbook.checks.reading import counted
from partnerbook.checks.tiers.steps import climbs, tier_name
from partnerbook.program.address import join
from partnerbook.program.fields import Whole


class TimeGate(Check[tuple[str, ...]]):
    """Subjects are ladders from the lowest tier up to the one that is judged."""

    code = "TIE006"
    name = "time-gate"
    severity = "note"
    family = "tiers"
    claim = "Minimum times agree with each other, and let a good partner reach a tier within two years."
    source = "ours; card, src2"
    why = "Two rules about time of which one is never reached confuse; a tier years away motivates nobody."
    remedy = "shorten the minimum times, or make them agree"

    def subjects(self, look: Look) -> Iterable[tuple[str, ...]]:
        return climbs(look.program)

    def judge(self, look: Look, subject: tuple[str, ...]) -> Iterator[Finding]:
        tier, held = subject[-1], look.program.tiers[subject[-1]]
        before = self._earliest(look, subject[:-1])
        in_program = self._months(look, held.min_months_in_program, tier, "min_months_in_program")
        at_below = 0
        if len(subject) > 1:
            at_below = self._months(look, held.min_months_at_tier_below, tier, "min_months_at_tier_below")
        month = before + at_below
        name = tier_name(look.program, tier)
        if in_program and month > in_program:
            yield self.finding(
                join("tiers", tier, "min_months_in_program"),
                f"{name} asks for {counted(in_program, 'month')} in the program, but the tier below and the "
                f"months there take {month}",
                found=counted(in_program, "month"),
                limit=counted(month, "month"),
                passes=month,
                because="the tier below and the months there",
            )
        latest = look.assumed("latest_tier_months")
        if max(month, in_program) > latest:
            yield self._late(look, tier, (in_program, month, before), latest)

    def _late(self, look: Look, tier: str, months: tuple[int, int, int], latest: float) -> Finding:
        in_program, month, before = months
        earliest = max(in_program, month)
        by_steps = month >= in_program
        field = "min_months_at_tier_below" if by_steps else "min_months_in_program"
        room = int(latest) - before if by_steps else int(latest)
        return self.finding(
            join("tiers", tier, field),
            f"{tier_name(look.program, tier)} can be reached in month {earliest} at the earliest, "
            f"later than month {int(latest)}",
            found=counted(earliest, "month"),
            limit=counted(int(latest), "month"),
            passes=room if room >= 0 else None,
            fix="" if room >= 0 else "shorten the minimum times of the tiers below",
            source="assumption latest_tier_months (ours)",
        )

    def _earliest(self, look: Look, tiers: tuple[str, ...]) -> int:
        month = 0
        for index, tier in enumerate(tiers):
            held = look.program.tiers[tier]
            if index:
                month += self._months(look, held.min_months_at_tier_below, tier, "min_months_at_tier_below")
            in_program = self._months(look, held.min_months_in_program, tier, "min_months_in_program")
            month = max(month, in_program)
        return month

    def _months(self, look: Look, value: Whole, tier: str, field: str) -> int:
        """Unset is no minimum; in the outside view it may be one."""
        if value is None and not look.is_outside:
            return 0
        return int(look.need(value, join("tiers", tier, field)))
