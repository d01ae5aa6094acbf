"""``partnerbook schema``: the JSON Schema of workbooks, for editors."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what this command takes."""
    from partnerbook.workbook.schema import FILE_NAME

    parser.description = (
        "Print the JSON Schema of workbooks. An editor that uses Taplo or Tombi completes and explains keys with it\n"
        f"when the first line of a workbook is: #:schema ./{FILE_NAME}"
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="write it there instead")


def run(options: argparse.Namespace) -> int:
    """Print or write it."""
    from partnerbook.cli.output import say
    from partnerbook.workbook.schema import render

    text = render()
    if options.output in (None, "-"):
        say(text.removesuffix("\n"))
    else:
        from partnerbook.cli.writing import write_text

        write_text(options.output, text)
    return 0
