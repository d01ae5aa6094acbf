from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings and recent files of these tests lie in a folder of their own."""
    monkeypatch.setenv("PARTNERBOOK_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture(autouse=True)
def collected(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each app that is started freezes what is there, for ever: here many start in one process."""
    monkeypatch.setattr("gc.freeze", lambda: None)
