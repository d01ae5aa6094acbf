"""The keys of a sheet. Each has an id, so that a person can move it to another key."""

from __future__ import annotations

from typing import Final

from textual.binding import Binding, BindingType


def _key(keys: str, action: str, words: str, id: str) -> Binding:
    return Binding(keys, action, words, show=False, id=f"sheet.{id}")


BINDINGS: Final[list[BindingType]] = [
    Binding("enter", "enter", "Edit", id="sheet.commit"),
    _key("tab", "next", "Next cell", "next"),
    _key("shift+tab", "previous", "Previous cell", "previous"),
    _key("escape", "drop", "Drop what is typed", "drop"),
    _key("up", "up", "Up", "up"),
    _key("down", "down", "Down", "down"),
    _key("left", "left", "Left", "left"),
    _key("right", "right", "Right", "right"),
    _key("home", "home", "First column", "home"),
    _key("end", "end", "Last column", "end"),
    _key("ctrl+home", "top", "First row", "top"),
    _key("ctrl+end", "bottom", "Last row", "bottom"),
    _key("pageup", "page(-1)", "Page up", "page-up"),
    _key("pagedown", "page(1)", "Page down", "page-down"),
    _key("backspace", "backspace", "Unset", "backspace"),
    _key("delete", "delete", "Unset", "clear"),
    _key("ctrl+c", "copy", "Copy", "copy"),
    _key("ctrl+x", "cut", "Cut", "cut"),
    _key("ctrl+v", "paste", "Paste", "paste"),
    # only while typing
    _key("ctrl+z", "drop", "Drop what is typed", "undo-typing"),
    _key("ctrl+a", "select_all", "Select all", "select-all"),
    _key("shift+left", "select('left')", "Select left", "select-left"),
    _key("shift+right", "select('right')", "Select right", "select-right"),
    _key("ctrl+left", "word('left')", "Word left", "word-left"),
    _key("ctrl+right", "word('right')", "Word right", "word-right"),
    _key("ctrl+shift+left", "select('word_left')", "Select word left", "select-word-left"),
    _key("ctrl+shift+right", "select('word_right')", "Select word right", "select-word-right"),
    _key("shift+home", "select('home')", "Select to start", "select-home"),
    _key("shift+end", "select('end')", "Select to end", "select-end"),
    _key("ctrl+w,ctrl+backspace", "erase('delete_word_left')", "Delete word left", "delete-word-left"),
    _key("ctrl+delete", "erase('delete_word_right')", "Delete word right", "delete-word-right"),
    _key("ctrl+u", "erase('kill_to_start')", "Delete to start", "kill-to-start"),
    _key("ctrl+k", "erase('kill_to_end')", "Delete to end", "kill-to-end"),
    # only while not typing
    Binding("ctrl+n", "act('add')", "Add", id="sheet.add"),
    _key("ctrl+d", "act('duplicate')", "Duplicate", "duplicate"),
    _key("alt+delete,ctrl+r", "act('remove')", "Remove", "remove"),
    _key("alt+up,alt+left", "act('move-earlier')", "Move earlier", "move-earlier"),
    _key("alt+down,alt+right", "act('move-later')", "Move later", "move-later"),
]

TYPING_ONLY: Final = frozenset({"drop", "select_all", "select", "word", "erase"})
"""Actions that mean something only while a cell is being typed in."""
IDLE_ONLY: Final = frozenset({"act"})
"""Actions that mean something only while no cell is being typed in."""
