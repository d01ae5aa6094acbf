"""ENB005: enablement goes on."""

from __future__ import annotations

from collections.abc import Iterator

from partnerbook.checks.check import Look
from partnerbook.checks.finding import Finding
from partnerbook.checks.rhythm import Rhythm


class NoTrainingRhythm(Rhythm):
    code = "ENB005"
    name = "no-training-rhythm"
    severity = "warning"
    family = "enablement"
    claim = "Partners are trained again and again, once a year at least."
    source = "card, src2"
    why = "What was learnt at the start is forgotten, and the product moves on. Signing is the beginning."
    remedy = "train more often"

    def judge(self, look: Look, subject: None) -> Iterator[Finding]:
        months = look.program.enablement.training_every_months
        return self.slower(
            look, "enablement.training_every_months", months, "training_months", "training of partners"
        )
