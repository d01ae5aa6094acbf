"""CHK003: text in a field that is no value of it. It is in no program: whoever holds it asks for this finding."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from partnerbook.checks.check import Check, Look
from partnerbook.checks.finding import Finding, Report
from partnerbook.checks.reading import clipped, counted
from partnerbook.program.address import Address
from partnerbook.program.locate import spec_at
from partnerbook.program.program import Program
from partnerbook.program.values import CURRENCY, NotAValue, parse
from partnerbook.record import replace

_MANY: Final = 100
"""So many texts are told one by one, those typed last: a column of a table that some script wrote is one mistake."""
_NOTHING: Final[Mapping[Address, str]] = {}


class NotAValueYet(Check[None]):
    """Judged beside all others, from what waits in an open workbook: see `with_typed`."""

    code = "CHK003"
    name = "not-a-value"
    severity = "error"
    family = "checking"
    claim = "What stands in a field is a value that the field takes."
    source = "ours"
    why = (
        "Other text is kept in its field, so that nothing typed is lost; but no check reads it, and it is not saved. "
        "What stands in a file like that stays there: on the command line it is a problem of the file, wrong-shape."
    )
    remedy = "type what the field takes"

    def subjects(self, look: Look) -> Iterable[None]:
        return ()

    def typed(self, at: Address, text: str, wanted: str) -> Finding:
        """What there is to say about a text."""
        return self.finding(at, "not a value yet", found=clipped(text), limit=wanted, fix=f"type {wanted}")

    def others(self, at: Address, number: int) -> Finding:
        """What there is to say about many more, at the first of them."""
        return self.finding(at, f"{counted(number, 'more field')} like this one: not a value yet")

    def refused(self, at: Address, why: str) -> Finding:
        """What there is to say where nothing can be typed."""
        return self.finding(at, why, fix="leave it as it is")


def with_typed(
    report: Report,
    program: Program,
    pending: Mapping[Address, str],
    *,
    refused: Mapping[Address, str] = _NOTHING,
) -> Report:
    """A report, and before it a finding for each text that waits at an address and is no value there.

    `refused` says of addresses why nothing that is typed there can be taken.
    """
    if not pending and not refused:
        return report
    check, waiting = NotAValueYet(), list(pending.items())
    typed = [check.refused(at, why) for at, why in refused.items()]
    typed += [check.typed(at, text, _wanted(program, at, text)) for at, text in waiting[-_MANY:]]
    if len(waiting) > _MANY:
        typed.append(check.others(waiting[-_MANY - 1][0], len(waiting) - _MANY))
    return replace(report, findings=(*typed, *report.findings))


def _wanted(program: Program, at: Address, text: str) -> str:
    spec = spec_at(program, at)
    try:
        if spec is not None:
            parse(spec, text, program.program.currency or CURRENCY)
    except NotAValue as error:
        return str(error)
    return "another value"
