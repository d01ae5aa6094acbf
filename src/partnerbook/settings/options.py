"""What can be set: each option declared once, with its label, its help, its default and what it accepts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final, Literal, TypeAlias, TypeVar

from partnerbook.record import record, replace

Glyphs: TypeAlias = Literal["auto", "unicode", "ascii"]
T = TypeVar("T")
Accept: TypeAlias = Callable[[object], Any]
"""Turns a TOML value into an option's value.

Raises:
    ValueError: with what is accepted instead, in words.
"""

_NO_KEYS: Final[tuple[tuple[str, str], ...]] = ()
_key = re.compile(r"(?:(?:ctrl|alt|shift|super|meta|hyper)\+)*(?:[a-z0-9_]+|[^\s,])")


@record
class Option:
    """One thing that a person can set."""

    label: str
    help: str
    accepts: str
    """What can be written, in words."""
    accept: Accept
    default: object
    entries: bool = False
    """Whether it is a table, whose entries are each accepted or refused."""
    name: str = ""
    """That of the attribute which declares it."""


OPTIONS: Final[dict[str, Option]] = {}
"""Every option by its name, in the order of the documentation."""


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("a text")
    return value


def _yes_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("true or false")
    return value


def _one_of(*words: str) -> Accept:
    def accept(value: object) -> str:
        if value not in words or not isinstance(value, str):
            raise ValueError(" or ".join(f'"{word}"' for word in words))
        return value

    return accept


def _whole(least: int, most: int) -> Accept:
    def accept(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise ValueError(f"a whole number from {least} to {most}")
        return value

    return accept


def _keys(value: object) -> str:
    """One key or a list of keys, as Textual takes them: ``ctrl+s,f10``."""
    keys = [value] if isinstance(value, str) else value
    if isinstance(keys, list) and keys and all(isinstance(key, str) and _key.fullmatch(key) for key in keys):
        return ",".join(keys)
    raise ValueError('a key such as "ctrl+s", or a list of keys')


def _option(
    default: Any, label: str, accept: Accept, accepts: str, help: str, *, entries: bool = False
) -> Any:
    return Option(label, help, accepts, accept, default, entries)


def _with_defaults(cls: type[T]) -> type[T]:
    """Note the options that a class declares, and leave their defaults in their place."""
    for name in cls.__annotations__:
        option: Option = getattr(cls, name)
        OPTIONS[name] = replace(option, name=name)
        setattr(cls, name, option.default)
    return cls


@record
@_with_defaults
class Settings:
    """The person's choices. Every attribute is one option of ``settings.toml``."""

    theme: str = _option(
        "harbor",
        "Theme",
        _text,
        "the name of a theme",
        "The colours of the interface. The palette (ctrl+p) switches them live and writes the choice here.",
    )
    glyphs: Glyphs = _option(
        "auto",
        "Signs",
        _one_of("auto", "unicode", "ascii"),
        '"auto", "unicode" or "ascii"',
        "The signs that are drawn. auto takes plain ASCII where the terminal is not UTF-8.",
    )
    confirm_quit: bool = _option(
        True,
        "Ask before quitting",
        _yes_no,
        "true or false",
        "Ask before quitting with unsaved changes. With false, quitting drops them.",
    )
    recent_limit: int = _option(
        20,
        "Recent workbooks",
        _whole(0, 200),
        "a whole number from 0 to 200",
        "How many recent workbooks the start screen remembers. 0 remembers none.",
    )
    keys: tuple[tuple[str, str], ...] = _option(
        _NO_KEYS,
        "Keys",
        _keys,
        "a table of actions, each with a key or a list of keys",
        "Other keys for actions. F1 lists the actions with their names.",
        entries=True,
    )

    @property
    def keymap(self) -> dict[str, str]:
        """The keys of actions as Textual's keymap: ``{"app.save": "ctrl+s,f10"}``."""
        return dict(self.keys)
