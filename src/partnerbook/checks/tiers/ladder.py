"""TIE: how many tiers there are, and in which order they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from partnerbook.checks.check import Check, Look
from partnerbook.checks.finding import Finding
from partnerbook.checks.reading import counted, named
from partnerbook.checks.tiers.steps import tier_name
from partnerbook.program.address import join
from partnerbook.program.edit import Set
from partnerbook.program.fields import WITHHELD, Whole, known
from partnerbook.program.ladder import tiers_of, words

FEWEST: Final = 2
MOST: Final = 3
"""Ranked tiers of one track (card, step 2)."""


class TierCount(Check[tuple[str, ...]]):
    """Judged once for each set of tiers, however many tracks climb it."""

    code = "TIE001"
    name = "tier-count"
    severity = "warning"
    family = "tiers"
    claim = "A track that has ranked tiers has two or three of them."
    source = "card"
    why = "One tier is no ladder: there is nothing to climb. More than three are hard to tell apart."
    remedy = "keep two or three ranked tiers"

    def subjects(self, look: Look) -> Iterable[tuple[str, ...]]:
        return list(dict.fromkeys(_ranked_of(look, track) for track in look.program.tracks))

    def judge(self, look: Look, subject: tuple[str, ...]) -> Iterator[Finding]:
        ranks = {tier: look.program.tiers[tier].rank for tier in subject}
        certain = sum(1 for rank in ranks.values() if known(rank))
        if not subject or (certain >= FEWEST and len(subject) <= MOST):
            return
        if certain <= MOST and certain < len(subject):
            for tier, rank in ranks.items():
                look.need(rank, join("tiers", tier, "rank"))
        yield self._finding(look, subject)

    def _finding(self, look: Look, tiers: tuple[str, ...]) -> Finding:
        tracks = [
            named(track, key) for key, track in look.program.tracks.items() if _ranked_of(look, key) == tiers
        ]
        names = ", ".join(tier_name(look.program, tier) for tier in tiers[:5])
        few = len(tiers) < FEWEST
        fix = "add a second ranked tier, or make this one unranked" if few else "merge them into three"
        return self.finding(
            "tiers",
            f"{', '.join(tracks[:3])}: {counted(len(tiers), 'ranked tier')} ({names}), not two or three",
            found=str(len(tiers)),
            limit=f"{FEWEST}-{MOST}",
            fix=fix,
        )


def _ranked_of(look: Look, track: str) -> tuple[str, ...]:
    """The tiers of a track that have a rank above 0, or one that is not known."""
    return tuple(key for key, tier in tiers_of(look.program, track) if tier.rank != 0)


class SameRank(Check[tuple[str, ...]]):
    """Judged for each tier by itself, and for each pair that shares a track and perhaps a rank."""

    code = "TIE010"
    name = "same-rank"
    severity = "error"
    family = "tiers"
    claim = "Each tier of a track has a rank of its own."
    source = "ours"
    why = "Without different ranks nobody can say which tier is above which, and nothing can be compared."
    remedy = "give each tier of a track its own rank"

    def subjects(self, look: Look) -> Iterable[tuple[str, ...]]:
        tiers = [(key, tier.rank, set(words(tier.tracks))) for key, tier in look.program.tiers.items()]
        yield from ((key,) for key, _, _ in tiers)
        for index, (key, rank, tracks) in enumerate(tiers):
            for other, its_rank, its_tracks in tiers[index + 1 :]:
                if (rank == its_rank or WITHHELD in (rank, its_rank)) and tracks & its_tracks:
                    yield (key, other)

    def judge(self, look: Look, subject: tuple[str, ...]) -> Iterator[Finding]:
        ranks = [look.program.tiers[key].rank for key in subject]
        at = join("tiers", subject[-1], "rank")
        if len(subject) == 1:
            if ranks[0] is None:
                message = (
                    f"{tier_name(look.program, subject[0])} has no rank: it stands nowhere on the ladder"
                )
                yield self.absent(look, at, message, edits=(Set(at, self._free(look, subject[0], 1)),))
            return
        if None in ranks:
            return  # said by itself
        first, second = (
            look.need(rank, join("tiers", key, "rank")) for rank, key in zip(ranks, subject, strict=True)
        )
        if first == second:
            names = " and ".join(tier_name(look.program, key) for key in subject)
            yield self.finding(
                at,
                f"{names} both have rank {first} and share a track",
                found=str(first),
                limit="different ranks",
                passes=self._free(look, subject[-1], first + 1),
                because="no other tier of its tracks has it",
            )

    def _free(self, look: Look, tier: str, least: int) -> int:
        """The lowest rank from `least` up that no tier with a track in common has."""
        mine = set(words(look.program.tiers[tier].tracks))
        taken = {
            other.rank
            for key, other in look.program.tiers.items()
            if key != tier and mine & set(words(other.tracks))
        }
        while least in taken:
            least += 1
        return least


class MissingInputs(Check[tuple[str, str]]):
    """Subjects are what has to be there: the tracks, the capacity, or one track or tier by its key."""

    code = "TIE008"
    name = "missing-tier-inputs"
    severity = "error"
    essential = True
    family = "tiers"
    claim = (
        "Tiers are designed from the kinds of partners, how many are expected, and how many can be enabled."
    )
    source = "card"
    why = "Without these numbers nobody can say whether a tier is within reach, or who looks after whom."
    remedy = "fill it in"

    def subjects(self, look: Look) -> Iterable[tuple[str, str]]:
        yield ("tracks", "")
        yield ("capacity", "")
        yield from (("track", key) for key in look.program.tracks)
        yield from (("tier", key) for key in look.program.tiers)

    def judge(self, look: Look, subject: tuple[str, str]) -> Iterator[Finding]:
        what, key = subject
        if what == "track":
            track = look.program.tracks[key]
            words_for = f"how many partners {named(track, key)} should have"
            at = join("tracks", key, "expected_partners")
            yield from self._number(look, at, track.expected_partners, words_for)
        elif what == "tier":
            tier = look.program.tiers[key]
            if not words(tier.tracks):
                message = f"{named(tier, key)} lists no track: it is nobody's tier"
                yield self.absent(look, join("tiers", key, "tracks"), message, value=tier.tracks)
        elif what == "capacity":
            capacity = look.program.enablement.new_partners_per_quarter
            at = "enablement.new_partners_per_quarter"
            yield from self._number(look, at, capacity, "how many new partners can be enabled")
        elif not len(look.program.tracks):
            yield self.absent(look, "tracks", "there is no track: nobody says who the partners are")

    def _number(self, look: Look, at: str, value: Whole, what: str) -> Iterator[Finding]:
        if not known(value):
            yield self.absent(look, at, f"{what} is not filled in", value=value)
        elif value == 0:
            yield self.finding(at, f"{what} is 0", found="0", limit="1 or more")
