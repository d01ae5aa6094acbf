"""The colours: each theme is shown while the cursor is on it, and kept when it is chosen."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult

from partnerbook.tui.dialogs.dialog import Dialog
from partnerbook.tui.dialogs.picks import Pick, Picks
from partnerbook.tui.glyphs import Glyphs


class ThemesDialog(Dialog[str]):
    """A list of themes; answers with the name of the one that was chosen."""

    DEFAULT_CSS = """
    ThemesDialog Picks { margin: 1 0; }
    """
    HINT = "{list.previous|list.next} try · {list.choose} keep · {dialog.close} as before"
    AUTO_FOCUS = "Picks"

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__("Theme", glyphs)
        self._before = ""

    def body(self) -> ComposeResult:
        """The list."""
        yield Picks(self.glyphs)

    def on_mount(self) -> None:
        """The list, at the theme of the moment."""
        app: Any = self.app
        self._before = app.theme
        picks = [
            Pick(theme.name, ((theme.label, "strong"),), below=(((theme.description, "muted"),),))
            for theme in app.themes.by_name.values()
        ]
        self.query_one(Picks).fill(picks, app.theme)

    def on_picks_pointed(self, event: Picks.Pointed) -> None:
        """Try it."""
        self.app.theme = event.id

    def on_picks_picked(self, event: Picks.Picked) -> None:
        """Keep it."""
        app: Any = self.app
        app.theme = event.id
        app.keep_theme(event.id)
        self.dismiss(event.id)

    def action_cancel(self) -> None:
        """As before."""
        self.app.theme = self._before
        self.dismiss(None)
