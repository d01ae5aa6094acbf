"""Keys that are pressed before the workbook is there: kept while it is read, then typed into it in their order."""

from __future__ import annotations

from collections import deque
from typing import Any, Literal, TypeAlias

from textual.app import App
from textual.events import Event, Key, Paste

State: TypeAlias = Literal["open", "reading", "replaying"]


def is_through(app: App[Any]) -> bool:
    """Whether nothing waits to be handled: a key may bring messages about that go from widget to widget."""
    pumps = [app, *(each for screen in app.screen_stack for each in screen.walk_children(with_self=True))]
    waiting = any(pump.message_queue_size or pump._next_callbacks for pump in pumps)
    return not waiting and not any(screen._callbacks for screen in app.screen_stack)


class TypeAhead:
    """A gate for keys. While a workbook is read, and until what was kept is typed, later keys stand in the queue."""

    def __init__(self, *, reading: bool) -> None:
        self.state: State = "reading" if reading else "open"
        self._kept: deque[Event] = deque()

    def begin(self) -> None:
        """A workbook is being read from now on."""
        self.state = "reading"

    def takes(self, event: Event) -> bool:
        """Whether an event is kept for later; what it was forwarded to has had it already."""
        if self.state == "open" or not isinstance(event, Key | Paste) or event.is_forwarded:
            return False
        self._kept.append(event)
        return True

    def next(self) -> Event | None:
        """The next event to be typed; ``None`` when there is none left, and keys go their own way again."""
        self.state = "replaying" if self._kept else "open"
        return self._kept.popleft() if self._kept else None

    def drop(self) -> None:
        """There is no workbook: nothing that was typed is meant for what is shown instead."""
        self._kept.clear()
        self.state = "open"
