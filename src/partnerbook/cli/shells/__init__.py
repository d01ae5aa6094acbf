"""Completion scripts, one module a shell, each with `script()`; and what there is to complete."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from partnerbook.record import record

if TYPE_CHECKING:
    from partnerbook.cli.describe import Argument

REVISIONS: Final = (
    "git for-each-ref --format='%(refname:short)' refs/heads refs/tags refs/remotes 2>/dev/null"
)
"""Prints the branches and tags of the repository that the shell is in."""

Kind: TypeAlias = Literal["words", "workbooks", "files", "revisions", "nothing"]


@record
class Values:
    """What may stand for a value."""

    kind: Kind
    words: tuple[str, ...] = ()


def values_of(argument: Argument) -> Values:
    """What an argument may be."""
    if argument.choices:
        return Values("words", argument.choices)
    if argument.metavar in ("CODE", "CODES"):
        from partnerbook.checks.catalogue import CATALOGUE

        return Values("words", tuple(check.code for check in CATALOGUE))
    if argument.dest == "template":
        from partnerbook.workbook.templates import TEMPLATES

        return Values("words", tuple(TEMPLATES))
    if argument.metavar == "FILE":
        return Values("files" if argument.flags else "workbooks")
    return Values("revisions" if argument.metavar in ("REV", "OLD", "NEW", "BASE") else "nothing")
