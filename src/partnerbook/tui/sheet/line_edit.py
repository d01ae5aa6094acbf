"""Editing one line of text: the text, the caret, the selection. No drawing, no keys, no terminal.

Positions are counted in characters, and never inside of a letter and its combining marks.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from partnerbook.record import record

MOST: Final = 10_000
"""Characters that one line may hold by typing. Longer text that was there is kept."""


def _joins(char: str) -> bool:
    """Whether a character is drawn together with the one before it."""
    return unicodedata.category(char) in ("Mn", "Me")


@record(frozen=False)
class LineEdit:
    """One line being edited."""

    text: str = ""
    caret: int = 0
    """Before which character the caret stands, 0 to ``len(text)``."""
    anchor: int | None = None
    """Where the selection began; ``None`` when nothing is selected."""

    @classmethod
    def at_end(cls, text: str) -> LineEdit:
        """Text with the caret behind it."""
        return cls(text, len(text))

    @property
    def selection(self) -> tuple[int, int]:
        """The selected characters, ``(from, to)``; equal when nothing is selected."""
        if self.anchor is None:
            return self.caret, self.caret
        return min(self.anchor, self.caret), max(self.anchor, self.caret)

    @property
    def selected(self) -> str:
        """The selected text."""
        start, end = self.selection
        return self.text[start:end]

    def insert(self, text: str) -> None:
        """Put text in place of the selection; what goes beyond `MOST` is left out."""
        start, end = self.selection
        room = max(MOST - (len(self.text) - (end - start)), 0)
        text = text[:room]
        self.text = self.text[:start] + text + self.text[end:]
        self.caret = start + len(text)
        self.anchor = None

    def replace(self, start: int, end: int, text: str) -> None:
        """Put text in place of a stretch, the caret behind it."""
        self.anchor, self.caret = start, end
        self.insert(text)

    def set(self, text: str) -> None:
        """Replace everything, the caret at the end."""
        self.text, self.caret, self.anchor = text, len(text), None

    def move_to(self, position: int, *, select: bool = False) -> None:
        """Put the caret somewhere, extending the selection or dropping it."""
        if select:
            self.anchor = self.caret if self.anchor is None else self.anchor
        else:
            self.anchor = None
        self.caret = min(max(position, 0), len(self.text))

    def left(self, *, select: bool = False) -> None:
        """One letter back, or to the start of the selection."""
        start, end = self.selection
        self.move_to(start if start != end and not select else self.before(self.caret), select=select)

    def right(self, *, select: bool = False) -> None:
        """One letter on, or to the end of the selection."""
        start, end = self.selection
        self.move_to(end if start != end and not select else self.after(self.caret), select=select)

    def word_left(self, *, select: bool = False) -> None:
        """To the start of this word, or of the one before."""
        self.move_to(self.word_before(self.caret), select=select)

    def word_right(self, *, select: bool = False) -> None:
        """Behind this word, or the one after."""
        self.move_to(self.word_after(self.caret), select=select)

    def select_all(self) -> None:
        """Select everything."""
        self.anchor, self.caret = 0, len(self.text)

    def delete_left(self) -> None:
        """Delete the selection, else the letter before the caret."""
        self._delete_to(self.before(self.caret))

    def delete_right(self) -> None:
        """Delete the selection, else the letter behind the caret."""
        self._delete_to(self.after(self.caret))

    def delete_word_left(self) -> None:
        """Delete the selection, else back to the start of a word."""
        self._delete_to(self.word_before(self.caret))

    def delete_word_right(self) -> None:
        """Delete the selection, else to the end of a word."""
        self._delete_to(self.word_after(self.caret))

    def kill_to_end(self) -> None:
        """Delete everything behind the caret."""
        self.anchor = None
        self._delete_to(len(self.text))

    def kill_to_start(self) -> None:
        """Delete everything before the caret."""
        self.anchor = None
        self._delete_to(0)

    def _delete_to(self, position: int) -> None:
        start, end = self.selection
        if start == end:
            start, end = min(position, self.caret), max(position, self.caret)
        self.replace(start, end, "")

    def before(self, position: int) -> int:
        """The position one letter back."""
        position = max(position - 1, 0)
        while position > 0 and position < len(self.text) and _joins(self.text[position]):
            position -= 1
        return position

    def after(self, position: int) -> int:
        """The position one letter on."""
        position = min(position + 1, len(self.text))
        while position < len(self.text) and _joins(self.text[position]):
            position += 1
        return position

    def word_before(self, position: int) -> int:
        """The start of the word at or before a position."""
        while position > 0 and not self.text[position - 1].isalnum():
            position -= 1
        while position > 0 and self.text[position - 1].isalnum():
            position -= 1
        return position

    def word_after(self, position: int) -> int:
        """Behind the word at or after a position."""
        while position < len(self.text) and not self.text[position].isalnum():
            position += 1
        while position < len(self.text) and self.text[position].isalnum():
            position += 1
        return position
