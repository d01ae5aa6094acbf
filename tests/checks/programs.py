"""Programs for the tests of checks, made from small TOML texts, and what the checks say about them."""

import tomllib
from datetime import date
from pathlib import Path

from partnerbook.checks import engine
from partnerbook.checks.catalogue import by_code
from partnerbook.checks.check import Look
from partnerbook.checks.finding import Finding, Report, Waiting
from partnerbook.checks.judged import checked
from partnerbook.checks.recording import Recorder
from partnerbook.program.build import build
from partnerbook.program.edit import Change, apply_all
from partnerbook.program.program import Program
from partnerbook.workbook.read import read

TODAY = date(2026, 11, 24)
ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "sample_programs" / "example.program.toml"


def program_of(text: str) -> Program:
    """The program that a TOML text means; a mistake in it fails the test."""
    raw = tomllib.loads(text)
    raw.pop("format", None)
    built = build(raw)
    assert built.mistakes == ()
    return built.program


def typed_in(text: str) -> tuple[Program, dict[str, str]]:
    """The program that an open workbook with this text has, and the text of what is no value in it."""
    reading = read(text.encode())
    assert reading.program is not None
    return reading.program, dict(reading.loose)


def report(program: Program, today: date = TODAY) -> Report:
    """What all checks say."""
    return engine.run(program, today)


def found(program: Program, code: str, today: date = TODAY) -> list[Finding]:
    """What one check says, with its fixes agreed as the engine does."""
    return [finding for finding in report(program, today).findings if finding.code == code]


def said(program: Program, code: str, today: date = TODAY) -> list[tuple[str, str]]:
    """Severity and address of what one check says, without running the others."""
    check = by_code(code)
    assert check is not None
    result = checked(check, Look(program, today), Recorder())
    return [(finding.severity, finding.address) for finding in result.findings]


def waits(program: Program, code: str, today: date = TODAY) -> list[Waiting]:
    """What one check waits for."""
    return [waiting for waiting in report(program, today).waiting if waiting.code == code]


def mended(program: Program, finding: Finding) -> Program:
    """The program after the fix that a finding offers; it must offer one."""
    assert finding.mending, f"{finding.code} at {finding.address} offers no fix"
    return apply_all(program, Change("fix", finding.mending))
