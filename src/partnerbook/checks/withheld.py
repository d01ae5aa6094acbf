"""CHK001: what is written as withheld, and which checks wait for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from partnerbook.checks.check import Check, Look
from partnerbook.checks.finding import Finding, Waiting


class WithheldValue(Check[None]):
    """Judged after all others, from what they wait for."""

    code = "CHK001"
    name = "withheld"
    severity = "note"
    family = "checking"
    claim = "A value that is kept private neither passes nor fails."
    source = "ours"
    why = "Whoever reviews the program should see what could not be judged, and why."
    remedy = (
        "supply it in a file beside the workbook, named like it with .private.toml in the place of "
        ".program.toml, which git ignores"
    )

    def subjects(self, look: Look) -> Iterable[None]:
        return ()


def withheld_findings(waiting: Iterable[Waiting]) -> Iterator[Finding]:
    """One note for each address at which the word is written."""
    waits: dict[str, list[str]] = {}
    for wait in waiting:
        if wait.withheld:
            codes = waits.setdefault(wait.address, [])
            if wait.code not in codes:
                codes.append(wait.code)
    check = WithheldValue()
    for at, codes in waits.items():
        yield check.finding(at, f"withheld; {', '.join(codes)} cannot judge it", found="withheld")
