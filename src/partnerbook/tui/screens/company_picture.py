"""Beside the company: the plan as tracks on a timeline, and the decision tree lit along the branches taken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from partnerbook.economics.plan import Plan, PlannedTrack
from partnerbook.knowledge.guidance import Branch, Question
from partnerbook.knowledge.guidance import tree as decision_tree
from partnerbook.session.plans import using_plan
from partnerbook.tui.page import Line
from partnerbook.tui.pictures import heading, joined, says, wrapped
from partnerbook.tui.view import View

_AFTER: Final = 6
"""Months that are drawn behind the last start."""
_OPEN: Final = {
    "goal": "what partners should bring (Goals)",
    "arr": "annual recurring revenue",
    "team": "who works with partners (Team)",
}


def company_picture(view: View, plan: Plan, width: int) -> Sequence[Line]:
    """The plan, then the tree with what each answer changed."""
    return joined(_plan(view, plan, width), _tree(view, plan, width))


def _plan(view: View, plan: Plan, width: int) -> list[Line]:
    lines: list[Line] = [heading("The plan that this leads to")]
    if not plan.tracks and not plan.pilot:
        lines += wrapped(
            "Goals, revenue and team answer the tree's three questions; the plan then stands here.", width
        )
        return [*lines, *_still_open(plan, width)]
    for track in plan.tracks:
        lines += _track(view, plan, track, width)
    lines += _aims(plan, width)
    for first in plan.first:
        lines += wrapped(f"{view.glyphs.arrow} first: {first.text} ({first.source})", width, "accent")
    for later in plan.later:
        lines += wrapped(f"{type_name(later.type)} waits for {later.until}.", width)
    return [*lines, *_still_open(plan, width), *_use(view, plan)]


def _track(view: View, plan: Plan, track: PlannedTrack, width: int) -> list[Line]:
    """A bar from the start on, the day before it; below, why."""
    label, room = 9, max(width - 9, 16)
    last = max(each.start_month for each in plan.tracks) + _AFTER
    starts = f"{track.starts:%b %Y} "
    before = min(round(room * track.start_month / last), room - len(starts) - 1)
    after = room - before - len(starts)
    glyphs = view.glyphs
    return [
        (
            (type_name(track.type).ljust(label), "strong"),
            (glyphs.line * (before - 1) + (" " if before else ""), "track"),
            (starts, "strong"),
            (glyphs.bar_full * after, "bar"),
        ),
        *wrapped(_reason(track), width, indent=label),
    ]


def _reason(track: PlannedTrack) -> str:
    why = ["a goal asks for it" if track.asked else "the size of the company calls for it"]
    if track.resells:
        why.append("may resell")
    if track.formal:
        why.append("with agreement" + (", tiers and registration" if track.type != "isv" else ""))
    return "; ".join(why)


def _aims(plan: Plan, width: int) -> list[Line]:
    lines: list[Line] = []
    if plan.partners:
        first, last = plan.partners
        portal = "a partner portal" if plan.portal == "partner-portal" else "a wiki and a form"
        tiers = "tiers" if plan.formal else "no tiers yet"
        lines += wrapped(f"Aim for {first}-{last} active partners, {tiers}, {portal}.", width, "plain")
    if plan.pilot:
        pilot = plan.pilot
        lines += wrapped(
            f"Smallest pilot that passes: {pilot.commission_percent} % for {pilot.months} months, "
            f"{pilot.to_sign} signatures for {pilot.target_active} active partners.",
            width,
            "plain",
        )
    return lines


def _still_open(plan: Plan, width: int) -> list[Line]:
    missing = [_OPEN[name] for name in plan.open if name in _OPEN]
    return wrapped(f"Not answered yet: {', '.join(missing)}.", width, "todo") if missing else []


def _use(view: View, plan: Plan) -> list[Line]:
    change = using_plan(view.program, plan)
    if change is None:
        return [((f"{view.glyphs.ok} its tracks are all there", "ok"),)] if plan.tracks else []
    key = view.keys("page.act", without="")
    words = "use this plan: makes the tracks that are missing"
    return [((f"{key} ", "accent"), (words, "plain"))] if key else []


def type_name(kind: str) -> str:
    """A type of track as people write it: Referral, ISV."""
    return "Referral" if kind == "referral" else kind.upper()


def _tree(view: View, plan: Plan, width: int) -> list[Line]:
    changed = {(each.question, each.branch): (each.changed, each.source) for each in plan.taken}
    lines: list[Line] = [heading("Decision tree, and what each answer changed")]
    for question in decision_tree():
        lines += _question(view, question, changed, width)
    return lines


def _question(
    view: View, question: Question, changed: dict[tuple[str, str], tuple[str, str]], width: int
) -> list[Line]:
    asked = any(asking == question.id for asking, _ in changed)
    lines: list[Line] = [says(question.question, "strong" if asked else "plain")]
    for branch in question.branches:
        lines += _branch(view, branch, changed.get((question.id, branch.id)), width)
    return lines


def _branch(view: View, branch: Branch, taken: tuple[str, str] | None, width: int) -> list[Line]:
    glyphs = view.glyphs
    if taken is None:
        return wrapped(
            f"{glyphs.middle_dot} {branch.answer} {glyphs.arrow} {branch.result}", width, indent=1, hang=2
        )
    lit = wrapped(
        f"{glyphs.ok} {branch.answer} {glyphs.arrow} {branch.result}", width, "ok", indent=1, hang=2
    )
    words, source = taken
    if words.rstrip(".") == branch.result:
        return lit
    return [*lit, *wrapped(f"{words} ({source})", width, "plain", indent=3)]


def arr_hint(plan: Plan) -> str:
    """The band of recurring revenue, beside the number."""
    return next((each.answer for each in plan.taken if each.question == "arr"), "")
