"""What is measured: the interpreter, the command, the workbooks, and an environment of their own."""

from __future__ import annotations

import compileall
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.generate import BASE, workbook

HERE = Path(__file__).resolve().parent
DAY = "2026-11-01"
_LEFT_OUT = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "NO_COLOR", "COLORTERM", "PARTNERBOOK_DEBUG")
FEW = """format = 1
[program]
name = "A few fields"
currency = "USD"
[tracks.var]
type = "var"
name = "Solution partners"
may_resell = true
[tracks.var.pay]
kind = "margin"
percent = 25
base = "list-price"
[tiers.gold]
name = "Gold"
rank = 1
tracks = ["var"]
[tiers.gold.pay_percent]
var = 30
"""


@dataclass(frozen=True)
class Setting:
    """Everything that the measurements share."""

    folder: Path
    repetitions: int

    @property
    def environment(self) -> dict[str, str]:
        """A terminal of its own kind, byte code on, the person's settings out of reach."""
        held = {key: value for key, value in os.environ.items() if key not in _LEFT_OUT}
        home = str(self.folder)
        own = dict.fromkeys(
            ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"), home
        )
        return {**held, **own, "TERM": "xterm-256color", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}

    def file(self, name: str) -> Path:
        """One of the workbooks."""
        return self.folder / f"{name}.program.toml"

    def opening(self, name: str) -> list[str]:
        """The command that opens a workbook."""
        return [command(), str(self.file(name)), "--at", DAY]


def command() -> str:
    """The installed command."""
    return str(Path(sys.executable).parent / "partnerbook")


def bare() -> list[str]:
    """The command that starts the bare app."""
    return [sys.executable, str(HERE / "bare.py")]


def prepare(setting: Setting) -> None:
    """Write the workbooks and compile all that will be imported."""
    import pydantic
    import textual

    import partnerbook

    texts = {
        "small": BASE.read_text(encoding="utf-8"),
        "none": workbook(0),
        "100": workbook(100),
        "1000": workbook(1_000),
        "10000": workbook(10_000),
        "few": FEW,
        "many": workbook(0, metrics=30, tiers=3),
    }
    for name, text in texts.items():
        # Gold starts above the floor: the flag is what typing brings.
        setting.file(name).write_text(text.replace("\nvar = 18 ", "\nvar = 30 "), encoding="utf-8")
    for module in (partnerbook, textual, pydantic):
        compileall.compile_dir(str(Path(str(module.__file__)).parent), quiet=2)
    compileall.compile_dir(str(HERE), quiet=2)
