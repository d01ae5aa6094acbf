"""The reference of all checks, made from what each says of itself and from its examples: text, nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from partnerbook.checks.catalogue import CATALOGUE
from partnerbook.checks.check import FAMILIES, Check, Family
from partnerbook.checks.examples import address_found, example
from partnerbook.checks.excerpt import excerpts
from partnerbook.knowledge.assumptions import Assumption, assumptions
from partnerbook.knowledge.guidance import claims

FAMILY_TITLES: Final[dict[Family, str]] = {
    "framework": "FRM · Company: is this the right program?",
    "value": "VAL · Step 1, value: why would a partner bother?",
    "pay": "PAY · Step 1, value: what the partner earns",
    "tiers": "TIE · Step 2, tiers",
    "enablement": "ENB · Step 3, enablement",
    "recruiting": "REC · Step 4, the first ten partners",
    "conflict": "CON · Step 5, channel conflict",
    "checking": "CHK · What cannot be judged",
    "waivers": "WAI · Agreed exceptions",
}

_INTRODUCTION: Final = """\
# Checks

What partnerbook holds a program design against. `partnerbook explain CODE` says the same in the terminal, and
`e` on a finding in the interface. This page is generated from the checks and their examples, which the tests
run: change them, and run `make docs`.

- **error** breaks a constraint, or makes the design impossible to check; **warning** breaks a pattern that works;
  **note** is context. A check may speak more softly than its severity here where its message says why.
- What is not filled in yet is **to do** as long as the program is a draft. From pilot on, *essential* checks call it
  an error, and the others give it their own severity.
- The word `"withheld"` neither passes nor fails: CHK001 lists the checks that wait for it. In the outside view
  (`program.perspective = "outside"`) what is not written counts as withheld.
- CHK002 is said in every status and in the outside view too: a name that nothing has is a mistake, and not a value
  that is still to come. CHK003 is found in an open workbook only.
- Sources: *card* is the knowledge card that the product carries out, *practice* is what practitioners report,
  *ours* is our own judgement. Numbers that are not the card's own are assumptions: `[assumptions.NAME]` in a
  workbook replaces them.
- A finding that is right and agreed to is waived under `[waivers.KEY]`, with a reason, an owner and an end.
- Examples show the lines that the check reads. They are judged on 2026-11-24.
"""


def explanation(check: Check[Any]) -> dict[str, Any]:
    """All that a check says of itself, as plain values: what ``explain --json`` prints."""
    return {
        "code": check.code,
        "name": check.name,
        "severity": check.severity,
        "essential": check.essential,
        "family": check.family,
        "claim": check.claim,
        "source": check.source,
        "why": check.why,
        "fix": check.remedy,
        "card": [claim.text for claim in claims() if check.code in claim.uses],
        "assumptions": {each.name: each.default for each in assumptions_of(check)},
        "passes": example(check.code, "pass"),
        "fails": example(check.code, "fail"),
        "finds": address_found(check.code),
    }


def assumptions_of(check: Check[Any]) -> tuple[Assumption, ...]:
    """The assumptions that a check uses."""
    return tuple(each for each in assumptions().values() if check.code in each.used_by)


def render() -> str:
    """The whole reference as Markdown, by family, in the order of the catalogue."""
    parts = [_INTRODUCTION, *_index()]
    for family in FAMILIES:
        parts.append(f"## {FAMILY_TITLES[family]}\n")
        parts += [_section(check) for check in CATALOGUE if check.family == family]
    return "\n".join(parts).rstrip("\n") + "\n"


def _index() -> Iterator[str]:
    yield "| check | severity | |\n|---|---|---|"
    for check in CATALOGUE:
        yield f"| [{check.code}](#{_anchor(check)}) {check.name} | {_grade(check)} | {_cell(check.claim)} |"
    yield ""


def _section(check: Check[Any]) -> str:
    lines = [
        f"### {check.code} {check.name}\n",
        f"**{_grade(check)}** · {check.source}\n",
        f"{check.claim}\n",
        f"*Why.* {check.why}\n",
        f"*To mend it:* {check.remedy}.\n",
    ]
    used = [f"`{each.name}` ({_measured(each)})" for each in assumptions_of(check)]
    if used:
        lines.append(f"*Assumptions:* {', '.join(used)}.\n")
    passing, failing = excerpts(check)
    lines += ["Passes:\n", _fenced(passing), f"Found at `{address_found(check.code)}`:\n", _fenced(failing)]
    return "\n".join(lines)


def _grade(check: Check[Any]) -> str:
    return f"{check.severity}, essential" if check.essential else check.severity


def _measured(assumption: Assumption) -> str:
    return f"{assumption.default:g} {assumption.unit}".rstrip()


def _anchor(check: Check[Any]) -> str:
    """How a heading is linked to on the pages that show Markdown."""
    return f"{check.code} {check.name}".lower().replace(" ", "-")


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _fenced(text: str) -> str:
    return f"```toml\n{text}\n```\n"
