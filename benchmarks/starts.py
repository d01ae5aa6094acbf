"""Starting, memory and quitting, in a pseudo-terminal."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from benchmarks.setting import Setting, bare
from benchmarks.table import Row, ratio
from benchmarks.terminal import Seen, Terminal, painted

_GROWTH = """
import sys, tomllib
def rss(): return next(int(l.split()[1]) for l in open('/proc/self/status') if l.startswith('VmRSS'))
before = rss()
with open(sys.argv[1], 'rb') as f: held = tomllib.load(f)
print(rss() - before)
"""
_RAIL = "5 Conflict"
_KEY = "7"


@dataclass
class Starts:
    """What was measured of one program, in seconds and KiB."""

    framed: list[float] = field(default_factory=list)
    painted: list[float] = field(default_factory=list)
    accepted: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    quitting: list[float] = field(default_factory=list)


def measure(setting: Setting) -> list[Row]:
    """All that is measured from the start of a program to its end."""
    programs: dict[str, tuple[list[str], str]] = {
        "bare": (bare(), "\x11"),
        "small": (setting.opening("small"), "\x1b\x11"),
        "10000": (setting.opening("10000"), "\x1b\x11"),
    }
    finished = {name: painted(_finished(words, setting)) for name, (words, _) in programs.items()}
    found = {name: Starts() for name in programs}
    for _ in range(setting.repetitions):
        for name, (words, quit_keys) in programs.items():
            _once(found[name], Terminal(words, setting.environment), finished[name], quit_keys)
    floor, small, large = found["bare"], found["small"], found["10000"]
    parse = _parse_seconds(setting)
    growth = int(subprocess.check_output([sys.executable, "-c", _GROWTH, str(setting.file("10000"))]))
    whole = median(floor.accepted) + 1.5 * parse
    own_growth = median(large.memory) - median(small.memory)
    return [
        ratio("start to 90 % painted ÷ bare app", small.painted, floor.painted, 1.5, 1.25, peer="2.3"),
        ratio("start to first key accepted ÷ bare app", small.accepted, floor.accepted, 1.5, 1.25),
        ratio("start to the frame, 10,000 partners ÷ bare app", large.framed, floor.painted, 1.5, 1.3),
        ratio("start to data and flags, 10,000 ÷ (bare app + 1.5 × tomllib)", large.painted, [whole], 1.0),
        Row("memory, small ÷ bare app", median(small.memory) / median(floor.memory), 1.5, peer="1.3",
            raw=f"{median(small.memory) / 1024:.0f} / {median(floor.memory) / 1024:.0f} MiB"),
        Row("memory growth by 10,000 partners ÷ tomllib's", own_growth / growth, 4,
            raw=f"{own_growth / 1024:.0f} / {growth / 1024:.0f} MiB"),
        ratio("quitting ÷ quitting the bare app", small.quitting, floor.quitting, 1.2),
    ]  # fmt: skip


def _typed(before: list[str]) -> Seen:
    """A 7 more stands on the screen, in the input of the bare app or under our cursor."""
    count = sum(line.count(_KEY) for line in before if _is_input(line))
    return lambda lines: sum(line.count(_KEY) for line in lines if _is_input(line)) > count


def _is_input(line: str) -> bool:
    return line.startswith(("\u25b8", "\u258a"))


def _finished(words: Sequence[str], setting: Setting) -> list[str]:
    terminal = Terminal(words, setting.environment)
    terminal.until(lambda lines: "A bare Textual app" in lines[0] or "saved" in lines[0])
    terminal.settle(0.4)
    lines = terminal.lines
    terminal.kill()
    return lines


def _once(found: Starts, terminal: Terminal, finished: Seen, quit_keys: str) -> None:
    framed = terminal.until(lambda lines: _framed(lines) or finished(lines))
    found.framed.append(framed - terminal.started)
    found.painted.append(terminal.until(finished) - terminal.started)
    typed = _typed(terminal.lines)
    terminal.send(_KEY)
    found.accepted.append(terminal.until(typed) - terminal.started)
    terminal.settle(0.3)
    found.memory.append(float(terminal.memory()))
    if len(quit_keys) > 1:
        terminal.send(quit_keys[0])
        terminal.settle(0.3)
    found.quitting.append(terminal.quit(quit_keys[-1]))


def _framed(lines: list[str]) -> bool:
    return any(_RAIL in line for line in lines[:3])


def _parse_seconds(setting: Setting) -> float:
    code = """
import statistics, sys, time, tomllib
text, took = open(sys.argv[1], encoding='utf-8').read(), []
for _ in range(5):
    start = time.perf_counter(); tomllib.loads(text); took.append(time.perf_counter() - start)
print(statistics.median(took))
"""
    return float(subprocess.check_output([sys.executable, "-c", code, str(setting.file("10000"))]))
