"""The corpus of nasty inputs: none makes a traceback, each wrong one gets a line, each good one survives."""

from __future__ import annotations

import random
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from workbook_texts import make

from partnerbook.workbook.document import Document
from partnerbook.workbook.read import read

HEAD = "format = 1\n"
NOTE = HEAD + "[partners.a]\nnotes = "

REFUSED = {
    "utf-16": ((HEAD).encode("utf-16"), 1),
    "utf-16 without mark": ((HEAD).encode("utf-16-le"), 1),
    "bad utf-8 in a comment": (HEAD.encode() + b"[program]\n# caf\xe9\n", 3),
    "lone surrogate": (NOTE.encode() + b'"\xed\xa0\x80"\n', 3),
    "lone surrogate, escaped": (NOTE + '"\\ud800"\n', 3),
    "lone carriage return": (HEAD + "[program]\rname = 1\n", 2),
    "600 nested arrays": (HEAD + "x = " + "[" * 600 + "]" * 600 + "\n", 2),
    "600 nested arrays with others between": (HEAD + "x = " + "[[]," * 600 + "]" * 600 + "\n", 2),
    "600 nested inline tables": (HEAD + "x = " + "{a=" * 600 + "1" + "}" * 600 + "\n", 2),
    "5000-part dotted key": (HEAD + ".".join(["a"] * 5000) + " = 1\n", 2),
    "5000-part quoted key": (HEAD + ".".join(['"a"'] * 5000) + " = 1\n", 2),
    "5000-part header": (HEAD + "[" + ".".join(["a"] * 5000) + "]\n", 2),
    "5000-digit integer": (HEAD + "x = " + "9" * 5000 + "\n", 2),
    "5000-digit hexadecimal": (HEAD + "x = 0x" + "f" * 5000 + "\n", 2),
    "Arabic-Indic digits": (HEAD + "[company]\narr = ١٢٣\n", 3),
    "a price in words": (HEAD + "[company]\narr = EUR 9 [/month]\n", 3),
    "to be done": (HEAD + "[company]\narr = TBD\n", 3),
    "a.b, then [a.c.b], then [a]": (HEAD + "a.b = 1\n[a.c.b]\n[a]\n", 4),
    "dotted key into an inline table": (HEAD + "a = { b = 1 }\na.c = 2\n", 3),
    "newlines in an inline table": (HEAD + "a = {\n b = 1,\n}\n", 2),
    "the same key twice": (HEAD + "[company]\narr = 1\n\narr = 2\n", 5),
    "open long string": (HEAD + 'x = """\n[company]\narr = 1\n', 2),
    "nothing but a quote": (b'"', 1),
    "null bytes": (HEAD.encode() + b"x = 1\x00\n", 2),
}

TAKEN = {
    "byte-order mark": b"\xef\xbb\xbf" + HEAD.encode(),
    "carriage returns in a long string": (NOTE + '"""\na\nb"""\n').replace("\n", "\r\n"),
    "no line end after a comment": HEAD + "# end",
    "prices that are none": HEAD
    + "[company]\narr = nan\ndirect_arr = inf\ndirect_acquisition_cost = 1e400\n",
    "1 MB of quotes": NOTE + '"""' + '""x' * 350_000 + '"""\n',
    "118 KB of arrays of tables in turn": HEAD + "".join(f"[[a.b{n % 7}]]\n[[c.d]]\n" for n in range(7000)),
    "split arrays of tables": HEAD + "[[a]] # one\n# two\n[b]\n# three\n[[a]]\n",
    "tables in no order": HEAD + "[[b.c]]\n[c.a]\n[b.d.c]\n[b.d]\n",
    "dotted siblings": HEAD + "[tracks]\nvar.type = 'var'\nsi.type = 'si'\nvar.name = 'x'\n",
    "dotted keys in an inline table": HEAD + "tracks = { var.type = 'var', var.name = 'x' }\n",
    "markup": HEAD + "[program]\nname = '[@click=app.quit]x[/]'\nowner = '[TBD]'\n",
    "formulas and links": HEAD + "[program]\nname = '=1+1'\nsource = 'javascript:x'\nowner = '＝1'\n",
    "names of devices and other folders": HEAD + "[team.CON]\nname = '../../x'\n",
    "300 combining marks": HEAD + f"[program]\nname = 'a{chr(0x301) * 300}'\n",
    "100,000 lines": NOTE + '"""\n' + "line\n" * 100_000 + '"""\n',
    "a line of 1 MB": NOTE + '"' + "x" * 1_000_000 + '"\n',
    "a key of many words": HEAD + '[partners."a b. c"]\nname = "x"\n',
}


def as_bytes(data):
    return data if isinstance(data, bytes) else data.encode()


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_with_its_line(name):
    data, line = REFUSED[name]
    reading = read(as_bytes(data))
    if name == "newlines in an inline table" and reading.program is not None:
        pytest.skip("this parser reads TOML 1.1")
    assert reading.program is None
    assert reading.problems[0].line == line
    assert all(p.message and p.remedy and p.column >= 1 for p in reading.problems)
    assert all(len(p.message) < 300 for p in reading.problems)


@pytest.mark.parametrize("name", TAKEN)
def test_what_can_be_read_stays_as_it_is(name):
    data = as_bytes(TAKEN[name])
    reading = read(data)
    assert reading.program is not None
    text = data.decode("utf-8-sig")
    assert reading.document.text == text
    edited = reading.document.set("program.currency", "EUR")
    assert tomllib.loads(edited.text)["program"]["currency"] == "EUR"
    lines = edited.text.split("\n")
    assert len(lines) - len(text.split("\n")) in (0, 1, 2, 3)


def test_the_byte_order_mark_is_remembered():
    assert read(TAKEN["byte-order mark"]).bom
    assert not read(HEAD.encode()).bom


def test_prices_that_are_none_are_named_and_loose():
    reading = read(as_bytes(TAKEN["prices that are none"]))
    assert [p.line for p in reading.problems] == [3, 4, 5]
    assert reading.loose["company.direct_acquisition_cost"] == "1e400"


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 2**40))
def test_mutated_workbooks_make_no_traceback(seed):
    rng = random.Random(seed)
    text = list(HEAD + make(seed))
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(text))
        roll = rng.random()
        if roll < 0.4:
            del text[at : at + rng.randint(1, 5)]
        elif roll < 0.8:
            text.insert(
                at,
                rng.choice(
                    ['"', "'", '"""', "[", "]", "{", "}", "=", "#", "\n", "\r", "\\", ".", ",", "\x00"]
                ),
            )
        else:
            other = rng.randrange(len(text))
            text[at], text[other] = text[other], text[at]
        if not text:
            return
    reading = read("".join(text).encode())
    if reading.program is None:
        assert reading.problems
        lines = "".join(text).count("\n") + 1
        assert all(1 <= p.line <= lines for p in reading.problems)
    else:
        assert reading.document.text == "".join(text)
        assert Document.of(reading.document.text).blocks
