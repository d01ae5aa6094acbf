"""The one place that makes text of a workbook safe to show.

A workbook comes from other people. Its text may carry escape sequences, direction overrides, invisible
characters or what looks like markup. Everything that is shown passes through here and leaves as rich
``Text``, textual ``Content`` or a rich ``Segment``: never as ``str``, so that a plain string in a widget is a
mistake that can be seen. Dangerous characters become visible marks; nothing is parsed as markup.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

if TYPE_CHECKING:
    from textual.content import Content

Align: TypeAlias = Literal["left", "right"]

LIMIT: Final = 10_000
"""Characters that are shown of one value; the rest is counted, not shown."""
_SHORT: Final = 200
_MARKS_IN_A_ROW: Final = 3
"""Combining marks kept on one letter: enough for every written language, too few to paint over a screen."""
_PLAIN: Final = dict(zip("“”‘’–—…×·•≥≤→←€", "\"\"''--~x-*><><E", strict=True))
"""Signs of print that have a near one in ASCII."""
_DELETE: Final = 0x7F
_PICTURES: Final = 0x2400
_FIRST_PRINTABLE: Final = 0x20
_ASCII_END: Final = 0x80


def mark(char: str, *, ascii_only: bool = False) -> str:
    """How one character is shown: itself, or a visible mark when a terminal would act on it or hide it."""
    code = ord(char)
    if code < _FIRST_PRINTABLE or code == _DELETE:
        if ascii_only:
            return f"^{chr(code ^ 0x40)}"
        if char == "\n":
            return "↵"
        return "␡" if code == _DELETE else chr(_PICTURES + code)
    if char.isprintable():
        return _ascii(char) if ascii_only and code >= _ASCII_END else char
    if unicodedata.category(char) == "Zs":
        return " "
    return f"<U+{code:04X}>"


def _ascii(char: str) -> str:
    return _PLAIN.get(char) or "?" * cell_len(char)


def _is_combining(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Me")


def _marked(text: str, *, keep_lines: bool, ascii_only: bool) -> Iterator[str]:
    run = 0
    for char in text:
        if _is_combining(char):
            run += 1
            if run <= _MARKS_IN_A_ROW:
                yield "" if ascii_only else char
            continue
        if run > _MARKS_IN_A_ROW:
            yield f"<+{run - _MARKS_IN_A_ROW} marks>"
        run = 0
        yield char if keep_lines and char == "\n" else mark(char, ascii_only=ascii_only)
    if run > _MARKS_IN_A_ROW:
        yield f"<+{run - _MARKS_IN_A_ROW} marks>"


def _shown(text: str, *, limit: int, keep_lines: bool, ascii_only: bool) -> str:
    if len(text) <= _SHORT:
        return _shown_short(text, limit, keep_lines, ascii_only)
    return _made_safe(text, limit, keep_lines, ascii_only)


def _made_safe(text: str, limit: int, keep_lines: bool, ascii_only: bool) -> str:
    if keep_lines:
        text = text.replace("\r\n", "\n")
    cut = len(text) - limit
    if cut > 0:
        text = text[:limit]
    if not (text.isascii() and text.isprintable()):
        text = "".join(_marked(text, keep_lines=keep_lines, ascii_only=ascii_only))
    return f"{text}<+{cut} characters>" if cut > 0 else text


_shown_short = lru_cache(maxsize=8192)(_made_safe)
"""Labels and messages are drawn again at every key."""


def shown(text: str, *, limit: int = LIMIT, ascii_only: bool = False) -> str:
    """Workbook text on one line, to be measured and broken; it is drawn by `safe_line` all the same."""
    return _shown(text, limit=limit, keep_lines=False, ascii_only=ascii_only)


def safe(
    text: str,
    style: str | Style = "",
    *,
    limit: int = LIMIT,
    keep_lines: bool = False,
    ascii_only: bool = False,
) -> Text:
    """Workbook text as rich ``Text``, for tables, trees and anything that renders with rich.

    Args:
        text: any string, lone surrogates included.
        style: how it is drawn; never taken from the text.
        limit: characters shown at most; what is cut is counted at the end.
        keep_lines: keep line ends as line ends; otherwise they are marked like other controls.
        ascii_only: show characters beyond ASCII as question marks.
    """
    return Text(_shown(text, limit=limit, keep_lines=keep_lines, ascii_only=ascii_only), style)


def safe_content(
    text: str,
    style: str = "",
    *,
    limit: int = LIMIT,
    keep_lines: bool = False,
    ascii_only: bool = False,
) -> Content:
    """Workbook text as textual ``Content``, for Static, Label, border titles and notifications."""
    from textual.content import Content

    shown = _shown(text, limit=limit, keep_lines=keep_lines, ascii_only=ascii_only)
    return Content.styled(shown, style) if style else Content(shown)


def fit(text: str, width: int, ellipsis: str) -> str:
    """Cut text that is already safe to at most ``width`` cells, ending in the ellipsis where it was cut."""
    if width <= 0:
        return ""
    if text.isascii():
        if len(text) <= width:
            return text
        return text[: width - len(ellipsis)] + ellipsis if width > len(ellipsis) else ellipsis[:width]
    if len(text) <= 4 * width and cell_len(text) <= width:
        return text
    room = width - len(ellipsis)
    taken = 0
    for index, char in enumerate(text):
        taken += cell_len(char)
        if taken > room:
            return text[:index] + ellipsis
    return text


def safe_line(
    text: str,
    width: int,
    style: Style | None = None,
    *,
    align: Align = "left",
    ellipsis: str = "…",
    ascii_only: bool = False,
) -> Segment:
    """Workbook text as one segment of exactly ``width`` cells: cut with an ellipsis, or padded with blanks.

    Wide characters count as two cells. Only the first ``8 * width`` characters are looked at, so that a line
    of a megabyte costs no more than one that fits.
    """
    if width <= 0:
        return Segment("", style)
    looked_at = max(8 * width, 64)
    if len(text) > looked_at:
        text = text[:looked_at]
        shown = fit(
            _shown(text, limit=looked_at, keep_lines=False, ascii_only=ascii_only) + " " * width,
            width,
            ellipsis,
        )
    else:
        shown = fit(_shown(text, limit=looked_at, keep_lines=False, ascii_only=ascii_only), width, ellipsis)
    room = width - cell_len(shown)
    if room > 0:
        shown = " " * room + shown if align == "right" else shown + " " * room
    return Segment(shown, style)


def safe_width(text: str, *, most: int = 200, ascii_only: bool = False) -> int:
    """The cells that text takes when it is shown, counted up to ``most``."""
    shown = _shown(text[:most], limit=most, keep_lines=False, ascii_only=ascii_only)
    return min(cell_len(shown), most)


def typed(text: str, *, lines: bool = False) -> str:
    """What may enter a field of typed or pasted text: controls and invisible characters are refused.

    Line ends and tabs become blanks, or line ends stay line ends in fields that hold several ``lines``.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    if not lines:
        text = text.strip("\n").replace("\n", " ")
    if text.isprintable():
        return text
    return "".join(char for char in _blanks(text) if char.isprintable() or (lines and char == "\n"))


def _blanks(text: str) -> Iterator[str]:
    for char in text:
        yield " " if unicodedata.category(char) == "Zs" else char
