from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

_TURNS = 25
"""More than a key needs to go from the application to what has the focus and back."""


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings and recent files of these tests lie in a folder of their own."""
    monkeypatch.setenv("PARTNERBOOK_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture(autouse=True)
def collected(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each app that is started freezes what is there, for ever: here many start in one process."""
    monkeypatch.setattr("gc.freeze", lambda: None)


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """`Pilot.press` sleeps 40 ms for each key until the processor is idle: here it lets messages pass instead."""

    async def passed(*_: float) -> None:
        for _turn in range(_TURNS):
            await asyncio.sleep(0)

    monkeypatch.setattr("textual.app.wait_for_idle", passed)
