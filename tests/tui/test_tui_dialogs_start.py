"""Without a file: recent workbooks, new ones, examples, files; and files that cannot be read."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from dialog_texts import is_safe, screen_text
from tui_driver import SAMPLES, TODAY, Driver, example, running

from partnerbook.session.file import WorkbookFile, open_file
from partnerbook.settings.folders import folders
from partnerbook.settings.recent import load_recent, remember
from partnerbook.tui.dialogs.paths import OpenDialog, listed
from partnerbook.tui.dialogs.start import StartScreen
from partnerbook.tui.dialogs.start_words import ago, art, file_name
from partnerbook.tui.dialogs.unreadable import UnreadableScreen
from partnerbook.tui.glyphs import ASCII, UNICODE
from partnerbook.workbook.templates import TEMPLATES

SIZES = [(80, 24), (120, 40), (200, 50), (60, 16)]
NOON = datetime(2026, 11, 24, 12, 0).astimezone()


@pytest.fixture(autouse=True)
def in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    return work


def opened(path: Path) -> WorkbookFile:
    found = open_file(path, TODAY)
    assert isinstance(found, WorkbookFile)
    return found


def seen(path: Path, hours: int = 1, summary: str = "2 errors · 1 warning") -> None:
    remember(folders().recent_file, path, NOON - timedelta(hours=hours), summary, limit=20)


# ── recent workbooks ─────────────────────────────────────────────────────────


@pytest.mark.parametrize("size", SIZES)
async def test_an_empty_list_says_what_to_do(size: tuple[int, int]) -> None:
    async with running(None, size) as driver:
        drawn = screen_text(driver.app)
        assert "No workbook yet. Press n to make one" in drawn
        assert "New workbook" in drawn
        assert "partnerbook" in drawn


async def test_recent_workbooks_show_their_state_and_open_with_enter(in_a_folder: Path) -> None:
    path = example(in_a_folder)
    seen(path)
    async with running(None, (80, 24)) as driver:
        drawn = screen_text(driver.app)
        assert "example.program.toml   2 errors · 1 warning" in drawn
        assert "today 11:00" in drawn
        await driver.press("enter")
        assert driver.path == path


async def test_a_file_that_is_gone_says_so_and_can_be_taken_off(in_a_folder: Path) -> None:
    path = example(in_a_folder)
    seen(in_a_folder / "gone.program.toml", hours=1)
    seen(path, hours=2)
    async with running(None, (120, 30)) as driver:
        assert "not there any more" in screen_text(driver.app)
        await driver.press("enter")
        assert isinstance(driver.app.screen, StartScreen)
        await driver.press("d")
        assert "gone.program.toml" not in screen_text(driver.app).split("Begin")[0]
        assert [entry.path for entry in load_recent(folders().recent_file)] == [path]
        await driver.press("enter")
        assert driver.path == path


async def test_taking_off_leaves_the_file_and_needs_a_recent_one(in_a_folder: Path) -> None:
    path = example(in_a_folder)
    seen(path)
    async with running(None) as driver:
        await driver.press("d", "d", "d")
        assert load_recent(folders().recent_file) == ()
        assert path.exists()
        assert "No workbook yet" in screen_text(driver.app)


async def test_names_of_files_are_no_markup(in_a_folder: Path) -> None:
    path = in_a_folder / "[b]x[draft]\x1b[31m.program.toml"
    path.write_text("format = 1\n")
    seen(path, summary="[@click=app.quit]x[/]")
    async with running(None) as driver:
        drawn = screen_text(driver.app)
        assert "[b]x[draft]␛[31m.program.toml   [@click=app.quit]x[/]" in drawn
        assert is_safe(drawn)


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "today 12:00"), (-1, "today 12:00"), (1, "yesterday 12:00"), (3, "3 days ago"), (30, "2026-10-25")],
)
def test_when_is_said_as_people_say_it(days: int, words: str) -> None:
    assert ago(NOON - timedelta(days=days), TODAY) == words


def test_the_title_is_drawn_with_what_the_terminal_has() -> None:
    assert art(ASCII).plain.isascii()
    assert len(art(UNICODE).plain.split("\n")) == 3


async def test_q_quits() -> None:
    async with running(None) as driver:
        await driver.press("q")
        assert driver.app.return_code == 0


async def test_help_tells_the_kinds_of_programs_apart() -> None:
    async with running(None, (80, 24)) as driver:
        await driver.press("f1")
        assert "What this is for" in screen_text(driver.app)
        await driver.press("slash", *"strategic")
        assert "Strategic alliance" in screen_text(driver.app)
        await driver.press("escape", "escape")
        assert isinstance(driver.app.screen, StartScreen)


# ── new ──────────────────────────────────────────────────────────────────────


async def test_five_questions_make_a_workbook_with_the_plan(in_a_folder: Path) -> None:
    async with running(None, (80, 24)) as driver:
        await driver.press("n", "1")
        await driver.press(*"Acme", "tab", *"8m", "tab", *"20k", "tab", *"existing-networks", "tab", "y")
        assert "Referral" in screen_text(driver.app)
        await driver.press("ctrl+s", "enter")
        assert driver.path == in_a_folder / "acme.program.toml"
        program = driver.book.session.program
    assert program == opened(in_a_folder / "acme.program.toml").session.program
    assert (program.program.name, program.company.arr, program.company.average_contract_value) == (
        "Acme",
        8_000_000,
        20_000,
    )
    assert program.program.goals == ("existing-networks",)
    assert program.team["partner-manager"].allocation_percent == 100
    assert "referral" in [track.type for track in program.tracks.values()]


async def test_the_plan_can_be_left_out(in_a_folder: Path) -> None:
    async with running(None, (80, 24)) as driver:
        await driver.press("n", "1")
        await driver.press(*"Acme", "tab", *"8m", "tab", "tab", *"all", "tab", "n", "tab", "n")
        await driver.press("ctrl+s", "enter")
        program = driver.book.session.program
    assert program.tracks == {}
    manager = program.team["partner-manager"]
    assert (manager.allocation_percent, manager.starts) == (None, date(2027, 2, 24))


async def test_a_wrong_answer_stays_flagged_and_is_not_dropped() -> None:
    async with running(None, (80, 24)) as driver:
        await driver.press("n", "1", "tab", *"lots")
        assert "not a value yet" in screen_text(driver.app)
        await driver.press("ctrl+s")
        assert "Make the file" not in screen_text(driver.app)
        assert "lots" in screen_text(driver.app)


async def test_whole_words_answer_like_their_letters_and_others_are_flagged(in_a_folder: Path) -> None:
    async with running(None, (80, 24)) as driver:
        await driver.press("n", "1", *"Acme", "tab", "tab", "tab", "tab", *"yes", "down", *"maybe", "enter")
        assert "neither yes nor no" in screen_text(driver.app)
        await driver.press("ctrl+s")
        assert "Make the file" not in screen_text(driver.app)
        await driver.press(*"no", "ctrl+s", "enter")
        program = driver.book.session.program
    assert program.team["partner-manager"].allocation_percent == 100
    assert program.tracks == {}


async def test_who_does_not_make_the_file_comes_back_to_the_answers(in_a_folder: Path) -> None:
    async with running(None, (80, 24)) as driver:
        await driver.press("n", "1", *"Acme", "tab", *"8m", "tab", "tab", *"existing-networks", "tab", "y")
        await driver.press("ctrl+s", "escape")
        drawn = screen_text(driver.app)
        assert "five questions" in drawn
        assert "Acme" in drawn
        assert "8,000,000" in drawn
        await driver.press("ctrl+s", "enter")
        assert [track.type for track in driver.book.session.program.tracks.values()] == [
            "referral",
            "isv",
            "var",
        ]


async def test_escape_drops_what_is_typed_then_closes() -> None:
    async with running(None, (80, 24)) as driver:
        await driver.press("n", "1", *"Acme", "escape")
        drawn = screen_text(driver.app)
        assert "five questions" in drawn
        assert "Acme" not in drawn
        await driver.press("escape")
        assert isinstance(driver.app.screen, StartScreen)


@pytest.mark.parametrize("number", range(len(TEMPLATES)))
async def test_every_template_makes_a_workbook(in_a_folder: Path, number: int) -> None:
    async with running(None, (80, 24)) as driver:
        await driver.press("n", str(number + 2), *"Acme Partners", "enter", "enter")
        assert driver.path == in_a_folder / "acme-partners.program.toml"
        assert driver.book.session.program.program.name == "Acme Partners"


async def test_a_new_file_never_replaces_one(in_a_folder: Path) -> None:
    there = in_a_folder / "acme.program.toml"
    there.write_text("format = 1\n")
    async with running(None, (80, 24)) as driver:
        await driver.press("n", "2", *"Acme", "enter", "enter")
        assert "acme.program.toml exists already. Choose another name." in screen_text(driver.app)
        await driver.press("home", *"my-", "enter")
        assert driver.path == in_a_folder / "my-acme.program.toml"
    assert there.read_text() == "format = 1\n"


def test_a_name_of_any_kind_gives_a_file_name() -> None:
    assert file_name("Northwind Partner Network") == "northwind-partner-network.program.toml"
    for name in ("", "///", "日本", "x" * 500, "../../etc"):
        made = file_name(name)
        assert "/" not in made
        assert made.endswith(".program.toml")
        assert len(made) < 60


# ── examples and files ───────────────────────────────────────────────────────


async def test_an_example_is_opened_as_a_copy(in_a_folder: Path) -> None:
    names = sorted(path.name for path in SAMPLES.glob("*.program.toml"))
    before = {path.name: path.read_bytes() for path in SAMPLES.glob("*.program.toml")}
    async with running(None, (80, 24)) as driver:
        await driver.press("e", "enter", "enter")
        assert driver.path == in_a_folder / names[0]
    assert (in_a_folder / names[0]).read_bytes() == before[names[0]]
    assert {path.name: path.read_bytes() for path in SAMPLES.glob("*.program.toml")} == before


async def open_dialog(driver: Driver) -> None:
    await driver.press("o")
    assert isinstance(driver.app.screen, OpenDialog)


async def test_a_file_is_chosen_with_arrows(in_a_folder: Path) -> None:
    path = example(in_a_folder)
    (in_a_folder / "a.program.toml").write_text("format = 1\n")
    async with running(None, (80, 24)) as driver:
        await open_dialog(driver)
        await driver.press("down", "enter")
        assert driver.path == path


async def test_tab_completes_and_enter_goes_into_folders(in_a_folder: Path) -> None:
    (in_a_folder / "deep" / "down").mkdir(parents=True)
    path = example(in_a_folder / "deep" / "down")
    async with running(None, (80, 24)) as driver:
        await open_dialog(driver)
        await driver.press("d", "tab")
        assert "deep/" in screen_text(driver.app)
        await driver.press("enter")
        assert "example.program.toml" in screen_text(driver.app)
        await driver.press(*"exa", "enter")
        assert driver.path == path


async def test_nothing_to_choose_says_so_and_stays() -> None:
    async with running(None, (80, 24)) as driver:
        await open_dialog(driver)
        assert "ends in .toml" in screen_text(driver.app)
        await driver.press("enter", "tab")
        await driver.press(*"nowhere/x")
        assert "there is no folder" in screen_text(driver.app)
        assert isinstance(driver.app.screen, OpenDialog)


def test_workbooks_come_before_other_files_and_folders(tmp_path: Path) -> None:
    folder = tmp_path / "listed"
    (folder / "sub").mkdir(parents=True)
    for name in ("b.toml", "z.program.toml", "notes.txt", ".hidden.toml"):
        (folder / name).write_text("")
    assert listed(folder, "") == [("z.program.toml", "workbook"), ("b.toml", "TOML"), ("sub/", "folder")]
    assert listed(folder, "Z") == [("z.program.toml", "workbook")]
    assert listed(folder, ".h") == [(".hidden.toml", "TOML")]
    assert listed(folder / "nowhere", "") == []
    assert listed(Path("nul\0"), "") == []


# ── files that cannot be read ────────────────────────────────────────────────

CONFLICT = 'format = 1\n[program]\n<<<<<<< HEAD\nname = "a"\n=======\nname = "b"\n'  # without its end
BROKEN = 'format = 1\n[program]\nname = "[b]a\n'


async def test_a_broken_file_shows_the_line_with_a_caret(in_a_folder: Path) -> None:
    path = in_a_folder / "bad.program.toml"
    path.write_text(BROKEN)
    async with running(path, (80, 24)) as driver:
        assert isinstance(driver.app.screen, UnreadableScreen)
        lines = screen_text(driver.app).split("\n")
        excerpt = next(y for y, line in enumerate(lines) if '3 │ name = "[b]a' in line)
        problem = driver.app.screen.reading.problems[0]
        column = lines[excerpt].index("name") + problem.column - 1
        assert lines[excerpt + 1].index("^") == column
        assert problem.remedy.split()[0] in "\n".join(lines)


async def test_a_mended_file_is_read_again(in_a_folder: Path) -> None:
    path = in_a_folder / "bad.program.toml"
    path.write_text(CONFLICT)
    async with running(path, (80, 24)) as driver:
        assert "git mergetool" in screen_text(driver.app)
        await driver.press("r")
        assert isinstance(driver.app.screen, UnreadableScreen)
        path.write_text('format = 1\n[program]\nname = "a"\n')
        await driver.press("r")
        assert driver.book.session.program.program.name == "a"


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"format = 99\n", b"", b"a\x1b[31m = \n" * 3, None])
async def test_whatever_is_wrong_there_is_a_way_on(in_a_folder: Path, content: bytes | None) -> None:
    path = in_a_folder / "bad.program.toml"
    if content is not None:
        path.write_bytes(content)
    async with running(path, (60, 16)) as driver:
        assert isinstance(driver.app.screen, UnreadableScreen)
        drawn = screen_text(driver.app)
        assert is_safe(drawn)
        assert "could not be read" in drawn
        await driver.press("o")
        assert isinstance(driver.app.screen, StartScreen)
