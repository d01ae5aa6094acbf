"""An open workbook in a few words: what would be lost, and how it stands in the list of recent ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from partnerbook.checks.finding import Report, Severity
    from partnerbook.session.session import Session

_MOST: Final = 5
"""Steps that are named; more are counted."""
_COUNTED: Final[tuple[tuple[Severity, str, str], ...]] = (
    ("error", "error", "errors"),
    ("warning", "warning", "warnings"),
    ("todo", "to do", "to do"),
)


def unsaved_words(session: Session) -> str:
    """What would be lost, the newest step first."""
    names = list(dict.fromkeys(reversed(session.unsaved_steps)))
    if names:
        more = len(names) - _MOST
        return "\n".join((*names[:_MOST], *((f"and {more:,} more",) if more > 0 else ())))
    return (
        "The settled merge would be lost."
        if session.is_modified
        else "Text that is no value yet would be lost."
    )


def recent_words(report: Report) -> str:
    """What is found in a workbook: ``2 errors · 1 warning · 50 to do``."""
    counts = ((report.count(severity), one, many) for severity, one, many in _COUNTED)
    words = [f"{count:,} {one if count == 1 else many}" for count, one, many in counts if count]
    return " · ".join(words) or "nothing found"
