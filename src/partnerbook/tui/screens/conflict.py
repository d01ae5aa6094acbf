"""5 Conflict: would a partner trust us with their best deal?"""

from __future__ import annotations

import math
from collections.abc import Sequence

from partnerbook.economics import of_program as economics
from partnerbook.economics.of_program import Missing
from partnerbook.economics.window import cover
from partnerbook.program.fields import known
from partnerbook.program.wording import title
from partnerbook.tui.page import Line, Page
from partnerbook.tui.pictures import heading, joined, says, wrapped
from partnerbook.tui.sheet.model import Heading, Row, Rows, SheetModel
from partnerbook.tui.view import View


class ConflictPage(Page):
    """Registration, account rules, resolution, publication, incidents."""

    key = "conflict"
    title = "Conflict"
    number = "5"
    question = "Would a partner trust us with their best deal?"
    tables = ("conflict",)

    def rows(self, view: View, width: int) -> SheetModel:
        """Everything about conflict."""
        cover = economics.window_cover(view.program)
        hints = {}
        if not isinstance(cover, Missing):
            hints["protection_days"] = f"covers {cover.share:.0%} of sales cycles"
        rows: list[Row] = [Heading("Deal registration", self.question)]
        rows += view.form("conflict.registration", hints=hints)
        rows += view.records(
            "conflict.accounts",
            "Account rules",
            (("owner", 12), ("applies_to", 0)),
            empty="No rule yet: who may sell to which accounts?",
        )
        rows += [Heading("When it comes to a conflict"), *view.form("conflict.resolution")]
        rows += [Heading("Publication"), *view.form("conflict.published")]
        rows += view.records(
            "conflict.incidents",
            "Incidents",
            (("on", 12), ("partner", 14), ("what", 0), ("registration_active", 20), ("partner_consented", 18),
             ("remedy", 0), ("settled", 12)),
            empty="None, and may it stay so",
        )  # fmt: skip
        return Rows.of(rows)

    def picture(self, view: View, width: int) -> Sequence[Line]:
        """The life of a registered deal, and the share of sales cycles that it covers."""
        return joined(_life(view, width), _curve(view, width))


def _life(view: View, width: int) -> list[Line]:
    rules, resolution = view.program.conflict.registration, view.program.conflict.resolution
    lines: list[Line] = [heading("The life of a registered deal")]
    if rules.enabled is not True:
        return [
            *lines,
            *wrapped("Deal registration is off: nothing protects a partner's deal.", width, "warning"),
        ]
    extension = rules.extension_days if isinstance(rules.extension_days, int) else 0
    protected = rules.protection_days if known(rules.protection_days) else 0
    total = max(protected + extension, 1)
    room = max(width - 2, 10)
    first = round(room * protected / total)
    glyphs = view.glyphs
    lines.append(
        ((glyphs.bar_full * first, "bar"), (glyphs.bar_full * (room - first if extension else 0), "bar-2"))
    )
    approval = (
        f"approved in {rules.approval_hours} h" if known(rules.approval_hours) else "approval time not set"
    )
    words = [f"registered {glyphs.arrow} {approval}", f"protected {protected} days"]
    if extension:
        words.append(f"extended once by {extension} days")
    elif rules.extension_days == "discretion":
        words.append("extension at discretion")
    if known(resolution.escalation_hours):
        words.append(f"a complaint is decided in {resolution.escalation_hours} h")
    return [*lines, *wrapped(f" {glyphs.middle_dot} ".join(words), width, "plain")]


def _curve(view: View, width: int) -> list[Line]:
    lines: list[Line] = [heading("Share of sales cycles that end inside the window")]
    found = economics.window_cover(view.program)
    if isinstance(found, Missing):
        names = ", ".join(title(view.program, at) for at in found.addresses[:3])
        return [*lines, *wrapped(f"waits for {names}", width)]
    company = view.program.company
    mean, variation = company.sales_cycle_mean_days, company.sales_cycle_variation
    if known(mean) and known(variation) and mean > 0 and variation > 0:
        lines += _drawn(view, float(mean), float(variation), found.days, width)
    good = found.share >= found.wanted
    lines.append(
        says(
            f"{found.days} days cover {found.share:.0%}; wanted {found.wanted:.0%}",
            "ok" if good else "warning",
        )
    )
    if not good and found.protection_needed is not None:
        lines.append(says(f"{found.protection_needed} days of protection would do", "plain"))
    return lines


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
        label = "100%" if row == height else " 50%" if row == height // 2 else ""
        lines.append(
            (
                (label.rjust(5) + " ", "muted"),
                ("".join(cells[:inside]), "bar"),
                ("".join(cells[inside:]), "track"),
            )
        )
    marks = f"0{f'{days} d'.rjust(max(inside - 1, 4))}"
    lines.append(((" " * 6, "plain"), (marks, "muted")))
    return lines


def _level(part: float, levels: tuple[str, ...]) -> str:
    if part <= 0:
        return " "
    return levels[min(int(part * len(levels)), len(levels) - 1)]
