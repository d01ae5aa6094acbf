"""Older formats: an invented format 0 is brought to format 1."""

from __future__ import annotations

from pathlib import Path

import pytest

from partnerbook.workbook import migrations
from partnerbook.workbook.document import Document
from partnerbook.workbook.migrations import MIGRATIONS, Migration, migrated, steps_from
from partnerbook.workbook.read import format_of, read

OLD = """# a plan
format = 0   # as it was

[company]
turnover = 8_000_000 # a year
"""
NEW = """# a plan
format = 1   # as it was

[company]
arr = 8_000_000 # a year
"""


def turnover_to_arr(document: Document) -> Document:
    return document.rename("company.turnover", "arr") if document.has("company.turnover") else document


STEP = Migration(0, "company.turnover is called company.arr", turnover_to_arr)


def test_an_older_text_is_brought_to_the_newest_format_with_its_comments() -> None:
    made = migrated(OLD, 0, [STEP])
    assert made.text == NEW
    assert made.steps == (STEP,)
    assert migrated(NEW, 1, [STEP]) == migrations.Migrated(NEW, ())


def test_there_has_to_be_a_step_for_each_format_on_the_way() -> None:
    assert steps_from(0, [STEP]) == (STEP,)
    assert steps_from(1, [STEP]) == ()
    assert steps_from(-1, [STEP]) is None
    assert steps_from(2, [STEP]) is None
    assert steps_from(0, []) is None
    with pytest.raises(ValueError, match="no way from format 0"):
        migrated(OLD, 0, [])


def test_the_registry_has_one_step_for_each_older_format() -> None:
    assert [step.source for step in MIGRATIONS] == sorted({step.source for step in MIGRATIONS})
    assert all(step.summary and not step.summary.endswith(".") for step in MIGRATIONS)


def test_the_reader_names_the_command_that_helps(monkeypatch: pytest.MonkeyPatch) -> None:
    (problem,) = read(OLD.encode()).problems
    assert problem.code == "format-unknown"
    monkeypatch.setattr(migrations, "MIGRATIONS", (STEP,))
    (problem,) = read(OLD.encode()).problems
    assert (problem.code, problem.line, problem.column) == ("format-older", 2, 10)
    assert "partnerbook migrate" in problem.remedy
    assert format_of(OLD, "x") == 0
    assert format_of(NEW, "x") == 1
    assert not isinstance(format_of("format = 2", "x"), int)
    assert not isinstance(format_of("format = [", "x"), int)


def test_nothing_is_read_as_a_program_before_it_is_migrated(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(migrations, "MIGRATIONS", (STEP,))
    (tmp_path / "w.toml").write_text(OLD)
    assert read(tmp_path / "w.toml").program is None
    (tmp_path / "w.toml").write_text(migrated(OLD, 0).text)
    program = read(tmp_path / "w.toml").program
    assert program is not None
    assert program.company.arr == 8_000_000
