"""The ladder of tiers as a grid: a column for each tier, what changes between neighbours standing out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import pairwise
from typing import Any, Final

from partnerbook.economics import of_program as economics
from partnerbook.economics.of_program import Missing, TierReach
from partnerbook.program.address import Address, join, split
from partnerbook.program.fields import known
from partnerbook.program.ladder import extra_lines, tiers_of, track_line
from partnerbook.program.value import PayLine
from partnerbook.program.wording import called
from partnerbook.record import replace
from partnerbook.tui.sheet.model import Cell, Column, GridHead, GridRow, Heading, Row
from partnerbook.tui.view import View

_FACTS: Final = ("name", "rank", "tracks")
_TERMS: Final = (
    "annual_fee", "manager_hours_per_month", "entry", "min_months_in_program", "min_months_at_tier_below",
    "max_months", "grace_months", "may_resell",
)  # fmt: skip
_DECLARED: Final = {"requires": "metrics", "alternatives": "metrics", "benefits": "benefits"}
"""Where what stands in a table of a tier is declared: another row of it is another thing there."""
_LABEL: Final = 28
_NARROW_LABEL: Final = 22
_FEW: Final = 3
"""Tiers beside which there is room for long labels."""
_USUAL: Final[dict[str, Any]] = {"may_resell": "as the track"}
"""What an unset fact of a tier means, in words."""


def across(view: View) -> list[str]:
    """Keys of the tiers, lowest rank first."""
    tiers = view.program.tiers
    return sorted(tiers, key=lambda key: rank if known(rank := tiers[key].rank) else -1)


class Ladder:
    """Builds the rows of the grid: a column for each tier, lowest first."""

    def __init__(self, view: View, order: list[str], groups: Sequence[str]) -> None:
        self.view = view
        self.order = order
        self.groups = groups
        columns = tuple(
            Column(called(view.program.tiers[key], key), 0, "right", item=join("tiers", key)) for key in order
        )
        label = _LABEL if len(order) <= _FEW else _NARROW_LABEL
        self.head = view.kept.once(
            "ladder",
            (columns, label),
            lambda: GridHead("", columns, collection="tiers", step=True, label_width=label),
        )

    def rows(self) -> list[Row]:
        """All rows of the grid."""
        rows: list[Row] = [self.head]
        rows += [self._fact(name) for name in _FACTS]
        rows += self._section("Pay", self._pay())
        rows += self._section("Requires", self._requires(), "metrics", "metric")
        benefits = self._entries("benefits", self.view.program.benefits)
        rows += self._section("Benefits", benefits, "benefits", "benefit")
        rows += self._section("Who reaches it, in a steady year", self._reached())
        rows += self._section("Terms", [self._fact(name) for name in _TERMS])
        return rows

    def _section(
        self, title: str, rows: Iterable[GridRow], collection: Address = "tiers", noun: str = ""
    ) -> list[Row]:
        found = list(rows)
        note = f"{self.view.keys('sheet.add')} adds a {noun}" if noun else ""
        return [Heading(title, note, collection=collection), *found] if found else []

    def _row(self, label: str, cells: Iterable[Cell], *, compared: bool = True) -> GridRow:
        """A row; what a tier has like the one before it is drawn softly, so that the steps stand out."""
        made = tuple(cells)
        return self.view.kept.once(
            ("row", made[0].address), (label, made, self.head), lambda: self._made(label, made, compared)
        )

    def _made(self, label: str, made: tuple[Cell, ...], compared: bool) -> GridRow:
        if compared:
            soft = (_softly(cell) if _same(cell, before) else cell for before, cell in pairwise(made))
            made = (*made[:1], *soft)
        pairs = pairwise(made) if compared else ()
        steps = tuple(_step(self.view, before, after) for before, after in pairs)
        return GridRow(label, made, self.head, steps, collection="tiers")

    def _fact(self, name: str) -> GridRow:
        usual = _USUAL.get(name)
        cells = [self._cell(join("tiers", key, name), key, usual) for key in self.order]
        spec = cells[0].field
        return self._row(spec.label if spec else name, cells, compared=name not in _FACTS)

    def _computed(self, what: str, texts: Iterable[str], label: str) -> GridRow:
        cells = (
            self.view.fact(join("computed", what, key), text, item=join("tiers", key), collection="tiers")
            for key, text in zip(self.order, texts, strict=True)
        )
        return self._row(label, cells, compared=False)

    def _cell(self, at: Address, tier: str, inherited: Any = None, hint: str = "") -> Cell:
        collection = _DECLARED.get(split(at)[2], "tiers")
        return self.view.cell(
            at, item=join("tiers", tier), collection=collection, inherited=inherited, hint=hint
        )

    def _pay(self) -> Iterable[GridRow]:
        program = self.view.program
        done: set[str] = set()
        for track in program.tracks:
            listed = {key for key, _ in tiers_of(program, track)}
            if not listed:
                continue
            done.add(track)
            cells = [self._paid(track, key, key in listed) for key in self.order]
            yield self._row(called(program.tracks[track], track), cells)
            yield from self._after_fee(track, listed)
            yield from self._months(track, program.tracks[track].pay)
            for extra, _ in extra_lines(program, track):
                if extra not in done:
                    done.add(extra)
                    yield from self._line(extra, f"  {called(program.extra_pay[extra], extra)}")
        tiers = [program.tiers[key] for key in self.order]
        for key in dict.fromkeys(key for tier in tiers for key in (*tier.pay_percent, *tier.pay_months)):
            if key not in done:
                held = program.tracks.get(key) or program.extra_pay.get(key)
                yield from self._line(key, f"{called(held, key) if held else key} (not this ladder's)")

    def _line(self, key: str, label: str) -> Iterable[GridRow]:
        cells = [self._cell(join("tiers", tier, "pay_percent", key), tier) for tier in self.order]
        yield self._row(label, cells)
        yield from self._months(key, self.view.program.extra_pay.get(key))

    def _months(self, key: str, line: PayLine | None) -> Iterable[GridRow]:
        """How long a line is paid at each tier: where that is limited at all, or differs somewhere."""
        differs = any(key in self.view.program.tiers[tier].pay_months for tier in self.order)
        if differs or (line is not None and line.months is not None):
            cells = [self._paid_for(key, tier, line) for tier in self.order]
            yield self._row("    paid for", cells)

    def _paid_for(self, key: str, tier: str, line: PayLine | None) -> Cell:
        inherits = line is not None and key in self.view.program.tiers[tier].pay_percent
        months = line.months if inherits and line is not None else None
        return self._cell(join("tiers", tier, "pay_months", key), tier, months)

    def _paid(self, track: str, tier: str, listed: bool) -> Cell:
        own = track_line(self.view.program, track)
        rank = self.view.program.tiers[tier].rank
        inherits = listed and own is not None and known(rank) and rank > 0
        inherited = own.percent if inherits and own is not None else None
        return self._cell(join("tiers", tier, "pay_percent", track), tier, inherited)

    def _after_fee(self, track: str, listed: set[str]) -> Iterable[GridRow]:
        """What an annual fee leaves of the margin, where there is a fee."""
        program = self.view.program
        texts: list[str] = []
        for tier in self.order:
            line = economics.main_line(program, track, tier) if tier in listed else None
            margin = economics.effective_margin(program, line) if line is not None else None
            has_fee = margin is not None and not isinstance(margin, Missing) and margin.fee > 0
            texts.append(f"{float(margin.effective_percent):.3g} %" if has_fee else "")  # type: ignore[union-attr]
        if any(texts):
            yield self._computed(f"after-fee-{track}", texts, "    after the fee")

    def _reached(self) -> Iterable[GridRow]:
        """Of the expected partners, how many reach each tier and stay there, with hours and money."""
        program = self.view.program
        load = self.view.kept.computed("manager hours", program, economics.manager_hours)
        loads = {(each.track, each.tier): each for each in load.tiers}
        for track in program.tracks:
            reaching = partial(economics.tier_reach, track=track)
            found = {each.tier: each for each in self.view.kept.computed(("reach", track), program, reaching)}
            if not found:
                continue
            name = called(program.tracks[track], track)
            reach = [_reach(found.get(key), self.view.glyphs.todo) for key in self.order]
            yield self._computed(f"reach-{track}", reach, name)
            held = [loads.get((track, key)) for key in self.order]
            if any(held):
                stay = [f"{each.partners:.1f}" if each else "" for each in held]
                yield self._computed(f"stay-{track}", stay, "    stay there")
                hours = [f"{each.hours:,.0f} hours" if each and each.hours else "" for each in held]
                yield self._computed(f"hours-{track}", hours, "    of managers, a month")
                cost = [self.view.amount(each.benefits_cost) if each else "" for each in held]
                yield self._computed(f"cost-{track}", cost, "    benefits, a year")

    def _requires(self) -> Iterable[GridRow]:
        yield from self._entries("requires", self.view.program.metrics)
        groups = dict.fromkeys(
            name for key in self.order for name in self.view.program.tiers[key].alternatives
        )
        for name in dict.fromkeys((*(groups or ("either",)), *self.groups)):
            cells = [self._cell(join("tiers", key, "alternatives", name), key) for key in self.order]
            yield self._row("one is enough" if name == "either" else f"one is enough: {name}", cells)

    def _entries(self, table: str, declared: Any) -> Iterable[GridRow]:
        """A row for each metric or benefit that is declared, or that a tier names without that."""
        named = (key for tier in self.order for key in getattr(self.view.program.tiers[tier], table))
        for key in dict.fromkeys((*declared, *named)):
            item = declared.get(key)
            cells = [self._cell(join("tiers", tier, table, key), tier) for tier in self.order]
            yield self._row(called(item, key) if item is not None else f"{key} (not declared)", cells)


def _same(cell: Cell, before: Cell) -> bool:
    return bool(cell.text) and cell.text == before.text and cell.state == before.state


def _reach(found: TierReach | None, waits: str) -> str:
    if found is None:
        return ""
    return f"{waits} waits" if found.share is None else f"{found.share * 100:.0f} %"


def _softly(cell: Cell) -> Cell:
    return cell if cell.quiet else replace(cell, quiet=True)


def _step(view: View, before: Cell, after: Cell) -> str:
    """How two neighbours of a row compare: ``×2``, ``+``."""
    if after.state == "unset":
        return ""
    if before.state in ("unset", "pending"):
        return view.glyphs.more
    if before.text == after.text:
        return ""
    try:
        low, high = (float(cell.text.replace(",", "")) for cell in (before, after))
    except ValueError:
        return view.glyphs.more
    if low <= 0 or low == high:
        return ""
    return _times(view, high / low) if high > low else view.glyphs.down


def _times(view: View, factor: float) -> str:
    """``×1.6``, ``×150k``, ``×2e9``: five cells at most; a step too small for a digit is an arrow."""
    if factor < 1.05:
        return view.glyphs.up
    if factor < 9.95:
        shown = f"{factor:.2g}"
    elif factor < 999.5:
        shown = f"{factor:.0f}"
    elif factor < 999_500:
        shown = f"{factor / 1000:.0f}k"
    elif factor < 999_500_000:
        shown = f"{factor / 1_000_000:.0f}M"
    else:
        shown = f"{factor:.0e}".replace("e+0", "e").replace("e+", "e")
    return view.glyphs.times + shown
