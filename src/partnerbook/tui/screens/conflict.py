"""5 Conflict: would a partner trust us with their best deal?"""

from __future__ import annotations

import math
from collections.abc import Sequence

from partnerbook.economics import of_program as economics
from partnerbook.economics.of_program import Missing
from partnerbook.economics.window import cover
from partnerbook.program.fields import known
from partnerbook.tui.heads import ConflictHead
from partnerbook.tui.page import Line, Page
from partnerbook.tui.pictures import heading, joined, wrapped
from partnerbook.tui.screens.value_picture import waits
from partnerbook.tui.sheet.model import Heading, Row, Rows, SheetModel
from partnerbook.tui.view import View


class ConflictPage(ConflictHead, Page):
    """Registration, account rules, resolution, publication, incidents."""

    def rows(self, view: View, width: int) -> SheetModel:
        """Everything about conflict."""
        rows: list[Row] = [Heading("Deal registration", self.question)]
        rows += view.form("conflict.registration", hints=_window_hints(view))
        rows += view.records(
            "conflict.accounts",
            "Account rules",
            (("applies_to", 0), ("owner", 8)),
            empty="No rule yet: who may sell to which accounts?",
        )
        rows += [Heading("When it comes to a conflict"), *view.form("conflict.resolution")]
        version = view.program.program.version
        rows += [
            Heading("Publication"),
            *view.form(
                "conflict.published", hints={"version": f"the program is at {version}" if version else ""}
            ),
        ]
        rows += view.records(
            "conflict.incidents",
            "Incidents",
            (("what", 0), ("on", 10), ("partner", 12), ("registration_active", 10, "Registered"),
             ("partner_consented", 9, "Consented"), ("remedy", 0), ("settled", 10)),
            empty="None, and may it stay so",
        )  # fmt: skip
        return Rows.of(rows)

    def picture(self, view: View, width: int) -> Sequence[Line]:
        """The life of a registered deal, and the share of sales cycles that it covers."""
        return joined(_life(view, width), _curve(view, width))


def _window_hints(view: View) -> dict[str, str]:
    """What the window covers, beside its length."""
    found = economics.window_cover(view.program)
    if isinstance(found, Missing):
        return {}
    if found.share >= found.wanted or found.protection_needed is None:
        return {"protection_days": f"covers {found.share * 100:.0f} % of cycles"}
    return {"protection_days": f"covers {found.share * 100:.0f} %; {found.protection_needed} would do"}


def _life(view: View, width: int) -> list[Line]:
    """From the registration to its end on a line, with what happens when."""
    rules, resolution = view.program.conflict.registration, view.program.conflict.resolution
    lines: list[Line] = [heading("The life of a registered deal")]
    if rules.enabled is not True:
        words = "Deal registration is off: nothing protects a partner's deal."
        return [*lines, *wrapped(words, width, "warning")]
    if not known(rules.protection_days):
        return [*lines, *wrapped(f"{view.glyphs.todo} waits for the days of protection", width, "todo")]
    extension = rules.extension_days if isinstance(rules.extension_days, int) else 0
    lines += _window(view, rules.protection_days, extension, width)
    said = []
    if known(rules.approval_hours):
        said.append(f"approved or refused within {rules.approval_hours} hours of registering")
    if rules.extension_days == "discretion":
        said.append("an extension is at discretion: nothing to count on")
    if known(rules.max_open):
        said.append(f"at most {rules.max_open} open for one partner")
    if known(resolution.escalation_hours):
        who = f" by {resolution.adjudicator}" if resolution.adjudicator else ""
        said.append(f"a complaint is decided within {resolution.escalation_hours} hours{who}")
    for words in said:
        lines += wrapped(f"{view.glyphs.middle_dot} {words}", width, "plain", hang=2)
    return lines


def _window(view: View, protected: int, extension: int, width: int) -> list[Line]:
    """Day 0, the end of protection and the end of its extension above a bar of two parts."""
    glyphs, total = view.glyphs, max(protected + extension, 1)
    first = min(max(round(width * protected / total), 1), width) if extension else width
    marks = "day 0".ljust(first)
    end = f"day {protected}"
    if extension:
        last = f"day {total}"
        marks = marks[: max(first - len(end) - 1, 5)].ljust(first - len(end)) + end
        marks = marks[:first] + last.rjust(max(width - first, len(last) + 1))
    else:
        marks = "day 0" + end.rjust(max(width - 5, len(end) + 1))
    return [
        ((marks[:width], "muted"),),
        ((glyphs.bar_full * first, "bar"), (glyphs.bar_full * (width - first), "bar-2")),
        _below(protected, extension, first, width),
    ]


def _below(protected: int, extension: int, first: int, width: int) -> Line:
    words = f"protected {protected} days"
    if not extension:
        return ((words, "plain"),)
    more = f"extended once by {extension} days"
    if len(words) < first and len(more) <= width - first:
        return ((words.ljust(first), "plain"), (more, "plain"))
    return ((f"{words}, {more}"[:width], "plain"),)


def _curve(view: View, width: int) -> list[Line]:
    found = economics.window_cover(view.program)
    if isinstance(found, Missing):
        return [heading("Sales cycles that end inside the window"), *waits(view, found, width)]
    lines: list[Line] = [heading(f"{found.days} days cover {found.share * 100:.0f} % of sales cycles")]
    company = view.program.company
    mean, variation = company.sales_cycle_mean_days, company.sales_cycle_variation
    if known(mean) and known(variation) and mean > 0 and variation > 0:
        lines += _drawn(view, float(mean), float(variation), found.days, width)
    good = found.share >= found.wanted
    sign = view.glyphs.ok if good else view.glyphs.warning
    words = f"{sign} {found.wanted * 100:.0f} % are wanted"
    if not good and found.protection_needed is not None:
        words += f": {found.protection_needed} days of protection would do"
    return [*lines, *wrapped(words, width, "ok" if good else "warning")]


def _drawn(view: View, mean: float, variation: float, days: int, width: int) -> list[Line]:
    """The curve in six rows, the window in another paint."""
    room, height = max(width - 6, 16), 6
    most = max(days * 1.5, mean * 2.5)
    levels = view.glyphs.levels
    lines: list[Line] = []
    shares = [cover(most * (x + 1) / room, mean, variation) for x in range(room)]
    inside = math.ceil(room * days / most)
    for row in range(height, 0, -1):
        cells = [_level(share * height - (row - 1), levels) for share in shares]
        label = "100 %" if row == height else " 50 %" if row == height // 2 else ""
        lines.append(
            (
                (label.rjust(5) + " ", "muted"),
                ("".join(cells[:inside]), "bar"),
                ("".join(cells[inside:]), "track"),
            )
        )
    end = f"day {days}"
    marks = "day 0" + end.rjust(max(inside - 5, len(end) + 1))
    lines.append(((" " * 6, "plain"), (marks, "muted")))
    return lines


def _level(part: float, levels: tuple[str, ...]) -> str:
    if part <= 0:
        return " "
    return levels[min(int(part * len(levels)), len(levels) - 1)]
