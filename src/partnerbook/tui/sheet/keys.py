"""Runs the bindings of a widget in the handler that takes the key.

Textual hands a key that is no character on to the app, which then runs the action. Characters typed right
after it are treated before it, so quick typing would be put together in the wrong order. Here the widget
looks its own bindings up, in the person's keymap too, and acts at once.
"""

from __future__ import annotations

from inspect import isawaitable

from textual.actions import SkipAction, parse
from textual.binding import Binding
from textual.events import Key
from textual.widget import Widget


class OwnKeys:
    """The bindings of one widget by key."""

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._keymap: object = None
        self._by_key: dict[str, list[Binding]] = {}

    async def run(self, event: Key) -> bool:
        """Run the action bound to the key, if the widget has one that means something now."""
        for binding in self._bound(event.key):
            if await self._run(binding):
                event.stop()
                event.prevent_default()
                return True
        return False

    def _bound(self, key: str) -> list[Binding]:
        keymap = self._widget.app._keymap
        if self._keymap is not keymap:
            bindings = self._widget._bindings.copy()
            if keymap:
                bindings.apply_keymap(keymap)
            self._keymap, self._by_key = keymap, bindings.key_to_bindings
        return self._by_key.get(key, [])

    async def _run(self, binding: Binding) -> bool:
        namespace, name, parameters = parse(binding.action)
        action = getattr(self._widget, f"action_{name}", None)
        if namespace or action is None or not self._widget.check_action(name, parameters):
            return False
        try:
            done = action(*parameters)
            if isawaitable(done):
                await done
        except SkipAction:
            return False
        return True
