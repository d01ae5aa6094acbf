"""What tests of dialogs share: the text of the whole screen, and texts that mean harm."""

from __future__ import annotations

from typing import Any

from textual.app import App

HOSTILE = (
    "[@click=app.quit]x[/] [/b] [draft]",
    "\x1b]0;title\x07 and \x1b[31mred user\u202egnp.exe zero\u200bwidth a" + "\u0301" * 50,
    "日本語の長い名前がここに入りますとても長い" * 3,
    "two\nlines\tand a tab",
    "x" * 5_000,
)


def screen_text(app: App[Any]) -> str:
    """All that is drawn now, line by line."""
    width, height = app.size
    strips = app.screen._compositor.render_strips()
    assert len(strips) == height
    return "\n".join(strip.text[:width].rstrip() for strip in strips)


def is_safe(text: str) -> bool:
    """Whether a terminal would show all of it and act on none of it."""
    return all(line.isprintable() for line in text.split("\n"))
