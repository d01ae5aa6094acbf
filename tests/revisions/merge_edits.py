"""Random work on a workbook by two people: what each does, and what doing both would give."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from partnerbook.program.address import Address, child, join, parent, split
from partnerbook.program.edit import Add, Change, EditError, Move, Set, Unset, apply, plain
from partnerbook.program.locate import value_at
from partnerbook.program.program import Program
from partnerbook.program.table import Table, parts_of
from partnerbook.session import changes
from partnerbook.workbook.apply import applied
from partnerbook.workbook.document import Document
from partnerbook.workbook.read import read

EXAMPLE = Path(__file__).parents[2] / "sample_programs" / "example.program.toml"

Act: TypeAlias = Callable[[Program], Change]
"""What somebody means to do, worked out on the program as it is then."""


@dataclass
class Work:
    """One person's version."""

    program: Program
    document: Document
    acts: list[Act]

    def do(self, act: Act) -> bool:
        """Make a change, in the program and in the text; false where it cannot be made."""
        try:
            change = act(self.program)
            program, document = self.program, self.document
            for edit in change.edits:
                program = apply(program, edit)
                document = applied(document, edit)
        except (EditError, ValueError, AttributeError, TypeError):
            return False
        self.program, self.document = program, document
        self.acts.append(act)
        return True


def base_work() -> Work:
    """The example as both begin with it."""
    reading = read(EXAMPLE)
    assert reading.program is not None
    assert reading.document is not None
    return Work(reading.program, reading.document, [])


def some_act(program: Program, rng: random.Random, who: str) -> Act:
    """A random thing to do, by address of the program that both began with."""
    kind = rng.choices(
        ("set", "unset", "word", "add", "remove", "rename", "move", "keyed"), (10, 3, 4, 4, 2, 2, 2, 3)
    )[0]
    leaves = [at for at in _leaves(program, "") if not at.startswith("waivers")]
    things = _things(program, "")
    at = rng.choice(leaves)
    if kind == "set" and isinstance(value_at(program, at), tuple):
        return _word(program, at, rng, who)
    if kind == "set":
        value = _other_value(value_at(program, at), rng)
        return lambda now: Change("set", (Set(at, value),))
    if kind == "unset":
        return lambda now: Change("unset", (Unset(at),))
    if kind == "word":
        return _word(
            program, rng.choice([at for at in leaves if isinstance(value_at(program, at), tuple)]), rng, who
        )
    thing = rng.choice(things)
    if kind == "add":
        key = f"{who}-{rng.randrange(10_000)}"
        table = plain(value_at(program, thing))
        table.pop("rank", None)
        for name in ("name", "title", "vendor", "what"):
            if name in table:
                table[name] = f"{who} {rng.randrange(1000)}"
        before = rng.choice([None, split(thing)[-1]])
        return lambda now: Change("add", (Add(child(parent(thing), key), table, before),))
    if kind == "remove":
        return lambda now: changes.removing(_there(now, thing), thing)
    if kind == "rename":
        key = f"{split(thing)[-1]}-{who}"
        return lambda now: changes.rekeying(_there(now, thing), thing, key)
    if kind == "move":
        others = [key for key in value_at(program, parent(thing)) if key != split(thing)[-1]]
        before = rng.choice([*others, None])
        return lambda now: Change("move", (Move(thing, before),))
    return _keyed(program, rng)


def _there(program: Program, at: Address) -> Program:
    if value_at(program, at) is None:
        raise EditError(f"{at} is not there")
    return program


def _word(program: Program, at: Address, rng: random.Random, who: str) -> Act:
    held = value_at(program, at)
    adds = not held or rng.random() < 0.6
    word = f"{who}-word-{rng.randrange(100)}" if adds else rng.choice(held)

    def act(now: Program) -> Change:
        words = value_at(now, at)
        if not isinstance(words, tuple):
            raise EditError("no list")
        rest = tuple(each for each in words if each != word)
        return Change("word", (Set(at, (*rest, word) if adds else rest),))

    return act


def _keyed(program: Program, rng: random.Random) -> Act:
    tier = rng.choice(list(program.tiers))
    metric = rng.choice(list(program.metrics))
    at, value = join("tiers", tier, "requires", metric), rng.randrange(1, 90)
    return lambda now: Change("keyed", (Set(at, value),))


def _other_value(value: Any, rng: random.Random) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + rng.randrange(1, 9)
    if isinstance(value, float):
        return value + 0.5
    if isinstance(value, str):
        return rng.choice(["withheld", f"{value} {rng.randrange(100)}"])
    from datetime import timedelta

    return value + timedelta(days=rng.randrange(1, 30))


def _leaves(table: Table, at: Address) -> list[Address]:
    found: list[Address] = []
    for name, part in parts_of(type(table)).items():
        value, here = getattr(table, name), child(at, name)
        if isinstance(value, Table):
            found += _leaves(value, here)
        elif part.keyed and part.table:
            for key, item in value.items():
                found += _leaves(item, child(here, key))
        elif part.keyed:
            found += [child(here, key) for key in value]
        elif value is not None:
            found.append(here)
    return found


def _things(table: Table, at: Address) -> list[Address]:
    found: list[Address] = []
    for name, part in parts_of(type(table)).items():
        value, here = getattr(table, name), child(at, name)
        if part.keyed and part.table:
            found += [child(here, key) for key in value]
        elif isinstance(value, Table):
            found += _things(value, here)
    return found


def worked(base: Work, rng: random.Random, who: str, steps: int) -> Work:
    """A version after some random steps."""
    work = Work(base.program, base.document, [])
    for _ in range(steps * 4):
        if len(work.acts) == steps:
            break
        work.do(some_act(work.program, rng, who))
    return work


def in_turn(base: Work, *versions: Work) -> Program | None:
    """The program when people work one after another; ``None`` where one of them cannot."""
    work = Work(base.program, base.document, [])
    for version in versions:
        for act in version.acts:
            if not work.do(act):
                return None
    return work.program


# ── comments ─────────────────────────────────────────────────────────────────


def remarked(text: str, rng: random.Random, who: str, count: int) -> str:
    """The text with new comments: above keys and headers, behind values, and loose between tables."""
    lines = text.split("\n")
    for number in range(count):
        comment = f"# {who} says {rng.randrange(10**6)}-{number}"
        at = rng.randrange(len(lines))
        line = lines[at]
        if not line.strip():
            lines[at:at] = ["", comment]
        elif rng.random() < 0.4 and "#" not in line and not _is_open(lines, at):
            lines[at] = f"{line}  {comment}"
        elif not _is_open(lines, at):
            lines.insert(at, comment)
    return "\n".join(lines)


def _is_open(lines: Sequence[str], at: int) -> bool:
    """Whether a line lies inside a string or a list over several lines; the example has none."""
    return any('"""' in line or line.rstrip().endswith("[") for line in lines[: at + 1])


def comments(text: str) -> list[str]:
    """Every comment of a text that has no number sign in a string, sorted."""
    return sorted(line[line.index("#") :].strip() for line in text.splitlines() if "#" in line)


def leaves(program: Program) -> dict[str, Any]:
    """Every value by address; lists of words as sets."""
    found = {at: value_at(program, at) for at in _leaves(program, "")}
    things = dict.fromkeys(_things(program, ""), "there")
    return {
        at: frozenset(value) if isinstance(value, tuple) else value
        for at, value in {**things, **found}.items()
    }
