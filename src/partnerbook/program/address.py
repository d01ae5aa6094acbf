"""Addresses: the dotted TOML path of a value, ``tiers.gold.pay_percent.var``.

A part that is no bare TOML key is quoted as TOML quotes it: ``partners."acme.inc".name``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final, TypeAlias

Address: TypeAlias = str

_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_PART: Final = re.compile(r'([A-Za-z0-9_-]+)|"((?:[^"\\]|\\.)*)"')
_WHOLE: Final = str.maketrans(
    {"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
"""Letters that are no base with a mark on it."""
_KEY_JUNK: Final = re.compile(r"[^a-z0-9]+")


def is_bare(part: str) -> bool:
    """Whether a key needs no quotes in TOML."""
    return _BARE.fullmatch(part) is not None


@lru_cache(maxsize=16384)
def quote(part: str) -> str:
    """One part as it is written in an address and in a table header."""
    if is_bare(part):
        return part
    escaped = part.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(ch if ch >= " " and ch != "\x7f" else f"\\u{ord(ch):04x}" for ch in escaped) + '"'


@lru_cache(maxsize=16384)
def join(*parts: str) -> Address:
    """The address made of these parts."""
    return ".".join(map(quote, parts))


def child(parent: Address, *parts: str) -> Address:
    """The address of something inside the table at `parent` (empty: the whole workbook)."""
    below = join(*parts)
    return f"{parent}.{below}" if parent else below


@lru_cache(maxsize=16384)
def split(address: Address) -> tuple[str, ...]:
    """The parts of an address.

    Raises:
        ValueError: the text is no address.
    """
    parts: list[str] = []
    at = 0
    while at <= len(address):
        match = _PART.match(address, at)
        if match is None:
            raise ValueError(f"not an address: {address!r}")
        bare, quoted = match.groups()
        parts.append(bare if bare is not None else _unescape(quoted))
        at = match.end()
        if at == len(address):
            break
        if address[at] != ".":
            raise ValueError(f"not an address: {address!r}")
        at += 1
    return tuple(parts)


def _unescape(quoted: str) -> str:
    return re.sub(
        r'\\u([0-9a-fA-F]{4})|\\(["\\])',
        lambda m: chr(int(m.group(1), 16)) if m.group(1) else m.group(2),
        quoted,
    )


def parent(address: Address) -> Address:
    """The address of the table that holds this one; empty for a top-level table."""
    return join(*split(address)[:-1])


def within(address: Address, table: Address) -> bool:
    """Whether `address` is `table` or lies below it."""
    return not table or address == table or address.startswith(table + ".")


def slug(words: str) -> str:
    """A key made from a name: ``Café Gold`` becomes ``cafe-gold``. Letters without a Latin base are left out."""
    plain = unicodedata.normalize("NFKD", words.lower().translate(_WHOLE))
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _KEY_JUNK.sub("-", bare).strip("-") or "new"
