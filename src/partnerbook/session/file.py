"""A workbook and its file: opening, saving, saving under another name."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

from partnerbook.program.locate import site
from partnerbook.record import record
from partnerbook.session.session import Session
from partnerbook.workbook.files import ChangedOnDisk, FileError
from partnerbook.workbook.problems import Problem
from partnerbook.workbook.read import Reading, read

SUFFIX: Final = ".program.toml"


class SaveError(Exception):
    """The workbook was not saved. The file is as it was; the message says why and what to do."""

    def __init__(self, message: str, *, changed_on_disk: bool = False) -> None:
        super().__init__(message)
        self.changed_on_disk = changed_on_disk


@record(frozen=False)
class WorkbookFile:
    """An open workbook with the file it came from."""

    path: Path
    session: Session
    digest: str
    bom: bool
    problems: tuple[Problem, ...]
    """What reading found: unknown keys, values of the wrong shape, hidden characters."""

    def save(self, *, anyway: bool = False) -> tuple[str, ...]:
        """Write the workbook to its file; returns remarks on what had to be written differently.

        With `anyway` a file that changed on disk since it was opened is replaced.

        Raises:
            SaveError: it could not be written; nothing was.
        """
        from partnerbook.workbook.write import WriteError, save_workbook

        expected = _digest_now(self.path) if anyway else self.digest
        try:
            saved = save_workbook(
                self.path,
                self.session.document,
                self.session.program,
                self.session.private,
                expected=expected,
                bom=self.bom,
            )
        except ChangedOnDisk as error:
            raise SaveError(_words(error), changed_on_disk=True) from None
        except (FileError, WriteError) as error:
            raise SaveError(_words(error)) from None
        self.digest = saved.digest
        self.session.mark_saved(saved.document)
        return saved.document.remarks

    def save_as(self, path: Path) -> None:
        """Write the workbook to a new file and go on with that one. Never overwrites.

        Raises:
            SaveError: the file exists, or cannot be written.
        """
        from partnerbook.workbook.write import WriteError, create_workbook

        session = self.session
        try:
            saved = create_workbook(path, session.document, session.program, session.private, bom=self.bom)
        except (FileError, WriteError) as error:
            raise SaveError(_words(error)) from None
        self.path, self.digest = path, saved.digest
        session.mark_saved(saved.document)


def open_file(path: Path, today: date) -> WorkbookFile | Reading:
    """The workbook of a file, or the `Reading` that says why there is none."""
    reading = read(path)
    return opened(reading, path, today) or reading


def opened(reading: Reading, path: Path, today: date, *, on_disk: bool = True) -> WorkbookFile | None:
    """The workbook that was read; ``None`` where the file could not be read at all.

    Without `on_disk` the text is one that the file does not hold yet: it counts as modified.
    """
    if reading.program is None or reading.document is None:
        return None
    pending = {at: text for at, text in reading.loose.items() if _is_value(at)}
    session = Session(
        reading.program,
        reading.document,
        today,
        private=reading.private,
        pending=pending,
        on_disk=on_disk,
    )
    return WorkbookFile(path, session, reading.digest, reading.bom, reading.problems)


def workbook_path(text: str) -> Path:
    """The path that a person means: with the ending that git attributes and hooks match."""
    path = Path(text).expanduser()
    return path if path.name.endswith(".toml") else path.with_name(path.name + SUFFIX)


def _is_value(at: str) -> bool:
    place = site(at)
    return place is not None and place.kind in ("value", "keyed value")


def _digest_now(path: Path) -> str:
    from partnerbook.workbook.files import digest, load_bytes

    try:
        return digest(load_bytes(path))
    except FileError as error:
        raise SaveError(_words(error)) from None


def _words(error: Exception) -> str:
    remedy = getattr(error, "remedy", "")
    return f"{error}. {remedy}".strip() if remedy else str(error)
