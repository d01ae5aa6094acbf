"""What two checks share: something that has to come round again, and not too rarely."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from partnerbook.checks.check import Look, Whole, exact
from partnerbook.checks.finding import Finding
from partnerbook.economics.exact import plain
from partnerbook.program.address import Address
from partnerbook.program.fields import WITHHELD
from partnerbook.program.values import shown


class Rhythm(Whole):
    """Finds a rhythm that is not there, or slower than an assumption."""

    def slower(
        self,
        look: Look,
        at: Address,
        months: float | Literal["withheld"] | None,
        assumption: str,
        noun: str,
    ) -> Iterator[Finding]:
        """What there is to say about something that happens every `months`; 0 is no rhythm."""
        limit = look.assumed(assumption)
        words = f"{shown(limit)} months"
        if months is None or months == WITHHELD:
            yield self.absent(
                look,
                at,
                f"nothing says how often there is {noun}",
                value=months,
                fix=f"every {words} at least",
            )
        elif months == 0 or exact(months) > exact(limit):
            message = (
                f"{noun} every {shown(months)} months is rarer than every {words}"
                if months
                else f"{noun} has no rhythm: every 0 months is never"
            )
            yield self.finding(
                at,
                message,
                found=f"{shown(months)} months",
                limit=words,
                passes=plain(exact(limit)),
                source=f"{self.source}; assumption {assumption}",
            )
