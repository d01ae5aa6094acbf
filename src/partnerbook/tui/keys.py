"""Which key does what, after remapping; and how keys are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from textual.app import App
from textual.binding import Binding, BindingsMap
from textual.screen import Screen

from partnerbook.record import record

Place = tuple[str, type[Any]]
_DOT: Final = " · "
_PLACE: Final = re.compile(r"\{([a-z.|-]+)\}")
_ARROWS: Final = ("up down", "down up")


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
    from partnerbook.tui.sheet.note import NoteArea
    from partnerbook.tui.sheet.sheet import Sheet
    from partnerbook.tui.widgets.bars import Rail, SayLine
    from partnerbook.tui.widgets.findings import FindingsPanel
    from partnerbook.tui.workbook_screen import WorkbookScreen

    return (
        ("everywhere", app),
        ("workbook", WorkbookScreen),
        ("sheet", Sheet),
        ("a text of several lines", NoteArea),
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
    declared = [each for each in declared_by(owner) if isinstance(each, Binding) and each.id]
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


def declared_by(owner: type[Any]) -> tuple[Any, ...]:
    """The keys that a class declares, its own or those of the nearest class above it that has some."""
    return next(
        (tuple(base.__dict__["BINDINGS"]) for base in owner.__mro__ if "BINDINGS" in base.__dict__), ()
    )


def _keymap(app: App[Any]) -> dict[str, str]:
    settings = getattr(app, "settings", None)
    return dict(settings.keymap) if settings is not None else {}


def action_ids(app: type[App[Any]]) -> frozenset[str]:
    """Every name that ``[keys]`` in settings.toml may use."""
    return frozenset(action.id for where, owner in places(app) for action in actions_of(owner, where, {}))


class KeyNames:
    """The keys of actions by id, as they are written for people and mapped now. Hints ask here."""

    __slots__ = ("_keys",)

    def __init__(self, keys: Mapping[str, tuple[str, ...]] = MappingProxyType({})) -> None:
        self._keys = keys

    @classmethod
    def of(cls, owners: Iterable[type[Any]], keymap: Mapping[str, str]) -> KeyNames:
        """The keys that these classes declare, after remapping."""
        return cls({each.id: each.keys for owner in owners for each in actions_of(owner, "", keymap)})

    def all(self, id: str) -> tuple[str, ...]:
        """Every key of an action."""
        return self._keys.get(id, ())

    def __call__(self, id: str, like: str = "", without: str = "the palette") -> str:
        """The first key of an action.

        Args:
            id: the action's.
            like: a key that ends with this is taken before the first (``Enter`` of ``Tab``, ``ctrl+Enter``).
            without: what is said where the action has no key.
        """
        keys = self.all(id)
        return next((key for key in keys if like and key.endswith(like)), next(iter(keys), without))

    def fill(self, words: str) -> str:
        """A line of hints, parted by middle dots, with ``{id}`` for the key of an action.

        ``{one|other}`` is a pair: ``arrows``, or both keys. A hint of an action that has no key is left out.
        """
        hints = (self._filled(hint) for hint in words.split(_DOT))
        return _DOT.join(hint for hint in hints if hint)

    def _filled(self, hint: str) -> str:
        for place in _PLACE.findall(hint):
            keys = [self(id, without="") for id in place.split("|")]
            if not all(keys):
                return ""
            pair = " ".join(keys)
            hint = hint.replace(f"{{{place}}}", "arrows" if pair in _ARROWS else pair)
        return hint


def key_names(app: App[Any], *owners: type[Any]) -> KeyNames:
    """The keys of the application and of these classes, as they are mapped."""
    return KeyNames.of((*owners, type(app)), _keymap(app))


def screen_keys(screen: Screen[Any], *inside: type[Any]) -> KeyNames:
    """The keys of a screen, of these widgets in it, and of the application."""
    declaring = (each for each in type(screen).__mro__ if "BINDINGS" in vars(each))
    return key_names(screen.app, *inside, *declaring)


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
