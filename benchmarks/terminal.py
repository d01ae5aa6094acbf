"""A program in a pseudo-terminal: what it showed, and when.

The bytes are taken down with the moment of their arrival and looked at afterwards, so that drawing the
screen in Python does not slow down what is measured.
"""

from __future__ import annotations

import os
import re
import select
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pyte
from ptyprocess import PtyProcess

COLUMNS, LINES = 120, 40
Seen = Callable[[list[str]], bool]
"""Whether a screen, as its lines, shows what is waited for."""

_STRANGE = re.compile(rb"\x1b\[[<>=][\d;]*[A-Za-z]|\x1b\[\?[\d;]*\$[a-z]|\x1bP.*?\x1b\\", re.DOTALL)
_OPEN_ESCAPE = re.compile(rb"\x1b(?:\[[<>=?\d;$]*)?\Z|\x1bP(?:(?!\x1b\\).)*\Z", re.DOTALL)


class Terminal:
    """One running program and its screen."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._screen = pyte.Screen(COLUMNS, LINES)
        self._stream = pyte.ByteStream(self._screen)
        self._rest = b""
        self._lines = [""] * LINES
        self.started = time.perf_counter()
        self._process = PtyProcess.spawn(list(command), env=dict(environment), dimensions=(LINES, COLUMNS))

    @property
    def pid(self) -> int:
        """The process."""
        return int(self._process.pid)

    @property
    def lines(self) -> list[str]:
        """The screen as it is now; only lines that were drawn anew are read again."""
        blank = self._screen.default_char
        for row in self._screen.dirty:
            cells = self._screen.buffer[row]
            self._lines[row] = "".join(cells.get(column, blank).data for column in range(COLUMNS))
        self._screen.dirty.clear()
        return list(self._lines)

    def send(self, keys: str) -> float:
        """Type; returns the moment."""
        moment = time.perf_counter()
        os.write(self._process.fd, keys.encode())
        return moment

    def until(self, seen: Seen, timeout: float = 30.0, quiet: float = 0.004) -> float:
        """The moment at which the bytes arrived that made the screen show something.

        They are drawn, and looked at, when nothing more has come for `quiet` seconds.

        Raises:
            TimeoutError: it never did; the message holds the screen.
        """
        if seen(self.lines):
            return time.perf_counter()
        end = time.perf_counter() + timeout
        while (left := end - time.perf_counter()) > 0:
            shown: float | None = None
            for moment, data in self._chunks(left, quiet):
                self._feed(data)
                if shown is None and seen(self.lines):
                    shown = moment
            if shown is not None:
                return shown
        raise TimeoutError("not seen on the screen:\n" + "\n".join(self.lines))

    def settle(self, quiet: float = 0.25, timeout: float = 30.0) -> None:
        """Wait until nothing more is drawn; `quiet` is less than the half second of a blinking caret."""
        end = time.perf_counter() + timeout
        while time.perf_counter() < end and self._ready(quiet):
            for _, data in self._chunks(0):
                self._feed(data)

    def key_to(self, keys: str, seen: Seen) -> float:
        """Seconds from typing to the screen that shows it; then waits until all is quiet."""
        if seen(self.lines):
            raise ValueError("it is on the screen already:\n" + "\n".join(self.lines))
        typed = self.send(keys)
        took = self.until(seen, quiet=0.05) - typed
        self.settle(0.02)
        return took

    def quit(self, keys: str) -> float:
        """Seconds from typing the key that quits to the end of the process."""
        typed = self.send(keys)
        end = typed + 10
        while time.perf_counter() < end:
            try:
                if self._ready(0.5):
                    os.read(self._process.fd, 65536)
            except (EOFError, OSError):
                break
        self._process.wait()
        took = time.perf_counter() - typed
        self._process.close(force=True)
        return took

    def kill(self) -> None:
        """End it at once."""
        self._process.close(force=True)

    def memory(self) -> int:
        """Resident memory in KiB."""
        with Path(f"/proc/{self.pid}/status").open(encoding="ascii") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))

    def _ready(self, seconds: float) -> bool:
        return bool(select.select([self._process.fd], [], [], seconds)[0])

    def _chunks(self, wait: float, quiet: float = 0.0) -> list[tuple[float, bytes]]:
        """All that comes until it is quiet, with the moment of each piece; waits for the first."""
        found: list[tuple[float, bytes]] = []
        while self._ready(quiet if found else wait):
            try:
                data = os.read(self._process.fd, 65536)
            except OSError:
                break
            found.append((time.perf_counter(), data))
            if not data:
                break
        if not found and not self._process.isalive():
            raise RuntimeError("the program ended:\n" + "\n".join(self.lines))
        return found

    def _feed(self, data: bytes) -> None:
        data = self._rest + data
        cut = _OPEN_ESCAPE.search(data)
        self._rest = data[cut.start() :] if cut else b""
        self._stream.feed(_STRANGE.sub(b"", data[: cut.start()] if cut else data))


def painted(reference: Sequence[str], share: float = 0.9) -> Seen:
    """Whether this share of the letters of a finished screen stand where they belong."""
    wanted = [
        (row, column, letter)
        for row, line in enumerate(reference)
        for column, letter in enumerate(line)
        if letter not in " "
    ]

    def seen(lines: list[str]) -> bool:
        return sum(lines[row][column] == letter for row, column, letter in wanted) >= share * len(wanted)

    return seen


def place_of(lines: Sequence[str], pattern: str) -> tuple[int, int]:
    """Row and column (from 1) of the first group of a pattern on a screen."""
    for row, line in enumerate(lines):
        match = re.search(pattern, line)
        if match:
            return row + 1, match.start(1) + 1
    raise LookupError(f"{pattern} is not on the screen:\n" + "\n".join(lines))


def click(row: int, column: int) -> str:
    """The bytes of a mouse click."""
    return f"\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m"
