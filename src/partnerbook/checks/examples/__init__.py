"""The examples of all checks: two small workbooks each, one that passes and one that does not."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Final, Literal

JUDGED_ON: Final = date(2026, 11, 24)
"""The day on which the examples are judged."""
_FINDS: Final = "# finds: "


@cache
def example(code: str, kind: Literal["pass", "fail"]) -> str:
    """The text of a check's example; empty where there is none."""
    import pkgutil

    try:
        content = pkgutil.get_data("partnerbook.checks", f"examples/{code}.{kind}.toml")
    except OSError:
        content = None
    return content.decode("utf-8") if content else ""


def address_found(code: str) -> str:
    """The address at which the check finds something in its failing example: the file's first line says it."""
    first = example(code, "fail").split("\n", 1)[0]
    return first.removeprefix(_FINDS).strip() if first.startswith(_FINDS) else ""
