"""Whether a value fits its declaration: one small function a kind of field, its judge.

A judge takes a plain value, as a TOML parser or an edit gives it, and returns it as a program holds it, or
`UNFIT`. Unset (``None``) always fits. Types are compared exactly: true is no number, a point in time no date.
Every value of a workbook goes through its judge at every opening, so that a judge decides all that it can when
it is made and nothing twice. A library that validates takes longer to import than all of this takes to run.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from math import inf
from typing import Any, Final, TypeAlias

from partnerbook.program.fields import FieldSpec

Judge: TypeAlias = Callable[[Any], Any]
UNFIT: Final = object()
"""What a judge returns for a value that does not fit."""
_INT64: Final = 2**63 - 1


def judge_of(spec: FieldSpec) -> Judge:
    """The judge of the values of a field; fields that take the same share one."""
    return _judge(spec.kind, spec.words, spec.or_yes_no)


@cache
def _judge(kind: str, words: tuple[str, ...], or_yes_no: bool) -> Judge:
    if kind in ("text", "note"):
        return _text
    word = _word(words)
    judge = {
        "whole": _whole,
        "number": _number,
        "date": _day,
        "yes-no": _yes_no,
        "choice": _just,
        "list": _list,
    }[kind](word)
    return _yes_no(judge) if or_yes_no else judge


def _text(value: Any) -> Any:
    return value if value is None or type(value) is str else UNFIT


def _word(words: tuple[str, ...]) -> Judge:
    """Unset, or one of these words; what all but text take beside their own."""
    known = {word: word for word in words}

    def judge(value: Any) -> Any:
        if type(value) is str:
            return known.get(value, UNFIT)  # the declared word: thousands of partners share one object
        return None if value is None else UNFIT

    return judge


def _just(word: Judge) -> Judge:
    return word


def _whole(word: Judge) -> Judge:
    def judge(value: Any) -> Any:
        if type(value) is int:
            return value if 0 <= value <= _INT64 else UNFIT
        return word(value)

    return judge


def _number(word: Judge) -> Judge:
    def judge(value: Any) -> Any:
        if type(value) is int:
            return value if 0 <= value <= _INT64 else _rounded(value)
        if type(value) is float:
            return value if 0 <= value < inf else UNFIT
        return word(value)

    return judge


def _rounded(value: int) -> Any:
    """A whole number that is negative, or that has more than 64 bits: the nearest one with decimals."""
    try:
        return float(value) if value >= 0 else UNFIT
    except OverflowError:
        return UNFIT


def _day(word: Judge) -> Judge:
    def judge(value: Any) -> Any:
        return value if type(value) is date else word(value)

    return judge


def _yes_no(other: Judge) -> Judge:
    def judge(value: Any) -> Any:
        return value if type(value) is bool else other(value)

    return judge


def _list(word: Judge) -> Judge:
    def judge(value: Any) -> Any:
        if type(value) is list or type(value) is tuple:
            return tuple(value) if all(type(each) is str for each in value) else UNFIT
        return word(value)

    return judge
