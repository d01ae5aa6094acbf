"""Damaged workbooks: every command says something and ends with a status; nothing escapes to the terminal."""

from __future__ import annotations

import io
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from unittest.mock import patch

from cli_run import DAY, controls, sample
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerbook.cli import main as command_line

EXAMPLE = Path(sample("example")).read_text()
JUNK = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            '"withheld"',
            "[[x]]",
            "]",
            "[tiers]",
            "= ",
            "\n",
            '"""',
            "1e400",
            "\x1b[2J",
            "\u202e",
            "<<<<<<< a\n",
            "nan",
            "true",
        ]
    ),
)


@settings(max_examples=60, deadline=None)
@given(
    cuts=st.lists(st.tuples(st.integers(0, len(EXAMPLE)), st.integers(0, 60), JUNK), min_size=1, max_size=4),
    command=st.sampled_from(
        [["check", "-"], ["check", "-", "--format", "json"], ["show", "-"], ["get", "-", "tiers"]]
    ),
)
def test_damage_is_reported(cuts: list[tuple[int, int, str]], command: list[str]) -> None:
    text = EXAMPLE
    for at, length, junk in cuts:
        text = text[:at] + junk + text[at + length :]
    words = [*command, "--at", DAY] if command[0] != "get" else command
    data = text.encode("utf-8", "surrogatepass")
    out, err = io.StringIO(), io.StringIO()
    with (
        patch("sys.stdin", io.TextIOWrapper(io.BytesIO(data))),
        patch("gc.disable"),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        status = command_line.main(words)
    assert status in (0, 1, 2)
    assert out.getvalue() + err.getvalue()
    assert controls(out.getvalue() + err.getvalue()) == []
