"""Text made safe to show: no control reaches the terminal, no markup acts, widths are exact."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text
from textual.content import Content

from partnerbook.tui.glyphs import ASCII, UNICODE, Glyphs, bar, choose_glyphs
from partnerbook.tui.text import safe, safe_content, safe_line, safe_width, typed

ANY_TEXT = st.text(st.characters(), max_size=80) | st.sampled_from(
    ["[@click=app.quit]x", "\x1b]0;t\x07", "a\u202eb", "e" + "\u0301" * 90, "日本語" * 20, "\ud800"]
)


def dangerous(text: str) -> list[str]:
    return [char for char in text if not char.isprintable()]


@given(ANY_TEXT, st.integers(1, 60), st.booleans())
@settings(max_examples=150)
def test_a_line_is_inert_and_exactly_as_wide_as_asked(text: str, width: int, ascii_only: bool) -> None:
    for align in ("left", "right"):
        segment = safe_line(text, width, align=align, ascii_only=ascii_only, ellipsis="~")
        assert cell_len(segment.text) == width
        assert not dangerous(segment.text)
        assert segment.text.isascii() or not ascii_only


@given(ANY_TEXT)
@settings(max_examples=100)
def test_rich_text_and_content_hold_the_same_inert_words(text: str) -> None:
    assert not dangerous(safe(text).plain)
    assert safe_content(text).plain == safe(text).plain
    assert not safe(text).spans
    assert not safe_content(text).spans


def test_the_results_are_never_plain_strings() -> None:
    assert isinstance(safe("x"), Text)
    assert isinstance(safe_content("x"), Content)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("[@click=app.quit]x", "[@click=app.quit]x"),
        ("\x1b[31m", "␛[31m"),
        ("\x9b", "<U+009B>"),
        ("a\u202eb", "a<U+202E>b"),
        ("a\u200bb", "a<U+200B>b"),
        ("\ud800", "<U+D800>"),
        ("\U000e0041", "<U+E0041>"),
        ("\x7f", "␡"),
        ("one\ntwo", "one↵two"),
        ("50\xa0000", "50 000"),
        ("é ü 日本", "é ü 日本"),
    ],
)
def test_what_is_dangerous_becomes_a_visible_mark(text: str, shown: str) -> None:
    assert safe(text).plain == shown


def test_lines_can_be_kept_and_marks_are_ascii_on_request() -> None:
    assert safe("a\r\nb\x1b", keep_lines=True).plain == "a\nb␛"
    assert safe("a\x1bé日", ascii_only=True).plain == "a^[???"


def test_combining_marks_and_length_are_capped_and_counted() -> None:
    assert safe("a" + "\u0301" * 300 + "b").plain == "a" + "\u0301" * 3 + "<+297 marks>b"
    assert safe("x" * 50, limit=10).plain == "x" * 10 + "<+40 characters>"


def test_a_cut_line_ends_in_the_ellipsis_and_never_splits_a_wide_letter() -> None:
    assert safe_line("abcdef", 4).text == "abc…"
    assert safe_line("日本語", 4).text == "日… "
    assert safe_line("x" * 1_000_000, 5).text == "xxxx…"
    assert safe_line("25", 4, align="right").text == "  25"
    assert safe_width("日本") == 4


@given(ANY_TEXT, st.booleans())
@settings(max_examples=100)
def test_new_input_takes_no_controls(text: str, lines: bool) -> None:
    accepted = typed(text, lines=lines)
    assert all(char.isprintable() or (lines and char == "\n") for char in accepted)


def test_pasted_lines_and_tabs_become_blanks_in_a_line() -> None:
    assert typed("a\r\nb\tc\n") == "a b c"
    assert typed("a\r\nb", lines=True) == "a\nb"
    assert typed("\x1b[31mred\u202e") == "[31mred"


@pytest.mark.parametrize(
    ("encoding", "wish", "glyphs"),
    [
        ("utf-8", "auto", UNICODE),
        ("UTF8", "auto", UNICODE),
        ("ascii", "auto", ASCII),
        ("ANSI_X3.4-1968", "auto", ASCII),
        ("latin-1", "auto", ASCII),
        (None, "auto", ASCII),
        ("utf-8", "ascii", ASCII),
        ("ascii", "unicode", UNICODE),
    ],
)
def test_signs_follow_the_encoding_or_the_wish(encoding: str, wish: str, glyphs: object) -> None:
    assert choose_glyphs(encoding, wish) is glyphs


def test_every_ascii_sign_is_ascii_and_single_signs_are_one_cell() -> None:
    names = ["error", "warning", "note", "todo", "ok", "cursor", "modified", "ellipsis", "line", "unset"]
    assert all(
        getattr(ASCII, name).isascii() for name in ASCII.__slots__ if isinstance(getattr(ASCII, name), str)
    )
    assert all(cell_len(getattr(glyphs, name)) == 1 for glyphs in (UNICODE, ASCII) for name in names)


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_a_sign_means_one_thing(glyphs: Glyphs) -> None:
    states = ("error", "warning", "note", "todo", "waived", "ok", "modified")
    facts = ("cursor", "up", "down", "unset", "ellipsis", "more", "times", "separator")
    signs = [getattr(glyphs, name) for name in (*states, *facts)]
    assert len(set(signs)) == len(signs)


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_a_bar_fills_by_share_and_keeps_its_width(glyphs: object) -> None:
    assert bar(0, 10, glyphs).strip() == ""
    assert bar(1, 10, glyphs) == glyphs.bar_full * 10
    assert bar(7, 10, glyphs) == glyphs.bar_full * 10
    assert all(len(bar(n / 17, 10, glyphs)) == 10 for n in range(18))
