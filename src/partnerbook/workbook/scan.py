"""A lexer of TOML text: where each table header, key and value stands, and where it ends.

`tomli` says what a text means and knows places of syntax errors only. This module says where things are,
for text that `tomli` accepts; it judges nothing and never builds a value. The ordinary line (``key =
value`` with a value that ends on it) is one regular expression; everything else is walked character by
character. All offsets are in characters. Lines end in a line feed, with or without a carriage return before
it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, TypeAlias

from partnerbook.record import record

Parts: TypeAlias = tuple[str, ...]

_BARE: Final = r"[A-Za-z0-9_-]++"
_BASIC: Final = r'"(?!"")[^"\\\n]*+(?:\\.[^"\\\n]*+)*"'
_LITERAL: Final = r"'(?!'')[^'\n]*+'"
_WORD: Final = r"[-+0-9A-Za-z][-+0-9A-Za-z_.:]*+"
_KEY: Final = rf"(?:{_BARE}|{_BASIC}|{_LITERAL})"
DOTTED: Final = rf"{_KEY}(?:[ \t]*+\.[ \t]*+{_KEY})*"
_ELEMENT: Final = rf"(?:{_BASIC}|{_LITERAL}|{_WORD})"
_ARRAY: Final = rf"\[[ \t]*+(?:{_ELEMENT}[ \t]*+(?:,[ \t]*+{_ELEMENT}[ \t]*+)*(?:,[ \t]*+)?)?\]"
_VALUE: Final = rf"(?:{_BASIC}|{_LITERAL}|{_WORD}(?: [0-9][-+0-9:.Zz]*+)?|{_ARRAY})"
END: Final = r"(?:#[^\r\n]*+)?\r?\n"
KEY_LINE: Final = rf"[ \t]*+{DOTTED}[ \t]*+=[ \t]*+{_VALUE}[ \t]*+{END}"
IDLE_LINE: Final = rf"[ \t]*+{END}"
HEADER_LINE: Final = rf"[ \t]*+(\[\[?)[ \t]*+({DOTTED})[ \t]*+\]\]?[ \t]*+{END}"

_ordinary = re.compile(rf"([ \t]*+)({_KEY})[ \t]*+=[ \t]*+({_VALUE})[ \t]*+(#[^\r\n]*+)?\r?\n").match
_key = re.compile(_KEY).match
_basic = re.compile(_BASIC).match
_literal = re.compile(_LITERAL).match
_word = re.compile(rf"{_WORD}(?: [0-9][-+0-9:.Zz]*+)?").match
_idle = re.compile(IDLE_LINE).match
_space = re.compile(r"[ \t]*+").match
_spread = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*").match
_end = re.compile(r"[ \t]*+(#[^\r\n]*+)?(?:\r?\n|\Z)").match
_escape = re.compile(r'\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([btnfre"\\]))')
_ESCAPES: Final = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b", '"': '"', "\\": "\\"}


class ScanError(ValueError):
    """The text is no TOML at `offset`. `tomli` words the message that a person sees."""

    def __init__(self, offset: int) -> None:
        super().__init__(f"not TOML at character {offset}")
        self.offset = offset


@record
class Entry:
    """One key with its value in the body of a table, with offsets into the text that was scanned."""

    parts: Parts
    """The key below its table; several parts for a dotted key or inside an inline table."""
    start: int
    """Where the line begins."""
    key: int
    key_end: int
    value: int
    value_end: int
    end: int
    """Behind the line end."""
    comment: int
    """Where the comment behind the value begins; -1 without one."""
    inline: bool = False
    """Whether the value is an inline table."""
    outer: Entry | None = None
    """The line's own entry, for a key inside an inline table."""
    comment_end: int = -1

    @property
    def line(self) -> Entry:
        """The entry that stands for the whole line."""
        return self.outer or self


def key_text(part: str) -> str:
    """The key that a bare or quoted piece of text spells."""
    if part[0] == "'":
        return part[1:-1]
    if part[0] == '"':
        return _escape.sub(_unescape, part[1:-1]) if "\\" in part else part[1:-1]
    return part


def _unescape(match: re.Match[str]) -> str:
    *codes, letter = match.groups()
    return _ESCAPES[letter] if letter else chr(int(next(code for code in codes if code), 16))


def key_parts(text: str, at: int) -> list[tuple[str, int, int]]:
    """The parts of the dotted key at `at`: each with where it begins and ends."""
    found = []
    while True:
        match = _key(text, at)
        if match is None:
            raise ScanError(at)
        found.append((key_text(match[0]), match.start(), match.end()))
        at = _after(_space, text, match.end())
        if not text.startswith(".", at):
            return found
        at = _after(_space, text, at + 1)


def split_key(text: str) -> Parts:
    """The parts of a whole dotted key."""
    if '"' not in text and "'" not in text and " " not in text and "\t" not in text:
        return tuple(text.split("."))
    return tuple(part for part, _, _ in key_parts(text, 0))


def _after(matcher: object, text: str, at: int) -> int:
    match = matcher(text, at)  # type: ignore[operator]
    return match.end() if match else at


def value_end(text: str, at: int, inside: list[Entry] | None = None, prefix: Parts = ()) -> int:
    """Where the value at `at` ends; keys of an inline table are added to `inside` under `prefix`."""
    first = text[at : at + 1]
    if first in ('"', "'"):
        return _string_end(text, at)
    if first == "[":
        return _array_end(text, at)
    if first == "{":
        return _inline_end(text, at, inside, prefix)
    match = _word(text, at)
    if match is None:
        raise ScanError(at)
    return match.end()


def _string_end(text: str, at: int) -> int:
    quote = text[at]
    fence = quote * 3
    if not text.startswith(fence, at):
        match = (_basic if quote == '"' else _literal)(text, at)
        if match is None:
            raise ScanError(at)
        return match.end()
    close = at + 3
    while True:
        close = text.find(fence, close)
        if close < 0:
            raise ScanError(at)
        if quote == "'" or not _escaped(text, close, at + 3):
            break
        close += 1
    close += 3
    extra = close
    while extra < close + 2 and text.startswith(quote, extra):  # up to two quotes may stand before the fence
        extra += 1
    return extra


def _escaped(text: str, at: int, begin: int) -> bool:
    run = at
    while run > begin and text[run - 1] == "\\":
        run -= 1
    return (at - run) % 2 == 1


def _array_end(text: str, at: int) -> int:
    at = _after(_spread, text, at + 1)
    while not text.startswith("]", at):
        at = _after(_spread, text, value_end(text, at))
        if text.startswith(",", at):
            at = _after(_spread, text, at + 1)
        elif not text.startswith("]", at):
            raise ScanError(at)
    return at + 1


def _inline_end(text: str, at: int, inside: list[Entry] | None, prefix: Parts) -> int:
    at = _after(_spread, text, at + 1)
    while not text.startswith("}", at):
        parts = key_parts(text, at)
        path = (*prefix, *(part for part, _, _ in parts))
        equals = _after(_space, text, parts[-1][2])
        if not text.startswith("=", equals):
            raise ScanError(equals)
        value = _after(_space, text, equals + 1)
        slot = len(inside) if inside is not None else 0
        end = value_end(text, value, inside, path)
        if inside is not None:
            inline = text[value] == "{"
            inside.insert(slot, Entry(path, at, at, parts[-1][2], value, end, end, -1, inline))
        at = _after(_spread, text, end)
        if text.startswith(",", at):
            at = _after(_spread, text, at + 1)
        elif not text.startswith("}", at):
            raise ScanError(at)
    return at + 1


def statement(text: str, at: int) -> list[Entry]:
    """The key and value on the line that begins at `at`, and what its inline table holds.

    Raises:
        ScanError: there is no key and value.
    """
    match = _ordinary(text, at)
    if match is not None:
        key = key_text(match[2])
        comment, comment_end = match.span(4)
        return [
            Entry((key,), at, *match.span(2), *match.span(3), match.end(), comment, comment_end=comment_end)
        ]
    begin = _after(_space, text, at)
    parts = key_parts(text, begin)
    equals = _after(_space, text, parts[-1][2])
    if not text.startswith("=", equals):
        raise ScanError(equals)
    value = _after(_space, text, equals + 1)
    path = tuple(part for part, _, _ in parts)
    inside: list[Entry] = []
    end = value_end(text, value, inside, path)
    match = _end(text, end)
    if match is None:
        raise ScanError(end)
    comment, comment_end = match.span(1)
    line = Entry(
        path,
        at,
        begin,
        parts[-1][2],
        value,
        end,
        match.end(),
        comment,
        text[value] == "{",
        comment_end=comment_end,
    )
    return [line, *(_inside(entry, line) for entry in inside)]


def _inside(entry: Entry, line: Entry) -> Entry:
    at = (entry.start, entry.key, entry.key_end, entry.value, entry.value_end, entry.end)
    return Entry(entry.parts, *at, -1, entry.inline, line)


def entries(text: str, at: int) -> Iterator[Entry]:
    """Every key and value of one table's body, which begins at `at` and ends with the text."""
    size = len(text)
    while at < size:
        match = _idle(text, at)
        if match is not None:
            at = match.end()
            continue
        found = statement(text, at)
        yield from found
        at = found[0].end


def comments_in(value: str) -> list[str]:
    """The comments inside a value that runs over several lines."""
    found: list[str] = []
    at = 0
    while at < len(value):
        char = value[at]
        if char in "\"'":
            at = _string_end(value, at)
        elif char == "#":
            end = value.find("\n", at)
            end = len(value) if end < 0 else end
            found.append(value[at:end].rstrip("\r"))
            at = end
        else:
            at += 1
    return found
