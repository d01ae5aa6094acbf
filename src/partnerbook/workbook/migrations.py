"""Bringing a workbook of an older format to the newest, one format at a time.

Format 1 is the first and the newest, so there is no migration yet. A new format adds one to `MIGRATIONS`: a
function that changes the text at addresses, so that comments and everything else stay.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from partnerbook.program.program import FORMAT
from partnerbook.record import record
from partnerbook.workbook.document import Document
from partnerbook.workbook.layout import FORMAT_KEY, format_order


@record
class Migration:
    """One step, from a format to the one after it."""

    source: int
    """The format that it reads; it writes the next."""
    summary: str
    """What becomes different, in one sentence without a full stop."""
    change: Callable[[Document], Document]
    """Everything but the number of the format, which is set for it."""


MIGRATIONS: Final[tuple[Migration, ...]] = ()
"""All of them; there is at most one for each format."""


@record
class Migrated:
    """A text in the newest format."""

    text: str
    steps: tuple[Migration, ...]
    """What was done; empty where the text was in the newest format already."""


def steps_from(source: int, known: Sequence[Migration] | None = None) -> tuple[Migration, ...] | None:
    """The steps that lead from a format to the newest; ``None`` where there is no way."""
    by_source = {step.source: step for step in (MIGRATIONS if known is None else known)}
    steps: list[Migration] = []
    for number in range(source, FORMAT) if 0 <= source <= FORMAT else ():
        if number not in by_source:
            return None
        steps.append(by_source[number])
    return tuple(steps) if 0 <= source <= FORMAT else None


def migrated(text: str, source: int, known: Sequence[Migration] | None = None) -> Migrated:
    """A text of an older format in the newest one.

    Raises:
        ValueError: there is no way from this format.
        ScanError: the text is no TOML.
    """
    steps = steps_from(source, known)
    if steps is None:
        raise ValueError(f"there is no way from format {source} to format {FORMAT}")
    if not steps:
        return Migrated(text, ())
    document = Document.of(text)
    for step in steps:
        document = step.change(document).set(FORMAT_KEY, step.source + 1, format_order)
    return Migrated(document.text, steps)
