"""``partnerbook git-setup``: let git compare and merge workbooks with partnerbook, or no longer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partnerbook.cli.arguments import Usage
from partnerbook.cli.output import safe, say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from pathlib import Path

    from partnerbook.revisions.registration import Place


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what this command takes."""
    parser.description = (
        "Let git diff tell workbooks in sentences, git log -p tell them in words, and git merge merge them\n"
        "by address; or no longer. It says what it changes. Nothing is changed twice."
    )
    parser.epilog = (
        "It sets diff.partnerbook and merge.partnerbook in the configuration of git, and one line for\n"
        "*.program.toml in .gitattributes. Commit that file; the configuration is each person's own.\n"
        "Status of --status: 0 all of it is set, 1 not all."
    )
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--enable", action="store_true", help="set it up")
    what.add_argument("--disable", action="store_true", help="take away exactly what --enable adds")
    what.add_argument("--status", action="store_true", help="say what is set, and where")
    parser.add_argument(
        "--global", dest="everywhere", action="store_true", help="for all repositories of yours, not this one"
    )


def run(options: argparse.Namespace) -> int:
    """Do it, and say what was done."""
    from partnerbook.cli.output import remark
    from partnerbook.revisions.git import GitError
    from partnerbook.workbook.files import FileError

    try:
        place = _place(everywhere=options.everywhere)
        if options.status:
            return _status(place)
        changed = list(_enable(place) if options.enable else _disable(place))
    except GitError as error:
        raise Usage(str(error)) from None
    except FileError as error:
        remark(f"partnerbook git-setup: {error}. {error.remedy}")
        return 2
    for line in changed or ["Nothing to change."]:
        say(line)
    if options.enable:
        _advise(place)
    return 0


def _place(*, everywhere: bool) -> Place:
    """Where git is to be set up.

    Raises:
        Usage: here is no repository with a work tree.
    """
    from pathlib import Path

    from partnerbook.revisions import registration
    from partnerbook.revisions.git import repository

    here = Path.cwd()
    if everywhere:
        return registration.everywhere(here)
    found = repository(here)
    if found is None:
        raise Usage("here is no git repository: git init makes one, and --global is for all of yours")
    if found.bare:
        raise Usage("a bare repository has no files: go to a work tree, or use --global")
    return registration.Place(found.root, "--local", found.root / ".gitattributes")


def _enable(place: Place) -> Iterator[str]:
    """Set what is not set yet; one sentence for each change."""
    from partnerbook.revisions.registration import KEYS, with_line

    for key, value in KEYS.items():
        before = place.value(key)
        if before != value:
            place.set(key, value)
            yield f"set {key}" + (f", which was: {safe(before)}" if before is not None else "")
    data = _bytes(place.attributes)
    if with_line(data) != data:
        _write(place.attributes, with_line(data))
        yield f"{safe(str(place.attributes))}: added the line for workbooks"


def _disable(place: Place) -> Iterator[str]:
    """Take away what `_enable` adds, where it still is as it was added; one sentence for each change."""
    from partnerbook.revisions.registration import KEYS, without_line

    for key, value in KEYS.items():
        now = place.value(key)
        if now == value:
            place.unset(key)
            yield f"removed {key}"
        elif now is not None:
            yield f"left {key}, which was changed by hand: {safe(now)}"
    data = _bytes(place.attributes)
    if without_line(data) != data:
        gone = _write(place.attributes, without_line(data))
        ending = "; nothing else was in it, so the file is removed" if gone else ""
        yield f"{safe(str(place.attributes))}: removed the line for workbooks{ending}"


def _bytes(path: Path) -> bytes:
    from partnerbook.workbook.files import load_bytes

    return load_bytes(path) if path.exists() else b""


def _write(path: Path, data: bytes) -> bool:
    """Write the attributes; returns whether the file is removed, because nothing would be in it."""
    from partnerbook.workbook.files import FileError, create, digest, load_bytes, save

    try:
        if not data:
            path.unlink()
            return True
        if path.exists():
            save(path, data, digest(load_bytes(path)))
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            create(path, data)
    except OSError as error:
        raise FileError(f"cannot write {path}: {error.strerror}", "Check who may write there.") from None
    return False


def _status(place: Place) -> int:
    """Say what git uses here and where it has it from; returns 0 if nothing lacks."""
    from partnerbook.revisions.registration import KEYS, has_line

    lacking = 0
    for key, value in KEYS.items():
        # What counts for a repository may be set for all; --global asks about that place alone.
        own = place.value(key)
        used = (own, "global") if own is not None else None
        used = place.effective(key) if place.scope == "--local" else used
        if used is None:
            say(f"{key}: not set")
        else:
            say(f"{key}: set, {used[1]}" + ("" if used[0] == value else f", but to: {safe(used[0])}"))
        lacking += used is None or used[0] != value
    line = has_line(_bytes(place.attributes))
    local = place.scope == "--local"
    assigned = place.is_assigned() if local else line
    where = safe(str(place.attributes)) if line else "by another file or line"
    say(f"*.program.toml: {f'assigned, {where}' if assigned else 'not assigned'}")
    found = _on_path()
    say(f"partnerbook: {safe(found) if found else 'not on the PATH, so git does it alone'}")
    return 1 if lacking or not assigned or not found else 0


def _advise(place: Place) -> None:
    """What is left to do after setting up."""
    from partnerbook.cli.output import remark

    if place.scope == "--local":
        if not place.is_assigned():
            remark("Another line of git's attributes overrules ours: git check-attr -a x.program.toml")
        remark("Commit .gitattributes. Whoever clones the repository runs this command once.")
    if not _on_path():
        remark("partnerbook is not on the PATH: until it is, git compares and merges by itself.")


def _on_path() -> str:
    from shutil import which

    from partnerbook.revisions.registration import COMMAND

    return which(COMMAND) or ""
