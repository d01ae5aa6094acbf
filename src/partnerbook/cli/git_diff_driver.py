"""``partnerbook git-diff-driver``: what git calls to compare a workbook. `git-setup` registers it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Final

from partnerbook.cli.arguments import today, with_day
from partnerbook.cli.output import Paint, remark, safe, say

if TYPE_CHECKING:
    from datetime import date

    from partnerbook.workbook.read import Reading

_NONE: Final = "/dev/null"
"""What git gives for a side that is not there, on every platform."""
_LINES: Final = "  The lines themselves: git diff --no-ext-diff"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what this command takes: the words that git calls an external diff with."""
    parser.description = (
        "Tell what changed in a workbook, for git diff. Git gives each version in a file. A version that is\n"
        "no workbook is compared by its lines. The status is always 0: any other would end the whole diff."
    )
    parser.add_argument("path", metavar="PATH", help="what the file is called in the repository")
    for side in ("old", "new"):
        words = f"the {side} version: a file, its object and its mode; /dev/null for none"
        parser.add_argument(f"{side}_file", metavar=f"{side.upper()}-FILE", nargs="?", help=words)
        for fact in ("hex", "mode"):
            name = f"{side.upper()}-{fact.upper()}"
            parser.add_argument(f"{side}_{fact}", metavar=name, nargs="?", help=argparse.SUPPRESS)
    parser.add_argument("new_path", metavar="NEW-PATH", nargs="?", help="what it is called since a rename")
    parser.add_argument("about", metavar="ABOUT", nargs="?", help=argparse.SUPPRESS)
    with_day(parser)


def run(options: argparse.Namespace) -> int:
    """Print the difference. Returns 0 whatever happens."""
    if options.new_file is None:
        say(f"* Unmerged path {safe(options.path)}")  # git says no more than this either
        return 0
    try:
        text = _told(options, today(options))
    except Exception as error:  # git would stop at the first file that its driver fails for
        remark(f"{options.path}: not told in sentences: {type(error).__name__}: {error}")
        text = None
    say(text if text is not None else _plain(options, f"{safe(options.path)}: compared by its lines."))
    say()
    return 0


def _told(options: argparse.Namespace, day: date) -> str | None:
    """The difference in sentences; ``None`` after a remark, where a side is no workbook."""
    sides = {name: _read(getattr(options, f"{name}_file"), options.path) for name in ("old", "new")}
    for name, reading in sides.items():
        if reading is not None and reading.program is None:
            problem = reading.problems[0]
            remark(f"{options.path}: the {name} version is no sound workbook, line {problem.line}:")
            remark(f"    {problem.message}")
            return None
    old, new = sides["old"], sides["new"]
    if new is None:
        return f"{_names(options)}: the workbook is removed.\n{_LINES}"
    if old is None:
        return _added(options, day)
    return _changed(options, old, new, day)


def _read(name: str, path: str) -> Reading | None:
    """A side as its file says it, without private values; ``None`` where there is none."""
    from pathlib import Path

    from partnerbook.workbook.files import FileError, load_bytes
    from partnerbook.workbook.problems import Problem
    from partnerbook.workbook.read import Reading, read

    if name == _NONE:
        return None
    try:
        return read(load_bytes(Path(name)), path)
    except FileError as error:
        return Reading(path, None, (Problem(path, 1, 1, error.code, error.message, error.remedy),))


def _added(options: argparse.Namespace, day: date) -> str:
    from pathlib import Path

    from partnerbook.cli.textconv import telling

    lines = telling(Path(options.new_file).read_bytes(), day) or []
    return "\n".join([f"{_names(options)}: a new workbook.", "", *lines, "", _LINES])


def _changed(options: argparse.Namespace, old: Reading, new: Reading, day: date) -> str:
    from partnerbook.cli.telling import as_text
    from partnerbook.revisions.story import tell

    assert old.program is not None
    assert new.program is not None
    story = tell(old.program, new.program, day)
    if story.is_empty and old.text == new.text:
        return f"{_names(options)}: the content is the same{_modes(options)}."
    if story.is_empty:
        return _plain(options, f"{_names(options)}: the program is the same; only the text differs.")
    before, after = _sides(options)
    return f"{as_text(before, after, story, colour=_colour())}\n\n{Paint(_colour())('faint', _LINES)}"


def _sides(options: argparse.Namespace) -> tuple[str, str]:
    """What the versions are called, as git's own diff does it."""
    old, new = f"a/{options.path}", f"b/{options.new_path or options.path}"
    return (
        _NONE if options.old_file == _NONE else old,
        _NONE if options.new_file == _NONE else new,
    )


def _names(options: argparse.Namespace) -> str:
    old, new = _sides(options)
    return Paint(_colour())("strong", f"{safe(old)} → {safe(new)}")


def _modes(options: argparse.Namespace) -> str:
    changed = options.old_mode != options.new_mode
    return f"; mode {safe(options.old_mode)} → {safe(options.new_mode)}" if changed else ""


def _plain(options: argparse.Namespace, sentence: str) -> str:
    """The lines that differ, as git tells them, under the names that the file has in the repository."""
    old, new = map(safe, _sides(options))
    lines = _git_lines(options.old_file, options.new_file)
    if not any(line.startswith("@@") for line in lines):
        return "\n".join([sentence, *(["The files differ."] if lines else [])])
    first = next(number for number, line in enumerate(lines) if line.startswith("@@"))
    return "\n".join([sentence, f"--- {old}", f"+++ {new}", *lines[first:]])


def _git_lines(old: str, new: str) -> list[str]:
    """What git's own diff of two files says, made safe."""
    from pathlib import Path

    from partnerbook.revisions.git import GitError, run_git

    options = ("--no-index", "--no-ext-diff", "--no-textconv", "--no-color")
    try:
        found = run_git(Path(), ("diff", *options, "--", old, new))
    except GitError as error:
        return [safe(str(error))]
    text = found.stdout.decode("utf-8", "replace")
    return [safe(line.removesuffix("\r")) for line in text.replace("\t", "    ").split("\n")[:-1]]


def _colour() -> bool:
    """Whether git shows colours: its output goes to a terminal, or to a pager before one."""
    import os

    from partnerbook.cli.output import wants_colour

    if wants_colour():
        return True
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return not plain and os.environ.get("GIT_PAGER_IN_USE") == "true" and _git_colours()


def _git_colours() -> bool:
    from pathlib import Path

    from partnerbook.revisions.git import GitError, run_git

    try:
        found = run_git(Path(), ("config", "--get-colorbool", "color.diff", "true"))
    except GitError:
        return False
    return found.stdout.strip() == b"true"
