"""Review: is it ready, and what changed?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from partnerbook.checks.finding import SEVERITIES, Finding
from partnerbook.program.address import split
from partnerbook.program.wording import title
from partnerbook.tui.page import Line, Page
from partnerbook.tui.pictures import heading, joined, says, wrapped
from partnerbook.tui.sheet.model import Column, GridHead, GridRow, Heading, Row, Rows, SheetModel, TextRow
from partnerbook.tui.view import View

STEPS: Final = (
    ("Company", ("program", "company", "team", "assumptions")),
    ("1 Value", ("tracks", "extra_pay", "integrations", "competitors")),
    ("2 Tiers", ("tiers", "metrics", "benefits")),
    ("3 Enablement", ("enablement",)),
    ("4 Recruiting", ("recruiting", "partners")),
    ("5 Conflict", ("conflict",)),
    ("Waivers", ("waivers",)),
)
_SHOWN: Final = 12


class ReviewPage(Page):
    """Readiness by step, the agreed exceptions, and what is not saved yet."""

    key = "review"
    title = "Review"
    question = "Is it ready, and what changed?"
    tables = ("waivers",)

    def rows(self, view: View, width: int) -> SheetModel:
        """Readiness, waivers, changes."""
        rows: list[Row] = [Heading("Readiness", self.question), *_readiness(view)]
        rows += view.records(
            "waivers",
            "Agreed exceptions",
            (("check", 9), ("at", 0), ("reason", 0), ("owner", 14), ("expires", 12)),
            empty="None. w on a finding waives it, until a date",
        )
        rows += [
            Heading("Not saved yet", f"{len(view.unsaved)} values" if view.unsaved else ""),
            *_unsaved(view),
        ]
        return Rows.of(rows)

    def picture(self, view: View, width: int) -> Sequence[Line]:
        """In a sentence, whether it can go out; and what could not be judged."""
        return joined(_verdict(view, width), _waiting(view, width))


def _readiness(view: View) -> list[Row]:
    columns = tuple(Column(word, 0, "right") for word in ("Errors", "Warnings", "Notes", "To do", "Waived"))
    head = GridHead("step", columns)
    rows: list[Row] = [head]
    for name, tables in STEPS:
        mine = [each for each in view.report.findings if split(each.address)[0] in tables]
        cells = tuple(
            view.fact(f"readiness.{tables[0]}.{kind}", str(number) if number else view.glyphs.middle_dot)
            for kind, number in _counts(mine)
        )
        rows.append(GridRow(f"{_sign(view, mine)} {name}", cells, head))
    return rows


def _counts(findings: list[Finding]) -> list[tuple[str, int]]:
    active = [each for each in findings if not each.waived]
    counted = [(severity, sum(1 for each in active if each.severity == severity)) for severity in SEVERITIES]
    return [*counted, ("waived", len(findings) - len(active))]


def _sign(view: View, findings: list[Finding]) -> str:
    active = [each for each in findings if not each.waived]
    worst = next((one for one in SEVERITIES if any(each.severity == one for each in active)), "ok")
    return str(getattr(view.glyphs, worst))


def _unsaved(view: View) -> list[Row]:
    names = sorted(view.unsaved)
    if not names:
        return [TextRow("Everything is saved.")]
    rows: list[Row] = [
        TextRow(f"{view.glyphs.modified} {title(view.program, at)}", "plain") for at in names[:_SHOWN]
    ]
    if len(names) > _SHOWN:
        rows.append(TextRow(f"and {len(names) - _SHOWN} more"))
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
