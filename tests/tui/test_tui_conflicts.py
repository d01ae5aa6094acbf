"""A file with the conflicts of a merge, settled in the interface."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tui_driver import GOLD, Driver, example, running

from partnerbook.revisions.merge import merge
from partnerbook.tui.dialogs.conflicts import ConflictsScreen
from partnerbook.tui.dialogs.question import Question
from partnerbook.tui.dialogs.unreadable import UnreadableScreen
from partnerbook.tui.workbook_screen import WorkbookScreen

MARGIN = "var = 18                          # below"
ARR = "arr = 8_000_000"


def texts(path: Path) -> tuple[str, str, str]:
    """The text that both came from, ours and theirs: two values that both changed, one that each did."""
    base = path.read_text()
    ours = base.replace(MARGIN, MARGIN.replace("18", "22")).replace(f"\n{ARR}", "\narr = 9_000_000")
    theirs = base.replace(MARGIN, MARGIN.replace("18", "21")).replace(f"\n{ARR}", "\narr = 7_000_000")
    ours = ours.replace("target_active = 10", "target_active = 12")
    return base, ours, theirs.replace("to_sign = 24", "to_sign = 30")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file as the merge driver leaves it, with what both came from between the markers."""
    path = example(tmp_path)
    base, ours, theirs = (text.encode() for text in texts(path))
    path.write_text(merge(base, ours, theirs).marked(with_base=True))
    return path


def screen(d: Driver) -> ConflictsScreen:
    assert isinstance(d.app.screen, ConflictsScreen)
    return d.app.screen


async def test_each_is_named_and_shown_side_by_side(path: Path) -> None:
    async with running(path) as d:
        assert "2 of 2 to decide" in d.words("#title")
        shown = d.words("#list")
        assert "Company · Annual recurring revenue" in shown
        assert "Gold · Solution partners" in shown
        versions = d.words("#versions")
        assert "company.arr" in versions
        row = next(line for line in versions.splitlines() if "9_000_000" in line)
        assert "arr = 7_000_000" in row
        await d.press("down")
        assert "tiers.gold.pay_percent.var" in d.words("#versions")


async def test_settled_one_by_one_and_opened_without_saving(path: Path) -> None:
    before = path.read_bytes()
    async with running(path) as d:
        await d.press("enter")
        assert "2 left to decide" in d.words("#say")
        screen(d)
        await d.press("t")
        assert screen(d).current == 1
        await d.press("o")
        assert "all decided" in d.words("#title")
        assert path.read_bytes() == before
        await d.press("enter")
        assert isinstance(d.app.screen, WorkbookScreen)
        assert d.value("company.arr") == 7_000_000
        assert d.value(GOLD) == 22
        assert d.value("recruiting.target_active") == 12
        assert d.value("recruiting.to_sign") == 30
        assert d.book.session.is_modified
        assert path.read_bytes() == before
        await d.press("ctrl+s")
        assert d.said == f"saved {path.name}"
        assert not d.book.session.is_modified
    text = path.read_text()
    assert "<<<<<<<" not in text
    assert "arr = 7_000_000" in text


@pytest.mark.parametrize(("key", "margin"), [("O", 22), ("T", 21)])
async def test_all_at_once(path: Path, key: str, margin: int) -> None:
    async with running(path) as d:
        await d.press(key, "enter")
        assert d.value(GOLD) == margin
        await d.press("ctrl+q")
        assert isinstance(d.app.screen, Question)


async def test_both_where_that_can_be(tmp_path: Path) -> None:
    path = example(tmp_path)
    text = path.read_text()
    line = 'tracks = ["referral", "var"]\n'
    both = '<<<<<<< a\ntracks = ["referral"]\n=======\ntracks = ["var", "app-makers"]\n>>>>>>> b\n'
    gold = "<<<<<<< a\nrank = 2\n=======\nrank = 3\n>>>>>>> b\n"
    assert text.count(line) == 1
    path.write_text(text.replace(line, both).replace("rank = 2\n", gold))
    async with running(path) as d:
        assert "Gold · Rank" in d.words("#list")
        await d.press("b")
        assert "cannot stand together" in d.words("#say")
        await d.press("o", "b", "enter")
        assert d.value("enablement.modules.pitch.tracks") == ("referral", "var", "app-makers")
        assert d.value("tiers.gold.rank") == 2


class Repository:
    """A repository in which two branches change one workbook."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.git("init", "-q", "-b", "main")
        self.commit(path.read_text())
        self.git("branch", "other")

    def git(self, *words: str, ok: bool = True) -> str:
        who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false")
        done = subprocess.run(
            ["git", *who, *words], cwd=self.path.parent, capture_output=True, check=False, text=True
        )
        assert not ok or done.returncode == 0, done.stderr
        return done.stdout

    def commit(self, text: str) -> None:
        self.path.write_text(text)
        self.git("add", self.path.name)
        self.git("commit", "-q", "-m", "change")

    def merge(self, ours: str, theirs: str) -> None:
        self.git("checkout", "-q", "other")
        self.commit(theirs)
        self.git("checkout", "-q", "main")
        self.commit(ours)
        self.git("merge", "other", ok=False)
        assert self.path.read_text().count("<<<<<<<") == 1


async def test_what_git_calls_a_conflict_and_is_none(tmp_path: Path) -> None:
    """Git stops at neighbouring lines; what both came from is in its index."""
    path = example(tmp_path)
    base = path.read_text()
    ours = base.replace("target_active = 10", "target_active = 12")
    Repository(path).merge(ours, base.replace("to_sign = 24", "to_sign = 30"))
    async with running(path) as d:
        assert "Both sides go together" in d.words("#say")
        await d.press("enter")
        assert d.value("recruiting.target_active") == 12
        assert d.value("recruiting.to_sign") == 30
        await d.press("ctrl+s")
    assert path.read_text() == ours.replace("to_sign = 24", "to_sign = 30")


async def test_both_set_one_margin(tmp_path: Path) -> None:
    """From the merge driver to the commit that ends the merge."""
    path = example(tmp_path)
    (tmp_path / ".gitattributes").write_text("*.program.toml merge=partnerbook\n")
    base = path.read_text()
    repository = Repository(path)
    driver = f"'{sys.executable}' -m partnerbook merge-driver %O %A %B -l %L -p %P"
    repository.git("config", "merge.partnerbook.driver", driver)
    ours, theirs = (base.replace(MARGIN, MARGIN.replace("18", margin)) for margin in ("22", "21"))
    repository.merge(ours.replace("to_sign = 24", "to_sign = 30"), theirs)
    async with running(path) as d:
        assert "1 of 1 to decide" in d.words("#title")
        assert "both came from" in d.words("#versions")
        await d.press("t", "enter", "ctrl+s")
        assert d.value(GOLD) == 21
    assert path.read_text() == theirs.replace("to_sign = 24", "to_sign = 30")
    repository.git("add", path.name)
    repository.git("commit", "-q", "--no-edit")
    assert not repository.git("status", "--porcelain", "--untracked-files=no")


async def test_a_choice_that_gives_no_workbook_says_so(tmp_path: Path) -> None:
    path = tmp_path / "acme.program.toml"
    path.write_text("format = 1\n<<<<<<< a\n[program\n=======\n[program]\n>>>>>>> b\nname = 'Acme'\n")
    async with running(path) as d:
        await d.press("o", "enter")
        assert "no workbook" in d.words("#say")
        await d.press("t", "enter")
        assert d.value("program.name") == "Acme"


async def test_markers_without_an_end_are_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    path = example(tmp_path)
    path.write_text("<<<<<<< a\n" + path.read_text())
    async with running(path) as d:
        assert isinstance(d.app.screen, UnreadableScreen)


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_hostile_text_and_other_sizes(tmp_path: Path, size: tuple[int, int]) -> None:
    path = example(tmp_path)
    text = path.read_text().replace(
        'name = "Gold"\n',
        '<<<<<<< a\nname = "[@click=app.quit]\x1b]0;x"\n=======\nname = "[/b]\u202e"\n>>>>>>> b\n',
    )
    path.write_text(text)
    async with running(path, size) as d:
        shown = d.words("#versions")
        assert "[@click=app.quit]" in shown
        assert "\x1b" not in shown
        assert "\u202e" not in shown
