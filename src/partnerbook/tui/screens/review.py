"""Review: is it ready, and what changed?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from partnerbook.checks.finding import SEVERITIES, Finding, weight
from partnerbook.program.address import Address, split
from partnerbook.program.wording import title
from partnerbook.record import replace
from partnerbook.tui.heads import ReviewHead
from partnerbook.tui.kept import Same
from partnerbook.tui.page import Line, Page
from partnerbook.tui.pictures import heading, joined, says, wrapped
from partnerbook.tui.sheet.model import (
    Cell,
    Column,
    GridHead,
    GridRow,
    Heading,
    Row,
    Rows,
    SheetModel,
    TextRow,
)
from partnerbook.tui.view import View, flag_of

if TYPE_CHECKING:
    from partnerbook.revisions.story import Told

STEPS: Final = (
    ("Company", "company", ("program", "company", "team", "assumptions")),
    ("1 Value", "value", ("tracks", "extra_pay", "integrations", "competitors")),
    ("2 Tiers", "tiers", ("tiers", "metrics", "benefits")),
    ("3 Enablement", "enablement", ("enablement",)),
    ("4 Recruiting", "recruiting", ("recruiting", "partners")),
    ("5 Conflict", "conflict", ("conflict",)),
    ("Waivers", "review", ("waivers",)),
)
"""What a step is called, its page, and its tables."""
KINDS: Final[tuple[tuple[str, frozenset[str]], ...]] = (
    ("all", frozenset((*SEVERITIES, "waived"))),
    ("only errors", frozenset(("error",))),
    ("only errors and warnings", frozenset(("error", "warning"))),
    ("only what is to do", frozenset(("todo",))),
    ("only waived ones", frozenset(("waived",))),
)
_SHOWN: Final = 12
_LISTED: Final = 400
"""Findings in the list; more are counted."""
_NOWHERE: Final = ""
_ROOMY: Final = 110
_BESIDE_MESSAGE: Final = 56
"""Cells of a wide sheet that the message does not have."""


class ReviewPage(ReviewHead, Page):
    """Readiness by step, every finding, the agreed exceptions, and what is not saved yet."""

    def __init__(self) -> None:
        self._kind = 0
        self._step = _NOWHERE
        """The page whose findings are listed; empty for all."""
        self._listed: list[Finding] = []
        self._changed: Sequence[Address] = ()
        self._since: Sequence[Told] = ()

    def rows(self, view: View, width: int) -> SheetModel:
        """Readiness, findings, waivers, changes."""
        rows: list[Row] = [Heading("Readiness", self.question), *_readiness(view)]
        rows += self._findings(view, width)
        rows += view.records(
            "waivers",
            "Agreed exceptions",
            (("at", 0), ("check", 7), ("reason", 0), ("expires", 10), ("owner", 14)),
            empty=f"None. {view.keys('finding.waive')} on a finding waives it, with reason, owner and end",
        )
        rows += self._unsaved(view)
        self._since = view.since or ()
        if view.since is not None:
            rows += [
                Heading("Since the last commit", f"{view.keys('view.compare')} compares"),
                *_told(view, "review.since", self._since, "Nothing has changed."),
            ]
        return Rows.of(rows)

    def picture(self, view: View, width: int) -> Sequence[Line]:
        """In a sentence, whether it can go out; and what could not be judged."""
        return joined(_verdict(view, width), _waiting(view, width))

    # ── findings ─────────────────────────────────────────────────────────────

    def _findings(self, view: View, width: int) -> list[Row]:
        words, wanted = KINDS[self._kind]
        step = next((name for name, page, _ in STEPS if page == self._step), "")
        found = [each for each in _in_order(view.report.findings) if _kind(each) in wanted]
        self._listed = [each for each in found if not step or _page_of(each.address) == self._step]
        said = (
            f"{words}{f' of {step}' if step else ''}: {len(self._listed):,} of {len(view.report.findings):,}"
        )
        keys = f"{view.keys('page.act')} filters, {view.keys('sheet.commit')} goes there"
        rows: list[Row] = [Heading("Findings", f"{said} · {keys}")]
        if not self._listed:
            done = "Nothing found." if not view.report.findings else "None of these."
            return [*rows, TextRow(f"{view.glyphs.ok} {done}")]
        head = GridHead("check", _columns(width), label_width=7)
        rows.append(head)
        for number, finding in enumerate(self._listed[:_LISTED]):
            rows.append(GridRow(finding.code, _cells(view, number, finding), head))
        if len(self._listed) > _LISTED:
            rows.append(TextRow(f"and {len(self._listed) - _LISTED:,} more: filter them"))
        return rows

    def _unsaved(self, view: View) -> list[Row]:
        told, self._changed = _not_saved(view)
        count = len(told)
        note = f"{count:,} change{'s' if count != 1 else ''}, {view.keys('file.save')} saves" if count else ""
        return [
            Heading("Not saved yet", note),
            *_told(view, "review.changed", told, "Everything is saved."),
        ]

    def open(self, screen: Any, at: Address) -> bool:
        """Enter: to the step, to the field of a finding, to what is not saved."""
        table, what, *rest = (*split(at), "", "")
        if table != "review":
            return False
        if what == "step":
            screen.action_page(rest[0])
        elif what == "finding" and int(rest[0]) < len(self._listed):
            screen.lead_to(self._listed[int(rest[0])])
        elif what == "since" and int(rest[0]) < len(self._since):
            screen.action_compare()
        elif what == "changed" and int(rest[0]) < len(self._changed):
            screen.go_to(self._changed[int(rest[0])])
        return True

    def act(self, screen: Any) -> bool:
        """The next filter."""
        self._show(screen, (self._kind + 1) % len(KINDS), self._step)
        return True

    def commands(self, screen: Any) -> Iterator[tuple[str, str, Callable[[], Any]]]:
        """Filters of the list of findings."""
        for index, (words, _) in enumerate(KINDS):
            yield f"Findings: {words}", "in the list of Review", partial(self._show, screen, index, _NOWHERE)
        for name, page, _ in STEPS:
            words = f"Findings: only {name}"
            yield words, "in the list of Review", partial(self._show, screen, 0, page)

    def _show(self, screen: Any, kind: int, step: str) -> None:
        self._kind, self._step = kind, step
        screen.refresh_page()
        screen.say(f"findings: {KINDS[kind][0]}, {len(self._listed):,} listed")


def _columns(width: int) -> tuple[Column, ...]:
    """Sign, place and message; where there is room the message has what the others leave."""
    if width < _ROOMY:
        return Column("", 1), Column("Where", least=26), Column("What is wrong", least=24)
    return Column("", 1), Column("Where", 36), Column("What is wrong", width - _BESIDE_MESSAGE)


def _in_order(findings: Sequence[Finding]) -> list[Finding]:
    """Worst first; within one severity by step."""
    pages = [page for _, page, _ in STEPS]
    return sorted(findings, key=lambda each: (weight(each), pages.index(_page_of(each.address)), each.code))


def _page_of(at: Address) -> str:
    table = split(at)[0]
    return next((page for _, page, tables in STEPS if table in tables), STEPS[-1][1])


def _kind(finding: Finding) -> str:
    return "waived" if finding.waived else finding.severity


def _cells(view: View, number: int, finding: Finding) -> tuple[Cell, ...]:
    """The sign, with the flag that the lines below say in full; where; what."""
    at = f"review.finding.{number}"
    sign = replace(view.fact(f"{at}.sign", ""), flags=(replace(flag_of(finding), short=""),))
    where = view.fact(f"{at}.where", title(view.program, finding.address))
    return (sign, where, view.fact(f"{at}.what", finding.message))


def _readiness(view: View) -> list[Row]:
    columns = tuple(Column(word, 8, "right") for word in ("Errors", "Warnings", "Notes", "To do", "Waived"))
    head = GridHead("step", columns, label_width=16)
    rows: list[Row] = [head]
    for name, page, tables in STEPS:
        mine = [each for each in view.report.findings if split(each.address)[0] in tables]
        cells = tuple(
            view.fact(f"review.step.{page}.{kind}", str(number) if number else view.glyphs.middle_dot)
            for kind, number in _counts(mine)
        )
        rows.append(GridRow(f"{_sign(view, mine, tables)} {name}", cells, head))
    return rows


def _counts(findings: list[Finding]) -> list[tuple[str, int]]:
    active = [each for each in findings if not each.waived]
    counted = [(severity, sum(1 for each in active if each.severity == severity)) for severity in SEVERITIES]
    return [*counted, ("waived", len(findings) - len(active))]


def _sign(view: View, findings: list[Finding], tables: tuple[str, ...]) -> str:
    """The worst that was found; a step that nobody has touched has no tick."""
    active = [each for each in findings if not each.waived]
    worst = next((one for one in SEVERITIES if any(each.severity == one for each in active)), "")
    if worst:
        return str(getattr(view.glyphs, worst))
    return view.glyphs.ok if any(view.holds(table) for table in tables) else view.glyphs.middle_dot


def _not_saved(view: View) -> tuple[Sequence[Told], Sequence[Address]]:
    """What is not saved yet, in the sentences of a comparison, and the place that each is about."""
    saved = view.saved
    if saved is None or saved is view.program:
        return (), ()

    def tell() -> tuple[Sequence[Told], Sequence[Address]]:
        from partnerbook.revisions.story import sentences
        from partnerbook.session.revising import where

        told = sentences(saved, view.program, view.private)
        return told, [where(view.program, each) for each in told[:_LISTED]]

    return view.kept.once("review.changed", Same(saved, view.program), tell)


def _told(view: View, at: Address, told: Sequence[Told], nothing: str) -> list[Row]:
    """What has changed, a sentence a row, with the sign of its direction."""
    if not told:
        return [TextRow(f"{view.glyphs.ok} {nothing}")]
    head = GridHead("", (Column("What changed", least=60),), label_width=1)
    signs = {"tighter": view.glyphs.up, "looser": view.glyphs.down}
    rows: list[Row] = [head]
    for number, each in enumerate(told[:_LISTED]):
        words = f"{each.subject or each.step}: {each.sentence}"
        cells = (view.fact(f"{at}.{number}.what", words),)
        rows.append(GridRow(signs.get(each.direction, view.glyphs.middle_dot), cells, head))
    if len(told) > _LISTED:
        rows.append(TextRow(f"and {len(told) - _LISTED:,} more"))
    return rows


def _verdict(view: View, width: int) -> list[Line]:
    errors, todos = view.report.count("error"), view.report.count("todo")
    lines: list[Line] = [heading("Is it ready?")]
    if errors:
        words = "Not yet: one error is left." if errors == 1 else f"Not yet: {errors} errors are left."
        return [*lines, *wrapped(f"{view.glyphs.error} {words}", width, "error")]
    if todos:
        return [
            *lines,
            *wrapped(
                f"{view.glyphs.todo} {todos} thing{'s' if todos != 1 else ''} to fill in.", width, "todo"
            ),
        ]
    if view.report.count("warning"):
        return [
            *lines,
            *wrapped(
                f"{view.glyphs.warning} It holds; look at the warnings before you launch.", width, "warning"
            ),
        ]
    return [*lines, *wrapped(f"{view.glyphs.ok} It holds.", width, "ok")]


def _waiting(view: View, width: int) -> list[Line]:
    """Checks that could not judge, with what they wait for."""
    if not view.report.waiting:
        return []
    lines: list[Line] = [heading(f"{len(view.report.waiting)} checks wait for a value")]
    by_address: dict[str, list[str]] = {}
    for each in view.report.waiting:
        by_address.setdefault(each.address, []).append(each.code)
    for at, codes in list(by_address.items())[:_SHOWN]:
        lines += wrapped(f"{title(view.program, at)}: {', '.join(dict.fromkeys(codes))}", width, "plain")
    if len(by_address) > _SHOWN:
        lines.append(says(f"and {len(by_address) - _SHOWN} more", "muted"))
    return lines
