"""TOML texts made at random, as people write them and as only machines do."""

from __future__ import annotations

import random
import tomllib
from typing import Any

from partnerbook.program import address

KEYS = [
    "alpha",
    "beta",
    "gamma",
    "delta",
    "epsilon",
    "k1",
    "a-b",
    "x_y",
    "7",
    "acme.inc",
    "with space",
    'q"q',
    "été",
]
SCALARS = [
    "1", "-17", "8_000_000", "12000", "0xff", "1.5", "6.02e23", "true", "false", "2027-03-01", "07:32:00",
    "1979-05-27 07:32:00Z", "1979-05-27T00:32:00.5-07:00", '""', "''", '"plain"', "'C:\\path # no'",
    '"a # b"',
    '"esc \\" \\\\ \\u00e9"', '"[not.a.header]"', '"""one"""', '"""\n[fake]\nx = 1\n# no comment\n"""',
    "'''\nraw \\ \"\"\" text\n'''", '"""ends in quotes\\""""', '""""two quotes" """',
    '"""\\\n   folded\\\n  """',
    "'''it''s'''", '"ünï çødé 日本"',
]  # fmt: skip
ARRAYS = [
    "[]", '["a", "b"]', "[ 'x' ]", "[1, 2, ]", "[[1], [2, 3]]", '["a]", "#"]',
    '[\n  "a", # first\n  # between\n  "b",\n]', '[\n"x"\n, "y" ]', "[{ z = 1 }, { z = 2 }]",
    '[ "[", """\n]""" ]',
]  # fmt: skip


class Maker:
    """Writes one random text; every comment in it is different."""

    def __init__(self, seed: int, *, plain: bool = False) -> None:
        self.rng = random.Random(seed)
        self.plain = plain
        self.count = 0

    def comment(self) -> str:
        self.count += 1
        return f"# c{self.count:03d} note"

    def key(self) -> str:
        key = self.rng.choice(KEYS[:8] if self.plain or self.rng.random() < 0.7 else KEYS)
        if self.rng.random() < 0.1 and address.is_bare(key):
            return f"'{key}'" if self.rng.random() < 0.5 else f'"{key}"'
        return address.quote(key) if key != "été" else '"été"'

    def value(self, depth: int = 0) -> str:
        roll = self.rng.random()
        if roll < 0.7 or self.plain:
            return self.rng.choice(SCALARS)
        if roll < 0.9 or depth > 2:
            return self.rng.choice(ARRAYS)
        pairs = []
        for key in self.rng.sample(KEYS[:6], self.rng.randint(0, 3)):
            dotted = f"{key}.sub" if self.rng.random() < 0.3 else key
            value = self.value(depth + 1)
            pairs.append(f"{dotted} = {value}")
        return "{ " + ", ".join(pairs) + " }" if pairs else "{}"

    def line(self, key: str) -> str:
        text = f"{key} = {self.value()}"
        if self.rng.random() < 0.1:
            text = text.replace(" = ", "=", 1)
        if self.rng.random() < 0.1:
            text = "  " + text
        if self.rng.random() < 0.3:
            text = text.ljust(self.rng.choice([0, 24, 24, 24])) + " " + self.comment()
        return text

    def body(self) -> list[str]:
        lines: list[str] = []
        used: set[str] = set()
        for _ in range(self.rng.randint(0, 5)):
            key = self.key()
            bare = key.strip("'\"")
            if bare in used:
                continue
            used.add(bare)
            if self.rng.random() < 0.15:
                lines.append(self.comment())
            if self.rng.random() < 0.1:
                lines.append("")
            if not self.plain and self.rng.random() < 0.15:
                lines.append(self.line(f"{key}.{self.rng.choice(KEYS[:3])}"))
                if self.rng.random() < 0.5:
                    lines.append(self.line(f"{key} . {self.rng.choice(KEYS[3:6])}"))
            else:
                lines.append(self.line(key))
        if self.rng.random() < 0.1:
            lines.append(self.comment())
        return lines

    def header(self, path: list[str]) -> str:
        text = ".".join(map(address.quote, path))
        text = f"[[{text}]]" if not self.plain and self.rng.random() < 0.1 else f"[{text}]"
        return text + (f"  {self.comment()}" if self.rng.random() < 0.15 else "")

    def gap(self) -> list[str]:
        lines: list[str] = []
        roll = self.rng.random()
        if roll < 0.7:
            lines.append("")
        elif roll < 0.85:
            lines += ["", self.comment(), ""]
        if self.rng.random() < 0.2:
            lines.append(self.comment())
        return lines

    def text(self) -> str:
        lines = self.body() + self.gap() if self.rng.random() < 0.5 else []
        paths = [[self.rng.choice(KEYS[:8]) for _ in range(self.rng.randint(1, 3))] for _ in range(6)]
        if self.rng.random() < 0.8:
            paths.sort()
        for path in paths[: self.rng.randint(0, 6)]:
            lines += [self.header(path), *self.body(), *self.gap()]
        end = "\r\n" if self.rng.random() < 0.2 else "\n"
        text = "\n".join(lines).replace("\n", end)
        return text + end if self.rng.random() < 0.8 else text


def make(seed: int, *, plain: bool = False) -> str:
    """A valid text: the first that `tomllib` takes, of those made from `seed` on."""
    while True:
        text = Maker(seed, plain=plain).text()
        try:
            tomllib.loads(text)
        except tomllib.TOMLDecodeError:
            seed += 1_000_003
            continue
        return text


def leaves(data: Any, at: tuple[str, ...] = ()) -> set[tuple[str, ...]]:
    """The addresses of all values; a list is a value, whatever it holds."""
    if not isinstance(data, dict):
        return {at}
    return {leaf for key, value in data.items() for leaf in leaves(value, (*at, key))}


def walk(data: dict[str, Any], at: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], Any]]:
    """Every table and value with its address."""
    found = []
    for key, value in data.items():
        found.append(((*at, key), value))
        if isinstance(value, dict):
            found += walk(value, (*at, key))
    return found


def at(data: Any, parts: tuple[str, ...]) -> Any:
    """What stands at an address; ``None`` for nothing."""
    for part in parts:
        if not isinstance(data, dict) or part not in data:
            return None
        data = data[part]
    return data
