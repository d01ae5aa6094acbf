"""The line of keys: which five to eight matter at the moment, and what a click on one does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from partnerbook.tui.keys import actions_of

if TYPE_CHECKING:
    from partnerbook.tui.app import PartnerbookApp
    from partnerbook.tui.frame.frame import Frame

KeyShown = tuple[str, str, str]
"""Key, words, and the id of the action."""

_FIRST: Final[Mapping[str, str]] = {
    "file.save": "save",
    "edit.undo": "undo",
    "finding.next": "next finding",
}
_SHEET: Final[Mapping[str, str]] = {
    **_FIRST,
    "app.palette": "everything",
    "app.help": "help",
    "app.search": "search",
    "view.rail": "steps",
}
_AFTER: Final[Mapping[str, str]] = {
    "finding.next": "next finding",
    "app.palette": "everything",
    "edit.undo": "undo",
    "file.save": "save",
}
_PANEL: Final[Mapping[str, str]] = {
    "findings.go": "to its field",
    "findings.fix": "fix",
    "findings.explain": "why",
    "findings.waive": "waive",
    **_AFTER,
}
"""In the list of findings."""
_SAID: Final[Mapping[str, str]] = {
    "say.enter": "to its field",
    "finding.fix": "fix",
    "finding.explain": "why",
    "finding.waive": "waive",
    **_AFTER,
}
"""In the status line, on the finding that it tells."""


def keys_for(frame: Frame) -> tuple[KeyShown, ...]:
    """What stands in the line of keys, as it is mapped; an action without a key is left out."""
    here = _SHEET if not frame.on_findings else _PANEL if frame.panel.has_focus else _SAID
    if frame.has_class("-picture"):
        here = {"view.picture": "back", **_SHEET}
    elif here is _SHEET and not frame.query_one("#picture").display:
        here = {**_FIRST, "view.picture": "picture", **_SHEET}  # there is no room for it beside the sheet
    names = frame.key_names
    return tuple((names(id), words, id) for id, words in here.items() if names.all(id))


async def run_by_id(app: PartnerbookApp, id: str) -> None:
    """Run the action with an id as its key would: by what has the focus, else the screen, else the application."""
    owners: tuple[Any, ...] = (app.focused, app.screen, app)
    for owner in owners:
        for action in actions_of(type(owner), "", {}):
            if action.id == id:
                await app.run_action(action.action, owner)
                return
