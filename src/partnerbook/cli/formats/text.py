"""Findings for people: a line with place, code and message, severity and fix below it, a closing sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partnerbook.cli.findings import COUNTED, as_lines, sentence
from partnerbook.cli.output import Paint, counted, safe
from partnerbook.cli.reading import problem_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from partnerbook.cli.checked import Print
    from partnerbook.cli.formats import Run


def render(run: Run) -> str:
    """The whole report."""
    paint = Paint(run.colour)
    lines: list[str] = []
    for result in run.results:
        for problem in result.problems:
            lines += problem_lines(problem, paint)
        lines += as_lines(result.path, result.findings, paint)
    if lines:
        lines.append("")
    return "".join(f"{line}\n" for line in (*lines, *closing_lines(run)))


def closing_lines(run: Run) -> Iterator[str]:
    """What was found, in numbers and sentences."""
    results = run.results
    total = {grade: sum(result.summary[grade] for result in results) for grade in COUNTED}
    many = f" In {len(results)} files." if len(results) > 1 else ""
    read = [result for result in results if result.readable]
    if read:
        yield sentence(total) + many
    problems = sum(len(result.problems) for result in results)
    if problems:
        where = "files themselves" if len(results) > 1 else "file itself"
        yield f"{counted(problems, 'problem')} in the {where}."
    if len(read) < len(results):
        yield f"{counted(len(results) - len(read), 'file')} could not be read."
    waiting = sum(result.waiting for result in read)
    if waiting:
        verb = "waits" if waiting == 1 else "wait"
        yield f"{counted(waiting, 'check')} {verb} for values that are unset or withheld."
    yield from _known_lines(run)


def _known_lines(run: Run) -> Iterator[str]:
    known = sum(result.known for result in run.results)
    if known:
        places = [*([safe(run.baseline)] if run.baseline else []), *([safe(run.since)] if run.since else [])]
        yield f"{counted(known, 'finding')} left out: already in {' or '.join(places)}."
    if run.unused:
        yield from unused_lines(run.baseline, run.unused)


def unused_lines(name: str, unused: Mapping[str, Sequence[Print]]) -> Iterator[str]:
    """The entries of a baseline that were taken out of it, one a line below a sentence."""
    total = sum(map(len, unused.values()))
    verb = "was" if total == 1 else "were"
    what = counted(total, "entry", "entries")
    yield f"{what} of {safe(name)} {verb} found no more and taken out:"
    for file, prints in unused.items():
        for code, address in prints:
            yield f"    {safe(file)}: {safe(code)} {safe(address)}".rstrip()
