"""The picture of the README: the sound sample with a margin of 18 % being typed over Gold's."""

from __future__ import annotations

import asyncio
import os
import tempfile
from datetime import date
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
SIZE: Final = (120, 36)
TODAY: Final = date(2026, 11, 24)


def render() -> str:
    """The picture as SVG; the same on every machine."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PARTNERBOOK_CONFIG_DIR"] = folder
        return asyncio.run(_taken(ROOT / "sample_programs" / "sound.program.toml"))


async def _taken(path: Path) -> str:
    from partnerbook.tui.app import PartnerbookApp

    app = PartnerbookApp(path, today=TODAY)
    async with app.run_test(size=SIZE) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press("f4")
        await pilot.pause()
        screen = app.workbook
        assert screen is not None
        screen.go_to("tiers.gold.pay_percent.var")
        await pilot.pause()
        await pilot.press("1", "8")
        await pilot.pause()
        return app.export_screenshot(title="partnerbook")
