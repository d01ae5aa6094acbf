"""Whether a merged text says what the merge of the programs says; mended where little is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from partnerbook.program import address as addresses
from partnerbook.revisions.merge.data import MISSING, MergedData, Path, pruned, same, value_at
from partnerbook.workbook.conflicts import Choice, Piece, hunks, resolved
from partnerbook.workbook.document import Document
from partnerbook.workbook.layout import format_order
from partnerbook.workbook.syntax import parse


def verified(pieces: Sequence[Piece], wanted: MergedData) -> list[Piece] | None:
    """The pieces, if they say what is wanted, whichever side conflicts are settled for; else ``None``.

    A text without conflicts in which single values differ has them written again.
    """
    if not hunks(pieces):
        if wanted.clashes:
            return None
        text = _mended(resolved(pieces, _ours), wanted.ours)
        return [text] if text is not None else None
    if _says(resolved(pieces, _ours), wanted.ours) and _says(resolved(pieces, _theirs), wanted.theirs):
        return list(pieces)
    return None


def _ours(_: int) -> Choice:
    return "ours"


def _theirs(_: int) -> Choice:
    return "theirs"


def _says(text: str, wanted: Mapping[str, Any]) -> bool:
    data, _ = parse(text, "")
    return data is not None and same(pruned(data), wanted)


def _mended(text: str, wanted: Mapping[str, Any]) -> str | None:
    data, _ = parse(text, "")
    if data is None:
        return None
    data = pruned(data)
    if same(data, wanted):
        return text
    document = Document.of(text)
    try:
        for path, _value in list(_leaves(data, ())):
            if value_at(wanted, path) is MISSING:
                document = document.remove(addresses.join(*path))
        for path, value in _leaves(wanted, ()):
            if not same(value_at(data, path), value):
                document = _written(document, path, value)
    except (ValueError, TypeError):
        return None
    return document.text if _says(document.text, wanted) else None


def _written(document: Document, path: Path, value: Any) -> Document:
    at = addresses.join(*path)
    if isinstance(value, Mapping):
        return document if document.has(at) else document.add(at, {}, format_order)
    return document.set(at, tuple(value) if isinstance(value, list) else value, format_order)


def _leaves(data: Mapping[str, Any], path: Path) -> Iterator[tuple[Path, Any]]:
    for key, value in data.items():
        if isinstance(value, Mapping) and value:
            yield from _leaves(value, (*path, key))
        else:
            yield (*path, key), value
