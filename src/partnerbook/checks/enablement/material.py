"""ENB001, ENB006 and ENB007: what there is to learn from, whom it is for, who keeps it true."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from partnerbook.checks.check import Check, Look, missing
from partnerbook.checks.enablement.modules import (
    TRAINING,
    any_covers,
    at_module,
    modules,
    new_module,
    no_more_of_kind,
    of_kind,
)
from partnerbook.checks.finding import Finding, Waits
from partnerbook.checks.reading import any_of, hidden, named
from partnerbook.program.address import join
from partnerbook.program.edit import Add
from partnerbook.program.fields import WITHHELD
from partnerbook.program.value import Integration

_PLAYBOOK = "company.proof.sales_playbook"
_MATERIALS = ("playbook", "training")


class MissingMaterial(Check[str]):
    """Subjects: the playbook, the training, and each track by its key (``track:KEY``)."""

    code = "ENB001"
    name = "missing-material"
    severity = "error"
    essential = True
    family = "enablement"
    claim = "Partners have a sales playbook, training, and documents for the integrations that they build."
    source = "card"
    why = (
        "A partner sells what it knows how to sell. Without a playbook, a training and the documents for an "
        "integration it has nothing to repeat, and every deal starts with questions to you."
    )
    remedy = "add a module of the kind that is missing"

    def subjects(self, look: Look) -> Iterable[str]:
        return [*_MATERIALS, *(f"track:{key}" for key in look.program.tracks)]

    def judge(self, look: Look, subject: str) -> Iterator[Finding]:
        if subject == "playbook":
            return self._playbook(look)
        if subject == "training":
            return self._training(look)
        return self._documents(look, subject.removeprefix("track:"))

    def _playbook(self, look: Look) -> Iterator[Finding]:
        own = look.program.company.proof.sales_playbook
        written = not missing(own) and own != WITHHELD
        if written or any(of_kind(look, "playbook")):
            return
        no_more_of_kind(look, at_module("playbook"))
        edit = new_module(look, "playbook", "playbook", "Sales playbook")
        if hidden(look, own):
            look.need(own, _PLAYBOOK)
        yield self._absent(look, edit, "there is no sales playbook, neither our own nor one for partners")

    def _training(self, look: Look) -> Iterator[Finding]:
        if any(of_kind(look, *TRAINING)):
            return
        no_more_of_kind(look, at_module("training"))
        edit = new_module(look, "training", "video", "First training", minutes=10)
        yield self._absent(look, edit, "there is no training: no video, no course, nothing live")

    def _documents(self, look: Look, key: str) -> Iterator[Finding]:
        track = look.program.tracks[key]
        if look.need(track.type, join("tracks", key, "type")) != "isv":
            return
        ours = [(each, found) for each, found in look.program.integrations.items() if found.track == key]
        if any_of((partial(_in_modules, look, key), partial(_in_integrations, look, ours))):
            return
        no_more_of_kind(look, at_module("integration-docs"))
        message = f"{named(track, key)}: no documents to build an integration from"
        if ours:
            at = join("integrations", ours[0][0], "documents")
            fix = "say where the integration is documented, or add a module of the kind integration-docs"
            yield self.absent(look, at, message, value=(), fix=fix)
            return
        if look.is_outside:
            raise Waits("integrations", withheld=False)
        title = "Integration guide"
        edit = new_module(look, "integration-docs", "integration-docs", title, tracks=(key,))
        yield self._absent(look, edit, message)

    def _absent(self, look: Look, edit: Add, message: str) -> Finding:
        fix = f"add a module of the kind {edit.table['kind']}"
        # The list of modules is known to be complete here, so that a missing one is written as absent.
        return self.absent(look, edit.address, message, value=(), fix=fix, edits=(edit,))


def _in_modules(look: Look, track: str) -> bool:
    """Whether integration documents are for a track; those that do not say for whom are for all."""
    documents = list(of_kind(look, "integration-docs"))
    for_all = any(module.tracks is None for _, module in documents)
    return for_all or any_covers(look, documents, track)


def _in_integrations(look: Look, integrations: list[tuple[str, Integration]]) -> bool:
    for _, found in integrations:
        if not missing(found.documents) and found.documents != WITHHELD:
            return True
    for key, found in integrations:
        if hidden(look, found.documents):
            look.need(found.documents, join("integrations", key, "documents"))
    return False


class UncoveredTrack(Check[str]):
    code = "ENB006"
    name = "uncovered-track"
    severity = "warning"
    family = "enablement"
    claim = "Every track has at least one module that names it."
    source = "ours"
    why = "Partners of a track that nothing was made for have to guess what applies to them."
    remedy = "name the track in a module that is for it, or add one"

    def subjects(self, look: Look) -> Iterable[str]:
        return list(look.program.tracks)

    def judge(self, look: Look, subject: str) -> Iterator[Finding]:
        listed = list(modules(look))
        if any_covers(look, listed, subject):
            return
        look.listed("modules", at_module(subject))
        name = named(look.program.tracks[subject], subject)
        edit = new_module(look, subject, "document", f"Introduction for {name}", tracks=(subject,))
        message = f"no module is for {name}"
        fix = f"name {subject} in a module that is for these partners, or add one"
        if listed:
            yield self.finding(edit.address, message, fix=fix, edits=(edit,))
        else:
            yield self.absent(look, edit.address, message, value=(), fix=fix, edits=(edit,))


class ModuleWithoutOwner(Check[str]):
    code = "ENB007"
    name = "no-owner"
    severity = "note"
    family = "enablement"
    claim = "Somebody owns each module."
    source = "ours"
    why = "Material that nobody keeps true is wrong after the next release, and partners repeat it."
    remedy = "say who keeps it true"

    def subjects(self, look: Look) -> Iterable[str]:
        return list(look.program.enablement.modules)

    def judge(self, look: Look, subject: str) -> Iterator[Finding]:
        owner = look.program.enablement.modules[subject].owner
        if missing(owner) or owner == WITHHELD:
            at = at_module(subject, "owner")
            yield self.absent(look, at, "nobody is named who keeps this module true", value=owner)
