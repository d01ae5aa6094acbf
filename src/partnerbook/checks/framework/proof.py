"""FRM011-FRM013: can the company's own team sell it, before partners try?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from partnerbook.checks.check import Check, Look, Whole, exact, missing
from partnerbook.checks.finding import Finding
from partnerbook.checks.reading import amount, named, percent, reselling, unset
from partnerbook.program.fields import WITHHELD, known

DEALS: Final = "company.proof.won_without_founders"
WIN_RATE: Final = "company.proof.win_rate_percent"
DIRECT: Final = "company.direct_arr"
PLAYBOOK: Final = "company.proof.sales_playbook"
LEAST_MILLIONS: Final = 2
SURE_MILLIONS: Final = 3
"""Direct revenue before partners resell (card, src1)."""


class UnprovenSales(Check[str]):
    code = "FRM011"
    name = "unproven-sales"
    severity = "error"
    family = "framework"
    claim = "The company's own team wins deals without the founders, and wins them reliably."
    source = "card, src3"
    why = "What the own people cannot sell dependably, partners cannot sell either."
    remedy = "prove direct sales first, then repeat them through partners"

    def subjects(self, look: Look) -> Iterable[str]:
        return ("deals", "win rate")

    def judge(self, look: Look, subject: str) -> Iterator[Finding]:
        yield from self._deals(look) if subject == "deals" else self._win_rate(look)

    def _deals(self, look: Look) -> Iterator[Finding]:
        won = look.program.company.proof.won_without_founders
        if not known(won):
            fix = "count the deals that were closed with no founder in the room"
            yield self.absent(look, DEALS, "no deal won without the founders is recorded", value=won, fix=fix)
        elif won < 1:
            yield self.finding(
                DEALS,
                "no deal was won without the founders",
                found="0",
                limit="1 or more",
                fix=f"1 or more passes: {self.remedy}",
            )

    def _win_rate(self, look: Look) -> Iterator[Finding]:
        rate = look.program.company.proof.win_rate_percent
        least = look.assumed("minimum_win_rate_percent")
        if not known(rate):
            yield unset(self, look, WIN_RATE, "how many qualified opportunities are won is not written", rate)
        elif exact(rate) < exact(least):
            yield self.finding(
                WIN_RATE,
                f"a win rate of {percent(rate)} is below the {percent(least)} "
                "from which direct sales count as reliable",
                severity="warning",
                found=percent(rate),
                limit=percent(least),
                fix=f"{percent(least)} or more passes: {self.remedy}",
                source="card, src3; assumption minimum_win_rate_percent",
            )


class DirectRevenueFirst(Whole):
    code = "FRM012"
    name = "direct-revenue-first"
    severity = "warning"
    family = "framework"
    claim = "Two to three million dollars are sold directly before partners resell."
    source = "card, src1"
    why = "Resellers repeat a sale that works; below this nobody knows yet which sale that is."
    remedy = "sell directly first, and let partners refer until then"

    def judge(self, look: Look, subject: None) -> Iterator[Finding]:
        tracks = reselling(look)
        if not tracks:
            return
        direct = look.program.company.direct_arr
        key, track = tracks[0]
        others = f" and {len(tracks) - 1} more" if len(tracks) > 1 else ""
        reseller = f"{named(track, key)}{others}"
        if not known(direct):
            message = f"the revenue sold directly is not written, and {reseller} may resell"
            yield unset(self, look, DIRECT, message, direct)
            return
        least, sure = look.dollars(LEAST_MILLIONS), look.dollars(SURE_MILLIONS)
        if exact(direct) >= sure:
            return
        proved = exact(direct) >= least
        yield self.finding(
            DIRECT,
            f"{reseller} may resell with {amount(look, direct)} sold directly, "
            + (f"short of a safe {amount(look, sure)}" if proved else f"below {amount(look, least)}"),
            severity="note" if proved else None,
            found=amount(look, direct),
            limit=amount(look, sure if proved else least),
            fix=f"{amount(look, sure)} passes, from {amount(look, least)} it is a note: {self.remedy}",
        )


class NoSalesPlaybook(Whole):
    code = "FRM013"
    name = "no-sales-playbook"
    severity = "error"
    family = "framework"
    claim = "Before partners resell, the direct sale is written down in a playbook."
    source = "card, src1"
    why = "What is not written down cannot be repeated by somebody who was not there."
    remedy = "write down how your own team sells, and say where"

    def judge(self, look: Look, subject: None) -> Iterator[Finding]:
        playbook = look.program.company.proof.sales_playbook
        if not missing(playbook) and playbook != WITHHELD:
            return
        tracks = reselling(look)
        if tracks:
            key, track = tracks[0]
            message = f"{named(track, key)} may resell, and no sales playbook is written down"
            yield self.absent(look, PLAYBOOK, message, value=playbook)
