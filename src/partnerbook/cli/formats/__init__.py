"""The ways in which ``check`` prints what was found. Only the one that is asked for is imported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from partnerbook.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from partnerbook.cli.checked import Checked, Print

FORMATS: Final = {
    "text": "for people (default)",
    "json": "for programs",
    "github": "annotations in a GitHub workflow",
    "sarif": "SARIF 2.1.0, for code scanning",
    "junit": "JUnit XML, for test reports",
}
"""Each is a module of this package with `render(run)`."""


@record
class Run:
    """One run of ``check``: everything that a format may say."""

    results: Sequence[Checked]
    codes: frozenset[str]
    """The checks that were chosen."""
    strict: bool
    """Whether warnings make the run fail."""
    colour: bool = False
    baseline: str = ""
    """The name of the baseline file; empty without one."""
    unused: Mapping[str, Sequence[Print]] | None = None
    """What the baseline has and is found no more, by file as the baseline names it."""
    since: str = ""
    """The revision whose findings were left out; empty without one."""


def rendered(run: Run, form: str) -> str:
    """The text of a report, with a line end behind it unless it is empty."""
    from importlib import import_module

    text: str = import_module(f"partnerbook.cli.formats.{form}").render(run)
    return text


def place_of(path: str) -> str:
    """A file as CI services name it: from the root of the repository where the run is in a workflow, with
    slashes; as it was given elsewhere."""
    import os
    from contextlib import suppress
    from pathlib import Path

    root = os.environ.get("GITHUB_WORKSPACE")
    if root and path != "-":
        with suppress(OSError, ValueError):  # it lies elsewhere
            path = str(Path(path).resolve().relative_to(Path(root).resolve()))
    return path.replace(os.sep, "/")
