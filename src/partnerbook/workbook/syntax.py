"""From text to plain values, with every syntax error named, its line, and what to do about it."""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple

from tomli import loads

from partnerbook.program import address as addresses
from partnerbook.workbook import bounds
from partnerbook.workbook.document import Document
from partnerbook.workbook.problems import Problem, line_and_column
from partnerbook.workbook.scan import ScanError, statement

MOST_ERRORS: Final = 20
"""Syntax errors that are looked for in one file."""
_RETRY_BELOW: Final = 1_000_000
"""Characters; a longer text is not parsed again to find a second error."""

_at = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_header_line = re.compile(r"[ \t]*\[")
_key_line = re.compile(r"""[ \t]*[^\s\[\]#=]""")
_REMEDIES: Final = (
    ("Illegal character '\\n'", "Close the quotes on the same line."),
    ("Illegal character", "Remove the character, or write it as \\uXXXX in double quotes."),
    ("Unescaped '\\'", "Write \\\\ for a backslash, or use single quotes."),
    ("Expected '=' after", "Write key = value; put a key with other signs than A-Z a-z 0-9 _ - in quotes."),
    ("Invalid value", "Put text in quotes; write numbers without thousands separators or units."),
    ("Invalid initial character for a key", "Put the key in quotes."),
    ("Unclosed array", "Close the list with ]."),
    ("Unclosed inline table", "Close the table with } on the same line."),
    ("Unterminated string", "Close the quotes."),
    ("Expected newline", "Write one value a line; a comment begins with #."),
    ("Expected ']", "Close the header with ]."),
    ("Invalid date", "Write a day of the calendar as 2027-03-31."),
)


class Parsed(NamedTuple):
    """What a text says, or what keeps it from saying anything."""

    data: dict[str, Any] | None
    problems: tuple[Problem, ...]


def parse(text: str, path: str) -> Parsed:
    """The plain values of a text, or its problems. Conflict markers and excesses are found before it is
    parsed.
    """
    markers = [marker for marker in bounds.conflict_markers(text) if marker.sign == "<"]
    if markers:
        return Parsed(None, tuple(_conflict(text, marker.offset, path) for marker in markers))
    excess = bounds.excess(text)
    if excess is not None:
        return Parsed(None, (_too_much(text, excess, path),))
    data, error = _loads(text)
    if error is None:
        return Parsed(data, ())
    return Parsed(None, tuple(_all_errors(text, path, error)))


def _loads(text: str) -> tuple[dict[str, Any] | None, str | None]:
    """The plain values, or the parser's message."""
    try:
        return loads(text), None
    except RecursionError:
        return None, "nested too deeply"
    except ValueError as error:  # TOMLDecodeError is one
        return None, str(error)


def _all_errors(text: str, path: str, error: str) -> list[Problem]:
    """The error, and those that are left when its line is taken out of the text, and so on."""
    lines = text.split("\n")
    found: list[Problem] = []
    seen: set[int] = set()
    message: str | None = error
    while message is not None:
        problem, line = _problem("\n".join(lines), path, message)
        if line in seen:
            break
        seen.add(line)
        found.append(problem)
        if len(text) > _RETRY_BELOW or len(found) == MOST_ERRORS or not _blank(lines, line):
            break
        _, message = _loads("\n".join(lines))
    return found


def _blank(lines: list[str], line: int) -> bool:
    """Take a wrong line out, and with a header the table below it. False: what is wrong goes over more
    lines.
    """
    first = lines[line - 1] if line <= len(lines) else ""
    if '"""' in first or "'''" in first:
        return False
    if not _header_line.match(first):
        if first.count("[") != first.count("]") or not _key_line.match(first):
            return False
        lines[line - 1] = ""
    else:
        lines[line - 1] = ""
        for number in range(line, len(lines)):
            if _header_line.match(lines[number]):
                break
            lines[number] = ""
    return True


def _problem(text: str, path: str, error: str) -> tuple[Problem, int]:
    match = _at.search(error)
    message = error[: match.start()] if match else error
    if match and match[1]:
        line, column = int(match[1]), int(match[2])
    elif error == "nested too deeply":
        excess = bounds.first_excess(text)
        line, column = line_and_column(text, excess.offset) if excess else (1, 1)
    else:
        line, column = line_and_column(text, len(text.rstrip()))
    if message.startswith("Cannot"):
        twice = _twice(text, line)
        if twice is not None:
            key, first = twice
            words = f"{key} is written twice; the first is on line {first}"
            return Problem(path, line, 1, "duplicate-key", words, "Keep one of the two.", key), line
        remedy = "Each key and each table may be written once."
        return Problem(path, line, column, "duplicate-key", message, remedy), line
    remedy = next((words for start, words in _REMEDIES if message.startswith(start)), "Correct this line.")
    return Problem(path, line, column, "syntax", message, remedy), line


def _twice(text: str, line: int) -> tuple[str, int] | None:
    """The address that is written again on a line, and the line on which it was written first."""
    lines = text.split("\n")
    before = "\n".join(lines[: line - 1]) + "\n" if line > 1 else ""
    wrong = lines[line - 1].rstrip("\r") + "\n"
    try:
        if _header_line.match(wrong):
            parts = Document.of(wrong).blocks[-1].parts
            document = Document.of(before)
        else:
            document = Document.of(before)
            parts = document.blocks[-1].parts + statement(wrong, 0)[0].parts
    except (ScanError, IndexError):
        return None
    key = addresses.join(*parts)
    return (key, document.key_place(key).line) if document.has(key) else None


def _conflict(text: str, offset: int, path: str) -> Problem:
    line, column = line_and_column(text, offset)
    remedy = "Choose one side, remove the lines that begin with <<<<<<<, |||||||, ======= and >>>>>>>, save."
    return Problem(path, line, column, "conflict-markers", "an unfinished git merge", remedy)


def _too_much(text: str, excess: bounds.Excess, path: str) -> Problem:
    line, column = line_and_column(text, excess.offset)
    return Problem(path, line, column, "limit", excess.message, excess.remedy)
