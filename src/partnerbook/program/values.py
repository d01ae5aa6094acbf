"""Values as people read and type them: the only authority on both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from partnerbook.program.fields import NONE, WITHHELD, FieldSpec, Value

_NUMBER: Final = re.compile(r"(\d+|\d{1,3}(?:[ ,_'’\u202f]\d{3})+)(?:\.(\d+))?([kKmM]?)", re.ASCII)
_FACTORS: Final = {"": 1, "k": 1_000, "m": 1_000_000}
_LISTED: Final = re.compile(r'\s*(?:("(?:[^"]|"")*")\s*|([^,]*))(?:,|$)')
_EMPTY_LISTS: Final = ("()", "(empty)", "[]")
_LIST_WORDS: Final = (NONE, WITHHELD, *_EMPTY_LISTS)
"""What means something else than a list of one word."""
_DATE: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_YES: Final = ("yes", "y", "true")
_NO: Final = ("no", "n", "false")
_INT64: Final = 2**63 - 1


class NotAValue(ValueError):
    """Typed text that is no value of its field; the message says what it takes."""


def shown(value: Any) -> str:
    """A value as it is shown in a cell, without its unit; empty for unset."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(map(_word, value)) if value else "(empty)"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        whole, _, decimals = f"{Decimal(repr(value)):f}".partition(".")
        return f"{int(whole):,}.{decimals}" if decimals.strip("0") else f"{int(whole):,}"
    return str(value)


def typed(value: Any) -> str:
    """A value as the text that, typed again, gives it back; where an editor begins."""
    if isinstance(value, tuple):
        return ", ".join(map(_word, value))
    return shown(value)


def _word(word: str) -> str:
    """A word of a list: in quotes where it would be read as something else without them."""
    if "," in word or word != word.strip() or word.startswith('"') or word.lower() in ("", *_LIST_WORDS):
        return '"' + word.replace('"', '""') + '"'
    return word


def measured(spec: FieldSpec | None, value: Any, currency: str | None = None) -> str:
    """A value with its unit: ``25 %``, ``50,000 USD``, ``12 months``."""
    text = shown(value)
    unit = spec.unit if spec is not None and not isinstance(value, str | bool) else ""
    if not text or not unit:
        return text
    if unit == "money":
        return f"{text} {currency or 'USD'}"
    return f"{text} {one_of(unit) if value == 1 else unit}"


def one_of(unit: str) -> str:
    """What one of a unit is called."""
    return "person" if unit == "people" else unit.removesuffix("s")


def parse(spec: FieldSpec, text: str) -> Value | None:
    """The value that a text typed into a field means; ``None`` for nothing: unset.

    Raises:
        NotAValue: it means none (yet).
    """
    stripped = text.strip()
    if not stripped:
        return None
    if spec.kind == "note":
        return text.strip("\n")
    if spec.kind == "text":
        return stripped
    if stripped.lower() == WITHHELD:
        return WITHHELD
    return _PARSERS[spec.kind](spec, stripped)


def _number(spec: FieldSpec, text: str) -> Value:
    if text.lower() in spec.choices:
        return text.lower()
    if not spec.name and text.lower() == NONE and "metrics" in spec.keys_refer_to:
        return NONE
    bare = text.removesuffix("%").strip() if spec.unit == "%" else text
    match = _NUMBER.fullmatch(bare)
    if match is None:
        pointed = bare.replace(",", ".")
        if spec.kind == "number" and bare.count(",") == 1 and _NUMBER.fullmatch(pointed):
            raise NotAValue(f"a number with a point: {pointed}")
        raise NotAValue(_number_wanted(spec))
    digits, decimals, suffix = match.groups()
    whole = int(re.sub(r"\D", "", digits)[:40])
    factor = _FACTORS[suffix.lower()]
    if not decimals or not int(decimals):
        return _bounded(whole * factor)
    scaled = whole * factor * 10 ** len(decimals) + int(decimals) * factor
    if scaled % 10 ** len(decimals) == 0:
        return _bounded(scaled // 10 ** len(decimals))
    if spec.kind == "whole":
        raise NotAValue("a whole number, without decimals")
    return float(f"{whole * factor}.{decimals}" if factor == 1 else str(scaled / 10 ** len(decimals)))


def _number_wanted(spec: FieldSpec) -> str:
    noun = "a whole number" if spec.kind == "whole" else "a number"
    if not spec.choices:
        return f"{noun}, 0 or more"
    *first, last = f"{noun} of 0 or more", *spec.choices
    return f"{', '.join(first)} or {last}"


def _bounded(value: int) -> int:
    if value > _INT64:
        raise NotAValue("a number below nine quintillion")
    return value


def _day(_spec: FieldSpec, text: str) -> Value:
    match = _DATE.fullmatch(text)
    try:
        if match is None:
            raise ValueError
        return date(*map(int, match.groups()))
    except ValueError:
        raise NotAValue("a date such as 2027-03-31") from None


def _yes_no(_spec: FieldSpec, text: str) -> Value:
    if text.lower() in _YES:
        return True
    if text.lower() in _NO:
        return False
    raise NotAValue("yes or no")


def _choice(spec: FieldSpec, text: str) -> Value:
    word = text.lower().replace(" ", "-")
    if word in spec.choices:
        return word
    raise NotAValue("one of " + ", ".join(spec.choices) + _nearest(word, spec.choices))


def _nearest(word: str, choices: tuple[str, ...]) -> str:
    """A question after the choices: whether one was meant that is nearly this word."""
    from difflib import get_close_matches

    near = get_close_matches(word.lower(), choices, n=1, cutoff=0.7)
    return f"; did you mean {near[0]}?" if near else ""


def _list(spec: FieldSpec, text: str) -> Value:
    if text.lower() == NONE:
        return NONE
    if text in _EMPTY_LISTS:
        return ()
    words = tuple(dict.fromkeys(_words(text)))
    strangers = [word for word in words if spec.choices and word not in spec.choices]
    if strangers:
        wanted = "words out of " + ", ".join(spec.choices) + ", with commas between them"
        raise NotAValue(wanted + _nearest(strangers[0], spec.choices))
    return words


def _words(text: str) -> Iterator[str]:
    """The words between commas; one in quotes may hold commas, and a quote mark twice for one."""
    for quoted, bare in _LISTED.findall(text):
        if quoted:
            yield quoted[1:-1].replace('""', '"')
        elif bare.strip():
            yield bare.strip()


_PARSERS: Final = {
    "whole": _number,
    "number": _number,
    "date": _day,
    "yes-no": _yes_no,
    "choice": _choice,
    "list": _list,
}


def add_months(day: date, months: int) -> date:
    """The same day some calendar months later, or the last day of that month where it is shorter.

    Beyond the calendar it is the calendar's last day.
    """
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    if year > date.max.year:
        return date.max
    last = 31 if month == 12 else (date(year, month + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(day.day, last))
