"""FRM008-FRM010: who is there for partners, how much of the week, and from when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from partnerbook.checks.check import Check, Look, Whole, exact
from partnerbook.checks.finding import Finding, Waits
from partnerbook.checks.reading import free_key, hidden, named, percent, ranked, unset
from partnerbook.economics.exact import plain
from partnerbook.program.address import Address, join
from partnerbook.program.company import TeamMember
from partnerbook.program.edit import Add, Set
from partnerbook.program.fields import WITHHELD, Withheld, known
from partnerbook.program.ladder import words

OTHER_JOB: Final = ("account-executive", "founder")
"""Roles that have another job first."""
FULL_TIME: Final = 100


def allocation_at(key: str) -> Address:
    """Where a team member's share of a week for partners is written."""
    return join("team", key, "allocation_percent")


def for_partners(look: Look) -> list[tuple[str, TeamMember]]:
    """Who has no other job first: neither account executives nor founders.

    Raises:
        Waits: a role or an allocation is not known, or the team may be larger than what is published.
    """
    found = []
    for key, member in look.program.team.items():
        if look.need(member.role, join("team", key, "role")) not in OTHER_JOB:
            look.need(member.allocation_percent, allocation_at(key))
            found.append((key, member))
    look.listed("team", "team")
    return found


def dedicated(look: Look) -> list[tuple[str, TeamMember]]:
    """Who is known to be there for partners: no other job first, and most of the week."""
    least = exact(look.assumed("dedicated_percent"))
    return [
        (key, member)
        for key, member in look.program.team.items()
        if known(member.role) and member.role not in OTHER_JOB and share(member) >= least
    ]


def share(member: TeamMember) -> float:
    """Percent of a week for partners; 0 where it is not known."""
    return member.allocation_percent if known(member.allocation_percent) else 0


def new_manager(look: Look) -> Add:
    """The edit that adds a full-time partner manager."""
    key = free_key(look.program.team, "partner-manager")
    return Add(join("team", key), {"role": "partner-manager", "allocation_percent": FULL_TIME})


class HireFirst(Whole):
    code = "FRM008"
    name = "hire-first"
    severity = "error"
    family = "framework"
    claim = "Before ranked tiers take effect, somebody is there for partners and little else."
    source = "card"
    why = "Tiers promise attention; without a person for it the first partners find nobody."
    remedy = "hire a partner manager first"

    def judge(self, look: Look, subject: None) -> Iterator[Finding]:
        if not any(True for _ in ranked(look)):
            return
        people = dedicated(look)
        if people:
            yield from self._late(look, people)
            return
        candidates = for_partners(look)
        if not candidates:
            add = new_manager(look)
            message = "there are ranked tiers, and nobody is there for partners first"
            yield self.absent(look, add.address, message, value=(), edits=(add,))
            return
        least = look.assumed("dedicated_percent")
        key, member = max(candidates, key=lambda pair: share(pair[1]))
        yield self.finding(
            allocation_at(key),
            f"there are ranked tiers, and nobody gives partners {percent(least)} of a week: "
            f"{named(member, key)} gives {percent(share(member))}",
            found=percent(share(member)),
            limit=percent(least),
            passes=plain(exact(least)) if least <= FULL_TIME else None,
            source="card; assumption dedicated_percent",
        )

    def _late(self, look: Look, people: list[tuple[str, TeamMember]]) -> Iterator[Finding]:
        starts = [(member.starts, key) for key, member in people if known(member.starts)]
        if not starts:
            key, member = people[0]
            raise Waits(join("team", key, "starts"), withheld=member.starts == WITHHELD)
        first, key = min(starts)
        limits = dict(_deadlines(look))
        written = [day for day in limits.values() if known(day)]
        if not written or first <= min(written):
            for at, day in limits.items():
                if hidden(look, day) or not written:
                    look.need(day, at)
            return
        for other, member in people:
            if not known(member.starts):
                look.need(member.starts, join("team", other, "starts"))
        deadline = min(written)
        yield self.finding(
            join("team", key, "starts"),
            f"{named(look.program.team[key], key)} starts on {first}, after partners are there on {deadline}",
            found=str(first),
            limit=f"by {deadline}",
            passes=deadline,
        )


def _deadlines(look: Look) -> Iterator[tuple[Address, date | Withheld | None]]:
    """The first signing, and the starts of the tracks that ranked tiers list."""
    yield "recruiting.first_signing", look.program.recruiting.first_signing
    listed = dict.fromkeys(key for _, tier in ranked(look) for key in words(tier.tracks))
    for key in listed:
        track = look.program.tracks.get(key)
        if track is not None:
            yield join("tracks", key, "starts"), track.starts


class TeamBelowMinimum(Whole):
    """Who gives partners less than what counts as dedicated does not add up to a person."""

    code = "FRM009"
    name = "team-below-minimum"
    severity = "error"
    essential = True
    family = "framework"
    claim = (
        "At least one full-time person is there for partners and nothing else; one or two are the minimum."
    )
    source = "card, src2"
    why = "Signing is the beginning: without a person of their own partners are forgotten within a quarter."
    remedy = "hire a partner manager, or free somebody for it"

    def judge(self, look: Look, subject: None) -> Iterator[Finding]:
        people = dedicated(look)
        total = sum((exact(share(member)) for _, member in people), start=exact(0))
        if total >= FULL_TIME:
            return
        for key, member in look.program.team.items():
            if member.allocation_percent is None and known(member.role) and member.role not in OTHER_JOB:
                at = allocation_at(key)
                message = f"how much of a week {named(member, key)} gives partners is not written"
                yield self.absent(look, at, message, edits=(Set(at, FULL_TIME),))
                return
        candidates = for_partners(look)
        if not candidates:
            add = new_manager(look)
            yield self.absent(look, add.address, "nobody is there for partners", value=(), edits=(add,))
            return
        key, member = max(candidates, key=lambda pair: share(pair[1]))
        yield self.finding(
            allocation_at(key),
            f"{plain(total / FULL_TIME)} full-time people are there for partners, and 1 is the minimum",
            found=percent(share(member)),
            limit=percent(FULL_TIME),
            passes=FULL_TIME,
        )


class SideProject(Check[str]):
    code = "FRM010"
    name = "side-project"
    severity = "error"
    family = "framework"
    claim = "No account executive owns the program, and somebody gives partners a real share of the week."
    source = "card, src2"
    why = "A tenth of somebody's time gives a tenth of the effort, and a quota always comes first."
    remedy = "give the program to a dedicated partner manager"

    def subjects(self, look: Look) -> Iterable[str]:
        return ("owner", "time")

    def judge(self, look: Look, subject: str) -> Iterator[Finding]:
        yield from self._owner(look) if subject == "owner" else self._time(look)

    def _owner(self, look: Look) -> Iterator[Finding]:
        at, owner = "program.owner", look.program.program.owner
        if owner is None or owner == WITHHELD:
            yield unset(self, look, at, "nobody answers for the program", owner)
            return
        member = look.program.team.get(owner)
        if member is None:
            return
        if look.need(member.role, join("team", owner, "role")) == "account-executive":
            better = [(share(other), key) for key, other in look.program.team.items() if _may_own(other)]
            yield self.finding(
                at,
                f"the program's owner {named(member, owner)} is an account executive with a quota",
                found=owner,
                limit="no account executive",
                fix=self.remedy,
                passes=max(better)[1] if better else None,
            )

    def _time(self, look: Look) -> Iterator[Finding]:
        team = list(look.program.team.items())
        little = exact(look.assumed("side_project_percent"))
        if not team or any(exact(share(member)) > little for _, member in team):
            return
        for key, member in team:
            look.need(member.allocation_percent, allocation_at(key))
        look.listed("team", "team")
        key, member = max(team, key=lambda pair: share(pair[1]))
        enough = int(little) + 1
        yield self.finding(
            allocation_at(key),
            f"nobody gives partners more than {percent(little)} of a week: "
            f"{named(member, key)} gives {percent(share(member))}",
            found=percent(share(member)),
            limit=f"more than {percent(little)}",
            passes=enough if enough <= FULL_TIME else None,
            source="card, src2; assumption side_project_percent",
        )


def _may_own(member: TeamMember) -> bool:
    return known(member.role) and member.role != "account-executive"
