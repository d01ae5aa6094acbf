"""How many partners each person looks after: counted in one pass over partners that may be many."""

from __future__ import annotations

from collections.abc import Mapping

from partnerbook.checks.tally import SIGNED_STAGES
from partnerbook.program.recruiting import Partner

_last: tuple[Mapping[str, Partner], Mapping[str, int]] = ({}, {})
"""The partners that were counted last, and their counts: programs share what an edit did not touch."""


def by_manager(partners: Mapping[str, Partner]) -> Mapping[str, int]:
    """The number of signed partners of each person; those of the last mapping are kept."""
    global _last  # noqa: PLW0603
    before, counts = _last
    if before is not partners:
        counts = _counted(partners)
        _last = (partners, counts)
    return counts


def _counted(partners: Mapping[str, Partner]) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for partner in partners.values():
        manager = partner.manager
        if manager and partner.stage in SIGNED_STAGES:
            counts[manager] = counts.get(manager, 0) + 1
    return counts
