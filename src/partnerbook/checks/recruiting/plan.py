"""REC001 and REC010: whom to recruit, how they get started, and how many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from partnerbook.checks.check import Check, Look, Whole, missing
from partnerbook.checks.finding import Finding, Waits
from partnerbook.checks.reading import band, counted, hidden
from partnerbook.checks.tally import first_with, tally
from partnerbook.program.address import join
from partnerbook.program.edit import Add
from partnerbook.program.fields import WITHHELD, known

_LIST: Final = "recruiting.target_list"
_TARGET: Final = "recruiting.target_active"
_INCENTIVE: Final = "recruiting.first_deal_incentive"
_ONBOARDING: Final = "recruiting.onboarding"
TEN: Final = 10


class MissingInputs(Check[str]):
    code = "REC001"
    name = "missing-recruiting-inputs"
    severity = "error"
    essential = True
    family = "recruiting"
    claim = "Recruiting starts with a list of targets, an onboarding program and something extra for the first deal."
    source = "card"
    why = (
        "Without a list you sign whoever asks, without onboarding they never start, and without a reason to "
        "begin now the first deal waits for ever."
    )
    remedy = "fill it in"

    def subjects(self, look: Look) -> Iterable[str]:
        return ("target-list", "onboarding", "incentive")

    def judge(self, look: Look, subject: str) -> Iterator[Finding]:
        if subject == "target-list":
            return self._target_list(look)
        return self._onboarding(look) if subject == "onboarding" else self._incentive(look)

    def _target_list(self, look: Look) -> Iterator[Finding]:
        plan = look.program.recruiting
        if not missing(plan.target_list) and plan.target_list != WITHHELD:
            return
        targets = tally(look.program.partners).of("target")
        wanted = plan.target_active
        if known(wanted) and targets >= max(1, wanted):
            return
        if hidden(look, plan.target_list):
            look.need(plan.target_list, _LIST)
        if targets and not known(wanted):
            look.need(wanted, _TARGET)
        self._may_hold_more(look, targets, wanted)
        message = "there is no list of the partners to win"
        if targets and known(wanted):
            message += f", and only {counted(targets, 'target')} of {wanted:,} stand among the partners"
        fix = "name the list, or enter as many partners at the stage target as should become active"
        yield self.absent(
            look, _LIST, message, value=() if plan.target_list is None else plan.target_list, fix=fix
        )

    def _may_hold_more(self, look: Look, targets: int, wanted: object) -> None:
        withheld = tally(look.program.partners).of(WITHHELD)
        if withheld and isinstance(wanted, int) and targets + withheld >= wanted:
            found = first_with(look.program.partners, lambda partner: partner.stage == WITHHELD)
            assert found is not None
            raise Waits(join("partners", found[0], "stage"), withheld=True)
        look.listed("partners", "partners")

    def _onboarding(self, look: Look) -> Iterator[Finding]:
        steps = look.program.recruiting.onboarding
        if all(step.is_empty for step in steps.values()):
            at = join("recruiting", "onboarding", "kick-off")
            edits = (Add(at, {"title": "Kick-off with named contacts on both sides"}),) if not steps else ()
            message = "there is no onboarding program: nothing happens between signature and activation"
            fix = "say what happens after the signature, step by step"
            yield self.absent(look, at if edits else _ONBOARDING, message, fix=fix, edits=edits)

    def _incentive(self, look: Look) -> Iterator[Finding]:
        incentive = look.program.recruiting.first_deal_incentive
        if missing(incentive) or incentive == WITHHELD:
            message = "nothing is offered for the first deal"
            fix = "say what the first deal brings on top"
            yield self.absent(look, _INCENTIVE, message, value=incentive, fix=fix)


class TargetBelowTen(Whole):
    code = "REC010"
    name = "target-below-ten"
    severity = "note"
    family = "recruiting"
    claim = "From 5M of recurring revenue the plan is for ten active partners at least."
    source = "card"
    why = "Ten active partners are what the first round of recruiting should end with; fewer is a trial."
    remedy = "plan for ten"

    def judge(self, look: Look, subject: None) -> Iterator[Finding]:
        target = look.program.recruiting.target_active
        written = target is not None and target != WITHHELD
        if (written or known(look.program.company.arr)) and band(look) not in ("5m-20m", "above-20m"):
            return
        if target is None or target == WITHHELD:
            message = "nobody knows how many active partners are planned"
            fix = "ten and more pass"
            yield self.absent(look, _TARGET, message, value=target, fix=fix)
        elif target < TEN:
            message = f"{counted(target, 'active partner')} planned, where the first round is for 10"
            yield self.finding(_TARGET, message, found=f"{target}", limit="10 partners", passes=TEN)
