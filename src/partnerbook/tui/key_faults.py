"""Keys of the person's that cannot work: printable ones on a sheet, and one key for two actions of a place."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any, Final

from textual.app import App
from textual.binding import Binding
from textual.keys import REPLACED_KEYS, key_to_character

from partnerbook.record import record
from partnerbook.settings.settings import KeyFault, LoadedSettings, load_settings
from partnerbook.tui.keys import action_ids, declared_by, places, shown
from partnerbook.tui.sheet.bindings import TYPING_ONLY

_SHEET: Final = frozenset({"sheet", "workbook", "everywhere"})
"""Places whose keys are all tried while a sheet has the focus."""
_TYPED_AT: Final = _SHEET | {"a text of several lines"}


@record
class _Bound:
    id: str
    action: str
    where: str
    usual: tuple[str, ...]
    keys: tuple[str, ...]

    @property
    def only_typing(self) -> bool:
        return self.where == "sheet" and self.action.split("(")[0] in TYPING_ONLY


def load_with_keys(app: type[App[Any]], path: Path, themes: Collection[str]) -> LoadedSettings:
    """The settings of a file, with the names and keys of actions looked at too."""
    return load_settings(
        path, themes=themes, actions=action_ids(app), faults=lambda keymap: _faults(app, keymap)
    )


def _faults(app: type[App[Any]], keymap: dict[str, str]) -> Iterator[KeyFault]:
    usual = list(_bound(app, {}))
    typed = {each.action_id: each for each in _typed(usual, keymap)}
    yield from typed.values()
    left = {id: keys for id, keys in keymap.items() if id not in typed}
    yield from _shared(list(_bound(app, left)), left)


def _bound(app: type[App[Any]], keymap: dict[str, str]) -> Iterator[_Bound]:
    for where, owner in places(app):
        for each in declared_by(owner):
            if isinstance(each, Binding) and each.id:
                usual = _split(each.key)
                keys = _split(keymap[each.id]) if each.id in keymap else usual
                yield _Bound(each.id, each.action, where, usual, keys)


def _split(keys: str) -> tuple[str, ...]:
    return tuple(key.strip() for key in keys.split(","))


def _is_printable(key: str) -> bool:
    """Whether a key types a character: ``x``, ``slash``, ``space``."""
    if "+" in key and len(key) > 1:
        return key.startswith("shift+") and len(key) == len("shift+x")
    char = key_to_character(REPLACED_KEYS.get(key, key))
    return char is not None and char.isprintable()


def _typed(usual: list[_Bound], keymap: dict[str, str]) -> Iterator[KeyFault]:
    """Actions that would be typed: their keys work nowhere while a sheet or a text has the focus."""
    for each in usual:
        if each.id not in keymap or each.where not in _TYPED_AT or any(map(_is_printable, each.usual)):
            continue
        keys = _split(keymap[each.id])
        if all(map(_is_printable, keys)):
            kept = " or ".join(map(shown, each.usual))
            yield KeyFault(
                each.id,
                f"{each.id} cannot have the key {' or '.join(map(shown, keys))}, which types a character there",
                f"Take a function key, or one with ctrl or alt. Until then it is {kept}.",
                refused=True,
            )


def _shared(bound: list[_Bound], keymap: dict[str, str]) -> Iterator[KeyFault]:
    """Two actions of a place with one key, at least one of them by the person's wish."""
    for one, other in combinations(bound, 2):
        mine = one if one.id in keymap else other
        if mine.id not in keymap or one.id == other.id or not _meet(one, other):
            continue
        for key in sorted(set(one.keys) & set(other.keys)):
            yield KeyFault(
                mine.id,
                f"{one.id} and {other.id} both have the key {shown(key)}, and only one of them can work",
                "Give one of them another key.",
            )


def _meet(one: _Bound, other: _Bound) -> bool:
    if one.action == other.action or one.only_typing != other.only_typing:
        return False
    return one.where == other.where or {one.where, other.where} <= _SHEET
