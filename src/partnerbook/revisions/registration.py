"""What git is told so that it compares and merges workbooks with partnerbook: keys of its configuration."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from partnerbook.record import record
from partnerbook.revisions.git import GitError, run_git

if TYPE_CHECKING:
    import subprocess

COMMAND: Final = "partnerbook"
PATTERN: Final = "*.program.toml"
LINE: Final = f"{PATTERN} diff=partnerbook merge=partnerbook"
"""The line among git's attributes."""

# Each falls back to what git does itself, for whoever has the settings but not the command: a diff or a text
# conversion that fails ends the whole `git diff`, and a merge that fails leaves ours without a mark.
KEYS: Final = {
    "diff.partnerbook.command": (
        'f() { partnerbook git-diff-driver "$@" || '
        '{ git --no-pager diff --no-index --no-ext-diff --no-textconv -- "$2" "$5"; :; }; }; f'
    ),
    "diff.partnerbook.textconv": 'f() { partnerbook textconv "$1" || cat "$1"; }; f',
    "merge.partnerbook.name": "workbooks, by address",
    "merge.partnerbook.driver": (
        "partnerbook merge-driver %O %A %B -l %L -p %P || { test $? -eq 1 && exit 1; "
        "git merge-file --marker-size=%L -L ours -L base -L theirs %A %O %B; }"
    ),
}
"""Key and value of git's configuration, as `git-setup` sets them."""


@record
class Place:
    """Where git is set up: one repository, or all of a person's."""

    folder: Path
    """Where git is asked."""
    scope: str
    """``--local`` or ``--global``."""
    attributes: Path
    """The file with git's attributes."""

    def value(self, key: str) -> str | None:
        """What a key is set to in this place itself.

        Raises:
            GitError: the configuration cannot be read.
        """
        found = _config(self.folder, self.scope, "--includes", "--get", key)
        return _text(found) if found.returncode == 0 else None

    def set(self, key: str, value: str) -> None:
        """Set a key, in place of all values that it has here.

        Raises:
            GitError: the configuration cannot be written.
        """
        _need(_config(self.folder, self.scope, "--replace-all", key, value))

    def unset(self, key: str) -> None:
        """Take a key away; a section that is empty then goes too.

        Raises:
            GitError: the configuration cannot be written.
        """
        _need(_config(self.folder, self.scope, "--unset-all", key))

    def effective(self, key: str) -> tuple[str, str] | None:
        """The value that git uses here, and the scope that it has it from."""
        found = _config(self.folder, "--show-scope", "--get", key)
        scope, _, value = _text(found).partition("\t")
        return (value, scope) if found.returncode == 0 else None

    def is_assigned(self) -> bool:
        """Whether a workbook in this folder has the attributes, from whatever file."""
        name = f"x{PATTERN.removeprefix('*')}"
        found = run_git(self.folder, ("check-attr", "-z", "diff", "merge", "--", name))
        return found.stdout.split(b"\0")[2::3] == [b"partnerbook", b"partnerbook"]


def everywhere(folder: Path) -> Place:
    """All repositories of a person.

    The attributes are those of ``core.attributesFile``. Where that is not set, it is the file that git reads
    then: setting the key to another would hide what may be written there.

    Raises:
        GitError: there is no home to have a configuration in.
    """
    named = None
    for scope in ("--global", "--system"):
        found = _config(folder, scope, "--includes", "--type=path", "--get", "core.attributesFile")
        if found.returncode == 0:
            named = folder / _text(found)
            break
    return Place(folder, "--global", named or _usual_attributes())


def _usual_attributes() -> Path:
    import os

    config = os.environ.get("XDG_CONFIG_HOME")
    try:
        return (Path(config) if config else Path.home() / ".config") / "git" / "attributes"
    except RuntimeError:
        raise GitError("there is no home folder, so git has no configuration of yours") from None


# ── the file with the attributes ─────────────────────────────────────────────


def has_line(data: bytes) -> bool:
    """Whether our line is in a file of attributes."""
    return any(_is_ours(line) for line in data.splitlines())


def with_line(data: bytes) -> bytes:
    """The file with our line at its end, once. All else stays, and so does a missing last line end."""
    if has_line(data):
        return data
    end = b"\r\n" if b"\r\n" in data else b"\n"
    if data and not data.endswith(b"\n"):
        return data + end + LINE.encode()
    return data + LINE.encode() + end


def without_line(data: bytes) -> bytes:
    """The file as it was before `with_line`. A line that was changed by hand is not ours any more."""
    lines = data.splitlines(keepends=True)
    kept = [line for line in lines if not _is_ours(line)]
    if kept and len(kept) < len(lines) and not lines[-1].endswith(b"\n"):
        kept[-1] = kept[-1].rstrip(b"\r\n")
    return b"".join(kept)


def _is_ours(line: bytes) -> bool:
    return line.split() == LINE.encode().split()


# ── git ──────────────────────────────────────────────────────────────────────


def _config(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    return run_git(folder, ("config", *words))


def _need(found: subprocess.CompletedProcess[bytes]) -> None:
    if found.returncode != 0:
        said = found.stderr.decode("utf-8", "replace").strip() or f"status {found.returncode}"
        raise GitError(f"git config: {said}")


def _text(found: subprocess.CompletedProcess[bytes]) -> str:
    return found.stdout.decode("utf-8", "surrogateescape").rstrip("\n")
