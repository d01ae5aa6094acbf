"""Writes the documentation that is generated from the code, or checks that it is up to date.

    python .ci/docs.py            write
    python .ci/docs.py --check    status 1 when a file differs from what would be written

Each generated file is one line of `GENERATED`: its path, and the function that returns its text.
"""

from __future__ import annotations

import difflib
import importlib
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
GENERATED: Final = (
    ("docs/checks.md", "partnerbook.checks.document:render"),
    ("docs/settings.md", "partnerbook.settings.reference:render"),
    ("docs/picture.svg", "picture:render"),
    ("docs/partnerbook.schema.json", "partnerbook.workbook.schema:render"),
    ("docs/partnerbook.1", "partnerbook.cli.manual:render"),
)


def render(source: str) -> str:
    """The text that a function makes, named as ``module:function``."""
    module, function = source.split(":")
    text: str = getattr(importlib.import_module(module), function)()
    return text


def main(arguments: list[str]) -> int:
    """Write or check every generated file; 1 when one is out of date."""
    check = "--check" in arguments
    stale = 0
    for name, source in GENERATED:
        path = ROOT / name
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        new = render(source)
        if old == new:
            continue
        if check:
            stale = 1
            sys.stdout.write(f"{name} is out of date: run make docs\n")
            sys.stdout.writelines(
                difflib.unified_diff(old.splitlines(True), new.splitlines(True), name, name)
            )
        else:
            path.write_text(new, encoding="utf-8")
            sys.stdout.write(f"wrote {name}\n")
    return stale


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
