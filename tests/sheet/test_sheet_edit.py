"""The line editor, the list of choices and the help for dates, without a terminal."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from partnerbook.program.fields import FieldSpec
from partnerbook.tui.sheet.choices import ChoiceList, split_words
from partnerbook.tui.sheet.days import add_months, describe, read_day
from partnerbook.tui.sheet.editing import Editing
from partnerbook.tui.sheet.line_edit import MOST, LineEdit
from partnerbook.tui.sheet.model import Cell, Choice

TODAY = date(2026, 11, 24)
CHOICES = [Choice("draft"), Choice("pilot", "on trial"), Choice("launched")]


def test_typing_replaces_the_selection() -> None:
    line = LineEdit.at_end("partner")
    line.word_left(select=True)
    line.insert("x")
    assert (line.text, line.caret) == ("x", 1)


def test_the_caret_never_stands_inside_of_a_letter() -> None:
    line = LineEdit.at_end("ne\u0301e")
    line.left()
    line.left()
    assert line.caret == 1
    line.delete_right()
    assert line.text == "ne"


@pytest.mark.parametrize(
    ("action", "left"),
    [
        ("delete_word_left", "net  margin"),
        ("delete_word_right", "net gross"),
        ("kill_to_start", " margin"),
        ("kill_to_end", "net gross"),
        ("delete_left", "net gros margin"),
        ("delete_right", "net grossmargin"),
    ],
)
def test_deleting(action: str, left: str) -> None:
    line = LineEdit("net gross margin", 9)
    getattr(line, action)()
    assert line.text == left


def test_a_line_takes_so_much_and_no_more() -> None:
    line = LineEdit()
    line.insert("x" * (MOST + 5))
    line.insert("y")
    assert len(line.text) == MOST


STEPS = st.lists(
    st.sampled_from(
        [
            "left",
            "right",
            "word_left",
            "word_right",
            "delete_left",
            "delete_right",
            "kill_to_end",
            "select_all",
        ]
    )
    | st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs"]), max_size=4).map(
        lambda text: ("type", text)
    ),
    max_size=25,
)


@given(STEPS, st.integers(3, 12))
@settings(max_examples=150)
def test_the_caret_is_always_in_sight(steps: list, width: int) -> None:
    editing = Editing(Cell("a", "", FieldSpec("a", "A", "text")), LineEdit())
    for step in steps:
        if isinstance(step, tuple):
            editing.line.insert(step[1])
        else:
            getattr(editing.line, step)()
        editing.scroll(width)
        letters = editing.in_sight(width, ascii_only=False)
        assert 0 <= editing.line.caret <= len(editing.line.text)
        assert [role for _, role in letters].count("caret") == 1
        assert sum(cell_len(text) for text, _ in letters) <= width


def test_a_choice_follows_what_is_typed() -> None:
    choices = ChoiceList(CHOICES)
    choices.open_at("pilot")
    assert choices.choice == CHOICES[1]
    choices.follow(LineEdit.at_end("la"))
    assert [choice.word for choice in choices.matches] == ["launched"]
    assert choices.meant("la") == "launched"
    choices.follow(LineEdit.at_end("trial"))
    assert choices.choice == CHOICES[1]
    choices.follow(LineEdit.at_end("withheld"))
    assert choices.meant("withheld") == "withheld"


def test_words_are_ticked_and_unticked_and_free_words_stay() -> None:
    choices = ChoiceList(CHOICES, many=True)
    line = LineEdit.at_end("own-word, draft")
    choices.open_at(line.text)
    choices.move(1)
    assert choices.choice == CHOICES[0]
    choices.toggle(line)
    assert split_words(line.text) == ["own-word"]
    choices.move(2)
    choices.toggle(line)
    assert split_words(line.text) == ["own-word", "launched"]


def test_a_word_that_is_no_choice_is_listed_as_unknown_and_can_be_taken_out_and_back() -> None:
    choices = ChoiceList(CHOICES, many=True)
    line = LineEdit.at_end('draft, "moon, half", pilot')
    choices.open_at(line.text)
    assert choices.choice == Choice('"moon, half"', "unknown")
    choices.toggle(line)
    assert line.text == "draft, pilot"
    choices.toggle(line)
    assert line.text == 'draft, pilot, "moon, half"'
    choices.follow(LineEdit.at_end("draft, moo"))
    assert choices.matches == []


@pytest.mark.parametrize("text", ["none", "withheld", "", "draft, pilot"])
def test_what_is_no_stranger_is_not_listed(text: str) -> None:
    choices = ChoiceList(CHOICES, many=True)
    choices.open_at(text)
    assert choices.matches == CHOICES


def test_a_beginning_typed_in_a_list_is_completed_by_a_tick() -> None:
    choices = ChoiceList(CHOICES, many=True)
    line = LineEdit.at_end("draft, pi")
    choices.follow(line)
    choices.toggle(line)
    assert split_words(line.text) == ["draft", "pilot"]


def test_months_and_days() -> None:
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months(date(2026, 12, 15), 1) == date(2027, 1, 15)
    assert add_months(date(2026, 1, 15), -1) == date(2025, 12, 15)
    assert add_months(date(9998, 12, 1), 1) == date(9998, 12, 1)
    assert read_day("2026-02-30") is None
    assert describe("2026-11-25", TODAY) == "Wednesday, in 1 day"
    assert describe("2026-11-24", TODAY) == "Tuesday, today"


def test_half_a_date_is_not_moved() -> None:
    editing = Editing(Cell("a", "", FieldSpec("a", "A", "date")), LineEdit.at_end("2026-1"))
    assert not editing.shift_date(days=1, today=TODAY)
    editing.line.set("")
    assert editing.shift_date(days=1, today=TODAY)
    assert editing.line.text == "2026-11-24"
