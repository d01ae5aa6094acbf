"""What values and tables a program takes: exactly what a strict validator made of the same declarations takes."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import date, datetime, time
from functools import cache, partial
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic_core import CoreSchema, SchemaValidator, ValidationError
from pydantic_core import core_schema as core

from partnerbook.program.build import build, build_table, build_value
from partnerbook.program.fields import FieldSpec
from partnerbook.program.judge import UNFIT, judge_of
from partnerbook.program.locate import site
from partnerbook.program.mistakes import Mistake, WrongShape
from partnerbook.program.program import Program
from partnerbook.program.recruiting import Partner
from partnerbook.program.table import Part, Table, parts_of
from partnerbook.program.tiers import Tier

EXAMPLE = Path(__file__).parents[2] / "sample_programs" / "example.program.toml"
INT64 = 2**63 - 1


# ── the validator that knows ─────────────────────────────────────────────────


@cache
def validator(table: type[Table]) -> SchemaValidator:
    return SchemaValidator(table_schema(table))


def table_schema(table: type[Table]) -> CoreSchema:
    fields = [
        core.dataclass_field(
            name,
            core.with_default_schema(part_schema(part), default_factory=partial(table._unset.get, name)),
            kw_only=True,
        )
        for name, part in parts_of(table).items()
    ]
    arguments = core.dataclass_args_schema(table.__name__, fields, extra_behavior="forbid")
    return core.dataclass_schema(
        table, arguments, list(parts_of(table)), strict=False, revalidate_instances="never"
    )


def part_schema(part: Part) -> CoreSchema:
    if part.table is not None:
        inner = table_schema(part.table)
    else:
        assert part.spec is not None
        inner = value_schema(part.spec)
    return core.dict_schema(core.str_schema(strict=True), inner, strict=True) if part.keyed else inner


def value_schema(spec: FieldSpec) -> CoreSchema:
    """The shapes that a value may have, tried in this order; unset is always one of them."""
    text = core.str_schema(strict=True)
    if spec.kind in ("text", "note"):
        return core.nullable_schema(text)
    whole = core.int_schema(strict=True, ge=0, le=INT64)
    shapes: dict[str, list[CoreSchema]] = {
        "whole": [whole],
        "number": [whole, core.float_schema(strict=True, ge=0, allow_inf_nan=False)],
        "date": [core.date_schema(strict=True)],
        "yes-no": [core.bool_schema(strict=True)],
        "choice": [],
        "list": [core.tuple_variable_schema(text, strict=False)],
    }
    taken = [*([core.bool_schema(strict=True)] if spec.or_yes_no else []), *shapes[spec.kind]]
    return core.nullable_schema(
        core.union_schema([*taken, core.literal_schema(list(spec.words))], mode="left_to_right")
    )


# ── values ───────────────────────────────────────────────────────────────────


def parts(table: type[Table]) -> Iterator[Part]:
    for part in parts_of(table).values():
        yield part
        if part.table is not None:
            yield from parts(part.table)


def taking(spec: FieldSpec) -> str:
    """What decides what a field takes, in short."""
    return " ".join((spec.kind, *spec.words, *(["yes-no too"] if spec.or_yes_no else [])))


VALUE_PARTS = [part for part in parts(Program) if part.spec is not None]
SPECS = sorted((part.spec for part in VALUE_PARTS if part.spec is not None), key=taking)
KINDS = [list(group) for _, group in groupby(SPECS, key=taking)]
WORDS = sorted({word for spec in SPECS for word in (*spec.words, *spec.choices)})
EDGES: list[Any] = [
    None, True, False, 0, 1, -1, INT64, INT64 + 1, 2**64, -(2**63), 10**400, -(10**400),
    0.0, -0.0, 1.0, 1.5, -1.5, 5e-324, -5e-324, 1.7e308, float("nan"), float("inf"), float("-inf"),
    "", "x", "true", "1", "2027-03-31", "\ud800", b"", b"withheld", {}, {"a": 1}, [], (), ["a"], ("a", "b"), [1],
    ["a", None], [["a"]], [True], date(2027, 3, 31), datetime(2027, 3, 31), time(1), object(), *WORDS,
]  # fmt: skip
SCALARS = st.one_of(
    st.sampled_from([value for value in EDGES if not isinstance(value, dict | list)]),
    st.booleans(),
    st.integers(),
    st.integers(min_value=INT64 - 2, max_value=2**1100),
    st.floats(),
    st.text(max_size=12),
    st.dates(),
    st.datetimes(),
)
VALUES = st.one_of(
    SCALARS,
    st.lists(st.text(max_size=4), max_size=4),
    st.lists(SCALARS, max_size=3),
    st.lists(SCALARS, max_size=3).map(tuple),
    st.dictionaries(st.text(max_size=4), SCALARS, max_size=2),
)


def exactly(value: Any) -> Any:
    """A value with the types of all that is in it; distinguishes 1, 1.0 and True, and 0.0 and -0.0."""
    if isinstance(value, tuple):
        return tuple, [exactly(each) for each in value]
    return type(value), repr(value) if isinstance(value, float) else value


def judged_alike(spec: FieldSpec, knows: SchemaValidator, value: Any) -> None:
    made = judge_of(spec)(value)
    try:
        wanted = knows.validate_python(value)
    except ValidationError:
        assert made is UNFIT, (value, made)
    else:
        assert exactly(made) == exactly(wanted), value


def test_the_format_has_fields_of_every_kind() -> None:
    assert len(SPECS) > 150
    assert {spec.kind for spec in SPECS} == {
        "text", "note", "whole", "number", "date", "yes-no", "choice", "list",
    }  # fmt: skip


@pytest.mark.parametrize("part", VALUE_PARTS, ids=lambda part: part.name)
def test_each_field_takes_what_the_validator_takes(part: Part) -> None:
    assert part.spec is not None
    knows = SchemaValidator(value_schema(part.spec))
    for value in EDGES:
        judged_alike(part.spec, knows, value)


@pytest.mark.parametrize("specs", KINDS, ids=lambda specs: taking(specs[0])[:60])
def test_whatever_the_value_the_validator_agrees(specs: list[FieldSpec]) -> None:
    knows = SchemaValidator(value_schema(specs[0]))

    @settings(max_examples=150, deadline=None)
    @given(VALUES)
    def agrees(value: Any) -> None:
        judged_alike(specs[0], knows, value)

    agrees()


def test_one_value_is_made_or_refused_with_what_its_field_takes() -> None:
    assert build_value(parts_of(Tier)["tracks"], ["a"]) == ("a",)
    assert build_value(parts_of(Tier)["pay_percent"], 12.5) == 12.5
    with pytest.raises(ValueError, match=r"^a whole number, 0 or more$"):
        build_value(parts_of(Tier)["rank"], True)


# ── tables ───────────────────────────────────────────────────────────────────


def example() -> dict[str, Any]:
    raw = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    del raw["format"]
    return raw


def paths(raw: Mapping[str, Any], at: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for key, item in raw.items():
        yield (*at, key)
        if isinstance(item, dict):
            yield from paths(item, (*at, key))


PATHS = sorted(paths(example()))
CHANGES = st.tuples(st.sampled_from(PATHS), st.sampled_from(["", "", "new", "name", "rank"]), VALUES)


def changed(raw: dict[str, Any], at: tuple[str, ...], key: str, value: Any) -> None:
    """Put a value into the plain data at a path, or under a key below it."""
    *above, last = (*at, key) if key else at
    here: Any = raw
    for part in above:
        here = here.get(part) if isinstance(here, dict) else None
    if isinstance(here, dict):
        here[last] = value


def mended(raw: dict[str, Any], mistakes: tuple[Mistake, ...]) -> dict[str, Any]:
    """The same data without what is wrong; what should have been a table is an empty one."""
    mended = deepcopy(raw)
    for mistake in mistakes:
        here = mended
        for part in mistake.parts[:-1]:
            here = here[part]
        place = site(mistake.address)
        if place is None or place.kind in ("value", "keyed value"):
            del here[mistake.parts[-1]]
        else:
            here[mistake.parts[-1]] = {}
    return mended


def everything(held: Any) -> Any:
    """A table with the order and the exact types of all that it holds."""
    if isinstance(held, Table):
        return type(held), [(name, everything(item)) for name, item in held.__dict__.items()]
    if isinstance(held, Mapping):
        return [(key, everything(item)) for key, item in held.items()]
    return exactly(held)


@settings(max_examples=300, deadline=None)
@given(st.lists(CHANGES, max_size=4))
def test_a_program_is_what_the_validator_makes_of_all_that_is_sound(changes: list[Any]) -> None:
    raw = example()
    for at, key, value in changes:
        changed(raw, at, key, value)
    built = build(raw)
    try:
        validator(Program).validate_python(raw)
        errors = []
    except ValidationError as error:
        errors = [each["loc"] for each in error.errors()]
    places = [mistake.parts for mistake in built.mistakes]
    assert {place for place in places if any(loc[: len(place)] == place for loc in errors)} == set(places)
    assert all(any(loc[: len(place)] == place for place in places) for loc in errors)
    wanted = validator(Program).validate_python(mended(raw, built.mistakes))
    assert everything(built.program) == everything(wanted)


def test_what_is_not_written_is_shared_and_what_is_written_is_not() -> None:
    program, other = Program(), Program(tiers={}, company={"arr": 1})
    assert list(program.__dict__) == list(other.__dict__) == list(parts_of(Program))
    assert program.tiers is Program().tiers is Tier().pay_percent
    assert program.company is Program().company
    assert other.tiers is not program.tiers
    assert other.conflict is program.conflict


def test_tables_are_taken_as_they_are() -> None:
    tier = Tier(rank=1)
    assert Program(tiers={"gold": tier}).tiers["gold"] is tier
    built = build({"tiers": {"gold": tier}, "company": {"arr": -1}})
    assert built.program.tiers["gold"] is tier
    assert [mistake.address for mistake in built.mistakes] == ["company.arr"]
    with pytest.raises(WrongShape, match=r"^tiers\.gold: expected a table"):
        Program(tiers={"gold": Partner()})


def test_a_refusal_names_every_mistake_and_its_address() -> None:
    with pytest.raises(WrongShape) as refused:
        Tier(rank=True, nam="Gold", requires={"customers": "x", 5: 5}, tracks=5)  # type: ignore[call-arg]
    assert str(refused.value) == (
        "rank: expected a whole number, 0 or more, found true; "
        "nam: unknown key nam; it is kept and not used; "
        'requires.customers: expected a number, 0 or more, found the text "x"; '
        "requires: expected a key that is text, found 5; "
        "tracks: expected a list of words, found 5"
    )
    assert [mistake.kind for mistake in refused.value.mistakes].count("unknown-key") == 1
    with pytest.raises(WrongShape, match=r"^tiers\.gold\.rank: expected a whole number"):
        build_table(Tier, {"rank": "1"}, "tiers.gold")
