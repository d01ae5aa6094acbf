"""Keys in a running program: to the flag, to another page, through a long table."""

from __future__ import annotations

import re
from contextlib import ExitStack

from benchmarks.setting import Setting, bare
from benchmarks.table import Row, high, ratio
from benchmarks.terminal import Seen, Terminal, click, painted, place_of

TIERS, RECRUITING = "\x1bOS", "\x1b[17~"
STEPS = ("\x1bOR", "\x1bOS", "\x1b[15~", "\x1b[17~", "\x1b[18~", "\x1b[20~", "\x1bOQ")
"""F3 to F7, F9, F2."""
PAGE_DOWN, ESCAPE, HOME = "\x1b[6~", "\x1b", "\x1b[1;5H"
_WIDE_SHARE = 0.5


def measure_flags(setting: Setting) -> list[Row]:
    """From a key to its flag, against the echo of a bare input; all programs take turns."""
    names = ("few", "none", "100", "10000", "many")
    with ExitStack() as stack:
        echo = _started(stack, bare(), setting)
        programs = {name: _started(stack, setting.opening(name), setting) for name in names}
        for program in programs.values():
            _to_pay(program)
        echoes: list[float] = []
        flags: dict[str, list[float]] = {name: [] for name in names}
        for _ in range(setting.repetitions * 3):
            for _ in range(2):
                echoes.append(echo.key_to("x", _line_longer(echo.lines[2])))
            for name, program in programs.items():
                flags[name] += _flagged(program)
    return [
        ratio("key to flag ÷ bare echo, median", flags["none"], echoes, 1.3, 0.9, peer="2.2 (no checks)"),
        ratio("key to flag ÷ bare echo, p95", [high(flags["none"])], [high(echoes)], 2),
        ratio("key to flag at 10,000 partners ÷ at 100", flags["10000"], flags["100"], 1.15),
        ratio("key to flag, 150 fields ÷ 10 fields", flags["many"], flags["few"], 1.3),
    ]


def measure_pages(setting: Setting) -> list[Row]:
    """Switching steps against pushing an empty screen; a table of 10,000 against `DataTable`."""
    with ExitStack() as stack:
        floor = _started(stack, bare(), setting)
        small = _started(stack, setting.opening("small"), setting)
        large = _started(stack, setting.opening("10000"), setting)
        empty = _shown_after(floor, "\x1bOR")
        _back(floor)
        listed = _shown_after(floor, "\x1b[15~")
        _back(floor)
        steps = [painted(_shown_after(small, key)) for key in STEPS]
        _shown_after(large, RECRUITING)
        large.key_to("\x1bOQ", lambda lines: any("Annual recurring" in line for line in lines))
        took: dict[str, list[float]] = {
            name: [] for name in ("empty", "steps", "theirs", "ours", "page", "echo")
        }
        for turn in range(setting.repetitions):
            took["empty"].append(floor.key_to("\x1bOR", painted(empty)))
            _back(floor)
            took["steps"] += [small.key_to(key, step) for key, step in zip(STEPS, steps, strict=True)]
            if turn < max(setting.repetitions // 2, 2):
                took["theirs"].append(floor.key_to("\x1b[15~", painted(listed)))
                _back(floor)
            took["ours"].append(large.key_to(RECRUITING, _other_than(large.lines)))
            for _ in range(3):
                took["page"].append(large.key_to(PAGE_DOWN, _other_than(large.lines)))
                took["echo"].append(floor.key_to("x", _line_longer(floor.lines[2])))
            large.key_to("\x1bOQ", lambda lines: any("Annual recurring" in line for line in lines))
    return [
        ratio("switching steps ÷ pushing an empty screen", took["steps"], took["empty"], 2),
        ratio("opening a table of 10,000 ÷ DataTable", took["ours"], took["theirs"], 0.05),
        ratio("a page of it ÷ bare echo", took["page"], took["echo"], 2.5),
    ]


def _started(stack: ExitStack, words: list[str], setting: Setting) -> Terminal:
    terminal = Terminal(words, setting.environment)
    stack.callback(terminal.kill)
    terminal.until(lambda lines: _has(lines[:1], "A bare Textual app") or _has(lines[:1], "saved"))
    terminal.settle(0.4)
    return terminal


def _to_pay(terminal: Terminal) -> None:
    """The cursor to what Gold is paid."""
    terminal.send(TIERS)
    terminal.settle(0.4)
    terminal.send(click(*place_of(terminal.lines, r"Solution partners .*?(30) %")))
    terminal.settle(0.4)


def _flagged(terminal: Terminal) -> list[float]:
    """The seconds of two keys, "1" and "8"."""
    took = [
        terminal.key_to("1", _says(r"(?<!\d)1 % is below")),
        terminal.key_to("8", _says(r"18 % is below")),
    ]
    terminal.send(ESCAPE)
    terminal.until(lambda lines: not _says(r"\d % is below")(lines))
    terminal.settle(0.1)
    return took


def _has(lines: list[str], text: str) -> bool:
    return any(text in line for line in lines)


def _says(pattern: str) -> Seen:
    found = re.compile(pattern)
    return lambda lines: any(found.search(line) for line in lines)


def _line_longer(line: str) -> Seen:
    count = line.count("x")
    return lambda lines: lines[2].count("x") > count


def _other_than(before: list[str]) -> Seen:
    """Most lines show something else."""
    needed = _WIDE_SHARE * len(before) * 0.5
    return lambda lines: sum(a != b for a, b in zip(before, lines, strict=True)) >= needed


def _shown_after(terminal: Terminal, key: str) -> list[str]:
    before = terminal.lines
    terminal.send(key)
    terminal.until(lambda lines: sum(a != b for a, b in zip(before, lines, strict=True)) > 1)
    terminal.settle(0.4)
    return terminal.lines


def _back(floor: Terminal) -> None:
    floor.send("\x1bOS")
    floor.until(_says("type here|A bare Textual app"))
    floor.settle(0.1)
