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
from partnerbook.program.value import PayBase, PayKind, PayLine, Track

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
    if pay.kind is None and pay.percent is None and pay.amount is None:
        return None
    return _line(pay, track, track, None, join("tracks", track, "pay", "percent"), pay.percent)


def extra_lines(program: Program, track: str) -> Iterator[tuple[str, PaidLine]]:
    """The extra lines that a track may earn, as declared, with their own percentage."""
    for key, extra in program.extra_pay.items():
        if extra.track == track or track in words(extra.tracks):
            yield key, _line(extra, key, track, None, join("extra_pay", key, "percent"), extra.percent)


def paid_lines(program: Program, track: str, tier: str) -> list[PaidLine]:
    """All lines that partners of a track are paid at a tier; empty where nothing is paid."""
    lines = [line for line in [_main_line(program, track, tier)] if line is not None]
    held = program.tiers[tier]
    for key, own in extra_lines(program, track):
        if key in held.pay_percent:
            lines.append(_at_tier(held, own, key, tier))
    return lines


def _main_line(program: Program, track: str, tier: str) -> PaidLine | None:
    held = program.tiers[tier]
    own = _track_as_line(program.tracks[track], track)
    if track in held.pay_percent:
        return _at_tier(held, own, track, tier)
    if not known(held.rank) or held.rank == 0 or track_line(program, track) is None:
        return None
    return replace(own, tier=tier, inherited=True, months=_months(held, own, track))


def _track_as_line(track: Track, key: str) -> PaidLine:
    return _line(track.pay, key, key, None, join("tracks", key, "pay", "percent"), track.pay.percent)


def _at_tier(held: Tier, own: PaidLine, key: str, tier: str) -> PaidLine:
    return PaidLine(
        key=own.key,
        track=own.track,
        tier=tier,
        address=join("tiers", tier, "pay_percent", key),
        inherited=False,
        kind=own.kind,
        percent=held.pay_percent[key],
        percent_from=None,
        amount=None,
        base=own.base,
        months=_months(held, own, key),
        months_address=_months_address(held, own, key, tier),
        renewal_percent=own.renewal_percent,
        registered_only=own.registered_only,
    )


def _months(held: Tier, own: PaidLine, key: str) -> Whole:
    return held.pay_months.get(key, own.months)


def _months_address(held: Tier, own: PaidLine, key: str, tier: str) -> Address:
    return join("tiers", tier, "pay_months", key) if key in held.pay_months else own.months_address


def _line(pay: PayLine, key: str, track: str, tier: str | None, at: Address, percent: Number) -> PaidLine:
    return PaidLine(
        key=key,
        track=track,
        tier=tier,
        address=at,
        inherited=False,
        kind=pay.kind,
        percent=percent,
        percent_from=pay.percent_from,
        amount=pay.amount,
        base=pay.base,
        months=pay.months,
        months_address=at.removesuffix("percent") + "months",
        renewal_percent=pay.renewal_percent,
        registered_only=pay.registered_only is True,
    )
