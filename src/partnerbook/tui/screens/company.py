"""Company: what kind of program fits us? The decision tree lit along the branches taken, and its plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from partnerbook.economics.of_program.advice import plan_of
from partnerbook.economics.plan import Plan, PlannedTrack, Taken
from partnerbook.knowledge.assumptions import Assumption, assumptions
from partnerbook.knowledge.guidance import Question
from partnerbook.knowledge.guidance import tree as decision_tree
from partnerbook.program.address import join
from partnerbook.program.values import shown
from partnerbook.session.plans import using_plan
from partnerbook.tui.page import Line, Page
from partnerbook.tui.pictures import heading, joined, says, wrapped
from partnerbook.tui.sheet.model import Cell, Column, GridHead, GridRow, Heading, Row, Rows, SheetModel
from partnerbook.tui.view import View

_OUTSIDE: Final = ("source", "seen", "complete")
_YEAR: Final = 12


class CompanyPage(Page):
    """The program's facts, the company's numbers, its team, and the assumptions behind the checks."""

    key = "company"
    title = "Company"
    question = "What kind of program fits us?"
    tables = ("program", "company", "team", "assumptions")

    def rows(self, view: View, width: int) -> SheetModel:
        """Forms, the team, and every assumption with its default."""
        facts = view.value_names("program")
        if view.program.program.perspective != "outside":
            facts = [name for name in facts if name not in _OUTSIDE]
        rows: list[Row] = [Heading("Company", self.question)]
        rows += view.form("company")
        rows += [Heading("Proof", "can our own team sell it?"), *view.form("company.proof")]
        rows += view.records(
            "team",
            "Team",
            (("name", 0), ("role", 20), ("allocation_percent", 16), ("starts", 12)),
            empty="Nobody yet: a dedicated partner manager comes first",
        )
        rows += [Heading("Program"), *view.form("program", facts)]
        rows += _assumptions(view)
        return Rows.of(rows)

    def picture(self, view: View, width: int) -> Sequence[Line]:
        """The tree, what the answers changed, and the plan."""
        plan = plan_of(view.program, view.today)
        return joined(_plan(view, plan, width), _tree(view, plan, width), _changed(plan, width))

    def commands(self, screen: Any) -> Iterator[tuple[str, str, Callable[[], None]]]:
        """Use the plan."""

        def use() -> None:
            session = screen.session
            change = using_plan(session.program, plan_of(session.program, session.today))
            if change is None:
                screen.say("the plan adds nothing: its tracks are there, or the goals are not answered yet")
            else:
                screen.do(change)

        yield "Use this plan", "makes the tracks that the decision tree recommends", use


def _assumptions(view: View) -> list[Row]:
    head = GridHead(
        "assumption",
        (Column("Value", 14, "right"), Column("Why"), Column("Default from", 16)),
        collection="assumptions",
    )
    rows: list[Row] = [Heading("Assumptions", "numbers of ours that you may know better"), head]
    for name, held in assumptions().items():
        rows.append(GridRow(held.label, _assumption(view, name, held), head, item=join("assumptions", name)))
    return rows


def _assumption(view: View, name: str, held: Assumption) -> tuple[Cell, ...]:
    at = join("assumptions", name)
    value = view.cell(f"{at}.value", inherited=held.default, hint=held.unit)
    return (
        value,
        view.cell(f"{at}.source"),
        view.fact(f"{at}.default", f"{shown(held.default)} {held.unit}, {held.source}"),
    )


def _plan(view: View, plan: Plan, width: int) -> list[Line]:
    lines: list[Line] = [heading("The plan that this leads to")]
    if not plan.tracks and not plan.pilot:
        return [*lines, *wrapped("Answer goals and annual recurring revenue to see one.", width)]
    label = max((len(_called(track)) for track in plan.tracks), default=8)
    room = max(width - label - 14, 12)
    last = max((track.start_month for track in plan.tracks), default=0) + 6
    for track in plan.tracks:
        before = round(room * track.start_month / last)
        g = view.glyphs
        lines.append(
            ((_called(track).ljust(label) + " ", "strong"), (g.line * before, "track"),
             (g.bar_full * (room - before), "bar"), (f" {track.starts:%b %Y}", "muted"))
        )  # fmt: skip
    if plan.partners:
        lines.append(says(f"aim for {plan.partners[0]}-{plan.partners[1]} active partners", "plain"))
    if plan.pilot:
        lines += wrapped(
            f"smallest pilot that passes: referral, {plan.pilot.commission_percent} % for {plan.pilot.months} months, "
            f"{plan.pilot.to_sign} signatures for {plan.pilot.target_active} active partners",
            width,
            "plain",
        )
    for first in plan.first:
        lines += wrapped(f"{view.glyphs.arrow} first: {first.text} ({first.source})", width, "accent")
    for later in plan.later:
        lines += wrapped(f"{later.type.upper()} waits: {later.until}", width, "muted")
    lines.append(says("^p Use this plan makes the tracks", "muted"))
    return lines


def _called(track: PlannedTrack) -> str:
    return "Referral" if track.type == "referral" else track.type.upper()


def _tree(view: View, plan: Plan, width: int) -> list[Line]:
    taken = {(each.question, each.branch) for each in plan.taken}
    lines: list[Line] = [heading("Decision tree")]
    for question in decision_tree():
        lines += _question(view, question, taken, width)
    return lines


def _question(view: View, question: Question, taken: set[tuple[str, str]], width: int) -> list[Line]:
    asked = any(asking == question.id for asking, _ in taken)
    lines: list[Line] = [((question.question, "strong" if asked else "plain"),)]
    for branch in question.branches:
        lit = (question.id, branch.id) in taken
        sign = view.glyphs.cursor if lit else view.glyphs.middle_dot
        words = f"{sign} {branch.answer} {view.glyphs.arrow} {branch.result}"
        lines += wrapped(words, width, "ok" if lit else "muted", indent=1)
    return lines


def _changed(plan: Plan, width: int) -> list[Line]:
    if not plan.taken:
        return []
    lines: list[Line] = [heading("What each answer changed")]
    for each in plan.taken:
        lines += _taken(each, width)
    return lines


def _taken(each: Taken, width: int) -> list[Line]:
    return wrapped(f"{each.answer}: {each.changed} ({each.source})", width, "plain")
