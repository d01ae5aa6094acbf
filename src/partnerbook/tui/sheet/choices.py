"""The list beside a cell from which words are picked: one of them, or several with check marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from partnerbook.program.fields import NONE, WITHHELD
from partnerbook.record import fresh, record
from partnerbook.tui.sheet.line_edit import LineEdit
from partnerbook.tui.sheet.model import Choice

LINES: Final = 8
"""Choices in sight at once."""


UNKNOWN: Final = "unknown"
"""What stands beside a word that is in the list and is no choice."""
_WORD: Final = re.compile(r'\s*("(?:[^"]|"")*"\s*(?=,|$)|[^,]*)(?:,|$)')
_WHOLE_LISTS: Final = (NONE, WITHHELD)
"""What stands for a list, and is no word of it."""


def split_words(text: str) -> list[str]:
    """The words of a list as it is typed: between commas, without blanks around them, each once.

    One in quotes stays in them, with the commas that it holds.
    """
    if '"' not in text:
        return list(dict.fromkeys(word for part in text.split(",") if (word := part.strip())))
    return list(dict.fromkeys(word for part in _WORD.findall(text) if (word := part.strip())))


@record(frozen=False)
class ChoiceList:
    """The choices that match what is typed, and which of them is picked."""

    choices: Sequence[Choice]
    many: bool = False
    """Whether several may be chosen, each with a check mark."""
    strict: bool = False
    """Whether a beginning that fits one word only stands for that word."""
    filtering: bool = False
    """Whether something was typed since the list opened or a word was taken."""
    picked: int = 0
    matches: list[Choice] = fresh(default_factory=list)
    strangers: tuple[Choice, ...] = ()
    """Words that stood in the list when it opened and are no choices: shown first, so that they can be taken out."""

    def open_at(self, text: str) -> None:
        """Show all choices, the current word picked."""
        words = split_words(text) if self.many else [text]
        self.strangers = self._strangers(words) if self.many else ()
        self.matches = [*self.strangers, *self.choices]
        places = (i for i, choice in enumerate(self.matches) if choice.word in words)
        self.picked = next(places, 0)

    def _strangers(self, words: Sequence[str]) -> tuple[Choice, ...]:
        if len(words) == 1 and words[0].lower() in _WHOLE_LISTS:
            return ()
        known = {choice.word for choice in self.choices}
        return tuple(Choice(word, UNKNOWN) for word in words if word not in known)

    def fragment(self, edit: LineEdit) -> str:
        """What is typed of the word at hand."""
        if not self.many:
            return edit.text.strip()
        return edit.text[: edit.caret].rpartition(",")[2].strip()

    def follow(self, edit: LineEdit) -> None:
        """Something was typed: show what matches, beginnings first."""
        wanted = self.fragment(edit).casefold()
        self.filtering = bool(wanted)
        found = [c for c in self.choices if wanted in c.word.casefold() or wanted in c.label.casefold()]
        self.matches = sorted(found, key=lambda c: not c.word.casefold().startswith(wanted))
        self.picked = 0

    def move(self, by: int) -> None:
        """Pick another choice; the ends hold."""
        self.picked = min(max(self.picked + by, 0), max(len(self.matches) - 1, 0))

    @property
    def choice(self) -> Choice | None:
        """The picked choice, if anything matches."""
        return self.matches[self.picked] if self.matches else None

    @property
    def top(self) -> int:
        """The first match in sight."""
        return min(max(self.picked - LINES // 2, 0), max(len(self.matches) - LINES, 0))

    def meant(self, text: str) -> str:
        """The text that would be committed: a beginning of a choice stands for that choice."""
        if self.many:
            return self._meant_words(text)
        typed = text.strip()
        if not self.filtering or any(choice.word == typed for choice in self.choices):
            return typed
        beginnings = [c for c in self.matches if c.word.casefold().startswith(typed.casefold())]
        if self.choice is not None and self.choice in beginnings:
            return self.choice.word
        return typed

    def _meant_words(self, text: str) -> str:
        words = split_words(text)
        if self.strict and self.filtering and words:
            known = [choice.word for choice in self.choices]
            beginnings = [word for word in known if word.startswith(words[-1])]
            if words[-1] not in known and len(beginnings) == 1:
                words[-1] = beginnings[0]
        return ", ".join(words)

    def toggle(self, edit: LineEdit) -> bool:
        """Add or remove the picked word; false when nothing is picked."""
        if self.choice is None:
            return False
        words = split_words(edit.text)
        fragment = self.fragment(edit)
        if self.filtering and fragment in words and fragment != self.choice.word:
            words.remove(fragment)
        elif self.filtering and fragment == self.choice.word:
            words.remove(fragment)
            words.append(fragment)
            edit.set(", ".join(words))
            self._show_all()
            return True
        if self.choice.word in words:
            words.remove(self.choice.word)
        else:
            words.append(self.choice.word)
        edit.set(", ".join(words))
        self._show_all()
        return True

    def _show_all(self) -> None:
        picked = self.choice
        self.filtering = False
        self.matches = [*self.strangers, *self.choices]
        self.picked = self.matches.index(picked) if picked in self.matches else 0
