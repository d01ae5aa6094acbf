"""2 Tiers: what must partners do, what do they get, and will anyone get there?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from partnerbook.economics import of_program as economics
from partnerbook.economics.of_program import Missing
from partnerbook.program.address import Address, join
from partnerbook.program.fields import known
from partnerbook.program.ladder import extra_lines, ladder, tiers_of, track_line
from partnerbook.program.wording import called
from partnerbook.tui.page import Line, Page
from partnerbook.tui.pictures import bar, heading, joined, says, wrapped
from partnerbook.tui.sheet.model import (
    Cell,
    Column,
    EmptyRow,
    GridHead,
    GridRow,
    Heading,
    Row,
    Rows,
    SheetModel,
)
from partnerbook.tui.view import ADD_KEY, View

_FACTS = ("name", "rank", "tracks", "entry", "annual_fee", "manager_hours_per_month", "grace_months")
_TIMES = ("min_months_in_program", "min_months_at_tier_below", "max_months", "may_resell")


class TiersPage(Page):
    """The ladder as a grid: tiers across; pay, requirements and benefits down."""

    key = "tiers"
    title = "Tiers"
    number = "2"
    question = "What must they do, what do they get, will anyone get there?"
    tables = ("tiers", "metrics", "benefits")

    def rows(self, view: View, width: int) -> SheetModel:
        """The ladder, then what can be measured and what can be given."""
        rows: list[Row] = [Heading("Ladder", self.question, collection="tiers")]
        order = _across(view)
        if order:
            rows += _Ladder(view, order).rows()
        else:
            rows.append(EmptyRow("No tiers yet: two or three are enough", ADD_KEY, collection="tiers"))
        rows += view.records(
            "metrics",
            "What is measured",
            (("name", 0), ("measures", 10), ("unit", 8), ("window_months", 11), ("measured_by", 0), ("better", 9),
             ("value_each", 12), ("counts_as", 0)),
            empty="Nothing to measure yet: revenue, certified people, customers kept",
        )  # fmt: skip
        rows += view.records(
            "benefits",
            "What is given",
            (("name", 0), ("annual_cost", 16)),
            empty="No benefits yet: a portal, leads, marketing funds",
        )
        return Rows.of(rows)

    def picture(self, view: View, width: int) -> Sequence[Line]:
        """Who gets there, and what that costs."""
        return joined(_reach(view, width), _load(view), _standing(view, width))


def _across(view: View) -> list[str]:
    tiers = view.program.tiers
    return sorted(tiers, key=lambda key: rank if known(rank := tiers[key].rank) else -1)


class _Ladder:
    """Builds the rows of the grid: a column for each tier, lowest first."""

    def __init__(self, view: View, order: list[str]) -> None:
        self.view = view
        self.order = order
        columns = tuple(
            Column(called(view.program.tiers[key], key), 0, "right", item=join("tiers", key)) for key in order
        )
        self.head = GridHead("", columns, collection="tiers", step=True)

    def rows(self) -> list[Row]:
        """All rows of the grid."""
        rows: list[Row] = [self.head]
        rows += [self._fact(name) for name in _FACTS]
        rows += self._section("Pay", self._pay())
        rows += self._section("Requires", self._requires())
        rows += self._section("Benefits", self._entries("benefits", self.view.program.benefits))
        rows += self._section("Time", [self._fact(name) for name in _TIMES])
        return rows

    def _section(self, title: str, rows: Iterable[GridRow]) -> list[Row]:
        found = list(rows)
        return [Heading(title, collection="tiers"), *found] if found else []

    def _row(self, label: str, cells: Iterable[Cell]) -> GridRow:
        made = tuple(cells)
        return GridRow(label, made, self.head, step=_step(self.view, made), collection="tiers")

    def _fact(self, name: str) -> GridRow:
        cells = [self._cell(join("tiers", key, name), key) for key in self.order]
        spec = cells[0].field
        return self._row(spec.label if spec else name, cells)

    def _cell(self, at: Address, tier: str, inherited: Any = None, hint: str = "") -> Cell:
        return self.view.cell(
            at, item=join("tiers", tier), collection="tiers", inherited=inherited, hint=hint
        )

    def _pay(self) -> Iterable[GridRow]:
        program = self.view.program
        for track in program.tracks:
            listed = {key for key, _ in tiers_of(program, track)}
            if not listed:
                continue
            yield self._row(
                called(program.tracks[track], track),
                [self._paid(track, key, key in listed) for key in self.order],
            )
            for extra, _ in extra_lines(program, track):
                label = f"  {called(program.extra_pay[extra], extra)}"
                yield self._row(
                    label, [self._cell(join("tiers", key, "pay_percent", extra), key) for key in self.order]
                )
            if any(track in program.tiers[key].pay_months for key in self.order):
                cells = [self._cell(join("tiers", key, "pay_months", track), key) for key in self.order]
                yield self._row("  paid for", cells)

    def _paid(self, track: str, tier: str, listed: bool) -> Cell:
        program = self.view.program
        own = track_line(program, track)
        rank = program.tiers[tier].rank
        inherits = listed and own is not None and known(rank) and rank > 0
        line = economics.main_line(program, track, tier) if listed else None
        margin = economics.effective_margin(program, line) if line is not None else None
        hint = ""
        if margin is not None and not isinstance(margin, Missing) and program.tiers[tier].annual_fee:
            hint = f"{float(margin.effective_percent):.3g} % after fee"
        inherited = own.percent if inherits and own is not None else None
        return self._cell(join("tiers", tier, "pay_percent", track), tier, inherited, hint)

    def _requires(self) -> Iterable[GridRow]:
        yield from self._entries("requires", self.view.program.metrics)
        groups = dict.fromkeys(
            name for key in self.order for name in self.view.program.tiers[key].alternatives
        )
        for name in groups or {"either": None}:
            cells = [self._cell(join("tiers", key, "alternatives", name), key) for key in self.order]
            yield self._row("one is enough" if name == "either" else f"one is enough: {name}", cells)

    def _entries(self, table: str, declared: Any) -> Iterable[GridRow]:
        """A row for each metric or benefit that is declared, or that a tier names without that."""
        named = (key for tier in self.order for key in getattr(self.view.program.tiers[tier], table))
        for key in dict.fromkeys((*declared, *named)):
            item = declared.get(key)
            cells = [self._cell(join("tiers", tier, table, key), tier) for tier in self.order]
            yield self._row(called(item, key) if item is not None else f"{key} (not declared)", cells)


def _step(view: View, cells: Sequence[Cell]) -> str:
    """How the last two filled cells of a row compare: ``×2``, ``+``."""
    if len(cells) < 2 or cells[-1].state == "unset":
        return ""
    if cells[-2].state in ("unset", "pending"):
        return "+"
    try:
        before, after = (float(cell.text.replace(",", "")) for cell in cells[-2:])
    except ValueError:
        return "" if cells[-1].text == cells[-2].text else "+"
    if before <= 0 or before == after:
        return ""
    return f"{view.glyphs.times}{after / before:.2g}" if after > before else view.glyphs.down


def _reach(view: View, width: int) -> list[Line]:
    program = view.program
    lines: list[Line] = []
    for track in program.tracks:
        if not any(True for _ in tiers_of(program, track)):
            continue
        lines += _reach_of(view, track, width)
    if not lines:
        return [
            heading("Who gets there"),
            *wrapped("Add tiers to see how many partners would reach each.", width),
        ]
    return lines


def _reach_of(view: View, track: str, width: int) -> list[Line]:
    program = view.program
    held = program.tracks[track]
    expected = held.expected_partners
    title = f"{called(held, track)}: who gets there in a steady year"
    lines: list[Line] = [heading(title)]
    if known(expected):
        lines.append(says(f"of {expected:,} expected partners", "muted"))
    room = max(width - 40, 8)
    for found in economics.tier_reach(program, track):
        name = called(program.tiers[found.tier], found.tier)[:16].ljust(16)
        if found.share is None:
            waits = ", ".join(
                _field(view, at) for at in (found.missing.addresses if found.missing else ())[:2]
            )
            lines.append(((name + " ", "plain"), (f"waits for {waits}", "muted")))
            continue
        count = f"{found.partners:5.1f}" if found.partners is not None else "     "
        lines.append(
            ((name + " ", "plain"), *bar(view.glyphs, found.share, room), (f" {found.share:4.0%}", "strong"),
             (f"  stay {count}", "muted"))
        )  # fmt: skip
    return lines


def _field(view: View, at: Address) -> str:
    from partnerbook.program.wording import title

    return title(view.program, at)


def _load(view: View) -> list[Line]:
    if not view.program.tiers:
        return []
    load = economics.manager_hours(view.program)
    hours = load.load
    lines: list[Line] = [heading("What it costs us")]
    over = hours.hours > hours.capacity_hours if hours.capacity_hours else hours.hours > 0
    words = f"manager hours {hours.hours:,.0f} a month of {hours.capacity_hours:,.0f}"
    lines.append(says(words, "warning" if over else "plain"))
    lines.append(says(f"benefits {view.amount(load.benefits_cost)} a year"))
    return lines


def _standing(view: View, width: int) -> list[Line]:
    """Recorded partners by tier, by name."""
    program = view.program
    by_tier: dict[str, list[str]] = {}
    for key, partner in program.partners.items():
        if partner.tier and partner.stage in ("signed", "onboarding", "active"):
            by_tier.setdefault(partner.tier, []).append(called(partner, key))
    if not by_tier:
        return []
    lines: list[Line] = [heading("Who stands where")]
    for tier in dict.fromkeys(
        (*(key for track in program.tracks for key, _ in ladder(program, track)), *by_tier)
    ):
        names = by_tier.get(tier)
        if names:
            held = program.tiers.get(tier)
            label = called(held, tier) if held is not None else tier
            more = f" and {len(names) - 12} more" if len(names) > 12 else ""
            lines += wrapped(f"{label} {len(names)}: {', '.join(names[:12])}{more}", width, "plain")
    return lines
