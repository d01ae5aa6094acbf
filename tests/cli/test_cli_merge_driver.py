"""Merging in real repositories, with the driver registered as `git-setup` does it."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from cli_run import DAY, Runner, process

SAMPLE = Path(__file__).resolve().parents[2] / "sample_programs" / "example.program.toml"
NAME = "plans/größe 1.program.toml"
SILVER = "[tiers.silver.pay_percent]\nvar = 25"
GOLD = "var = 18                          # below"
MODULE = '[enablement.modules.extra]\ntitle = "Extra"\nkind = "document"\ntracks = ["var"]\n\n'
PARTNER = '[partners.fabrikam]\nname = "Fabrikam"\ntrack = "var"\nstage = "target"\n\n'


class Repository:
    """A repository with one workbook and two branches."""

    def __init__(self, folder: Path, text: str) -> None:
        self.folder = folder
        self.path = folder / NAME
        folder.mkdir()
        self.git("init", "-q", "-b", "main")
        command = f"{shlex.quote(sys.executable)} -m partnerbook merge-driver %O %A %B -l %L -p %P"
        fallback = "git merge-file -L ours -L base -L theirs --marker-size=%L %A %O %B"
        self.git(
            "config", "merge.partnerbook.driver", f"{command} || {{ test $? -eq 1 && exit 1; {fallback}; }}"
        )
        (folder / ".gitattributes").write_text("*.program.toml merge=partnerbook\n")
        self.path.parent.mkdir()
        self.commit(text, "both begin here")
        self.git("branch", "other")

    def git(self, *words: str, ok: bool = True) -> subprocess.CompletedProcess[str]:
        who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false")
        done = subprocess.run(
            ["git", *who, *words], cwd=self.folder, capture_output=True, check=False, encoding="utf-8",
            env={**os.environ, "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull},
        )  # fmt: skip
        assert not ok or done.returncode == 0, done.stderr
        return done

    def commit(self, text: str, subject: str) -> None:
        self.path.write_bytes(text.encode())
        self.git("add", "-A")
        self.git("commit", "-q", "-m", subject)

    def merge(self, ours: str, theirs: str) -> subprocess.CompletedProcess[str]:
        """Both branches go on, then one takes the other in."""
        self.git("checkout", "-q", "other")
        self.commit(theirs, "theirs")
        self.git("checkout", "-q", "main")
        self.commit(ours, "ours")
        return self.git("merge", "--no-edit", "other", ok=False)

    @property
    def text(self) -> str:
        return self.path.read_bytes().decode()


@pytest.fixture
def text() -> str:
    return SAMPLE.read_text()


@pytest.fixture
def repository(tmp_path: Path, text: str) -> Repository:
    return Repository(tmp_path / "ein Ordner", text)


def with_gold(text: str, percent: int) -> str:
    assert GOLD in text
    return text.replace(GOLD, GOLD.replace("18", str(percent)))


def test_two_tiers_a_partner_and_a_module(repository: Repository, text: str) -> None:
    ours = text.replace(SILVER, SILVER.replace("25", "26")).replace("[partners.", PARTNER + "[partners.", 1)
    theirs = with_gold(text, 21).replace(
        "[enablement.modules.playbook]", MODULE + "[enablement.modules.playbook]"
    )
    done = repository.merge(ours, theirs)
    assert done.returncode == 0, done.stderr
    data = tomllib.loads(repository.text)
    assert data["tiers"]["silver"]["pay_percent"]["var"] == 26
    assert data["tiers"]["gold"]["pay_percent"]["var"] == 21
    assert data["partners"]["fabrikam"]["name"] == "Fabrikam"
    assert data["enablement"]["modules"]["extra"]["title"] == "Extra"
    assert repository.text.replace(PARTNER, "").replace(MODULE, "").count("\n") == text.count("\n")


def test_neighbouring_lines_are_no_conflict(repository: Repository, text: str) -> None:
    ours = text.replace("renewal_percent = 15", "renewal_percent = 16")
    theirs = text.replace("\npercent = 25\nbase", "\npercent = 27\nbase")
    assert ours != text
    assert theirs != text
    assert repository.merge(ours, theirs).returncode == 0
    pay = tomllib.loads(repository.text)["tracks"]["var"]["pay"]
    assert (pay["percent"], pay["renewal_percent"]) == (27, 16)


def test_both_set_one_margin(repository: Repository, text: str) -> None:
    done = repository.merge(with_gold(text, 22), with_gold(text, 21))
    assert done.returncode == 1
    assert "1 conflict" in done.stderr + done.stdout
    assert "tiers.gold.pay_percent.var" in done.stderr + done.stdout
    at = repository.text.index("<<<<<<<")
    assert repository.text[at:].splitlines()[:5] == [
        "<<<<<<< ours",
        "var = 22                          # below the 20% floor: flagged the moment it is typed",
        "=======",
        "var = 21                          # below the 20% floor: flagged the moment it is typed",
        ">>>>>>> theirs",
    ]
    assert repository.text.count("<<<<<<<") == 1
    assert "UU" in repository.git("status", "--porcelain").stdout


def test_the_common_ancestor_is_shown_where_git_shows_it(repository: Repository, text: str) -> None:
    repository.git("config", "merge.conflictStyle", "diff3")
    repository.merge(with_gold(text, 22), with_gold(text, 21))
    lines = repository.text[repository.text.index("<<<<<<<") :].splitlines()
    assert lines[2] == "||||||| base"
    assert lines[3].startswith("var = 18 ")


@pytest.mark.parametrize("broken", ["format = 1\n[program\nname = 1\n", "format = 2\n", "\x00"])
def test_a_side_that_is_no_workbook_is_merged_as_lines(
    repository: Repository, text: str, broken: str
) -> None:
    done = repository.merge(
        with_gold(text, 22), broken + text.partition("\n")[2] if "\n" in broken else broken
    )
    said = done.stderr + done.stdout
    assert "not merged by address" in said
    assert "should not happen" not in said
    if done.returncode == 0:
        assert "var = 22 " in repository.text
    else:
        assert "<<<<<<<" in repository.text or "\x00" in broken


def test_line_ends_and_mark_survive(tmp_path: Path, text: str) -> None:
    crlf = "\ufeff" + text.replace("\n", "\r\n")
    repository = Repository(tmp_path / "crlf", crlf)
    done = repository.merge(with_gold(crlf, 22), crlf.replace("arr = 8_000_000", "arr = 9_000_000", 1))
    assert done.returncode == 0, done.stderr
    assert repository.text == with_gold(crlf, 22).replace("arr = 8_000_000", "arr = 9_000_000", 1)


def test_a_merge_that_brings_findings_says_so(run: Runner, tmp_path: Path, text: str) -> None:
    """One side takes a benefit away wherever it is given; the other gives it to one more tier."""
    ours = text.replace("[tiers.registered.benefits]\n", '[tiers.registered.benefits]\nleads = "Some"\n')
    theirs = re.sub(r"\[benefits\.leads\][^\[]*|^leads = .*\n", "", text, flags=re.MULTILINE)
    names = write(tmp_path, text, ours, theirs)
    done = run("merge-driver", *names, "-p", "acme.program.toml", "--at", DAY)
    assert done.status == 0
    assert "bring 1 finding that neither side has" in done.err
    assert "tiers.registered.benefits.leads" in done.err


def write(folder: Path, *texts: str) -> list[str]:
    names = []
    for name, text in zip(("base", "ours", "theirs"), texts, strict=True):
        path = folder / f"{name}.program.toml"
        path.write_text(text)
        names.append(str(path))
    return names


def test_marker_size_and_an_empty_ancestor(run: Runner, tmp_path: Path, text: str) -> None:
    names = write(tmp_path, "", with_gold(text, 22), with_gold(text, 21))
    done = run("merge-driver", *names, "-l", "9", "--at", DAY)
    assert done.status == 1
    assert "<<<<<<<<< ours\nvar = 22 " in Path(names[1]).read_text()
    assert "1 conflict" in done.err


def test_nothing_is_written_when_it_gives_up(run: Runner, tmp_path: Path, text: str) -> None:
    names = write(tmp_path, text, text, "<<<<<<< ours\n=======\n>>>>>>> theirs\n" + text)
    before = Path(names[1]).read_bytes()
    done = run("merge-driver", *names, "--at", DAY)
    assert done.status > 1
    assert Path(names[1]).read_bytes() == before
    assert "theirs: line 1" in done.err


def test_as_a_process(tmp_path: Path, text: str) -> None:
    names = write(tmp_path, text, with_gold(text, 22), text.replace("arr = 8_000_000", "arr = 9_000_000", 1))
    done = process("merge-driver", *names, "--at", DAY)
    assert (done.status, done.out) == (0, "")
    assert Path(names[1]).read_text() == with_gold(text, 22).replace("arr = 8_000_000", "arr = 9_000_000", 1)
