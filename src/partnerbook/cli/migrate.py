"""``partnerbook migrate``: workbooks of an older format in the newest one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partnerbook.cli.arguments import with_file

if TYPE_CHECKING:
    import argparse

    from partnerbook.workbook.migrations import Migrated
    from partnerbook.workbook.problems import Problem


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what this command takes."""
    parser.description = (
        "Bring workbooks to the newest format; comments and everything else stay. A file in a newer format than\n"
        "this release knows is refused and left as it is."
    )
    with_file(parser, several=True, reads=False)
    parser.add_argument("--dry-run", action="store_true", help="only say what would change")


def run(options: argparse.Namespace) -> int:
    """Migrate the files; one that cannot be does not stop the others."""
    return max(_migrated(name, dry=options.dry_run) for name in dict.fromkeys(options.files))


def _migrated(name: str, *, dry: bool) -> int:
    from pathlib import Path

    from partnerbook.cli.output import remark, safe, say
    from partnerbook.program.program import FORMAT
    from partnerbook.workbook.files import FileError, encode, load, save
    from partnerbook.workbook.migrations import migrated
    from partnerbook.workbook.problems import Problem
    from partnerbook.workbook.read import format_of, read

    path = Path(name)
    try:
        loaded = load(path)
        found = format_of(loaded.text, name)
        if not isinstance(found, int):
            return _refused(found)
        made = migrated(loaded.text, found)
        if not made.steps:
            say(f"{safe(name)} is written in format {FORMAT}, the newest.")
            return 0
        data = encode(made.text, bom=loaded.bom)
        checked = read(data, name)
        if checked.program is None:
            return _refused(checked.problems)
        if not dry:
            save(path, data, loaded.digest)
    except FileError as error:
        return _refused((Problem(name, error.line, error.column, error.code, error.message, error.remedy),))
    except ValueError as error:  # no way to the newest format, or a name that no file can have
        remark(f"partnerbook migrate: {name}: {error}")
        return 2
    _tell(name, made, found, dry=dry)
    return 0


def _refused(problems: tuple[Problem, ...]) -> int:
    from partnerbook.cli.reading import say_problem

    for problem in problems:
        say_problem(problem)
    return 2


def _tell(name: str, made: Migrated, found: int, *, dry: bool) -> None:
    from partnerbook.cli.output import safe, say
    from partnerbook.program.program import FORMAT

    verb = "would be brought" if dry else "was brought"
    say(f"{safe(name)} {verb} from format {found} to format {FORMAT}:")
    for step in made.steps:
        say(f"    {safe(step.summary)}")
