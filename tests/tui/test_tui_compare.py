"""The Compare screen, the marks of what differs from the last commit, and what Review says about it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from dialog_texts import HOSTILE, is_safe, screen_text
from tui_driver import GOLD, SAMPLES, Driver, example, running

from partnerbook.tui.dialogs.ask import Ask
from partnerbook.tui.dialogs.compare import CompareScreen
from partnerbook.tui.dialogs.compare_note import NoteDialog
from partnerbook.tui.dialogs.paths import OpenDialog
from partnerbook.tui.dialogs.picks import Picks
from partnerbook.tui.palette import entries
from partnerbook.tui.workbook_screen import WorkbookScreen

USERS = "tiers.gold.requires.users"


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Odoo's program in a repository: version 10 tagged, then version 11 in the file, not committed."""
    folder = tmp_path / "a repository"
    folder.mkdir()
    file = folder / "odoo.program.toml"
    shutil.copyfile(SAMPLES / "odoo-v10.program.toml", file)
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", file.name)
    git(folder, "commit", "-q", "-m", "version 10")
    git(folder, "tag", "v10")
    shutil.copyfile(SAMPLES / "odoo-v11.program.toml", file)
    return file


def screen(d: Driver) -> CompareScreen:
    assert isinstance(d.app.screen, CompareScreen)
    return d.app.screen


async def point(d: Driver, id: str) -> None:
    picks = screen(d).query_one(Picks)
    picks.fill(picks._picks, id)
    assert picks.current == id
    await d.settle()


def told(d: Driver, subject: str) -> str:
    held = screen(d).comparison
    assert held is not None
    return next(f"told:{n}" for n, each in enumerate(held.story.told) if each.subject == subject)


async def test_against_the_last_commit(path: Path) -> None:
    async with running(path) as d:
        await d.press("shift+f9")
        shown = screen_text(d.app)
        assert "last commit" in shown
        assert "tag v10" in shown
        assert "branch main" in shown
        await d.press("enter")
        shown = screen_text(d.app)
        assert "against last commit" in shown
        assert "300 (+50 %)" in shown
        assert "tighter" in shown
        assert "no grace period" in shown
        await d.press("escape", "escape")
        assert isinstance(d.app.screen, WorkbookScreen)


async def test_an_edit_is_taken_back_and_that_is_undone(path: Path) -> None:
    async with running(path) as d:
        await d.press("shift+f9", "enter")
        await point(d, told(d, "Gold"))
        await d.press("r")
        assert d.value(USERS) == 200
        assert d.value("tiers.gold.requires.certified-staff") == 3
        assert "Gold: as in last commit" in d.words("#say")
        assert "300 (+50 %)" not in screen_text(d.app)
        await d.press("u")
        assert d.value(USERS) == 300
        assert "300 (+50 %)" in screen_text(d.app)


async def test_all_taken_back_is_the_base(path: Path) -> None:
    async with running(path) as d:
        await d.press("shift+f9", "enter")
        for _ in range(20):
            held = screen(d).comparison
            if held is None or not held.story.told:
                break
            await point(d, "told:0")
            await d.press("r")
        assert "Nothing differs." in screen_text(d.app)
        assert held is not None
        assert d.book.session.program == held.old


async def test_enter_goes_to_the_field(path: Path) -> None:
    async with running(path) as d:
        await d.press("shift+f9", "enter")
        await point(d, told(d, "Gold"))
        await d.press("enter")
        assert isinstance(d.app.screen, WorkbookScreen)
        assert d.at == USERS


async def test_a_grace_period_settles_the_warning(path: Path) -> None:
    async with running(path) as d:
        await d.press("shift+f9", "enter")
        await point(d, "grace:gold")
        await d.press("g")
        assert isinstance(d.app.screen, Ask)
        await d.press("ctrl+u", *"soon", "enter")
        assert isinstance(d.app.screen, Ask)
        await d.press("ctrl+u", *"12", "enter")
        assert d.value("tiers.gold.grace_months") == 12
        held = screen(d).comparison
        assert held is not None
        assert not any(words.startswith("Gold is harder") for words in held.story.warnings)
        await d.press("u")
        assert d.value("tiers.gold.grace_months") is None


async def test_the_next_version_and_a_note(path: Path) -> None:
    async with running(path) as d:
        await d.press("shift+f9", "enter", "v")
        assert isinstance(d.app.screen, Ask)
        await d.press("ctrl+u", *"11b", "enter")
        assert isinstance(d.app.screen, NoteDialog)
        assert "## 11b" in screen_text(d.app)
        assert "Gold" in d.app.clipboard
        await d.press("escape")
        assert d.value("program.version") == "11b"


async def test_history_has_numbers_and_can_be_compared_with(path: Path) -> None:
    git(path.parent, "commit", "-q", "-a", "-m", "version 11")
    async with running(path) as d:
        await d.press("shift+f9", "h")
        shown = screen_text(d.app)
        assert "version 10" in shown
        assert "version 11" in shown
        assert "4 tiers" in shown
        assert "top margin" in shown
        await d.press("down", "enter")
        assert "300 (+50 %)" in screen_text(d.app)


async def test_another_file_says_who_would_be_demoted(tmp_path: Path) -> None:
    old, new = (example(tmp_path, name) for name in ("odoo-v10", "odoo-v11"))
    numbers = "users = 250\ncertified-staff = 3\nretention = 90\n"
    track = "[partners.contoso]\nname = 'Contoso'\ntrack = '{}'\nstage = 'active'\ntier = 'gold'\n"
    async with running(new) as d:
        key = next(iter(d.book.session.program.tracks))
    new.write_text(f"{new.read_text()}\n{track.format(key)}[partners.contoso.metrics]\n{numbers}")
    async with running(new) as d:
        await d.press("shift+f9")
        assert "in no git repository" in screen_text(d.app)
        await d.press("enter")
        assert isinstance(d.app.screen, OpenDialog)
        await d.type(old.name)
        await d.press("enter")
        shown = screen_text(d.app)
        assert "against odoo-v10" in shown
        await d.press("end")
        held = screen(d).comparison
        assert held is not None
        fallen = [each for each in held.story.effects if each.demoted]
        assert [each.partner for each in fallen] == ["contoso"]
        await point(d, f"effect:{held.story.effects.index(fallen[0])}")
        await d.press("g", "enter")
        assert d.value("tiers.gold.grace_months") == 6


async def test_review_and_marks_speak_of_the_last_commit(tmp_path: Path) -> None:
    path = example(tmp_path)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", path.name)
    git(tmp_path, "commit", "-q", "-m", "first")
    async with running(path) as d:
        assert not d.book.view().cell(GOLD).changed
        await d.enter(GOLD, "21")
        await d.press("ctrl+s")
        view = d.book.view()
        assert GOLD not in view.unsaved
        assert view.cell(GOLD).changed
        await d.press("f9")
        assert d.book.view().since
        await d.press("ctrl+end")
        assert "Since the last commit" in screen_text(d.app)
        assert "18 % → 21 %" in screen_text(d.app)
        git(tmp_path, "commit", "-q", "-a", "-m", "second")
        await d.press("f4", "f9")
        assert d.book.view().since == ()
        assert not d.book.view().cell(GOLD).changed


async def test_without_a_repository_marks_mean_the_file(tmp_path: Path) -> None:
    async with running(example(tmp_path)) as d:
        await d.enter(GOLD, "21")
        assert d.book.view().cell(GOLD).changed
        await d.press("f9", "ctrl+end")
        assert "Since the last commit" not in screen_text(d.app)


async def test_it_is_in_the_palette(path: Path) -> None:
    async with running(path) as d:
        assert "Compare with…" in {entry.name for entry in entries(d.app, d.book)}


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
async def test_hostile_text_in_every_size(tmp_path: Path, size: tuple[int, int], encoding: str) -> None:
    path = example(tmp_path)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", path.name)
    git(tmp_path, "commit", "-q", "-m", "evil [@click=app.quit]x[/] \u202e subject")
    text = path.read_text()
    for old, new in zip(('name = "Gold"', 'name = "Silver"'), HOSTILE, strict=False):
        quoted = "".join(f"\\U{ord(char):08X}" for char in new)
        assert old in text
        text = text.replace(old, f'name = "{quoted}"')
    path.write_text(text.replace("target_active = 10", "target_active = 12"))
    async with running(path, size, encoding=encoding) as d:
        for keys in (("shift+f9",), ("enter",), ("end",), ("h",)):
            await d.press(*keys)
            shown = screen_text(d.app)
            assert is_safe(shown)
            assert encoding != "ascii" or shown.isascii()
