"""The decision tree's plan for a program."""

from __future__ import annotations

from datetime import date

from partnerbook.economics.of_program.recruiting import has_dedicated_person
from partnerbook.economics.of_program.values import assumed
from partnerbook.economics.plan import Plan, recommend
from partnerbook.program.fields import NONE, known
from partnerbook.program.ladder import words
from partnerbook.program.program import Program


def plan_of(program: Program, today: date) -> Plan:
    """What the decision tree recommends for the company, in dollars at the assumed rate."""
    return recommend(
        words(program.program.goals),
        _in_usd(program, program.company.arr),
        _in_usd(program, program.company.direct_arr),
        has_dedicated_person(program),
        today,
        _has_playbook(program),
    )


def _has_playbook(program: Program) -> bool | None:
    playbook = program.company.proof.sales_playbook
    return playbook != NONE if known(playbook) else None


def _in_usd(program: Program, amount: int | str | None) -> float | None:
    if not isinstance(amount, int):
        return None
    rate = assumed(program, "currency_per_usd")
    return amount / rate if rate > 0 else None
