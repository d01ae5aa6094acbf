"""Screens that close once: a second key, pressed before the screen was gone, would close the one below it."""

from __future__ import annotations

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen

T = TypeVar("T")


class Once(Screen[T]):
    """A screen that answers once."""

    _is_answered = False

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """Close with an answer; after that nothing is answered any more."""
        if self._is_answered:
            return AwaitComplete()
        self._is_answered = True
        return super().dismiss(result)


class ModalOnce(Once[T], ModalScreen[T]):
    """The same over another screen, which stays in sight."""
