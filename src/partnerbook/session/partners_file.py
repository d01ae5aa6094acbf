"""Tables of partners on disk, beside the workbook: the one place that reads and writes them."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from partnerbook.workbook.files import (
    AlreadyExists,
    FileError,
    create,
    digest,
    encode,
    load,
    load_bytes,
    save,
)

SUFFIX: Final = ".csv"


class TableError(Exception):
    """The table was not read or not written; the message says why and what to do."""

    def __init__(self, message: str, *, exists: bool = False) -> None:
        super().__init__(message)
        self.exists = exists
        """Whether there is a file with this name already."""


def table_path(workbook: Path, name: str) -> Path:
    """The file that a person means, beside the workbook unless the name says otherwise."""
    path = Path(name).expanduser()
    if not path.suffix:
        path = path.with_name(path.name + SUFFIX)
    return path if path.is_absolute() else workbook.parent / path


def read_table(path: Path) -> str:
    """The text of a table in UTF-8.

    Raises:
        TableError: it cannot be read.
    """
    try:
        return load(path).text
    except FileError as error:
        raise TableError(f"{error.message}. {error.remedy}") from None


def write_table(path: Path, text: str, *, replace: bool = False) -> None:
    """Write a table, with a byte-order mark so that spreadsheets read it as UTF-8.

    Never overwrites without `replace`.

    Raises:
        TableError: there is such a file, or it cannot be written; nothing was.
    """
    data = encode(text, bom=True)
    try:
        if replace:
            save(path, data, digest(load_bytes(path)))
        else:
            create(path, data)
    except AlreadyExists as error:
        raise TableError(error.message, exists=True) from None
    except FileError as error:
        raise TableError(f"{error.message}. {error.remedy}") from None
