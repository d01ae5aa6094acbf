"""VAL004-VAL007: an ISV partnership is a joint solution, engineering time and a joint market."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from partnerbook.checks.check import Check, Look, Whole, exact, missing
from partnerbook.checks.finding import Finding
from partnerbook.checks.reading import free_key, named, of_type, percent, unset
from partnerbook.economics.exact import plain, round_down
from partnerbook.program.address import join
from partnerbook.program.edit import Set
from partnerbook.program.fields import WITHHELD, known
from partnerbook.program.value import Integration
from partnerbook.program.values import shown

SOLUTION: Final = {"joint_use_case": "joint use case", "owner": "owner"}
ENGINEERING: Final = {
    "engineering_weeks": "engineering weeks",
    "engineering_owner": "engineering owner",
    "displaces": "word on what the roadmap gives up for it",
}
MARKET: Final = {
    "co_selling": "co-selling",
    "co_marketing": "co-marketing",
    "account_planning": "account planning",
}
WEEKS: Final = "company.engineering_weeks_per_year"


class IsvWithoutSolution(Check[str]):
    code = "VAL004"
    name = "isv-without-solution"
    severity = "error"
    family = "value"
    claim = "Every ISV track has an integration with a joint use case and somebody who answers for it."
    source = "card, src1"
    why = "Two products become one solution only when it is clear what a shared customer can do with it."
    remedy = "name the integration, what a shared customer can do with it, and its owner"

    def subjects(self, look: Look) -> Iterable[str]:
        return [key for key, _ in of_type(look, "isv")]

    def judge(self, look: Look, subject: str) -> Iterator[Finding]:
        integrations = list(look.program.integrations.items())
        own = [(key, held) for key, held in integrations if held.track == subject]
        name = named(look.program.tracks[subject], subject)
        if not own:
            yield self._none(look, subject, name, [key for key, held in integrations if held.track is None])
            return
        lacks = [(_lacking(held), key) for key, held in own]
        fields, key = min(lacks, key=lambda pair: len(pair[0]))
        for field in fields:
            at = join("integrations", key, field)
            message = f"{name}: the integration {named(dict(own)[key], key)} has no {SOLUTION[field]}"
            yield self.absent(look, at, message, value=getattr(dict(own)[key], field))

    def _none(self, look: Look, track: str, name: str, loose: list[str]) -> Finding:
        if loose:
            at = join("integrations", loose[0], "track")
            message = f"{name} has no integration, and {loose[0]} belongs to no track"
            return self.absent(look, at, message, edits=(Set(at, track),))
        at = join("integrations", free_key(look.program.integrations, track))
        return self.absent(look, at, f"{name} has no integration: there is no joint solution yet")


def _lacking(integration: Integration) -> list[str]:
    """What is missing of a solution; withheld counts as missing, and is then waited for."""
    held = {field: getattr(integration, field) for field in SOLUTION}
    return [field for field, value in held.items() if missing(value) or value == WITHHELD]


class IsvWithoutEngineering(Check[tuple[str, str]]):
    code = "VAL005"
    name = "isv-without-engineering"
    severity = "error"
    family = "value"
    claim = (
        "Every integration names its engineering weeks, who builds it, and what the roadmap gives up for it."
    )
    source = "card"
    why = "Integrations are built by the same engineers as the product: what nobody has planned is not built."
    remedy = "agree on it with engineering, and write it down"

    def subjects(self, look: Look) -> Iterable[tuple[str, str]]:
        return [(key, field) for key in look.program.integrations for field in ENGINEERING]

    def judge(self, look: Look, subject: tuple[str, str]) -> Iterator[Finding]:
        key, field = subject
        integration = look.program.integrations[key]
        at, value = join("integrations", key, field), getattr(integration, field)
        message = f"the integration {named(integration, key)} has no {ENGINEERING[field]}"
        if missing(value) or value == WITHHELD:
            yield self.absent(look, at, message, value=value)
        elif field == "engineering_weeks" and value <= 0:
            yield self.finding(at, message, found="0 weeks", limit="above 0")


class IsvEatsRoadmap(Whole):
    code = "VAL006"
    name = "isv-eats-roadmap"
    severity = "warning"
    family = "value"
    claim = "Integrations take no more than a fifth of the engineering weeks of a year."
    source = "card; assumption isv_roadmap_share_percent"
    why = "Integrations compete with the product roadmap for the same engineers."
    remedy = "build fewer integrations at a time, or agree on a larger share with engineering"

    def judge(self, look: Look, subject: None) -> Iterator[Finding]:
        integrations = list(look.program.integrations.items())
        if not integrations:
            return
        capacity = look.program.company.engineering_weeks_per_year
        if not known(capacity):
            message = "the engineering weeks of a year are not written, and integrations take some of them"
            yield unset(self, look, WEEKS, message, capacity)
            return
        share = look.assumed("isv_roadmap_share_percent")
        most = exact(capacity) * exact(share) / 100
        weeks = [
            (exact(held.engineering_weeks), key)
            for key, held in integrations
            if known(held.engineering_weeks)
        ]
        total = sum((each for each, _ in weeks), start=exact(0))
        if total <= most:
            for key, held in integrations:
                look.need(held.engineering_weeks, join("integrations", key, "engineering_weeks"))
            return
        largest, key = max(weeks)
        room = round_down(most - (total - largest))
        yield self.finding(
            join("integrations", key, "engineering_weeks"),
            f"integrations take {shown(plain(total))} of {shown(capacity)} engineering weeks, "
            f"more than {percent(share)}",
            found=f"{shown(plain(total))} weeks",
            limit=f"{shown(plain(most))} weeks",
            passes=plain(room) if room > 0 and len(weeks) == len(integrations) else None,
            because=f"all integrations may take {shown(plain(most))} weeks",
        )


class IsvWithoutJointMarket(Check[tuple[str, str]]):
    code = "VAL007"
    name = "isv-without-joint-market"
    severity = "warning"
    family = "value"
    claim = "An ISV track sells, markets and plans accounts together with its partners."
    source = "card, src1"
    why = (
        "An ISV partnership is not a matter of technology: "
        "its value comes from the market that both work together."
    )
    remedy = "agree with the partner on what both do, and write it down"

    def subjects(self, look: Look) -> Iterable[tuple[str, str]]:
        return [(key, field) for key, _ in of_type(look, "isv") for field in MARKET]

    def judge(self, look: Look, subject: tuple[str, str]) -> Iterator[Finding]:
        key, field = subject
        track = look.program.tracks[key]
        value = getattr(track.joint_market, field)
        if missing(value) or value == WITHHELD:
            at = join("tracks", key, "joint_market", field)
            yield self.absent(look, at, f"{named(track, key)} has no {MARKET[field]}", value=value)
