"""What the enablement checks ask of the list of modules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, Final, Literal

from partnerbook.checks.check import Look
from partnerbook.checks.finding import Waits
from partnerbook.checks.reading import any_of, free_key, hidden
from partnerbook.program.address import Address, join
from partnerbook.program.edit import Add
from partnerbook.program.enablement import Module
from partnerbook.program.fields import WITHHELD
from partnerbook.program.ladder import words

TRAINING: Final = ("video", "course", "live")
LIMITED: Final = ("video", "course")
"""Kinds that people sit through alone, and that ten minutes are the limit for."""
MODULES: Final = "enablement.modules"


def at_module(key: str, *below: str) -> Address:
    """The address of a module, or of something in it."""
    return join("enablement", "modules", key, *below)


def modules(look: Look) -> Iterable[tuple[str, Module]]:
    """All modules by key, in the author's order."""
    return look.program.enablement.modules.items()


def of_kind(look: Look, *kinds: str) -> Iterator[tuple[str, Module]]:
    """The modules known to be of one of these kinds."""
    return ((key, module) for key, module in modules(look) if module.kind in kinds)


def no_more_of_kind(look: Look, at: Address) -> None:
    """Say that no module but those of a known kind is judged: there are no others.

    Raises:
        Waits: a module's kind is withheld, or the outside view lists some modules only.
    """
    for key, module in modules(look):
        if hidden(look, module.kind):
            raise Waits(at_module(key, "kind"), withheld=module.kind == WITHHELD)
    look.listed("modules", at)


def covers(look: Look, key: str, module: Module, track: str) -> bool:
    """Whether a module names a track.

    Raises:
        Waits: whom it is for is withheld, or not said in the outside view.
    """
    if hidden(look, module.tracks):
        raise Waits(at_module(key, "tracks"), withheld=module.tracks == WITHHELD)
    return track in words(module.tracks)


def any_covers(look: Look, listed: Iterable[tuple[str, Module]], track: str) -> bool:
    """Whether one of these modules names a track.

    Raises:
        Waits: none does for certain, and one of them may.
    """
    return any_of(partial(covers, look, key, module, track) for key, module in listed)


def new_module(
    look: Look,
    wanted: str,
    kind: Literal["video", "battle-card", "playbook", "integration-docs", "document"],
    title: str,
    **more: Any,
) -> Add:
    """The edit that adds a module, under the wanted key where it is free."""
    key = free_key(look.program.enablement.modules, wanted)
    table = {"title": title, "kind": kind, **more}
    return Add(at_module(key), {name: value for name, value in table.items() if value not in (None, ())})
