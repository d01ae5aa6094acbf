"""What is printed: text of a workbook made safe for a terminal, JSON, and colours where they are wanted."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal, TextIO, TypeAlias

Style: TypeAlias = Literal["error", "warning", "note", "todo", "waived", "strong", "faint"]

_SGR: Final[Mapping[str, str]] = {
    "error": "1;31",
    "warning": "33",
    "note": "36",
    "todo": "2",
    "waived": "2",
    "strong": "1",
    "faint": "2",
}
_MARKS_IN_A_ROW: Final = 4
_ASCII_END: Final = 0x80
_SHORT: Final = 0x100
_LONG: Final = 0x10000


def safe(text: str, *, lines: bool = False) -> str:
    """Text in which nothing acts on a terminal or hides: such characters become ``\\x1b`` and ``\\u202e``.

    With `lines` line ends stay; without, they become a space.
    """
    parts = text.splitlines() if lines else [" ".join(text.split("\n"))]
    return "\n".join(part if part.isascii() and part.isprintable() else _escaped(part) for part in parts)


def _escaped(text: str) -> str:
    from unicodedata import category, combining

    out: list[str] = []
    marks = 0
    for char in text:
        marks = marks + 1 if combining(char) else 0
        if marks > _MARKS_IN_A_ROW:
            continue
        if char.isprintable():
            out.append(char)
        else:
            out.append(" " if char == "\t" or category(char) == "Zs" else escape(char))
    return "".join(out)


def escape(char: str) -> str:
    """One character as Python writes it in a string."""
    code = ord(char)
    return f"\\x{code:02x}" if code < _SHORT else f"\\u{code:04x}" if code < _LONG else f"\\U{code:08x}"


def hidden(text: str) -> bool:
    """Whether a text holds characters that act on a terminal or hide; line ends and tabs are none."""
    return (
        not text.replace("\n", "")
        .replace("\t", "")
        .replace("\u00a0", " ")
        .replace("\u202f", " ")
        .isprintable()
    )


def say(text: str = "") -> None:
    """Print a line of results. The text has to be safe."""
    _print(text, sys.stdout)


def remark(text: str) -> None:
    """Print a remark beside the results, made safe."""
    _print(safe(text, lines=True), sys.stderr)


def _print(text: str, stream: TextIO) -> None:
    try:
        print(text, file=stream)
    except UnicodeEncodeError:  # a terminal without UTF-8
        coding = stream.encoding or "ascii"
        print(text.encode(coding, "backslashreplace").decode(coding), file=stream)


def as_json(value: Any) -> str:
    """Indented JSON in ASCII: control and direction characters are escaped with all others."""
    import json

    return json.dumps(value, indent=2, ensure_ascii=True, allow_nan=False).replace("\x7f", "\\u007f")


def wants_colour() -> bool:
    """Whether results go to a terminal that shows colours, and nobody asked for none."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return not plain and sys.stdout.isatty()


class Paint:
    """Colours by hand; without colours everything is said in words anyway."""

    def __init__(self, colour: bool) -> None:
        self._colour = colour

    def __call__(self, style: Style, text: str) -> str:
        """The text in a style."""
        return f"\x1b[{_SGR[style]}m{text}\x1b[0m" if self._colour else text


def told(
    place: tuple[str, int, int], code: str, message: str, grade: Style, fix: str, paint: Paint
) -> Iterator[str]:
    """What is wrong, in the manner of a compiler: place, code and message on the first line; how grave it is
    and what to do on the second, or by which waiver it is agreed. Texts are made safe here.
    """
    path, line, column = place
    where = paint("strong", f"{safe(path)}:{line}:{column}")
    words = safe(message)
    yield f"{where} {paint(grade, code)} {paint('faint', words) if grade in ('todo', 'waived') else words}"
    yield f"    {paint(grade, severity_word(grade))}{_ending(grade, fix)}"


def _ending(grade: Style, fix: str) -> str:
    """What stands behind the severity; for what is waived the waiver, for all else what to do."""
    if not fix:
        return ""
    joint = {"waived": " by ", "todo": ": "}.get(grade, ", fix: ")
    return joint + safe(fix)


def severity_word(grade: str) -> str:
    """A severity as people read it."""
    return "to do" if grade == "todo" else grade


def counted(number: int, noun: str, plural: str = "") -> str:
    """``1 error``, ``2 errors``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
