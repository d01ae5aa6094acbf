"""Who is paid what at which tier, and which tier is below which: the meaning of the format, no judgement.

Law: the pay of a track at a tier is the tier's line, else the track's own (from rank 1 up), else none. An
extra line is paid only at tiers that name it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from partnerbook.program.address import Address, join
from partnerbook.program.fields import Number, Whole, known
from partnerbook.program.program import Program
from partnerbook.program.tiers import Tier
from partnerbook.program.value import PayBase, PayKind, PayLine

MARGIN_KINDS = ("margin", "discount")


@dataclass(frozen=True, slots=True)
class PaidLine:
    """One line of what a track is paid, at one tier or at the track itself."""

    key: str
    """The track's key, or the key of the extra line."""
    track: str
    tier: str | None
    address: Address
    """Where the percentage is written (or would be, for a line without one)."""
    inherited: bool
    """Whether the tier takes it over from the track."""
    kind: PayKind | str | None
    percent: Number
    percent_from: Number
    amount: Whole
    base: PayBase | str | None
    months: Whole
    months_address: Address
    renewal_percent: Number
    registered_only: bool

    @property
    def is_main(self) -> bool:
        """Whether this is the track's own pay and no extra line."""
        return self.key == self.track

    @property
    def is_margin(self) -> bool:
        """Whether it is a reseller's margin: a discount is a margin off list."""
        return self.kind in MARGIN_KINDS


def ladder(program: Program, track: str) -> list[tuple[str, Tier]]:
    """The ranked tiers of a track, lowest first; tiers of one rank in the author's order."""
    found = [(key, tier) for key, tier in tiers_of(program, track) if known(tier.rank) and tier.rank > 0]
    return sorted(found, key=lambda pair: _rank(pair[1]))


def tiers_of(program: Program, track: str) -> Iterator[tuple[str, Tier]]:
    """All tiers that list a track, unranked ways in too, in the author's order."""
    return ((key, tier) for key, tier in program.tiers.items() if track in words(tier.tracks))


def below(program: Program, tier: str, track: str) -> tuple[str, Tier] | None:
    """The tier of the next lower rank that lists the same track; rank 0 counts."""
    rank = program.tiers[tier].rank
    if not known(rank):
        return None
    lower = [
        (key, other) for key, other in tiers_of(program, track) if known(other.rank) and _rank(other) < rank
    ]
    return max(lower, key=lambda pair: _rank(pair[1]), default=None)


def words(value: tuple[str, ...] | str | None) -> tuple[str, ...]:
    """The words of a list; none where it is unset, withheld or ``none``."""
    return value if isinstance(value, tuple) else ()


def _rank(tier: Tier) -> int:
    return tier.rank if known(tier.rank) else 0


def may_resell(program: Program, track: str, tier: str | None = None) -> bool | str | None:
    """Whether partners of a track sell in their own name, at a tier or in general."""
    if tier is not None and program.tiers[tier].may_resell is not None:
        return program.tiers[tier].may_resell
    return program.tracks[track].may_resell


def track_line(program: Program, track: str) -> PaidLine | None:
    """The track's own pay line, or ``None`` where it has none."""
    pay = program.tracks[track].pay
    return None if _is_unsaid(pay) else _own_line(pay, track, track, join("tracks", track, "pay", "percent"))


def extra_lines(program: Program, track: str) -> Iterator[tuple[str, PaidLine]]:
    """The extra lines that a track may earn, as declared, with their own percentage."""
    for key in extras_of(program, track):
        yield key, _own_line(program.extra_pay[key], key, track, join("extra_pay", key, "percent"))


def extras_of(program: Program, track: str) -> Iterator[str]:
    """The keys of the extra lines that a track may earn."""
    for key, extra in program.extra_pay.items():
        if extra.track == track or track in words(extra.tracks):
            yield key


def paid_lines(program: Program, track: str, tier: str) -> list[PaidLine]:
    """All lines that partners of a track are paid at a tier; empty where nothing is paid."""
    main = main_line(program, track, tier)
    extras = tier_extras(program, track, tier)
    return extras if main is None else [main, *extras]


def tier_extras(program: Program, track: str, tier: str) -> list[PaidLine]:
    """The extra lines that a tier names for a track."""
    held = program.tiers[tier]
    return [
        _tier_line(held, program.extra_pay[key], key, track, tier)
        for key in extras_of(program, track)
        if key in held.pay_percent
    ]


def main_line(program: Program, track: str, tier: str) -> PaidLine | None:
    """The track's own pay at a tier, extra lines left out; ``None`` where nothing is paid."""
    held, pay = program.tiers[tier], program.tracks[track].pay
    if track in held.pay_percent:
        return _tier_line(held, pay, track, track, tier)
    if not known(held.rank) or held.rank == 0 or _is_unsaid(pay):
        return None
    return _inherited_line(held, pay, track, tier)


def _is_unsaid(pay: PayLine) -> bool:
    return pay.kind is None and pay.percent is None and pay.amount is None


def _own_line(pay: PayLine, key: str, track: str, at: Address) -> PaidLine:
    return PaidLine(
        key=key,
        track=track,
        tier=None,
        address=at,
        inherited=False,
        kind=pay.kind,
        percent=pay.percent,
        percent_from=pay.percent_from,
        amount=pay.amount,
        base=pay.base,
        months=pay.months,
        months_address=at.removesuffix("percent") + "months",
        renewal_percent=pay.renewal_percent,
        registered_only=pay.registered_only is True,
    )


def _inherited_line(held: Tier, pay: PayLine, track: str, tier: str) -> PaidLine:
    own = _own_line(pay, track, track, join("tracks", track, "pay", "percent"))
    if track not in held.pay_months:
        return replace(own, tier=tier, inherited=True)
    at = join("tiers", tier, "pay_months", track)
    return replace(own, tier=tier, inherited=True, months=held.pay_months[track], months_address=at)


def _tier_line(held: Tier, pay: PayLine, key: str, track: str, tier: str) -> PaidLine:
    own_months = key not in held.pay_months
    table = ("tracks", track, "pay") if key == track else ("extra_pay", key)
    return PaidLine(
        key=key,
        track=track,
        tier=tier,
        address=join("tiers", tier, "pay_percent", key),
        inherited=False,
        kind=pay.kind,
        percent=held.pay_percent[key],
        percent_from=None,
        amount=None,
        base=pay.base,
        months=pay.months if own_months else held.pay_months[key],
        months_address=join(*table, "months") if own_months else join("tiers", tier, "pay_months", key),
        renewal_percent=pay.renewal_percent,
        registered_only=pay.registered_only is True,
    )
