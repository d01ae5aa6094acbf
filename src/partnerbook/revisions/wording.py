"""Edits in words: what one edit says of the thing that it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from partnerbook.program import address
from partnerbook.program.address import Address
from partnerbook.program.edit import Add, Edit, Move, Remove, Rename, Set, Unset
from partnerbook.program.fields import FieldSpec
from partnerbook.program.locate import name_of, site, spec_at, value_at
from partnerbook.program.program import Program
from partnerbook.program.table import Table
from partnerbook.program.values import measured, shown
from partnerbook.program.wording import TABLE_WORDS, called

STEPS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("Company", ("program", "company", "team", "assumptions")),
    ("1 Value", ("tracks", "extra_pay", "integrations", "competitors")),
    ("2 Tiers", ("tiers", "metrics", "benefits")),
    ("3 Enablement", ("enablement",)),
    ("4 Recruiting", ("recruiting", "partners")),
    ("5 Conflict", ("conflict",)),
    ("Waivers", ("waivers",)),
)
"""The steps of a story in order, and the tables that each is about."""
PRIVATE: Final = "private"
_LONGEST: Final = 60
_COUNTS_FROM: Final = 10
"""Of smaller counts no percentage is said: three people more are three people."""
_FACTS: Final = 4


def step_of(at: Address) -> str:
    """The step that an address belongs to."""
    table = address.split(at)[0]
    return next((step for step, tables in STEPS if table in tables), STEPS[0][0])


def subject_of(at: Address) -> Address:
    """The thing that a value belongs to: the innermost thing with a key of its own, else the table."""
    parts = address.split(at)
    places = [site(address.join(*parts[:size])) for size in range(1, len(parts) + 1)]
    keyed = [size for size, place in enumerate(places, 1) if place and place.kind == "keyed table"]
    tables = [size for size, place in enumerate(places, 1) if place and place.kind == "table"]
    size = keyed[-1] if keyed else tables[-1] if tables else 1
    return address.join(*parts[:size])


def subject_words(old: Program, new: Program, at: Address) -> str:
    """What a thing is called: by its name now, or by the one that it had."""
    parts = address.split(at)
    held = value_at(new, at)
    if held is None:
        held = value_at(old, at)
    place = site(at)
    if place is None or place.kind != "keyed table":
        return TABLE_WORDS.get(parts[-1], parts[-1])
    name = clipped(called(held, parts[-1]))
    kind = place.part.table.singular if place.part.table else ""
    # A partner or a tier is known by its name; what has none is named with its kind.
    return name if name != parts[-1] or parts[0] in ("tiers", "tracks", "partners") else f"{kind} {name}"


def phrase(old: Program, new: Program, edit: Edit, private: frozenset[Address] = frozenset()) -> str:
    """What an edit says of its subject, without naming it: ``users sold 200 → 300 (+50 %)``.

    Values at the addresses in `private` are never quoted.
    """
    match edit:
        case Set() | Unset():
            return _value(old, new, edit.address, private)
        case Add():
            return _added(new, edit, private)
        case Remove():
            return f"{_kind(edit.address)} removed"
        case Rename():
            return f"has the key {edit.key}, before {address.split(edit.address)[-1]}"
        case Move():
            return f"moved {_where(new, edit)}"


def clipped(text: str, longest: int = _LONGEST) -> str:
    """The first line of a text, and not too much of it."""
    line = text.split("\n", 1)[0]
    return line if len(line) <= longest and line == text else line[: longest - 1] + "…"


def lowered(label: str) -> str:
    """A label inside a sentence: ``Users sold`` begins small, ``ARR`` does not."""
    return label[:1].lower() + label[1:] if label[1:2].islower() or len(label) == 1 else label


def _kind(at: Address) -> str:
    place = site(at)
    return (place.part.table.singular if place and place.part.table else "") or "all of it"


def _where(program: Program, edit: Move) -> str:
    if edit.before is None:
        return "to the end"
    sibling = address.join(*address.split(edit.address)[:-1], edit.before)
    return f"before {clipped(called(value_at(program, sibling), edit.before))}"


def _added(program: Program, edit: Add, private: frozenset[Address]) -> str:
    facts: list[str] = []
    for at, value in _leaves(value_at(program, edit.address), edit.address):
        spec = spec_at(program, at)
        if spec is None or spec.kind == "note" or spec.name in ("name", "title", "vendor"):
            continue
        facts.append(f"{_label(at, spec)} {_shown(program, spec, at, value, private)}")
    more = len(facts) - _FACTS
    told = ", ".join(facts[:_FACTS]) + (f" and {more} more" if more > 0 else "")
    return f"new {_kind(edit.address)}" + (f": {told}" if told else "")


def _leaves(held: Any, at: Address) -> Iterator[tuple[Address, Any]]:
    if isinstance(held, Table):
        held = {name: getattr(held, name) for name in type(held).parts}
    if isinstance(held, Mapping):
        for key, item in held.items():
            yield from _leaves(item, address.child(at, key))
    elif held is not None:
        yield at, held


def _value(old: Program, new: Program, at: Address, private: frozenset[Address]) -> str:
    before, after = value_at(old, at), value_at(new, at)
    program = new if after is not None or spec_at(old, at) is None else old
    spec = spec_at(program, at)
    if spec is None:
        return f"{at} changed"
    table = address.split(at)[-2]
    if table in _ENTRIES and (before is None or after is None):
        said = after if after is not None else before
        shown_value = _shown(program, spec, at, said, private)
        return _ENTRIES[table](_label(at, spec), shown_value, after is not None)
    label = _label(at, spec)
    if at in private:
        return f"{label} {PRIVATE}" if before == after else f"{label} changed ({PRIVATE})"
    if isinstance(before, tuple) and isinstance(after, tuple):
        return f"{label}: {_list(new, spec, before, after)}"
    if spec.name in ("name", "title", "vendor") and before:
        return f"was called “{clipped(str(before))}”"
    if isinstance(before, str) and isinstance(after, str) and _is_long(before, after):
        return f"{label} changed"
    return _from_to(old, new, spec, label, before, after)


def _is_long(*texts: str) -> bool:
    """Whether texts are too long to be set against each other: links, and what runs over several lines."""
    return any("\n" in text or len(text) > _LONGEST for text in texts)


def _from_to(old: Program, new: Program, spec: FieldSpec, label: str, before: Any, after: Any) -> str:
    was, now = _said(old, spec, before), _said(new, spec, after)
    if before is None:
        return f"{label} {now}, not set before"
    if after is None:
        return f"{label} no longer set, before {was}"
    if spec.unit == "money" and old.program.currency != new.program.currency:
        return f"{label} {was} → {now}"  # no growth: the two are not the same money
    return f"{label} {was} → {now}{_grown(spec, before, after)}"


def _grown(spec: FieldSpec, before: Any, after: Any) -> str:
    """By how many percent a sum or a larger count has changed."""
    numbers = [each for each in (before, after) if isinstance(each, int | float) and type(each) is not bool]
    if len(numbers) != 2 or spec.unit not in ("", "money") or before < _COUNTS_FROM:
        return ""
    percent = round((after - before) * 100 / before)
    return f" ({'+' if percent > 0 else '−'}{abs(percent):,} %)" if percent else ""


def _list(program: Program, spec: FieldSpec, before: tuple[str, ...], after: tuple[str, ...]) -> str:
    come = [_word(program, spec, word) for word in after if word not in before]
    gone = [_word(program, spec, word) for word in before if word not in after]
    said = [f"now also {', '.join(come)}"] if come else []
    said += [f"no longer {', '.join(gone)}"] if gone else []
    return "; ".join(said) or "in another order"


def _word(program: Program, spec: FieldSpec, word: str) -> str:
    return clipped(name_of(program, spec.refers_to, word) if spec.refers_to else word)


def _shown(program: Program, spec: FieldSpec, at: Address, value: Any, private: frozenset[Address]) -> str:
    if at in private:
        return PRIVATE
    return _said(program, spec, value)


def _said(program: Program, spec: FieldSpec, value: Any) -> str:
    """A value with its unit; a key by the name of what it means."""
    if spec.refers_to and isinstance(value, str | tuple):
        named = [_word(program, spec, word) for word in (value if isinstance(value, tuple) else (value,))]
        return clipped(", ".join(named) or shown(value))
    return clipped(measured(spec, value, program.program.currency))


def _label(at: Address, spec: FieldSpec) -> str:
    """A field inside a sentence, with the table around it where its own name does not say it."""
    table = address.split(at)[-2]
    if table in ("pay_percent", "pay_months"):
        return f"{'pay' if table == 'pay_percent' else 'months of pay'} for {clipped(spec.label)}"
    if table == "benefits":
        return f"benefit {clipped(spec.label)}"
    if table in _INNER:
        return f"{_INNER[table]} {lowered(clipped(spec.label))}"
    if spec.keys_refer_to and spec.keys_refer_to != ("metrics",):
        return clipped(spec.label)
    return lowered(clipped(spec.label))


_INNER: Final[Mapping[str, str]] = {
    "pay": "pay,",
    "partner_year": "a partner's year,",
    "vendor_deal": "our side of a deal,",
    "weights": "weight of",
    "metrics": "recorded",
    "alternatives": "one of",
}


def _requirement(label: str, value: str, there: bool) -> str:
    if value == "yes":
        return f"now requires {label}" if there else f"no longer requires {label}"
    return f"now requires {label} {value}" if there else f"no longer requires {label} ({value})"


def _entry(label: str, value: str, there: bool) -> str:
    return f"now {label} {value}" if there else f"no longer {label} ({value})"


_ENTRIES: Final[Mapping[str, Callable[[str, str, bool], str]]] = {
    "requires": _requirement,
    "alternatives": _entry,
    "benefits": _entry,
    "weights": _entry,
}
