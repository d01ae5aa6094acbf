"""Running the command line in tests: in this process, or as a process of its own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from partnerbook.cli import main as command_line

SAMPLES = Path(__file__).resolve().parents[2] / "sample_programs"
DAY = "2026-11-24"


@dataclass(frozen=True)
class Ran:
    status: int
    out: str
    err: str


class Runner:
    """Runs commands in this process; nothing of the person's own is touched."""

    def __init__(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, home: Path
    ) -> None:
        self._capsys = capsys
        self._monkeypatch = monkeypatch
        monkeypatch.chdir(home)
        monkeypatch.setenv("PARTNERBOOK_CONFIG_DIR", str(home / "config"))
        monkeypatch.setattr("gc.disable", lambda: None)
        monkeypatch.delenv("PARTNERBOOK_DEBUG", raising=False)

    def __call__(self, *words: str, stdin: bytes = b"") -> Ran:
        self._monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        try:
            status = command_line.main(list(words))
        except SystemExit as leaving:  # argparse, after --help
            status = leaving.code if isinstance(leaving.code, int) else 2
        out, err = self._capsys.readouterr()
        return Ran(status, out, err)


def process(*words: str, stdin: bytes = b"", cwd: Path | None = None, **variables: str) -> Ran:
    """The command as a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "partnerbook", *words],
        input=stdin,
        capture_output=True,
        cwd=cwd,
        env=environment(**variables),
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def environment(**variables: str) -> dict[str, str]:
    """The environment of a process; an empty text takes a variable out."""
    merged = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", **variables}
    return {name: value for name, value in merged.items() if value}


def sample(name: str) -> str:
    """The path of a sample workbook."""
    return str(SAMPLES / f"{name}.program.toml")


def controls(text: str) -> list[str]:
    """Characters that act on a terminal or hide; line ends are none."""
    return [char for char in text if char != "\n" and not char.isprintable()]


def need_keys(value: Any, keys: dict[str, type | tuple[type, ...]]) -> None:
    """Fail unless an object has exactly these keys with values of these types."""
    assert isinstance(value, dict)
    assert list(value) == list(keys)
    for name, kind in keys.items():
        assert isinstance(value[name], kind), name
        assert kind is bool or not isinstance(value[name], bool), name
