"""``partnerbook textconv``: what git compares instead of the text of a workbook. `git-setup` registers it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partnerbook.cli.arguments import today, with_day

if TYPE_CHECKING:
    import argparse
    from datetime import date


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what this command takes."""
    parser.description = (
        "Tell a workbook in words, as `show` does, without what differs from run to run: git compares it in\n"
        "git log -p. A file that is no workbook is printed as it is."
    )
    parser.add_argument("file", metavar="FILE", help="the file; git gives a copy of a version")
    with_day(parser)


def run(options: argparse.Namespace) -> int:
    """Print it. A status other than 0 would end the whole log, so only a file that is gone has one."""
    from pathlib import Path

    from partnerbook.cli.output import remark, safe, say
    from partnerbook.workbook.files import FileError, load_bytes

    try:
        data = load_bytes(Path(options.file))
    except FileError as error:
        remark(f"{options.file}: {error}. {error.remedy}")
        return 2
    try:
        lines = None if _in_conflict(options.file) else telling(data, today(options))
    except Exception as error:  # a version that cannot be told is shown, whatever the reason
        remark(f"{options.file}: not told in words: {type(error).__name__}: {error}")
        lines = None
    say("\n".join(lines) if lines is not None else safe(data.decode("utf-8", "replace"), lines=True))
    return 0


def _in_conflict(name: str) -> bool:
    """Whether git may be comparing the sides of a conflict: a file of this name is not merged yet.

    Git then converts the sides and the file with the markers. Those would be told as whole workbooks and the
    file could not be: nobody would find the conflict. Git names its copies after the file, by the last part.
    """
    from pathlib import Path

    from partnerbook.revisions.git import GitError, run_git

    try:
        found = run_git(Path(), ("ls-files", "--unmerged", "--full-name", "-z"))
    except GitError:
        return False
    names = {
        row.rpartition("/")[2].rpartition("\t")[2]
        for row in found.stdout.decode(errors="replace").split("\0")
    }
    return any(name.endswith(each) for each in names if each)


def telling(data: bytes, day: date) -> list[str] | None:
    """The linear account of a workbook's bytes, in safe lines; ``None`` where there is no program in them.

    No private overlay is read and no line is numbered: both would be differences that are none.
    """
    from partnerbook.cli.findings import judged, placed
    from partnerbook.cli.output import safe
    from partnerbook.cli.show import account, steps_of
    from partnerbook.workbook.read import read

    reading = read(data, "workbook")
    if reading.program is None:
        return None
    program = reading.program
    found = placed(reading, judged(program, reading.private, day).findings)
    name = safe(program.program.name or "A program without a name")
    return [f"{name}.", *account(program, steps_of(reading, program, found), numbered=False)]
