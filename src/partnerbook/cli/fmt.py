"""``partnerbook fmt``: workbooks in canonical layout."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from partnerbook.cli.arguments import with_file

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from partnerbook.workbook.read import Reading


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what this command takes."""
    parser.description = (
        "Lay workbooks out as the format declares: the order of tables and keys, one blank line between tables,\n"
        "aligned comments. Comments stay with what they are about. The program never changes."
    )
    with_file(parser, several=True)
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--check", action="store_true", help="only name the files that would change; status 1")
    form.add_argument("--diff", action="store_true", help="only show what would change; status 1")


def run(options: argparse.Namespace) -> int:
    """Lay the files out; one that cannot be read does not stop the others."""
    return max(_formatted(name, options) for name in dict.fromkeys(options.files))


def _formatted(name: str, options: argparse.Namespace) -> int:
    from partnerbook.cli.output import safe, say
    from partnerbook.cli.reading import STDIN, Unreadable, needed_text
    from partnerbook.workbook.canonical import canonical

    try:
        reading, text = needed_text(name)
    except Unreadable:
        return 2
    laid_out = canonical(text)
    changes = laid_out != text
    if options.check or options.diff:
        for line in _difference(name, text, laid_out) if options.diff else ():
            say(line)
        if options.check and changes:
            say(f"would change {safe(name)}")
        return int(changes)
    if name == STDIN:
        _pass_on(reading, laid_out)
        return 0
    return _save(name, reading, laid_out) if changes else 0


def _difference(name: str, old: str, new: str) -> Iterator[str]:
    """The lines of a unified diff, made safe."""
    from difflib import unified_diff

    from partnerbook.cli.output import safe

    before, after = (text.replace("\r\n", "\n").split("\n") for text in (old, new))
    return map(safe, unified_diff(before, after, name, name, lineterm=""))


def _pass_on(reading: Reading, text: str) -> None:
    """The bytes themselves for the next program; for a person only what a terminal may see."""
    from partnerbook.cli.output import safe, say
    from partnerbook.workbook.files import encode

    if sys.stdout.isatty():
        say(safe(text, lines=True))
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(encode(text, bom=reading.bom))


def _save(name: str, reading: Reading, text: str) -> int:
    from pathlib import Path

    from partnerbook.cli.output import remark, safe, say
    from partnerbook.workbook.files import FileError, encode, save

    try:
        save(Path(name), encode(text, bom=reading.bom), reading.digest)
    except FileError as error:
        remark(f"partnerbook fmt: {name}: {error.message}. {error.remedy}")
        return 2
    say(f"changed {safe(name)}")
    return 0
