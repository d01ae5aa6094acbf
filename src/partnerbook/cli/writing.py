"""Writing a file that a command made, never over a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partnerbook.cli.arguments import Usage

if TYPE_CHECKING:
    from collections.abc import Iterable


def need_other(name: str, option: str, files: Iterable[str] = ()) -> None:
    """Refuse what would land on a workbook by a slip in the order of words.

    Raises:
        Usage: the name is that of a workbook, or of one of these files.
    """
    from os.path import realpath

    if name.endswith((".program.toml", ".private.toml")) or realpath(name) in map(realpath, files):
        raise Usage(f"{option}: {name} is a workbook; name another file")


def write_text(name: str, text: str) -> None:
    """Write a whole file, over what was there.

    Raises:
        Usage: it cannot be written, or is called like a workbook.
    """
    from pathlib import Path

    need_other(name, "--output")
    try:
        Path(name).write_text(text, encoding="utf-8", newline="\n")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no file can have this name"
        raise Usage(f"--output: {name} cannot be written: {reason}") from None
