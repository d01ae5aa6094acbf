"""Conflict markers written and read back, and what both versions together are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerbook.workbook.conflicts import Hunk, Labels, can_be_both, hunks, marked, pieces_of, resolved

lines = st.lists(st.sampled_from(["a = 1", "# note", "", "[t]", "b = 'x'"]), max_size=3).map(
    lambda rows: "".join(f"{row}\n" for row in rows)
)
pieces = st.lists(st.tuples(lines, lines, lines, lines), max_size=4).map(
    lambda rows: [piece for text, *three in rows for piece in (text, Hunk(*three))]
)


@given(pieces, st.booleans())
def test_what_is_written_is_read_back(made: list[str | Hunk], with_base: bool) -> None:
    found = pieces_of(marked(made, with_base=with_base))
    assert [(each.ours, each.theirs) for each in hunks(found)] == [
        (each.ours, each.theirs) for each in hunks(made)
    ]
    assert resolved(found, lambda _: "ours") == resolved(made, lambda _: "ours")
    assert resolved(found, lambda _: "theirs") == resolved(made, lambda _: "theirs")
    assert all((each.base is not None) == with_base for each in hunks(found))


def test_as_git_writes_them() -> None:
    text = marked(
        ["x\n", Hunk("a\n", "b\n", "c\n")], size=9, labels=Labels("HEAD", "0123", "other"), with_base=True
    )
    assert text == f"x\n{'<' * 9} HEAD\na\n{'|' * 9} 0123\nc\n{'=' * 9}\nb\n{'>' * 9} other\n"


@pytest.mark.parametrize(
    "text",
    [
        "<<<<<<< a\nx\n",
        "<<<<<<< a\nx\n>>>>>>> b\n",
        "=======\n>>>>>>> b\n<<<<<<< a\n",
        "x = '''\n<<<<<<< a\n=======\n>>>>>>> b\n'''\n",
    ],
)
def test_what_is_no_conflict_stays_text(text: str) -> None:
    assert pieces_of(text) == (text,)


def test_a_marker_that_is_left_over_does_not_hide_a_conflict() -> None:
    found = pieces_of("<<<<<<< lost\nx\n<<<<<<< a\n1\n=======\n2\n>>>>>>> b\ny")
    assert [(each.ours, each.theirs) for each in hunks(found)] == [("1\n", "2\n")]
    assert resolved(found, lambda _: "ours") == "<<<<<<< lost\nx\n1\ny"


@pytest.mark.parametrize(
    ("ours", "theirs", "both"),
    [
        ("a = ['x'] # n\n", "a = ['y', 'x']\n", "a = ['x', 'y'] # n\n"),
        ("[t.a]\nx = 1\n", "[t.b]\nx = 2\n", "[t.a]\nx = 1\n[t.b]\nx = 2\n"),
        ("a = 1\n", "b = 2\n", "a = 1\nb = 2\n"),
        ("a = 1\n", "a = 2\n", None),
        ("[t.a]\n", "[t.a]\n", None),
        ("", "a = 2\n", None),
        ("[t\n", "a = 2\n", None),
    ],
)
def test_both_versions_together(ours: str, theirs: str, both: str | None) -> None:
    hunk = Hunk(ours, theirs)
    assert can_be_both(hunk) == (both is not None)
    if both is not None:
        assert hunk.chosen("both") == both
