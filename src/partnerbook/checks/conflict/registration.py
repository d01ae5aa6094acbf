"""CON001, CON002 and CON007: a deal can be registered, in time, and for long enough."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from partnerbook.checks.check import Look, Whole
from partnerbook.checks.computed import computed
from partnerbook.checks.finding import Finding, Waits
from partnerbook.checks.reading import clipped, counted, hidden, named, sells, unset
from partnerbook.checks.shares import rounded_down
from partnerbook.checks.tally import tally
from partnerbook.economics.of_program import WindowCover, window_cover
from partnerbook.program.address import join
from partnerbook.program.edit import Set
from partnerbook.program.fields import WITHHELD, known
from partnerbook.program.ladder import words
from partnerbook.program.value import Track

ENABLED: Final = "conflict.registration.enabled"
_TRACKS: Final = "conflict.registration.tracks"
_EFFECTIVE: Final = "conflict.registration.effective"
_WINDOW: Final = "conflict.registration.protection_days"
_SIGNING: Final = "recruiting.first_signing"


def is_on(look: Look) -> bool:
    """Whether deals can be registered.

    Raises:
        Waits: it is withheld.
    """
    enabled = look.program.conflict.registration.enabled
    return enabled is not None and look.need(enabled, ENABLED)


class NoRegistration(Whole):
    code = "CON001"
    name = "no-registration"
    severity = "error"
    essential = True
    family = "conflict"
    claim = "Partners that sell can register their deals."
    source = "card, src1"
    why = (
        "Where a partner and your own people can meet at one customer, they will. Registration says beforehand "
        "whose deal it is; afterwards it is too late."
    )
    remedy = "let partners register deals"

    def judge(self, look: Look, subject: None) -> Iterator[Finding]:
        enabled = look.program.conflict.registration.enabled
        if enabled is True:
            yield from self._left_out(look)
            return
        selling = _selling(look)
        if selling is not None:
            key, track = selling
            message = (
                f"{named(track, key)} can meet our own sales at a customer, and deals cannot be registered"
            )
            yield self.absent(look, ENABLED, message, value=enabled, edits=(Set(ENABLED, True),))

    def _left_out(self, look: Look) -> Iterator[Finding]:
        """Tracks that sell and stand not among those that may register."""
        listed = look.program.conflict.registration.tracks
        if listed is None or _selling(look) is None:
            return
        look.need(listed, _TRACKS)
        may = words(listed)
        first: Waits | None = None
        for key, track in look.program.tracks.items():
            try:
                if key not in may and sells(look, key, track):
                    yield self._not_listed(look, key, track, may)
            except Waits as waits:
                first = first or waits
        if first is not None:
            raise first

    def _not_listed(self, look: Look, key: str, track: Track, may: tuple[str, ...]) -> Finding:
        message = f"{named(track, key)} can meet our own sales at a customer, and may not register deals"
        if not may:
            return self.absent(look, _TRACKS, message, value=may, edits=(Set(_TRACKS, (key,)),))
        return self.finding(
            _TRACKS,
            message,
            found=", ".join(map(clipped, may)),
            limit=clipped(key),
            passes=(*may, key),
        )


def _selling(look: Look) -> tuple[str, Track] | None:
    """The first track that sells.

    Raises:
        Waits: none does for certain, and one of them may.
    """
    first: Waits | None = None
    for key, track in look.program.tracks.items():
        try:
            look.need(track.type, join("tracks", key, "type"))
            if sells(look, key, track):
                return key, track
        except Waits as waits:
            first = first or waits
    if first is not None:
        raise first
    return None


class RegistrationLate(Whole):
    code = "CON002"
    name = "registration-late"
    severity = "error"
    family = "conflict"
    claim = "Registration is in force when the first partner signs."
    source = "card, src1"
    why = "The first deals decide whether partners trust you, and without registration nobody can say whose they were."
    remedy = "put registration in force before the first signing"

    def judge(self, look: Look, subject: None) -> Iterator[Finding]:
        if not is_on(look):
            return
        effective = look.program.conflict.registration.effective
        if effective is None or effective == WITHHELD:
            message = "nothing says from which day deals can be registered"
            fix = "name the day, on or before the first signing"
            yield self.absent(look, _EFFECTIVE, message, value=effective, fix=fix)
            return
        signing = _first_signing(look)
        if signing is None:
            message = "nobody knows when the first partner signs, so that registration may come too late"
            yield unset(self, look, _SIGNING, message, look.program.recruiting.first_signing)
        elif effective > signing:
            days = counted((effective - signing).days, "day")
            yield self.finding(
                _EFFECTIVE,
                f"deals can be registered from {effective}, {days} after the first signing",
                found=str(effective),
                limit=str(signing),
                passes=signing,
                because="the day of the first signing",
            )


def _first_signing(look: Look) -> date | None:
    """The first contract, planned or signed, with a partner that may register.

    Raises:
        Waits: none that is known is late, and the planned day is withheld.
    """
    tracks = look.program.conflict.registration.tracks
    may = set(words(tracks))
    signed = [day for track, day in tally(look.program.partners).signed if not may or track in may]
    planned = look.program.recruiting.first_signing
    effective = look.program.conflict.registration.effective
    if known(planned):
        signed.append(planned)
    elif hidden(look, planned) and not (signed and known(effective) and min(signed) < effective):
        look.need(planned, _SIGNING)
    return min(signed, default=None)


class WindowTooShort(Whole):
    code = "CON007"
    name = "window-too-short"
    severity = "warning"
    family = "conflict"
    claim = "The protection of a registered deal, with one extension, outlasts four sales cycles in five."
    source = "ours"
    why = (
        "A deal that takes longer than its protection is open to everybody in its last weeks. The usual rule, "
        "three quarters of the mean cycle, covers only a third to a half of them."
    )
    remedy = "protect for longer, or grant one extension"

    def judge(self, look: Look, subject: None) -> Iterator[Finding]:
        if not is_on(look):
            return
        cover = computed(window_cover(look.program))
        if cover.share < cover.wanted:
            yield self._short(look, cover)

    def _short(self, look: Look, cover: WindowCover) -> Finding:
        share, wanted = rounded_down(cover.share), rounded_down(cover.wanted)
        written = look.program.conflict.registration.protection_days
        with_extension = " with one extension" if cover.days != written else ""
        return self.finding(
            _WINDOW,
            f"{counted(cover.days, 'day')}{with_extension} cover {share} of sales cycles, below {wanted}",
            found=share,
            limit=wanted,
            passes=cover.protection_needed,
            fix="" if cover.protection_needed is not None else "no window is long enough",
            source="assumption window_cover_percent (ours)",
        )
