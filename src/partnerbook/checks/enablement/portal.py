"""ENB002: training, battle cards and deal registration in one place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from partnerbook.checks.check import Check, Look, missing
from partnerbook.checks.enablement.modules import (
    TRAINING,
    at_module,
    modules,
    new_module,
    no_more_of_kind,
    of_kind,
)
from partnerbook.checks.finding import Finding
from partnerbook.program.address import Address
from partnerbook.program.edit import Set
from partnerbook.program.enablement import Module
from partnerbook.program.fields import NONE, WITHHELD, known

_PORTAL: Final = "enablement.portal"
_ENABLED: Final = "conflict.registration.enabled"
_REGISTRATION: Final = "conflict.registration.in_portal"
_CARRIED: Final = (*TRAINING, "battle-card")
_WITHOUT: Final = "so that training, battle cards and deal registration are not in one place"


class PortalIncomplete(Check[str]):
    """Subjects: the portal, what there is none of, each module (``module:KEY``), and registration."""

    code = "ENB002"
    name = "portal-incomplete"
    severity = "warning"
    family = "enablement"
    claim = "Training, battle cards and deal registration can all be reached from one portal."
    source = "card"
    why = "What a partner has to ask for is not used. One place for it all is what enablement ends in."
    remedy = "put it in the portal"

    def subjects(self, look: Look) -> Iterable[str]:
        carried = [f"module:{key}" for key, _ in modules(look)]
        return ["portal", "training", "battle-cards", *carried, "registration"]

    def judge(self, look: Look, subject: str) -> Iterator[Finding]:
        portal = look.program.enablement.portal
        if subject == "portal":
            yield from self._portal(look, portal)
        elif missing(portal) or portal == WITHHELD:
            return
        elif subject == "training":
            yield from self._some(look, TRAINING, "training", "training")
        elif subject == "battle-cards":
            yield from self._some(look, ("battle-card",), "battle-card", "battle card")
        elif subject == "registration":
            yield from self._registration(look)
        else:
            key = subject.removeprefix("module:")
            yield from self._module(look, key, look.program.enablement.modules[key])

    def _portal(self, look: Look, portal: str | None) -> Iterator[Finding]:
        if portal == NONE:
            yield self.finding(
                _PORTAL, f"there is no portal, {_WITHOUT}", found=NONE, passes=_portal_for(look)
            )
        elif portal is None or portal == WITHHELD:
            yield self.absent(
                look,
                _PORTAL,
                f"it is not said what the portal is, {_WITHOUT}",
                value=portal,
                fix="say where partners find it all; up to 20M of revenue a wiki and a form will do",
            )

    def _some(self, look: Look, kinds: tuple[str, ...], key: str, noun: str) -> Iterator[Finding]:
        if any(of_kind(look, *kinds)):
            return
        no_more_of_kind(look, at_module(key))
        if key == "training":
            edit = new_module(look, key, "video", "First training", minutes=10, in_portal=True)
        else:
            edit = new_module(look, key, "battle-card", "Battle card", pages=1, in_portal=True)
        yield self.absent(
            look,
            edit.address,
            f"there is no {noun} that could be reached from the portal",
            value=(),
            fix=f"add a module of the kind {edit.table['kind']} and put it in the portal",
            edits=(edit,),
        )

    def _module(self, look: Look, key: str, module: Module) -> Iterator[Finding]:
        if module.kind in _CARRIED:
            noun = "battle card" if module.kind == "battle-card" else "training"
            at = at_module(key, "in_portal")
            yield from self._reached(look, at, module.in_portal, f"this {noun}")

    def _registration(self, look: Look) -> Iterator[Finding]:
        rules = look.program.conflict.registration
        if rules.enabled is True:
            yield from self._reached(look, _REGISTRATION, rules.in_portal, "deal registration")
        elif rules.enabled is False:
            message = "no deals can be registered from the portal: there is no deal registration"
            edits = (Set(_ENABLED, True), Set(_REGISTRATION, True))
            yield self.finding(
                _ENABLED, message, fix="let partners register deals, in the portal", edits=edits
            )
        else:
            message = "nothing says whether deals can be registered from the portal"
            yield self.absent(look, _ENABLED, message, value=rules.enabled, fix="say whether they can")

    def _reached(self, look: Look, at: Address, value: bool | str | None, noun: str) -> Iterator[Finding]:
        if value is False:
            message = f"{noun} cannot be reached from the portal"
            yield self.finding(at, message, found="no", edits=(Set(at, True),))
        elif value is not True:
            message = f"nothing says whether {noun} can be reached from the portal"
            yield self.absent(look, at, message, value=value)


def _portal_for(look: Look) -> str:
    """What a company of this size needs: a wiki and a form count up to 20M of revenue."""
    arr = look.program.company.arr
    return "partner-portal" if known(arr) and arr > look.dollars(20) else "wiki-and-form"
