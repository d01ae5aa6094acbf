"""``partnerbook new``: a new workbook, from a template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partnerbook.cli.arguments import Usage, today, with_day, with_file
from partnerbook.cli.output import hidden, remark, say

if TYPE_CHECKING:
    import argparse

ENDING = ".program.toml"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what this command takes."""
    from partnerbook.workbook.templates import TEMPLATES

    parser.description = "Make a new workbook. A file that exists is never written over."
    rows = (f"  {template.key:<18}{template.summary}" for template in TEMPLATES.values())
    parser.epilog = "templates:\n" + "\n".join(rows)
    with_file(parser, reads=False)
    parser.add_argument(
        "--template", metavar="NAME", default="draft", help="what to start from; draft by default"
    )
    parser.add_argument(
        "--name", metavar="NAME", help="what the program is called; by default after the file"
    )
    with_day(parser)


def run(options: argparse.Namespace) -> int:
    """Make it; status 2 when it cannot be made."""
    from partnerbook.session.file import workbook_path
    from partnerbook.workbook.files import FileError, create, encode
    from partnerbook.workbook.templates import TEMPLATES, filled

    if options.template not in TEMPLATES:
        raise Usage(_unknown(options.template, list(TEMPLATES)))
    if options.file in ("", "-", ".", ".."):
        raise Usage("name the file to be made")
    path = workbook_path(options.file)
    name = options.name if options.name is not None else _name_of(path.name)
    if hidden(name) or "\n" in name:
        raise Usage("the name holds control or invisible characters; write it without them")
    try:
        create(path, encode(filled(options.template, name, today(options))))
    except FileError as error:
        remark(f"partnerbook new: {error.message}. {error.remedy}")
        return 2
    except ValueError:  # a name that no file can have
        remark("partnerbook new: no file can have this name")
        return 2
    from partnerbook.cli.output import safe

    say(f"Made {safe(str(path))} from the template {options.template}.")
    if not path.name.endswith(ENDING):
        remark(f"Names that end in {ENDING} are what git, hooks and editors look for.")
    return 0


def _name_of(file: str) -> str:
    """``acme-partners.program.toml`` becomes ``Acme partners``."""
    stem = file.removesuffix(".toml").removesuffix(".program")
    words = " ".join(stem.replace("-", " ").replace("_", " ").split())
    return (words[:1].upper() + words[1:]) or "Partner program"


def _unknown(template: str, known: list[str]) -> str:
    import difflib

    near = difflib.get_close_matches(template, known, n=1, cutoff=0.4)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
    return f"there is no template {template}; {hint}"
