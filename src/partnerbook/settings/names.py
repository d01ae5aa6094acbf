"""The nearest known name for one that is not known."""

from __future__ import annotations

from collections.abc import Collection


def nearest(name: str, known: Collection[str]) -> str | None:
    """The known name that a person most likely meant, or ``None``."""
    import difflib

    found = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    return found[0] if found else None


def did_you_mean(name: str, known: Collection[str], *, otherwise: str) -> str:
    """What to do about an unknown name, as a sentence."""
    near = nearest(name, known)
    return f"Did you mean {near}?" if near else otherwise
