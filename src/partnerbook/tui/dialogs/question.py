"""A question with a few answers."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.events import Key

from partnerbook.tui.dialogs.dialog import Dialog
from partnerbook.tui.dialogs.drawn import flow
from partnerbook.tui.dialogs.pager import Pager
from partnerbook.tui.dialogs.picks import Pick, Picks
from partnerbook.tui.glyphs import Glyphs
from partnerbook.tui.page import Line


class Question(Dialog[str]):
    """Asks; answers with the id of a choice, or ``None`` for Esc. The first choice is preselected."""

    DEFAULT_CSS = """
    Question #words { margin: 1 0 0 0; max-height: 40vh; }
    Question Picks { margin: 1 0; max-height: 60vh; }
    """
    HINT = "{list.choose} choose · 1-9 at once · {dialog.close} cancel"
    AUTO_FOCUS = "#choices"

    def __init__(
        self, title: str, words: str, choices: Sequence[tuple[str, str]], glyphs: Glyphs | None = None
    ) -> None:
        """Args:
        title: a few words.
        words: what is asked, or what would be lost; several lines are kept.
        choices: ids and what they are called; what follows a line end is said below.
        glyphs: the signs to draw with; the application's when not given.
        """
        super().__init__(title, glyphs)
        self._words = words
        self._choices = tuple(choices)

    def body(self) -> ComposeResult:
        """The words, then the answers."""
        if self._words:
            yield Pager(self._lines, self.glyphs, id="words", short=True)
        yield Picks(self.glyphs, id="choices")

    def _lines(self, width: int) -> list[Line]:
        return flow(self._words, width)

    def on_mount(self) -> None:
        """Number the answers."""
        picks = [_numbered(number, id, label) for number, (id, label) in enumerate(self._choices, 1)]
        self.query_one(Picks).fill(picks)

    def on_key(self, event: Key) -> None:
        """A number answers at once."""
        if event.character and event.character.isdecimal() and event.character.isascii():
            event.stop()
            self.query_one(Picks).pick_number(int(event.character))

    def on_picks_picked(self, event: Picks.Picked) -> None:
        """That is the answer."""
        self.dismiss(event.id)


def _numbered(number: int, id: str, label: str) -> Pick:
    title, _, more = label.partition("\n")
    below: tuple[Line, ...] = ((("   " + more, "muted"),),) if more else ()
    return Pick(id, ((f"{number}  ", "accent"), (title, "plain")), below=below)
