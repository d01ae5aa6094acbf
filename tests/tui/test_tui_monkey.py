"""Keys pressed at random, faster than they are handled: nothing breaks, and all of it can be undone."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from textual.events import Key
from tui_driver import Driver, example, running

KEYS = (
    *("up", "down", "left", "right") * 6,
    *("enter", "tab", "shift+tab", "home", "end", "pagedown", "pageup", "ctrl+home", "ctrl+end"),
    *("escape",) * 5,
    *("delete", "backspace", "ctrl+n", "ctrl+d", "ctrl+r", "alt+up", "alt+down", "ctrl+z", "ctrl+y", "ctrl+v"),
    *("f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "f10", "f12", "ctrl+l", "ctrl+t", "ctrl+e", "ctrl+f", "ctrl+s"),
)  # fmt: skip
TEXTS = (
    "18",
    "0",
    "abc",
    "yes",
    "2027-01-05",
    "1e400",
    "[/b]",
    "☕é",
    "withheld",
    ",",
    "/",
    "few",
    "j",
    "g",
    "10k",
    "日本語",
)
BURST = 6


async def burst(d: Driver, rng: random.Random) -> None:
    """A few keys at once."""
    for _ in range(BURST):
        if rng.random() < 0.75:
            key = rng.choice(KEYS)
            d.app.post_message(Key(key, None))
        else:
            for char in rng.choice(TEXTS):
                d.app.post_message(Key(char, char))
    await d.settle()


@pytest.mark.parametrize("seed", range(4))
async def test_random_keys_break_nothing_and_are_undone(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    names = ("example", "sound", "odoo-v11")
    async with running(example(tmp_path, names[seed % 3]), ((80, 24), (120, 40))[seed % 2]) as d:
        before = d.book.session.document.text
        book = d.book
        for _ in range(15):
            await burst(d, rng)
            assert not d.app._exit, "ended"
        for _ in range(10):  # whatever lies above
            if d.app.screen is not book:
                await d.press("escape")
        assert d.app.screen is book
        book.commit_typing()
        for _ in range(len(book.session.history)):
            book.session.undo()
        assert book.session.document.text == before
