"""Findings as JUnit XML: a suite for each file, a case for each finding, and one for each check that has none.

What makes ``check`` fail is a failure; what is to do or waived is skipped; a file that cannot be read is an
error. Everything else passes, and is said as its output.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from partnerbook.cli.formats import place_of
from partnerbook.cli.output import safe

if TYPE_CHECKING:
    from partnerbook.cli.checked import Checked
    from partnerbook.cli.findings import Placed
    from partnerbook.cli.formats import Run
    from partnerbook.workbook.problems import Problem


def render(run: Run) -> str:
    """The whole report."""
    root = Element("testsuites", name="partnerbook")
    for result in run.results:
        root.append(_suite(run, result))
    for what in ("tests", "failures", "errors"):
        root.set(what, str(sum(int(suite.get(what, "0")) for suite in root)))
    indent(root)
    body = tostring(root, encoding="us-ascii").decode("ascii")  # whatever the coding of the terminal
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def _suite(run: Run, result: Checked) -> Element:
    suite = Element("testsuite", name=safe(place_of(result.path)))
    for problem in result.problems:
        _add_problem(suite, run, result, problem)
    for item in result.findings:
        _add_finding(suite, run, item)
    if result.readable:
        found = {item.finding.code for item in result.findings}
        for code in sorted(run.codes - found):
            _case(suite, code)
    counts = {"tests": "testcase", "failures": "*/failure", "errors": "*/error", "skipped": "*/skipped"}
    for name, path in counts.items():
        suite.set(name, str(len(suite.findall(path))))
    return suite


def _add_problem(suite: Element, run: Run, result: Checked, problem: Problem) -> None:
    case = _case(suite, " ".join(filter(None, (problem.code, problem.address))))
    where = f"{place_of(problem.path)}:{problem.line}:{problem.column}"
    if not result.readable:
        kind = "error"
    elif problem.severity == "error" or run.strict:
        kind = "failure"
    else:
        kind = "system-out"
    _say(case, kind, problem.code, problem.message, f"{where}\n{problem.remedy}")


def _add_finding(suite: Element, run: Run, item: Placed) -> None:
    finding, grade = item.finding, item.grade
    case = _case(suite, f"{finding.code} {finding.name} {finding.address}")
    where = f"{suite.get('name')}:{item.line}:{item.column}"
    if grade in ("todo", "waived"):
        kind = "skipped"
    elif grade == "error" or (grade == "warning" and run.strict):
        kind = "failure"
    else:
        kind = "system-out"
    _say(case, kind, "to do" if grade == "todo" else grade, finding.message, f"{where}\n{finding.fix}")


def _case(suite: Element, name: str) -> Element:
    return SubElement(suite, "testcase", name=safe(name), classname=suite.get("name", ""))


def _say(case: Element, kind: str, grade: str, message: str, rest: str) -> None:
    if kind == "system-out":
        SubElement(case, kind).text = safe(f"{grade}: {message}\n{rest}", lines=True)
        return
    SubElement(case, kind, type=grade, message=safe(message)).text = safe(rest, lines=True)
