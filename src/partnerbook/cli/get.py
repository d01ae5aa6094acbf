"""``partnerbook get``: the value at an address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partnerbook.cli.arguments import with_file

if TYPE_CHECKING:
    import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what this command takes."""
    parser.description = (
        "Print the value at an address as it is typed, a list one word a line, a table one value a line.\n"
        "Status 1: unset."
    )
    with_file(parser)
    parser.add_argument("address", metavar="ADDRESS", help="such as tiers.gold.pay_percent.var")


def run(options: argparse.Namespace) -> int:
    """Print it."""
    from partnerbook.cli import places
    from partnerbook.cli.output import remark, safe, say
    from partnerbook.cli.reading import Unreadable, needed

    try:
        reading, program = needed(options.file)
    except Unreadable:
        return 2
    known = places.find(program, options.address)
    if isinstance(known, str):
        remark(f"partnerbook get: {known}")
        return 2
    if known.is_table:
        lines = [
            f"{safe(at)} = {safe(places.as_typed(places.public(at, value, reading.private)))}"
            for at, value in places.below(known)
        ]
    elif known.value is None:
        lines = []
    else:
        value = places.public(known.address, known.value, reading.private)
        words = value if isinstance(value, tuple) else (places.as_typed(value),)
        lines = [safe(word, lines=True) for word in words]
        if not lines:
            remark(f"{known.address} is an empty list")
            return 0
    for line in lines:
        say(line)
    if not lines:
        remark(f"{known.address} is unset")
    return 0 if lines else 1
