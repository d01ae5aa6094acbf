"""Which partners are listed, and in what order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from partnerbook.program.recruiting import STAGES, Partner

SORTS: Final = ("order of the file", "name", "stage", "track", "tier", "signed", "activated", "top ten")


class PartnerOrder:
    """Keeps the order as in a spreadsheet: typing into a list that was filtered or sorted moves no row."""

    def __init__(self) -> None:
        self._partners: Mapping[str, Partner] | None = None
        self._asked = ("", SORTS[0])
        self._keys: Sequence[str] = ()
        self._chosen: Sequence[str] | None = None
        self._held: set[str] = set()

    def forget(self) -> None:
        """Choose and sort again the next time."""
        self._chosen = self._partners = None

    def keys(self, partners: Mapping[str, Partner], wanted: str, sort: str) -> Sequence[str]:
        """Keys of the partners that are shown, in their order."""
        if partners is not self._partners or self._asked != (wanted, sort):
            self._partners = partners
            self._keys = self._made(partners, wanted, sort)
            self._asked = (wanted, sort)
        return self._keys

    def place(self, key: str) -> int | None:
        """The row of a partner, from 0, in the order given last."""
        try:
            return self._keys.index(key)
        except ValueError:
            return None

    def _made(self, partners: Mapping[str, Partner], wanted: str, sort: str) -> Sequence[str]:
        if not wanted and sort == SORTS[0]:
            self._chosen = None
            return list(partners)
        same = self._asked == (wanted, sort) and self._chosen is not None and partners.keys() == self._held
        if not same:
            self._chosen = _chosen(partners, wanted, sort)
            self._held = set(partners)
        return self._chosen or ()


def _chosen(partners: Mapping[str, Partner], wanted: str, sort: str) -> list[str]:
    words = wanted.lower().split()
    keys = [key for key, each in partners.items() if _matches(key, each, words)]
    if sort != SORTS[0]:
        keys.sort(key=lambda key: _rank(sort, partners[key]))
    return keys


def _matches(key: str, partner: Partner, words: Sequence[str]) -> bool:
    if not words:
        return True
    held = (key, partner.name, partner.stage, partner.track, partner.tier, partner.manager)
    text = " ".join(str(each) for each in held if each).lower()
    return all(word in text for word in words)


def _rank(sort: str, partner: Partner) -> tuple[bool, Any]:
    """Unset values last."""
    if sort == "top ten":
        return (partner.top_ten is not True, "")
    value = getattr(partner, sort)
    if value is None:
        return (True, "")
    if sort == "stage":
        return (False, f"{STAGES.index(value) if value in STAGES else len(STAGES):02}")
    return (False, str(value).lower())
