"""From an open workbook back to its file: the text is parsed again and must mean the program before it is
saved.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from partnerbook.program import address as addresses
from partnerbook.program.address import Address
from partnerbook.program.build import build
from partnerbook.program.edit import Set, apply, plain
from partnerbook.program.fields import WITHHELD, Value
from partnerbook.program.program import FORMAT, Program
from partnerbook.workbook import private as overlay
from partnerbook.workbook import tables
from partnerbook.workbook.apply import nested
from partnerbook.workbook.document import Document
from partnerbook.workbook.files import create, encode, save
from partnerbook.workbook.layout import FORMAT_KEY, format_order
from partnerbook.workbook.syntax import parse


class WriteError(Exception):
    """The text does not mean the program, and could not be made to. Nothing was written."""


class Saved(NamedTuple):
    """What is on the disk now."""

    document: Document
    digest: str


def rendered(document: Document, program: Program, private: Mapping[Address, Value]) -> Document:
    """The document whose text means the program, private values withheld.

    That is the document itself, unless an edit went wrong: then what differs is written again, and `remarks`
    says so.

    Raises:
        WriteError: the text cannot be made to mean the program.
    """
    wanted = overlay.without(program, private)
    meant = _meaning(document)
    if meant == wanted:
        return document
    if meant is not None:
        wanted = _still_withheld(meant, wanted, private)
        if meant == wanted:
            return document
    mended = _mended(document, meant, wanted) if meant is not None else None
    if mended is not None and _meaning(mended) == wanted:
        return mended
    raise WriteError("the text of the workbook does not say what the workbook holds; it was not saved")


def save_workbook(
    path: Path,
    document: Document,
    program: Program,
    private: Mapping[Address, Value],
    *,
    expected: str,
    bom: bool,
) -> Saved:
    """Verify the text and put it in the place of the file whose SHA-256 is `expected`.

    Raises:
        WriteError: the text does not mean the program.
        ChangedOnDisk: the file is no longer the one that was opened.
        FileError: it cannot be written.
    """
    sure = rendered(document, program, private)
    return Saved(sure, save(path, encode(sure.text, bom=bom), expected))


def create_workbook(
    path: Path, document: Document, program: Program, private: Mapping[Address, Value], *, bom: bool = False
) -> Saved:
    """Verify the text and write it to a new file; never overwrites.

    Raises:
        WriteError: the text does not mean the program.
        FileError: the file exists, or cannot be written.
    """
    sure = rendered(document, program, private)
    return Saved(sure, create(path, encode(sure.text, bom=bom)))


def new_text(program: Program) -> str:
    """The text of a whole program as this release writes it."""
    parts = [f"{FORMAT_KEY} = {FORMAT}\n"]
    for name, value in plain(program).items():
        for block in tables.blocks((name,), _held(value), "\n", top=False):
            parts.append("\n" + block.own)
    return "".join(parts)


def _held(table: Mapping[str, Any]) -> dict[str, tables.Nested]:
    """As `nested`, but keyed tables that hold nothing stay: their key says something."""
    return {
        key: _held(value) if isinstance(value, Mapping) else nested({key: value})[key]
        for key, value in table.items()
    }


def _meaning(document: Document) -> Program | None:
    data, _ = parse(document.text, "")
    if data is None or data.pop(FORMAT_KEY, None) != FORMAT:
        return None
    return build(data).program


def _still_withheld(meant: Program, wanted: Program, private: Mapping[Address, Value]) -> Program:
    """With private values withheld that stand at another address since their table was renamed."""
    new = dict(_flat(plain(wanted), ()))
    for parts, value in _flat(plain(meant), ()):
        if value == WITHHELD and new.get(parts, WITHHELD) in private.values():
            wanted = apply(wanted, Set(addresses.join(*parts), WITHHELD))
    return wanted


def _mended(document: Document, meant: Program, wanted: Program) -> Document | None:
    """The document with every value that differs written again."""
    old, new = dict(_flat(plain(meant), ())), dict(_flat(plain(wanted), ()))
    try:
        for parts in old.keys() - new.keys():
            document = document.remove(addresses.join(*parts))
        for parts, value in new.items():
            at = addresses.join(*parts)
            if parts in old and old[parts] == value and type(old[parts]) is type(value):
                continue
            if value is None:
                document = document if document.has(at) else document.add(at, {}, format_order)
            else:
                document = document.set(at, value, format_order)
    except ValueError:
        return None
    return document.remarked("Values that the text did not say were written again.")


def _flat(table: Mapping[str, Any], at: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every value by address, and ``None`` for tables that hold nothing."""
    for key, value in table.items():
        if isinstance(value, Mapping) and value:
            yield from _flat(value, (*at, key))
        else:
            yield (*at, key), None if isinstance(value, Mapping) else value
