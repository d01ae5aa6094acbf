"""Beside the ladder: who gets there, what that takes, and which partners stand where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from partnerbook.economics import of_program as economics
from partnerbook.economics.of_program import TierReach
from partnerbook.program.fields import known
from partnerbook.program.ladder import ladder, tiers_of
from partnerbook.program.recruiting import Partner
from partnerbook.program.wording import called
from partnerbook.tui.page import Line, Paint, Span
from partnerbook.tui.pictures import bar, heading, joined, labelled, padded, says, wrapped
from partnerbook.tui.screens.value_picture import waits
from partnerbook.tui.view import View

_NAME: Final = 16
_NAMES_SHOWN: Final = 12
_STANDS: Final = ("signed", "onboarding", "active")


def tiers_picture(view: View, width: int) -> Sequence[Line]:
    """Who gets there, what it costs us, who stands where."""
    return joined(_reach(view, width), _load(view, width), _standing(view, width))


def _reach(view: View, width: int) -> list[Line]:
    tracks = [key for key in view.program.tracks if any(True for _ in tiers_of(view.program, key))]
    if not tracks:
        return [
            heading("Who gets there"),
            *wrapped("Add tiers to see how many partners would reach each.", width),
        ]
    return joined(*(_reach_of(view, track, width) for track in tracks))


def _reach_of(view: View, track: str, width: int) -> list[Line]:
    held = view.program.tracks[track]
    of = f"{held.expected_partners:,}" if known(held.expected_partners) else "the"
    title = f"Who gets there: of {of} expected partners, in a steady year"
    lines: list[Line] = [heading(title), says(called(held, track), "muted")]
    found = economics.tier_reach(view.program, track)
    for each in found:
        lines.append(_bar(view, each, width))
    missing = next((each.missing for each in found if each.missing is not None), None)
    return [*lines, *waits(view, missing, width)] if missing is not None else lines


def _bar(view: View, found: TierReach, width: int) -> Line:
    """A bar for those who reach a tier, and how many of them stay there."""
    name: Span = (padded(view.glyphs, called(view.program.tiers[found.tier], found.tier), _NAME), "plain")
    if found.share is None:
        return (name, (f" {view.glyphs.todo} waits", "todo"))
    room = max(width - _NAME - 25, 8)
    stay = f"{found.partners:6.1f} stay there" if found.partners is not None else ""
    share: Span = (f" {found.share * 100:3.0f} % ", "strong")
    return (name, share, *bar(view.glyphs, found.share, room), (f" {stay}", "muted"))


def _load(view: View, width: int) -> list[Line]:
    if not view.program.tiers:
        return []
    found = economics.manager_hours(view.program)
    hours = found.load
    over = hours.hours > hours.capacity_hours
    lines: list[Line] = [heading("What that takes")]
    amount = f"{hours.hours:,.0f} of {hours.capacity_hours:,.0f}"
    paint: Paint = "warning" if over else "plain"
    lines.append(labelled(view.glyphs, "manager hours, a month", amount, width, paint))
    if hours.capacity_hours:
        share = hours.hours / hours.capacity_hours
        lines.append(bar(view.glyphs, share, width, "warning" if over else "bar"))
    elif over:
        lines += wrapped("no partner manager is there for them yet", width, "warning")
    lines.append(labelled(view.glyphs, "benefits, a year", view.amount(found.benefits_cost), width))
    return lines


def _standing(view: View, width: int) -> list[Line]:
    """Recorded partners by tier, by name."""
    by_tier = _by_tier(view.program.partners)
    if not by_tier:
        return []
    program = view.program
    lines: list[Line] = [heading("Who stands where")]
    ranked = (key for track in program.tracks for key, _ in ladder(program, track))
    for tier in dict.fromkeys((*ranked, *by_tier)):
        names = by_tier.get(tier)
        if names:
            held = program.tiers.get(tier)
            label = called(held, tier) if held is not None else f"{tier} (no such tier)"
            more = f" and {len(names) - _NAMES_SHOWN:,} more" if len(names) > _NAMES_SHOWN else ""
            words = f"{label} {len(names):,}: {', '.join(names[:_NAMES_SHOWN])}{more}"
            lines += wrapped(words, width, "plain", hang=2)
    return lines


_kept: tuple[Mapping[str, Partner] | None, dict[str, list[str]]] = (None, {})
"""The partners that were counted last: their tables do not change, so that they are counted once."""


def _by_tier(partners: Mapping[str, Partner]) -> dict[str, list[str]]:
    global _kept  # noqa: PLW0603 - one value, kept for as long as the same partners are shown
    if _kept[0] is not partners:
        by_tier: dict[str, list[str]] = {}
        for key, partner in partners.items():
            if partner.tier and partner.stage in _STANDS:
                by_tier.setdefault(partner.tier, []).append(called(partner, key))
        _kept = (partners, by_tier)
    return _kept[1]
