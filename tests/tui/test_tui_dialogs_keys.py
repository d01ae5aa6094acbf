"""Keys after remapping, the palette, help, themes, and terminals that are too small."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from dialog_texts import is_safe, screen_text
from textual.command import CommandList
from tui_driver import Driver, example, running

from partnerbook.checks.finding import Finding
from partnerbook.settings.folders import folders
from partnerbook.settings.options import Settings
from partnerbook.tui.app import PartnerbookApp
from partnerbook.tui.dialogs.explain import ExplainDialog
from partnerbook.tui.dialogs.help import HelpDialog, KeysDialog
from partnerbook.tui.dialogs.problems import ProblemsDialog
from partnerbook.tui.keys import action_ids, actions, shown
from partnerbook.tui.palette import entries
from partnerbook.tui.too_small import LEAST, TooSmall, fits

GOLD = "tiers.gold.pay_percent.var"


def settings(text: str) -> None:
    """The person's settings.toml."""
    file = folders().settings_file
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


# ── keys ─────────────────────────────────────────────────────────────────────


def test_every_action_has_one_name_and_words() -> None:
    app = PartnerbookApp()
    found = list(actions(app))
    ids = [(action.id, action.action) for action in found]
    assert len(set(ids)) == len(ids)
    assert all(action.words and action.keys for action in found)
    assert action_ids(PartnerbookApp) == {action.id for action in found}


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("ctrl+s", "^s"),
        ("f8", "F8"),
        ("shift+f8", "shift+F8"),
        ("slash", "/"),
        ("alt+delete", "alt+delete"),
        ("escape", "Esc"),
        ("f", "f"),
    ],
)
def test_keys_are_written_as_people_know_them(key: str, words: str) -> None:
    assert shown(key) == words


async def test_a_remapped_key_works_and_is_shown_everywhere(tmp_path: Path) -> None:
    settings('[keys]\n"edit.undo" = "ctrl+u"\n"file.save" = ["f12", "ctrl+s"]\n')
    async with running(example(tmp_path), (120, 40)) as driver:
        assert "^u undo" in screen_text(driver.app)
        assert driver.book.key_names("file.save") == "F12"
        await driver.enter("company.arr", "9m")
        await driver.press("ctrl+z")
        assert driver.value("company.arr") == 9_000_000
        await driver.press("ctrl+u")
        assert driver.value("company.arr") == 8_000_000
        by_name = {entry.name: entry.key for entry in entries(driver.app, driver.book)}
        assert by_name["Undo"] == "^u"
        await driver.press("f1", "slash", *"undo")
        assert "^u" in screen_text(driver.app)
        assert "edit.undo" in screen_text(driver.app)


async def test_a_key_given_to_another_action_is_no_longer_shown_with_the_first(tmp_path: Path) -> None:
    settings('[keys]\n"edit.undo" = "ctrl+s"\n')
    async with running(example(tmp_path)) as driver:
        found = {action.id: action.keys for action in actions(driver.app)}
        assert found["edit.undo"] == ("^s",)
        assert found["file.save"] == ()
        line = screen_text(driver.app).split("\n")[-1]
        assert "^s undo" in line
        assert "save" not in line


async def test_keys_of_lists_and_dialogs_can_be_remapped(tmp_path: Path) -> None:
    settings('[keys]\n"list.next" = "x"\n"dialog.close" = "f11"\n')
    async with running(None, (80, 24)) as driver:
        await driver.press("n", "x", "enter")
        assert "What is the program called?" in screen_text(driver.app)
        await driver.press("escape")
        assert "What is the program called?" in screen_text(driver.app)
        await driver.press("f11")
        assert "What is the program called?" not in screen_text(driver.app)
        assert driver.app.settings.keymap["list.next"] == "x"


async def test_a_key_for_an_unknown_action_is_named(tmp_path: Path) -> None:
    settings('[keys]\n"file.svae" = "f12"\n')
    async with running(example(tmp_path)) as driver:
        assert any("file.svae" in str(problem) for problem in driver.app.startup_problems)


async def test_many_faults_of_the_settings_are_one_message_and_a_list(tmp_path: Path) -> None:
    settings('theme = "no-such"\nglyphs = 3\n[keys]\n"file.svae" = "f12"\n')
    async with running(example(tmp_path)) as driver:
        (toast,) = driver.app._notifications
        assert toast.message.endswith("\nand 2 more: ^p, Settings problems")
        assert ":1 " in toast.message
        await driver.press("ctrl+p")
        await driver.type("Settings problems")
        await driver.press("enter")
        listed = screen_text(driver.app)
        for words in ("no-such", "glyphs is 3", "file.svae", "settings.toml, line 4"):
            assert words in listed
        await driver.press("enter", "escape")
        assert driver.app.screen is driver.book


async def test_one_fault_of_the_settings_is_said_whole_and_none_is_offered_without(tmp_path: Path) -> None:
    settings("glyphs = 3\n")
    async with running(example(tmp_path)) as driver:
        (toast,) = driver.app._notifications
        assert "more" not in toast.message
    settings("")
    async with running(example(tmp_path)) as driver:
        assert not list(driver.app._notifications)
        assert "Settings problems" not in [entry.name for entry in entries(driver.app, driver.book)]


# ── the palette ──────────────────────────────────────────────────────────────


async def palette(driver: Driver, text: str) -> str:
    await driver.press("ctrl+p")
    await driver.type(text)
    return screen_text(driver.app)


async def test_the_palette_lists_every_action_of_the_workbook_once(tmp_path: Path) -> None:
    async with running(example(tmp_path)) as driver:
        names = [entry.name for entry in entries(driver.app, driver.book)]
        assert len(set(names)) == len(names)
        expected = """Save;Save as;Undo;Redo;Quit;Open another workbook;Search the workbook;Keys;Theme;Reading problems;
            Go to Company;Go to Value;Go to Tiers;Go to Enablement;Go to Recruiting;Go to Conflict;Go to Review;
            Go to the next finding;Go to the last finding;Fix the finding;Explain the finding;Waive the finding;
            Show the findings;Go to the steps;Show the picture;Help for this field and page;Add one here;
            Copy the thing under the cursor;Remove the thing under the cursor;Move the thing under the cursor up;
            Move the thing under the cursor down;Copy the value;Paste into the value;Unset the value"""
        assert {name.strip() for name in expected.split(";")} <= set(names)


@pytest.mark.parametrize(
    ("key", "first"),
    [
        ("f2", ["Use this plan", "Add one here", "Save", "Go to the next finding"]),
        ("f3", ["Next track", "Track before", "Competitor from public figures", "Add one here", "Save"]),
        ("f6", ["Filter partners", "Show all partners", "Sort partners by order of the file"]),
    ],
)
async def test_what_this_page_can_do_comes_first_and_the_screenshot_last(
    tmp_path: Path, key: str, first: list[str]
) -> None:
    async with running(example(tmp_path)) as driver:
        await driver.press(key, "ctrl+p")
        options = driver.app.screen.query_one(CommandList)
        names = [str(each.hit.text) for each in options.options]  # type: ignore[attr-defined]
        assert names[: len(first)] == first
        assert options.highlighted == 0
        assert names.index("Save") < names.index("Go to Company") < names.index("Unset the value")
        assert names[-1] == "Screenshot"


async def test_every_entry_can_be_run(tmp_path: Path) -> None:
    """By name, as a person would: nothing raises, and the workbook can still be used."""
    async with running(example(tmp_path), (100, 30)) as driver:
        for entry in list(entries(driver.app, driver.book)):
            if entry.name in ("Quit", "Open another workbook", "Screenshot"):
                continue
            result: Any = entry.run()
            if hasattr(result, "__await__"):
                await result
            await driver.settle()
            while driver.app.screen is not driver.book:
                driver.app.pop_screen()
                await driver.settle()
        await driver.press("ctrl+f")
        assert driver.app.screen is not driver.book


async def test_actions_run_from_the_palette(tmp_path: Path) -> None:
    async with running(example(tmp_path)) as driver:
        assert "F4" in await palette(driver, "go to tiers")
        await driver.press("enter")
        assert driver.book.page.key == "tiers"
        await palette(driver, "search the workbook")
        await driver.press("enter")
        assert "Search the workbook" in screen_text(driver.app)


async def test_the_start_screen_has_its_own_entries() -> None:
    async with running(None) as driver:
        names = {entry.name for entry in entries(driver.app, driver.app.screen)}
        assert {"New workbook", "Open a file", "Open an example", "Quit", "Keys", "Theme"} <= names
        assert "Save" not in names
        drawn = await palette(driver, "example")
        assert "Open an example" in drawn


async def test_names_from_the_workbook_are_no_markup_in_the_palette(tmp_path: Path) -> None:
    path = tmp_path / "odd.program.toml"
    path.write_text(
        'format = 1\n[tiers.gold]\nname = "[/b]\\u001b[31m"\nrank = 1\n[tiers."[x"]\nname = "[@click=q]"\n'
    )
    async with running(path) as driver:
        for text in ("", "click", "tier"):
            drawn = await palette(driver, text)
            assert is_safe(drawn)
            await driver.press("escape")


async def test_reading_problems_are_listed_and_lead_to_their_field(tmp_path: Path) -> None:
    path = tmp_path / "odd.program.toml"
    path.write_text('format = 1\n[company]\nar = 1\n[company.proof]\nwin_rate_percent = "x"\n')
    async with running(path) as driver:
        await palette(driver, "reading problems")
        await driver.press("enter")
        assert isinstance(driver.app.screen, ProblemsDialog)
        await driver.press("G", "enter")
        assert driver.at == "company.proof.win_rate_percent"


# ── help ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_help_says_what_the_field_takes_and_what_was_found(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with running(example(tmp_path), size) as driver:
        await driver.go(GOLD)
        await driver.press("f1")
        assert isinstance(driver.app.screen, HelpDialog)
        drawn = screen_text(driver.app)
        for words in ("Gold · Solution partners", GOLD, "a number, 0 or more", "card, src3", "TIE003"):
            assert words in drawn
        await driver.press("f1")
        assert driver.at == GOLD


async def test_help_says_what_choices_mean(tmp_path: Path) -> None:
    async with running(example(tmp_path), (120, 40)) as driver:
        await driver.go("program.status")
        await driver.press("f1")
        drawn = screen_text(driver.app)
        assert "counts as draft" in drawn
        assert "in force; missing essentials are errors" in drawn


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("f2", "Never a target"),
        ("f3", "ISV"),
        ("f6", "The signature is day one"),
        ("f6", "About a fifth of them bring four fifths"),
    ],
)
async def test_the_card_helps_where_it_belongs(tmp_path: Path, key: str, words: str) -> None:
    async with running(example(tmp_path), (200, 50)) as driver:
        await driver.press(key, "f1")
        assert words in screen_text(driver.app)


async def test_every_page_has_help(tmp_path: Path) -> None:
    async with running(example(tmp_path), (120, 60)) as driver:
        for page in driver.book.pages.values():
            driver.book.action_page(page.key)
            await driver.press("f1")
            assert page.question in screen_text(driver.app)
            await driver.press("escape")
            assert driver.app.screen is driver.book


async def test_all_keys_are_a_page_of_their_own(tmp_path: Path) -> None:
    async with running(example(tmp_path), (120, 40)) as driver:
        await palette(driver, "keys")
        await driver.press("enter")
        assert isinstance(driver.app.screen, KeysDialog)
        assert "page.company" in screen_text(driver.app)
        await driver.press("G")
        assert "settings.toml" in screen_text(driver.app)


async def test_explaining_from_the_workbook(tmp_path: Path) -> None:
    async with running(example(tmp_path), (80, 24)) as driver:
        finding: Finding = driver.book.session.report.findings[0]
        driver.book.explain(finding)
        await driver.settle()
        assert isinstance(driver.app.screen, ExplainDialog)
        assert finding.code in screen_text(driver.app)


# ── themes ───────────────────────────────────────────────────────────────────


async def themes(driver: Driver) -> None:
    await palette(driver, "theme")
    await driver.press("enter")


async def test_a_theme_is_tried_and_kept(tmp_path: Path) -> None:
    async with running(example(tmp_path)) as driver:
        before = driver.app.theme
        await themes(driver)
        await driver.press("down")
        tried = driver.app.theme
        assert tried != before
        assert not folders().settings_file.exists()
        await driver.press("enter")
        assert driver.app.theme == tried
        assert f'theme = "{tried}"' in folders().settings_file.read_text()


async def test_a_theme_that_was_only_tried_is_not_kept(tmp_path: Path) -> None:
    async with running(example(tmp_path)) as driver:
        before = driver.app.theme
        await themes(driver)
        await driver.press("down", "down", "escape")
        assert driver.app.theme == before
        assert not folders().settings_file.exists()


@pytest.mark.parametrize("name", ["contrast", "ember", "harbor", "okabe", "paper"])
async def test_every_theme_opens_every_kind_of_dialog(tmp_path: Path, name: str) -> None:
    async with running(example(tmp_path), (80, 24), settings=Settings(theme=name)) as driver:
        finding = driver.book.session.report.findings[0]
        driver.book.waive(finding)
        await driver.settle()
        driver.book.explain(finding)
        await driver.settle()
        assert driver.app.theme == name
        assert finding.code in screen_text(driver.app)


# ── terminals that are too small ─────────────────────────────────────────────


def test_the_least_size() -> None:
    assert fits(*LEAST)
    assert not fits(LEAST[0] - 1, LEAST[1])
    assert not fits(LEAST[0], LEAST[1] - 1)


async def test_shrinking_shows_a_notice_and_growing_brings_everything_back(tmp_path: Path) -> None:
    async with running(example(tmp_path), (80, 24)) as driver:
        await driver.go(GOLD)
        await driver.type("2")
        await driver.pilot.resize_terminal(40, 10)
        await driver.settle()
        assert isinstance(driver.app.screen, TooSmall)
        assert "40x10 here, 60x16 at least" in screen_text(driver.app)
        await driver.pilot.resize_terminal(50, 12)
        await driver.settle()
        assert "50x12 here" in screen_text(driver.app)
        await driver.pilot.resize_terminal(80, 24)
        await driver.settle()
        assert driver.app.screen is driver.book
        assert driver.sheet.editing == (GOLD, "2")


async def test_a_dialog_comes_back_too(tmp_path: Path) -> None:
    async with running(example(tmp_path), (80, 24)) as driver:
        await driver.press("ctrl+f", *"gold")
        await driver.pilot.resize_terminal(30, 8)
        await driver.settle()
        assert isinstance(driver.app.screen, TooSmall)
        await driver.pilot.resize_terminal(100, 30)
        await driver.settle()
        assert "Search the workbook" in screen_text(driver.app)
        assert "gold" in screen_text(driver.app)


async def test_starting_in_a_small_terminal(tmp_path: Path) -> None:
    for path in (None, example(tmp_path)):
        async with running(path, (40, 10)) as driver:
            assert isinstance(driver.app.screen, TooSmall)
            await driver.pilot.resize_terminal(80, 24)
            await driver.settle()
            assert not isinstance(driver.app.screen, TooSmall)
            assert (driver.app.workbook is None) == (path is None)
