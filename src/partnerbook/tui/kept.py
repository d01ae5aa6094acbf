"""What a page made for the moment before: cells and rows that would be made just the same are used again.

A key press changes one value, and with it a few findings. A page that makes all its rows anew for that takes
longer the more fields it shows. So the view asks here first; what differs between two moments is forgotten.
The law, tested: a page looks the same as one that makes everything anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final, TypeVar

from partnerbook.checks.finding import Finding
from partnerbook.checks.recording import Recorder, recording
from partnerbook.program.address import Address, join, split
from partnerbook.program.changed import changed
from partnerbook.program.locate import decides_others, site
from partnerbook.program.program import Program

if TYPE_CHECKING:
    from partnerbook.tui.sheet.model import Cell, Flag
    from partnerbook.tui.view import View

T = TypeVar("T")
MOST: Final = 4096
"""Cells and rows that are kept of a page: its forms and grids, and some screens of a long table."""
_VALUES: Final = ("value", "keyed value")


class Same:
    """Facts that are the same only as the same objects: programs are equal whatever the order of their tables."""

    def __init__(self, *things: object) -> None:
        self._things = things

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and list(map(id, self._things)) == list(map(id, other._things))

    __hash__ = None  # type: ignore[assignment]


class _Page:
    """What is kept of one page."""

    def __init__(self) -> None:
        self.view: View | None = None
        self.cells: dict[Address, tuple[tuple[Any, ...], Cell]] = {}
        self.made: dict[Any, tuple[Any, Any]] = {}
        self.made_of: dict[Address, set[Any]] = {}
        """What was made of the values in a table."""
        self.computed: dict[Any, tuple[frozenset[Address], Any]] = {}


class Kept:
    """Cells and rows of the pages of one open workbook."""

    def __init__(self) -> None:
        self._pages: dict[str, _Page] = {}
        self._now = _Page()
        self._flags: dict[int, tuple[Finding, Flag]] = {}

    def turn_to(self, page: str, view: View) -> None:
        """Go on with a page, and forget what differs between the moment for which it was made last and this one."""
        self._now = self._pages.setdefault(page, _Page())
        before, self._now.view = self._now.view, view
        touched = changed(before.program, view.program) if before is not None else frozenset()
        computed = self._now.computed.items()
        for stale in [key for key, (reads, _) in computed if not reads.isdisjoint(touched)]:
            del self._now.computed[stale]
        moved = _moved(before, view, touched) if before is not None else None
        if moved is None or len(self._now.cells) + len(self._now.made) > MOST:
            self._now.cells.clear()
            self._now.made.clear()
            self._now.made_of.clear()
            return
        for at in moved:
            self._now.cells.pop(at, None)
            for table in _around(at):
                for key in self._now.made_of.pop(table, ()):
                    self._now.made.pop(key, None)

    def cell(self, at: Address, facts: tuple[Any, ...], make: Callable[[], Cell]) -> Cell:
        """The cell of an address; `facts` is what decides it beside the moment."""
        held = self._now.cells.get(at)
        if held is not None and held[0] == facts:
            return held[1]
        made = make()
        self._now.cells[at] = (facts, made)
        return made

    def once(self, key: Any, facts: Any, make: Callable[[], T], table: Address = "") -> T:
        """What is made of these facts, and of nothing else but values in a `table`, where one is named."""
        held = self._now.made.get(key)
        if held is not None and held[0] == facts:
            kept: T = held[1]
            return kept
        made = make()
        self._now.made[key] = (facts, made)
        if table:
            self._now.made_of.setdefault(table, set()).add(key)
        return made

    def computed(self, key: Any, program: Program, compute: Callable[[Program], T]) -> T:
        """What is computed from a program, until something changes that was read for it."""
        held = self._now.computed.get(key)
        if held is None:
            recorder = Recorder()
            value = compute(recording(program, recorder))
            held = self._now.computed[key] = (recorder.taken(), value)
        kept: T = held[1]
        return kept

    def flags(self, findings: tuple[Finding, ...], make: Callable[[Finding], Flag]) -> list[Flag]:
        """The flag of each finding; a finding that was there before has the same one."""
        found: dict[int, tuple[Finding, Flag]] = {}
        for finding in findings:
            held = self._flags.get(id(finding))
            found[id(finding)] = held if held is not None else (finding, make(finding))
        self._flags = found
        return [found[id(finding)][1] for finding in findings]


def _around(at: Address) -> Iterator[Address]:
    """An address and all the tables in which it lies."""
    parts = split(at)
    return (join(*parts[:size]) for size in range(len(parts), 0, -1))


def _moved(before: View, now: View, touched: frozenset[Address]) -> set[Address] | None:
    """Addresses whose cells may differ between two moments; ``None`` where more than values has changed."""
    if before.glyphs is not now.glyphs or before.today != now.today:
        return None
    for at in touched:
        place = site(at)
        if place is None or place.kind not in _VALUES or decides_others(at):
            return None
    waiting = {
        at
        for at in before.pending.keys() | now.pending.keys()
        if before.pending.get(at) != now.pending.get(at)
    }
    flagged = {
        at for at in before.flags.keys() | now.flags.keys() if before.flags.get(at) != now.flags.get(at)
    }
    return {*touched, *waiting, *flagged, *(before.marked ^ now.marked)}
