"""What the Compare screen lists: bases, the story of a revision, and the history, as entries to stand on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from partnerbook.checks.finding import Finding
from partnerbook.program.wording import called, title
from partnerbook.revisions.story import Effect, Told
from partnerbook.session.bases import Bases, Moment
from partnerbook.session.revising import Comparison, without_grace
from partnerbook.tui.dialogs.drawn import flow
from partnerbook.tui.dialogs.picks import Pick
from partnerbook.tui.glyphs import Glyphs
from partnerbook.tui.page import Line, Paint

FILE: Final = "file"
"""The entry that asks for another file."""
_INDENT: Final = 4
_MOST: Final = 300
"""Entries of one kind that are listed; more are counted."""
_KINDS: Final = {"commit": "", "tag": "tag ", "branch": "branch ", "file": ""}


def base_picks(bases: Bases, glyphs: Glyphs, width: int) -> list[Pick]:
    """The last commit, branches and tags, and another file."""
    picks = [_title("Compare with")]
    for number, base in enumerate(bases.found):
        left: Line = ((_KINDS[base.kind], "muted"), (base.name, "strong" if number == 0 else "plain"))
        picks.append(Pick(f"base:{number}", left, ((base.about, "muted"),), yields=True))
    picks.append(Pick(FILE, (("another file", "plain"), (glyphs.ellipsis, "plain"))))
    if bases.remark:
        picks += [_gap(), Pick("", (), below=tuple(flow(bases.remark, width, "muted")))]
    return picks


def story_picks(comparison: Comparison, glyphs: Glyphs, width: int) -> list[Pick]:
    """Edits by step, each with what it does; warnings, effects, and findings that come and go."""
    story = comparison.story
    picks: list[Pick] = []
    step = ""
    for number, told in enumerate(story.told[:_MOST]):
        if told.step != step:
            step = told.step
            picks += [_gap(), _title(step)] if picks else [_title(step)]
        picks.append(_told(f"told:{number}", told, comparison.each.get(number, ()), glyphs, width))
    if len(story.told) > _MOST:
        picks.append(Pick("", ((f"and {len(story.told) - _MOST:,} more", "muted"),)))
    if not story.told:
        picks.append(Pick("", ((f"{glyphs.ok} ", "ok"), ("Nothing differs.", "plain"))))
    picks += _warnings(comparison, glyphs, width)
    picks += _effects(story.effects, glyphs, width)
    new, old = comparison.new, comparison.renamed
    for name, found, program in (
        ("Findings that appear", story.appeared, new),
        ("Findings that go", story.gone, old),
    ):
        if found:
            picks += [_gap(), _title(f"{name}: {len(found)}")]
            kind = "appeared" if program is new else "gone"
            picks += [
                _finding(f"{kind}:{number}", each, title(program, each.address), glyphs, width)
                for number, each in enumerate(found[:_MOST])
            ]
    return picks


def history_picks(moments: Sequence[Moment], glyphs: Glyphs) -> list[Pick]:
    """The commits of the workbook, each with findings and main numbers."""
    picks = [_title(f"Commits of this workbook: {len(moments)}")]
    for number, moment in enumerate(moments):
        commit = moment.commit
        left: Line = (
            (f"{commit.when:%Y-%m-%d} ", "muted"),
            (f"{commit.short} ", "accent"),
            (commit.subject, "plain"),
        )
        below: Line = (("    ", "plain"), *_numbers(moment, glyphs), (f"  {commit.author}", "muted"))
        picks.append(Pick(f"moment:{number}", left, below=(below,)))
    return picks


def sign_of(told: Told, glyphs: Glyphs) -> tuple[str, Paint]:
    """The sign of a direction, and its paint: tighter is what partners feel first."""
    if told.direction == "tighter":
        return glyphs.up, "warning"
    return (glyphs.down, "ok") if told.direction == "looser" else (glyphs.middle_dot, "muted")


def _numbers(moment: Moment, glyphs: Glyphs) -> Line:
    if moment.problem:
        return ((f"{glyphs.error} {moment.problem}", "error"),)
    margin = f"{moment.top_margin:g} %" if moment.top_margin is not None else glyphs.unset
    facts = f"  {_count(moment.tiers, 'tier')}  top margin {margin}  {_count(moment.partners, 'partner')}"
    errors: Paint = "error" if moment.errors else "ok"
    warnings: Paint = "warning" if moment.warnings else "ok"
    return (
        (f"{glyphs.error} {_count(moment.errors, 'error')}  ", errors),
        (f"{glyphs.warning} {_count(moment.warnings, 'warning')}", warnings),
        (facts, "plain"),
    )


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _told(id: str, told: Told, each: Sequence[Effect], glyphs: Glyphs, width: int) -> Pick:
    sign, paint = sign_of(told, glyphs)
    below = [*flow(told.sentence, width, indent=_INDENT)] if told.subject else []
    for effect in each:
        words = flow(
            effect.sentence,
            width,
            "warning" if effect.demoted else "muted",
            indent=_INDENT + 2,
            first="    =",
        )
        below += words
    right: Line = ((told.direction, paint),) if told.direction else ()
    return Pick(id, ((f"{sign} ", paint), (told.subject or told.sentence, "strong")), right, tuple(below))


def _warnings(comparison: Comparison, glyphs: Glyphs, width: int) -> Iterator[Pick]:
    tiers = without_grace(comparison)
    if not tiers and not comparison.story.warnings:
        return
    yield _gap()
    yield _title("Before you agree")
    for words in comparison.story.warnings:
        first, *rest = flow(f"{glyphs.warning} {words}", width, "warning")
        yield Pick("", first, below=tuple(rest))
    for key in tiers:
        name = called(comparison.new.tiers[key], key)
        yield Pick(f"grace:{key}", (("g ", "accent"), ("give a grace period: ", "plain"), (name, "strong")))


def _effects(effects: Sequence[Effect], glyphs: Glyphs, width: int) -> Iterator[Pick]:
    if not effects:
        return
    fallen = sum(1 for each in effects if each.demoted and each.partner)
    yield _gap()
    yield _title(f"What it does: {_count(fallen, 'partner')} would drop a tier" if fallen else "What it does")
    for number, effect in enumerate(effects[:_MOST]):
        sign = glyphs.warning if effect.demoted else glyphs.middle_dot
        first, *rest = flow(f"{sign} {effect.sentence}", width, "warning" if effect.demoted else "plain")
        yield Pick(f"effect:{number}", first, below=tuple(rest))
    if len(effects) > _MOST:
        yield Pick("", ((f"and {len(effects) - _MOST:,} more", "muted"),))


def _finding(id: str, finding: Finding, where: str, glyphs: Glyphs, width: int) -> Pick:
    paint: Paint = finding.severity
    left: Line = (
        (f"{getattr(glyphs, finding.severity)} ", paint),
        (f"{finding.code} ", "muted"),
        (where, "strong"),
    )
    return Pick(id, left, below=tuple(flow(finding.message, width, indent=_INDENT)))


def _title(words: str) -> Pick:
    return Pick("", ((words, "heading"),))


def _gap() -> Pick:
    return Pick("", ())
