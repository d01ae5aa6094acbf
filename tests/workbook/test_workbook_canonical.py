"""Canonical layout: the same program, the same comments, and the same text when it is laid out again."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from workbook_texts import make

from partnerbook.program.build import build
from partnerbook.program.program import Program
from partnerbook.program.table import parts_of
from partnerbook.workbook.canonical import canonical
from partnerbook.workbook.scan import ScanError
from partnerbook.workbook.templates import TEMPLATES, filled
from partnerbook.workbook.write import new_text

SAMPLES = Path(__file__).resolve().parents[2] / "sample_programs"
TEXTS = [path.read_bytes().decode() for path in sorted(SAMPLES.glob("*.toml"))]
TEXTS += [filled(key, "Name", date(2027, 3, 1)) for key in TEMPLATES]


def comments(text: str) -> list[str]:
    return sorted(re.findall(r"# c\d+ note", text))


@given(st.integers(0, 10**6), st.booleans())
@settings(max_examples=150, deadline=None)
def test_the_meaning_and_the_comments_stay_and_twice_is_once(seed: int, plain: bool) -> None:
    text = make(seed, plain=plain)
    laid_out = canonical(text)
    assert repr(sorted_(tomllib.loads(laid_out))) == repr(sorted_(tomllib.loads(text)))
    assert comments(laid_out) == comments(text)
    assert canonical(laid_out) == laid_out


def sorted_(value: object) -> object:
    return {key: sorted_(value[key]) for key in sorted(value)} if isinstance(value, dict) else value


@st.composite
def shuffled(draw: st.DrawFn) -> tuple[str, str]:
    """A workbook, and the same with tables in another order and other blank lines."""
    text = draw(st.sampled_from(TEXTS))
    head, *tables = re.split(r"(?m)^(?=\[)", text)
    order = draw(st.permutations(range(len(tables))))
    gaps = draw(st.lists(st.sampled_from(["", "\n", "\n\n\n"]), min_size=len(tables), max_size=len(tables)))
    mixed = head + "".join(
        tables[number].rstrip("\n") + "\n\n" + gap for number, gap in zip(order, gaps, strict=True)
    )
    return text, mixed


@given(shuffled())
@settings(max_examples=60, deadline=None)
def test_any_order_of_tables_keeps_the_program_and_gets_the_order_of_the_format(
    pair: tuple[str, str],
) -> None:
    text, mixed = pair
    laid_out = canonical(mixed)
    assert build(without_format(laid_out)).program == build(without_format(text)).program
    assert canonical(laid_out) == laid_out
    assert sorted(re.findall("#.*", laid_out)) == sorted(re.findall("#.*", text))
    tops = [re.match(r"\[(\w+)", line)[1] for line in laid_out.split("\n") if line.startswith("[")]  # type: ignore[index]
    seen = list(dict.fromkeys(tops))
    assert len(seen) == sum(1 for one, two in zip(["", *tops], tops, strict=False) if one != two)
    assert seen == [name for name in parts_of(Program) if name in seen]


def without_format(text: str) -> dict[str, object]:
    return {key: value for key, value in tomllib.loads(text).items() if key != "format"}


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_what_this_release_writes_is_canonical(text: str) -> None:
    written = new_text(build(without_format(text)).program)
    assert canonical(written) == written


def test_tables_keys_blank_lines_and_comments_get_their_place() -> None:
    assert (
        canonical(
            """\
#:schema ./partnerbook.schema.json
# The plan.

format=1


# ── Step 2 ──

# about gold
[tiers.gold]   # the top
rank=2 # from 0

# its name
"name" = 'Gold'
[company]
gross_margin_percent = 75#of subscription
arr = 8_000_000
# arr = 9_000_000

# ── Before the steps ──

[ program ]
  name = "P"

# the end
"""
        )
        == """\
#:schema ./partnerbook.schema.json
# The plan.

format = 1

# ── Before the steps ──

[program]
name = "P"

[company]
arr = 8_000_000
gross_margin_percent = 75         #of subscription
# arr = 9_000_000

# ── Step 2 ──

# about gold
[tiers.gold]                      # the top
# its name
name = 'Gold'
rank = 2                          # from 0

# the end
"""
    )


def test_keys_that_the_author_chose_and_unknown_ones_keep_their_order() -> None:
    text = """\
format = 1

[tiers.zinc]
rank = 1

[tiers.zinc.requires]
z = 1
a = 2

[tiers.gold]
rank = 2

[zebra]
z = 1
a = 2

[aardvark]
x = 1
"""
    assert canonical(text) == text


def test_comments_are_in_one_column_and_a_very_long_line_moves_no_other() -> None:
    text = f"""\
format = 1

[company]
arr = 1 # a
sales_cycle_variation = 0.123456789012345 # b
direct_arr = 2

[program]
name = "P" # c
goals = [{", ".join(['"new-markets"'] * 5)}] # d
"""
    lines = {line[-1]: line.index("#") for line in canonical(text).split("\n") if "#" in line}
    assert lines["a"] == lines["b"] == 42
    assert lines["c"] == 34
    assert lines["d"] > 58


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_stay_and_a_missing_last_one_comes(end: str) -> None:
    text = end.join(["format = 1", "", "", "[company]", "arr = 1", "[program]", 'name = """', 'a"""'])
    want = ["format = 1", "", "[program]", 'name = """', 'a"""', "", "[company]", "arr = 1", ""]
    assert canonical(text) == end.join(want)


@pytest.mark.parametrize(
    "text",
    [
        "format = 1\n\n[[partners]]\nname = 1\n\n[partners.x]\na = 1\n\n[[partners]]\nname = 2\n",
        "format = 1\n\n[tracks.b]\nname = 'b'\n\n[tracks]\na.name = 'a'\n",
        "format = 1\ntiers.gold = { rank = 1, name = 'x' }\nprogram.name = 'P'\n",
    ],
)
def test_order_that_means_something_stays(text: str) -> None:
    laid_out = canonical(text)
    assert tomllib.loads(laid_out) == tomllib.loads(text)
    assert list(tomllib.loads(laid_out).get("tracks", {})) == list(tomllib.loads(text).get("tracks", {}))
    assert canonical(laid_out) == laid_out


def test_nothing_stays_nothing_and_no_toml_is_refused() -> None:
    assert canonical("") == ""
    assert canonical("# only this") == "# only this\n"
    with pytest.raises(ScanError):
        canonical("[a]\n[a]\n")
