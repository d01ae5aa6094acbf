"""PAY: what resellers earn on a sale, its floor and its usual height."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import partial
from typing import Final

from partnerbook.checks.check import Check, Look
from partnerbook.checks.computed import computed, short, waiting_for
from partnerbook.checks.finding import Finding
from partnerbook.checks.pay.lines import (
    Spot,
    all_spots,
    as_written,
    extras_at,
    is_paid,
    is_ranked,
    kind_of,
    line_at,
    lines_at,
    main_spots,
    once_each,
    place,
    resells_at,
    stages_of,
    unpaid_here,
    worst_at,
    written_at,
)
from partnerbook.checks.reading import amount, any_of, named, percent
from partnerbook.economics.of_program import EffectiveMargin, Missing, effective_margin, line_percent
from partnerbook.program.address import join
from partnerbook.program.fields import known
from partnerbook.program.ladder import MARGIN_KINDS, PaidLine

FLOOR: Final = 20
"""Percent. Below it resellers turn to other vendors (card, src3)."""
USUAL: Final = 30
"""Percent. The upper end of what resellers usually get (card, src3)."""


def reseller_line(look: Look, spot: Spot, tier: str | None) -> PaidLine | None:
    """The line of a spot at a tier, if it is a margin of partners that may resell.

    Raises:
        Waits: it is not known whether it is.
    """
    line = line_at(look.program, spot, tier)
    if line is None or (known(line.kind) and line.kind not in MARGIN_KINDS):
        return None
    if not resells_at(look, spot.track, tier) or kind_of(look, line) not in MARGIN_KINDS:
        return None
    return None if unpaid_here(look.program, line) else line


class MarginBelowFloor(Check[Spot]):
    code = "PAY001"
    name = "margin-below-floor"
    severity = "error"
    family = "pay"
    claim = "Partners who resell keep at least 20 % of what they sell, their annual fee taken off."
    source = "card, src3"
    why = (
        "A reseller that earns less than elsewhere sells the other vendor's product; "
        "what it gets only on registered deals does not carry the rest."
    )
    remedy = "raise the margin to 20 % or more, or lower the annual fee"

    def subjects(self, look: Look) -> Iterable[Spot]:
        return all_spots(look.program)

    def judge(self, look: Look, subject: Spot) -> Iterator[Finding]:
        return worst_at(subject, lambda tier: self._at(look, subject, tier))

    def _at(self, look: Look, spot: Spot, tier: str | None) -> tuple[Decimal, Finding] | None:
        if not is_ranked(look, tier):
            return None
        line = reseller_line(look, spot, tier)
        if line is None or line.registered_only:
            return None
        paid = computed(line_percent(look.program, line))
        margin = effective_margin(look.program, line)
        if isinstance(margin, Missing):
            if paid >= FLOOR:
                raise waiting_for(margin)
            return FLOOR - paid, self._below(look, line, paid)
        if margin.effective_percent >= FLOOR:
            return None
        return FLOOR - margin.effective_percent, self._after_fee(look, line, margin)

    def _below(self, look: Look, line: PaidLine, paid: Decimal) -> Finding:
        """Below the floor whatever the fee is: how much more the fee asks for is not known."""
        return self.finding(
            written_at(line),
            f"{percent(short(paid))} is below the {FLOOR} % floor",
            found=percent(short(paid)),
            limit=f"{FLOOR} %",
            fix=f"pay {FLOOR} % or more, and what covers the annual fee",
        )

    def _after_fee(self, look: Look, line: PaidLine, margin: EffectiveMargin) -> Finding:
        kept = percent(short(margin.effective_percent))
        message = f"{kept} is below the {FLOOR} % floor"
        if margin.fee:
            message = (
                f"{percent(short(margin.percent))} less the annual fee of {amount(look, margin.fee)} on "
                f"{amount(look, margin.revenue)} of revenue leaves {kept}, below the {FLOOR} % floor"
            )
        enough = margin.percent_for(FLOOR)
        passes = as_written(look.program, line, enough) if enough <= 100 else None
        fix = "" if passes is not None else "lower the annual fee: no margin covers it"
        return self.finding(written_at(line), message, found=kept, limit=f"{FLOOR} %", passes=passes, fix=fix)


class AboveTypical(Check[Spot]):
    code = "PAY005"
    name = "above-typical"
    severity = "note"
    family = "pay"
    claim = "Resellers usually get 20-30 %; what is above has to pay for us as well."
    source = "card, src3"
    why = "Generous pay is no mistake, but it is taken from the contribution of every partner deal."
    remedy = "look at our side of a deal before it is promised"

    def subjects(self, look: Look) -> Iterable[Spot]:
        return all_spots(look.program)

    def judge(self, look: Look, subject: Spot) -> Iterator[Finding]:
        return worst_at(subject, lambda tier: self._at(look, subject, tier))

    def _at(self, look: Look, spot: Spot, tier: str | None) -> tuple[Decimal, Finding] | None:
        line = reseller_line(look, spot, tier)
        if line is None:
            return None
        paid = computed(line_percent(look.program, line))
        if paid <= USUAL:
            return None
        shown = percent(short(paid, up=True))
        return paid, self.finding(
            written_at(line),
            f"{shown} is above the {USUAL} % that resellers usually get; look at our side of a deal",
            found=shown,
            limit=f"{USUAL} %",
            passes=as_written(look.program, line, Decimal(USUAL), up=False),
        )


class ResaleCalledCommission(Check[str | Spot]):
    code = "PAY009"
    name = "resale-called-commission"
    severity = "warning"
    family = "pay"
    claim = "Partners who resell are paid a margin or a discount, so that the floor is tested."
    source = "card, src3"
    why = (
        "Whoever sells in its own name lives on the difference between two prices. "
        "Pay of another kind would never be held against the floor."
    )
    remedy = "say that it is a margin or a discount, or that these partners do not resell"

    def subjects(self, look: Look) -> Iterable[str | Spot]:
        yield from look.program.tracks
        yield from main_spots(look.program)

    def judge(self, look: Look, subject: str | Spot) -> Iterator[Finding]:
        if isinstance(subject, str):
            return self._called(look, subject)
        return once_each(subject, lambda tier: self._tested(look, subject.track, tier))

    def _called(self, look: Look, track: str) -> Iterator[Finding]:
        """Whether pay of another kind is called what it is: once a track."""
        main = look.program.tracks[track].pay
        if main.kind in MARGIN_KINDS:
            return
        tiers = stages_of(look.program, track)
        if not any_of(partial(self._lacks_margin, look, track, tier) for tier in tiers):
            return
        at = join("tracks", track, "pay", "kind")
        who = named(look.program.tracks[track], track)
        if main.kind is None and main.amount is None:
            yield self.absent(look, at, f"{who} may resell, and nothing says that they are paid a margin")
            return
        kind = look.need(main.kind or "bounty", at)
        yield self.finding(
            at,
            f"{who} may resell and are paid as {kind}: the {FLOOR} % floor would not be tested",
            found=kind,
            limit="margin or discount",
            passes="margin",
        )

    def _lacks_margin(self, look: Look, track: str, tier: str | None) -> bool:
        """Whether a track that is paid otherwise resells at a tier, and no extra line is a margin there."""
        if not is_ranked(look, tier) or not resells_at(look, track, tier):
            return False
        extras = [line for line in extras_at(look.program, track, tier) if _is_tested(line)]
        return all(is_paid(line) is False for line in extras)

    def _tested(self, look: Look, track: str, tier: str | None) -> Iterator[Finding]:
        """Whether a track that is paid a margin gets one that every partner gets on every deal."""
        if look.program.tracks[track].pay.kind not in MARGIN_KINDS:
            return
        if not is_ranked(look, tier) or not resells_at(look, track, tier):
            return
        lines = lines_at(look.program, track, tier)
        tested = [line for line in lines if _is_tested(line)]
        if any(is_paid(line) is not False for line in tested):
            return
        if tested and not any(is_paid(line) for line in lines):
            return  # the margin of 0 is all there is, and held against the floor
        yield self._untested(look, track, tier, lines)

    def _untested(self, look: Look, track: str, tier: str | None, lines: list[PaidLine]) -> Finding:
        """The track is paid a margin, but here none that every partner gets on every deal."""
        where = place(look.program, track, tier)
        main = next((line for line in lines if line.key == track), None)
        if main is not None and main.registered_only:
            return self.finding(
                join("tracks", track, "pay", "registered_only"),
                f"{where} gets a margin on registered deals only: the {FLOOR} % floor would not be tested",
                found="yes",
                limit="no",
                passes=False,
            )
        at = main.address if main is not None else join("tracks", track, "pay", "percent")
        return self.finding(
            at,
            f"{where} may resell and gets no margin: the {FLOOR} % floor would not be tested",
            found=percent(0),
            limit=f"{FLOOR} %",
            passes=FLOOR,
        )


def _is_tested(line: PaidLine) -> bool:
    """Whether the floor is tested on a line."""
    return line.is_margin and not line.registered_only
