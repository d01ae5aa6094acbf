"""Which key does what, after remapping; and how keys are written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from textual.app import App
from textual.binding import Binding

from partnerbook.tui.sheet.sheet import Sheet
from partnerbook.tui.widgets.bars import Rail
from partnerbook.tui.widgets.findings import FindingsPanel
from partnerbook.tui.workbook_screen import WorkbookScreen


@dataclass(frozen=True, slots=True)
class Action:
    """Something a key does."""

    id: str
    keys: tuple[str, ...]
    words: str
    where: str
    """The place in which it holds: the app, the workbook, the sheet, the rail, the findings."""
    action: str


def actions(app: App[Any]) -> Iterator[Action]:
    """Every action with an id, with the keys that it has now."""
    keymap: dict[str, str] = dict(getattr(app, "settings").keymap)  # noqa: B009 - the app's own class is above
    places = (
        ("everywhere", type(app)),
        ("workbook", WorkbookScreen),
        ("sheet", Sheet),
        ("steps", Rail),
        ("findings", FindingsPanel),
    )
    for where, owner in places:
        for binding in owner.__dict__.get("BINDINGS", ()):
            if isinstance(binding, Binding) and binding.id:
                keys = keymap.get(binding.id, binding.key).split(",")
                yield Action(binding.id, tuple(map(shown, keys)), binding.description, where, binding.action)


def key_of(app: App[Any], id: str) -> str:
    """The first key of an action; empty when it has none."""
    return next((action.keys[0] for action in actions(app) if action.id == id), "")


_NAMES = {
    "slash": "/",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "f20": "shift+F8",
    "pageup": "page up",
    "pagedown": "page down",
}


def shown(key: str) -> str:
    """A key as it is written for people: ``^s``, ``F8``."""
    key = key.strip()
    if key in _NAMES:
        return _NAMES[key]
    if key.startswith("f") and key[1:].isdigit():
        return key.upper()
    head, _, tail = key.rpartition("+")
    if head == "ctrl" and len(tail) == 1:
        return f"^{tail}"
    return f"{head}+{shown(tail)}" if head else key
