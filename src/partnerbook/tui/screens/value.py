"""1 Value: why would a partner bother, and what do they earn? One track at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from statistics import median
from typing import Any, Final

from partnerbook.economics import of_program as economics
from partnerbook.economics.of_program import Missing
from partnerbook.program.address import Address, join, split
from partnerbook.program.fields import known
from partnerbook.program.ladder import extra_lines, ladder, track_line
from partnerbook.program.value import Competitor
from partnerbook.program.wording import called, title
from partnerbook.tui.page import Line, Page, Paint, Place
from partnerbook.tui.pictures import bar, heading, joined, labelled, says, wrapped
from partnerbook.tui.sheet.model import Heading, Row, Rows, SheetModel
from partnerbook.tui.view import View

_ISV_YEAR: Final = ("retention_value", "co_sell_value")
_OFFER: Final = (
    "name",
    "type",
    "starts",
    "value",
    "months_to_first_pipeline",
    "expected_partners",
    "may_resell",
    "agreement",
)
_COMPETITORS: Final = (
    ("vendor", 0), ("type", 9), ("level", 7), ("kind", 12), ("percent", 9), ("base", 12), ("months", 11),
    ("program", 0), ("percent_from", 12), ("amount", 12), ("source", 0), ("seen", 11),
)  # fmt: skip


class ValuePage(Page):
    """The tracks, and under them one of them whole."""

    key = "value"
    title = "Value"
    number = "1"
    question = "Why would a partner bother, and what do they earn?"
    tables = ("tracks", "extra_pay", "integrations", "competitors")

    def __init__(self) -> None:
        self._track = ""

    def track(self, view: View) -> str:
        """The key of the track that is shown; empty without tracks."""
        tracks = view.program.tracks
        return self._track if self._track in tracks else next(iter(tracks), "")

    def looked_at(self, place: Place) -> bool:
        """The cursor stands on a track of the list: show that one below."""
        parts = split(place.item) if place.item else ()
        if len(parts) != 2 or parts[0] != "tracks" or parts[1] == self._track:
            return False
        self._track = parts[1]
        return True

    def reveal(self, view: View, at: Address) -> Address:
        """Show the track that an address lies in."""
        parts = split(at)
        if parts[0] == "tracks" and len(parts) > 1 and parts[1] in view.program.tracks:
            self._track = parts[1]
        elif parts[0] == "integrations" and len(parts) > 1:
            self._track = next((k for k, t in view.program.tracks.items() if t.type == "isv"), self._track)
        elif parts[0] == "extra_pay" and len(parts) > 1:
            extra = view.program.extra_pay.get(parts[1])
            self._track = (extra.track if extra and extra.track else "") or self._track
        return at

    def rows(self, view: View, width: int) -> SheetModel:
        """The list of tracks, the chosen one, and competitors."""
        key = self.track(view)
        rows: list[Row] = view.records(
            "tracks",
            "Tracks",
            (("name", 0), ("type", 12), ("starts", 12), ("expected_partners", 18)),
            empty="No track yet: which kind of partner first? Company has a plan",
        )
        if key:
            rows += _Track(view, key).rows()
        rows += view.records(
            "competitors",
            "Competing programs",
            _COMPETITORS,
            empty="None recorded: three of the same type make a comparison",
        )
        return Rows.of(rows)

    def picture(self, view: View, width: int) -> Sequence[Line]:
        """The partner's year, our side of a deal, and where we stand among competitors."""
        key = self.track(view)
        if not key:
            return wrapped("Add a track to see what a partner earns.", width)
        return joined(_year(view, key, width), _deal(view, key, width), _among(view, key, width))

    def commands(self, screen: Any) -> Iterator[tuple[str, str, Callable[[], None]]]:
        """Walk the tracks; pick a competitor from public figures."""

        def show(by: int) -> Callable[[], None]:
            def run() -> None:
                keys = list(screen.session.program.tracks)
                if keys:
                    at = keys.index(self.track(screen.view()))
                    self._track = keys[(at + by) % len(keys)]
                    screen.refresh_page(join("tracks", self._track, "name"))

            return run

        def pick() -> None:
            from partnerbook.tui.dialogs.benchmarks import pick_competitor

            pick_competitor(screen)

        yield "Next track", "show another track", show(1)
        yield "Track before", "show another track", show(-1)
        yield "Competitor from public figures", "with its link and date", pick


class _Track:
    """Builds the rows of one track."""

    def __init__(self, view: View, key: str) -> None:
        self.view = view
        self.key = key
        self.at = join("tracks", key)
        self.track = view.program.tracks[key]
        self.name = called(self.track, key)

    def rows(self) -> list[Row]:
        """Offer, pay, a partner's year, our side, and what belongs to an ISV."""
        is_isv = self.track.type == "isv"
        names = [*_OFFER, *(["single_platform"] if is_isv else [])]
        rows: list[Row] = [Heading(f"{self.name}: the offer", item=self.at, collection="tracks")]
        rows += self._form("", names)
        rows += [Heading(f"{self.name}: pay", item=self.at, collection="tracks"), *self._pay()]
        rows += [*self._extra()]
        rows += [
            Heading(f"{self.name}: a typical partner's year", item=self.at, collection="tracks"),
            *self._year(),
        ]
        rows += [Heading(f"{self.name}: our side of one deal", item=self.at, collection="tracks")]
        rows += self._form("vendor_deal", self.view.value_names(f"{self.at}.vendor_deal"))
        if is_isv or not self.track.joint_market.is_empty:
            rows += [Heading(f"{self.name}: going to market together", item=self.at, collection="tracks")]
            rows += self._form("joint_market", self.view.value_names(f"{self.at}.joint_market"))
        if is_isv or self.view.program.integrations:
            rows += self._integrations()
        return rows

    def _form(self, table: str, names: Sequence[str], hints: dict[str, str] | None = None) -> list[Row]:
        at = f"{self.at}.{table}" if table else self.at
        return self.view.form(at, names, item=self.at, collection="tracks", hints=hints)

    def _pay(self) -> list[Row]:
        line = track_line(self.view.program, self.key)
        hints = {}
        if line is not None:
            worth = economics.pay_present_value(self.view.program, line)
            if not isinstance(worth, Missing):
                hints["percent"] = f"worth {float(worth):.3g} % of the first year today"
        return self._form("pay", self.view.value_names(f"{self.at}.pay"), hints)

    def _year(self) -> list[Row]:
        names = self.view.value_names(f"{self.at}.partner_year")
        if self.track.type != "isv":
            names = [name for name in names if name not in _ISV_YEAR]
        year = economics.partner_year(self.view.program, self.key)
        hints = {}
        if not isinstance(year, Missing):
            hints["deals"] = f"profit {self.view.amount(float(year.profit))} a year"
        return self._form("partner_year", names, hints)

    def _extra(self) -> list[Row]:
        keys = [key for key, _ in extra_lines(self.view.program, self.key)]
        others = [
            key for key, extra in self.view.program.extra_pay.items() if not extra.track and not extra.tracks
        ]
        return self.view.records(
            "extra_pay",
            f"{self.name}: what else it earns on",
            (("name", 0), ("kind", 19), ("percent", 9), ("base", 13), ("months", 11), ("track", 12), ("amount", 12),
             ("percent_from", 12), ("renewal_percent", 12), ("registered_only", 12), ("tracks", 0)),
            empty="Nothing else: hosting or maintenance, say",
            keys=[*keys, *others],
        )  # fmt: skip

    def _integrations(self) -> list[Row]:
        mine = [key for key, each in self.view.program.integrations.items() if each.track in (None, self.key)]
        rows = self.view.records(
            "integrations",
            "Integrations",
            (("name", 0), ("track", 14), ("owner", 0), ("engineering_weeks", 18)),
            empty="None yet: an ISV track lives from what is built together",
            keys=mine,
        )
        for key in mine:
            at = join("integrations", key)
            rows.append(Heading(self.view.name(at), item=at, collection="integrations"))
            names = ("joint_use_case", "engineering_owner", "displaces", "documents")
            rows += self.view.form(at, names, item=at, collection="integrations")
        return rows


def _waits(view: View, missing: Missing, width: int) -> list[Line]:
    names = ", ".join(title(view.program, at) for at in missing.addresses[:3])
    return wrapped(f"waits for {names}", width)


def _year(view: View, track: str, width: int) -> list[Line]:
    """The partner's year as a waterfall, at the track's pay or at the first ranked tier."""
    program = view.program
    tiers = ladder(program, track)
    tier = None if track_line(program, track) else (tiers[0][0] if tiers else None)
    year = economics.partner_year(program, track, tier)
    lines: list[Line] = [heading(f"{called(program.tracks[track], track)}: a partner's year")]
    if isinstance(year, Missing):
        return [*lines, *_waits(view, year, width)]
    items = [
        ("margin on deals", year.margin), ("renewals", year.renewals), ("services", year.services),
        ("our leads", year.leads), ("keeping customers", year.retention_value), ("deals we bring", year.co_sell_value),
        ("selling", -year.selling), ("certification", -year.certification), ("learning", -year.enablement),
        ("program fee", -year.fee),
    ]  # fmt: skip
    lines += _waterfall(view, [item for item in items if item[1]], width)
    good = year.profit > 0
    lines.append(labelled("what is left", view.amount(float(year.profit)), width, "ok" if good else "error"))
    for key, held in tiers:
        at_tier = economics.partner_year(program, track, key)
        if not isinstance(at_tier, Missing):
            paint: Paint = "plain" if at_tier.profit > 0 else "error"
            lines.append(
                labelled(f"  at {called(held, key)}", view.amount(float(at_tier.profit)), width, paint)
            )
    return lines


def _waterfall(view: View, items: list[tuple[str, Decimal]], width: int) -> list[Line]:
    """Each line of the year as a bar that begins where the one before ended."""
    total = float(sum(amount for _, amount in items if amount > 0)) or 1.0
    room = max(width - 18 - 12, 8)
    lines: list[Line] = []
    running = 0.0
    for name, amount in items:
        value = float(amount)
        first, last = sorted((running, running + value))
        start, size = round(room * max(first, 0) / total), max(round(room * (last - first) / total), 1)
        running += value
        drawn = (" " * start + view.glyphs.bar_full * size)[:room].ljust(room)
        colour: Paint = "bar" if value > 0 else "bar-2"
        lines.append(((name.ljust(18), "muted"), (drawn, colour), (f"{value:>12,.0f}", "plain")))
    return lines


def _deal(view: View, track: str, width: int) -> list[Line]:
    program = view.program
    tiers = ladder(program, track)
    tier = None if track_line(program, track) else (tiers[0][0] if tiers else None)
    deal = economics.vendor_contribution(program, track, tier)
    lines: list[Line] = [heading("What one such deal leaves us")]
    if isinstance(deal, Missing):
        return [*lines, *_waits(view, deal, width)]
    most = max(float(deal.direct), float(deal.partner), 1.0)
    room = max(width - 22, 8)
    for name, amount in (("direct", deal.direct), ("by a partner", deal.partner)):
        value = float(amount)
        share = bar(view.glyphs, value / most, room, "bar" if name == "direct" else "bar-2")
        lines.append(((name.ljust(13), "muted"), *share, (f"{value:>9,.0f}", "plain")))
    needed = deal.breakeven_incrementality
    if needed is not None:
        words = (
            "pays even if we had closed all of them ourselves"
            if needed <= 0
            else (f"pays if {float(needed):.1%} of them or more would not have closed without a partner")
        )
        lines += wrapped(words, width)
    return lines


def _among(view: View, track: str, width: int) -> list[Line]:
    """Competitors of the same type and kind, with our own place among them."""
    program = view.program
    line = track_line(program, track)
    held = program.tracks[track]
    if line is None or not known(line.percent):
        return []
    same = [
        each for each in program.competitors.values()
        if each.type == held.type and each.kind == line.kind and known(each.percent)
    ]  # fmt: skip
    lines: list[Line] = [heading(f"Among {line.kind} paid for {held.type}")]
    if not same:
        return [*lines, *wrapped("No competitor of the same type and kind is recorded.", width)]
    points = sorted(
        [(_percent(each), called(each, "?")) for each in same] + [(float(line.percent), "")], reverse=True
    )
    for percent, vendor in points:
        mark = view.glyphs.cursor if not vendor else " "
        name = (vendor or "we").ljust(24)[:24]
        room = max(width - 36, 6)
        share = bar(view.glyphs, percent / max(points[0][0], 1), room, "bar" if vendor else "bar-2")
        lines.append(
            ((f"{mark} {name} ", "plain" if vendor else "strong"), *share, (f"{percent:>6.4g} %", "plain"))
        )
    lines.append(says(f"median of the others {median(_percent(each) for each in same):.4g} %", "muted"))
    return lines


def _percent(competitor: Competitor) -> float:
    return float(competitor.percent) if known(competitor.percent) else 0.0
