"""Beside the pipeline: the signatures that are needed, a funnel of stages, and the top ten."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from partnerbook.checks.tally import tally
from partnerbook.economics import of_program as economics
from partnerbook.economics.of_program import Missing
from partnerbook.program.fields import known
from partnerbook.program.recruiting import Partner
from partnerbook.program.wording import called
from partnerbook.tui.page import Line, Paint
from partnerbook.tui.pictures import bar, heading, joined, labelled, says, wrapped
from partnerbook.tui.screens.value_picture import waits
from partnerbook.tui.view import View

_FUNNEL: Final = ("target", "contacted", "signed", "onboarding", "active")
_AFTER: Final = ("inactive", "left")
_TOP: Final = 10
_HALF: Final = 0.5
"""Share of the managers' hours that the top ten should get at least (REC008)."""


def recruiting_picture(view: View, width: int) -> Sequence[Line]:
    """All three."""
    return joined(_signatures(view, width), _funnel(view, width), _top(view, width))


def _signatures(view: View, width: int) -> list[Line]:
    found, plan = economics.activation(view.program), view.program.recruiting
    if isinstance(found, Missing):
        return [heading("How many to sign"), *waits(view, found, width)]
    needed = found.needed or "No number of"
    title = f"{needed} signatures for {plan.target_active} active at {found.confidence * 100:.0f} %"
    lines: list[Line] = [heading(title)]
    good = found.chance >= found.confidence
    sign = view.glyphs.ok if good else view.glyphs.warning
    rate = f" when {plan.activation_percent:g} % activate" if known(plan.activation_percent) else ""
    words = f"{sign} {plan.to_sign} planned reach it with {found.chance * 100:.0f} %{rate}"
    return [*lines, *wrapped(words, width, "ok" if good else "warning", hang=2)]


def _funnel(view: View, width: int) -> list[Line]:
    """How many stand at each stage, and as a bar how many came that far."""
    held = tally(view.program.partners).stages
    counts = Counter({str(stage): count for stage, count in held.items()})
    if not counts:
        return [heading("Where they stand"), *wrapped("No partners recorded yet.", width)]
    lines: list[Line] = [heading("Where they stand, and how many came so far")]
    beyond = sum(counts[stage] for stage in _AFTER)
    reached = {stage: beyond + sum(counts[each] for each in _FUNNEL[n:]) for n, stage in enumerate(_FUNNEL)}
    most = max(reached["target"], 1)
    room = max(width - 27, 8)
    for stage in _FUNNEL:
        came = reached[stage]
        lines.append(
            (
                (stage.ljust(11), "muted"),
                (f"{counts[stage]:>6,} ", "strong" if counts[stage] else "muted"),
                *bar(view.glyphs, came / most, room),
                (f" {came:>6,}", "muted"),
            )
        )
    lines += [
        ((stage.ljust(11), "muted"), (f"{counts[stage]:>6,}", "warning")) for stage in _AFTER if counts[stage]
    ]
    return lines


def _top(view: View, width: int) -> list[Line]:
    """Who they are, and what share of the managers' hours they get."""
    names = _top_names(view.program.partners)
    if not names:
        return [heading("Top ten"), *wrapped("Nobody is named yet: a fifth of them bring most of it.", width)]
    hours = economics.recorded_hours(view.program)
    lines: list[Line] = [heading(f"Top ten: {len(names):,} named")]
    if hours.total > 0:
        share = hours.for_top_ten / hours.total
        paint: Paint = "ok" if share >= _HALF else "warning"
        lines.append(
            labelled(view.glyphs, "their share of the managers' hours", f"{share * 100:.0f} %", width, paint)
        )
    lines += wrapped(", ".join(names[:_TOP]), width, "plain")
    if len(names) > _TOP:
        lines.append(says(f"and {len(names) - _TOP:,} more, which are no longer ten", "warning"))
    return lines


_kept: list[tuple[Mapping[str, Partner], tuple[str, ...]]] = []
"""The partners that were looked through last: their mapping never changes, so its identity says whether it holds."""


def _top_names(partners: Mapping[str, Partner]) -> tuple[str, ...]:
    if not _kept or _kept[0][0] is not partners:
        _kept[:] = [
            (partners, tuple(called(each, key) for key, each in partners.items() if each.top_ten is True))
        ]
    return _kept[0][1]
