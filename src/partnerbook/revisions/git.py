"""Reading from git: safely, without a shell, and without running anything that a repository configures."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from partnerbook.record import record

_SAFE: Final = (
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.quotePath=false",
    "--no-pager",
    "--literal-pathspecs",
)
_SECONDS: Final = 20
_FIELD: Final = "\x1f"
_RECORD: Final = "\x1e"


class GitError(Exception):
    """Git could not answer; the message says what was asked and what git said."""


@record
class Commit:
    """One commit that touched a file."""

    id: str
    short: str
    when: datetime
    author: str
    subject: str
    path: str
    """The file's path at that commit, from the repository's root: renames are followed."""


@record
class Repository:
    """A work tree, or a bare repository."""

    root: Path
    bare: bool

    def relative(self, path: Path) -> str | None:
        """A file's path from the root, with slashes; ``None`` where it lies outside."""
        try:
            return path.resolve().relative_to(self.root.resolve()).as_posix()
        except ValueError:
            return None

    def resolve(self, revision: str) -> str:
        """The commit that a branch, tag or other name means.

        Raises:
            GitError: there is none.
        """
        return self._text(
            "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
        ).strip()

    def bytes_at(self, revision: str, path: str) -> bytes | None:
        """A file as a revision has it; ``None`` where that revision lacks it.

        Raises:
            GitError: there is no such revision.
        """
        commit = self.resolve(revision)
        return self._blob(f"{commit}:{path}")

    def staged(self, stage: int, path: str) -> bytes | None:
        """A file in the index: stage 0 as it will be committed; 1 base, 2 ours, 3 theirs in a conflict."""
        return self._blob(f":{stage}:{path}")

    def commits(self, path: str, limit: int = 100) -> tuple[Commit, ...]:
        """The commits that touched a file, newest first; none where nothing is committed yet."""
        form = _RECORD + _FIELD.join(("%H", "%h", "%aI", "%an", "%s"))
        if not self.has_commits():
            return ()
        listing = self._text(
            "log", "--follow", f"--max-count={limit}", "--name-only", "-z", f"--format={form}", "--", path
        )
        return tuple(_commit(record, path) for record in listing.split(_RECORD) if _FIELD in record)

    def has_commits(self) -> bool:
        """Whether HEAD is a commit: a new repository has none."""
        return self._run("rev-parse", "--verify", "--quiet", "HEAD").returncode == 0

    def names(self) -> tuple[str, ...]:
        """Branches and tags, newest first."""
        listing = self._text(
            "for-each-ref", "--sort=-creatordate", "--format=%(refname:short)", "refs/heads", "refs/tags"
        )
        return tuple(line for line in listing.splitlines() if line)

    def config(self, *arguments: str) -> str:
        """What ``git config`` prints for these arguments.

        Raises:
            GitError: it failed.
        """
        return self._text("config", *arguments)

    def _blob(self, name: str) -> bytes | None:
        # The file as it would lie in the work tree: with autocrlf that has other line ends than the blob.
        found = self._run("cat-file", "--filters" if not self.bare else "-p", name)
        return found.stdout if found.returncode == 0 else None

    def _text(self, *arguments: str) -> str:
        found = self._run(*arguments)
        if found.returncode != 0:
            said = found.stderr.decode("utf-8", "replace").strip() or "it failed without a word"
            raise GitError(f"git {arguments[0]} {arguments[-1]}: {said}")
        return found.stdout.decode("utf-8", "surrogateescape")

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        return run_git(self.root, arguments)


def run_git(folder: Path, arguments: Sequence[str]) -> subprocess.CompletedProcess[bytes]:
    """Run git in a folder. No hooks, pagers, external diffs or file system monitors of the repository run.

    Raises:
        GitError: git is not installed, or takes too long.
    """
    try:
        return subprocess.run(
            ["git", "-C", str(folder), *_SAFE, *arguments],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
            env=_environment(),
        )
    except FileNotFoundError:
        raise GitError("git is not installed, or not on the path") from None
    except subprocess.TimeoutExpired:
        raise GitError(f"git {arguments[0]} took longer than {_SECONDS} seconds") from None


def _environment() -> dict[str, str]:
    import os

    return {
        **os.environ,
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
        "GIT_PAGER": "cat",
    }


def repository(path: Path) -> Repository | None:
    """The repository that a file or folder lies in; ``None`` where it lies in none.

    Raises:
        GitError: git is not installed.
    """
    folder = path if path.is_dir() else path.parent
    if not folder.is_dir():
        return None
    found = run_git(folder, ("rev-parse", "--is-bare-repository"))
    if found.returncode != 0:
        return None
    bare = found.stdout.strip() == b"true"
    where = run_git(folder, ("rev-parse", "--absolute-git-dir" if bare else "--show-toplevel"))
    if where.returncode != 0:
        return None
    return Repository(Path(where.stdout.decode("utf-8", "surrogateescape").rstrip("\n")), bare)


def split_revision(text: str) -> tuple[str, str] | None:
    """``HEAD~1:plans/acme.program.toml`` as revision and path; ``None`` where it names no revision.

    A file that exists under this name is meant as the file.
    """
    revision, colon, path = text.partition(":")
    if not colon or not revision or Path(text).exists() or (len(revision) == 1 and path.startswith("\\")):
        return None
    return revision, path


def _commit(record: str, path: str) -> Commit:
    facts, _, names = record.partition("\0")
    id_, short, when, author, subject = facts.strip("\n\0").split(_FIELD)
    files = [name.strip("\n") for name in names.split("\0") if name.strip("\n")]
    return Commit(id_, short, datetime.fromisoformat(when), author, subject, files[-1] if files else path)
