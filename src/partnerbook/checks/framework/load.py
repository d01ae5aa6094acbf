"""FRM015: for how many partners somebody is there."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from partnerbook.checks.check import Check, Look, exact
from partnerbook.checks.finding import Finding, Waits
from partnerbook.checks.framework.managed import by_manager
from partnerbook.checks.framework.team import FULL_TIME, allocation_at, new_manager, share
from partnerbook.checks.reading import counted, free_key, named
from partnerbook.checks.tally import SIGNED_STAGES, tally
from partnerbook.economics.exact import plain
from partnerbook.program.address import join
from partnerbook.program.company import TeamMember
from partnerbook.program.edit import Add, Set

PER_MANAGER: Final = 30
"""Active partners that one manager looks after at most (card, src4)."""
SPREAD_PEOPLE: Final = 3
SPREAD_PARTNERS: Final = 3
"""So many people with so few partners each: the card's ten account executives with two or three."""
MOST_ADDED: Final = 5
"""A fix adds no more managers than these at once."""


class ManagersOverloaded(Check[str]):
    code = "FRM015"
    name = "managers-overloaded"
    severity = "warning"
    family = "framework"
    claim = (
        "A full-time manager looks after 30 active partners at most, "
        "and partners are not spread over people who have a few each."
    )
    source = "card, src4"
    why = "One manager with 20-30 partners does better than ten account executives with two or three each."
    remedy = "give the partners to a dedicated manager"

    def subjects(self, look: Look) -> Iterable[str]:
        return ("load", "spread")

    def judge(self, look: Look, subject: str) -> Iterator[Finding]:
        yield from self._load(look) if subject == "load" else self._spread(look)

    def _load(self, look: Look) -> Iterator[Finding]:
        managers = _full_time_managers(look)
        active = tally(look.program.partners).of("active")
        if managers <= 0:
            return
        if active <= PER_MANAGER * managers:
            look.listed("partners", "partners")
            return
        look.listed("team", "team")
        more = math.ceil(Decimal(active) / PER_MANAGER - managers)
        yield self.finding(
            new_manager(look).address,
            f"{counted(active, 'active partner')} are more than {PER_MANAGER} "
            f"for each of {counted(plain(managers), 'full-time manager')}",
            found=f"{round(active / managers)} each",
            limit=f"{PER_MANAGER} each",
            fix=f"add {counted(more, 'full-time manager')}",
            edits=_added(look, more) if more <= MOST_ADDED else (),
        )

    def _spread(self, look: Look) -> Iterator[Finding]:
        spread = _spread_over(look)
        if len(spread) < SPREAD_PEOPLE:
            return
        partners = look.program.partners
        moved = [
            key for key, held in partners.items() if held.manager in spread and held.stage in SIGNED_STAGES
        ]
        best = _best_manager(look, spread)
        message = (
            f"{counted(len(moved), 'partner')} are spread over {len(spread)} people "
            f"who have {SPREAD_PARTNERS} or fewer each and another job"
        )
        yield self.finding(
            join("partners", moved[0], "manager") if best else new_manager(look).address,
            message,
            found=f"{len(spread)} people",
            limit=f"fewer than {SPREAD_PEOPLE}",
            fix=f"give them to {named(look.program.team[best], best)}"
            if best
            else "hire a dedicated manager",
            edits=tuple(Set(join("partners", key, "manager"), best) for key in moved) if best else (),
        )


def _full_time_managers(look: Look) -> Decimal:
    shares = [
        look.need(member.allocation_percent, allocation_at(key))
        for key, member in look.program.team.items()
        if member.role == "partner-manager"
    ]
    return sum((exact(each) for each in shares), start=Decimal(0)) / FULL_TIME


def _spread_over(look: Look) -> list[str]:
    """Who looks after a few partners beside another job.

    Raises:
        Waits: they are too few for a finding, and of somebody it is not known.
    """
    little = exact(look.assumed("side_project_percent"))
    counts = by_manager(look.program.partners)
    spread: list[str] = []
    unknown: Waits | None = None
    for key, member in look.program.team.items():
        if not 0 < counts.get(key, 0) <= SPREAD_PARTNERS:
            continue
        try:
            if _on_the_side(look, key, member, little):
                spread.append(key)
        except Waits as waits:
            unknown = unknown or waits
    if len(spread) < SPREAD_PEOPLE and unknown is not None:
        raise unknown
    return spread


def _best_manager(look: Look, spread: list[str]) -> str | None:
    """The partner manager with the most time, if it is not one of those."""
    managers = [
        (share(member), key)
        for key, member in look.program.team.items()
        if member.role == "partner-manager" and key not in spread
    ]
    return max(managers)[1] if managers else None


def _on_the_side(look: Look, key: str, member: TeamMember, little: Decimal) -> bool:
    if look.need(member.role, join("team", key, "role")) == "account-executive":
        return True
    return exact(look.need(member.allocation_percent, allocation_at(key))) <= little


def _added(look: Look, count: int) -> tuple[Add, ...]:
    first = new_manager(look)
    taken = dict.fromkeys(look.program.team, True)
    added = []
    for _ in range(count):
        key = free_key(taken, "partner-manager")
        taken[key] = True
        added.append(Add(join("team", key), first.table))
    return tuple(added)
