"""Lines of painted text: wrapped, cut and safe."""

from __future__ import annotations

import pytest
from dialog_texts import HOSTILE
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from partnerbook.tui.dialogs.drawn import cut, flow, plain_signs, sides, yielding
from partnerbook.tui.dialogs.help import matching
from partnerbook.tui.dialogs.unreadable import caret
from partnerbook.tui.glyphs import ASCII, UNICODE
from partnerbook.tui.page import Line

texts = st.one_of(st.text(max_size=200), st.sampled_from(HOSTILE))


def width_of(line: Line) -> int:
    return sum(cell_len(text) for text, _ in line)


def text_of(line: Line) -> str:
    return "".join(text for text, _ in line)


@given(texts, st.integers(12, 90), st.integers(0, 4))
def test_wrapped_text_fits_and_holds_no_controls(text: str, width: int, indent: int) -> None:
    for line in flow(text, width, indent=indent):
        assert width_of(line) <= width
        assert text_of(line).isprintable()


@given(st.lists(st.from_regex(r"[a-z]{1,12}", fullmatch=True), min_size=1, max_size=30), st.integers(14, 60))
def test_wrapping_loses_no_word(words: list[str], width: int) -> None:
    lines = flow(" ".join(words), width)
    assert " ".join(text_of(line) for line in lines).split() == words


def test_line_ends_are_kept_and_the_first_line_has_its_bullet() -> None:
    assert flow("one\ntwo", 20, indent=2, first="*") == [(("* one", "plain"),), (("  two", "plain"),)]


@given(texts, texts, st.integers(10, 90))
def test_two_sides_fill_one_line(left: str, right: str, width: int) -> None:
    for draw in (sides, yielding):
        line = draw([(left, "plain")], [(right, "muted")], width, UNICODE)
        assert width_of(line) <= width
        assert text_of(line).isprintable()


def test_the_right_part_stands_at_the_edge() -> None:
    assert text_of(sides([("left", "plain")], [("right", "muted")], 12, UNICODE)) == "left   right"


def test_the_left_part_is_cut_unless_the_right_one_yields() -> None:
    left, right = [("a long left part", "plain")], [("at the right", "muted")]
    assert text_of(sides(left, right, 24, UNICODE)) == "a long lef… at the right"
    assert text_of(yielding(left, right, 28, UNICODE)) == "a long left part  at the ri…"
    assert text_of(yielding(left, right, 20, UNICODE)).strip() == "a long left part"


def test_ascii_terminals_get_ascii_signs() -> None:
    line = cut([("Gold · 18 % → 25 % ü", "plain")], 40, ASCII)
    assert text_of(line) == "Gold - 18 % > 25 % ?"
    assert plain_signs("Gold · 18", UNICODE) == "Gold · 18"


@pytest.mark.parametrize("column", [1, 2, 7, 40, 199, 200, 500])
def test_the_caret_stands_under_its_character(column: int) -> None:
    row = "".join(chr(ord("a") + index % 26) for index in range(200))
    shown, at = caret(row, column, 60, UNICODE)
    assert at < 60
    if column <= len(row):
        assert shown[at] == row[column - 1]


@given(texts, st.integers(1, 300), st.integers(20, 100))
def test_an_excerpt_is_safe_whatever_is_in_the_file(row: str, column: int, width: int) -> None:
    shown, at = caret(row.replace("\n", " "), column, width, UNICODE)
    assert shown.isprintable()
    assert 0 <= at <= cell_len(shown)


def test_finding_words_keeps_the_heading_of_what_is_found() -> None:
    lines: list[Line] = [
        (("Keys: sheet", "heading"),),
        (("^n ", "accent"), ("Add", "plain")),
        (),
        (("Keys: steps", "heading"),),
        (("1 ", "accent"), ("Step 1", "plain")),
    ]
    assert matching(lines, ["step"]) == [(), lines[3], lines[4]]
    assert text_of(matching(lines, ["nowhere"])[-1]) == "nothing holds these words"
