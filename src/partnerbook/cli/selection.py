"""Choosing checks by code, by the beginning of a code, or by name."""

from __future__ import annotations

from partnerbook.checks.catalogue import CATALOGUE, SHARED_NAMES, meant
from partnerbook.cli.arguments import Usage


def chosen(select: list[str] | None, ignore: list[str] | None) -> frozenset[str]:
    """The codes that are selected (all, where nothing is) and not ignored.

    Raises:
        Usage: a word names no check; it says the nearest.
    """
    every = frozenset(check.code for check in CATALOGUE)
    wanted = _named(select, "--select") if select else every
    return wanted - _named(ignore or [], "--ignore")


def _named(words: list[str], option: str) -> frozenset[str]:
    found: set[str] = set()
    for word in (part.strip() for each in words for part in each.split(",")):
        if word:
            found |= _matching(word, option)
    if words and not found:
        raise Usage(f"{option} names no check")
    return frozenset(found)


def _matching(word: str, option: str) -> set[str]:
    codes = {check.code for check in meant(word)}
    if not codes:
        raise Usage(f"{option}: {unknown(word)}")
    return codes


def unknown(word: str) -> str:
    """What to say about a word that names no check."""
    import difflib

    families = sorted({check.code[:3] for check in CATALOGUE})
    if not word.strip():
        return f"name a check, or a family: {', '.join(families)}"
    known = [*families, *(c.code for c in CATALOGUE), *(c.name for c in CATALOGUE), *SHARED_NAMES]
    for spelled in (word.upper(), word.lower()):
        near = difflib.get_close_matches(spelled, known, n=1, cutoff=0.6)
        if near:
            return f"no check is called {word}; did you mean {near[0]}?"
    return f"no check is called {word}; families are {', '.join(families)}"
