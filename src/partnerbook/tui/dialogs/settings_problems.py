"""What is wrong with the person's own settings, keys and themes: in short at the start, all of it in a list."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from textual.app import App

from partnerbook.tui.dialogs.picks import Pick, Picks
from partnerbook.tui.dialogs.problems import ProblemsDialog, problem_pick
from partnerbook.tui.keys import key_names
from partnerbook.tui.text import safe
from partnerbook.workbook.problems import Problem


class SettingsProblems(ProblemsDialog):
    """A list of problems, each with its file; there is no place in the workbook to go to."""

    HINT = "{dialog.close} close"
    TITLE = "Settings problems"

    def _pick(self, problem: Problem, id: str, width: int) -> Pick:
        return problem_pick(problem, id, width, self.glyphs, PurePath(problem.path).name)

    def on_picks_picked(self, event: Picks.Picked) -> None:
        """Nothing lies behind an entry."""
        self.app.bell()


def say_in_short(app: App[Any], problems: Sequence[Problem]) -> None:
    """One message for all of them: the first in full, and where the others are listed."""
    first, *others = problems
    words = safe(f"{first.path}:{first.line} {first.message}. {first.remedy}").plain
    if others:
        words += f"\nand {len(others):,} more: {key_names(app)('app.palette')}, {SettingsProblems.TITLE}"
    app.notify(words, title="Settings", severity="warning", markup=False)
