"""The frame that stays: title, step rail, the sheet of a page with its picture, findings, and the keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from textual import on
from textual.content import Content

from partnerbook.program.address import Address, child, is_bare, join, parent, split
from partnerbook.program.edit import Change, EditError
from partnerbook.program.locate import value_at
from partnerbook.session import changes
from partnerbook.tui.frame.arriving import Arriving
from partnerbook.tui.page import Place
from partnerbook.tui.sheet.messages import ActionWanted, Cleared, Committed, Dropped, Moved
from partnerbook.tui.sheet.model import Cell, Choice, SheetModel
from partnerbook.tui.view import View
from partnerbook.tui.widgets.bars import SayLine

_FIRST: Final = ("name", "title", "vendor", "role", "applies_to", "what", "check", "value", "track")
"""The first cells of things: what they are called, where they have that."""
_NEAR: Final = 50
"""Neighbours that are looked at on each side of what is gone."""


class Typing(Arriving):
    """Typing in the sheet, and adding, copying, moving and removing things."""

    def on_mount(self) -> None:
        """Tie the sheet to what is typed and chosen here."""
        self.sheet.choices_for = self._choices

    @on(Committed)
    def _committed(self, event: Committed) -> None:
        self._enter(event.address, event.text, keep=event.direction == "stay")

    @on(Cleared)
    def _cleared(self, event: Cleared) -> None:
        self._enter(event.address, "", keep=True)

    def _enter(self, at: Address, text: str, *, keep: bool) -> None:
        there = self.enter(at, text)
        if there != at:
            self.say(f"its key is now {there.split('.')[-2]}")
        moved = self.sheet.address if self.sheet.address != at else there
        self.refresh_page(there if keep or (there != at and moved == there) else moved)

    @on(Dropped)
    def _dropped(self) -> None:
        self.session.drop()
        self.refresh_page()

    @on(Moved)
    def _moved(self, event: Moved) -> None:
        self._places[self.page.key] = event.address
        has_left = event.address == self.sheet.address != self._said_at  # else it has moved on since
        if has_left:
            self.query_one("#say", SayLine).said = Content("")
        if self.file is not None and self.page.looked_at(Place(event.address, self.sheet.item)):
            self.refresh_page()

    def _choices(self, cell: Cell) -> Sequence[Choice]:
        spec = cell.field
        if spec is None:
            return ()
        if spec.refers_to:
            program = self.session.program
            keys = [(key, table) for table in spec.refers_to for key in getattr(program, table)]
            return [Choice(key, self.title_of(f"{table}.{key}")) for key, table in keys]
        return [Choice(word) for word in spec.choices] if spec.kind in ("choice", "list", "text") else ()

    @on(ActionWanted)
    def _wanted(self, event: ActionWanted) -> None:
        item, collection, program = event.item, event.collection, self.session.program
        is_there = bool(item) and value_at(program, item) is not None
        try:
            if event.name == "type" or (event.name == "open" and not self.page.open(self, event.address)):
                self.say("computed: it cannot be typed in", "$text-warning")
            elif event.name == "open":
                pass
            elif item.startswith("assumptions.") and event.name != "remove":
                self.say("assumptions are what the checks ask for: each stands here once", "$text-warning")
            elif event.name == "add" and (collection or self.page.adds):
                self.do(changes.adding(program, collection or self.page.adds))
            elif item and not is_there and item != self.sheet.item:
                pass  # pressed faster than it was done: that thing is gone, and nothing else was meant
            elif event.name == "duplicate" and is_there:
                self.do(changes.copying(self.session.shared, item))
            elif event.name == "remove" and is_there:
                self._remove(item, event.address)
            elif event.name in ("move-earlier", "move-later") and is_there:
                change = changes.moving(program, item, 1 if event.name == "move-later" else -1)
                self.do(change, event.address) if change else self.app.bell()
            else:
                self.say("nothing here to " + event.name.split("-")[0], "$text-warning")
        except EditError as error:
            self.say(str(error), "$text-error")

    @property
    def adds_here(self) -> str:
        """What is added where the cursor stands, ``metric``; empty where nothing can be."""
        collection = self.sheet.collection or self.page.adds
        return changes.noun_of(collection) if collection and collection != "assumptions" else ""

    def _remove(self, item: Address, at: Address) -> None:
        """Take a thing out. The cursor stays in its collection, so that the same key again removes nothing else."""
        order = list(self.page.order(self.view(), parent(item)))
        change = changes.removing(self.session.program, item)
        self.session.do(change)
        rows = self.rows_of(self.page, self.view())
        wanted = (at, *_beside(rows, item, at, order), parent(item))
        self.refresh_page(next((each for each in wanted if rows.index_of(each) is not None), ""))
        self.say(change.name)

    def rekey(self) -> None:
        """Ask for another key for the thing under the cursor, and rename it with all that names it."""
        from partnerbook.tui.dialogs.ask import Ask

        self.commit_typing()
        program, at, item = self.session.program, self.sheet.address, self.sheet.item
        if not item or value_at(program, item) is None:
            self.say("nothing here that has a key", "$flag-warning")
            return
        old, siblings = split(item)[-1], value_at(program, parent(item))

        def wrong(key: str) -> str:
            if not is_bare(key):
                return "letters, digits, - and _ make a key"
            return f"the key {key} is taken" if key in siblings and key != old else ""

        def answered(key: str | None) -> None:
            if key and key != old:
                change = changes.rekeying(program, item, key)
                self.do(change, changes.moved_to(at, change.edits))

        label = f"The key of {self.title_of(item)}: what other tables call it"
        self.app.push_screen(Ask("Change its key", label, old, wrong=wrong), answered)

    def do(self, change: Change, at: Address = "") -> None:
        """Make a change, show where it happened, and say what it was."""
        self.session.do(change)
        view = self.view()
        where = at or self._first_cell(view, changes.moved_to(change.edits[0].address, change.edits))
        self.refresh_page(where)
        self.say(change.name)

    def _first_cell(self, view: View, at: Address) -> Address:
        """The first cell of a thing, so that typing its name comes next."""
        return _first_of(self.rows_of(self.page, view), at)


def _first_of(rows: SheetModel, at: Address) -> Address:
    named = (f"{at}.{name}" for name in _FIRST)
    return next((each for each in named if rows.index_of(each) is not None), at)


def _beside(rows: SheetModel, item: Address, at: Address, order: list[str]) -> Iterator[Address]:
    """Where the cursor goes when a thing is gone: to the next one, else the one before, in the same field if it can."""
    collection, key = parent(item), split(item)[-1]
    index = order.index(key) if key in order else 0
    for other in (*order[index + 1 : index + 1 + _NEAR], *order[max(index - _NEAR, 0) : index][::-1]):
        near = child(collection, other)
        if at.startswith(f"{item}."):
            yield near + at.removeprefix(item)
        else:  # a computed cell holds the key somewhere in its address
            yield join(*(other if part == key else part for part in split(at)))
        yield _first_of(rows, near)
