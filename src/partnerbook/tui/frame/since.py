"""The open workbook against its last commit: found in a thread, for the marks in the sheet and for Review."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from textual.worker import Worker, WorkerState

from partnerbook.program.address import Address
from partnerbook.program.program import Program
from partnerbook.record import record
from partnerbook.tui.frame.finding_actions import FindingActions

if TYPE_CHECKING:
    from partnerbook.revisions.story import Told

_GROUP: Final = "since"
_WAIT: Final = 0.3
"""Seconds before the first look: it would hold up the first picture and the first keys."""
_PAGE: Final = "review"
"""The page that tells the story; on the others the marks are enough."""


@record
class _Asked:
    """What a thread needs to know."""

    path: Path
    program: Program
    private: Mapping[Address, Any]
    today: date
    tell: bool
    """Whether the story is wanted."""


@record
class _Known:
    """The last commit and, if it was wanted, the story since."""

    asked: _Asked
    commit: str
    old: Program
    sharing: Program
    told: Sequence[Told] | None


class SinceCommit(FindingActions):
    """Knows what the last commit said. Looked up when a workbook is opened or saved, and when Review is shown."""

    def __init__(self, *arguments: Any, **facts: Any) -> None:
        super().__init__(*arguments, **facts)
        self._known: _Known | None = None
        self._looked_at: tuple[Path, str] | None = None

    def show_page(self, key: str, at: Address = "") -> None:
        """Show a page; before Review, look whether something was committed since."""
        comes = self.page.key != key
        super().show_page(key, at)
        self._look(again=comes and key == _PAGE)

    def refresh_page(self, at: Address = "") -> None:
        """Draw the page again after a change, and look up what that needs."""
        super().refresh_page(at)
        self._look()

    def _look(self, *, again: bool = False) -> None:
        if self.file is None:
            return
        here = (self.file.path, self.file.digest)
        known, told = self._known, self.page.key == _PAGE
        stale = (
            told
            and known is not None
            and (known.told is None or known.asked.program is not self.session.program)
        )
        if not again and here == self._looked_at and not stale:
            return
        first, self._looked_at = self._looked_at is None, here
        wait = _WAIT if first and not self.app.is_headless else 0
        session = self.session
        asked = _Asked(self.file.path, session.program, dict(session.private), session.today, told)
        self.run_worker(
            lambda: _find(asked, known, wait), thread=True, exclusive=True, group=_GROUP, exit_on_error=False
        )

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """The thread has found the last commit, or there is none."""
        if event.worker.group != _GROUP or event.state is not WorkerState.SUCCESS or self.file is None:
            return
        known: _Known | None = event.worker.result
        if known is not None and known.asked.path != self.file.path:
            return
        self._known = known
        self.committed = known.sharing if known is not None else None
        self.since = known.told if known is not None else None
        if not self.sheet.editing:
            self.refresh_page()


def _find(asked: _Asked, known: _Known | None, wait: float = 0) -> _Known | None:
    """The last commit of a workbook, read again only when it is another one."""
    time.sleep(wait)
    from partnerbook.session.bases import HEAD, Base, base_program, last_commit_id
    from partnerbook.session.revising import sharing

    commit = last_commit_id(asked.path)
    if not commit:
        return None
    if known is not None and (known.commit, known.asked.path) == (commit, asked.path):
        old: Program | str = known.old
    else:
        old = base_program(asked.path, Base("commit", "last commit", HEAD))
    if isinstance(old, str):
        return None
    return _Known(asked, commit, old, sharing(old, asked.program), _told(asked, old) if asked.tell else None)


def _told(asked: _Asked, old: Program) -> Sequence[Told]:
    from partnerbook.revisions.story import tell

    return tell(old, asked.program, asked.today, tuple(asked.private)).told
