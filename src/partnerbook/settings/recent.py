"""The workbooks that were opened lately, newest first. A list that is lost or torn is an empty list."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from partnerbook.record import record
from partnerbook.settings.store import replace_text
from partnerbook.workbook.files import FileError

_VERSION: Final = 1


@record
class Recent:
    """A workbook that was opened. Its file may be gone by now."""

    path: Path
    opened: datetime
    """When it was opened last, with its offset from UTC."""
    summary: str = ""
    """Its state when it was seen last, in words: ``2 errors · 1 warning``."""


def load_recent(path: Path) -> tuple[Recent, ...]:
    """The list in a file, newest first; entries that make no sense are left out."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return ()
    rows = found.get("recent") if isinstance(found, dict) else None
    if not isinstance(rows, list):
        return ()
    entries = [entry for entry in map(_entry, rows) if entry is not None]
    return tuple(sorted(entries, key=lambda entry: entry.opened, reverse=True))


def _entry(row: Any) -> Recent | None:
    try:
        opened = datetime.fromisoformat(row["opened"]).astimezone()
        path, summary = row["path"], row.get("summary", "")
    except (TypeError, KeyError, ValueError, OverflowError, AttributeError):
        return None
    if not isinstance(path, str) or not path or "\0" in path or not isinstance(summary, str):
        return None
    return Recent(Path(path), opened, summary)


def remember(path: Path, workbook: Path, opened: datetime, summary: str = "", *, limit: int) -> None:
    """Put a workbook at the head of the list. Failing to write is no reason to bother anybody.

    Args:
        path: the file of the list.
        workbook: the workbook; kept as an absolute path.
        opened: now.
        summary: its state in words.
        limit: how many are kept.
    """
    workbook = workbook.absolute()
    others = [entry for entry in load_recent(path) if entry.path != workbook]
    _write(path, [Recent(workbook, opened.astimezone(), summary), *others][:limit])


def forget(path: Path, workbook: Path) -> None:
    """Take a workbook off the list."""
    _write(path, [entry for entry in load_recent(path) if entry.path != workbook.absolute()])


def _write(path: Path, entries: Sequence[Recent]) -> None:
    rows = [
        {"path": str(entry.path), "opened": entry.opened.isoformat(), "summary": entry.summary}
        for entry in entries
    ]
    text = json.dumps({"version": _VERSION, "recent": rows}, indent=2, ensure_ascii=True)
    with suppress(OSError, FileError):
        replace_text(path, text + "\n")
