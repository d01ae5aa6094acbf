"""All pages in the order of the rail."""

from __future__ import annotations

from partnerbook.tui.page import Page
from partnerbook.tui.screens.company import CompanyPage
from partnerbook.tui.screens.conflict import ConflictPage
from partnerbook.tui.screens.enablement import EnablementPage
from partnerbook.tui.screens.recruiting import RecruitingPage
from partnerbook.tui.screens.review import ReviewPage
from partnerbook.tui.screens.tiers import TiersPage
from partnerbook.tui.screens.value import ValuePage


def all_pages() -> tuple[Page, ...]:
    """Fresh pages: each remembers what a person looks at in one open workbook."""
    return (
        CompanyPage(),
        ValuePage(),
        TiersPage(),
        EnablementPage(),
        RecruitingPage(),
        ConflictPage(),
        ReviewPage(),
    )
