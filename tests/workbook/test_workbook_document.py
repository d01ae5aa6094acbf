"""Edits of text: the right value, every comment, and nothing else changed."""

from __future__ import annotations

import random
import re
import tomllib
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from workbook_texts import at, make, walk

from partnerbook.program import address
from partnerbook.workbook.document import Document

seeds = st.integers(0, 2**40)
VALUES = [
    5,
    17_000,
    2.5,
    True,
    False,
    date(2027, 1, 2),
    "word",
    'it\'s "so"',
    "two\nlines\n",
    ("a", "b"),
    (),
    "",
]
COMMENT = re.compile(r"# c\d{3} note")


def plain(value):
    return list(value) if isinstance(value, tuple) else value


def in_array(data, parts):
    return any(isinstance(at(data, parts[:n]), list) for n in range(1, len(parts)))


def without_empty(data):
    """Tables that hold nothing are the same as none: one that only its sub-tables spoke of goes with them."""
    if not isinstance(data, dict):
        return data
    pruned = {key: without_empty(value) for key, value in data.items()}
    return {key: value for key, value in pruned.items() if value != {}}


def put(data, parts, value):
    for part in parts[:-1]:
        if not isinstance(data.get(part), dict):
            data[part] = {}
        data = data[part]
    data[parts[-1]] = plain(value)


def take(data, parts):
    held = at(data, parts[:-1])
    return held.pop(parts[-1])


def some_address(rng, data):
    known = [parts for parts, _ in walk(data)]
    if known and rng.random() < 0.7:
        return rng.choice(known)
    base = rng.choice([(), *(p for p, v in walk(data) if isinstance(v, dict))])
    return (*base, *rng.sample(["new", "alpha", "pay", "x.y"], rng.randint(1, 2)))


def step(rng, document, data):
    """One random edit of the text and of the plain values; what the edit may take away with it."""
    parts = some_address(rng, data)
    name = address.join(*parts)
    held = at(data, parts)
    kind = rng.choice(["set", "set", "set", "unset", "add", "remove", "rename", "move"])
    if kind == "set":
        blocked = isinstance(held, dict) or any(
            at(data, parts[:n]) is not None and not isinstance(at(data, parts[:n]), dict)
            for n in range(1, len(parts))
        )
        if blocked or (isinstance(held, list) and document.literal(name) is None):
            return document, data
        value = rng.choice(VALUES)
        put(data, parts, value)
        return document.set(name, value), data
    if kind == "unset":
        if held is None or isinstance(held, dict) or document.literal(name) is None:
            return document, data
        take(data, parts)
        return document.unset(name), data
    if kind == "add":
        if held is not None or any(
            not isinstance(at(data, parts[:n]), dict | None) for n in range(1, len(parts))
        ):
            return document, data
        table = {"one": 1, "sub": {"two": ("x",)}, "three": "3"}
        put(data, parts, {"one": 1, "sub": {"two": ["x"]}, "three": "3"})
        return document.add(name, table), data
    if held is None:
        return document, data
    if kind == "remove":
        take(data, parts)
        return document.remove(name), data
    siblings = at(data, parts[:-1])
    if kind == "rename":
        key = rng.choice(["renamed", "new key", "alpha"])
        if key in siblings or in_array(data, parts):
            return document, data
        put(data, (*parts[:-1], key), take(data, parts))
        return document.rename(name, key), data
    tables = [key for key, value in siblings.items() if isinstance(value, dict)]
    if not isinstance(held, dict):
        return document, data
    return document.move(name, rng.choice([None, *tables])), data


@settings(max_examples=400, deadline=None)
@given(seeds)
def test_random_edits_mean_what_they_say(seed):
    rng = random.Random(seed)
    text = make(seed)
    document, data = Document.of(text), tomllib.loads(text)
    for _ in range(6):
        before = document.text
        document, data = step(rng, document, data)
        assert without_empty(tomllib.loads(document.text)) == without_empty(data), before
        data = tomllib.loads(document.text)
        again = Document.of(document.text)
        assert again.text == document.text
        if document.text:
            assert document.text.endswith("\n") == text.endswith("\n") or not text
        if "\r\n" in text and "\n" not in text.replace("\r\n", ""):
            assert "\n" not in document.text.replace("\r\n", "")


@settings(max_examples=300, deadline=None)
@given(seeds)
def test_no_comment_is_lost_but_with_its_own_table(seed):
    rng = random.Random(seed)
    text = make(seed)
    document = Document.of(text)
    for _ in range(6):
        before = document
        document, _ = step(rng, document, tomllib.loads(document.text))
        lost = set(COMMENT.findall(before.text)) - set(COMMENT.findall(document.text))
        removed = set(before.text.split("\n")) - set(document.text.split("\n"))
        if lost:  # only removing takes comments, and only with the lines of what is removed
            assert len(list(walk(tomllib.loads(document.text)))) < len(list(walk(tomllib.loads(before.text))))
            assert all(any(comment in line for line in removed) for comment in lost)
        assert not [c for c, n in counted(document.text).items() if n > 1]


def counted(text):
    found = COMMENT.findall(text)
    return {comment: found.count(comment) for comment in found}


def owners(text):
    """What each comment directly above a header, or behind it or behind a key, is about."""
    found = {}
    document = Document.of(text)
    for block in document.blocks:
        if block.parts:
            for comment in COMMENT.findall(block.own[: block.body]):
                found[comment] = block.parts
    return found


@settings(max_examples=300, deadline=None)
@given(seeds)
def test_comments_of_a_table_stay_with_it(seed):
    rng = random.Random(seed)
    text = make(seed, plain=True)
    document = Document.of(text)
    for _ in range(5):
        before = document
        old = owners(before.text)
        document, _ = step(rng, document, tomllib.loads(document.text))
        new = owners(document.text)
        for comment, parts in new.items():
            if comment in old and old[comment] != parts:  # renamed
                assert len(old[comment]) == len(parts)
                assert before.has(address.join(*old[comment]))
                assert not document.has(address.join(*old[comment]))
            elif comment not in old:
                raise AssertionError(f"{comment} was given to {parts}")


@settings(max_examples=200, deadline=None)
@given(seeds)
def test_setting_touches_one_place_and_setting_back_restores(seed):
    rng = random.Random(seed)
    text = make(seed)
    data = tomllib.loads(text)
    document = Document.of(text)
    addresses = [
        p
        for p, v in walk(data)
        if isinstance(v, int | str) and not isinstance(v, bool) and not in_array(data, p)
    ]
    for parts in addresses[:4]:
        name = address.join(*parts)
        old, literal = at(data, parts), document.literal(name)
        value = (
            rng.choice(["abc", "a rather long text that pushes the comment away"])
            if isinstance(old, str)
            else 7
        )
        changed = document.set(name, value)
        first = document.text.split("\n")
        second = changed.text.split("\n")
        if "\n" not in literal and len(first) == len(second):
            assert sum(a != b for a, b in zip(first, second, strict=True)) == (old != value)
        if re.fullmatch(r"\"[^\"\\]*\"|'[^'\\]*'|[1-9]\d{0,3}", literal):
            assert changed.set(name, old).text == text


@settings(max_examples=200, deadline=None)
@given(seeds)
def test_adding_and_removing_again_restores(seed):
    text = make(seed, plain=True)
    document = Document.of(text)
    names = ["brand", *(address.join(*b.parts, "brand") for b in document.blocks[1:] if not b.array)]
    for name in names:
        added = document.add(name, {"a": 1, "b": {"c": "d"}})
        if document.blocks[-1].tail.strip() or document.blocks[0].tail.strip():
            continue
        assert added.remove(name).text == text
