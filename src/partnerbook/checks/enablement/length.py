"""ENB003 and ENB004: enablement in small bites, ten minutes and one page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, Final

from partnerbook.checks.check import Check, Look, exact, missing
from partnerbook.checks.enablement.modules import LIMITED, at_module
from partnerbook.checks.finding import Finding
from partnerbook.checks.reading import counted
from partnerbook.economics.exact import plain
from partnerbook.economics.modules import pieces
from partnerbook.program.edit import Add, Edit, Set
from partnerbook.program.enablement import Module
from partnerbook.program.fields import WITHHELD
from partnerbook.program.values import shown

MINUTES: Final = 10
PAGES: Final = 1
MOST_PARTS: Final = 20
"""A longer one is no slip: it is not split by a key press."""
_TAKEN_OVER: Final = ("kind", "tracks", "in_portal", "owner")
"""What the parts of a module have in common."""


class LongModule(Check[str]):
    code = "ENB003"
    name = "long-module"
    severity = "error"
    family = "enablement"
    claim = "A video or a course takes ten minutes at most."
    source = "card, src4"
    why = (
        "Nobody at a partner has an hour for you. Ten minutes fit between two calls, and can be found again."
    )
    remedy = "split it into parts of ten minutes at most"

    def subjects(self, look: Look) -> Iterable[str]:
        return list(look.program.enablement.modules)

    def judge(self, look: Look, subject: str) -> Iterator[Finding]:
        module = look.program.enablement.modules[subject]
        if look.need(module.kind, at_module(subject, "kind")) not in LIMITED:
            return
        at, minutes = at_module(subject, "minutes"), module.minutes
        if minutes is None or minutes == WITHHELD:
            message = f"nobody knows how long this {module.kind} is"
            fix = "say how long it is: 10 minutes pass"
            yield self.absent(look, at, message, value=minutes, fix=fix)
        elif exact(minutes) > MINUTES:
            yield self._too_long(look, subject, module, minutes)

    def _too_long(self, look: Look, key: str, module: Module, minutes: float) -> Finding:
        number = pieces(minutes, MINUTES)
        parts = split_evenly(minutes, number) if number <= MOST_PARTS else ()
        many = f"{number:,} modules" if number < 1_000 else "1,000 modules and more"
        lengths = f": {' and '.join(map(shown, parts))}" if len(parts) == 2 else ""
        return self.finding(
            at_module(key, "minutes"),
            f"{shown(minutes)} minutes is over the limit of 10 for a {module.kind}",
            found=counted(minutes, "minute"),
            limit="10 minutes",
            fix=f"split it into {many} of at most 10 minutes{lengths}",
            edits=split_edits(look, key, module, parts),
        )


class LongBattleCard(Check[str]):
    code = "ENB004"
    name = "long-battle-card"
    severity = "error"
    family = "enablement"
    claim = "A battle card is one page."
    source = "card, src4"
    why = "It is read during a call, while somebody waits for the answer: what is on page two is not read."
    remedy = "cut it to one page, or make two cards of it"

    def subjects(self, look: Look) -> Iterable[str]:
        return list(look.program.enablement.modules)

    def judge(self, look: Look, subject: str) -> Iterator[Finding]:
        module = look.program.enablement.modules[subject]
        if look.need(module.kind, at_module(subject, "kind")) != "battle-card":
            return
        at, pages = at_module(subject, "pages"), module.pages
        if pages is None or pages == WITHHELD:
            message = "nobody knows how many pages this battle card has"
            yield self.absent(look, at, message, value=pages, fix="say how many: 1 page passes")
        elif exact(pages) > PAGES:
            message = f"{shown(pages)} pages is over the limit of 1 for a battle card"
            yield self.finding(at, message, found=counted(pages, "page"), limit="1 page", passes=PAGES)


def split_evenly(minutes: float, number: int) -> tuple[float, ...]:
    """The lengths of `number` parts, whole minutes where that can be; they add up to `minutes`.

    25 minutes in 3 parts are 9, 8 and 8; 14.5 in 2 are 7.5 and 7.
    """
    whole, rest = divmod(exact(minutes), number)
    lengths = (whole + min(Decimal(1), max(Decimal(0), rest - part)) for part in range(number))
    return tuple(plain(length) for length in lengths)


def split_edits(look: Look, key: str, module: Module, parts: tuple[float, ...]) -> tuple[Edit, ...]:
    """The edits that shorten a module to its first part and add the others directly after it."""
    if len(parts) < 2:
        return ()
    keys = list(look.program.enablement.modules)
    following = keys[keys.index(key) + 1 :]
    before = following[0] if following else None
    title = "" if missing(module.title) or module.title == WITHHELD else module.title or ""
    edits: list[Edit] = [Set(at_module(key, "minutes"), parts[0])]
    if module.title != WITHHELD:
        edits.append(Set(at_module(key, "title"), _titled(title, 1, len(parts))))
    shared = {name: getattr(module, name) for name in _TAKEN_OVER}
    for number, length in enumerate(parts[1:], start=2):
        new = _free(keys, f"{key}-{number}")
        keys.append(new)
        table: dict[str, Any] = {"title": _titled(title, number, len(parts)), "minutes": length, **shared}
        edits.append(
            Add(at_module(new), {name: each for name, each in table.items() if each is not None}, before)
        )
    return tuple(edits)


def _titled(title: str, number: int, of: int) -> str:
    part = f"part {number} of {of}"
    return f"{title}, {part}" if title else part.capitalize()


def _free(keys: list[str], wanted: str) -> str:
    key = wanted
    while key in keys:
        key += "-part"
    return key
