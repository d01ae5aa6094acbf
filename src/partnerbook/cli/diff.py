"""``partnerbook diff``: what changed between two versions of a workbook, in sentences, and what it does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from partnerbook.cli.arguments import today, with_day

if TYPE_CHECKING:
    import argparse

FORMATS: Final = ("text", "json", "markdown")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what this command takes."""
    parser.description = (
        "Tell what changed between two versions of a workbook: the edits in sentences, what is tighter or\n"
        "looser for partners, findings that appear and disappear, and who moves tier."
    )
    parser.epilog = (
        "OLD and NEW are files, or files at a revision of git: main:plans/acme.program.toml.\n"
        "One file alone is compared with HEAD. Private values are left out."
    )
    parser.add_argument("old", metavar="OLD", help="the old version, or the only file; - is standard input")
    parser.add_argument("new", metavar="NEW", nargs="?", help="the new version")
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default="text",
        help="text; json for programs; markdown for pull requests",
    )
    parser.add_argument("--exit-code", action="store_true", help="status 1 when there are differences")
    with_day(parser)


def run(options: argparse.Namespace) -> int:
    """Print the story. Differences alone do not change the status."""
    from partnerbook.cli.output import say, wants_colour
    from partnerbook.cli.reading import Unreadable
    from partnerbook.cli.sides import both
    from partnerbook.cli.telling import as_markdown, as_object, as_text
    from partnerbook.revisions.story import tell

    try:
        old, new = both(options.old, options.new)
    except Unreadable:
        return 2
    story = tell(old.program, new.program, today(options), old.private | new.private)
    if options.format == "json":
        from partnerbook.cli.output import as_json

        say(as_json(as_object(old.name, new.name, story)))
    elif options.format == "markdown":
        say(as_markdown(old.name, new.name, story))
    else:
        say(as_text(old.name, new.name, story, colour=wants_colour()))
    return 1 if options.exit_code and not story.is_empty else 0
