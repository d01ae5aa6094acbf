"""The pages of one open workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

from partnerbook.tui.heads import HEADS
from partnerbook.tui.page import Page


class Pages(Mapping[str, Page]):
    """The pages by their keys, in the order of the rail. Each is imported and made when it is first asked for.

    They are fresh for each workbook: a page remembers what a person looks at.
    """

    def __init__(self) -> None:
        self._made: dict[str, Page | None] = {head.key: None for head in HEADS}

    def __getitem__(self, key: str) -> Page:
        """A page.

        Raises:
            KeyError: there is none of this key.
        """
        page = self._made[key]
        if page is None:
            module = import_module(f"partnerbook.tui.screens.{key}")
            page = self._made[key] = getattr(module, f"{key.capitalize()}Page")()
        return page

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)
