"""Runs the interface: what has to be asked of the terminal and of the environment before."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from partnerbook.tui.app import PartnerbookApp


def run(path: Path | None, today: date | None) -> int:
    """Open the interface and stay until it is closed; returns the status for the shell."""
    import os

    if os.environ.get("NO_COLOR") == "":
        del os.environ["NO_COLOR"]  # empty is as good as not set; Textual looks only whether it is there
    app = PartnerbookApp(path, today=today, encoding=terminal_encoding())
    app.run()
    return app.return_code or 0


def terminal_encoding() -> str:
    """The encoding of the person's locale: Python writes UTF-8 under ``LC_ALL=C`` too, and says so."""
    import locale
    import sys

    if sys.flags.utf8_mode and hasattr(locale, "nl_langinfo"):
        return locale.nl_langinfo(locale.CODESET)
    return sys.stdout.encoding
