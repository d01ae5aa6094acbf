"""The story of a revision as text, as Markdown for a pull request, and for programs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from partnerbook.checks.finding import weight
from partnerbook.cli.output import Paint, counted, safe, severity_word
from partnerbook.record import names_of, replace

if TYPE_CHECKING:
    from partnerbook.checks.finding import Finding
    from partnerbook.program.edit import Edit
    from partnerbook.revisions.story import Story, Told

_NOTHING: Final = "Both say the same."
_MARKS: Final = {"tighter": "▲ ", "looser": "▼ ", "": "  "}
_NAMED: Final = 50
"""Partners that are named; more are counted."""
_MANY: Final = 8
"""More things than these that come to one table, or leave it, are told together."""
_MARKUP: Final = re.compile(r"[\\`*_\[\]~|]")
_ENTITIES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_LIVE: Final = re.compile(r"[@#$]|://|www(?=\.)|\bGH(?=-\d)|:(?=[\w+-]+:)", re.IGNORECASE)
"""What GitHub makes links, mentions, formulas and pictures of, whatever stands before it."""
_LEADING: Final = re.compile(r"(\d*)([.)+-])")


# ── things that come and go in numbers ───────────────────────────────────────


def _gathered(told: Iterable[Told]) -> Iterator[Told]:
    """The sentences, with one in place of many about things of one kind that are added or removed."""
    kept = list(told)
    crowds: dict[tuple[type[Edit], str], list[Told]] = {}
    for each in kept:
        if (crowd := _crowd_of(each)) is not None:
            crowds.setdefault(crowd, []).append(each)
    for each in kept:
        crowd = _crowd_of(each)
        members = crowds[crowd] if crowd is not None else []
        if crowd is None or len(members) <= _MANY:
            yield each
        elif each is members[0]:
            yield _together(crowd[0], members)


def _crowd_of(told: Told) -> tuple[type[Edit], str] | None:
    """What is done to a thing with a key, and the table that it comes to or leaves; ``None`` for all else."""
    from partnerbook.program.address import parent
    from partnerbook.program.edit import Add, Remove

    (first, *more) = told.edits
    return (type(first), parent(first.address)) if isinstance(first, Add | Remove) and not more else None


def _together(kind: type[Edit], members: list[Told]) -> Told:
    from partnerbook.program.edit import Add
    from partnerbook.program.locate import site

    place = site(members[0].edits[0].address)
    noun = (place.part.table.singular if place and place.part.table else "") or "entry"
    # Additions are made from the last to the first.
    names = [each.subject for each in (members[::-1] if kind is Add else members)]
    shown = ", ".join(names[:3])
    sentence = f"{len(names):,} {'added' if kind is Add else 'removed'}: {shown} and {len(names) - 3:,} more"
    edits = tuple(edit for each in members for edit in each.edits)
    return replace(members[0], subject=f"{noun.capitalize()}s", sentence=sentence, edits=edits)


# ── text ─────────────────────────────────────────────────────────────────────


def as_text(old: str, new: str, story: Story, *, colour: bool) -> str:
    """For a terminal: one sentence a line, each marked tighter or looser in words."""
    paint = Paint(colour)
    lines = [f"{paint('strong', safe(old))} → {paint('strong', safe(new))}: {_summary(story)}"]
    for step, told in groupby(_gathered(story.told), lambda each: each.step):
        lines += ["", paint("strong", step)]
        lines += [_line(each, paint) for each in told]
    lines += _block("Effect", [safe(each.sentence) for each in story.effects[:_NAMED]], paint)
    if len(story.effects) > _NAMED:
        lines.append(f"  and {len(story.effects) - _NAMED:,} more")
    lines += _block("Watch out", [paint("warning", safe(each)) for each in story.warnings], paint)
    lines += _block(
        "Findings that appear", [_found(each, paint) for each in _worst_first(story.appeared)], paint
    )
    lines += _block(
        "Findings that disappear", [_found(each, paint) for each in _worst_first(story.gone)], paint
    )
    return "\n".join(lines)


def _line(told: Told, paint: Paint) -> str:
    ending = f" ({told.direction})" if told.direction else ""
    line = f"  {_MARKS[told.direction]}{safe(told.subject)}: {safe(told.sentence)}{ending}"
    return paint("warning", line) if told.direction == "tighter" else line


def _block(heading: str, lines: list[str], paint: Paint) -> Iterator[str]:
    if lines:
        yield from ("", paint("strong", heading))
        yield from (f"  {line}" for line in lines)


def _found(finding: Finding, paint: Paint) -> str:
    word: Any = finding.severity
    return f"{paint(word, finding.code)} {safe(finding.message)} ({severity_word(word)})"


def _worst_first(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=weight)


def _summary(story: Story) -> str:
    if story.is_empty:
        return _NOTHING
    edits = sum(len(each.edits) for each in story.told)
    ways = [each.direction for each in story.told]
    said = [counted(edits, "edit")]
    said += [f"{ways.count(way)} {way}" for way in ("tighter", "looser") if way in ways]
    demoted = sum(1 for each in story.effects if each.demoted and each.partner)
    if demoted:
        said.append(f"{counted(demoted, 'partner')} demoted")
    return ", ".join(said) + "."


# ── Markdown ─────────────────────────────────────────────────────────────────


def as_markdown(old: str, new: str, story: Story) -> str:
    """For a pull request: headings, lists, and warnings that GitHub sets apart. Text is never markup."""
    lines = [
        "## What changes in the partner program",
        "",
        f"{escaped(old)} → {escaped(new)}: {_summary(story)}",
    ]
    if story.warnings:
        lines += ["", "> [!WARNING]", *(f"> - {escaped(each)}" for each in story.warnings)]
    for step, told in groupby(_gathered(story.told), lambda each: each.step):
        lines += ["", f"### {step}", "", *(_item(each) for each in told)]
    lines += _section("Effect on partners", [escaped(each.sentence) for each in story.effects[:_NAMED]])
    if len(story.effects) > _NAMED:
        lines.append(f"- and {len(story.effects) - _NAMED:,} more")
    lines += _section("Findings that appear", [_mark(each) for each in _worst_first(story.appeared)])
    lines += _section("Findings that disappear", [_mark(each) for each in _worst_first(story.gone)])
    return "\n".join(lines)


def escaped(text: str) -> str:
    """Text in which Markdown and GitHub read nothing: no markup, no link, no mention, no issue."""
    words = "".join(_ENTITIES.get(char, char) for char in safe(text).strip())
    words = _MARKUP.sub(lambda match: "\\" + match[0], words)
    # A comment takes such words apart; a backslash or an entity would be gone before they are looked for.
    words = _LIVE.sub(
        lambda match: match[0][:-2] + "<!-- -->//" if "/" in match[0] else match[0] + "<!-- -->", words
    )
    return _LEADING.sub(r"\1\\\2", words, count=1) if _LEADING.match(words) else words


def _item(told: Told) -> str:
    ending = f" *({told.direction})*" if told.direction else ""
    return f"- **{escaped(told.subject)}**: {escaped(told.sentence)}{ending}"


def _mark(finding: Finding) -> str:
    return f"`{finding.code}` {escaped(finding.message)} *({severity_word(finding.severity)})*"


def _section(heading: str, items: list[str]) -> list[str]:
    return ["", f"### {heading}", "", *(f"- {item}" for item in items)] if items else []


# ── for programs ─────────────────────────────────────────────────────────────


def as_object(old: str, new: str, story: Story) -> dict[str, Any]:
    """For JSON: everything, with the edits of each sentence."""
    return {
        "version": 1,
        "old": old,
        "new": new,
        "told": [
            {
                "step": each.step,
                "subject": each.subject,
                "sentence": each.sentence,
                "direction": each.direction,
                "edits": [_edit(edit) for edit in each.edits],
            }
            for each in story.told
        ],
        "effects": [
            {"sentence": each.sentence, "partner": each.partner, "demoted": each.demoted}
            for each in story.effects
        ],
        "warnings": list(story.warnings),
        "appeared": [_finding(each) for each in story.appeared],
        "gone": [_finding(each) for each in story.gone],
    }


def _edit(edit: Edit) -> dict[str, Any]:
    facts = {name: _plain(getattr(edit, name)) for name in names_of(type(edit))}
    return {"edit": type(edit).__name__.lower(), **facts}


def _plain(value: Any) -> Any:
    """A value as JSON knows it: days become text."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, str | int | float) else str(value)


def _finding(finding: Finding) -> dict[str, str]:
    names = ("code", "name", "severity", "address", "message", "fix")
    return {name: getattr(finding, name) for name in names}
