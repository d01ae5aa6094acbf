"""What a workbook can be compared with, and what comes of comparing."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from partnerbook.program.edit import Change, Move, Remove, Set, apply_all
from partnerbook.program.program import Program
from partnerbook.program.references import renaming
from partnerbook.revisions.difference import difference
from partnerbook.session import changes
from partnerbook.session.bases import Base, base_program, bases, history, last_commit_id
from partnerbook.session.revising import (
    Comparison,
    against,
    changelog,
    compare,
    differing,
    granting,
    next_version,
    reverting,
    sharing,
    where,
    without_grace,
)
from partnerbook.workbook.read import read

TODAY = date(2026, 11, 24)
SAMPLES = Path(__file__).parents[2] / "sample_programs"
GOLD = "tiers.gold.pay_percent.var"
LAST = Base("commit", "last commit", "HEAD")


def program(name: str = "example") -> Program:
    found = read(SAMPLES / f"{name}.program.toml").program
    assert found is not None
    return found


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "plän b.program.toml"
    shutil.copyfile(SAMPLES / "example.program.toml", file)
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "first")
    return file


def compared(old: Program, new: Program) -> Comparison:
    return against(LAST, old, new, {}, TODAY)


# ── bases ────────────────────────────────────────────────────────────────────


def test_last_commit_tags_and_branches_by_kind(path: Path) -> None:
    git(path.parent, "tag", "v1")
    git(path.parent, "branch", "v1")
    found = bases(path).found
    assert found[0].name == "last commit"
    assert {(each.kind, each.name) for each in found[1:]} == {
        ("tag", "v1"),
        ("branch", "v1"),
        ("branch", "main"),
    }


def test_no_repository_and_nothing_committed(tmp_path: Path) -> None:
    path = tmp_path / "a.program.toml"
    shutil.copyfile(SAMPLES / "example.program.toml", path)
    assert "no git repository" in bases(path).remark
    assert last_commit_id(path) == ""
    git(tmp_path, "init", "-q")
    assert "Nothing is committed" in bases(path).remark
    assert last_commit_id(path) == ""


def test_a_file_that_has_another_name_now(path: Path) -> None:
    new = path.with_name("new.program.toml")
    git(path.parent, "tag", "before")
    git(path.parent, "mv", path.name, new.name)
    git(path.parent, "commit", "-q", "-m", "renamed")
    assert base_program(new, Base("tag", "before", "refs/tags/before")) == program()
    assert [moment.commit.subject for moment in history(new, TODAY)] == ["renamed", "first"]


def test_why_there_is_no_base(path: Path) -> None:
    other = path.with_name("other.program.toml")
    other.write_text("format = 1\n")
    assert base_program(other, LAST) == "last commit has no file other.program.toml"
    other.write_text("format = [\n")
    assert "is no workbook" in str(base_program(path, Base("file", other.name, file=other)))
    assert isinstance(base_program(path, Base("tag", "gone", "refs/tags/gone")), str)


def test_history_has_the_numbers_of_each_commit(path: Path) -> None:
    path.write_text(path.read_text().replace("var = 18 ", "var = 31 "))
    git(path.parent, "commit", "-q", "-a", "-m", "more")
    path.write_text("no workbook [\n")
    git(path.parent, "commit", "-q", "-a", "-m", "broken")
    broken, more, first = history(path, TODAY)
    assert broken.problem
    assert more.top_margin == 31
    assert first.top_margin is not None
    assert first.top_margin < 31
    assert (first.tiers, first.partners) == (len(program().tiers), len(program().partners))


# ── taking back ──────────────────────────────────────────────────────────────


def _edited(name: str) -> Program:
    """The example with one kind of change."""
    base = program()
    return {
        "set": lambda: apply_all(base, Change("", (Set(GOLD, 30), Set("company.arr", 1)))),
        "add": lambda: apply_all(base, changes.adding(base, "tiers")),
        "remove": lambda: apply_all(base, changes.removing(base, "tiers.gold")),
        "track": lambda: apply_all(base, changes.removing(base, "tracks.referral")),
        "rename": lambda: apply_all(base, Change("", renaming(base, "tiers.gold", "top"))),
        "move": lambda: apply_all(base, Change("", (Move("tiers.gold", next(iter(base.tiers))),))),
        "both": lambda: apply_all(
            base, Change("", (*renaming(base, "tiers.gold", "top"), Set("tiers.top.grace_months", 9)))
        ),
        "tables": lambda: apply_all(base, Change("", (Remove("conflict.registration"),))),
    }[name]()


@pytest.mark.parametrize("name", ["set", "add", "remove", "track", "rename", "move", "both", "tables"])
def test_taking_all_back_gives_the_base(name: str) -> None:
    base, now = program(), _edited(name)
    comparison = compared(base, now)
    assert comparison.story.told
    for _ in range(40):
        if not comparison.story.told:
            break
        told = comparison.story.told[0]
        change = reverting(comparison, told)
        assert change is not None, told
        now = apply_all(now, change)
        comparison = compared(base, now)
    assert difference(base, now).is_empty


def test_only_that_one_is_taken_back() -> None:
    base, now = program(), _edited("set")
    comparison = compared(base, now)
    told = next(each for each in comparison.story.told if each.subject == "Gold")
    change = reverting(comparison, told)
    assert change is not None
    assert change.edits == (Set(GOLD, 18),)
    assert change.name == "Gold: as in last commit"
    assert where(comparison.new, told) == GOLD


# ── grace, version, changelog, marks ─────────────────────────────────────────


def test_what_tightened_between_two_versions_of_odoo(tmp_path: Path) -> None:
    old = Base("file", "odoo-v10", file=SAMPLES / "odoo-v10.program.toml")
    new = program("odoo-v11")
    comparison = compare(SAMPLES / "odoo-v11.program.toml", new, {}, TODAY, old)
    assert without_grace(comparison) == ("silver", "gold")
    mended = apply_all(new, granting(new, "gold", 12))
    assert without_grace(compared(comparison.old, mended)) == ("silver",)
    note = changelog(comparison, "11", TODAY)
    assert note.startswith("## 11 (2026-11-24)\n\n### Company\n\n- ")
    assert "200 → 300 (+50 %)" in note


@pytest.mark.parametrize(
    ("now", "following"),
    [
        ("2026.1", "2026.2"),
        ("1.9", "1.10"),
        ("v10", "v11"),
        ("2026-09", "2026-10"),
        ("", "1"),
        (None, "1"),
        ("a", "a 2"),
    ],
)
def test_the_next_version(now: str | None, following: str) -> None:
    assert next_version(now) == following


@pytest.mark.parametrize("name", ["set", "add", "remove", "rename", "move"])
def test_what_differs_from_a_base(name: str) -> None:
    base, now = program(), _edited(name)
    shared = sharing(base, now)
    assert shared == base
    assert differing(shared, now)


def test_equal_programs_differ_nowhere_though_they_share_nothing() -> None:
    now = program()
    assert differing(sharing(program(), now), now) == frozenset()
