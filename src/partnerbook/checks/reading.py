"""What several checks ask of a program: names, tracks by type, bands of revenue, who resells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final, Literal, TypeAlias

from partnerbook.checks.check import Check, Look, exact, missing
from partnerbook.checks.finding import Finding, Waits
from partnerbook.program.address import Address, join
from partnerbook.program.edit import Add
from partnerbook.program.fields import WITHHELD, known
from partnerbook.program.ladder import tiers_of, words
from partnerbook.program.tiers import Tier
from partnerbook.program.value import Track
from partnerbook.program.values import shown

ARR: Final = "company.arr"
LONGEST_NAME: Final = 40
_ENORMOUS: Final = 10**21
"""More than any number that can be typed."""

Band: TypeAlias = Literal["below-1m", "1m-5m", "5m-20m", "above-20m"]

TYPE_WORDS: Final[Mapping[str, str]] = {"referral": "referral", "isv": "ISV", "var": "VAR", "si": "SI"}
PHASES: Final = ("referral", "isv", "var", "si")
"""The order in which types of partners are taken up."""
GOAL_TYPES: Final[Mapping[str, tuple[str, ...]]] = {
    "new-markets": ("var", "si"),
    "integration-lock-in": ("isv",),
    "existing-networks": ("referral",),
    "all": PHASES,
}
"""Types of partners that serve a goal."""


def named(item: Any, key: str) -> str:
    """What something is called in a message: its name, else its key, at most 40 characters of it."""
    return clipped(getattr(item, "name", None) or key)


def clipped(text: str, longest: int = LONGEST_NAME) -> str:
    """Text of the workbook as it may stand in a message: one line, and not too much of it."""
    line = text.split("\n", 1)[0]
    return line if len(line) <= longest else line[: longest - 1] + "…"


def percent(value: float | Decimal) -> str:
    """A percentage as it is read: ``18 %``."""
    return f"{_read(value)} %"


def amount(look: Look, value: float | Decimal) -> str:
    """A sum of money in the program's currency: ``800,000 USD``."""
    return f"{_read(value)} {look.program.program.currency or 'USD'}"


def _read(value: float | Decimal) -> str:
    """A number; an enormous one by its size, ``1.2e+400``: not every `Decimal` is a number with a point."""
    if not -_ENORMOUS < value < _ENORMOUS:
        return f"{Decimal(value):.3g}"
    return shown(float(value) if isinstance(value, Decimal) else value)


def counted(number: float, one: str, many: str = "") -> str:
    """A number and its noun: ``1 partner``, ``3 partners``."""
    return f"{shown(number)} {one if number == 1 else many or one + 's'}"


def band_of(look: Look, arr: float) -> Band:
    """The card's band of recurring revenue: 1M and 5M belong to the band above, exactly 20M to 5M-20M."""
    revenue = exact(arr)
    if revenue < look.dollars(1):
        return "below-1m"
    if revenue < look.dollars(5):
        return "1m-5m"
    return "5m-20m" if revenue <= look.dollars(20) else "above-20m"


def band(look: Look) -> Band:
    """The band of the program's company.

    Raises:
        Waits: its revenue is not known.
    """
    return band_of(look, look.need(look.program.company.arr, ARR))


def unset(check: Check[Any], look: Look, at: Address, message: str, value: object = None) -> Finding:
    """A value without which there is nothing to judge: to do in a draft; later the check waits for it.

    Raises:
        Waits: it is withheld, or this is no draft, or the outside view.
    """
    if value is None and not look.is_draft:
        raise Waits(at, withheld=False)
    return check.absent(look, at, message, value=value, fix="fill it in")


def hidden(look: Look, value: object) -> bool:
    """Whether a value may well exist and is not shown: withheld, or unset in the outside view."""
    return value == WITHHELD or (value is None and look.is_outside)


def any_of(tests: Iterable[Callable[[], bool]]) -> bool:
    """Whether one test holds; it waits only where none holds and one of them cannot be judged."""
    first: Waits | None = None
    for test in tests:
        try:
            if test():
                return True
        except Waits as waits:
            first = first or waits
    if first is not None:
        raise first
    return False


def of_type(look: Look, kind: str) -> list[tuple[str, Track]]:
    """The tracks known to be of a type, in the author's order."""
    return [(key, track) for key, track in look.program.tracks.items() if track.type == kind]


def has_type(look: Look, *kinds: str) -> bool:
    """Whether there is a track of one of these types.

    Raises:
        Waits: there is none, and a track's type is not known.
    """
    tracks = list(look.program.tracks.items())
    if any(track.type in kinds for _, track in tracks):
        return True
    for key, track in tracks:
        look.need(track.type, join("tracks", key, "type"))
    return False


def asks_for(look: Look, kind: str) -> bool:
    """Whether a goal of the program asks for a type of partner.

    Raises:
        Waits: the goals are not known.
    """
    goals = look.program.program.goals
    if hidden(look, goals):
        look.need(None if goals is None else WITHHELD, "program.goals")
    return any(kind in GOAL_TYPES.get(goal, ()) for goal in words(goals))


def resells(look: Look, key: str, track: Track) -> bool:
    """Whether partners of a track sell in their own name, at some tier at least.

    Unset is no, but for a VAR track, which has to say it.

    Raises:
        Waits: it is not known.
    """
    if track.may_resell is True or any(tier.may_resell is True for _, tier in tiers_of(look.program, key)):
        return True
    if track.may_resell == WITHHELD or (track.may_resell is None and _should_say(look, track)):
        look.need(track.may_resell, join("tracks", key, "may_resell"))
    return False


def _should_say(look: Look, track: Track) -> bool:
    return track.type == "var" or (look.is_outside and track.type != "referral")


def reselling(look: Look) -> list[tuple[str, Track]]:
    """The tracks that may resell.

    Raises:
        Waits: none does for certain, and one of them may.
    """
    found: list[tuple[str, Track]] = []
    first: Waits | None = None
    for key, track in look.program.tracks.items():
        try:
            if resells(look, key, track):
                found.append((key, track))
        except Waits as waits:
            first = first or waits
    if not found and first is not None:
        raise first
    return found


def sells(look: Look, key: str, track: Track) -> bool:
    """Whether partners of a track close deals that could clash with ours: VAR however paid, SI that resells,
    ISV that sells together with us."""
    if track.type == "si":
        return resells(look, key, track)
    if track.type != "isv":
        return track.type == "var"
    text = track.joint_market.co_selling
    if hidden(look, text):
        raise Waits(join("tracks", key, "joint_market", "co_selling"), withheld=text == WITHHELD)
    return not missing(text)


def ranked(look: Look) -> Iterator[tuple[str, Tier]]:
    """The tiers with a rank above 0, in the author's order."""
    return ((key, tier) for key, tier in look.program.tiers.items() if known(tier.rank) and tier.rank > 0)


def first_start(look: Look, tracks: Iterable[tuple[str, Track]]) -> tuple[date, str]:
    """The earliest start of these tracks, and the key of the one that starts then.

    Raises:
        Waits: none has a start, or one of them is not shown.
    """
    found: list[tuple[date, str]] = []
    last = "tracks"
    for key, track in tracks:
        last = join("tracks", key, "starts")
        if hidden(look, track.starts):
            raise Waits(last, withheld=track.starts == WITHHELD)
        if known(track.starts):
            found.append((track.starts, key))
    if not found:
        raise Waits(last, withheld=False)
    return min(found, key=lambda pair: pair[0])


def day_after(day: date) -> date | None:
    """The next day; ``None`` after the last day that a date can hold."""
    return None if day == date.max else day + timedelta(days=1)


def free_key(held: Mapping[str, Any], wanted: str) -> str:
    """A key that nothing has yet: ``var``, else ``var-2``."""
    key, number = wanted, 1
    while key in held:
        number += 1
        key = f"{wanted}-{number}"
    return key


def new_track(look: Look, kind: str) -> Add:
    """The edit that adds a track of a type."""
    return Add(join("tracks", free_key(look.program.tracks, kind)), {"type": kind})


def none_of(
    check: Check[Any], look: Look, at: Address, value: float | str | None, message: str, fix: str
) -> Iterator[Finding]:
    """A finding where a number is unset, ``none`` or 0."""
    if value is None or isinstance(value, str):
        yield check.absent(look, at, message, value=value, fix=fix)
    elif value <= 0:
        yield check.finding(at, message, found="0", limit="above 0", fix=fix)
