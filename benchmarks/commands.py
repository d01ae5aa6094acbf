"""Commands without a terminal: each against the least that it must do."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Mapping, Sequence

from benchmarks.setting import DAY, Setting, command
from benchmarks.table import Row, ratio

_READ = "import sys, tomllib\nwith open(sys.argv[1], 'rb') as f: tomllib.load(f)"


def measure(setting: Setting) -> list[Row]:
    """``--version``, ``--help``, and ``check`` of three sizes."""
    own, python = command(), sys.executable
    runs: dict[str, list[str]] = {
        "pass": [python, "-c", "pass"],
        "version": [own, "--version"],
        "help": [own, "--help"],
        "pydantic": [python, "-c", "from pydantic import BaseModel"],
        "small": [own, "check", "--at", DAY, str(setting.file("small"))],
    }
    for size in ("1000", "10000"):
        runs[f"read {size}"] = [python, "-c", _READ, str(setting.file(size))]
        runs[size] = [own, "check", "--at", DAY, str(setting.file(size))]
    took = _interleaved(runs, setting)
    return [
        ratio("--version ÷ python -c pass", took["version"], took["pass"], 3, 2.5, peer="20"),
        ratio("--help ÷ python -c pass", took["help"], took["pass"], 3, 2.5, peer="20"),
        ratio("check, small ÷ importing pydantic", took["small"], took["pydantic"], 1.6),
        ratio("check, 1,000 partners ÷ reading with tomllib", took["1000"], took["read 1000"], 2),
        ratio("check, 10,000 partners ÷ reading with tomllib", took["10000"], took["read 10000"], 2),
    ]


def _interleaved(runs: Mapping[str, Sequence[str]], setting: Setting) -> dict[str, list[float]]:
    took: dict[str, list[float]] = {name: [] for name in runs}
    for turn in range(setting.repetitions + 1):
        for name, words in runs.items():
            start = time.perf_counter()
            subprocess.run(words, env=setting.environment, stdout=subprocess.DEVNULL, check=False)
            if turn:  # the first turn warms up
                took[name].append(time.perf_counter() - start)
    return took
