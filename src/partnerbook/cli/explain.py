"""``partnerbook explain``: what a check looks at, why, and how to mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from partnerbook.cli.arguments import Usage
from partnerbook.cli.output import as_json, safe, say

if TYPE_CHECKING:
    import argparse

    from partnerbook.checks.check import Check


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what this command takes."""
    parser.description = (
        "Say what a check looks at, why, and how to mend it. Without a code: a line for each check."
    )
    parser.add_argument("code", metavar="CODE", nargs="?", help="a code such as PAY001, or a name")
    parser.add_argument("--all", action="store_true", help="all checks in full")
    parser.add_argument("--json", action="store_true", help="for programs")


def run(options: argparse.Namespace) -> int:
    """Print it."""
    from partnerbook.checks.catalogue import CATALOGUE, by_code

    if options.code and options.all:
        raise Usage("give a CODE or --all, not both")
    check = by_code(options.code) if options.code else None
    if options.code and check is None:
        from partnerbook.cli.selection import unknown

        raise Usage(unknown(options.code))
    if options.json:
        say(as_json(_plain(check) if check else [_plain(each) for each in CATALOGUE]))
    elif check or options.all:
        say("\n\n".join(_account(each) for each in ([check] if check else CATALOGUE)))
    else:
        for each in CATALOGUE:
            say(f"{each.code}  {each.severity:<8} {each.name}")
    return 0


def _plain(check: Check[Any]) -> dict[str, Any]:
    passing, failing = _examples(check.code)
    return {
        "code": check.code,
        "name": check.name,
        "severity": check.severity,
        "essential": check.essential,
        "family": check.family,
        "claim": check.claim,
        "source": check.source,
        "why": check.why,
        "fix": check.remedy,
        "passes": passing,
        "fails": failing,
    }


def _account(check: Check[Any]) -> str:
    passing, failing = _examples(check.code)
    grade = f"{check.severity}, to do in a draft" if check.essential else check.severity
    lines = [
        f"{check.code} {check.name} ({grade}; {check.family})",
        "",
        f"{check.claim}  [{check.source}]",
        "",
        f"Why: {check.why}",
        f"To mend it: {check.remedy}",
    ]
    for words, example in (("This passes:", passing), ("This does not:", failing)):
        if example:
            lines += ["", words, *(f"    {line}".rstrip() for line in example.splitlines())]
    return safe("\n".join(lines), lines=True)


def _examples(code: str) -> tuple[str, str]:
    """The passing and the failing example; empty where a check has none."""
    import pkgutil

    found: list[str] = []
    for kind in ("pass", "fail"):
        try:
            data = pkgutil.get_data("partnerbook.checks", f"examples/{code}.{kind}.toml")
        except OSError:
            data = None
        found.append(data.decode("utf-8") if data else "")
    return found[0], found[1]
