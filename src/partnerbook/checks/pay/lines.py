"""Which written values decide what a track is paid, and where: what the checks of pay judge.

The pay of a track at a tier is the tier's line, else the track's (rank 1 and up), else none. An inherited
line stands once, at the track, however many tiers take it over; the track's own line is judged only if no
ranked tier lists the track; an extra line's own percentage only if no tier names it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import ROUND_CEILING, Decimal
from typing import Any, NamedTuple

from partnerbook.checks.check import Look, exact
from partnerbook.checks.finding import Finding, Waits
from partnerbook.checks.reading import named
from partnerbook.economics.exact import HUNDRED, plain
from partnerbook.program.address import Address, join
from partnerbook.program.fields import WITHHELD, known
from partnerbook.program.ladder import (
    PaidLine,
    extra_lines,
    extras_of,
    main_line,
    may_resell,
    paid_lines,
    tier_extras,
    tiers_of,
    track_line,
)
from partnerbook.program.program import Program


class Spot(NamedTuple):
    """One written value of pay, and the tiers at which it is paid."""

    track: str
    key: str
    """The track's key, or the key of the extra line."""
    tiers: tuple[str | None, ...]
    """``None``: as the track (or the extra line) says, at no tier."""

    @property
    def is_main(self) -> bool:
        """Whether it is the track's own pay and no extra line."""
        return self.key == self.track


def main_spots(program: Program) -> Iterator[Spot]:
    """Every value that decides the own pay of a track."""
    for track in program.tracks:
        yield from _main_spots(program, track)


def _main_spots(program: Program, track: str) -> Iterator[Spot]:
    inheriting: list[str] = []
    tiered = False
    for key, tier in tiers_of(program, track):
        is_ranked = known(tier.rank) and tier.rank > 0
        tiered = tiered or is_ranked or not known(tier.rank)
        if track in tier.pay_percent:
            yield Spot(track, track, (key,))
        elif is_ranked:
            inheriting.append(key)
    if inheriting:
        yield Spot(track, track, tuple(inheriting))
    elif not tiered:
        yield Spot(track, track, (None,))


def all_spots(program: Program) -> Iterator[Spot]:
    """Every value that decides the pay of a track, extra lines included."""
    for track in program.tracks:
        yield from _main_spots(program, track)
        for key in extras_of(program, track):
            yield from _extra_spots(program, track, key)


def _extra_spots(program: Program, track: str, key: str) -> Iterator[Spot]:
    found = [Spot(track, key, (tier,)) for tier, held in tiers_of(program, track) if key in held.pay_percent]
    if found:
        yield from found
    elif not any(key in tier.pay_percent for tier in program.tiers.values()):
        yield Spot(track, key, (None,))


def stages(program: Program) -> Iterator[tuple[str, str | None]]:
    """Each track at each of its ranked tiers, or by itself where it has none.

    A tier whose rank is not known counts: whoever judges it waits for the rank.
    """
    for track in program.tracks:
        yield from ((track, tier) for tier in stages_of(program, track))


def stages_of(program: Program, track: str) -> Sequence[str | None]:
    """The same for one track: its ranked tiers, or ``None`` alone."""
    return [key for key, tier in tiers_of(program, track) if tier.rank != 0] or (None,)


def line_at(program: Program, spot: Spot, tier: str | None) -> PaidLine | None:
    """The line of a spot at one of its tiers; ``None`` where nothing at all is said about it."""
    if spot.is_main:
        return track_line(program, spot.track) if tier is None else main_line(program, spot.track, tier)
    lines = [line for _, line in extra_lines(program, spot.track)]
    if tier is not None:
        lines = paid_lines(program, spot.track, tier)
    return next((line for line in lines if line.key == spot.key), None)


def lines_at(program: Program, track: str, tier: str | None) -> list[PaidLine]:
    """All lines that a track is paid at a tier; without a tier its own, and extra lines no tier names."""
    if tier is not None:
        return paid_lines(program, track, tier)
    own = track_line(program, track)
    return [*([] if own is None else [own]), *extras_at(program, track, None)]


def extras_at(program: Program, track: str, tier: str | None) -> list[PaidLine]:
    """The extra lines that a track is paid at a tier; without a tier those that no tier names."""
    if tier is not None:
        return tier_extras(program, track, tier)
    return [
        line
        for key, line in extra_lines(program, track)
        if not any(key in held.pay_percent for held in program.tiers.values())
    ]


def is_ranked(look: Look, tier: str | None) -> bool:
    """Whether pay is judged here by the rows from which rank 0 is exempt: at no tier, or at a ranked one.

    Raises:
        Waits: the rank is not known.
    """
    if tier is None:
        return True
    return look.need(look.program.tiers[tier].rank, join("tiers", tier, "rank")) > 0


def resells_at(look: Look, track: str, tier: str | None) -> bool:
    """Whether a track's partners sell in their own name at a tier. Unset is no, but for a VAR track.

    Raises:
        Waits: it is not known.
    """
    value = may_resell(look.program, track, tier)
    if known(value):
        return value is True
    kind = look.program.tracks[track].type
    if value == WITHHELD or kind == "var" or (look.is_outside and kind != "referral"):
        written_at_tier = tier is not None and look.program.tiers[tier].may_resell is not None
        at = (
            join("tiers", str(tier), "may_resell") if written_at_tier else join("tracks", track, "may_resell")
        )
        raise Waits(at, withheld=value == WITHHELD)
    return False


def kind_of(look: Look, line: PaidLine) -> str:
    """How a line is paid.

    Raises:
        Waits: nobody says.
    """
    if line.kind is None and line.amount is not None:
        return "bounty"
    return look.need(line.kind, kind_address(line))


def kind_address(line: PaidLine) -> Address:
    """Where the kind of a line is written."""
    return join("tracks", line.track, "pay", "kind") if line.is_main else join("extra_pay", line.key, "kind")


def is_sum(line: PaidLine) -> bool:
    """Whether the line is a sum for each deal and no percentage."""
    return line.percent is None and line.amount is not None


def written_at(line: PaidLine) -> Address:
    """Where the value is that a person would change: the percentage, or the sum."""
    return line.address.removesuffix("percent") + "amount" if is_sum(line) else line.address


def as_written(program: Program, line: PaidLine, percent: Decimal, up: bool = True) -> Any:
    """A percentage as the line writes its pay: itself, or a sum for a deal of our size."""
    if not is_sum(line):
        return plain(percent)
    size = program.company.average_contract_value
    if not known(size):
        return None
    cents = percent * exact(size) / HUNDRED
    return int(cents.to_integral_value(ROUND_CEILING)) if up else int(cents)


def is_paid(line: PaidLine) -> bool | None:
    """Whether a line pays anything; ``None``: it is not known. A vendor's take is not pay."""
    if line.kind == "vendor-take":
        return False
    value = line.amount if is_sum(line) else line.percent
    return value > 0 if known(value) else None


def unpaid_here(program: Program, line: PaidLine) -> bool:
    """Whether a line of 0 stands among others that pay: it is then not paid at all, and not judged."""
    if is_paid(line) is not False:
        return False
    return any(is_paid(other) for other in lines_at(program, line.track, line.tier))


def place(program: Program, track: str, tier: str | None) -> str:
    """Who is paid, in words: ``Gold``, or the track where there is no tier."""
    if tier is not None:
        return named(program.tiers[tier], tier)
    return named(program.tracks[track], track)


def worst_at(spot: Spot, judge: Callable[[str | None], tuple[Decimal, Finding] | None]) -> Iterator[Finding]:
    """What there is to say about a spot: once, for the tier at which it is worst (the highest number).

    Raises:
        Waits: a tier cannot be judged; what the others gave comes first.
    """
    found: list[tuple[Decimal, Finding]] = []
    waits: Waits | None = None
    for tier in spot.tiers:
        try:
            said = judge(tier)
        except Waits as each:
            waits = waits or each
            continue
        if said is not None:
            found.append(said)
    if found:
        yield max(found, key=lambda pair: pair[0])[1]
    if waits is not None:
        raise waits


def once_each(spot: Spot, judge: Callable[[str | None], Iterable[Finding]]) -> Iterator[Finding]:
    """What there is to say about a spot at its tiers: at each address once.

    Raises:
        Waits: a tier cannot be judged; what the others gave comes first.
    """
    found: dict[Address, Finding] = {}
    waits: Waits | None = None
    for tier in spot.tiers:
        try:
            for finding in judge(tier):
                found.setdefault(finding.address, finding)
        except Waits as each:
            waits = waits or each
    yield from found.values()
    if waits is not None:
        raise waits
