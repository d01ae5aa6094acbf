"""The lexer agrees with `tomllib` about what is where."""

from __future__ import annotations

import contextlib
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from workbook_texts import leaves, make

from partnerbook.workbook.block import split_blocks
from partnerbook.workbook.items import scan
from partnerbook.workbook.scan import ScanError

seeds = st.integers(0, 2**40)


def arrays_of_tables(text):
    """The addresses of arrays of tables, without the numbers of their entries."""
    found = set()
    for item in scan(text):
        if item.value is None and not item.canonical:
            found.add(item.parts[:-1])
    return found


@settings(max_examples=300, deadline=None)
@given(seeds)
def test_every_value_is_found_where_tomllib_finds_it(seed):
    text = make(seed)
    data = tomllib.loads(text)
    arrays = arrays_of_tables(text)
    found = set()
    for item in scan(text):
        array = next((a for a in sorted(arrays, key=len) if item.parts[: len(a)] == a), None)
        if array is not None:
            found.add(array)
        elif item.value is not None and not (value := text[slice(*item.value)]).startswith("{"):
            found.add(item.parts)
            held = data
            for part in item.parts:
                held = held[part]
            assert repr(tomllib.loads("x = " + value)["x"]) == repr(held)
    assert found == leaves(data)


@settings(max_examples=200, deadline=None)
@given(seeds)
def test_places_point_at_keys_and_blocks_make_up_the_text(seed):
    text = make(seed)
    lines = text.split("\n")
    for item in scan(text):
        if item.value is not None:
            key = text[slice(*item.key)]
            assert lines[item.line - 1][item.column - 1 :].startswith(key)
            assert text[item.whole[0] : item.whole[1]].strip().startswith(key)
        else:
            assert lines[item.line - 1][item.column - 1] == "["
    closed = text if text.endswith("\n") or not text else text + "\n"
    assert "".join(block.text for block in split_blocks(closed)) == closed


def test_what_is_canonical():
    text = 'a = 1\nb.c = 2\nd = { e = 3 }\n[f]\n"g h" = 4\n[[i]]\nj = 5\n'
    plain = {item.parts: item.canonical for item in scan(text)}
    assert plain == {
        ("a",): True,
        ("b", "c"): False,
        ("d",): False,
        ("d", "e"): False,
        ("f",): True,
        ("f", "g h"): True,
        ("i", "0"): False,
        ("i", "0", "j"): False,
    }


def test_numbers_of_nested_arrays_of_tables():
    text = "[[a]]\n[[a.b]]\nx = 1\n[[a.b]]\nx = 2\n[[a]]\n[a.c]\ny = 3\n"
    values = [item.parts for item in scan(text) if item.value]
    assert values == [("a", "0", "b", "0", "x"), ("a", "0", "b", "1", "x"), ("a", "1", "c", "y")]


@pytest.mark.parametrize(
    "text",
    ["a", "a = ", "[a", 'a = "x', "a = [1", "= 1", 'a = """x', "a = {b = 1", "[a] b"],
)
def test_what_is_no_toml_is_refused(text):
    with pytest.raises(ScanError):
        list(scan(text))


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab=.[]{}\"'#\\ \n\r,1-", max_size=40))
def test_any_text_is_scanned_or_refused(text):
    try:
        tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        with contextlib.suppress(ScanError):
            list(scan(text))
        return
    list(scan(text))
