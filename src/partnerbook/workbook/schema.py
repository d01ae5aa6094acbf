"""The JSON Schema of workbooks, made from the declarations of the program, for editors such as those that use
Taplo or Tombi.

It says what a file may hold, not what is wise: that is for the checks. It is stricter than the reader in one
thing: an unknown key is wrong here and kept with a warning there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from partnerbook.program.fields import NONE, WITHHELD, FieldSpec
from partnerbook.program.program import FORMAT, Program
from partnerbook.program.table import Part, Table, parts_of
from partnerbook.workbook.layout import FORMAT_KEY

FILE_NAME: Final = "partnerbook.schema.json"
"""What the schema is called beside a workbook: ``#:schema ./partnerbook.schema.json`` on its first line."""

_WORDS: Final = {
    WITHHELD: f'"{WITHHELD}" where it is private.',
    NONE: f'"{NONE}" where it is known that there is none.',
}
_ABOUT: Final = (
    "A workbook of partnerbook: the design of a B2B partner program. Every value is optional. "
    f'The word "{WITHHELD}" stands for a value that exists and is private.'
)
_SIMPLE: Final[Mapping[str, Mapping[str, Any]]] = {
    "text": {"type": "string"},
    "note": {"type": "string"},
    "whole": {"type": "integer", "minimum": 0},
    "number": {"type": "number", "minimum": 0},
    "date": {"type": "string", "format": "date"},
    "yes-no": {"type": "boolean"},
    "list": {"type": "array", "items": {"type": "string"}},
}


def render() -> str:
    """The schema as a file."""
    import json

    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def schema() -> dict[str, Any]:
    """The schema, in draft 7 of JSON Schema: the newest that both Taplo and Tombi read."""
    tables: dict[str, type[Table]] = {}
    root = _table(Program, tables)
    definitions: dict[str, Any] = {}
    while len(definitions) < len(tables):
        name = next(name for name in tables if name not in definitions)
        definitions[name] = _table(tables[name], tables)
    root["properties"] = {
        FORMAT_KEY: {
            "const": FORMAT,
            "type": "integer",
            "description": "The version of the workbook format.",
        },
        **root["properties"],
    }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "x-tombi-toml-version": "v1.0.0",
        **root,
        "title": "Partnerbook workbook",
        "description": _ABOUT,
        "required": [FORMAT_KEY],
        "definitions": dict(sorted(definitions.items())),
    }


def _table(table: type[Table], tables: dict[str, type[Table]]) -> dict[str, Any]:
    """The schema of one table; the tables that it speaks of are added to `tables`."""
    parts = parts_of(table)
    properties = {name: _part(table, part, tables) for name, part in parts.items()}
    about = _about_table(table)
    return {
        "type": "object",
        **({"description": about} if about else {}),
        "additionalProperties": False,
        "x-tombi-table-keys-order": "schema",
        "properties": properties,
    }


def _about_table(table: type[Table]) -> str:
    """The first line of the table's own description, without the header that it begins with."""
    line = (table.__doc__ or "").strip().split("\n")[0]
    _, _, words = line.partition("``: ")
    return words[:1].upper() + words[1:]


def _part(holder: type[Table], part: Part, tables: dict[str, type[Table]]) -> dict[str, Any]:
    if part.table is not None:
        tables[part.table.__name__] = part.table
        inner: dict[str, Any] = {"$ref": f"#/definitions/{part.table.__name__}"}
    elif part.spec is not None:
        inner = _value(part.spec)
    else:  # cannot be: a part is a table or has a declaration
        raise TypeError(f"{holder.__name__}.{part.name} has no declaration")
    if not part.keyed:
        return inner
    label = (part.table.singular if part.table else "") or _keys(part.spec)
    words = f"One for each {label}, under a key of your choice." if part.table else f"By {label}."
    return {
        "type": "object",
        "description": words,
        "x-tombi-additional-key-label": label,
        "additionalProperties": inner,
    }


def _keys(spec: FieldSpec | None) -> str:
    if spec is None or not spec.keys_refer_to:
        return "key"
    return " or ".join(f"key of [{table}]" for table in spec.keys_refer_to)


def _value(spec: FieldSpec) -> dict[str, Any]:
    """The schema of a value: its declaration in words, and the shapes that it may have."""
    shapes = _joined(list(_shapes(spec)), spec)
    plain: dict[str, Any] = {"title": spec.label, "description": _about(spec, shapes)}
    if spec.unit:
        plain["x-unit"] = spec.unit
    return plain | (shapes[0] if len(shapes) == 1 else {"anyOf": shapes})


def _shapes(spec: FieldSpec) -> Iterator[dict[str, Any]]:
    """The shapes that a value may have. Unset is the absence of the key and no shape."""
    if spec.or_yes_no:
        yield {"type": "boolean"}
    if spec.kind in _SIMPLE:
        yield dict(_SIMPLE[spec.kind])
    if spec.words:
        yield {"type": "string", "enum": list(spec.words)}


def _joined(shapes: list[dict[str, Any]], spec: FieldSpec) -> list[dict[str, Any]]:
    """The shapes without repetition: words in one list, whole numbers not beside all numbers."""
    words = list(dict.fromkeys(word for shape in shapes for word in shape.get("enum", ())))
    found = [shape for shape in shapes if "enum" not in shape]
    for shape in found:
        if shape["type"] == "array" and spec.choices:
            shape["items"] = {"type": "string", "enum": list(spec.choices)}
    if spec.kind == "text" and spec.choices:  # words that have a meaning, beside any other
        words = [*spec.choices, *words]
    if words:
        found.append({"type": "string", "enum": words})
    return [shape for number, shape in enumerate(found) if shape not in found[:number]]


def _about(spec: FieldSpec, shapes: list[dict[str, Any]]) -> str:
    """Everything that the declaration says, in sentences."""
    unit = "in the program's currency" if spec.unit == "money" else f"in {spec.unit}" if spec.unit else ""
    sentences = [f"{spec.label}, {unit}." if unit else f"{spec.label}.", spec.help]
    if spec.refers_to:
        tables = " or ".join(f"[{table}]" for table in spec.refers_to)
        sentences.append(f"Names {'keys' if spec.kind == 'list' else 'a key'} of {tables}.")
    if spec.default:
        sentences.append(f"Unset: {spec.default}.")
    allowed = {word for shape in shapes for word in shape.get("enum", ())}
    sentences += [sentence for word, sentence in _WORDS.items() if word in allowed]
    if spec.source:
        sentences.append(f"Source: {spec.source}.")
    return " ".join(filter(None, sentences))
