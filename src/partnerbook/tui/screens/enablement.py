"""3 Enablement: can a partner learn to sell this in small bites?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from partnerbook.program.enablement import MODULE_KINDS, Module
from partnerbook.program.fields import known
from partnerbook.program.ladder import words
from partnerbook.program.wording import called
from partnerbook.tui.page import Line, Page, Paint
from partnerbook.tui.pictures import bar, heading, joined, says, wrapped
from partnerbook.tui.sheet.model import Heading, Row, Rows, SheetModel
from partnerbook.tui.view import View

MINUTES: Final = 10
PAGES: Final = 1
_MODULE: Final = (
    ("title", 0), ("kind", 17), ("minutes", 12), ("pages", 7), ("tracks", 14), ("in_portal", 14),
    ("owner", 18), ("file", 0),
)  # fmt: skip


class EnablementPage(Page):
    """The portal and its rhythm, and every module."""

    key = "enablement"
    title = "Enablement"
    number = "3"
    question = "Can a partner learn to sell this in small bites?"
    tables = ("enablement",)

    def rows(self, view: View, width: int) -> SheetModel:
        """Form and modules."""
        rows: list[Row] = [Heading("Portal and rhythm", self.question), *view.form("enablement")]
        rows += view.records(
            "enablement.modules",
            "Modules",
            _MODULE,
            empty="No modules yet: ten-minute videos, one-page battle cards",
        )
        return Rows.of(rows)

    def picture(self, view: View, width: int) -> Sequence[Line]:
        """Lengths against their limits, the grid of holes, and what the portal carries."""
        return joined(_lengths(view, width), _grid(view, width), _portal(view))


def _limit(module: Module) -> tuple[float, float, str] | None:
    """Length, limit and unit of a module that has one."""
    if module.kind in ("video", "course") and known(module.minutes):
        return float(module.minutes), MINUTES, "min"
    if module.kind == "battle-card" and known(module.pages):
        return float(module.pages), PAGES, "page" if module.pages == 1 else "pages"
    return None


def _lengths(view: View, width: int) -> list[Line]:
    lines: list[Line] = [heading("Length against the limit (10 minutes, 1 page)")]
    name = min(30, max(width // 3, 12))
    room = max(width - name - 14, 8)
    for key, module in view.program.enablement.modules.items():
        found = _limit(module)
        if found is None:
            continue
        length, limit, unit = found
        # The bar is twice the limit long, so that the limit stands in its middle.
        paint: Paint = "error" if length > limit else "bar"
        title = called(module, key)[: name - 1].ljust(name)
        lines.append(
            (
                (title, "plain"),
                *bar(view.glyphs, length / limit / 2, room, paint),
                (f" {length:g} {unit}", "muted"),
            )
        )
    if len(lines) == 1:
        lines += wrapped("No video, course or battle card with a length yet.", width)
    return lines


def _grid(view: View, width: int) -> list[Line]:
    """Tracks by kind of module: the holes stand out."""
    tracks = view.program.tracks
    if not tracks:
        return []
    lines: list[Line] = [heading("What each track has")]
    label = max(len(kind) for kind in MODULE_KINDS) + 1
    room = max((width - label) // len(tracks), 6)
    names = [(called(track, key)[: room - 1].ljust(room), "strong") for key, track in tracks.items()]
    lines.append(((" " * label, "plain"), *names))  # type: ignore[arg-type]
    for kind in MODULE_KINDS:
        spans: list[tuple[str, Paint]] = [(kind.ljust(label), "muted")]
        for key in tracks:
            count = sum(
                1
                for each in view.program.enablement.modules.values()
                if each.kind == kind and key in words(each.tracks)
            )
            sign = f"{view.glyphs.ok} {count}" if count else view.glyphs.middle_dot
            spans.append((sign.ljust(room), "ok" if count else "track"))
        lines.append(tuple(spans))
    return lines


def _portal(view: View) -> list[Line]:
    modules = view.program.enablement.modules.values()
    carried: list[tuple[str, bool]] = [
        ("training", any(each.in_portal and each.kind in ("video", "course", "live") for each in modules)),
        ("battle cards", any(each.in_portal and each.kind == "battle-card" for each in modules)),
        ("deal registration", view.program.conflict.registration.in_portal is True),
    ]
    lines: list[Line] = [heading("In the portal")]
    for what, there in carried:
        sign = view.glyphs.ok if there else view.glyphs.error
        lines.append(((f"{sign} ", "ok" if there else "error"), (what, "plain")))
    if view.program.enablement.portal in (None, "none"):
        lines.append(says("there is no portal yet", "muted"))
    return lines
