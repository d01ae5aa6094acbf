"""What needs no terminal, measured in one process: the full check and a save, against reading with tomllib."""

from __future__ import annotations

import gc
import shutil
import time
import tomllib
from collections.abc import Callable
from datetime import date
from typing import Any

from benchmarks.setting import DAY, Setting
from benchmarks.table import Row, ratio


def measure(setting: Setting) -> list[Row]:
    """At 10,000 partners."""
    from partnerbook.checks import tally
    from partnerbook.checks.engine import run
    from partnerbook.program.edit import Change, Set
    from partnerbook.session.file import WorkbookFile, open_file
    from partnerbook.workbook import write

    path = setting.file("saved")
    shutil.copy(setting.file("10000"), path)
    text, today = path.read_text(encoding="utf-8"), date.fromisoformat(DAY)
    file = open_file(path, today)
    assert isinstance(file, WorkbookFile)
    gc.collect()
    gc.freeze()  # as the interface does after opening
    verifying = _Stopwatch(write._meaning)
    write._meaning = verifying  # type: ignore[assignment]
    parsed: list[float] = []
    checked: list[float] = []
    saved: list[float] = []
    saved_whole: list[float] = []
    for turn in range(max(setting.repetitions, 3)):
        parsed.append(_seconds(lambda: tomllib.loads(text)))
        tally._last = ({}, tally._EMPTY)  # else the counts of the turn before are brought up to date
        checked.append(_seconds(lambda: run(file.session.program, today)))
        file.session.do(Change("edit", (Set("tiers.gold.pay_percent.var", 20 + turn),)))
        verifying.total = 0.0
        whole = _seconds(file.save)
        saved_whole.append(whole)
        saved.append(whole - verifying.total)
    write._meaning = verifying.inner
    return [
        ratio("full check, 10,000 partners ÷ tomllib parse", checked, parsed, 0.3),
        ratio("save after one edit, 10,000 ÷ tomllib parse (verifying apart)", saved, parsed, 0.05, 0.02),
        ratio("save after one edit, verifying parse and all ÷ tomllib parse", saved_whole, parsed),
    ]


class _Stopwatch:
    """A function, and the seconds that were spent in it."""

    def __init__(self, inner: Callable[..., Any]) -> None:
        self.inner = inner
        self.total = 0.0

    def __call__(self, *words: Any) -> Any:
        start = time.perf_counter()
        try:
            return self.inner(*words)
        finally:
            self.total += time.perf_counter() - start


def _seconds(action: Callable[[], Any]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start
