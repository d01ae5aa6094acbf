"""Whether an edit makes the program tighter or looser for partners."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from typing import Any, Final, Literal, TypeAlias

from partnerbook.program import address
from partnerbook.program.address import Address
from partnerbook.program.edit import Edit, Set, Unset
from partnerbook.program.fields import NONE, WITHHELD
from partnerbook.program.ladder import words
from partnerbook.program.locate import value_at
from partnerbook.program.program import Program

Direction: TypeAlias = Literal["tighter", "looser", ""]

DEFINITION: Final = frozenset(
    {"measures", "better", "unit", "window_months", "measured_by", "counts_as", "weights"}
)
"""Fields of a metric that say what is measured: with another one the same requirement means something else."""
_COUNTED: Final = ("revenue", "customers", "activity")
"""What is summed up over the window: the longer it is, the more comes together."""
_ENTRIES: Final = ("automatic", "review", "invitation")


@dataclass(frozen=True, slots=True)
class _Rule:
    more: Direction
    """What a larger number is."""
    unset: float | None = 0
    """The number that an unset value stands for; ``None``: nobody knows."""
    zero: float = 0
    """The number that 0 stands for: for pay, months without end."""


_UP_TIGHTER: Final = _Rule("tighter")
_UP_LOOSER: Final = _Rule("looser")
_UNKNOWN_LOOSER: Final = _Rule("looser", unset=None)
_MONTHS: Final = _Rule("looser", unset=None, zero=inf)

_RULES: Final[Mapping[str, _Rule]] = {
    "tiers.*.annual_fee": _UP_TIGHTER,
    "tiers.*.grace_months": _UP_LOOSER,
    "tiers.*.min_months_in_program": _UP_TIGHTER,
    "tiers.*.min_months_at_tier_below": _UP_TIGHTER,
    "tiers.*.max_months": _Rule("looser", unset=inf, zero=inf),
    "tiers.*.entry": _Rule("tighter", unset=None),
    "tiers.*.may_resell": _UNKNOWN_LOOSER,
    "tiers.*.pay_months.*": _MONTHS,
    "tiers.*.tracks": _UNKNOWN_LOOSER,
    "tiers.*.alternatives.*": _UP_LOOSER,
    "tiers.*.benefits.*": _UP_LOOSER,
    "tracks.*.may_resell": _UNKNOWN_LOOSER,
    "tracks.*.partner_year.program_fee": _UP_TIGHTER,
    "conflict.registration.enabled": _UP_LOOSER,
    "conflict.registration.protection_days": _UNKNOWN_LOOSER,
    "conflict.registration.extension_days": _UNKNOWN_LOOSER,
    "conflict.registration.approval_hours": _Rule("tighter", unset=None),
    "conflict.registration.max_open": _Rule("looser", unset=inf),
    "conflict.registration.margin_uplift_points": _UP_LOOSER,
    "conflict.registration.rejection_grounds": _Rule("tighter", unset=None),
    "conflict.registration.tracks": _UNKNOWN_LOOSER,
    "conflict.resolution.escalation_hours": _Rule("tighter", unset=None),
    "recruiting.activation_within_days": _Rule("looser", unset=inf),
}
_PAY: Final[Mapping[str, _Rule]] = {
    "percent": _UP_LOOSER,
    "percent_from": _UNKNOWN_LOOSER,
    "amount": _UP_LOOSER,
    "renewal_percent": _UP_LOOSER,
    "months": _MONTHS,
    "registered_only": _UP_TIGHTER,
}


def direction(old: Program, new: Program, edit: Edit) -> Direction:
    """What one edit does to partners; nothing where it is neither, or where a value is not known.

    A requirement goes by its metric's ``better``; pay that rises is looser, a fee that rises is tighter.
    """
    if not isinstance(edit, Set | Unset):
        return ""
    before, after = value_at(old, edit.address), value_at(new, edit.address)
    parts = address.split(edit.address)
    match parts:
        case ("tiers", tier, "requires", metric):
            return _requirement(old, new, tier, metric)
        case ("tiers", tier, "pay_percent", line):
            return _tier_pay(old, new, tier, line)
        case ("metrics", metric, "window_months"):
            return _window(new, metric, before, after)
        case ("tracks", _, "pay", field) | ("extra_pay", _, field) if field in _PAY:
            return _turned(_by(_PAY[field], new, before, after), _takes(new, address.parent(edit.address)))
        case ("tiers", _, "alternatives", _) if before is None or after is None:
            return "looser" if before is None else "tighter"
        case ("tiers", _, "benefits", _) if before is not None and after is not None:
            return ""
    rule = _RULES.get(_pattern(parts))
    return _by(rule, new, before, after) if rule else ""


def _pattern(parts: tuple[str, ...]) -> str:
    """The address with stars for the author's keys."""
    if parts[0] not in ("tiers", "tracks"):
        return ".".join(parts)
    own = 3 if parts[0] == "tiers" else len(parts)
    return ".".join("*" if index in (1, own) else part for index, part in enumerate(parts))


def _by(rule: _Rule, program: Program, before: Any, after: Any) -> Direction:
    if isinstance(before, tuple) or isinstance(after, tuple):
        return _words(rule.more, before, after)
    outside = program.program.perspective == "outside"
    low, high = _size(rule, before, outside), _size(rule, after, outside)
    if low is None or high is None or low == high:
        return ""
    return rule.more if high > low else _turned(rule.more, True)


def _size(rule: _Rule, value: Any, outside: bool) -> float | None:
    if value is None:
        return None if outside else rule.unset  # seen from outside, what is not written is not known
    if value == 0:
        return rule.zero
    if value == NONE:
        return 0
    if value in _ENTRIES:
        return _ENTRIES.index(value)
    if isinstance(value, str):
        # Text counts as there; a word for a number does not say how large it is.
        return None if value == WITHHELD or value == "discretion" else 1
    return float(value)


def _words(more: Direction, before: Any, after: Any) -> Direction:
    if WITHHELD in (before, after) or before is None or after is None:
        return ""
    old, new = set(words(before)), set(words(after))
    if old < new:
        return more
    return _turned(more, True) if new < old else ""


def _turned(found: Direction, turned: bool) -> Direction:
    if not turned or not found:
        return found
    return "looser" if found == "tighter" else "tighter"


def _takes(program: Program, at: Address) -> bool:
    """Whether a line of pay is what we take, and no pay."""
    return getattr(value_at(program, at), "kind", None) == "vendor-take"


def _requirement(old: Program, new: Program, tier: str, metric: str) -> Direction:
    before, after = (
        _wanted(program.tiers[tier].requires.get(metric) if tier in program.tiers else None)
        for program in (old, new)
    )
    if WITHHELD in (before, after) or before == after:
        return ""
    if before is None or after is None:
        tighter: Direction = "tighter" if before is None else "looser"
        return _turned(tighter, _is_one_of(new if before is None else old, tier, metric))
    held = new.metrics.get(metric) or old.metrics.get(metric)
    if held is None or held.better == WITHHELD:
        return ""
    return "tighter" if (after > before) != (held.better == "lower") else "looser"


def _wanted(value: Any) -> Any:
    """What is required; ``None`` for nothing."""
    return None if value is False or value == NONE else value


def _is_one_of(program: Program, tier: str, metric: str) -> bool:
    """Whether another required metric would do as well: then one more is one more way."""
    held = program.tiers[tier]
    return any(
        metric in words(group) and any(other != metric and other in held.requires for other in words(group))
        for group in held.alternatives.values()
    )


def _tier_pay(old: Program, new: Program, tier: str, line: str) -> Direction:
    before, after = _paid(old, tier, line), _paid(new, tier, line)
    if before is None or after is None or before == after:
        return ""
    extra = new.extra_pay.get(line)
    held = extra or (new.tracks[line].pay if line in new.tracks else None)
    found: Direction = "looser" if after > before else "tighter"
    return _turned(found, held is not None and held.kind == "vendor-take")


def _paid(program: Program, tier: str, line: str) -> float | None:
    """What a tier pays on a line: without its own percentage the track's, and nothing of an extra line."""
    held = program.tiers.get(tier)
    found = held.pay_percent.get(line) if held else None
    if found is None and line in program.tracks:
        found = program.tracks[line].pay.percent
    if found is None and line in program.extra_pay:
        return 0
    return None if found is None or isinstance(found, str) else float(found)


def _window(program: Program, metric: str, before: Any, after: Any) -> Direction:
    """A longer window is looser for what is summed up over it. What it does to a ratio nobody can say."""
    held = program.metrics.get(metric)
    if held is None or held.measures not in _COUNTED or held.unit == "percent" or held.better == WITHHELD:
        return ""
    return _turned(_by(_UNKNOWN_LOOSER, program, before, after), held.better == "lower")
