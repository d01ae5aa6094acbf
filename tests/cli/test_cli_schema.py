"""``partnerbook schema``: it allows what the reader allows, value by value, and says what each field is."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from cli_run import SAMPLES, Runner

from partnerbook.program.build import build
from partnerbook.program.fields import FieldSpec
from partnerbook.program.program import Program
from partnerbook.program.table import Table, parts_of
from partnerbook.workbook.schema import schema

ROOT = SAMPLES.parent
SCHEMA = schema()
VALID = jsonschema.Draft7Validator(SCHEMA, format_checker=jsonschema.FormatChecker(["date"]))
VALUES: list[Any] = [
    0, 1, -1, 1.5, True, False, "withheld", "none", "discretion", "some text", "", date(2027, 3, 31),
    [], ["some text"], [1], {}, {"a": 1},
]  # fmt: skip


def plain(value: Any) -> Any:
    """A TOML value as the tools hand it to a validator of JSON."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def fields(table: type[Table], at: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], FieldSpec]]:
    """Every value of the format with an address at which it can stand."""
    for name, part in parts_of(table).items():
        here = (*at, name, "some-key") if part.keyed else (*at, name)
        if part.table is not None:
            yield from fields(part.table, here)
        elif part.spec is not None:
            yield here, part.spec


def nested(at: tuple[str, ...], value: Any) -> dict[str, Any]:
    for key in reversed(at):
        value = {key: value}
    return value  # type: ignore[no-any-return]


FIELDS = list(fields(Program))


def test_it_is_a_schema() -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    assert len(FIELDS) > 150


@pytest.mark.parametrize(("at", "spec"), FIELDS, ids=[".".join(at) for at, _ in FIELDS])
def test_it_allows_of_each_field_what_the_reader_allows(at: tuple[str, ...], spec: FieldSpec) -> None:
    values = [*VALUES, *spec.choices, [*spec.choices]]
    if spec.kind in ("text", "note"):
        values = [value for value in values if not isinstance(value, date)]  # JSON has dates as text
    for value in values:
        readable = not build(nested(at, value)).mistakes
        if spec.kind == "list" and spec.choices and value in (["some text"],):
            readable = False  # words outside of the choices mean nothing: the editor may say so
        allowed = VALID.is_valid(plain({"format": 1, **nested(at, value)}))
        assert allowed == readable, (value, "allowed" if allowed else "refused")


@pytest.mark.parametrize(("at", "spec"), FIELDS, ids=[".".join(at) for at, _ in FIELDS])
def test_it_tells_of_each_field_what_is_declared(at: tuple[str, ...], spec: FieldSpec) -> None:
    here: Any = SCHEMA
    for key in at:
        while "$ref" in here:
            here = SCHEMA["definitions"][here["$ref"].split("/")[-1]]
        here = here["properties"][key] if key in here.get("properties", {}) else here["additionalProperties"]
    assert here["title"] == spec.label
    assert spec.help in here["description"]
    unit = {"money": "in the program's currency", "": ""}.get(spec.unit, f"in {spec.unit}")
    assert unit in here["description"]
    assert here.get("x-unit", "") == spec.unit


@pytest.mark.parametrize(
    "path",
    [*sorted(SAMPLES.glob("*.toml")), *sorted((ROOT / "src/partnerbook/checks/examples").glob("*.toml"))],
    ids=lambda path: path.name,
)
def test_it_accepts_every_sample(path: Path) -> None:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    if not build({key: value for key, value in data.items() if key != "format"}).mistakes:
        VALID.validate(plain(data))


@pytest.mark.parametrize(
    "text", ["", "format = 2", 'format = "1"', "format = 1\nnew = 1", "format = 1\n[program]\nstatsu = 1"]
)
def test_it_refuses_what_is_no_workbook(text: str) -> None:
    assert not VALID.is_valid(tomllib.loads(text))


def test_the_command_prints_it_or_writes_it(run: Runner, tmp_path: Path) -> None:
    printed = run("schema")
    assert printed.status == 0
    assert json.loads(printed.out) == SCHEMA
    assert printed.out == (ROOT / "docs/partnerbook.schema.json").read_text(encoding="utf-8")
    assert run("schema", "-o", "s.json").out == ""
    assert (tmp_path / "s.json").read_text(encoding="utf-8") == printed.out
    assert run("schema", "-o", "x.program.toml").status == 2
    assert not (tmp_path / "x.program.toml").exists()


def test_a_workbook_that_names_the_schema_is_a_workbook(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "w.program.toml").write_text(
        '#:schema ./partnerbook.schema.json\nformat = 1\n[program]\nname = "P"\n'
    )
    ran = run("check", "w.program.toml")
    assert ran.status == 0
    assert "problem" not in ran.out
