"""Which key does what, after remapping; and how keys are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from textual.app import App
from textual.binding import Binding, BindingsMap

from partnerbook.record import record

Place = tuple[str, type[Any]]


@record
class Action:
    """Something a key does."""

    id: str
    """What settings call it: ``edit.undo``."""
    keys: tuple[str, ...]
    """As they are written for people; none where another action was given its key."""
    words: str
    where: str
    """The place in which it holds: ``everywhere``, ``workbook``, ``sheet``, ``steps``, ``findings``, ``lists``..."""
    action: str


def places(app: type[App[Any]]) -> tuple[Place, ...]:
    """Who declares keys, in the order of the help."""
    from partnerbook.tui.dialogs.compare import CompareScreen
    from partnerbook.tui.dialogs.compare_note import NoteDialog
    from partnerbook.tui.dialogs.conflicts import ConflictsScreen
    from partnerbook.tui.dialogs.dialog import Dialog
    from partnerbook.tui.dialogs.explain import ExplainDialog
    from partnerbook.tui.dialogs.help import Reader
    from partnerbook.tui.dialogs.new import NewDialog
    from partnerbook.tui.dialogs.pager import Pager
    from partnerbook.tui.dialogs.paths import OpenDialog
    from partnerbook.tui.dialogs.picks import Picks
    from partnerbook.tui.dialogs.search import SearchDialog
    from partnerbook.tui.dialogs.start import StartScreen
    from partnerbook.tui.dialogs.unreadable import UnreadableScreen
    from partnerbook.tui.dialogs.waive import WaiveDialog
    from partnerbook.tui.sheet.sheet import Sheet
    from partnerbook.tui.widgets.bars import Rail, SayLine
    from partnerbook.tui.widgets.findings import FindingsPanel
    from partnerbook.tui.workbook_screen import WorkbookScreen

    return (
        ("everywhere", app),
        ("workbook", WorkbookScreen),
        ("sheet", Sheet),
        ("steps", Rail),
        ("findings", FindingsPanel),
        ("status line", SayLine),
        ("lists", Picks),
        ("pages to read", Pager),
        ("pages to read", Reader),
        ("dialogs", Dialog),
        ("dialogs", ExplainDialog),
        ("waiving", WaiveDialog),
        ("searching", SearchDialog),
        ("opening a file", OpenDialog),
        ("a new workbook", NewDialog),
        ("start", StartScreen),
        ("a file that cannot be read", UnreadableScreen),
        ("a merge to settle", ConflictsScreen),
        ("comparing", CompareScreen),
        ("the note for the changelog", NoteDialog),
    )


def actions(app: App[Any]) -> Iterator[Action]:
    """Every action with an id, with the keys that it has now."""
    keymap = _keymap(app)
    for where, owner in places(type(app)):
        yield from actions_of(owner, where, keymap)


def actions_of(owner: type[Any], where: str, keymap: Mapping[str, str]) -> Iterator[Action]:
    """The actions that one class declares, with their keys after remapping."""
    declared = [each for each in _declared(owner) if isinstance(each, Binding) and each.id]
    if not declared:
        return
    mapped = BindingsMap(declared)
    mapped.apply_keymap(dict(keymap))
    keys: dict[str, dict[str, None]] = {}
    for key, bindings in mapped.key_to_bindings.items():
        for binding in bindings:
            keys.setdefault(binding.id or "", {})[shown(key)] = None
    for binding in declared:
        id = binding.id or ""
        yield Action(id, tuple(keys.get(id, ())), binding.description, where, binding.action)


def _declared(owner: type[Any]) -> tuple[Any, ...]:
    return next(
        (tuple(base.__dict__["BINDINGS"]) for base in owner.__mro__ if "BINDINGS" in base.__dict__), ()
    )


def _keymap(app: App[Any]) -> dict[str, str]:
    settings = getattr(app, "settings", None)
    return dict(settings.keymap) if settings is not None else {}


def action_ids(app: type[App[Any]]) -> frozenset[str]:
    """Every name that ``[keys]`` in settings.toml may use."""
    return frozenset(action.id for where, owner in places(app) for action in actions_of(owner, where, {}))


def key_of(app: App[Any], id: str) -> str:
    """The first key of an action; empty when it has none."""
    return next((action.keys[0] for action in _frame(app) if action.id == id and action.keys), "")


def bar(app: App[Any], named: Mapping[str, str]) -> tuple[tuple[str, str, str], ...]:
    """The line of keys: key, words and id of each action that has a key.

    Args:
        app: the application.
        named: the words of each id, in the order of the line.
    """
    keys = {action.id: action.keys[0] for action in _frame(app) if action.keys}
    return tuple((keys[id], words, id) for id, words in named.items() if id in keys)


def _frame(app: App[Any]) -> Iterator[Action]:
    """The actions of the application and the workbook: what the line of keys shows."""
    from partnerbook.tui.workbook_screen import WorkbookScreen

    keymap = _keymap(app)
    yield from actions_of(type(app), "everywhere", keymap)
    yield from actions_of(WorkbookScreen, "workbook", keymap)


_NAMES: Final = {
    "slash": "/",
    "question_mark": "?",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "f20": "shift+F8",
    "f21": "shift+F9",
    "pageup": "page up",
    "pagedown": "page down",
    "escape": "Esc",
    "enter": "Enter",
    "tab": "Tab",
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
