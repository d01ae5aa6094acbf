from __future__ import annotations

import asyncio

import pytest

_TURNS = 25
"""More than a key needs to go from the application to the sheet and back."""


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """`Pilot.press` sleeps 40 ms for each key until the processor is idle: here it lets messages pass instead."""

    async def passed(*_: float) -> None:
        for _turn in range(_TURNS):
            await asyncio.sleep(0)

    monkeypatch.setattr("textual.app.wait_for_idle", passed)
    monkeypatch.setattr("textual.pilot.wait_for_idle", passed)
