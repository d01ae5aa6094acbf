"""Workbook files as bytes: read whole and checked, and replaced in one step or not at all."""

from __future__ import annotations

import codecs
import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

from partnerbook.record import record

MAX_BYTES: Final = 8 * 1024 * 1024
"""The largest workbook that is read."""
_PART: Final = ".partnerbook-part"


class FileError(Exception):
    """A file that cannot be read or written. `remedy` says what to do; line and column are 1 without a
    place.
    """

    code = "file"

    def __init__(self, message: str, remedy: str, *, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.line = line
        self.column = column


class NotText(FileError):
    """The bytes are not UTF-8."""

    code = "not-utf8"


class TooLarge(FileError):
    """The file is larger than `MAX_BYTES`."""

    code = "too-large"


class ChangedOnDisk(FileError):
    """Somebody else wrote the file since it was opened; nothing was written."""

    code = "changed-on-disk"


class AlreadyExists(FileError):
    """A file with this name exists; nothing was written."""

    code = "exists"


@record
class Loaded:
    """The content of a file."""

    data: bytes
    text: str
    """Without the byte-order mark; line ends as they are."""
    bom: bool
    """Whether a byte-order mark stood in front."""

    @property
    def digest(self) -> str:
        """The SHA-256 of the bytes."""
        return digest(self.data)


def digest(data: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    import hashlib

    return hashlib.sha256(data).hexdigest()


def load_bytes(path: Path | None) -> bytes:
    """The bytes of a regular file, or of standard input for ``None``.

    Raises:
        FileError: there is no such file, it is none, it is too large or it cannot be read.
    """
    try:
        if path is None:
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with _opened(path) as file:
                _need_regular(file.fileno(), path)
                data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise _unreadable(path, error) from None
    if len(data) > MAX_BYTES:
        raise TooLarge(
            f"the file is larger than {MAX_BYTES // 1024 // 1024} MiB",
            "Keep attachments out of the workbook.",
        )
    return data


def load(path: Path | None) -> Loaded:
    """The text of a file, or of standard input for ``None``.

    Raises:
        FileError: it cannot be read as a text in UTF-8.
    """
    return decode(load_bytes(path))


def decode(data: bytes) -> Loaded:
    """The text of some bytes, which have to be UTF-8.

    Raises:
        NotText: they are not; with the line of the first wrong byte.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\x00" in data[:4]:
        raise NotText("the file is UTF-16 (or UTF-32), not UTF-8", "Save it as UTF-8 in your editor.")
    bom = data.startswith(codecs.BOM_UTF8)
    body = data[3:] if bom else data
    try:
        return Loaded(data, body.decode("utf-8"), bom)
    except UnicodeDecodeError as error:
        before = body[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        wrong = body[error.start]
        raise NotText(
            f"byte 0x{wrong:02x} is not UTF-8",
            "Save the file as UTF-8 in your editor.",
            line=line,
            column=column,
        ) from None


def encode(text: str, *, bom: bool = False) -> bytes:
    """The bytes of a text."""
    return (codecs.BOM_UTF8 if bom else b"") + text.encode("utf-8")


def create(path: Path, data: bytes) -> str:
    """Write a new file and return its SHA-256. Never overwrites.

    Raises:
        AlreadyExists: there is something with this name.
        FileError: it cannot be written.
    """
    try:
        with _locked(path.parent):
            if path.exists() or path.is_symlink():
                raise AlreadyExists(f"{path.name} exists already", "Choose another name.")
            part = _write_part(path, data, None)
            try:
                os.link(part, path)  # fails where a rename would overwrite
            except FileExistsError:
                raise AlreadyExists(f"{path.name} exists already", "Choose another name.") from None
            except OSError:
                _create_plainly(path, data)  # a file system without links
            finally:
                part.unlink(missing_ok=True)
            _sync_folder(path.parent)
    except OSError as error:
        raise _unwritable(path, error) from None
    return digest(data)


def save(path: Path, data: bytes, expected: str) -> str:
    """Replace a file, if it is still the one with the SHA-256 `expected`, and return the new SHA-256.

    After a crash at any moment the file holds the old bytes or the new ones.

    Raises:
        ChangedOnDisk: the file is another one, or gone.
        FileError: it cannot be written.
    """
    try:
        target = Path(os.path.realpath(path))
        with _locked(target.parent):
            mode = _need_unchanged(target, expected)
            part = _write_part(target, data, mode)
            try:
                _need_unchanged(target, expected)
                part.replace(target)
            finally:
                part.unlink(missing_ok=True)
            _sync_folder(target.parent)
    except OSError as error:
        raise _unwritable(path, error) from None
    return digest(data)


def _need_unchanged(target: Path, expected: str) -> int:
    """The mode of the file, which has to be regular, writable and the one that was opened."""
    try:
        with _opened(target) as file:
            _need_regular(file.fileno(), target)
            mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
            data = file.read()
    except FileNotFoundError:
        raise ChangedOnDisk(f"{target.name} is gone", "Save it under a name of its own.") from None
    if digest(data) != expected:
        raise ChangedOnDisk(
            f"{target.name} was changed by something else since it was opened",
            "Open it again, or save under another name.",
        )
    if not mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(target, os.W_OK):
        raise FileError(f"{target.name} is read-only", "Make it writable, or save under another name.")
    return mode


def _write_part(target: Path, data: bytes, mode: int | None) -> Path:
    """A temporary file beside the target, with everything on the disk. Called under the lock."""
    _clear_parts(target)
    part = target.with_name(f".{target.name}.{os.getpid()}{_PART}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    number = os.open(part, flags, 0o666 if mode is None else 0o600)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            if mode is not None:
                part.chmod(mode)
            os.fsync(file.fileno())
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return part


def _create_plainly(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _clear_parts(target: Path) -> None:
    """Remove what an interrupted save of this file left; nobody else writes a temporary under the lock."""
    for name in os.listdir(target.parent):  # noqa: PTH208 - a name with brackets is no pattern
        if name.startswith(f".{target.name}.") and name.endswith(_PART):
            with suppress(OSError):
                (target.parent / name).unlink()


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network file systems cannot
            raise
    finally:
        os.close(number)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """An advisory lock on the folder, so that two of us do not compare and replace at the same time."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    number = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # a file system without locks
            fcntl.flock(number, fcntl.LOCK_EX)
        yield
    finally:
        os.close(number)


def _opened(path: Path) -> BinaryIO:
    """The file for reading, without waiting for the other end of a pipe."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags), "rb")


def _need_regular(number: int, path: Path) -> None:
    if not stat.S_ISREG(os.fstat(number).st_mode):
        raise FileError(f"{path.name} is not a regular file", "Name a file, or use - for standard input.")


def _unreadable(path: Path | None, error: OSError) -> FileError:
    name = path.name if path else "standard input"
    if isinstance(error, FileNotFoundError):
        return FileError(f"there is no file {name}", "Check the name, or make one: partnerbook new FILE.")
    if isinstance(error, IsADirectoryError):
        return FileError(f"{name or path} is a folder", "Name a file in it.")
    return FileError(f"{name} cannot be read: {error.strerror}", "Check the permissions.")


def _unwritable(path: Path, error: OSError) -> FileError:
    if isinstance(error, FileNotFoundError):
        return FileError(f"there is no folder {path.parent}", "Make the folder first.")
    return FileError(f"{path.name} cannot be written: {error.strerror}", "Check permissions and free space.")
