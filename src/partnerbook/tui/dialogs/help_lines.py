"""What the help says: about one field, about a page, about its subject."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from partnerbook.checks.finding import Finding
from partnerbook.knowledge.guidance import Claim, claims, comparison, context_figures, misconceptions, pillars
from partnerbook.program.address import Address, split
from partnerbook.program.fields import FieldSpec
from partnerbook.program.mistakes import expectation
from partnerbook.tui.dialogs.drawn import flow
from partnerbook.tui.glyphs import Glyphs
from partnerbook.tui.page import Line, Page, Paint

_CHOICES: Final = {
    "draft": "what is missing is to do",
    "pilot": "tried with a few partners; missing essentials are errors",
    "launched": "in force; missing essentials are errors",
    "own": "the program that you design",
    "outside": "another vendor's published program; what is not written counts as withheld",
    "new-markets": "regions and industries that direct sales do not reach: VAR or SI",
    "integration-lock-in": "customers held by integrations: ISV",
    "existing-networks": "pipeline from networks that exist: referral",
    "all": "one after the other: referral, ISV, VAR, SI",
    "referral": "passes leads on for a commission; the first to get going",
    "isv": "joins its own product with yours",
    "var": "puts services around your product and resells both",
    "si": "plans and installs for large customers",
    "withheld": "exists and is private: never passes and never fails",
    "none": "known not to be there",
    "discretion": "decided case by case",
}
"""Meanings of words that the fields' own help does not spell out."""


def meaning(word: str) -> str:
    """What a word of a choice means; empty where the word says it."""
    return _CHOICES.get(word, "")


def field_lines(
    label: str, at: Address, spec: FieldSpec, findings: Sequence[Finding], width: int, glyphs: Glyphs
) -> list[Line]:
    """Everything about one field."""
    lines: list[Line] = [((label or spec.label, "heading"),), *flow(at, width, "muted")]
    if spec.help:
        lines += [(), *flow(spec.help, width)]
    lines.append(())
    facts = [("takes", expectation(spec) if spec.kind != "choice" else "one of these words")]
    facts += [("unit", "the program's currency" if spec.unit == "money" else spec.unit)] if spec.unit else []
    facts += [("unset", f"counts as {spec.default}")] if spec.default else []
    if spec.refers_to:
        facts.append(("names", " or ".join(f"a key of [{table}]" for table in spec.refers_to)))
    facts += [("source", spec.source)] if spec.source else []
    for name, text in facts:
        lines += flow(text, width, indent=8, first=name)
    lines += [((f"  {word:<22}", "strong"), (meaning(word), "muted")) for word in spec.choices]
    for finding in findings:
        lines += [(), *finding_lines(finding, width, glyphs)]
    return lines


def finding_lines(finding: Finding, width: int, glyphs: Glyphs) -> list[Line]:
    """A finding in a few lines."""
    kind = "waived" if finding.waived else finding.severity
    paint: Paint = "muted" if finding.waived else finding.severity
    word = "to do" if kind == "todo" else kind
    head: Line = ((f"{getattr(glyphs, kind)} {word} {finding.code} {finding.name}", paint),)
    lines = [head, *flow(finding.message, width, indent=2)]
    if finding.fix and not finding.waived:
        lines += flow(finding.fix, width, "ok", indent=4, first=f"  {glyphs.arrow}")
    return lines


def page_lines(page: Page, at: Address, width: int) -> list[Line]:
    """The page's question, and what is worth knowing there."""
    lines: list[Line] = [((page.heading, "heading"),), *flow(page.question, width)]
    for words, source in advice(page.key, at):
        lines += [(), *flow(f"{words} ({source})", width)]
    return lines


def advice(page: str, at: Address) -> Iterator[tuple[str, str]]:
    """What the card has to say to a page and a field, with its source."""
    table = split(at)[0] if at else ""
    for row in misconceptions():
        here = any(where.split(".")[0] in (table, *_TABLES.get(page, ())) for where in row.where)
        if here:
            yield f"Often believed: {row.belief} {row.reality}", row.source
    spot = ".".join((table, split(at)[-1])) if at else ""
    for claim in claims():
        if _helps(claim, spot, page):
            yield claim.text, claim.source
    if page in ("company", "review") or spot == "program.sourced_share_target_percent":
        for figure in context_figures():
            yield f"{figure.figure}. {figure.caveat}", figure.source
    if page == "company":
        yield "It takes three things: " + "; ".join(pillars()) + ".", "card, src1"


_TABLES: Final = {
    "recruiting": ("recruiting", "partners"),
    "value": ("tracks",),
}
"""The tables of a page, beside which misconceptions are corrected."""
_SPOTS: Final = {
    "value": ("tracks.type", "tracks.months_to_first_pipeline"),
}
"""Fields whose help is worth reading anywhere on a page."""


def _helps(claim: Claim, spot: str, page: str) -> bool:
    if any(use.startswith("advice:context") for use in claim.uses):
        return False  # said with its caveat, as a figure for context
    spots = [use.removeprefix("help:") for use in claim.uses if use.startswith("help:")]
    return any(each == spot or each in _SPOTS.get(page, ()) for each in spots)


def start_lines(width: int, glyphs: Glyphs) -> list[Line]:
    """What this workbook is for, and which kind of program is meant: help before there is a workbook."""
    lines: list[Line] = [(), (("What this is for", "heading"),)]
    for claim in claims():
        if "help:start" in claim.uses:
            lines += [*flow(claim.text, width, indent=2, first=glyphs.middle_dot)]
    lines += [(), (("Which kind of program is it?", "heading"),)]
    for row in comparison():
        lines += [
            (),
            ((row.concept, "strong"),),
            *flow(row.difference, width, indent=2),
            *flow(f"When: {row.when}", width, "muted", indent=2),
        ]
    lines += [(), (("What it takes", "heading"),)]
    for pillar in pillars():
        lines += flow(pillar, width, indent=2, first=glyphs.middle_dot)
    lines += [(), (("For context, never a target", "heading"),)]
    for figure in context_figures():
        lines += [
            *flow(f"{figure.figure} ({figure.source}).", width, indent=2, first=glyphs.middle_dot),
            *flow(figure.caveat, width, "muted", indent=2),
        ]
    return [*lines, ()]
