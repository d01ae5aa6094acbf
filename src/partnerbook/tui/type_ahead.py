"""Keys that are pressed before they can be meant for what they reach: kept, then typed in their order.

That is while a workbook is read, and after a key that leads elsewhere, to another page or into a dialog: Textual
hands keys to what has the focus as they come, and runs what they are bound to some messages later.
"""

from __future__ import annotations

from collections import deque
from typing import Any, Final, Literal, TypeAlias

from textual.app import App
from textual.events import Event, Key, Paste

_SOON: Final = 1.0
"""Seconds after a key in which the next may come before all is done; looking for that takes time."""

State: TypeAlias = Literal["open", "reading", "replaying"]


def is_through(app: App[Any]) -> bool:
    """Whether nothing waits to be handled: a key may bring messages about that go from widget to widget."""
    pumps = [app, *(each for screen in app.screen_stack for each in screen.walk_children(with_self=True))]
    waiting = any(pump.message_queue_size or pump._next_callbacks for pump in pumps)
    return not waiting and not app.screen._callbacks


def _is_letter(event: Event, app: App[Any]) -> bool:
    """Whether a key is typed into what has the focus, and so leads nowhere."""
    if not isinstance(event, Key) or app.focused is None:
        return False
    return event.is_printable and app.focused.check_consume_key(event.key, event.character)


class TypeAhead:
    """A gate for keys. While a workbook is read, and until what was kept is typed, later keys stand in the queue."""

    def __init__(self, *, reading: bool) -> None:
        self.state: State = "reading" if reading else "open"
        self._kept: deque[Event] = deque()
        self._pressed = 0.0
        """When the last key came."""
        self.leads = True
        """Whether the last key may lead elsewhere, so that the next one waits until it has."""

    def begin(self) -> None:
        """A workbook is being read from now on."""
        self.state = "reading"

    def begins_to_wait(self, event: Event, app: App[Any]) -> bool:
        """Whether an event is kept because the key before it is not through; then keys are typed one by one."""
        if self.state != "open" or not isinstance(event, Key | Paste) or event.is_forwarded:
            return False
        before, self._pressed = self._pressed, event.time
        if self.leads and event.time - before < _SOON and not is_through(app):
            self.state = "replaying"
            self._kept.append(event)
            return True
        self.leads = not _is_letter(event, app)
        return False

    def takes(self, event: Event) -> bool:
        """Whether an event is kept for later; what it was forwarded to has had it already."""
        if self.state == "open" or not isinstance(event, Key | Paste) or event.is_forwarded:
            return False
        self._kept.append(event)
        return True

    def next(self, app: App[Any]) -> Event | None:
        """The next event to be typed; ``None`` when there is none left, and keys go their own way again."""
        self.state = "replaying" if self._kept else "open"
        if not self._kept:
            return None
        event = self._kept.popleft()
        self.leads = not _is_letter(event, app)
        return event

    def drop(self) -> None:
        """There is no workbook: nothing that was typed is meant for what is shown instead."""
        self._kept.clear()
        self.state = "open"
