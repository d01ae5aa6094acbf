"""``partnerbook check``: what the checks find in workbooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partnerbook.cli.arguments import Usage, today, with_day, with_file
from partnerbook.cli.formats import FORMATS

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from partnerbook.cli.baseline import Baseline
    from partnerbook.cli.checked import Checked, Print
    from partnerbook.cli.formats import Run


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what this command takes."""
    parser.description = (
        "Say what the checks find in workbooks, with the value that would pass where there is one."
    )
    with_file(parser, several=True)
    rows = "; ".join(f"{name} {words}" for name, words in FORMATS.items())
    parser.add_argument("--format", choices=tuple(FORMATS), default="text", help=rows)
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="write the report there; the closing sentences are printed"
    )
    for option, verb in (("--select", "only"), ("--ignore", "without")):
        parser.add_argument(
            option,
            metavar="CODES",
            action="append",
            help=f"{verb} these checks: codes, beginnings of codes (PAY) or names, with commas",
        )
    parser.add_argument(
        "--baseline", metavar="FILE", help="leave out what this file knows; what is mended is taken out of it"
    )
    parser.add_argument(
        "--write-baseline", action="store_true", help="write all that is found into the baseline"
    )
    parser.add_argument(
        "--diff",
        metavar="REV",
        help="only what a change brings: what is not found at this revision of git; "
        "with three dots behind it, where HEAD left that branch",
    )
    parser.add_argument("--strict", action="store_true", help="status 1 for warnings too")
    with_day(parser)


def run(options: argparse.Namespace) -> int:
    """Check the files; one that cannot be read does not hide the others."""
    from partnerbook.cli.checked import checked
    from partnerbook.cli.selection import chosen

    _need_sense(options)
    codes, day = chosen(options.select, options.ignore), today(options)
    baseline = _baseline(options)
    results = [checked(name, codes.__contains__, day) for name in dict.fromkeys(options.files)]
    if baseline and options.write_baseline:
        return _written(baseline, results, codes)
    unused = baseline.unused(results, _in_view(codes)) if baseline else None
    results = [_news(result, options, baseline, codes, day) for result in results]
    if baseline and unused:
        _shrink(baseline, unused)
    return _reported(options, results, codes, unused)


def _need_sense(options: argparse.Namespace) -> None:
    from partnerbook.cli.writing import need_other

    if options.write_baseline and not options.baseline:
        raise Usage("--write-baseline goes with --baseline FILE")
    if options.write_baseline and options.diff:
        raise Usage("a baseline is written from all that is found, not with --diff")
    if options.diff is not None and "-" in options.files:
        raise Usage("--diff needs files: standard input is in no repository")
    for name, option in ((options.output, "--output"), (options.baseline, "--baseline")):
        if name and name != "-":
            need_other(name, option, options.files)


def _baseline(options: argparse.Namespace) -> Baseline | None:
    if not options.baseline:
        return None
    from partnerbook.cli.baseline import read_baseline

    return read_baseline(options.baseline, new=options.write_baseline)


def _in_view(codes: frozenset[str]) -> Callable[[str], bool]:
    """Whether this run would have found it: not so for a check that was left out."""
    from partnerbook.checks.catalogue import CATALOGUE

    hidden = {check.code for check in CATALOGUE} - codes
    return lambda code: code not in hidden


def _news(
    result: Checked, options: argparse.Namespace, baseline: Baseline | None, codes: frozenset[str], day: date
) -> Checked:
    """The file without what the baseline or the other revision has."""
    from collections import Counter

    known: Counter[Print] = baseline.known(result.path) if baseline else Counter()
    if options.diff is not None and result.readable:
        from partnerbook.cli.since import found_at
        from partnerbook.revisions.git import GitError

        try:
            known = known | found_at(options.diff, result, codes.__contains__, day)
        except GitError as error:
            raise Usage(f"--diff: {error}") from None
    return result.without(known) if known else result


def _written(baseline: Baseline, results: Sequence[Checked], codes: frozenset[str]) -> int:
    """Everything that was found goes into the baseline; status 2 when a file could not be read."""
    from partnerbook.cli.output import counted, safe, say
    from partnerbook.cli.reading import say_problem
    from partnerbook.workbook.files import FileError

    unread = [result for result in results if not result.readable]
    for result in unread:
        for problem in result.problems:
            say_problem(problem)
    try:
        baseline.with_results(results, _in_view(codes)).write()
    except FileError as error:
        raise Usage(f"--baseline: {error.message}. {error.remedy}") from None
    found = sum(len(result.prints()) for result in results if result.readable)
    say(f"Wrote {counted(found, 'finding')} to {safe(str(baseline.path))}.")
    return 2 if unread else 0


def _shrink(baseline: Baseline, unused: Mapping[str, Sequence[Print]]) -> None:
    from partnerbook.cli.output import remark
    from partnerbook.workbook.files import FileError

    try:
        baseline.shrunk(unused).write()
    except FileError as error:
        remark(f"partnerbook check: {error.message}; the baseline stays as it is")


def _reported(
    options: argparse.Namespace,
    results: Sequence[Checked],
    codes: frozenset[str],
    unused: Mapping[str, Sequence[Print]] | None,
) -> int:
    from partnerbook.cli.formats import Run, rendered
    from partnerbook.cli.output import say, wants_colour

    to_file = options.output if options.output not in (None, "-") else None
    run = Run(
        results,
        codes,
        options.strict,
        colour=options.format == "text" and to_file is None and wants_colour(),
        baseline=options.baseline or "",
        unused=unused,
        since=options.diff or "",
    )
    report = rendered(run, options.format)
    if to_file is None:
        say(report.removesuffix("\n"))
    else:
        _write(to_file, report, run)
    return max(result.status(options.strict) for result in results)


def _write(name: str, report: str, run: Run) -> None:
    from partnerbook.cli.formats.text import closing_lines
    from partnerbook.cli.output import safe, say
    from partnerbook.cli.writing import write_text

    write_text(name, report)
    for line in closing_lines(run):
        say(line)
    say(f"The report is in {safe(name)}.")
