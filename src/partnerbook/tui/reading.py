"""Reading a file for the application, and what is shown for one that is no workbook as it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from textual.screen import Screen

from partnerbook.tui.glyphs import Glyphs

if TYPE_CHECKING:
    from partnerbook.session.conflicts import Conflicts
    from partnerbook.session.file import WorkbookFile
    from partnerbook.workbook.read import Reading


_SMALL: Final = 64 * 1024
"""Bytes that are read before anybody could see a frame without them."""


def is_small(path: Path) -> bool:
    """Whether a file is read in no time; one that cannot be looked at too, for saying so."""
    try:
        return path.stat().st_size <= _SMALL
    except OSError:
        return True


def read_workbook(path: Path, today: date) -> WorkbookFile | Reading | Conflicts:
    """The workbook of a file; else the conflicts that a merge left in it, or why it cannot be read."""
    import partnerbook.tui.workbook_screen  # noqa: F401 - here it does not hold up the frame
    from partnerbook.session.file import open_file

    result = open_file(path, today)
    if any(problem.code == "conflict-markers" for problem in result.problems):
        from partnerbook.session.conflicts import load_conflicts

        return load_conflicts(path) or result
    return result


def not_open(result: Reading | Conflicts, today: date, glyphs: Glyphs) -> Screen[None]:
    """The screen for what is no workbook."""
    from partnerbook.session.conflicts import Conflicts

    if isinstance(result, Conflicts):
        from partnerbook.tui.dialogs.conflicts import ConflictsScreen

        return ConflictsScreen(result, today, glyphs)
    from partnerbook.tui.dialogs.unreadable import UnreadableScreen

    return UnreadableScreen(result, glyphs)
