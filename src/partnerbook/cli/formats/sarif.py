"""Findings as SARIF 2.1.0, written by hand; the tests hold it against the published schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from partnerbook.cli.formats import place_of
from partnerbook.cli.output import as_json, safe

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from partnerbook.checks.check import Check
    from partnerbook.cli.checked import Checked, Print
    from partnerbook.cli.findings import Placed
    from partnerbook.cli.formats import Run

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: Final = {"error": "error", "warning": "warning", "note": "note", "todo": "note"}
_FINGERPRINT: Final = "codeAndAddress/v1"


def render(run: Run) -> str:
    """The whole log: one run, with a rule for each chosen check and each kind of problem that was found."""
    rules = {rule["id"]: rule for rule in (*_check_rules(run), *_problem_rules(run))}
    numbers = {code: number for number, code in enumerate(rules)}
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": _driver(list(rules.values()))},
                "invocations": [{"executionSuccessful": all(result.readable for result in run.results)}],
                "columnKind": "unicodeCodePoints",
                "results": [each for result in run.results for each in _results(run, result, numbers)],
            }
        ],
    }
    return as_json(log) + "\n"


def _driver(rules: list[dict[str, Any]]) -> dict[str, Any]:
    from partnerbook import __version__

    return {"name": "partnerbook", "version": __version__, "semanticVersion": __version__, "rules": rules}


def _check_rules(run: Run) -> Iterator[dict[str, Any]]:
    from partnerbook.checks.catalogue import CATALOGUE

    return (_rule(check) for check in CATALOGUE if check.code in run.codes)


def _rule(check: Check[Any]) -> dict[str, Any]:
    return {
        "id": check.code,
        "name": "".join(word.capitalize() for word in check.name.split("-")),
        "shortDescription": {"text": check.claim},
        "fullDescription": {"text": f"{check.claim} {check.why}"},
        "help": {"text": f"{check.why} To mend it: {check.remedy}."},
        "defaultConfiguration": {"level": _LEVELS[check.severity]},
        "properties": {"tags": [check.family], "source": check.source},
    }


def _problem_rules(run: Run) -> Iterator[dict[str, Any]]:
    for result in run.results:
        for problem in result.problems:
            yield {
                "id": problem.code,
                "shortDescription": {"text": f"The file itself: {problem.code.replace('-', ' ')}."},
                "defaultConfiguration": {"level": problem.severity},
                "properties": {"tags": ["file"]},
            }


def _results(run: Run, result: Checked, numbers: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    compared = {"baselineState": "new"} if run.baseline or run.since else {}
    for problem in result.problems:
        code = problem.code
        yield {
            "ruleId": code,
            "ruleIndex": numbers[code],
            "level": problem.severity,
            "message": {"text": safe(f"{problem.message}. {problem.remedy}")},
            "locations": [_location(problem.path, problem.line, problem.column, problem.address)],
            "partialFingerprints": {_FINGERPRINT: _fingerprint((code, problem.address))},
            **compared,
        }
    for item in result.findings:
        yield {**_finding(result.path, item, numbers), **compared}


def _finding(path: str, item: Placed, numbers: Mapping[str, int]) -> dict[str, Any]:
    finding = item.finding
    plain: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": numbers[finding.code],
        "level": _LEVELS[finding.severity],
        "message": {"text": safe(finding.sentence)},
        "locations": [_location(path, item.line, item.column, finding.address)],
        "partialFingerprints": {_FINGERPRINT: _fingerprint((finding.code, finding.address))},
        "properties": {"severity": finding.severity},
    }
    if finding.waived:
        words = safe(f"agreed in waivers.{finding.waiver}")
        plain["suppressions"] = [{"kind": "inSource", "status": "accepted", "justification": words}]
    return plain


def _location(path: str, line: int, column: int, address: str) -> dict[str, Any]:
    physical = {
        "artifactLocation": {"uri": _uri(path)},
        "region": {"startLine": line, "startColumn": column},
    }
    if not address:
        return {"physicalLocation": physical}
    name = {"fullyQualifiedName": safe(address), "kind": "member"}
    return {"physicalLocation": physical, "logicalLocations": [name]}


def _uri(path: str) -> str:
    """A relative reference with slashes, or a URI for an absolute path, as the standard asks for."""
    from pathlib import Path
    from urllib.parse import quote

    if path == "-":
        return "stdin"
    place = place_of(path)
    if Path(place).is_absolute():
        return Path(place).as_uri()
    quoted = quote(place.encode("utf-8", "surrogateescape"))
    return f"./{quoted}" if ":" in place.split("/")[0] else quoted


def _fingerprint(print_: Print) -> str:
    import hashlib

    return hashlib.sha256("\0".join(print_).encode("utf-8", "surrogatepass")).hexdigest()
