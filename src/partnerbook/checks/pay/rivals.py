"""Which competitors are comparable with a line of ours: the same type, kind and level, and no other base."""

from __future__ import annotations

from decimal import Decimal
from typing import Final, Literal, TypeAlias

from partnerbook.checks.check import Look
from partnerbook.checks.computed import computed
from partnerbook.checks.finding import Waits
from partnerbook.checks.reading import hidden
from partnerbook.economics.of_program import competitor_present_value, main_line
from partnerbook.program.address import join
from partnerbook.program.fields import WITHHELD
from partnerbook.program.ladder import PaidLine, ladder, tiers_of
from partnerbook.program.value import Competitor

Level: TypeAlias = Literal["entry", "top"]
LEVELS: Final[tuple[Level, ...]] = ("entry", "top")
_SAME: Final = {"discount": "margin", "bounty": "commission"}
"""A discount is a margin off list; a bounty divided by the deal size is a commission."""


def line_of_level(look: Look, track: str, level: Level) -> PaidLine | None:
    """The track's pay at its lowest or highest ranked tier; its own where it has no ranked tier.

    Raises:
        Waits: a tier's rank is not known.
    """
    for key, tier in tiers_of(look.program, track):
        look.need(tier.rank, join("tiers", key, "rank"))
    steps = ladder(look.program, track)
    if not steps:
        return main_line(look.program, track, None)
    return main_line(look.program, track, steps[0 if level == "entry" else -1][0])


def rivals(look: Look, track: str, level: Level, line: PaidLine, kind: str) -> list[Decimal]:
    """What each comparable competitor's pay is worth, in percent of the first year's value.

    Raises:
        Waits: one of them may be comparable, and something about it is withheld.
    """
    wanted = {"type": look.program.tracks[track].type, "level": level, "kind": _SAME.get(kind, kind)}
    return [
        computed(competitor_present_value(look.program, key))
        for key, rival in look.program.competitors.items()
        if _comparable(look, key, rival, wanted, line.base)
    ]


def _comparable(
    look: Look, key: str, rival: Competitor, wanted: dict[str, str | None], base: str | None
) -> bool:
    held = {"type": rival.type, "level": rival.level, "kind": _kind(rival)}
    unknown = [name for name in wanted if hidden(look, held[name])]
    if any(held[name] != wanted[name] for name in wanted if name not in unknown):
        return False
    if unknown:
        at = join("competitors", key, unknown[0])
        raise Waits(at, withheld=held[unknown[0]] == WITHHELD)
    if WITHHELD in (base, rival.base):
        raise Waits(join("competitors", key, "base"), withheld=rival.base == WITHHELD)
    return base is None or rival.base is None or base == rival.base


def _kind(rival: Competitor) -> str | None:
    if rival.kind is None and rival.amount is not None:
        return "commission"
    return _SAME.get(str(rival.kind), rival.kind)
