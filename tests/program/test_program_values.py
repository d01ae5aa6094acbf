"""Values as people type and read them, and addresses."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerbook.program import address
from partnerbook.program.fields import FieldSpec
from partnerbook.program.values import NotAValue, add_months, measured, parse, shown, typed

WHOLE = FieldSpec("arr", "Revenue", "whole", unit="money")
PEOPLE = FieldSpec("certified", "Certified", "whole", unit="people")
PERCENT = FieldSpec("percent", "Percent", "number", unit="%")
EXTENSION = FieldSpec("extension_days", "Extension", "whole", unit="days", choices=("discretion", "none"))
REQUIRES = FieldSpec("", "Requires", "number", keys_refer_to=("metrics",))
DAY = FieldSpec("starts", "Starts", "date")
YES = FieldSpec("enabled", "On", "yes-no")
STATUS = FieldSpec("status", "Status", "choice", choices=("draft", "pilot"))
GOALS = FieldSpec("goals", "Goals", "list", choices=("new-markets", "all"))
WORDS = FieldSpec("rejection_grounds", "Rejected for", "list")
NOTE = FieldSpec("value", "Value", "note")


@pytest.mark.parametrize(
    ("spec", "text", "value"),
    [
        (WHOLE, "8_000_000", 8_000_000),
        (WHOLE, "8,000,000", 8_000_000),
        (WHOLE, "8 000 000", 8_000_000),
        (WHOLE, "8m", 8_000_000),
        (WHOLE, "2.5M", 2_500_000),
        (WHOLE, "50k", 50_000),
        (WHOLE, "0", 0),
        (WHOLE, "12.0", 12),
        (WHOLE, "Withheld", "withheld"),
        (WHOLE, "   ", None),
        (PERCENT, "18 %", 18),
        (PERCENT, "19.999", 19.999),
        (PERCENT, "0.1", 0.1),
        (PERCENT, "1,234.5", 1234.5),
        (EXTENSION, "Discretion", "discretion"),
        (EXTENSION, "none", "none"),
        (REQUIRES, "none", "none"),
        (DAY, "2027-3-1", date(2027, 3, 1)),
        (YES, "Y", True),
        (YES, "no", False),
        (STATUS, "Pilot", "pilot"),
        (GOALS, "new-markets, all,", ("new-markets", "all")),
        (WORDS, "late, late, incomplete", ("late", "incomplete")),
        (WORDS, "none", "none"),
        (WORDS, 'late, "open, direct" ,', ("late", "open, direct")),
        (WORDS, '"none"', ("none",)),
        (WORDS, 'the "big" ones, "a ""b"""', ('the "big" ones', 'a "b"')),
        (WORDS, '"half', ('"half',)),
        (WORDS, "(empty)", ()),
        (NOTE, "two\nlines\n", "two\nlines"),
    ],
)
def test_what_is_typed_means(spec: FieldSpec, text: str, value: object) -> None:
    found = parse(spec, text)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("spec", "text"),
    [
        (WHOLE, "12.5"),
        (WHOLE, "-3"),
        (WHOLE, "1,00"),
        (WHOLE, "١٢"),
        (WHOLE, "1e5"),
        (WHOLE, "9" * 25),
        (PERCENT, "nan"),
        (PERCENT, "18 % of it"),
        (DAY, "2027-02-30"),
        (DAY, "tomorrow"),
        (YES, "maybe"),
        (STATUS, "launch"),
        (GOALS, "new-markets, moon"),
    ],
)
def test_what_is_no_value_says_what_the_field_takes(spec: FieldSpec, text: str) -> None:
    with pytest.raises(NotAValue) as caught:
        parse(spec, text)
    assert str(caught.value)


@given(st.integers(0, 2**63 - 1))
def test_a_whole_number_typed_as_it_is_shown_is_itself(number: int) -> None:
    assert parse(WHOLE, typed(number)) == number


@given(st.floats(0.0001, 1e12, allow_nan=False).map(lambda number: float(f"{number:.4f}")))
def test_a_decimal_typed_as_it_is_shown_is_itself(number: float) -> None:
    assert parse(PERCENT, typed(number)) == pytest.approx(number, rel=1e-9)


@given(st.lists(st.text("ab ,\"'n", max_size=6), max_size=5, unique=True).map(tuple))
def test_a_list_typed_as_it_is_shown_is_itself(words: tuple[str, ...]) -> None:
    assert parse(WORDS, shown(words)) == words
    assert parse(WORDS, typed(words)) == (words or None)


@pytest.mark.parametrize(
    ("spec", "text", "message"),
    [
        (PERCENT, "18,5", "a number with a point: 18.5"),
        (PERCENT, "18,5 %", "a number with a point: 18.5"),
        (WHOLE, "18,5", "a whole number, 0 or more"),
        (EXTENSION, "-1", "a whole number of 0 or more, discretion or none"),
        (STATUS, "pilt", "one of draft, pilot; did you mean pilot?"),
        (
            GOALS,
            "new-market",
            "words out of new-markets, all, with commas between them; did you mean new-markets?",
        ),
        (GOALS, "moon", "words out of new-markets, all, with commas between them"),
    ],
)
def test_what_is_nearly_a_value_is_named(spec: FieldSpec, text: str, message: str) -> None:
    with pytest.raises(NotAValue) as caught:
        parse(spec, text)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("spec", "text", "value"),
    [
        (WHOLE, "12 500 000 €", 12_500_000),
        (WHOLE, "12\u00a0500\u00a0000\u00a0€", 12_500_000),
        (WHOLE, "€12.5M", 12_500_000),
        (WHOLE, "12.5M EUR", 12_500_000),
        (WHOLE, "eur 50k", 50_000),
        (WHOLE, "50k€", 50_000),
        (PERCENT, "25 percent", 25),
        (PERCENT, "25 per cent", 25),
        (EXTENSION, "90 days", 90),
        (EXTENSION, "1 day", 1),
        (PEOPLE, "2 people", 2),
        (PEOPLE, "1 person", 1),
    ],
)
def test_a_number_may_have_the_unit_of_its_field_beside_it(spec: FieldSpec, text: str, value: int) -> None:
    assert parse(spec, text, "EUR") == value


@pytest.mark.parametrize(
    ("spec", "text", "message"),
    [
        (WHOLE, "$12,500", "an amount in EUR, not $"),
        (WHOLE, "12.5M USD", "an amount in EUR, not USD"),
        (WHOLE, "12.5M EU", "an amount in EUR"),
        (WHOLE, "12.5M x", "a whole number, 0 or more"),
        (WHOLE, "12.5 M", "a whole number: 12.5M"),
        (WHOLE, "50 %", "an amount in EUR, not %"),
        (WHOLE, "12.500.000", "a whole number without points: 12500000"),
        (WHOLE, "12.500.000,00 €", "a whole number without points: 12500000"),
        (WHOLE, "12.500", "a whole number without points: 12500"),
        (PERCENT, "1.234,50", "a number with one point at most: 1234.5"),
        (PERCENT, "25 EUR", "a number in %, not EUR"),
        (EXTENSION, "3 months", "a whole number of days, not months"),
        (REQUIRES, "5 partners", "a number without partners: 5"),
        (WHOLE, "5 of them, or so", "a whole number, 0 or more"),
        (WHOLE, "-5 €", "a whole number, 0 or more"),
    ],
)
def test_another_unit_is_refused_and_said(spec: FieldSpec, text: str, message: str) -> None:
    with pytest.raises(NotAValue) as caught:
        parse(spec, text, "EUR")
    assert str(caught.value) == message


def test_a_sign_is_that_of_the_currency_alone() -> None:
    assert parse(WHOLE, "$5", "USD") == parse(WHOLE, "$5", "CAD") == parse(WHOLE, "5 cad", "CAD") == 5
    for text, currency in (("$5", "EUR"), ("5 CAD", "USD"), ("£5", "USD"), ("$5", "")):
        with pytest.raises(NotAValue):
            parse(WHOLE, text, currency)
    with pytest.raises(NotAValue, match=r"a whole number without \$: 5"):
        parse(WHOLE, "$5")


@given(st.sampled_from([WHOLE, PERCENT, EXTENSION, PEOPLE]), st.integers(0, 2**63 - 1))
def test_a_number_typed_with_its_unit_is_itself(spec: FieldSpec, number: int) -> None:
    assert parse(spec, measured(spec, number, "EUR"), "EUR") == number


@given(st.text("12., %€km-'x\u00a0", max_size=70))
def test_text_around_numbers_is_a_number_or_is_refused(text: str) -> None:
    for spec in (WHOLE, PERCENT, REQUIRES):
        with suppress(NotAValue):
            value = parse(spec, text, "EUR")
            assert value is None or (isinstance(value, int | float) and value >= 0)


@given(st.dates())
def test_a_day_typed_as_it_is_shown_is_itself(day: date) -> None:
    assert parse(DAY, typed(day)) == day


def test_values_are_shown_with_their_unit() -> None:
    assert measured(WHOLE, 50_000, "EUR") == "50,000 EUR"
    assert measured(PERCENT, 12.5) == "12.5 %"
    assert measured(PERCENT, 1) == "1 %"
    assert measured(WHOLE, 1, "EUR") == "1 EUR"
    assert measured(FieldSpec("hours", "Hours", "number", unit="hours"), 1.0) == "1 hour"
    assert measured(FieldSpec("to_sign", "Signed", "whole", unit="partners"), 2) == "2 partners"
    assert measured(FieldSpec("certified", "Certified", "whole", unit="people"), 1) == "1 person"
    assert measured(WHOLE, "withheld", "EUR") == "withheld"
    assert shown(True) == "yes"
    assert shown(()) == "(empty)"
    assert shown(None) == ""


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(9999, 12, 30), 1, date.max),
        (date(9999, 12, 30), 0, date(9999, 12, 30)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 11, 24), 14, date(2028, 1, 24)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 12, 31), 0, date(2026, 12, 31)),
    ],
)
def test_months_are_calendar_months(day: date, months: int, after: date) -> None:
    assert add_months(day, months) == after


@given(st.lists(st.text(min_size=1), min_size=1, max_size=5))
def test_an_address_gives_back_its_parts(parts: list[str]) -> None:
    assert address.split(address.join(*parts)) == tuple(parts)


@pytest.mark.parametrize("text", ["", ".", "a.", "a..b", "a b", 'a."b', "a.[b]"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not an address"):
        address.split(text)


def test_within_knows_where_a_part_ends() -> None:
    assert address.within("tiers.gold.rank", "tiers.gold")
    assert address.within("tiers.gold", "tiers.gold")
    assert not address.within("tiers.golden", "tiers.gold")
    assert address.within("anything", "")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Gold partners!", "gold-partners"),
        ("  ", "new"),
        ("ÄÖ", "ao"),
        ("Zweite Händler", "zweite-handler"),
        ("Café Net", "cafe-net"),
        ("Øst Straße", "ost-strasse"),
        ("伙伴", "new"),
    ],
)
def test_a_key_is_made_from_a_name(name: str, key: str) -> None:
    assert address.slug(name) == key
