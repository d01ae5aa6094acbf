"""TIE: what a tier gives, by itself and against the tier below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from partnerbook.checks.check import Check, Look, exact, missing
from partnerbook.checks.finding import Finding, Waits
from partnerbook.checks.reading import named
from partnerbook.checks.tiers.steps import tier_name
from partnerbook.program.address import join
from partnerbook.program.fields import WITHHELD, known
from partnerbook.program.ladder import PaidLine, below, paid_lines, words
from partnerbook.program.tiers import Tier


class EmptyTier(Check[str]):
    code = "TIE002"
    name = "empty-tier"
    severity = "error"
    family = "tiers"
    claim = "Every tier gives something, and something that the tier below does not."
    source = "card"
    why = "Nobody works for a name on a badge: a tier that gives nothing new is not climbed."
    remedy = "give it a benefit of its own, a better one, or higher pay"

    def subjects(self, look: Look) -> Iterable[str]:
        return list(look.program.tiers)

    def judge(self, look: Look, subject: str) -> Iterator[Finding]:
        tier = look.program.tiers[subject]
        tracks = [track for track in dict.fromkeys(words(tier.tracks)) if track in look.program.tracks]
        if self._gives_nothing(look, subject, tracks):
            yield self._nothing(look, subject, tier)
            return
        same: list[tuple[str, str]] = []
        waits: Waits | None = None
        for track in tracks:
            lower = below(look.program, subject, track)
            try:
                if lower is not None and not self._gives_more(look, track, subject, lower[0]):
                    same.append((track, lower[0]))
            except Waits as each:
                waits = waits or each
        if same:
            yield self._same(look, subject, same)
        if waits is not None:
            raise waits

    def _gives_nothing(self, look: Look, tier: str, tracks: list[str]) -> bool:
        """Whether nothing is given; waits where something may be.

        Raises:
            Waits: all that is written is withheld.
        """
        benefits = dict(look.program.tiers[tier].benefits.items())
        if any(not missing(text) for text in benefits.values()):
            return False
        values = [
            (line.address, line.amount if line.percent is None else line.percent)
            for track in tracks
            for line in paid_lines(look.program, track, tier)
            if line.kind != "vendor-take"
        ]
        if any(known(value) and value > 0 for _, value in values):
            return False
        for at, value in values:
            if value == WITHHELD:
                raise Waits(at, withheld=True)
        return True

    def _nothing(self, look: Look, tier: str, held: Tier) -> Finding:
        at = join("tiers", tier, "benefits")
        name = tier_name(look.program, tier)
        message = f"{name} gives neither benefits nor pay"
        written = len(held.benefits) > 0 or len(held.pay_percent) > 0
        return self.absent(look, at, message, value=() if written and look.is_outside else None)

    def _same(self, look: Look, tier: str, same: list[tuple[str, str]]) -> Finding:
        lower = tier_name(look.program, same[0][1])
        tracks = ", ".join(named(look.program.tracks[track], track) for track, _ in same[:3])
        name = tier_name(look.program, tier)
        return self.finding(
            join("tiers", tier, "benefits"),
            f"{name} gives {tracks} nothing that {lower} below it does not",
            limit="a new benefit, a better one, or higher pay",
        )

    def _gives_more(self, look: Look, track: str, tier: str, lower: str) -> bool:
        """Whether a tier gives what the lower one does not: a new key, another text, higher pay.

        Raises:
            Waits: it does only if something that is withheld or unset differs.
        """
        unsure: Waits | None = None
        under = look.program.tiers[lower].benefits
        for key, text in look.program.tiers[tier].benefits.items():
            before = under.get(key)
            if text is None or missing(text):
                continue
            if WITHHELD in (text, before):
                owner = tier if text == WITHHELD else lower
                unsure = unsure or Waits(join("tiers", owner, "benefits", key), withheld=True)
            elif before is None or missing(before) or text.strip() != before.strip():
                return True
        for line in paid_lines(look.program, track, tier):
            try:
                if self._pays_more(look, line, track, lower):
                    return True
            except Waits as each:
                unsure = unsure or each
        if unsure is not None:
            raise unsure
        return False

    def _pays_more(self, look: Look, line: PaidLine, track: str, lower: str) -> bool:
        if line.kind == "vendor-take":
            return False
        before = next((each for each in paid_lines(look.program, track, lower) if each.key == line.key), None)
        now = self._paid(look, line)
        if before is None or before.percent == 0:
            return now > 0
        then = self._paid(look, before)
        return exact(now) > exact(then) or (exact(now) == exact(then) and _longer(line, before))

    def _paid(self, look: Look, line: PaidLine) -> float:
        value = line.amount if line.percent is None and line.amount is not None else line.percent
        return look.need(value, line.address)


def _longer(line: PaidLine, before: PaidLine) -> bool:
    """Whether the same percentage is paid for more months; 0 is as long as the customer stays."""
    if not known(line.months) or not known(before.months) or before.months == 0:
        return False
    return line.months == 0 or line.months > before.months
