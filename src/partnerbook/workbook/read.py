"""A workbook file read: the program it means, its text, and all that is wrong with it at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from partnerbook.program import address as addresses
from partnerbook.program.address import Address
from partnerbook.program.build import build
from partnerbook.program.fields import Value
from partnerbook.program.mistakes import Mistake
from partnerbook.program.program import FORMAT, Program
from partnerbook.record import fresh, record
from partnerbook.workbook import private as overlay
from partnerbook.workbook.document import Document
from partnerbook.workbook.files import FileError, Loaded, decode, load
from partnerbook.workbook.items import scan
from partnerbook.workbook.layout import FORMAT_KEY
from partnerbook.workbook.problems import Problem, Severity, line_and_column
from partnerbook.workbook.syntax import parse
from partnerbook.workbook.values import parse as value_of

_HIDDEN: Final = (
    "\x80-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\U000e0000-\U000e007f"
)
_hidden = re.compile(f"[{_HIDDEN}]")
_HIDDEN_IN_VALUE: Final = f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f{_HIDDEN}]"
_escaped = re.compile(r"\\[uUbfex]")


@record
class Reading:
    """What was found in one file."""

    path: str
    """The name as it was given; for messages."""
    program: Program | None
    """Everything that was sound, with private values; ``None`` when the file cannot be read at all."""
    problems: tuple[Problem, ...]
    """All of them, sorted by place; those of the private overlay last."""
    text: str | None = None
    """The whole text without a byte-order mark; ``None`` when there is no program."""
    loose: Mapping[Address, str] = fresh(default_factory=dict)
    """The text of values of the wrong shape: left out of the program, kept in the file."""
    private: Mapping[Address, Value] = fresh(default_factory=dict)
    """The values that the private overlay supplied."""
    digest: str = ""
    """The SHA-256 of the file's bytes; empty when they could not be read."""
    bom: bool = False

    @cached_property
    def document(self) -> Document | None:
        """The text as blocks, made when it is asked for; ``None`` when there is no program."""
        return Document.of(self.text) if self.text is not None else None

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that are not mere warnings."""
        return tuple(problem for problem in self.problems if problem.severity == "error")


def read(source: Path | bytes, name: str | None = None, *, beside: Path | None = None) -> Reading:
    """Read a workbook from a file, or from bytes that came from elsewhere. Never raises for what is in it.

    `name` is what messages call it. The private overlay is looked for beside the file, or, for bytes that are
    to become a file, `beside` that one.
    """
    path = name or (str(source) if isinstance(source, Path) else "-")
    try:
        loaded = load(source) if isinstance(source, Path) else decode(source)
    except FileError as error:
        return Reading(path, None, (_file_problem(error, path),))
    reading = _read(loaded, path)
    place = source if isinstance(source, Path) else beside
    if place is not None and reading.program is not None:
        return _with_overlay(reading, reading.program, overlay.overlay_path(place))
    return reading


def _read(loaded: Loaded, path: str) -> Reading:
    data, problems = parse(loaded.text, path)
    if data is None:
        return Reading(path, None, _sorted(problems), digest=loaded.digest, bom=loaded.bom)
    refused = _refused(data, loaded.text, path)
    if refused is not None:
        return Reading(path, None, (refused,), digest=loaded.digest, bom=loaded.bom)
    built = build({key: value for key, value in data.items() if key != FORMAT_KEY})
    reading = Reading(path, built.program, (), loaded.text, digest=loaded.digest, bom=loaded.bom)
    found = list(_hidden_characters(loaded.text, path))
    loose: dict[Address, str] = {}
    document = reading.document if built.mistakes else None
    if document is not None:
        found += [_mistake(mistake, document, path) for mistake in built.mistakes]
        for mistake in built.mistakes:
            if mistake.kind == "wrong-shape":
                loose[mistake.address] = document.source(mistake.address) or ""
    made = Reading(
        path, built.program, _sorted(found), loaded.text, loose, digest=loaded.digest, bom=loaded.bom
    )
    if document is not None:
        made.__dict__["document"] = document
    return made


def format_of(text: str, path: str) -> int | tuple[Problem, ...]:
    """The format in which a text is written, if this release reads it or can bring it to the newest; else what
    is wrong. `path` is what messages call it.
    """
    data, problems = parse(text, path)
    if data is None:
        return _sorted(problems)
    refused = _refused(data, text, path)
    if refused is not None and refused.code != "format-older":
        return (refused,)
    found: int = data[FORMAT_KEY]
    return found


def _refused(data: Mapping[str, Any], text: str, path: str) -> Problem | None:
    """What is wrong with the format that the file names."""
    found = data.get(FORMAT_KEY)
    if type(found) is int and found == FORMAT:
        return None
    line, column = Document.of(text).place(FORMAT_KEY) if FORMAT_KEY in data else (1, 1)
    if FORMAT_KEY not in data:
        words, code = "the file does not say its format", "format-missing"
        remedy = f"If it is a workbook, write {FORMAT_KEY} = {FORMAT} on its first line."
    elif type(found) is int and found > FORMAT:
        shown = found if found < 10**6 else "a later one"
        words, code = (
            f"the file is written in format {shown}; this release reads format {FORMAT}",
            "format-newer",
        )
        remedy = f"Use a release of partnerbook that reads format {shown}; the file stays as it is."
    elif type(found) is int and _is_older(found):
        words, code = f"the file is written in the older format {found}", "format-older"
        remedy = f"Bring it to format {FORMAT}: partnerbook migrate FILE."
    else:
        words, code = f"there is no such format; this release reads format {FORMAT}", "format-unknown"
        remedy = f"Write {FORMAT_KEY} = {FORMAT} if that is what it is; the file stays as it is."
    return Problem(path, line, column, code, words, remedy, FORMAT_KEY)


def _mistake(mistake: Mistake, document: Document, path: str) -> Problem:
    unknown = mistake.kind == "unknown-key"
    line, column = (document.key_place if unknown else document.place)(mistake.address)
    severity: Severity = "warning" if unknown else "error"
    return Problem(
        path, line, column, mistake.kind, mistake.message, mistake.remedy, mistake.address, severity
    )


def _is_older(found: int) -> bool:
    from partnerbook.workbook.migrations import steps_from

    return bool(steps_from(found))


def _hidden_characters(text: str, path: str) -> Iterator[Problem]:
    """Warnings about characters that show as nothing, or turn the text around, escaped ones too."""
    raw = sorted({line_and_column(text, match.start()) for match in _hidden.finditer(text)})
    suspects = _escaped.search(text) is not None
    if not raw and not suspects:
        return
    owners: dict[int, Address] = {}
    escaped: list[tuple[int, int, Address]] = []
    for item in scan(text):
        at = addresses.join(*item.parts)
        if raw:
            last = item.line + text.count("\n", item.whole[0], item.whole[1] - 1)
            owners.update((line, at) for line in range(item.line, last + 1))
        if suspects and item.value and _holds_escaped(text[slice(*item.value)]):
            escaped.append((item.line, item.column, at))
    lines: set[int] = set()
    for line, column in raw:
        if line not in lines:
            lines.add(line)
            yield _hidden_problem(path, line, column, owners.get(line, ""))
    for line, column, at in escaped:
        if line not in lines:
            lines.add(line)
            yield _hidden_problem(path, line, column, at)


def _holds_escaped(literal: str) -> bool:
    if "\\" not in literal or literal.startswith("{"):
        return False
    value = value_of(literal)
    words = value if isinstance(value, list) else [value]
    return any(isinstance(word, str) and re.search(_HIDDEN_IN_VALUE, word) for word in words)


def _hidden_problem(path: str, line: int, column: int, at: Address) -> Problem:
    message = "a control, invisible or direction-changing character"
    remedy = "Remove it unless it is meant; it is kept as it is and shown as a mark."
    return Problem(path, line, column, "hidden-character", message, remedy, at, "warning")


def _with_overlay(reading: Reading, program: Program, path: Path) -> Reading:
    """The reading with the values of the private overlay, where there is one."""
    if not path.exists():
        return reading
    name = path.name
    private: Mapping[Address, Value] = {}
    try:
        loaded = load(path)
    except FileError as error:
        problems: list[Problem] = [_file_problem(error, name)]
    else:
        data, found = parse(loaded.text, name)
        problems = list(found)
        if data is not None:
            program, private, problems = overlay.applied(program, data, loaded.text, name)
    made = Reading(
        reading.path,
        program,
        (*reading.problems, *_sorted(problems)),
        reading.text,
        reading.loose,
        private,
        reading.digest,
        reading.bom,
    )
    made.__dict__.update({key: value for key, value in reading.__dict__.items() if key == "document"})
    return made


def _file_problem(error: FileError, path: str) -> Problem:
    return Problem(path, error.line, error.column, error.code, error.message, error.remedy)


def _sorted(problems: list[Problem] | tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: problem.order))
