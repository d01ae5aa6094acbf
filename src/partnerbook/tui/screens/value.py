"""1 Value: why would a partner bother, and what do they earn? One track at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Final

from partnerbook.economics import of_program as economics
from partnerbook.economics.of_program import Missing
from partnerbook.program.address import Address, join, split
from partnerbook.program.fields import known
from partnerbook.program.ladder import extra_lines, track_line, words
from partnerbook.program.wording import called
from partnerbook.tui.heads import ValueHead
from partnerbook.tui.page import Line, Page, Place
from partnerbook.tui.pictures import wrapped
from partnerbook.tui.screens.value_picture import paid_at, value_picture
from partnerbook.tui.sheet.model import Heading, Row, Rows, SheetModel
from partnerbook.tui.view import View

_COST: Final = "partner_acquisition_cost_percent"
_DECIDES: Final = ("deals", "clients", "services_attach_percent")
"""Lines of the year that checks ask for: nothing stands for them."""
_ISV_YEAR: Final = ("retention_value", "co_sell_value")
_OFFER: Final = ("value", "months_to_first_pipeline", "may_resell", "agreement")
"""What the list of tracks does not show already: an address stands on a page once."""
_COMPETITORS: Final = (
    ("vendor", 0), ("type", 8), ("percent", 8), ("months", 10, "For"), ("level", 6), ("kind", 12, "Paid as"),
    ("base", 12, "Percent of"), ("seen", 10), ("source", 0), ("program", 0), ("percent_from", 9, "From"),
    ("amount", 12, "Amount"),
)  # fmt: skip


class ValuePage(ValueHead, Page):
    """The tracks, and under them one of them whole."""

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
        wanted = [each for each in _tracks_of(view, parts) if each and each in view.program.tracks]
        if wanted and self._track not in wanted:
            self._track = wanted[0]
        return at

    def rows(self, view: View, width: int) -> SheetModel:
        """The list of tracks, the chosen one, and competitors."""
        key = self.track(view)
        rows: list[Row] = view.records(
            "tracks",
            "Tracks",
            (("name", 0), ("type", 8), ("starts", 10), ("expected_partners", 12, "Expected")),
            note=self.question,
            empty="No track yet: which partners first? Company has a plan",
        )
        rows += _Track(view, key).rows() if key else _loose(view)
        rows += view.records(
            "competitors",
            "Competing programs",
            _COMPETITORS,
            note=f"{view.keys('page.act')} picks from public figures",
            empty="None recorded: three of the same type make a comparison",
        )
        return Rows.of(rows)

    def picture(self, view: View, width: int) -> Sequence[Line]:
        """The partner's year, our side of a deal, and where we stand among competitors."""
        key = self.track(view)
        if not key:
            return wrapped("Add a track to see what a partner earns.", width)
        return value_picture(view, key, width)

    def commands(self, screen: Any) -> Iterator[tuple[str, str, Callable[[], Any]]]:
        """Walk the tracks; pick a competitor from public figures."""

        def show(by: int) -> Callable[[], None]:
            def run() -> None:
                keys = list(screen.session.program.tracks)
                if keys:
                    at = keys.index(self.track(screen.view()))
                    self._track = keys[(at + by) % len(keys)]
                    screen.refresh_page(join("tracks", self._track, "name"))

            return run

        yield "Next track", "show another track", show(1)
        yield "Track before", "show another track", show(-1)
        yield "Competitor from public figures", "with its link and date", partial(self.act, screen)

    def act(self, screen: Any) -> bool:
        """Pick a competitor from the public figures."""
        from partnerbook.tui.dialogs.benchmarks import pick_competitor

        track = screen.session.program.tracks.get(self.track(screen.view()))
        like = (str(track.type or ""), str(track.pay.kind or "")) if track is not None else ("", "")
        pick_competitor(screen, *like)
        return True


def _tracks_of(view: View, parts: tuple[str, ...]) -> tuple[str | None, ...]:
    """The tracks under which an address is shown."""
    table, key = (*parts, "")[:2]
    if table == "tracks":
        return (key,)
    if table == "extra_pay" and key in view.program.extra_pay:
        line = view.program.extra_pay[key]
        return (line.track, *words(line.tracks))
    if table == "integrations":
        held = view.program.integrations.get(key)
        makers = [each for each, track in view.program.tracks.items() if track.type == "isv"]
        return (held.track,) if held and held.track in view.program.tracks else tuple(makers)
    return ()


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
        names = list(_OFFER)
        if is_isv or self.view.holds(f"{self.at}.single_platform"):
            names.append("single_platform")
        rows: list[Row] = [Heading(f"{self.name}: the offer", item=self.at, collection="tracks")]
        rows += self._form("", names)
        rows += [Heading(f"{self.name}: pay", item=self.at, collection="tracks"), *self._pay()]
        rows += [*self._extra()]
        rows += [
            Heading(f"{self.name}: a typical partner's year", item=self.at, collection="tracks"),
            *self._year(),
        ]
        rows += [Heading(f"{self.name}: our side of one deal", item=self.at, collection="tracks")]
        rows += self._our_side()
        if is_isv or self.view.holds(f"{self.at}.joint_market"):
            rows += [Heading(f"{self.name}: going to market together", item=self.at, collection="tracks")]
            rows += self._form("joint_market", self.view.value_names(f"{self.at}.joint_market"))
        mine = self._mine()
        if is_isv or mine:
            rows += _integrations(self.view, mine)
        return rows

    def _form(
        self,
        table: str,
        names: Sequence[str],
        hints: Mapping[str, str] | None = None,
        inherited: Mapping[str, Any] | None = None,
    ) -> list[Row]:
        at = f"{self.at}.{table}" if table else self.at
        return self.view.form(at, names, item=self.at, collection="tracks", hints=hints, inherited=inherited)

    def _pay(self) -> list[Row]:
        program, line, hints = self.view.program, track_line(self.view.program, self.key), {}
        if line is not None:
            worth = economics.pay_present_value(program, line)
            if not isinstance(worth, Missing) and known(line.months):
                hints["months"] = f"worth {float(worth):.3g} % of year one"
            margin = economics.effective_margin(program, line)
            if not isinstance(margin, Missing) and margin.fee:
                hints["percent"] = f"{float(margin.effective_percent):.3g} % after the fee"
        return self._form("pay", self.view.value_names(f"{self.at}.pay"), hints)

    def _our_side(self) -> list[Row]:
        """Our side of a deal: what is usual where nothing is written, and what the deal has to bring."""
        program, company = self.view.program, self.view.program.company
        usual: dict[str, Any] = {}
        size, retention = company.average_contract_value, company.annual_retention_percent
        if known(size):
            usual["acquisition_cost"] = round(size * economics.assumed_share(program, _COST))
        if known(retention):
            usual["retention_percent"] = max(
                0, retention - economics.assumed(program, "retention_gap_points")
            )
        deal, hints = economics.vendor_contribution(program, self.key, paid_at(self.view, self.key)), {}
        if not isinstance(deal, Missing):
            hints["acquisition_cost"] = f"a deal leaves {float(deal.partner):,.0f}"
            needed = deal.breakeven_incrementality
            if needed is not None:
                hints["retention_percent"] = (
                    "pays in any case" if needed <= 0 else f"pays from {float(needed) * 100:.0f} % new deals"
                )
        names = self.view.value_names(f"{self.at}.vendor_deal")
        return self._form("vendor_deal", names, hints, usual)

    def _year(self) -> list[Row]:
        names = self.view.value_names(f"{self.at}.partner_year")
        if self.track.type != "isv":
            year = f"{self.at}.partner_year"
            names = [name for name in names if name not in _ISV_YEAR or self.view.holds(f"{year}.{name}")]
        earned = economics.partner_year(self.view.program, self.key, paid_at(self.view, self.key))
        hints = {}
        if not isinstance(earned, Missing):
            hints["deals"] = f"profit {float(earned.profit):,.0f} a year"
        return self._form("partner_year", names, hints, self._nothing(names))

    def _nothing(self, names: Sequence[str]) -> dict[str, Any]:
        """A line of our own partner's year that nobody fills in counts as 0; of another vendor's it waits."""
        if self.view.program.program.perspective == "outside" or not self.track.partner_year.deals:
            return {}
        return {name: 0 for name in names if name not in _DECIDES}

    def _extra(self) -> list[Row]:
        keys = [key for key, _ in extra_lines(self.view.program, self.key)]
        title = f"{self.name}: what else it earns on"
        return _extra_pay(self.view, title, list(dict.fromkeys((*keys, *_nobodys_pay(self.view)))))

    def _mine(self) -> list[str]:
        """Integrations of this track, and those of no track that there is."""
        tracks, held = self.view.program.tracks, self.view.program.integrations
        return [key for key, each in held.items() if each.track == self.key or each.track not in tracks]


def _nobodys_pay(view: View) -> list[str]:
    """Lines of extra pay that name no track of this program: shown with every track, so that they can be mended."""
    tracks = view.program.tracks
    lines = view.program.extra_pay.items()
    return [
        key for key, line in lines if not any(each in tracks for each in (line.track, *words(line.tracks)))
    ]


def _loose(view: View) -> list[Row]:
    """What belongs to tracks, while there is none."""
    rows: list[Row] = []
    if view.program.extra_pay:
        rows += _extra_pay(view, "Extra pay", list(view.program.extra_pay))
    if view.program.integrations:
        rows += _integrations(view, list(view.program.integrations))
    return rows


def _extra_pay(view: View, title: str, keys: list[str]) -> list[Row]:
    return view.records(
        "extra_pay",
        title,
        (("name", 0), ("kind", 18), ("percent", 8), ("base", 12), ("months", 10), ("track", 12),
         ("amount", 12, "Amount"), ("percent_from", 9, "From"), ("renewal_percent", 9, "Renewals"),
         ("registered_only", 12, "Registered"), ("tracks", 14)),
        empty="Nothing else: hosting or maintenance, say",
        keys=keys,
    )  # fmt: skip


def _integrations(view: View, keys: list[str]) -> list[Row]:
    rows = view.records(
        "integrations",
        "Integrations",
        (("name", 0), ("track", 12), ("owner", 0), ("engineering_weeks", 9, "Weeks")),
        empty="None yet: an ISV track lives from what is built together",
        keys=keys,
    )
    for key in keys:
        at = join("integrations", key)
        rows.append(Heading(view.name(at), item=at, collection="integrations"))
        names = ("joint_use_case", "engineering_owner", "displaces", "documents")
        rows += view.form(at, names, item=at, collection="integrations")
    return rows
