"""Saving, quitting, and what happens when the file or a text is not as it should be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.events import Key
from tui_driver import GOLD, TODAY, Driver, example, running, unwaived

from partnerbook.checks.finding import Report
from partnerbook.record import replace
from partnerbook.session.file import WorkbookFile, open_file
from partnerbook.tui.dialogs.question import Question
from partnerbook.tui.dialogs.unreadable import UnreadableScreen
from partnerbook.tui.unsaved import recent_words, unsaved_words

ARR = "company.arr"


async def burst(d: Driver, *keys: str) -> None:
    """Keys faster than anything is handled, as a terminal delivers what was pasted or typed ahead."""
    for key in keys:
        d.app.post_message(Key(key, key if len(key) == 1 else None))
    await d.settle()


def left(d: Driver) -> bool:
    return d.app._exit


async def test_half_typed_text_survives_pages_and_is_named_when_saving(tmp_path: Path) -> None:
    path = example(tmp_path)
    before = path.read_text()
    async with running(path) as d:
        await d.go(ARR)
        await d.type("8 mio")
        await d.press("f6")
        assert d.book.page.key == "recruiting"
        assert d.book.session.pending[ARR] == "8 mio"
        await d.press("f2")
        assert "8 mio" in d.drawn()
        assert "not a value yet" in d.drawn()
        assert d.value(ARR) == 8_000_000
        await d.press("ctrl+s")
        assert "not saved: Company · Annual recurring revenue" in d.said
        assert path.read_text() == before
        await d.enter(ARR, "9000000")
        assert ARR not in d.book.session.pending
        await d.press("ctrl+s")
        assert d.said == f"saved {path.name}"
    assert "arr = 9_000_000" in path.read_text() or "arr = 9000000" in path.read_text()


async def test_saving_enters_what_is_being_typed(tmp_path: Path) -> None:
    path = example(tmp_path)
    async with running(path) as d:
        await d.go(GOLD)
        await burst(d, "2", "6", "ctrl+s")
        assert "var = 26 " in path.read_text()
        assert not d.book.session.is_modified


async def test_a_note_is_saved_from_within(tmp_path: Path) -> None:
    path = example(tmp_path)
    async with running(path) as d:
        await d.go("conflict.resolution.remedy")
        await d.type("Paid")
        await d.press("ctrl+s")
        assert d.value("conflict.resolution.remedy") == "Paid"
        assert 'remedy = "Paid"' in path.read_text()
        assert d.said == f"saved {path.name}"


async def test_quitting_without_changes_does_not_ask(tmp_path: Path) -> None:
    async with running(example(tmp_path)) as d:
        await d.press("ctrl+q")
        assert left(d)
        assert d.app.return_code == 0


async def test_quitting_with_changes_asks_and_names_them(tmp_path: Path) -> None:
    path = example(tmp_path)
    before = path.read_text()
    async with running(path) as d:
        await d.enter(ARR, "9m")
        await d.press("ctrl+q")
        assert isinstance(d.app.screen, Question)
        assert "Annual recurring revenue" in d.words(d.app.screen.query_one("#words"))
        await d.press("3")
        assert not left(d)
        assert d.value(ARR) == 9_000_000
        await d.press("ctrl+q", "escape")
        assert not left(d)
        await d.press("ctrl+q", "2")
        assert left(d)
    assert path.read_text() == before


async def test_quitting_can_save(tmp_path: Path) -> None:
    path = example(tmp_path)
    async with running(path) as d:
        await d.enter(GOLD, "26")
        await d.press("ctrl+q", "enter")
        assert left(d)
    assert "var = 26 " in path.read_text()


async def test_keys_typed_ahead_of_quitting_count(tmp_path: Path) -> None:
    async with running(example(tmp_path)) as d:
        await d.go(GOLD)
        await burst(d, "2", "8", "tab", "ctrl+q")
        assert isinstance(d.app.screen, Question)
        assert d.value(GOLD) == 28


async def test_half_typed_text_alone_asks_too(tmp_path: Path) -> None:
    async with running(example(tmp_path)) as d:
        await d.enter(ARR, "much")
        await d.press("ctrl+q")
        assert isinstance(d.app.screen, Question)


async def test_save_as_goes_on_with_the_new_file_and_never_overwrites(tmp_path: Path) -> None:
    path = example(tmp_path)
    before = path.read_text()
    taken = tmp_path / "taken.program.toml"
    taken.write_text("mine")
    async with running(path) as d:
        await d.enter(GOLD, "26")
        for name in ("taken", "other"):
            d.app.action_save_as()
            await d.settle()
            await d.press(*["backspace"] * len("example.program.toml"), *name, "enter")
            if name == "taken":
                assert "not saved" in d.said
                assert d.path == path
        assert d.said == "saved as other.program.toml"
        assert d.path == tmp_path / "other.program.toml"
        await d.enter(GOLD, "27")
        await d.press("ctrl+s")
    assert taken.read_text() == "mine"
    assert path.read_text() == before
    assert "var = 27 " in (tmp_path / "other.program.toml").read_text()


async def changed_elsewhere(d: Driver, path: Path) -> None:
    await d.enter(GOLD, "26")
    path.write_text(path.read_text().replace("arr = 8_000_000", "arr = 7_000_000"))
    await d.press("ctrl+s")
    assert isinstance(d.app.screen, Question)


async def test_a_file_that_changed_on_disk_is_not_replaced_unasked(tmp_path: Path) -> None:
    path = example(tmp_path)
    async with running(path) as d:
        await changed_elsewhere(d, path)
        await d.press("escape")
        assert "arr = 7_000_000" in path.read_text()
        assert d.value(GOLD) == 26
        assert d.book.session.is_modified


async def test_what_is_on_disk_can_be_opened_instead(tmp_path: Path) -> None:
    path = example(tmp_path)
    async with running(path) as d:
        await changed_elsewhere(d, path)
        await d.press("2")
        assert d.value(ARR) == 7_000_000
        assert d.value(GOLD) == 18
        assert not d.book.session.is_modified


async def test_what_is_on_disk_can_be_replaced(tmp_path: Path) -> None:
    path = example(tmp_path)
    async with running(path) as d:
        await changed_elsewhere(d, path)
        await d.press("3")
        assert not d.book.session.is_modified
    assert "arr = 8_000_000" in path.read_text()
    assert "var = 26 " in path.read_text()


async def test_a_failed_save_says_so_and_keeps_the_changes(tmp_path: Path) -> None:
    path = example(tmp_path)
    async with running(path) as d:
        await d.enter(GOLD, "26")
        path.unlink()
        path.mkdir()
        await d.press("ctrl+s")
        await d.press("escape")
        assert d.value(GOLD) == 26
        assert d.book.session.is_modified
        assert "saved example" not in d.said


async def test_a_value_of_the_wrong_shape_opens_as_text_that_waits(tmp_path: Path) -> None:
    path = example(tmp_path)
    path.write_text(path.read_text().replace("arr = 8_000_000", 'arr = "about eight"'))
    before = path.read_text()
    async with running(path) as d:
        assert d.value(ARR) is None
        await d.go(ARR)
        assert "about eigh" in d.drawn()
        assert "not a value yet" in d.drawn()
        await d.enter(GOLD, "26")
        await d.press("ctrl+s")
        assert 'arr = "about eight"' in path.read_text()
        assert path.read_text() == before.replace("var = 18 ", "var = 26 ")
        await d.enter(ARR, "8m")
        await d.press("ctrl+s")
        assert "arr = 8_000_000" in path.read_text() or "arr = 8000000" in path.read_text()


async def test_an_unreadable_file_says_where_and_why(tmp_path: Path) -> None:
    path = tmp_path / "broken.program.toml"
    path.write_text("format = 1\n[company\narr = 3\n")
    async with running(path) as d:
        assert isinstance(d.app.screen, UnreadableScreen)
        drawn = "\n".join(d.words(each) for each in d.app.screen.query("*") if each.is_on_screen)
        assert "broken.program.toml" in drawn
        assert "2" in drawn
        await d.press("ctrl+q")
        assert left(d)
    assert path.read_text() == "format = 1\n[company\narr = 3\n"


async def test_a_newer_format_is_left_untouched(tmp_path: Path) -> None:
    path = tmp_path / "newer.program.toml"
    path.write_text("format = 99\n")
    async with running(path) as d:
        assert isinstance(d.app.screen, UnreadableScreen)
        await d.press("ctrl+s")
    assert path.read_text() == "format = 99\n"


@pytest.mark.parametrize("keys", [("3", "3"), ("enter", "enter", "enter"), ("escape", "3", "escape")])
async def test_a_question_is_answered_once_however_fast_the_keys(
    tmp_path: Path, keys: tuple[str, ...]
) -> None:
    async with running(example(tmp_path)) as d:
        await d.enter("company.arr", "9m")
        await d.press("ctrl+q")
        for key in keys:
            d.app.post_message(Key(key, key if len(key) == 1 else None))
        await d.settle()
        if keys[0] == "enter":  # saved, and left
            assert left(d)
        else:
            assert d.app.screen is d.book
            assert d.value("company.arr") == 9_000_000


async def test_opening_another_asks_when_something_is_not_saved(tmp_path: Path) -> None:
    async with running(unwaived(tmp_path)) as d:
        await d.enter(GOLD, "26")
        await d.press("ctrl+o")
        assert isinstance(d.app.screen, Question)
        await d.press("2")
        assert type(d.app.screen).__name__ == "StartScreen"
        assert "example.program.toml" in "\n".join(d.words(each) for each in d.app.screen.query("#list"))


async def test_a_file_with_a_wrong_shape_is_not_modified_by_being_opened(tmp_path: Path) -> None:
    path = example(tmp_path)
    path.write_text(path.read_text().replace("arr = 8_000_000", 'arr = "about eight"'))
    async with running(path) as d:
        assert "saved" in d.words("#title")
        await d.press("ctrl+q")
        assert left(d)


async def test_half_typed_text_is_not_lost_by_saving_and_quitting(tmp_path: Path) -> None:
    async with running(example(tmp_path)) as d:
        await d.enter(ARR, "much")
        await d.press("ctrl+s", "ctrl+q")
        assert isinstance(d.app.screen, Question)


async def test_a_narrow_title_still_says_whether_it_is_saved(tmp_path: Path) -> None:
    path = tmp_path / ("a-very-long-name-of-a-workbook" * 3 + ".program.toml")
    path.write_text(example(tmp_path).read_text())
    async with running(path, (60, 16)) as d:
        assert "saved" in d.words("#title")
        await d.enter(ARR, "9m")
        assert "• modified" in d.words("#title")


async def test_a_private_value_is_not_typed_over(tmp_path: Path) -> None:
    path = example(tmp_path)
    path.write_text(path.read_text().replace("arr = 8_000_000", 'arr = "withheld"'))
    (tmp_path / "example.private.toml").write_text("[company]\narr = 8_500_000\n")
    before = path.read_text()
    async with running(path) as d:
        assert d.value(ARR) == 8_500_000
        await d.enter(ARR, "1")
        assert d.value(ARR) == 8_500_000
        assert ".private.toml" in d.said
        await d.enter(GOLD, "26")
        await d.press("ctrl+s")
    assert path.read_text() == before.replace("var = 18 ", "var = 26 ")
    assert "8_500_000" not in path.read_text()


async def test_saving_on_the_way_out_keeps_back_what_is_no_value_yet(tmp_path: Path) -> None:
    async with running(example(tmp_path)) as d:
        await d.enter("company.direct_arr", "5m")
        await d.enter("company.arr", "lots")
        await d.press("ctrl+q", "1")
        assert d.app.screen is d.book
        assert "no value yet" in d.said
        assert d.at == "company.arr"
        assert "direct_arr = 5_000_000" in d.path.read_text()
        await d.press("ctrl+q", "2")
        assert left(d)


async def test_quitting_names_each_unsaved_step_once_and_counts_the_rest(tmp_path: Path) -> None:
    async with running(example(tmp_path)) as d:
        await d.enter(GOLD, "21")
        await d.press("ctrl+s")
        for text in ("much", "more", "most", *map(str, range(1, 7))):
            await d.enter(ARR, text)
        lines = unsaved_words(d.book.session).splitlines()
        assert len(lines) == 6
        assert lines[0].endswith("5 USD → 6 USD")
        assert lines[-1] == "and 2 more"
        assert "21 %" not in "".join(lines)


def test_what_is_taken_back_since_saving_is_not_saved(tmp_path: Path) -> None:
    file = open_file(example(tmp_path), TODAY)
    assert isinstance(file, WorkbookFile)
    session = file.session
    session.enter(GOLD, "26")
    session.mark_saved()
    assert session.unsaved_steps == ()
    session.undo()
    assert [name.endswith("26 % undone") for name in session.unsaved_steps] == [True]
    session.redo()
    assert session.unsaved_steps == ()


@pytest.mark.parametrize(
    ("severities", "words"),
    [
        (("error", "error", "warning"), "2 errors · 1 warning"),
        (("todo", "todo", "note"), "2 to do"),
        (("warning", "warning"), "2 warnings"),
        ((), "nothing found"),
    ],
)
def test_recent_words_are_plain(tmp_path: Path, severities: tuple[Any, ...], words: str) -> None:
    file = open_file(example(tmp_path), TODAY)
    assert isinstance(file, WorkbookFile)
    some = next(each for each in file.session.report.findings if not each.waived)
    assert recent_words(Report(tuple(replace(some, severity=each) for each in severities), ())) == words
