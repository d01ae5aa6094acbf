"""Records: what the classes of plain data promise."""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar

import pytest

from partnerbook.record import fresh, names_of, record, replace


@record
class Point:
    x: int
    y: int = 0
    unit: ClassVar[str] = "mm"

    @cached_property
    def total(self) -> int:
        return self.x + self.y


@record
class Named(Point):
    name: str = ""


@record(kw_only=True, frozen=False)
class Basket:
    owner: str
    things: list[str] = fresh(default_factory=list)


@record(eq=False)
class Token:
    text: str


@record
class Nothing:
    pass


def test_fields_are_given_by_place_or_by_name_and_have_defaults() -> None:
    assert (Point(1).x, Point(1).y, Point(1, y=3).y) == (1, 0, 3)
    assert names_of(Named) == ("x", "y", "name")
    assert Named(1, 2, "a").name == "a"


@pytest.mark.parametrize(("values", "named"), [((), {}), ((1, 2, 3), {}), ((1,), {"z": 2})])
def test_wrong_values_are_refused(values: tuple[int, ...], named: dict[str, int]) -> None:
    with pytest.raises(TypeError):
        Point(*values, **named)


def test_records_of_one_class_are_compared_by_value() -> None:
    assert Point(1) == Point(1)
    assert Point(1) != Point(2)
    assert Point(1) != Named(1)
    assert hash(Point(1)) == hash(Point(1))
    assert Nothing() == Nothing()
    assert Token("a") != Token("a")


def test_a_frozen_record_cannot_be_changed() -> None:
    with pytest.raises(AttributeError, match="frozen"):
        Point(1).x = 2  # type: ignore[misc]
    with pytest.raises(AttributeError, match="frozen"):
        del Point(1).x
    with pytest.raises(AttributeError):
        Point(1).z = 2  # type: ignore[attr-defined]


def test_one_that_is_not_frozen_has_defaults_of_its_own_and_no_hash() -> None:
    first, second = Basket(owner="a"), Basket(owner="b")
    first.things.append("x")
    first.owner = "c"
    assert (first.owner, first.things, second.things) == ("c", ["x"], [])
    with pytest.raises(TypeError):
        hash(first)
    with pytest.raises(TypeError):
        Basket("a")  # type: ignore[misc]


def test_replace_makes_another() -> None:
    point = Named(1, 2, "a")
    assert replace(point, y=5) == Named(1, 5, "a")
    assert point.y == 2


def test_a_property_is_kept() -> None:
    point = Point(1, 2)
    assert point.total == 3
    assert point.__dict__ == {"total": 3}


def test_a_record_shows_its_fields() -> None:
    assert repr(Named(1, 2, "a")) == "Named(x=1, y=2, name='a')"
