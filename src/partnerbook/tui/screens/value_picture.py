"""Beside a track: the partner's year as a waterfall, our side of one deal, and our place among competitors."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from partnerbook.economics import of_program as economics
from partnerbook.economics.of_program import Missing
from partnerbook.economics.partner_year import PartnerYear
from partnerbook.economics.position import median
from partnerbook.program.fields import known
from partnerbook.program.ladder import PaidLine, ladder, track_line
from partnerbook.program.wording import called, title
from partnerbook.record import record
from partnerbook.tui.page import Line, Paint, Span
from partnerbook.tui.pictures import bar, heading, joined, labelled, padded, says, wrapped
from partnerbook.tui.view import View

_NAMES: Final = {
    "margin": "pay on deals",
    "renewals": "renewals",
    "leads": "on our leads",
    "services": "services",
    "retention_value": "customers kept",
    "co_sell_value": "deals we bring",
    "selling": "selling",
    "certification": "certification",
    "enablement": "learning",
    "fee": "program fee",
}
_LABEL: Final = 16
_AMOUNT: Final = 11
_RIVALS: Final = 12
"""Places on the ladder that are drawn."""


def value_picture(view: View, track: str, width: int) -> Sequence[Line]:
    """All three for one track."""
    return joined(_year(view, track, width), _deal(view, track, width), _among(view, track, width))


def paid_at(view: View, track: str) -> str | None:
    """The tier whose pay stands for the track: none where the track itself says what is paid."""
    if track_line(view.program, track) is not None:
        return None
    return next((key for key, _ in ladder(view.program, track)), None)


def waits(view: View, missing: Missing, width: int) -> list[Line]:
    """What a picture waits for, in words."""
    names = [title(view.program, at) for at in missing.addresses]
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return wrapped(f"{view.glyphs.todo} waits for {', '.join(names[:3])}{more}", width, "todo")


# ── the partner's year ───────────────────────────────────────────────────────


def _year(view: View, track: str, width: int) -> list[Line]:
    """The partner's year as a waterfall, and what is left at each tier."""
    program, tier = view.program, paid_at(view, track)
    year = economics.partner_year(program, track, tier)
    where = f", paid as {called(program.tiers[tier], tier)}" if tier else ""
    lines: list[Line] = [heading(f"A partner's year: {called(program.tracks[track], track)}{where}")]
    if isinstance(year, Missing):
        return [*lines, *waits(view, year, width)]
    lines += _waterfall(view, year, width)
    tiers = [
        (called(held, key), economics.partner_year(program, track, key))
        for key, held in ladder(program, track)
    ]
    for name, at_tier in tiers:
        if not isinstance(at_tier, Missing):
            paint: Paint = "ok" if at_tier.profit > 0 else "error"
            lines.append(labelled(view.glyphs, f"  left at {name}", _money(at_tier.profit), width, paint))
    return lines


def _waterfall(view: View, year: PartnerYear, width: int) -> list[Line]:
    """Each line of the year as a bar that begins where the one before ended; costs go back."""
    steps = [(name, float(amount)) for name, amount in year.waterfall if amount]
    ends = [0.0]
    for _, amount in steps:
        ends.append(ends[-1] + amount)
    scale = _Scale(min(ends), max(ends), max(width - _LABEL - _AMOUNT, 8))
    lines: list[Line] = []
    for (name, amount), before, after in zip(steps, ends, ends[1:], strict=False):
        paint: Paint = "bar" if amount > 0 else "bar-2"
        lines.append(_step(view, _NAMES[name], amount, scale.spans(view, before, after), paint))
    left = float(year.profit)
    good: Paint = "ok" if left > 0 else "error"
    lines.append(_step(view, "left in a year", left, scale.spans(view, 0, left), good, strong=True))
    if year.services and left > 0 >= year.profit_without_services:
        lines += wrapped(f"without services {_money(year.profit_without_services)}", width, "warning")
    return lines


@record
class _Scale:
    """From amounts to cells; 0 stands where the bars begin."""

    low: float
    high: float
    room: int

    def spans(self, view: View, first: float, last: float) -> tuple[str, str]:
        """The blanks before a bar, and the bar."""
        reach = (self.high - self.low) or 1.0
        start, end = (round(self.room * (each - self.low) / reach) for each in sorted((first, last)))
        start = min(start, self.room - 1)
        return " " * start, view.glyphs.bar_full * max(end - start, 1)


def _step(
    view: View, name: str, amount: float, spans: tuple[str, str], paint: Paint, *, strong: bool = False
) -> Line:
    room = len(spans[0]) + len(spans[1])
    return (
        (padded(view.glyphs, name, _LABEL), "strong" if strong else "muted"),
        (f"{amount:>{_AMOUNT - 1},.0f} ", paint if strong else "plain"),
        (spans[0], "plain"),
        (spans[1], paint),
        (" " * max(0, 1 - room), "plain"),
    )


def _money(amount: Decimal) -> str:
    return f"{float(amount):,.0f}"


# ── our side of a deal ───────────────────────────────────────────────────────


def _deal(view: View, track: str, width: int) -> list[Line]:
    years = economics.assumed(view.program, "horizon_years")
    lines: list[Line] = [heading(f"What one deal leaves us in {years:g} years")]
    deal = economics.vendor_contribution(view.program, track, paid_at(view, track))
    if isinstance(deal, Missing):
        return [*lines, *waits(view, deal, width)]
    most = max(float(deal.direct), float(deal.partner), 1.0)
    room = max(width - _LABEL - _AMOUNT, 8)
    for name, amount in (("sold directly", deal.direct), ("by a partner", deal.partner)):
        value = float(amount)
        paint: Paint = "error" if value < 0 else "bar" if name == "sold directly" else "bar-2"
        share = bar(view.glyphs, value / most, room, paint)
        label: Span = (padded(view.glyphs, name, _LABEL), "muted")
        lines.append((label, (f"{value:>{_AMOUNT - 1},.0f} ", "error" if value < 0 else "plain"), *share))
    return [*lines, *_breakeven(deal.breakeven_incrementality, width)]


def _breakeven(needed: Decimal | None, width: int) -> list[Line]:
    if needed is None:
        return wrapped("A direct deal leaves nothing: there is nothing to compare with.", width, "warning")
    if needed <= 0:
        return wrapped("Pays even if we had closed all of them ourselves.", width, "ok")
    return wrapped(
        f"Pays if at least {float(needed) * 100:.1f} % of them would not have closed without a partner.",
        width,
    )


# ── competitors ──────────────────────────────────────────────────────────────


@record
class Rung:
    """One place on the ladder of pay."""

    name: str
    worth: float
    """Percent of the first year's value, over all the months in which it is paid."""
    terms: str
    ours: bool = False


def rungs(view: View, track: str, line: PaidLine) -> list[Rung]:
    """Competitors of the same type, kind and base, with our own place among them, best paid first."""
    program, held = view.program, view.program.tracks[track]
    found: list[Rung] = []
    for key, rival in program.competitors.items():
        same_base = rival.base == line.base or not known(rival.base) or not known(line.base)
        if rival.type != held.type or rival.kind != line.kind or not same_base:
            continue
        worth = economics.competitor_present_value(program, key)
        if not isinstance(worth, Missing):
            found.append(Rung(called(rival, key), float(worth), _terms(rival.percent, rival.months)))
    found += _ours(view, track, line)
    return sorted(found, key=lambda rung: (-rung.worth, not rung.ours))


def _ours(view: View, track: str, line: PaidLine) -> list[Rung]:
    program = view.program
    lines: list[tuple[str, PaidLine | None]] = [
        (f"we, {called(held, key)}", economics.main_line(program, track, key))
        for key, held in ladder(program, track)
    ]
    made: list[Rung] = []
    for name, each in lines or [("we", line)]:
        worth = economics.pay_present_value(program, each) if each is not None else None
        if each is not None and worth is not None and not isinstance(worth, Missing):
            made.append(Rung(name, float(worth), _terms(each.percent, each.months), ours=True))
    return made


def _terms(percent: float | str | None, months: int | str | None) -> str:
    share = f"{percent:g} %" if isinstance(percent, int | float) else "a sum"
    if not isinstance(months, int):
        return share
    return f"{share} for ever" if months == 0 else f"{share}, {months} mo."


def _among(view: View, track: str, width: int) -> list[Line]:
    program, tier = view.program, paid_at(view, track)
    line = economics.main_line(program, track, tier)
    if line is None:
        return []
    kind = str(line.kind or "pay")
    lines: list[Line] = [heading(f"Among {kind} for {_type(view, track)}, in % of a first year")]
    ladder_of = rungs(view, track, line)
    others = [rung.worth for rung in ladder_of if not rung.ours]
    if not others:
        words = "No competitor of the same type, kind and base is recorded."
        return [*lines, *wrapped(words, width, "todo")]
    most = max(rung.worth for rung in ladder_of) or 1.0
    lines += [_rung(view, rung, most, width) for rung in ladder_of[:_RIVALS]]
    lines.append(says(f"the others' median is {median(others):.3g} %", "muted"))
    same = [r for r in program.competitors.values() if r.type == program.tracks[track].type]
    if len(same) > len(others):
        lines += wrapped(
            f"{len(same) - len(others)} more of this type, paid of another base or in another way", width
        )
    return lines


def _rung(view: View, rung: Rung, most: float, width: int) -> Line:
    name = min(max(width // 3, _LABEL), 24)
    terms = 16
    room = max(width - name - terms - 8, 4)
    mark = view.glyphs.cursor if rung.ours else " "
    paint: Paint = "strong" if rung.ours else "plain"
    return (
        (f"{mark} ", "accent"),
        (padded(view.glyphs, rung.name, name - 2), paint),
        (f"{rung.worth:>6.3g} ", paint),
        *bar(view.glyphs, rung.worth / most, room, "bar-2" if rung.ours else "bar"),
        (f" {rung.terms:<{terms - 1}}", "muted"),
    )


def _type(view: View, track: str) -> str:
    kind = view.program.tracks[track].type
    return str(kind).upper() if kind and kind != "referral" else str(kind or "this type")
