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
    parser.add_argument(
        "code",
        metavar="CODE",
        nargs="?",
        help="a code such as PAY001, the beginning of codes (PAY), or a name",
    )
    parser.add_argument("--all", action="store_true", help="all checks in full")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="for programs")
    form.add_argument("--markdown", action="store_true", help="with --all: the reference as a document")


def run(options: argparse.Namespace) -> int:
    """Print it."""
    from partnerbook.checks.catalogue import CATALOGUE, meant

    if options.code and options.all:
        raise Usage("give a CODE or --all, not both")
    checks = CATALOGUE if options.code is None else meant(options.code)
    if not checks:
        from partnerbook.cli.selection import unknown

        raise Usage(unknown(options.code))
    if options.markdown and not options.all:
        raise Usage("--markdown goes with --all")
    if options.markdown:
        from partnerbook.checks.document import render

        say(render().rstrip("\n"))
    elif options.json:
        from partnerbook.checks.document import explanation

        say(as_json(explanation(checks[0]) if len(checks) == 1 else [explanation(each) for each in checks]))
    elif options.code or options.all:
        say("\n\n".join(_account(each) for each in checks))
    else:
        for each in CATALOGUE:
            say(f"{each.code}  {each.severity:<8} {each.name}")
    return 0


def _account(check: Check[Any]) -> str:
    from partnerbook.checks.document import explanation
    from partnerbook.checks.excerpt import excerpts

    facts = explanation(check)
    grade = f"{check.severity}, to do in a draft" if check.essential else check.severity
    lines = [
        f"{check.code} {check.name} ({grade}; {check.family})",
        "",
        f"{check.claim}  [{check.source}]",
        "",
        f"Why: {check.why}",
        f"To mend it: {check.remedy}",
    ]
    lines += [f"The card: {claim}" for claim in facts["card"]]
    if facts["assumptions"]:
        used = ", ".join(f"{name} = {default:g}" for name, default in facts["assumptions"].items())
        lines.append(f"Assumptions, with their defaults: {used}")
    passing, failing = excerpts(check)
    found = f"This does not, at {facts['finds']}:" if facts["finds"] else "This does not:"
    for words, text in (("This passes:", passing), (found, failing)):
        lines += ["", words, *(f"    {line}".rstrip() for line in text.splitlines())]
    return safe("\n".join(lines), lines=True)
