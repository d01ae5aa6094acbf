"""Texts to start a workbook from. The texts are the ``.toml`` files beside this one.

In them ``<name>`` is the program's name, in quotes, and ``<month+2>`` the first day of a month, counted
from the day on which the workbook is made: ``<month+1>`` is the first of next month.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from partnerbook.program.values import add_months
from partnerbook.record import record

_month = re.compile(r"<month\+(\d+)>")


@record
class Template:
    """One text to start from."""

    key: str
    title: str
    summary: str


TEMPLATES: Final[Mapping[str, Template]] = {
    template.key: template
    for template in (
        Template("draft", "Empty draft", "an empty draft: the checks say what belongs in it"),
        Template("referral-pilot", "Referral pilot", "a few partners who bring leads; from 1M of revenue"),
        Template("var-program", "VAR program", "partners who resell with services; two tiers; from 5M"),
        Template("isv-program", "ISV program", "partners whose product is joined with yours; from 5M"),
        Template("full-ecosystem", "Full ecosystem", "referral, ISV, VAR and SI, with a portal; above 20M"),
    )
}
"""By key, the smallest first."""


def filled(key: str, name: str, today: date) -> str:
    """The text of a new workbook.

    Raises:
        KeyError: there is no such template.
    """
    import pkgutil

    from partnerbook.workbook.values import literal

    data = pkgutil.get_data("partnerbook.workbook.templates", f"{TEMPLATES[key].key}.toml")
    assert data is not None
    first = today.replace(day=1)
    text = data.decode("utf-8").replace("\r\n", "\n")
    text = _month.sub(lambda found: str(add_months(first, int(found[1]))), text)
    return text.replace("<name>", literal(name))
