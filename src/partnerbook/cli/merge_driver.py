"""``partnerbook merge-driver``: what git calls to merge a workbook. `git-setup` registers it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from partnerbook.cli.arguments import today, with_day
from partnerbook.cli.output import counted, remark

if TYPE_CHECKING:
    import argparse
    from datetime import date

    from partnerbook.revisions.merge import Merged

GIVEN_UP = 3
"""The workbooks were not merged and nothing was written; git's own merge has to do it."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what this command takes."""
    parser.description = (
        "Merge three versions of a workbook, as git asks for it: the result goes where ours is.\n"
        "Status 0: merged; 1: conflict markers were written; anything else: nothing was, and git's own\n"
        "merge of lines has to do it. `partnerbook git-setup --enable` registers all that."
    )
    parser.add_argument("base", metavar="BASE", help="the common ancestor, %%O")
    parser.add_argument("ours", metavar="OURS", help="our version, %%A; the result is written to it")
    parser.add_argument("theirs", metavar="THEIRS", help="their version, %%B")
    parser.add_argument(
        "-l", "--marker-size", metavar="N", type=int, default=7, help="signs in a marker, %%L"
    )
    parser.add_argument("-p", "--path", metavar="PATH", default="", help="what the file is called, %%P")
    with_day(parser)


def run(options: argparse.Namespace) -> int:
    """Merge and write; returns what git makes of it."""
    from pathlib import Path

    from partnerbook.revisions.merge import Unmergeable, merge
    from partnerbook.workbook.files import FileError, digest, load_bytes, save

    name = options.path or options.ours
    ours = Path(options.ours)
    try:
        before = load_bytes(ours)
        merged = merge(load_bytes(Path(options.base)), before, load_bytes(Path(options.theirs)))
        text = merged.marked(size=max(1, options.marker_size), with_base=_wants_base())
        sentences = _account(name, merged, today(options))
        save(ours, merged.encoded(text), digest(before))
    except (Unmergeable, FileError) as error:
        remark(f"{name}: not merged by address: {error}. Git merges its lines instead.")
        return GIVEN_UP
    with suppress(OSError):  # nothing that is said may turn what is written into a failure
        for sentence in sentences:
            remark(sentence)
    return 1 if merged.conflicts else 0


def _wants_base() -> bool:
    """Whether git is set to show the common ancestor between markers."""
    from pathlib import Path

    from partnerbook.revisions.git import GitError, run_git

    try:
        found = run_git(Path(), ("config", "--get", "merge.conflictStyle"))
    except GitError:
        return False
    return found.stdout.strip() in (b"diff3", b"zdiff3")


def _account(name: str, merged: Merged, day: date) -> list[str]:
    """What is to be said about a merge: what was done otherwise, conflicts, or new findings."""
    remarks = [f"{name}: {sentence}" for sentence in merged.remarks]
    return remarks + (_conflicts(name, merged) if merged.conflicts else _findings(name, merged, day))


def _conflicts(name: str, merged: Merged) -> list[str]:
    from partnerbook.program.wording import title
    from partnerbook.workbook.conflicts import KIND_WORDS

    rows = [
        f"    {hunk.address} ({title(merged.ours, hunk.address)}): {KIND_WORDS[hunk.kind]}"
        for hunk in merged.conflicts
        if hunk.address
    ]
    count = counted(len(merged.conflicts), "conflict")
    return [
        f"{name}: {count}",
        *rows,
        f"    Choose in the interface: partnerbook {name}. Or edit the file. Then: git add {name}",
    ]


def _findings(name: str, merged: Merged, day: date) -> list[str]:
    """Findings that neither side has. They do not stop the merge: a program with findings can be mended."""
    from partnerbook.revisions.merge import brought

    found = brought(merged, day)
    if not found:
        return []
    count = counted(len(found), "finding")
    return [
        f"{name}: merged; both changes together bring {count} that neither side has:",
        *(f"    {sentence}" for sentence in found),
    ]
