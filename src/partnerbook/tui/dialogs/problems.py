"""What reading found in an opened file: each with its place and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult

from partnerbook.program.address import Address
from partnerbook.tui.dialogs.dialog import Dialog
from partnerbook.tui.dialogs.drawn import flow
from partnerbook.tui.dialogs.picks import Pick, Picks
from partnerbook.tui.glyphs import Glyphs
from partnerbook.tui.page import Line
from partnerbook.workbook.problems import Problem


class ProblemsDialog(Dialog[Address]):
    """A list of problems; answers with the address of the one that was picked."""

    HINT = "{list.choose} go there · {dialog.close} close"
    BOX = "-large"
    AUTO_FOCUS = "Picks"
    TITLE: ClassVar[str] = "Reading problems"

    def __init__(self, problems: Sequence[Problem], glyphs: Glyphs) -> None:
        super().__init__(self.TITLE, glyphs)
        self._problems = tuple(problems)

    def body(self) -> ComposeResult:
        """The list."""
        yield Picks(self.glyphs, filling=True)

    def on_mount(self) -> None:
        """Fill the list when its width is known."""
        self.call_after_refresh(self._fill)

    def on_resize(self) -> None:
        """Wrap again."""
        super().on_resize()
        self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        picks = self.query_one(Picks)
        width = max(picks.scrollable_content_region.width - 2, 20)
        shown = [Pick("", (("", "plain"),))]
        if not self._problems:
            shown.append(Pick("", ((f"{self.glyphs.ok} reading found nothing wrong", "ok"),)))
        for number, problem in enumerate(self._problems):
            shown.append(self._pick(problem, str(number), width))
        picks.fill(shown, picks.current)

    def _pick(self, problem: Problem, id: str, width: int) -> Pick:
        return problem_pick(problem, id, width, self.glyphs)

    def on_picks_picked(self, event: Picks.Picked) -> None:
        """Go to the place, where it is one of the workbook."""
        address = self._problems[int(event.id)].address
        if address:
            self.dismiss(address)
        else:
            self.app.bell()


def problem_pick(problem: Problem, id: str, width: int, glyphs: Glyphs, file: str = "") -> Pick:
    """A problem as an entry of a list: what and where, then what to do."""
    sign = getattr(glyphs, problem.severity)
    head: Line = ((f"{sign} {problem.severity} {problem.code}", problem.severity),)
    below = [
        *flow(f"{problem.message}", width - 2, indent=2),
        *flow(problem.remedy, width - 2, "muted", indent=4, first=f"  {glyphs.arrow}"),
        (),
    ]
    place = f"{file and f'{file}, '}line {problem.line}, column {problem.column}"
    where: Line = (
        ((f"{problem.address}  ", "plain"), (place, "muted")) if problem.address else ((place, "muted"),)
    )
    return Pick(id, head, where, tuple(below))
