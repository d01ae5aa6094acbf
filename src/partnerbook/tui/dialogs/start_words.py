"""What the start screen says: its title, and workbooks in a few words."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from textual.content import Content

from partnerbook.program.address import slug
from partnerbook.session.file import SUFFIX
from partnerbook.tui.glyphs import Glyphs
from partnerbook.tui.page import Paint


def art(glyphs: Glyphs) -> Content:
    """A small ladder of tiers, and what this is."""
    full, top = ("##", "##") if glyphs.ascii else ("██", "▄▄")
    rows = (
        (f"      {top}", ""),
        (f"   {top} {full}", "partnerbook"),
        (f"{full} {full} {full}", "a partner program, designed and checked step by step"),
    )
    lines = [
        Content.assemble(
            (drawn.ljust(8), "$text-accent"), "    ", (words, "bold" if index == 1 else "$text-muted")
        )
        for index, (drawn, words) in enumerate(rows)
    ]
    return Content("\n").join(lines)


def ago(moment: datetime, today: date) -> str:
    """When something was, as people say it."""
    days = (today - moment.date()).days
    if days <= 0:
        return f"today {moment:%H:%M}"
    if days == 1:
        return f"yesterday {moment:%H:%M}"
    return f"{days} days ago" if days < 14 else f"{moment:%Y-%m-%d}"


def home(path: Path) -> str:
    """A folder, with ``~`` for the person's own."""
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(path)


def file_name(program: str) -> str:
    """A file name for a program: ``northwind.program.toml``."""
    return f"{slug(program)[:40].strip('-') if program.strip() else 'partners'}{SUFFIX}"


def about(path: Path) -> str:
    """What an example says of itself: its first comment."""
    try:
        with path.open(encoding="utf-8") as file:
            first = file.readline()
    except (OSError, ValueError):
        return ""
    return first.removeprefix("#").strip()[:200] if first.startswith("#") else ""


def state_paint(state: str) -> Paint:
    """How the state of a workbook is drawn: as the worst in it."""
    for word in ("error", "warning"):
        if word in state:
            return "error" if word == "error" else "warning"
    return "muted"
