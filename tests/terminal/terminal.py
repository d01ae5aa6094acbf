"""A real pseudo-terminal with the program in it, and the screen as a terminal would draw it."""

from __future__ import annotations

import os
import re
import shutil
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any

import pexpect
import pyte

SAMPLES = Path(__file__).parents[2] / "sample_programs"
_BAR = " ▁▂▃▄▅▆▇"
"""Ends of scroll bars."""
PATIENCE = 30.0
"""Seconds until a test gives up. Nothing waits that long unless something is broken."""

KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "f2": "\x1bOQ",
    "f4": "\x1bOS",
    "f9": "\x1b[20~",
    "f8": "\x1b[19~",
    "ctrl+f": "\x06",
    "ctrl+p": "\x10",
    "ctrl+q": "\x11",
    "ctrl+s": "\x13",
    "ctrl+z": "\x1a",
}


class Terminal:
    """The program in a pseudo-terminal."""

    def __init__(
        self, folder: Path, *words: str, size: tuple[int, int] = (120, 40), **variables: str
    ) -> None:
        width, height = size
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.environ.get("PYTHONPATH", "-"),
            "HOME": str(folder),
            "TERM": "xterm-256color",
            "LC_ALL": "C.UTF-8",
            "PARTNERBOOK_CONFIG_DIR": str(folder / "config"),
            **variables,
        }
        self.screen = pyte.Screen(width, height)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "partnerbook", *words],
            env={name: value for name, value in environment.items() if value != "-"},
            dimensions=(height, width),
            cwd=str(folder),
            timeout=PATIENCE,
        )

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.child.close(force=True)

    @property
    def text(self) -> str:
        """What is on the screen."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def _read(self, until: float) -> bool:
        """Take what the program has written; false at its end."""
        try:
            data = self.child.read_nonblocking(65536, timeout=max(until - time.monotonic(), 0.01))
        except pexpect.EOF:
            return False
        except pexpect.TIMEOUT:
            raise AssertionError(f"nothing came; the screen is\n{self.text}") from None
        self.raw += data
        self._stream.feed(data)
        return True

    def wait_for(self, words: str) -> str:
        """Read until these words stand on the screen; returns the screen."""
        return self._wait(words, there=True)

    def wait_until_gone(self, words: str) -> str:
        """Read until these words stand nowhere on the screen; returns the screen."""
        return self._wait(words, there=False)

    def _wait(self, words: str, *, there: bool) -> str:
        until = time.monotonic() + PATIENCE
        while (words in self.text) is not there:
            if time.monotonic() > until or not self._read(until):
                raise AssertionError(
                    f"{words!r} {'never came' if there else 'stayed'}; the screen is\n{self.text}"
                )
        return self.text

    def wait_for_underlined(self, words: str) -> None:
        """Read until these words are underlined."""
        until = time.monotonic() + PATIENCE
        while words not in "".join(
            cell.data if cell.underscore else "\n" for cell in self.line_with(words).values()
        ):
            if time.monotonic() > until or not self._read(until):
                raise AssertionError(f"{words!r} was never underlined; the screen is\n{self.text}")

    def line_with(self, words: str) -> dict[int, Any]:
        """The cells of the first line that holds these words."""
        number = next(n for n, line in enumerate(self.screen.display) if words in line)
        return dict(sorted(self.screen.buffer[number].items()))

    def reversed_words(self) -> list[str]:
        """What is drawn in reverse, from the top; scroll bars and blanks apart."""
        found: list[str] = []
        for number in range(self.screen.lines):
            cells = [self.screen.buffer[number][x] for x in range(self.screen.columns)]
            line = "".join(cell.data if cell.reverse else "\n" for cell in cells)
            found += [" ".join(part.split()) for part in line.split("\n") if part.strip(_BAR)]
        return found

    @property
    def attributes(self) -> set[int]:
        """Every number of every code for attributes and colours that was written."""
        codes = re.findall(rb"\x1b\[([0-9;:]*)m", self.raw)
        return {int(each or 0) for code in codes for each in re.split(rb"[;:]", code)}

    def press(self, *keys: str) -> None:
        """Send keys by name, or texts letter by letter."""
        for key in keys:
            self.child.send(KEYS.get(key, key))

    def end(self) -> int:
        """Read to the end of the program and return its status, as a shell would say it."""
        until = time.monotonic() + PATIENCE
        while self._read(until):
            pass
        self.child.wait()
        if self.child.signalstatus is not None:
            return 128 + int(self.child.signalstatus)
        return int(self.child.exitstatus)

    @property
    def given_back(self) -> bool:
        """Whether the terminal is as it was: no alternate screen, cursor shown, mouse and pasting modes off."""
        return all(
            self.raw.rfind(on) < self.raw.rfind(off)
            for on, off in (
                (b"\x1b[?1049h", b"\x1b[?1049l"),
                (b"\x1b[?25l", b"\x1b[?25h"),
                (b"\x1b[?1000h", b"\x1b[?1000l"),
                (b"\x1b[?2004h", b"\x1b[?2004l"),
            )
            if on in self.raw
        )


def example(folder: Path) -> Path:
    """A copy of the example without its waiver, so that the margin below the floor is an error."""
    path = folder / "acme.program.toml"
    shutil.copyfile(SAMPLES / "example.program.toml", path)
    text = path.read_text()
    start = text.index("[waivers.gold-floor]")
    path.write_text(text[:start] + text[text.index("[assumptions.", start) :])
    return path
