"""All pages in the order of the rail."""

from __future__ import annotations

from partnerbook.tui.page import Page
from partnerbook.tui.screens.tiers import TiersPage


def all_pages() -> tuple[Page, ...]:
    """Fresh pages: each remembers what a person looks at in one open workbook."""
    return (TiersPage(),)
