"""FRM006, FRM007, FRM016, FRM018, FRM019: goals, the order of the tracks and how soon they pay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from partnerbook.checks.check import Check, Look, exact
from partnerbook.checks.finding import Finding, Waits
from partnerbook.checks.reading import (
    GOAL_TYPES,
    PHASES,
    TYPE_WORDS,
    counted,
    day_after,
    first_start,
    has_type,
    named,
    new_track,
    of_type,
    resells,
    unset,
)
from partnerbook.program.address import join
from partnerbook.program.fields import known
from partnerbook.program.ladder import MARGIN_KINDS, extra_lines, track_line, words
from partnerbook.program.value import Track

GOALS: Final = "program.goals"
GOAL_WORDS: Final = {
    "new-markets": "a VAR or SI",
    "integration-lock-in": "an ISV",
    "existing-networks": "a referral",
}
PIPELINE_MONTHS: Final = {"referral": (1, 3), "isv": (6, 12), "var": (6, 12)}
"""Months to first pipeline (card, src2); for SI the card is silent."""


class GoalWithoutTrack(Check[str]):
    code = "FRM006"
    name = "goal-without-track"
    severity = "warning"
    family = "framework"
    claim = (
        "New markets need a VAR or SI track, lock-in by integration an ISV track, "
        "existing networks a referral track."
    )
    source = "card"
    why = "A goal without the kind of partner that can reach it stays a wish."
    remedy = "add a track that serves the goal, or drop the goal"

    def subjects(self, look: Look) -> Iterable[str]:
        goals = words(look.program.program.goals)
        wanted = GOAL_WORDS if "all" in goals else [goal for goal in GOAL_WORDS if goal in goals]
        return list(wanted) or ([] if goals else ["goals"])

    def judge(self, look: Look, subject: str) -> Iterator[Finding]:
        goals = look.program.program.goals
        if subject == "goals":
            yield self.absent(look, GOALS, "no goal is chosen", value=goals, fix="say what partners are for")
            return
        kinds = GOAL_TYPES[subject]
        if has_type(look, *kinds):
            return
        add = new_track(look, kinds[0])
        yield self.absent(
            look,
            add.address,
            f"the goal {subject} asks for {GOAL_WORDS[subject]} track, and there is none",
            value=(),
            fix=f"add {GOAL_WORDS[subject]} track, or drop the goal",
            edits=(add,),
        )


class PhaseOrder(Check[str]):
    code = "FRM007"
    name = "phase-order"
    severity = "error"
    family = "framework"
    claim = "With all goals at once the types start one after another: referral, ISV, VAR, SI."
    source = "card"
    why = "Each phase pays for the next and teaches what it needs; all at once means none done well."
    remedy = "let each type start after the one before it"

    def subjects(self, look: Look) -> Iterable[str]:
        return PHASES[1:] if "all" in words(look.program.program.goals) else ()

    def judge(self, look: Look, subject: str) -> Iterator[Finding]:
        own = of_type(look, subject)
        before = [kind for kind in PHASES[: PHASES.index(subject)] if of_type(look, kind)]
        if not own or not before:
            return
        starts, key = first_start(look, own)
        found: list[tuple[date, str]] = []
        unknown: Waits | None = None
        for kind in before:
            try:
                found.append((first_start(look, of_type(look, kind))[0], kind))
            except Waits as waits:
                unknown = unknown or waits
        latest, phase = max(found, default=(date.min, ""))
        if starts <= latest:
            # While another phase has no start, a later day could still be too early.
            passes = day_after(latest) if unknown is None else None
            yield self.finding(
                join("tracks", key, "starts"),
                f"{TYPE_WORDS[subject]} starts on {starts}, not after {TYPE_WORDS[phase]} on {latest}",
                found=str(starts),
                limit=f"after {latest}",
                passes=passes,
                because=f"{TYPE_WORDS[phase]} starts on {latest}",
            )
        elif unknown is not None:
            raise unknown


class NarrowerShape(Check[tuple[str, str]]):
    code = "FRM016"
    name = "narrower-shape"
    severity = "note"
    family = "framework"
    claim = "A program of one kind is something narrower than an ecosystem, and needs fewer steps."
    source = "card"
    why = "Whoever only refers, resells or works with one platform can skip what the others need."
    remedy = "skip those steps, or add the tracks that make it an ecosystem"

    def subjects(self, look: Look) -> Iterable[tuple[str, str]]:
        keys = list(look.program.tracks)
        return [*([("shape", "")] if keys else []), *(("platform", key) for key in keys)]

    def judge(self, look: Look, subject: tuple[str, str]) -> Iterator[Finding]:
        part, key = subject
        if part == "shape":
            yield from self._shape(look)
            return
        track = look.program.tracks[key]
        if track.single_platform is True:
            yield self.finding(
                join("tracks", key, "single_platform"),
                f"{named(track, key)} is a strategic alliance with one platform: "
                "it needs neither tiers (step 2) nor a recruiting plan (step 4)",
                found="one platform",
            )

    def _shape(self, look: Look) -> Iterator[Finding]:
        tracks = list(look.program.tracks.items())
        kinds = {look.need(track.type, join("tracks", key, "type")) for key, track in tracks}
        if kinds == {"referral"}:
            yield self.finding(
                "tracks",
                "every track is referral, so that this is a referral program: tiers (step 2), "
                "integrations (step 1) and a partner portal (step 3) can be skipped",
                found="referral only",
            )
        elif kinds <= {"var", "si"} and all(self._only_resale(look, key, track) for key, track in tracks):
            yield self.finding(
                "tracks",
                "every track resells for a margin, so that this is channel sales: integrations, "
                "joint marketing and referral pay (step 1) can be skipped",
                found="resale only",
            )

    def _only_resale(self, look: Look, key: str, track: Track) -> bool:
        if not resells(look, key, track):
            return False
        own = track_line(look.program, key)
        lines = [*([own] if own is not None else []), *(line for _, line in extra_lines(look.program, key))]
        kinds = [look.need(line.kind, line.address.removesuffix("percent") + "kind") for line in lines]
        return bool(kinds) and all(kind in MARGIN_KINDS for kind in kinds)


class PipelineMonth(Check[str]):
    code = "FRM018"
    name = "pipeline-month"
    severity = "warning"
    family = "framework"
    claim = "First pipeline comes after 1-3 months from referral partners, after 6-12 from ISV and VAR."
    source = "card, src2"
    why = (
        "A plan that expects it sooner is disappointed; "
        "one that expects it later waits for a track that does not work."
    )
    remedy = "plan with the usual months"

    def subjects(self, look: Look) -> Iterable[str]:
        return list(look.program.tracks)

    def judge(self, look: Look, subject: str) -> Iterator[Finding]:
        track = look.program.tracks[subject]
        kind = look.need(track.type, join("tracks", subject, "type"))
        if kind not in PIPELINE_MONTHS:
            return
        low, high = PIPELINE_MONTHS[kind]
        at, months = join("tracks", subject, "months_to_first_pipeline"), track.months_to_first_pipeline
        if not known(months):
            message = f"when {named(track, subject)} brings its first pipeline is not written"
            yield unset(self, look, at, message, months)
        elif not low <= exact(months) <= high:
            yield self.finding(
                at,
                f"{counted(months, 'month')} to first pipeline is outside the {low} to {high} "
                f"that are usual for {TYPE_WORDS[kind]} partners",
                found=counted(months, "month"),
                limit=f"{low} to {high} months",
                passes=low if exact(months) < low else high,
            )


class ReferralNotFastest(Check[str]):
    code = "FRM019"
    name = "referral-not-fastest"
    severity = "note"
    family = "framework"
    claim = "No other kind of partner brings pipeline sooner than a referral partner."
    source = "card, src3"
    why = "Referral asks least of a partner; when it is slow, what slows it will slow the others more."
    remedy = "look at what delays referral, or correct the months of the other track"

    def subjects(self, look: Look) -> Iterable[str]:
        return [key for key, _ in of_type(look, "referral")]

    def judge(self, look: Look, subject: str) -> Iterator[Finding]:
        at = join("tracks", subject, "months_to_first_pipeline")
        others = [(key, track) for key, track in look.program.tracks.items() if track.type != "referral"]
        if not others:
            return
        own = look.need(look.program.tracks[subject].months_to_first_pipeline, at)
        months = [
            (track.months_to_first_pipeline, key)
            for key, track in others
            if known(track.type) and known(track.months_to_first_pipeline)
        ]
        fastest, key = min(months, default=(own, ""))
        if exact(fastest) < exact(own):
            other, quicker = named(look.program.tracks[key], key), counted(fastest, "month")
            yield self.finding(
                at,
                f"referral takes {counted(own, 'month')} to first pipeline and {other} {quicker}",
                found=counted(own, "month"),
                limit=quicker,
                passes=fastest,
                because=f"{other} takes {quicker}",
            )
            return
        for key, track in others:
            look.need(track.type, join("tracks", key, "type"))
            look.need(track.months_to_first_pipeline, join("tracks", key, "months_to_first_pipeline"))
