"""``partnerbook set``: one edit of a workbook, and what the checks say afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partnerbook.cli.arguments import Usage, today, with_day, with_file
from partnerbook.cli.output import hidden, remark, say

if TYPE_CHECKING:
    import argparse
    from datetime import date

    from partnerbook.session.file import WorkbookFile
    from partnerbook.session.session import Session


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what this command takes."""
    parser.description = (
        "Change the value at an address; comments and everything else in the file stay as they are.\n"
        "Prints what the checks find then. Status as check; 2 when nothing could be changed."
    )
    with_file(parser, reads=False)
    parser.add_argument("address", metavar="ADDRESS", help="such as tiers.gold.pay_percent.var")
    parser.add_argument(
        "value", metavar="VALUE", nargs="?", help="as it is typed; a list with commas: 'a, b'"
    )
    parser.add_argument("--unset", action="store_true", help="leave it unset")
    with_day(parser)


def run(options: argparse.Namespace) -> int:
    """Make the edit, save, and print the findings of the new state."""
    from partnerbook.cli.reading import STDIN, opened, say_problems

    if options.unset == (options.value is not None):
        raise Usage("give a VALUE, or --unset" if not options.unset else "give a VALUE or --unset, not both")
    if options.file == STDIN:
        raise Usage("set changes a file: name it")
    if options.value is not None and hidden(options.value):
        raise Usage("the value holds control or invisible characters; write it without them")
    from pathlib import Path

    from partnerbook.session import file

    reading = opened(options.file)
    held = file.opened(reading, Path(options.file), today(options))
    if held is None:
        say_problems(reading)
        return 2
    before = held.session.document
    refusal = _changed(held.session, options.address, options.value)
    if refusal:
        say_problems(reading)
        remark(f"partnerbook set: {refusal}")
        return 2
    if held.session.document is before:
        remark("Nothing to change: it is so already.")
    elif not _saved(held):
        return 2
    return _findings(options.file, held.session.today)


def _changed(session: Session, text: str, value: str | None) -> str:
    """Make the edit; returns why it could not be made, or nothing."""
    from partnerbook.cli import places
    from partnerbook.program.edit import EditError, Unset
    from partnerbook.program.wording import change_of

    known = places.find(session.program, text)
    if isinstance(known, str):
        return known
    if known.is_table:
        return places.is_table(known)
    try:
        if value is None:
            if known.value is not None:
                session.do(change_of(session.program, Unset(known.address)))
            return ""
        refusal = _refusal(session, known.address, value)
        if refusal:
            return refusal
        session.enter(known.address, value)
    except EditError as error:
        return str(error)
    return ""


def _refusal(session: Session, at: str, value: str) -> str:
    """Why a text cannot be entered at an address; empty when it can."""
    from partnerbook.program.locate import spec_at
    from partnerbook.program.values import CURRENCY, NotAValue, parse

    spec = spec_at(session.program, at)
    if spec is None:
        return f"{at} takes no value"
    try:
        parse(spec, value, session.program.program.currency or CURRENCY)
    except NotAValue as error:
        return f"{at}: expected {error}"
    mistake = session.preview(at, value).mistake
    session.drop()
    return mistake


def _saved(held: WorkbookFile) -> bool:
    from partnerbook.session.file import SaveError

    step = held.session.history[-1]
    try:
        remarks = held.save()
    except SaveError as error:
        remark(f"partnerbook set: {error}")
        return False
    for sentence in (*remarks, f"Saved: {step}."):
        remark(sentence)
    return True


def _findings(name: str, day: date) -> int:
    """Print what is wrong with the file as it is now; the status is that of ``check``."""
    from partnerbook.cli.checked import checked
    from partnerbook.cli.findings import as_lines, sentence
    from partnerbook.cli.output import Paint, wants_colour
    from partnerbook.cli.reading import say_problems

    now = checked(name, lambda _: True, day)
    say_problems(now.reading)
    lines = list(as_lines(name, now.findings, Paint(wants_colour())))
    for line in lines:
        say(line)
    if lines:
        say()
    if now.readable:
        say(sentence(now.summary))
    return now.status(strict=False)
