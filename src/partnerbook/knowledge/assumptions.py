"""Assumptions: every number that the checks use and that is not the card's own."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal, TypeAlias

from partnerbook.knowledge.files import read_tables
from partnerbook.record import record

Origin: TypeAlias = Literal["card", "primary", "survey", "practitioner", "own"]
"""Where a number comes from: the card, a vendor's own text, a survey, someone's practice, or us."""


@record
class Assumption:
    """A number with a default, which ``[assumptions.NAME]`` of a workbook can replace."""

    name: str
    default: float
    unit: str
    """What stands behind it: ``%``, ``months``, ``hours``, or nothing."""
    label: str
    help: str
    source: str
    origin: Origin
    used_by: tuple[str, ...]
    """The checks (or places of the interface) that use it."""

    @property
    def address(self) -> str:
        """Where a workbook writes its own value."""
        return f"assumptions.{self.name}.value"


@cache
def assumptions() -> Mapping[str, Assumption]:
    """All assumptions by name."""
    return {
        name: Assumption(
            name,
            row["default"],
            row["unit"],
            row["label"],
            row["help"],
            row["source"],
            row["class"],
            tuple(row["used_by"]),
        )
        for name, row in read_tables("assumptions").items()
    }
