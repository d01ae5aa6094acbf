"""Reading from real repositories."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from partnerbook.revisions.git import GitError, Repository, repository, split_revision

NAME = "acme.program.toml"


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=Ada Ng", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(
        ["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout


def commit(folder: Path, name: str, content: bytes, subject: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", subject)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "ein Ordner für Städte"
    made.mkdir()
    git(made, "init", "-q", "-b", "main")
    return made


def found(path: Path) -> Repository:
    there = repository(path)
    assert there is not None
    return there


def test_a_file_outside_of_any_repository(tmp_path: Path) -> None:
    assert repository(tmp_path / NAME) is None
    assert repository(tmp_path / "missing" / NAME) is None


def test_a_new_repository_has_no_history(folder: Path) -> None:
    (folder / NAME).write_text("format = 1\n")
    there = found(folder / NAME)
    assert there.commits(NAME) == ()
    with pytest.raises(GitError):
        there.bytes_at("HEAD", NAME)


def test_content_and_history_with_odd_names_and_renames(folder: Path) -> None:
    commit(folder, "alt/größe 1.program.toml", b"format = 1\n# one\n" * 5, "first: größe")
    git(folder, "mv", "alt/größe 1.program.toml", "neu.program.toml")
    git(folder, "commit", "-q", "-m", "moved")
    commit(folder, "neu.program.toml", b"format = 1\n# two\n", "second")
    there = found(folder / "neu.program.toml")
    assert there.relative(folder / "neu.program.toml") == "neu.program.toml"
    assert there.bytes_at("HEAD", "neu.program.toml") == b"format = 1\n# two\n"
    assert there.bytes_at("HEAD~2", "neu.program.toml") is None
    history = there.commits("neu.program.toml")
    assert [each.subject for each in history] == ["second", "moved", "first: größe"]
    assert history[-1].path == "alt/größe 1.program.toml"
    assert there.bytes_at(history[-1].id, history[-1].path) == b"format = 1\n# one\n" * 5
    assert history[0].author == "Ada Ng"


def test_a_detached_head_and_names(folder: Path) -> None:
    commit(folder, NAME, b"one", "one")
    git(folder, "tag", "v1")
    commit(folder, NAME, b"two", "two")
    git(folder, "checkout", "-q", "--detach", "v1")
    there = found(folder / NAME)
    assert there.bytes_at("HEAD", NAME) == b"one"
    assert there.bytes_at("main", NAME) == b"two"
    assert set(there.names()) == {"main", "v1"}


def test_a_bare_repository_a_work_tree_and_a_submodule(folder: Path, tmp_path: Path) -> None:
    commit(folder, NAME, b"one", "one")
    git(tmp_path, "clone", "-q", "--bare", str(folder), "bare.git")
    bare = found(tmp_path / "bare.git")
    assert bare.bare
    assert bare.bytes_at("HEAD", NAME) == b"one"
    git(folder, "worktree", "add", "-q", "-b", "side", str(tmp_path / "side"))
    assert found(tmp_path / "side" / NAME).bytes_at("side", NAME) == b"one"
    outer = tmp_path / "outer"
    outer.mkdir()
    git(outer, "init", "-q")
    git(outer, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(folder), "inner")
    inner = found(outer / "inner" / NAME)
    assert inner.root == (outer / "inner").resolve()
    assert inner.relative(outer / "elsewhere") is None
    assert inner.bytes_at("HEAD", NAME) == b"one"


def test_line_ends_are_those_of_the_work_tree(folder: Path) -> None:
    git(folder, "config", "core.autocrlf", "true")
    commit(folder, NAME, b"a\r\nb\r\n", "crlf")
    assert found(folder).bytes_at("HEAD", NAME) == (folder / NAME).read_bytes()


def test_nothing_that_the_repository_configures_is_run(folder: Path, tmp_path: Path) -> None:
    commit(folder, NAME, b"one", "one")
    trap = tmp_path / "sprung"
    for key in ("core.fsmonitor", "diff.external", "core.pager", "pager.log"):
        git(folder, "config", key, f"touch '{trap}'; true")
    there = found(folder)
    there.bytes_at("HEAD", NAME)
    there.commits(NAME)
    assert not trap.exists()


@pytest.mark.parametrize("revision", ["--output=x", "nowhere", "HEAD^9", ""])
def test_what_is_no_revision_says_so(folder: Path, revision: str) -> None:
    commit(folder, NAME, b"one", "one")
    with pytest.raises(GitError):
        found(folder).bytes_at(revision, NAME)
    assert not (folder / "x").exists()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("HEAD:a.program.toml", ("HEAD", "a.program.toml")),
        ("v1.2:plans/a b.toml", ("v1.2", "plans/a b.toml")),
        ("HEAD~2:./a.toml", ("HEAD~2", "./a.toml")),
        ("a.program.toml", None),
        (":x", None),
        ("C:\\plans\\a.toml", None),
    ],
)
def test_revision_and_path(text: str, parts: tuple[str, str] | None) -> None:
    assert split_revision(text) == parts


def test_a_file_with_a_colon_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("HEAD:x").write_text("")
    assert split_revision("HEAD:x") is None
