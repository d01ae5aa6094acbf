"""``partnerbook show``: a whole workbook in words, line by line, for eyes and for screen readers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, TypeAlias

from partnerbook.cli.arguments import today, with_day, with_file
from partnerbook.program.steps import STEPS
from partnerbook.record import record

if TYPE_CHECKING:
    import argparse

    from partnerbook.cli.findings import Placed
    from partnerbook.program.program import Program
    from partnerbook.workbook.read import Reading

NAMING: Final = ("name", "title", "vendor")


@record
class Line:
    """One value in words."""

    address: str
    heading: str
    """What the value belongs to: ``Gold``; empty directly below a step."""
    label: str
    value: str
    names: bool
    """Whether the heading says it already."""


Step: TypeAlias = "tuple[str, list[Line], list[Placed]]"
"""A step's title, values and findings."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what this command takes."""
    parser.description = "Tell a whole workbook in words: step by step, its values and then its findings."
    with_file(parser)
    parser.add_argument("--json", action="store_true", help="for programs")
    with_day(parser)


def run(options: argparse.Namespace) -> int:
    """Print it. Findings do not change the status."""
    from partnerbook.cli.findings import judged, placed
    from partnerbook.cli.reading import Unreadable, needed

    try:
        reading, program = needed(options.file)
    except Unreadable:
        return 2
    found = placed(reading, judged(program, reading.private, today(options)).findings)
    steps = steps_of(reading, program, found)
    if options.json:
        _print_json(options.file, steps, found)
    else:
        _print_text(options.file, program, steps, found)
    return 0


def steps_of(reading: Reading, program: Program, found: list[Placed]) -> list[Step]:
    """The steps of a program in their order, each with its values and its findings."""
    return [(title, list(_values(program, tables, reading)), _of(found, tables)) for title, tables in STEPS]


def _of(found: list[Placed], tables: tuple[str, ...]) -> list[Placed]:
    return [item for item in found if item.finding.address.split(".", 1)[0] in tables]


def _values(program: Program, tables: tuple[str, ...], reading: Reading) -> Iterator[Line]:
    from partnerbook.cli import places
    from partnerbook.program.locate import spec_at, value_at
    from partnerbook.program.values import measured

    currency = program.program.currency
    for table in tables:
        known = places.Known(table, value_at(program, table), is_table=True)
        for at, value in places.below_and_empty(known):
            if value is None:
                yield Line(at, _heading(program, f"{at}.name"), "", "", names=False)
                continue
            private = at in reading.private
            spec = spec_at(program, at)
            words = "withheld (private)" if private else measured(spec, value, currency)
            names = spec is not None and spec.name in NAMING and at.count(".") > 1
            yield Line(at, _heading(program, at), spec.label if spec else at, words, names)


def _heading(program: Program, at: str) -> str:
    """The tables around a value, from the outside in, as people call them."""
    from partnerbook.program.address import parent, split
    from partnerbook.program.locate import site, value_at
    from partnerbook.program.wording import TABLE_WORDS, called

    table = parent(at)
    place, own = site(table), split(table)
    assert place is not None
    if place.kind == "keyed table" and place.part.table is not None:
        return f"{place.part.table.singular.capitalize()} {called(value_at(program, table), own[-1])}"
    words = TABLE_WORDS.get(own[-1], own[-1])
    if place.kind == "table" and len(own) == 1:
        return words
    return f"{_heading(program, table)}, {_ENTRIES.get(own[-1], words.lower())}"


_ENTRIES: Final = {
    "pay_percent": "pay",
    "pay_months": "paid for",
    "requires": "requirements",
    "alternatives": "one of these is enough",
    "benefits": "benefits",
    "metrics": "recorded",
    "weights": "weights",
}


def _print_json(path: str, steps: list[Step], found: list[Placed]) -> None:
    from partnerbook.cli.findings import as_plain, summed
    from partnerbook.cli.output import as_json, say

    shown = [
        {
            "title": title,
            "values": [
                {"address": line.address, "of": line.heading, "label": line.label, "value": line.value}
                for line in lines
                if line.label
            ],
            "findings": [as_plain(item) for item in items],
        }
        for title, lines, items in steps
    ]
    say(as_json({"version": 1, "path": path, "steps": shown, "summary": summed(found)}))


def _print_text(path: str, program: Program, steps: list[Step], found: list[Placed]) -> None:
    from partnerbook.cli.findings import sentence, summed
    from partnerbook.cli.output import safe, say

    say(
        f"{safe(program.program.name or 'A program without a name')}, {safe(path)}. {sentence(summed(found))}"
    )
    for line in account(program, steps):
        say(line)


def account(program: Program, steps: list[Step], *, numbered: bool = True) -> Iterator[str]:
    """The steps as lines that are safe to print. `numbered`: findings say their line in the file."""
    for title, lines, items in steps:
        yield from ("", f"{title}.")
        yield from _told(lines)
        if not lines:
            yield "  Nothing is written here yet."
        for item in items:
            yield f"  {_finding(program, item, numbered=numbered)}"


def _told(lines: list[Line]) -> Iterator[str]:
    from partnerbook.cli.output import safe

    heading = None
    for line in lines:
        if line.heading != heading:
            heading = line.heading
            yield f"  {safe(heading)}:"
        if not line.label:
            yield "    Nothing is written here yet."
        elif not line.names:
            yield f"    {safe(line.label)}: {_indented(line.value)}"


def _indented(value: str) -> str:
    from partnerbook.cli.output import safe

    return safe(value, lines=True).replace("\n", "\n      ")


def _finding(program: Program, item: Placed, *, numbered: bool) -> str:
    from partnerbook.cli.output import safe
    from partnerbook.program.wording import title

    word = {"todo": "To do", "waived": "Waived"}.get(item.grade, item.grade.capitalize())
    finding = item.finding
    where = f", line {item.line}" if numbered else ""
    return safe(f"{word} {finding.code}{where}, {title(program, finding.address)}: {finding.sentence}.")
