"""The decision tree as advice: goals, revenue and team lead to tracks, their order and their start.

The plan that it recommends passes the checks that judge it: FRM001, 002, 004, 005, 007, 008, 012 and 013,
FRM013 once the playbook that it asks for first is written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Final

from partnerbook.economics.binomial import tries_needed
from partnerbook.knowledge.guidance import Branch, question
from partnerbook.program.values import add_months
from partnerbook.record import record

PHASES: Final = ("referral", "isv", "var", "si")
"""The order in which types of partners are taken up."""
PHASE_MONTHS: Final = 6
"""Between the starts of two tracks: the time in which the earlier one brings its first pipeline (own)."""
HIRING_MONTHS: Final = 3
"""From the decision to the first day of a partner manager (own)."""
REFERRAL_ONLY_MONTHS: Final = 13
"""Between 1M and 5M nothing but referral starts within twelve months."""
RESALE_FROM_USD: Final = 2_000_000
"""Direct revenue from which partners may resell (card, src1)."""
RESALE_SURE_USD: Final = 3_000_000
"""Direct revenue from which nobody doubts it (card, src1)."""
PER_MANAGER: Final = 30
"""Partners that one manager looks after at most (card, src4)."""


@record
class Taken:
    """A branch of the decision tree that was taken."""

    question: str
    branch: str
    answer: str
    changed: str
    """What the answer did to the plan, in a sentence."""
    source: str


@record
class PlannedTrack:
    """A track that the plan recommends."""

    type: str
    start_month: int
    """Months from today."""
    starts: date
    asked: bool
    """Whether a goal asks for it; otherwise the size of the company does."""
    resells: bool
    formal: bool
    """Whether it wants an agreement, ranked tiers and deal registration."""


@record
class Later:
    """A type of partner that a goal asks for, and that has to wait."""

    type: str
    until: str


@record
class First:
    """Something to do before the first track starts."""

    id: str
    text: str
    source: str
    check: str
    """The check that fires as long as it is not done."""


@record
class Pilot:
    """The smallest referral program that passes: for a company that is too small for more."""

    commission_percent: int = 15
    months: int = 12
    target_active: int = 3
    activation_percent: int = 50
    to_sign: int = 0


@record
class Plan:
    """What kind of program fits, and how to get there."""

    taken: tuple[Taken, ...]
    open: tuple[str, ...]
    """Questions of the tree that are not answered yet."""
    tracks: tuple[PlannedTrack, ...]
    """In the order of their start."""
    later: tuple[Later, ...]
    first: tuple[First, ...]
    partners: tuple[int, int] | None
    """How many active partners to aim for; ``None`` while the revenue is unknown."""
    formal: bool
    """Whether the program has ranked tiers."""
    portal: str
    """``wiki-and-form`` or ``partner-portal``."""
    manager_starts: date
    """The latest first day of somebody who is there for partners only."""
    pilot: Pilot | None


def recommend(
    goals: Collection[str],
    arr_usd: float | None,
    direct_arr: float | None,
    has_dedicated_person: bool | None,
    today: date,
    has_playbook: bool | None = None,
) -> Plan:
    """The plan for a company.

    Args:
        goals: words of the goal question; none is allowed.
        arr_usd: annual recurring revenue, in dollars.
        direct_arr: the part of it that was sold directly, in dollars.
        has_dedicated_person: whether somebody is there for partners only.
        today: the day on which month 0 begins.
        has_playbook: whether the direct sales playbook is written down.
    """
    band = arr_branch(arr_usd)
    asked = asked_types(goals)
    small = band is not None and band.id == "below-1m"
    formal = band is not None and band.id in ("5m-20m", "above-20m")
    types = _types(asked, band)
    wait = 0 if has_dedicated_person else HIRING_MONTHS
    resale_proved = formal if direct_arr is None else direct_arr >= RESALE_FROM_USD
    tracks = tuple(
        PlannedTrack(
            type=kind,
            start_month=month,
            starts=add_months(today, month),
            asked=kind in asked,
            resells=kind == "var" and resale_proved,
            formal=formal and kind in ("isv", "var", "si"),
        )
        for kind, month in zip(types, _months(types, band, wait), strict=True)
    )
    return Plan(
        taken=(*_goals_taken(goals), *_band_taken(band), *_team_taken(has_dedicated_person)),
        open=_open(goals, band, has_dedicated_person),
        tracks=tracks,
        later=_later(asked, types, small),
        first=_first(tracks, small, direct_arr, has_dedicated_person, has_playbook),
        partners=_partners(band),
        formal=formal,
        portal="partner-portal" if band is not None and band.portal else "wiki-and-form",
        manager_starts=add_months(today, wait),
        pilot=_pilot() if small else None,
    )


def arr_branch(arr_usd: float | None) -> Branch | None:
    """The band of recurring revenue: 1M and 5M belong to the band above, exactly 20M to the one below."""
    if arr_usd is None:
        return None
    for branch in question("arr").branches:
        end = branch.to_usd
        if end is None or arr_usd < end or (branch.to_included and arr_usd == end):
            return branch
    return None


def asked_types(goals: Iterable[str]) -> tuple[str, ...]:
    """The types of partners that these goals ask for, in the order of the phases."""
    known = {branch.id: branch.tracks for branch in question("goal").branches}
    wanted = {kind for goal in goals for kind in known.get(goal, ())}
    return tuple(kind for kind in PHASES if kind in wanted)


def _types(asked: tuple[str, ...], band: Branch | None) -> tuple[str, ...]:
    """What to start: what the goals ask for comes first, then what the size of the company adds."""
    if band is None:
        return asked
    if band.id == "below-1m":
        return ("referral",)
    if band.id == "1m-5m":
        return ("referral", *(kind for kind in asked if kind in ("isv", "var")))
    possible = tuple(kind for kind in asked if kind in band.tracks)
    return (*possible, *(kind for kind in band.tracks if kind not in possible))


def _months(types: tuple[str, ...], band: Branch | None, wait: int) -> list[int]:
    months = [wait + PHASE_MONTHS * place for place in range(len(types))]
    if band is not None and band.id == "1m-5m":
        later = max(REFERRAL_ONLY_MONTHS, wait + PHASE_MONTHS)
        months[1:] = [later + PHASE_MONTHS * place for place in range(len(types) - 1)]
    return months


def _partners(band: Branch | None) -> tuple[int, int] | None:
    if band is None:
        return None
    if band.partners_from is None:
        return (1, Pilot().target_active)
    return (band.partners_from, band.partners_to or PER_MANAGER)


def _pilot() -> Pilot:
    plan = Pilot()
    signed = tries_needed(plan.target_active, plan.activation_percent / 100, 0.8)
    return Pilot(to_sign=signed or plan.target_active)


def _later(asked: tuple[str, ...], types: tuple[str, ...], small: bool) -> tuple[Later, ...]:
    waits = {
        "isv": "1M dollars of recurring revenue" if small else "5M dollars of recurring revenue",
        "var": "2M to 3M dollars of direct revenue",
        "si": "20M dollars of recurring revenue",
    }
    return tuple(Later(kind, waits[kind]) for kind in asked if kind not in types and kind in waits)


def _first(
    tracks: tuple[PlannedTrack, ...],
    small: bool,
    direct_arr: float | None,
    has_person: bool | None,
    has_playbook: bool | None,
) -> tuple[First, ...]:
    steps: list[First] = []
    resale = any(track.type in ("var", "si") for track in tracks)
    if small:
        steps.append(
            First(
                "prove-sales",
                "Prove that your own team sells the product, founders not counted.",
                "card, src3",
                "FRM011",
            )
        )
    if resale and direct_arr is not None and direct_arr < RESALE_SURE_USD:
        steps.append(
            First(
                "direct-revenue",
                "Bring direct revenue to 2M to 3M dollars before partners resell.",
                "card, src1",
                "FRM012",
            )
        )
    if has_playbook is not True and (resale or small):
        steps.append(First("playbook", "Write down how your own team sells.", "card, src1", "FRM013"))
    if not has_person:
        steps.append(
            First("hire", "Have a partner manager in place before the first track.", "card, src2", "FRM008")
        )
    return tuple(steps)


def _open(goals: Collection[str], band: Branch | None, has_person: bool | None) -> tuple[str, ...]:
    answered = {"goal": bool(goals), "arr": band is not None, "team": has_person is not None}
    return tuple(name for name, done in answered.items() if not done)


def _goals_taken(goals: Collection[str]) -> tuple[Taken, ...]:
    asked = question("goal")
    return tuple(
        Taken(asked.id, branch.id, branch.answer, f"{branch.result}.", asked.source)
        for branch in asked.branches
        if branch.id in goals
    )


def _band_taken(band: Branch | None) -> tuple[Taken, ...]:
    if band is None:
        return ()
    changes = {
        "below-1m": "No tiers and no launch: a small referral pilot at most.",
        "1m-5m": "Referral only for a year, three to ten partners, no tiers.",
        "5m-20m": "ISV comes in, and VAR gets an agreement, tiers and registration.",
        "above-20m": "All four types, and a portal of their own.",
    }
    asked = question("arr")
    return (Taken(asked.id, band.id, band.answer, changes[band.id], asked.source),)


def _team_taken(has_person: bool | None) -> tuple[Taken, ...]:
    if has_person is None:
        return ()
    asked = question("team")
    branch = asked.branch("yes" if has_person else "no")
    changed = (
        "Tiers can be designed, where the revenue allows them."
        if has_person
        else f"Every start moves back by {HIRING_MONTHS} months, until a partner manager is there."
    )
    return (Taken(asked.id, branch.id, branch.answer, changed, asked.source),)
