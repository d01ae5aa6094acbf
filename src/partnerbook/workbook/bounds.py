"""What has to be known about a text before a TOML parser may see it: conflict markers, and limits.

`tomli` runs out of stack on deep brackets and out of memory on very long dotted keys. A quick search finds
texts that might be such; only those are walked in full, outside of strings and comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from partnerbook.record import record

MAX_DEPTH: Final = 64
"""Brackets that may be open at once."""
MAX_KEY_PARTS: Final = 32
"""Parts that a dotted key may have."""
MAX_KEY_LENGTH: Final = 1_000
"""Characters that one key may have."""
MAX_DIGITS: Final = 100
"""Digits that a number may have."""

_marker = re.compile(r"^(?:<{7}|>{7}|\|{7})(?=[ \r\n]|\Z)|^={7}(?=[ \r]*(?:\n|\Z))", re.MULTILINE)
_SUSPECT: Final = (
    re.compile(rf"[\[{{](?:[^\[\]{{}}]*+[\[{{]){{{MAX_DEPTH}}}").search,
    re.compile(rf"\.(?:[^.\n]*+\.){{{MAX_KEY_PARTS - 1}}}").search,
    re.compile(rf"[0-9][0-9_]{{{MAX_DIGITS}}}").search,
    re.compile(rf"0[xob][0-9A-Fa-f_]{{{MAX_DIGITS - 1}}}").search,
    re.compile(rf"^[ \t\[]*+[\w-]{{{MAX_KEY_LENGTH + 1}}}", re.MULTILINE).search,
    re.compile(rf"""(["'])[^"'\n]{{{MAX_KEY_LENGTH - 1},}}+\1[ \t]*+[=.\]]""").search,
)
"""Each finds every text that goes beyond a limit, and some that do not."""
_TOKEN: Final = (
    r'''(?s)(?P<skip>"""(?:[^"\\]|\\.|"(?!""))*+(?:"{3,5}|\Z)|\'\'\'(?:[^']|'(?!''))*+(?:'{3,5}|\Z)'''
    r"""|\#[^\n]*+)|(?P<quoted>"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"?|'[^'\n]*+'?)"""
    r"""|(?P<open>[\[{])|(?P<close>[\]}])|(?P<dot>[ \t]*+\.[ \t]*+)|(?P<word>[\w+-]++)|(?P<other>[^\w])"""
)
"""Compiled when a text is suspect, which hardly one is."""
_NUMBER: Final = r"[+-]?(?:[0-9][0-9_]*|0[xob][0-9A-Fa-f_]+)"


@record
class Excess:
    """Where a text goes beyond a limit."""

    offset: int
    message: str
    remedy: str


@record
class Marker:
    """A line that a git merge left behind."""

    offset: int
    sign: str
    """Its first character: ``<`` ours, ``|`` base (diff3, zdiff3), ``=`` theirs, ``>`` the end."""


def conflict_markers(text: str) -> tuple[Marker, ...]:
    """The lines of unfinished merges; such a line inside a string over several lines is text like any
    other.
    """
    found = list(_marker.finditer(text))
    if not any(match[0][0] == "<" for match in found):
        return ()
    inside = list(_long_strings(text)) if '"""' in text or "'''" in text else []
    return tuple(
        Marker(match.start(), match[0][0])
        for match in found
        if not any(begin < match.start() < end for begin, end in inside)
    )


def _long_strings(text: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(_TOKEN, text):
        if match.lastgroup == "skip" and match[0][0] != "#":
            yield match.span()


def excess(text: str) -> Excess | None:
    """The first place at which a text goes beyond a limit."""
    if any(search(text) for search in _SUSPECT):
        return first_excess(text)
    return None


def first_excess(text: str) -> Excess | None:
    """The same, without the quick search: for a text on which the parser ran out of stack."""
    return next(_excesses(text), None)


def _excesses(text: str) -> Iterator[Excess]:
    depth, dots, dotted = 0, 0, False
    for match in re.finditer(_TOKEN, text):
        kind = match.lastgroup
        if kind == "dot":
            dots, dotted = dots + 1, True
            if dots == MAX_KEY_PARTS:
                yield Excess(
                    match.start(), f"a key has more than {MAX_KEY_PARTS} parts", "Use a shorter key."
                )
        elif kind in ("word", "quoted"):
            if not dotted:
                dots = 0
            dotted = False
            yield from _long(match, text)
        elif kind != "skip" or not dotted:
            dots, dotted = 0, False
        if kind == "open":
            depth += 1
            if depth == MAX_DEPTH + 1:
                yield Excess(match.start(), f"more than {MAX_DEPTH} brackets are open", "Remove the nesting.")
        elif kind == "close":
            depth = max(0, depth - 1)


def _long(match: re.Match[str], text: str) -> Iterator[Excess]:
    word = match[0]
    if len(word) > MAX_DIGITS and match.lastgroup == "word" and re.fullmatch(_NUMBER, word):
        yield Excess(match.start(), f"a number has more than {MAX_DIGITS} digits", "Write a smaller number.")
    elif len(word) > MAX_KEY_LENGTH and _is_key(text, match.end()):
        yield Excess(match.start(), f"a key has more than {MAX_KEY_LENGTH} characters", "Use a shorter key.")


def _is_key(text: str, at: int) -> bool:
    behind = text[at : at + 20].lstrip(" \t")
    return behind[:1] in ("=", ".")
