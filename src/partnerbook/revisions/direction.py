"""Whether a change asks more of partners, or gives them less (tightened), or the other way round (loosened).

Only what partners feel has a direction: requirements, pay, fees, times, windows, rights and benefits. What is
withheld on either side has none; nor has, in the outside view, what is not written.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final, Literal, TypeAlias

from partnerbook.program import address
from partnerbook.program.address import Address
from partnerbook.program.edit import Edit, Set, Unset
from partnerbook.program.fields import NONE, WITHHELD, known
from partnerbook.program.ladder import PaidLine, paid_lines, words
from partnerbook.program.locate import value_at
from partnerbook.program.program import Program
from partnerbook.program.table import Table, parts_of
from partnerbook.record import record

Direction: TypeAlias = Literal["tightened", "loosened"]


@record
class _Sense:
    """What more of a number means to partners."""

    more: Direction
    unset: float | None = None
    """What an unset value counts as; ``None``: it cannot be compared."""
    zero: float = 0
    """What 0 counts as: for some months it means without end."""


_FOR_EVER: Final = math.inf
_LINE: Final[Mapping[str, _Sense]] = {
    "percent": _Sense("loosened", 0),
    "percent_from": _Sense("loosened"),
    "amount": _Sense("loosened", 0),
    "renewal_percent": _Sense("loosened"),
    "months": _Sense("loosened", zero=_FOR_EVER),
}
_NUMBERS: Final[Mapping[str, _Sense]] = {
    "tiers.*.grace_months": _Sense("loosened", 0),
    "tiers.*.min_months_in_program": _Sense("tightened", 0),
    "tiers.*.min_months_at_tier_below": _Sense("tightened", 0),
    "tiers.*.max_months": _Sense("loosened", _FOR_EVER, _FOR_EVER),
    "tiers.*.annual_fee": _Sense("tightened", 0),
    **{f"tracks.*.pay.{name}": sense for name, sense in _LINE.items()},
    **{f"extra_pay.*.{name}": sense for name, sense in _LINE.items()},
    "tracks.*.partner_year.program_fee": _Sense("tightened", 0),
    "recruiting.activation_within_days": _Sense("loosened"),
    "conflict.registration.protection_days": _Sense("loosened"),
    "conflict.registration.approval_hours": _Sense("tightened"),
    "conflict.registration.extension_days": _Sense("loosened"),
    "conflict.registration.margin_uplift_points": _Sense("loosened", 0),
    "conflict.registration.max_open": _Sense("loosened", _FOR_EVER),
    "conflict.resolution.escalation_hours": _Sense("tightened"),
}
_YES: Final[Mapping[str, Direction]] = {
    "tiers.*.may_resell": "loosened",
    "tracks.*.may_resell": "loosened",
    "tracks.*.pay.registered_only": "tightened",
    "extra_pay.*.registered_only": "tightened",
    "conflict.registration.enabled": "loosened",
}
"""What a yes means, where it was a no."""
_LISTS: Final[Mapping[str, Direction]] = {
    "tiers.*.tracks": "loosened",
    "conflict.registration.tracks": "loosened",
    "conflict.registration.rejection_grounds": "tightened",
}
"""What another word in a list means."""
_GIFTS: Final = ("tiers.*.benefits.*", "recruiting.first_deal_incentive")
"""Texts that partners are glad to have."""
_ENTRY: Final = ("automatic", "review", "invitation")


def direction(before: Program, after: Program, edit: Edit) -> Direction | None:
    """Which way an edit goes that leads from one program to the other.

    Args:
        before: the old program, with the keys of the new one.
        after: the new program.
        edit: one of the edits between them.
    """
    if not isinstance(edit, Set | Unset):
        return None
    at = edit.address
    shape, parts = shape_of(at), address.split(at)
    old, new = value_at(before, at), value_at(after, at)
    if WITHHELD in (old, new):
        return None
    if shape == "tiers.*.requires.*":
        return required(before, after, parts[1], parts[3])
    if shape == "tiers.*.alternatives.*":
        return _group(before, after, parts[1], words(old), words(new))
    if shape in ("tiers.*.pay_percent.*", "tiers.*.pay_months.*"):
        return _paid(before, after, parts[1], parts[3], months=parts[2] == "pay_months")
    if shape in ("metrics.*.window_months", "metrics.*.weights.*"):
        return _counted(before, after, parts[1], old, new, weighs=parts[2] == "weights")
    return _plain(shape, old, new, before, after)


def shape_of(at: Address) -> str:
    """An address with ``*`` for the author's own keys: ``tiers.*.grace_months``."""
    holder: type[Table] | None = Program
    shape: list[str] = []
    parts = iter(address.split(at))
    for name in parts:
        part = parts_of(holder).get(name) if holder is not None else None
        shape.append(name)
        if part is not None and part.keyed and next(parts, None) is not None:
            shape.append("*")
        holder = part.table if part is not None else None
    return ".".join(shape)


def required(before: Program, after: Program, tier: str, metric: str) -> Direction | None:
    """Which way one requirement of a tier goes, its place in a group of alternatives counted."""
    old, new = before.tiers[tier].requires.get(metric), after.tiers[tier].requires.get(metric)
    if WITHHELD in (old, new) or lower_is_better(before, metric) != lower_is_better(after, metric):
        return None
    if asks_nothing(old) == asks_nothing(new):
        return None if asks_nothing(old) else _harder(old, new, lower_is_better(after, metric))
    asked_now: Direction = "tightened" if asks_nothing(old) else "loosened"
    group, group_before = _group_of(after, tier, metric), _group_of(before, tier, metric)
    if group != group_before:
        return None  # the sentence about the group says it
    others = [
        other
        for other in group
        if other != metric and not asks_nothing(before.tiers[tier].requires.get(other))
    ]
    return _other(asked_now) if others else asked_now


def lower_is_better(program: Program, metric: str) -> bool | None:
    """Whether less of a metric is harder to reach; ``None``: it is withheld."""
    held = program.metrics.get(metric)
    if held is None:
        return False
    return None if held.better == WITHHELD else held.better == "lower"


def asks_nothing(value: Any) -> bool:
    """Whether a requirement asks for nothing."""
    return value is None or value is False or value == NONE


def is_number(value: Any) -> bool:
    """Whether a value is a number (and no yes, no or word)."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _harder(old: Any, new: Any, lower: bool | None) -> Direction | None:
    if lower is None or not is_number(old) or not is_number(new) or old == new:
        return None
    return "tightened" if (new < old) == lower else "loosened"


def _group_of(program: Program, tier: str, metric: str) -> tuple[str, ...]:
    groups = map(words, program.tiers[tier].alternatives.values())
    return next((group for group in groups if metric in group), ())


def _group(
    before: Program, after: Program, tier: str, old: tuple[str, ...], new: tuple[str, ...]
) -> Direction | None:
    """A group of which one is enough: another way to qualify loosens, one fewer tightens."""
    asked_old = {m for m, value in before.tiers[tier].requires.items() if not asks_nothing(value)}
    asked_new = {m for m, value in after.tiers[tier].requires.items() if not asks_nothing(value)}
    if not old:
        return "loosened" if asked_old & set(new) else "tightened"
    if not new:
        return "tightened" if asked_new & set(old) else "loosened"
    gone, come = set(old) - set(new), set(new) - set(old)
    if bool(gone) == bool(come):
        return None
    return "tightened" if gone else "loosened"


def _paid(before: Program, after: Program, tier: str, key: str, *, months: bool) -> Direction | None:
    """Pay at a tier; a line that the tier does not name may be inherited from its track."""
    old, new = _line(before, tier, key), _line(after, tier, key)
    if months:
        sense = _LINE["months"]
        return None if old is None or new is None else _more(sense, old.months, new.months)
    found = _more(_LINE["percent"], _percent(old), _percent(new))
    takes = any(line is not None and line.kind == "vendor-take" for line in (old, new))
    return _other(found) if takes and found else found


def _line(program: Program, tier: str, key: str) -> PaidLine | None:
    tracks = words(program.tiers[tier].tracks) if tier in program.tiers else ()
    lines = (line for track in tracks if track in program.tracks for line in paid_lines(program, track, tier))
    return next((line for line in lines if line.key == key), None)


def _percent(line: PaidLine | None) -> Any:
    if line is None:
        return 0
    return WITHHELD if line.percent is None else line.percent


def _counted(
    before: Program, after: Program, metric: str, old: Any, new: Any, *, weighs: bool
) -> Direction | None:
    """A longer window, or a greater weight, makes a threshold easier where more is better."""
    lower = lower_is_better(after, metric)
    measure = after.metrics.get(metric)
    if lower is None or measure is None or lower != lower_is_better(before, metric):
        return None
    if not weighs and measure.measures not in ("revenue", "customers", "activity"):
        return None  # a share over a longer time may be easier or harder
    found = _more(_Sense("loosened", 0 if weighs else None), old, new)
    return _other(found) if lower and found else found


def _plain(shape: str, old: Any, new: Any, before: Program, after: Program) -> Direction | None:
    if shape in _NUMBERS:
        sense = _NUMBERS[shape]
        if any(value is None and is_outside(side) for value, side in ((old, before), (new, after))):
            return None
        return _more(sense, 0 if old == NONE else old, 0 if new == NONE else new)
    if shape in _YES and isinstance(old, bool) and isinstance(new, bool):
        return _YES[shape] if new else _other(_YES[shape])
    if shape in _LISTS and isinstance(old, tuple) and isinstance(new, tuple):
        if set(old) == set(new) or not (set(old) < set(new) or set(new) < set(old)):
            return None
        return _LISTS[shape] if set(old) < set(new) else _other(_LISTS[shape])
    if shape in _GIFTS and (old is None) != (new is None):
        return "loosened" if old is None else "tightened"
    if shape == "tiers.*.entry" and old in _ENTRY and new in _ENTRY:
        return "tightened" if _ENTRY.index(new) > _ENTRY.index(old) else "loosened"
    return None


def is_outside(program: Program) -> bool:
    """Whether it is another vendor's program, of which not everything is known."""
    return program.program.perspective == "outside"


def _more(sense: _Sense, old: Any, new: Any) -> Direction | None:
    before, after = _amount(sense, old), _amount(sense, new)
    if before is None or after is None or before == after:
        return None
    return sense.more if after > before else _other(sense.more)


def _amount(sense: _Sense, value: Any) -> float | None:
    if value is None:
        return sense.unset
    if not known(value) or not is_number(value):
        return None
    return sense.zero if value == 0 else value


def _other(way: Direction) -> Direction:
    return "loosened" if way == "tightened" else "tightened"
