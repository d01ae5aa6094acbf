"""One value as TOML writes it, in the manner of the value that stood there before."""

from __future__ import annotations

import math
import re
from datetime import date
from typing import Final

from partnerbook.program.fields import Value
from partnerbook.workbook.scan import comments_in, value_end

GROUPED_FROM: Final = 10_000
"""From here on a new whole number is written with underscores: ``8_000_000``."""

_unsafe = re.compile('["\\\\\x00-\x1f\x7f-\x9f]')
_no_literal = re.compile("[\x00-\x08\x0a-\x1f\x7f]")
_no_literal_lines = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_NAMED: Final = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}


def parse(literal: str) -> object:
    """What a piece of TOML means.

    Raises:
        ValueError: it is no value.
    """
    import tomli

    return tomli.loads("x = " + literal)["x"]


def same(found: object, value: Value) -> bool:
    """Whether a parsed value is `value`, a whole number being none with decimals."""
    if isinstance(value, tuple):
        return isinstance(found, list) and found == list(value)
    return type(found) is type(value) and found == value


def literal(value: Value, old: str | None = None, eol: str = "\n") -> str:
    """The text of a value; `old` is the text that it replaces, whose quotes, underscores and lines are kept.

    Raises:
        ValueError: TOML has no such value (not a number, infinity, half of a surrogate pair).
    """
    if old is not None and same(parse(old), value):
        return old
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return _whole(value, old)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError("a number must be finite")
        return repr(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return text(value, old, eol)
    return _words(value, old, eol)


def _whole(value: int, old: str | None) -> str:
    digits = old.lstrip("+-").replace("_", "") if old else ""
    if old is None or not digits.isdecimal() or len(digits) < 4:
        grouped = abs(value) >= GROUPED_FROM
    else:
        grouped = "_" in old
    return f"{value:_}" if grouped else str(value)


def text(value: str, old: str | None = None, eol: str = "\n") -> str:
    """A string: in single quotes if the old one was and this one can be, over several lines if it has
    several.
    """
    value.encode()  # half of a surrogate pair cannot be written
    was_long = old is not None and old[:3] in ('"""', "'''")
    was_short = old is not None and old[:1] in ('"', "'") and not was_long
    was_single = old is not None and old[:1] == "'"
    if "\n" in value:
        long = not (was_short and old is not None and "\\n" in old and not was_single)
    else:
        long = was_long and old is not None and "\n" not in str(parse(old))
    if not long:
        if was_single and "'" not in value and not _no_literal.search(value):
            return f"'{value}'"
        return '"' + _unsafe.sub(_escaped, value) + '"'
    opening = (
        eol if "\n" in value and (not was_long or old is None or old[3:5].lstrip("\r")[:1] == "\n") else ""
    )
    if value.startswith("\n"):
        opening = eol  # the first line end behind the quotes does not count
    if was_single and "'''" not in value and value[-1:] != "'" and not _no_literal_lines.search(value):
        return "'''" + opening + value.replace("\n", eol) + "'''"
    return '"""' + opening + _long(value, eol) + '"""'


def _escaped(match: re.Match[str]) -> str:
    char = match[0]
    return _NAMED.get(char) or f"\\u{ord(char):04x}"


def _long(value: str, eol: str) -> str:
    lines = [
        _unsafe.sub(lambda m: m[0] if m[0] in '"\t' else _escaped(m), line) for line in value.split("\n")
    ]
    joined = eol.join(lines).replace('"""', '""\\"')
    return joined[:-1] + '\\"' if joined.endswith('"') else joined


def _words(value: tuple[str, ...], old: str | None, eol: str) -> str:
    if old is None or not old.startswith("["):
        return "[" + ", ".join(text(word) for word in value) + "]"
    elements = _elements(old)
    if "\n" in old:
        return _tall(value, old, elements, eol)
    quotes = next((lit for _, lit, _ in elements), None)
    known = {word: lit for _, lit, _ in elements if isinstance(word := parse(lit), str)}
    inner = ", ".join(known.get(word) or text(word, quotes) for word in value)
    pad = " " if old.startswith("[ ") and value else ""
    return f"[{pad}{inner}{pad}]"


def _tall(
    value: tuple[str, ...], old: str, elements: list[tuple[list[str], str, list[str]]], eol: str
) -> str:
    """A list of one word a line. Comments stay with their word; those of one that goes stay in the list."""
    shape = re.search(r"\n([ \t]+)[^\s\]]", old)
    indent = shape[1] if shape else "  "
    quotes = next((lit for _, lit, _ in elements), None)
    last = re.search(r"\n([ \t]*)\]$", old)
    left = list(elements)
    lines: list[str] = []
    for word in value:
        at = next((n for n, (_, lit, _) in enumerate(left) if lit and parse(lit) == word), None)
        if at is None:
            lines.append(f"{indent}{text(word, quotes)},")
            continue
        gone = left[:at] if not any(parse(lit) in value for _, lit, _ in left[:at] if lit) else []
        for above, _, behind in gone:
            lines.extend(indent + comment for comment in (*above, *behind))
        above, found, behind = left.pop(at)
        del left[: len(gone)]
        lines.extend(indent + comment for comment in above)
        lines.append(f"{indent}{found}," + (" " + behind[0] if behind else ""))
        lines.extend(indent + comment for comment in behind[1:])
    for above, _, behind in left:
        lines.extend(indent + comment for comment in (*above, *behind))
    return "[" + eol + "".join(line + eol for line in lines) + (last[1] if last else "") + "]"


def _elements(old: str) -> list[tuple[list[str], str, list[str]]]:
    """The elements of a list: comments above, the element, comments behind; what is left over has no
    element.
    """
    found: list[tuple[list[str], str, list[str]]] = []
    at = 1
    while True:
        begin = _next(old, at)
        above = comments_in(old[at:begin])
        if old[begin] == "]":
            if above:
                found.append((above, "", []))
            return found
        end = value_end(old, begin)
        comma = _next(old, end)
        stop = comma + 1 if old[comma] == "," else comma
        line_end = old.find("\n", stop)
        line_end = len(old) if line_end < 0 else line_end
        behind = comments_in(old[end:comma])
        rest = old[stop:line_end]
        if rest.lstrip().startswith("#"):
            behind += comments_in(rest)
            stop = line_end
        found.append((above, old[begin:end], behind))
        at = stop


def _next(old: str, at: int) -> int:
    """The first character from `at` on that is neither blank nor in a comment."""
    match = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*").match(old, at)
    return match.end() if match else at
