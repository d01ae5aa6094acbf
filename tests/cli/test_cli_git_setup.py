"""Setting git up, and then git itself, in real repositories."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from cli_run import Runner, controls, sample

from partnerbook.revisions.registration import KEYS, LINE, with_line, without_line

NAME = "plans/größe 1.program.toml"
SILVER = "[tiers.silver.pay_percent]\nvar = 25"
GOLD = "var = 18                          # below"
MODULE = '[enablement.modules.extra]\ntitle = "Extra"\nkind = "document"\ntracks = ["var"]\n\n'
PARTNER = '[partners.fabrikam]\nname = "Fabrikam"\ntrack = "var"\nstage = "target"\n\n'


class Git:
    """A repository and a home of its own, with the command on the PATH or without."""

    def __init__(self, folder: Path) -> None:
        self.root, self.home, self.bin = folder / "ein Ordner", folder / "home", folder / "bin"
        for each in (self.root, self.home, self.bin):
            each.mkdir()
        command = self.bin / "partnerbook"
        command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m partnerbook "$@"\n')
        command.chmod(0o755)
        self.on_path = True
        self("init", "-q", "-b", "main")

    @property
    def variables(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "XDG_"))}
        path = f"{self.bin}{os.pathsep}" if self.on_path else ""
        who = {
            f"GIT_{role}_{fact}": "ada@x.org"
            for role in ("AUTHOR", "COMMITTER")
            for fact in ("NAME", "EMAIL")
        }
        return {
            **kept, **who, "HOME": str(self.home), "GIT_CONFIG_NOSYSTEM": "1",
            "PATH": path + os.pathsep.join(("/usr/local/bin", "/usr/bin", "/bin")),
        }  # fmt: skip

    def __call__(self, *words: str, status: int | None = 0) -> str:
        return self._run(["git", *words], status)

    def setup(self, *words: str, status: int = 0) -> str:
        return self._run([sys.executable, "-m", "partnerbook", "git-setup", *words], status)

    def _run(self, words: list[str], status: int | None) -> str:
        done = subprocess.run(
            words, cwd=self.root, env=self.variables, capture_output=True, encoding="utf-8", check=False
        )
        assert status is None or done.returncode == status, done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout + done.stderr

    def commit(self, text: str, subject: str = "a change") -> None:
        self.path.parent.mkdir(exist_ok=True)
        self.path.write_text(text, encoding="utf-8")
        self("add", "-A")
        self("commit", "-q", "-m", subject)

    @property
    def path(self) -> Path:
        return self.root / NAME

    @property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")


@pytest.fixture
def git(tmp_path: Path) -> Git:
    return Git(tmp_path)


@pytest.fixture
def text() -> str:
    return Path(sample("example")).read_text(encoding="utf-8")


def with_gold(text: str, percent: int) -> str:
    assert GOLD in text
    return text.replace(GOLD, GOLD.replace("18", str(percent)))


# ── git diff and git log ─────────────────────────────────────────────────────


def test_git_diff_speaks_in_sentences(git: Git, text: str) -> None:
    git.setup("--enable")
    git.commit(text)
    git.path.write_text(with_gold(text, 16), encoding="utf-8")
    out = git("diff")
    assert f"a/{NAME} → b/{NAME}: 1 edit, 1 tighter." in out
    assert "18 % → 16 % (tighter)" in out
    assert "@@" not in out
    assert "@@" in git("diff", "--no-ext-diff")


def test_git_log_compares_the_linear_account(git: Git, text: str) -> None:
    git.setup("--enable")
    git.commit("# a line above\n" + text)
    git.commit(with_gold(text, 16))
    lines = git("log", "-p", "-1", "--", NAME).splitlines()
    assert "-    Solution partners: 18 %" in lines
    assert "+    Solution partners: 16 %" in lines
    changed = [line for line in lines if line.startswith(("+", "-"))]
    assert not [line for line in changed if "var =" in line or "a line above" in line or ", line " in line]


def test_what_is_added_removed_and_renamed(git: Git, text: str) -> None:
    git.setup("--enable")
    git.commit(text)
    git("mv", NAME, "new.program.toml")
    (git.root / "new.program.toml").write_text(with_gold(text, 16), encoding="utf-8")
    out = git("diff", "HEAD", "--find-renames")
    assert f"a/{NAME} → b/new.program.toml: 1 edit" in out
    out = git("diff", "HEAD", "--no-renames")
    assert f"a/{NAME} → /dev/null: the workbook is removed." in out
    assert "/dev/null → b/new.program.toml: a new workbook." in out
    assert "    Solution partners: 16 %" in out.splitlines()


def test_a_comment_alone_is_not_hidden(git: Git, text: str) -> None:
    git.setup("--enable")
    git.commit(text)
    git.path.write_text(text + "# agreed with Ada\n", encoding="utf-8")
    out = git("diff")
    assert "the program is the same; only the text differs." in out
    assert "+# agreed with Ada" in out.splitlines()


def test_a_version_that_is_no_workbook_never_ends_the_diff(git: Git, text: str) -> None:
    git.setup("--enable")
    other = git.root / "z.program.toml"
    other.write_text(text, encoding="utf-8")
    git.commit(text)
    git.path.write_text(text + "x = [\x1b[31m\n", encoding="utf-8")
    other.write_text(with_gold(text, 16), encoding="utf-8")
    out = git("diff")
    assert "the new version is no sound workbook" in out
    assert "+x = [\\x1b[31m" in out.splitlines()
    assert f"--- a/{NAME}" in out
    assert "a/z.program.toml → b/z.program.toml: 1 edit" in out
    assert not controls(out)
    git.commit(git.text)
    assert "+x = [\\x1b[31m" in git("log", "-p", "-1").splitlines()


def test_without_the_command_git_compares_by_itself(git: Git, text: str) -> None:
    git.setup("--enable")
    git.commit(text)
    git.path.write_text(with_gold(text, 16), encoding="utf-8")
    git.on_path = False
    assert "+" + GOLD.replace("18", "16") in git("diff")
    git.commit(git.text)
    assert "+" + GOLD.replace("18", "16") in git("log", "-p", "-1")


# ── git merge ────────────────────────────────────────────────────────────────


def branches(git: Git, text: str, ours: str, theirs: str) -> None:
    git.commit(text, "both begin here")
    git("branch", "other")
    git.commit(ours, "ours")
    git("checkout", "-q", "other")
    git.commit(theirs, "theirs")
    git("checkout", "-q", "main")


def test_two_tiers_a_partner_and_a_module_merge(git: Git, text: str) -> None:
    git.setup("--enable")
    ours = text.replace(SILVER, SILVER.replace("25", "26")).replace("[partners.", PARTNER + "[partners.", 1)
    theirs = with_gold(text, 21).replace(
        "[enablement.modules.playbook]", MODULE + "[enablement.modules.playbook]"
    )
    branches(git, text, ours, theirs)
    git("merge", "--no-edit", "other")
    data = tomllib.loads(git.text)
    assert data["tiers"]["silver"]["pay_percent"]["var"] == 26
    assert data["tiers"]["gold"]["pay_percent"]["var"] == 21
    assert data["partners"]["fabrikam"]["name"] == "Fabrikam"
    assert data["enablement"]["modules"]["extra"]["title"] == "Extra"


@pytest.mark.parametrize("on_path", [True, False], ids=["driver", "git alone"])
def test_both_change_one_value(git: Git, text: str, on_path: bool) -> None:
    git.setup("--enable")
    branches(git, text, with_gold(text, 22), with_gold(text, 21))
    git.on_path = on_path
    out = git("merge", "--no-edit", "other", status=1)
    assert ("by address" in out or "tiers.gold.pay_percent.var" in out) == on_path
    marks = [line for line in git.text.splitlines() if line.startswith(("<<<<<<<", "=======", ">>>>>>>"))]
    assert marks == ["<<<<<<< ours", "=======", ">>>>>>> theirs"]
    assert GOLD.replace("18", "22") in git.text
    assert GOLD.replace("18", "21") in git.text
    assert git("status", "--short").startswith("UU ")
    lines = git("diff").splitlines()
    assert "++<<<<<<< ours" in lines
    assert len([line for line in lines if line.startswith((" +", "+ ", "++", "--", "- ", " -"))]) < 10
    git.path.write_text(with_gold(text, 21), encoding="utf-8")
    git("add", "-A")
    git("commit", "-q", "-m", "settled")
    told = "+    Solution partners: 21 %" in git("log", "-p", "-1", "--first-parent", "-m").splitlines()
    assert told == on_path


def test_without_the_command_lines_that_do_not_meet_still_merge(git: Git, text: str) -> None:
    git.setup("--enable")
    branches(git, text, text.replace(SILVER, SILVER.replace("25", "26")), with_gold(text, 21))
    git.on_path = False
    git("merge", "--no-edit", "other")
    assert tomllib.loads(git.text)["tiers"]["silver"]["pay_percent"]["var"] == 26
    assert tomllib.loads(git.text)["tiers"]["gold"]["pay_percent"]["var"] == 21


# ── setting up ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize("before", [None, b"*.png binary\n# ours\n", b"*.png binary", b"*.png binary\r\n"])
def test_enable_twice_then_disable_leaves_everything_as_it_was(git: Git, before: bytes | None) -> None:
    attributes, config = git.root / ".gitattributes", git.root / ".git" / "config"
    if before is not None:
        attributes.write_bytes(before)
    configured = config.read_bytes()
    said = git.setup("--enable")
    for key in KEYS:
        assert f"set {key}\n" in said
    assert str(attributes) in said
    enabled = attributes.read_bytes(), config.read_bytes()
    assert enabled[0].startswith(before or b"")
    assert enabled[0].decode().splitlines().count(LINE) == 1
    assert git.setup("--enable").startswith("Nothing to change.\n")
    assert (attributes.read_bytes(), config.read_bytes()) == enabled
    said = git.setup("--disable")
    assert "removed merge.partnerbook.driver" in said
    assert (attributes.read_bytes() if attributes.exists() else None) == before
    assert config.read_bytes() == configured
    assert git.setup("--disable") == "Nothing to change.\n"


def test_what_was_changed_by_hand_stays(git: Git) -> None:
    git.setup("--enable")
    git("config", "merge.partnerbook.driver", "mine %A")
    assert "left merge.partnerbook.driver, which was changed by hand: mine %A" in git.setup("--disable")
    assert git("config", "merge.partnerbook.driver") == "mine %A\n"
    assert "set merge.partnerbook.driver, which was: mine %A" in git.setup("--enable")


def test_the_status_says_what_where_and_whether_it_can_run(git: Git) -> None:
    out = git.setup("--status", status=1)
    assert "merge.partnerbook.driver: not set" in out
    assert "*.program.toml: not assigned" in out
    git.setup("--enable")
    out = git.setup("--status")
    assert "merge.partnerbook.driver: set, local" in out
    assert f"*.program.toml: assigned, {git.root / '.gitattributes'}" in out
    assert f"partnerbook: {git.bin / 'partnerbook'}" in out
    git.on_path = False
    assert "not on the PATH" in git.setup("--status", status=1)
    git("config", "diff.partnerbook.textconv", "cat")
    assert "diff.partnerbook.textconv: set, local, but to: cat" in git.setup("--status", status=1)


def test_another_attribute_that_overrules_is_said(git: Git) -> None:
    (git.root / "plans").mkdir()
    (git.root / ".git" / "info").mkdir(exist_ok=True)
    (git.root / ".git" / "info" / "attributes").write_text("*.program.toml -diff\n")
    assert "overrules" in git.setup("--enable")
    assert "*.program.toml: not assigned" in git.setup("--status", status=1)


@pytest.mark.parametrize("named", ["", "~/mine/attributes"])
def test_for_all_repositories(git: Git, text: str, named: str) -> None:
    usual = git.home / ".config" / "git" / "attributes"
    attributes = git.home / "mine" / "attributes" if named else usual
    if named:
        git("config", "--global", "core.attributesFile", named)
    assert str(attributes) in git.setup("--enable", "--global")
    assert git.setup("--enable", "--global").startswith("Nothing to change.\n")
    assert attributes.read_text() == f"{LINE}\n"
    assert not (git.root / ".gitattributes").exists()
    assert "merge.partnerbook.driver: set, global" in git.setup("--status", "--global")
    assert "merge.partnerbook.driver: set, global" in git.setup("--status")
    git.commit(text)
    git.path.write_text(with_gold(text, 16), encoding="utf-8")
    assert "18 % → 16 %" in git("diff")
    git.setup("--disable", "--global")
    assert not attributes.exists()
    assert git("config", "--global", "--get-regexp", "partnerbook", status=1) == ""


def test_no_repository_and_a_bare_one_say_what_to_do(run: Runner, tmp_path: Path) -> None:
    for option in ("--enable", "--disable", "--status"):
        ran = run("git-setup", option)
        assert ran.status == 2
        assert "--global" in ran.err
    subprocess.run(["git", "init", "-q", "--bare", str(tmp_path)], check=True)
    ran = run("git-setup", "--enable")
    assert ran.status == 2
    assert "bare" in ran.err
    assert not (tmp_path / ".gitattributes").exists()


@pytest.mark.parametrize("line", [LINE, f"  {LINE} ", LINE.replace(" ", "\t")])
def test_our_line_is_known_however_it_is_spaced(line: str) -> None:
    data = f"# theirs\n{line}\n*.png binary\n".encode()
    assert with_line(data) == data
    assert without_line(data) == b"# theirs\n*.png binary\n"


def test_an_unmerged_path_and_a_gone_file_never_fail(run: Runner) -> None:
    ran = run("git-diff-driver", "a.program.toml")
    assert (ran.status, ran.out) == (0, "* Unmerged path a.program.toml\n")
    ran = run("git-diff-driver", "a.program.toml", "gone", "0", "100644", "gone too", "0", "100644")
    assert ran.status == 0
    assert run("textconv", "gone").status == 2
