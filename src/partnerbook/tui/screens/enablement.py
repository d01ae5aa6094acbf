"""3 Enablement: can a partner learn to sell this in small bites?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, Final

from partnerbook.program.address import Address, join, parent, split
from partnerbook.program.enablement import MODULE_KINDS, Module
from partnerbook.program.fields import known
from partnerbook.program.ladder import words
from partnerbook.program.program import Program
from partnerbook.program.value import Track
from partnerbook.program.wording import called
from partnerbook.record import replace
from partnerbook.tui.glyphs import bar as glyph_bar
from partnerbook.tui.heads import EnablementHead
from partnerbook.tui.page import Line, Page, Paint, Span
from partnerbook.tui.pictures import bar, heading, joined, padded, says, wrapped
from partnerbook.tui.sheet.model import Column, GridHead, GridRow, Heading, Row, Rows, SheetModel
from partnerbook.tui.view import View

LONG: Final = "ENB003"
"""The check of which the fix splits a module."""
TRAINING: Final = ("video", "course", "live")
MINUTES: Final = 10
PAGES: Final = 1
_MODULES: Final = ("enablement", "modules")
_LIMITED: Final = ("video", "course")
_LIMIT: Final = "of the limit"
_BAR: Final = 8
_MODULE: Final = (
    ("title", 0), ("minutes", 12), ("kind", 16), ("pages", 8), ("tracks", 16), ("in_portal", 9, "In portal"),
    ("owner", 18), ("file", 0),
)  # fmt: skip
_LENGTH_AT: Final = 2
"""The column before which the bar stands."""


class EnablementPage(EnablementHead, Page):
    """The portal and its rhythm, and every module."""

    def rows(self, view: View, width: int) -> SheetModel:
        """Form and modules."""
        program = view.program
        hints: dict[str, str] = {}
        expected = sum(
            each.expected_partners for each in program.tracks.values() if known(each.expected_partners)
        )
        quarter = program.enablement.new_partners_per_quarter
        if expected and known(quarter) and quarter > 0:
            hints["new_partners_per_quarter"] = f"{expected:,} take {expected / quarter / 4:.1f} years"
        rows: list[Row] = [Heading("Portal and rhythm", self.question)]
        rows += view.form("enablement", hints=hints)
        return Rows.of([*rows, *_modules(view)])

    def picture(self, view: View, width: int) -> Sequence[Line]:
        """Lengths against their limits, the grid of holes, and what the portal carries."""
        return joined(_grid(view, width), _portal(view), _lengths(view, width))

    def commands(self, screen: Any) -> Iterator[tuple[str, str, Callable[[], Any]]]:
        """Split a long module."""
        yield "Split the long video", "into modules of ten minutes at most", partial(self.act, screen)

    def act(self, screen: Any) -> bool:
        """Split the module under the cursor, or the first one that is too long."""
        session, item = screen.session, screen.sheet.item
        untold = sorted(_half_typed(session.program, session.pending), key=lambda at: parent(at) != item)
        found = [each for each in session.report.findings if each.code == LONG and not each.waived]
        long = [each for each in found if each.address not in untold]
        here = [each for each in long if parent(each.address) == item]
        if untold and (not long or parent(untold[0]) == item):
            screen.go_to(untold[0])
            screen.say(f"{screen.title_of(untold[0])}: the length is not a number yet", "$flag-warning")
        elif not long:
            screen.say("every video and course keeps to ten minutes", "$flag-ok")
        else:
            screen.mend((here or long)[0])
        return True


def _half_typed(program: Program, pending: Iterable[Address]) -> list[Address]:
    """The lengths of videos and courses that are no numbers yet."""
    modules = program.enablement.modules
    lengths = {join(*_MODULES, key, "minutes") for key, each in modules.items() if each.kind in _LIMITED}
    return [at for at in pending if at in lengths]


def _modules(view: View) -> list[Row]:
    """The modules, each with its length as a bar against its limit."""
    long = [each for each in view.report.findings if each.code == LONG and not each.waived]
    rows = view.records(
        join(*_MODULES),
        "Modules",
        _MODULE,
        note=f"{view.keys('page.act')} splits the long one" if long else "10 minutes, 1 page",
        empty="No modules yet: ten-minute videos, one-page battle cards",
    )
    if len(rows) < 2 or not isinstance(rows[1], GridHead):
        return rows
    old = rows[1]
    column = Column(_LIMIT, _BAR + 5)
    head = replace(old, columns=(*old.columns[:_LENGTH_AT], column, *old.columns[_LENGTH_AT:]))
    return [rows[0], head, *(_with_length(view, row, head) for row in rows[2:] if isinstance(row, GridRow))]


def _with_length(view: View, row: GridRow, head: GridHead) -> GridRow:
    module = view.program.enablement.modules[split(row.item)[-1]]
    text = _length(view, module)
    cell = view.fact(join("computed", *split(row.item)), text, item=row.item, collection=row.collection)
    return replace(row, cells=(*row.cells[:_LENGTH_AT], cell, *row.cells[_LENGTH_AT:]), head=head)


def _length(view: View, module: Module) -> str:
    """A bar that is full at the limit, and what is over it."""
    found = _limit(module)
    if found is None:
        return ""
    length, limit, _ = found
    drawn = glyph_bar(length / limit, _BAR, view.glyphs).replace(" ", view.glyphs.bar_empty)
    return drawn if length <= limit else f"{drawn} +{length - limit:g}"


def _limit(module: Module) -> tuple[float, float, str] | None:
    """Length, limit and unit of a module that has one."""
    if module.kind in _LIMITED and known(module.minutes):
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
        title = padded(view.glyphs, called(module, key), name - 1) + " "
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
        return wrapped("Tracks come first: what each of them can learn from stands here.", width)
    label = max(len(kind) for kind in MODULE_KINDS) + 1
    room = min(max((width - label) // len(tracks), 6), 24)
    held = {key: Counter(_kinds_for(view, key)) for key in tracks}
    names: list[Span] = [
        (padded(view.glyphs, called(track, key), room - 1) + " ", "strong" if held[key] else "warning")
        for key, track in tracks.items()
    ]
    lines: list[Line] = [heading("What each track can learn from"), ((" " * label, "plain"), *names)]
    for kind in MODULE_KINDS:
        signs = [_sign(view, kind, held[key], track) for key, track in tracks.items()]
        lines.append(((kind.ljust(label), "muted"), *((text.ljust(room), paint) for text, paint in signs)))
    return lines


def _kinds_for(view: View, track: str) -> list[str]:
    modules = view.program.enablement.modules.values()
    return [str(each.kind) for each in modules if track in words(each.tracks)]


def _sign(view: View, kind: str, held: Counter[str], track: Track) -> Span:
    """How many modules of a kind a track has; a hole where it needs one."""
    if held[kind]:
        return (f"{view.glyphs.ok} {held[kind]}", "ok")
    needs_training = kind == TRAINING[0] and not any(held[each] for each in TRAINING)
    needs_documents = kind == "integration-docs" and track.type == "isv"
    needs_playbook = kind == "playbook" and track.type in ("var", "si")
    if needs_training or needs_documents or needs_playbook:
        return (f"{view.glyphs.todo} none", "warning")
    return (view.glyphs.middle_dot, "track")


def _portal(view: View) -> list[Line]:
    """What partners reach from the portal."""
    modules = [each for each in view.program.enablement.modules.values() if each.in_portal is True]
    carried = (
        ("training", any(each.kind in TRAINING for each in modules)),
        ("battle cards", any(each.kind == "battle-card" for each in modules)),
        ("deal registration", view.program.conflict.registration.in_portal is True),
    )
    spans: list[Span] = []
    for what, there in carried:
        spans.append((f"{view.glyphs.ok if there else view.glyphs.error} ", "ok" if there else "error"))
        spans.append((f"{what}   ", "plain"))
    lines: list[Line] = [heading("In the portal"), tuple(spans)]
    if view.program.enablement.portal in (None, "none"):
        lines.append(says("there is no portal yet", "todo"))
    return lines
