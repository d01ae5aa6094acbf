"""Company: what kind of program fits us? The decision tree lit along the branches taken, and its plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, Final

from partnerbook.economics.of_program.advice import plan_of
from partnerbook.knowledge.assumptions import Assumption, assumptions
from partnerbook.program.address import Address, join
from partnerbook.program.edit import Add
from partnerbook.program.values import shown
from partnerbook.record import replace
from partnerbook.session.plans import using_plan
from partnerbook.tui.heads import CompanyHead
from partnerbook.tui.page import Line, Page
from partnerbook.tui.screens.company_picture import arr_hint, company_picture
from partnerbook.tui.sheet.model import Cell, Column, GridHead, GridRow, Heading, Row, Rows, SheetModel
from partnerbook.tui.view import View

_OUTSIDE: Final = ("source", "seen", "complete")
_LABEL: Final = 40


class CompanyPage(CompanyHead, Page):
    """The program's facts, the company's numbers, its team, and the assumptions behind the checks."""

    def rows(self, view: View, width: int) -> SheetModel:
        """Forms, the team, and every assumption with its default."""
        facts = [name for name in view.value_names("program") if name != "goals"]
        if view.program.program.perspective != "outside":
            facts = [name for name in facts if name not in _OUTSIDE or view.holds(f"program.{name}")]
        plan = plan_of(view.program, view.today)
        adds = using_plan(view.program, plan) is not None
        note = (
            f"{view.keys('view.picture')} shows the plan, {view.keys('page.act')} uses it"
            if adds
            else self.question
        )
        rows: list[Row] = [Heading("Company", note), *view.form("program", ("goals",))]
        rows += view.form("company", hints={"arr": arr_hint(plan)})
        rows += [Heading("Proof", "can our own team sell it?"), *view.form("company.proof")]
        rows += view.records(
            "team",
            "Team",
            (("name", 0), ("role", 17), ("allocation_percent", 7, "Time"), ("starts", 10)),
            empty="Nobody yet: a dedicated partner manager comes first",
        )
        rows += [Heading("Program"), *view.form("program", facts)]
        rows += _assumptions(view)
        return Rows.of(rows)

    def order(self, view: View, collection: Address) -> Sequence[str]:
        """The known assumptions stand before those that nobody asks for."""
        held = super().order(view, collection)
        return tuple(dict.fromkeys((*assumptions(), *held))) if collection == "assumptions" else held

    def picture(self, view: View, width: int) -> Sequence[Line]:
        """The tree, what the answers changed, and the plan."""
        return company_picture(view, plan_of(view.program, view.today), width)

    def commands(self, screen: Any) -> Iterator[tuple[str, str, Callable[[], Any]]]:
        """Use the plan."""
        yield "Use this plan", "makes the tracks that the decision tree recommends", partial(self.act, screen)

    def act(self, screen: Any) -> bool:
        """Use the plan."""
        session = screen.session
        change = using_plan(session.program, plan_of(session.program, session.today))
        if change is None:
            screen.say("the plan adds nothing: its tracks are there, or the goals are not answered yet")
            return True
        made = [edit for edit in change.edits if isinstance(edit, Add)]
        screen.session.do(change)
        screen.refresh_page()
        keys = screen.key_names
        then = f"{keys('page.value')} shows them, {keys('edit.undo')} takes them back"
        screen.say(f"{len(made)} tracks made from the plan; {then}", "$flag-ok")
        return True


def _assumptions(view: View) -> list[Row]:
    head = GridHead(
        "",
        (Column("Value", 12, "right"), Column("Why"), Column("Default, from")),
        collection="assumptions",
        label_width=_LABEL,
    )
    rows: list[Row] = [Heading("Assumptions", "numbers of ours that you may know better"), head]
    for name, held in assumptions().items():
        rows.append(GridRow(held.label, _assumption(view, name, held), head, item=join("assumptions", name)))
    for name in view.program.assumptions:
        if name not in assumptions():
            at = join("assumptions", name)
            cells = (
                view.cell(f"{at}.value"),
                view.cell(f"{at}.source"),
                view.fact(f"{at}.default", "not used"),
            )
            rows.append(GridRow(name, cells, head, item=at, collection="assumptions"))
    return rows


def _assumption(view: View, name: str, held: Assumption) -> tuple[Cell, ...]:
    at = join("assumptions", name)
    value = replace(view.cell(f"{at}.value", inherited=held.default), unit=held.unit)
    ours = held.source if value.state == "inherited" else f"{shown(held.default)} {held.unit}, {held.source}"
    return (value, view.cell(f"{at}.source"), view.fact(f"{at}.default", ours))
