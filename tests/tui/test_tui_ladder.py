"""The ladder of tiers, drawn: values, marks and steps that stay apart from one another."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tui_driver import SAMPLES, Driver, running

TIERS = ("registered", "silver", "gold", "gold-copy", "gold-copy-copy")


def grown(folder: Path, value: str) -> Path:
    """The example with the requirement of its highest tier set to a value, and three tiers only."""
    path = folder / "grown.program.toml"
    text = (SAMPLES / "example.program.toml").read_text()
    path.write_text(text.replace("sourced-revenue = 100_000", f"sourced-revenue = {value}"))
    return path


async def changed_everywhere(d: Driver, values: dict[str, str]) -> None:
    for at, text in values.items():
        for tier in TIERS:
            if d.sheet.model.index_of(f"tiers.{tier}.{at}") is not None:
                await d.enter(f"tiers.{tier}.{at}", text)


@pytest.mark.parametrize("copies", [0, 1, 2])
@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 40)])
async def test_a_mark_stands_beside_its_own_value_only(
    tmp_path: Path, copies: int, size: tuple[int, int]
) -> None:
    async with running(grown(tmp_path, "100_000"), size=size) as d:
        await d.press("f4")
        for _ in range(copies):
            await d.go("tiers.gold.name")
            await d.press("ctrl+d")
        await changed_everywhere(d, {"pay_percent.var": "18", "requires.sourced-revenue": "70000"})
        await changed_everywhere(d, {"name": "A tier of many words"})
        await d.go("tiers.registered.rank")
        lines = [line for line in d.drawn().split("\n") if "•" in line]
        assert len(lines) == 3
        for line in lines:
            assert not re.search(r"\S ?•", line), line
            assert re.search(r"• ?\S", line), line


@pytest.mark.parametrize(
    ("value", "step"),
    [
        ("51_000", "↑"),
        ("80_000", "×1.6"),
        ("500_000", "×10"),
        ("7_500_000_000", "×150k"),
        ("49_999_000_000", "×1M"),
        ("9_000_000_000_000_000", "×2e11"),
        ("1_000", "↓"),
    ],
)
async def test_a_step_always_fits_at_the_right_edge(tmp_path: Path, value: str, step: str) -> None:
    async with running(grown(tmp_path, value), size=(80, 24)) as d:
        await d.go("tiers.gold.rank")
        line = next(line for line in d.drawn().split("\n") if "Sourced revenue" in line)
        assert line.endswith(" " + step)
        ends = {len(line) for line in d.drawn().split("\n") if re.search(r" [×+↑↓][\w.]*$", line)}
        assert len(ends) == 1, "the steps stand below one another, at the right"
