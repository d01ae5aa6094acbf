"""Values as people read and type them: the only authority on both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from partnerbook.program.fields import NONE, WITHHELD, FieldSpec, Value

# Patterns are texts here: compiled when something is typed, and not whenever a workbook is opened.
_NUMBER: Final = r"(?a)(\d+|\d{1,3}(?:[ ,_'’\u00a0\u202f]\d{3})+)(?:\.(\d+))?([kKmM]?)"
_POINTED: Final = r"(?a)(\d{1,3}(?:\.\d{3})+)(?:,(\d+))?"
"""Points between thousands, and perhaps a comma: a point begins decimals here, so that it is not guessed."""
_BESIDE: Final = (
    r"(?a)([^\d\s.,'’_+-]\D*?)?\s*(\d[\d., _'’\u00a0\u202f]*?(?:[kKmM](?![^\W\d_]))?)\s*([^\d\s.,'’_+-]\D*)?"
)
"""A number, and what stands before and behind it."""
_UNIT_WORD: Final = r"[^\W\d_]{2,12}|[^\W\d_]{0,3}\W"
"""What may be meant as a unit: ``EUR``, ``%``, ``US$``; a letter alone is a slip."""
_LONGEST: Final = 60
"""Longer text is no number with a unit: not looked at, so that it costs nothing."""
_SIGNS: Final = {
    "€": ("EUR",),
    "$": ("USD", "AUD", "CAD", "HKD", "MXN", "NZD", "SGD"),
    "£": ("GBP",),
    "¥": ("JPY", "CNY"),
    "₹": ("INR",),
    "kr": ("SEK", "NOK", "DKK", "ISK"),
}
"""Signs of money, and the currencies that they are the own sign of."""
_PERCENT: Final = ("%", "percent", "per cent", "pct")
CURRENCY: Final = "USD"
"""What amounts are in where the program does not say."""
_FACTORS: Final = {"": 1, "k": 1_000, "m": 1_000_000}
_LISTED: Final = r'\s*(?:("(?:[^"]|"")*")\s*|([^,]*))(?:,|$)'
_EMPTY_LISTS: Final = ("()", "(empty)", "[]")
_LIST_WORDS: Final = (NONE, WITHHELD, *_EMPTY_LISTS)
"""What means something else than a list of one word."""
_DATE: Final = r"(?a)(\d{4})-(\d{1,2})-(\d{1,2})"
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
        return f"{text} {currency or CURRENCY}"
    return f"{text} {one_of(unit) if value == 1 else unit}"


def one_of(unit: str) -> str:
    """What one of a unit is called."""
    return "person" if unit == "people" else unit.removesuffix("s")


def parse(spec: FieldSpec, text: str, currency: str = "") -> Value | None:
    """The value that a text typed into a field means; ``None`` for nothing: unset.

    A number may have its unit beside it, an amount the sign or the code of `currency`, which is the program's. Another
    unit is never taken: amounts are not converted. Without `currency` no sign is taken either.

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
    if spec.kind in ("whole", "number"):
        return _number(spec, stripped, currency)
    return _PARSERS[spec.kind](spec, stripped)


def _number(spec: FieldSpec, text: str, currency: str) -> Value:
    if text.lower() in spec.choices:
        return text.lower()
    if not spec.name and text.lower() == NONE and "metrics" in spec.keys_refer_to:
        return NONE
    match = re.fullmatch(_NUMBER, text) or re.fullmatch(_NUMBER, text := _bare(spec, text, currency))
    if match is None:
        raise NotAValue(_mended(spec, text) or _number_wanted(spec))
    digits, decimals, suffix = match.groups()
    whole = int(re.sub(r"\D", "", digits)[:40])
    factor = _FACTORS[suffix.lower()]
    if not decimals or not int(decimals):
        return _bounded(whole * factor)
    scaled = whole * factor * 10 ** len(decimals) + int(decimals) * factor
    if scaled % 10 ** len(decimals) == 0:
        return _bounded(scaled // 10 ** len(decimals))
    if spec.kind == "whole":
        raise NotAValue(_mended(spec, text) or "a whole number, without decimals")
    return float(f"{whole * factor}.{decimals}" if factor == 1 else str(scaled / 10 ** len(decimals)))


def _bare(spec: FieldSpec, text: str, currency: str) -> str:
    """A number without the unit that stands beside it."""
    beside = re.fullmatch(_BESIDE, text) if len(text) <= _LONGEST else None
    if beside is None:
        return text
    before, number, after = beside.groups()
    for word in (before, after):
        if word and not _is_unit(spec, word.strip().lower(), currency):
            raise NotAValue(_other_unit(spec, word.strip(), number, currency))
    return str(number)


def _is_unit(spec: FieldSpec, word: str, currency: str) -> bool:
    if spec.unit == "money":
        code = currency.upper()
        return bool(code) and (word.upper() == code or code in _SIGNS.get(word, ()))
    if spec.unit == "%":
        return word in _PERCENT
    return bool(spec.unit) and word in (spec.unit, one_of(spec.unit))


def _other_unit(spec: FieldSpec, word: str, number: str, currency: str) -> str:
    """What a field takes in whose number stands another unit."""
    noun = "a whole number" if spec.kind == "whole" else "a number"
    if spec.unit == "money" and word.lower() in _FACTORS:
        return f"{noun}: {number}{word}"
    if re.fullmatch(_UNIT_WORD, word) is None:
        return _number_wanted(spec)
    if not spec.unit or (spec.unit == "money" and not currency):
        return f"{noun} without {word}: {number}"
    unit = currency if spec.unit == "money" else spec.unit
    taken = {"money": f"an amount in {unit}", "%": f"{noun} in %"}.get(spec.unit, f"{noun} of {unit}")
    half_typed = unit.lower().startswith(word.lower())
    return taken if half_typed else f"{taken}, not {word}"


def _mended(spec: FieldSpec, text: str) -> str:
    """What to type for a number that is written as elsewhere in the world; empty where nobody can know."""
    pointed = text.replace(",", ".")
    if spec.kind == "number" and text.count(",") == 1 and re.fullmatch(_NUMBER, pointed):
        return f"a number with a point: {pointed}"
    match = re.fullmatch(_POINTED, text)
    if match is None:
        return ""
    digits, decimals = match[1].replace(".", ""), (match[2] or "").rstrip("0")
    if spec.kind == "whole":
        return "" if decimals else f"a whole number without points: {digits}"
    return f"a number with one point at most: {digits}{'.' if decimals else ''}{decimals}"


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
    match = re.fullmatch(_DATE, text)
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
    for quoted, bare in re.findall(_LISTED, text):
        if quoted:
            yield quoted[1:-1].replace('""', '"')
        elif bare.strip():
            yield bare.strip()


_PARSERS: Final = {
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
