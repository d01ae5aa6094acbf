"""Who is paid what at which tier, and which tier is below which: the meaning of the format, no judgement.

Law: the pay of a track at a tier is the tier's line, else the track's own (from rank 1 up), else none. An
extra line is paid only at tiers that name it.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnerbook.program.address import Address, join
from partnerbook.program.fields import Number, Whole, known
from partnerbook.program.program import Program
from partnerbook.program.tiers import Tier
from partnerbook.program.value import PayBase, PayKind, PayLine
from partnerbook.record import record

MARGIN_KINDS = ("margin", "discount")


@record(eq=False)
class PaidLine:
    """One line of what a track is paid, at one tier or at the track itself.

    Values are looked up when they are asked for: a check that reads the percentage alone depends on no more.
    """

    key: str
    """The track's key, or the key of the extra line."""
    track: str
    tier: str | None
    pay: PayLine
    """As declared, at the track or as an extra line."""
    held: Tier | None = None
    """The tier at which it is paid."""
    inherited: bool = False
    """Whether the tier takes it over from the track."""
    instead: Number = None
    """A percentage that is tried instead of what is written."""

    @property
    def is_main(self) -> bool:
        """Whether this is the track's own pay and no extra line."""
        return self.key == self.track

    @property
    def is_margin(self) -> bool:
        """Whether it is a reseller's margin: a discount is a margin off list."""
        return self.kind in MARGIN_KINDS

    @property
    def _is_tiers_own(self) -> bool:
        return self.held is not None and not self.inherited

    @property
    def address(self) -> Address:
        """Where the percentage is written (or would be, for a line without one)."""
        if self._is_tiers_own:
            return join("tiers", str(self.tier), "pay_percent", self.key)
        return self._own("percent")

    def _own(self, name: str) -> Address:
        return join("tracks", self.key, "pay", name) if self.is_main else join("extra_pay", self.key, name)

    @property
    def kind(self) -> PayKind | str | None:
        """How it is paid."""
        return self.pay.kind

    @property
    def percent(self) -> Number:
        """What is paid, in percent of the base."""
        if self.instead is not None:
            return self.instead
        if self.held is not None and not self.inherited:
            return self.held.pay_percent[self.key]
        return self.pay.percent

    @property
    def percent_from(self) -> Number:
        """The lower end of a range; `percent` is the upper one."""
        return None if self._is_tiers_own else self.pay.percent_from

    @property
    def amount(self) -> Whole:
        """A sum for each deal instead of a percentage."""
        return None if self._is_tiers_own or self.instead is not None else self.pay.amount

    @property
    def base(self) -> PayBase | str | None:
        """Of what the percentage is taken."""
        return self.pay.base

    @property
    def _has_own_months(self) -> bool:
        return self.held is not None and self.key in self.held.pay_months

    @property
    def months(self) -> Whole:
        """How long it is paid; 0: as long as the customer stays."""
        return self.held.pay_months[self.key] if self.held and self._has_own_months else self.pay.months

    @property
    def months_address(self) -> Address:
        """Where that is written."""
        if self._has_own_months:
            return join("tiers", str(self.tier), "pay_months", self.key)
        return self._own("months")

    @property
    def renewal_percent(self) -> Number:
        """What is paid on renewals."""
        return self.pay.renewal_percent

    @property
    def registered_only(self) -> bool:
        """Whether it is paid on registered deals alone."""
        return self.pay.registered_only is True


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
    return None if _is_unsaid(pay) else PaidLine(track, track, None, pay)


def extra_lines(program: Program, track: str) -> Iterator[tuple[str, PaidLine]]:
    """The extra lines that a track may earn, as declared, with their own percentage."""
    for key in extras_of(program, track):
        yield key, PaidLine(key, track, None, program.extra_pay[key])


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
        PaidLine(key, track, tier, program.extra_pay[key], held)
        for key in extras_of(program, track)
        if key in held.pay_percent
    ]


def main_line(program: Program, track: str, tier: str) -> PaidLine | None:
    """The track's own pay at a tier, extra lines left out; ``None`` where nothing is paid."""
    held, pay = program.tiers[tier], program.tracks[track].pay
    if track in held.pay_percent:
        return PaidLine(track, track, tier, pay, held)
    if not known(held.rank) or held.rank == 0 or _is_unsaid(pay):
        return None
    return PaidLine(track, track, tier, pay, held, inherited=True)


def _is_unsaid(pay: PayLine) -> bool:
    return pay.kind is None and pay.percent is None and pay.amount is None
