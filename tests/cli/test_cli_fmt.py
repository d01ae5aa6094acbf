"""``partnerbook fmt`` and ``partnerbook migrate``: what they write, what they leave, what they say."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_run import Runner, controls, process, sample

from partnerbook.workbook import migrations
from partnerbook.workbook.document import Document
from partnerbook.workbook.migrations import Migration

UNTIDY = 'format=1\n[company]\narr=8_000_000\n[program]\nname="P" # the name\n'
TIDY = """format = 1

[program]
name = "P"                        # the name

[company]
arr = 8_000_000
"""


def test_a_file_is_laid_out_once(run: Runner, tmp_path: Path) -> None:
    place = tmp_path / "a b.program.toml"
    place.write_text(UNTIDY)
    ran = run("fmt", place.name)
    assert (ran.status, ran.out, ran.err) == (0, "changed a b.program.toml\n", "")
    assert place.read_text() == TIDY
    before = place.stat().st_mtime_ns
    assert run("fmt", place.name) == type(ran)(0, "", "")
    assert place.stat().st_mtime_ns == before


def test_check_and_diff_change_nothing(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "u.toml").write_text(UNTIDY)
    (tmp_path / "t.toml").write_text(TIDY)
    ran = run("fmt", "--check", "u.toml", "t.toml")
    assert (ran.status, ran.out) == (1, "would change u.toml\n")
    ran = run("fmt", "--diff", "u.toml", "t.toml")
    assert ran.status == 1
    assert ran.out.startswith("--- u.toml\n+++ u.toml\n@@ ")
    assert '-name="P" # the name\n' in ran.out
    assert run("fmt", "--check", "t.toml").status == 0
    assert run("fmt", "--diff", "t.toml").out == ""
    assert run("fmt", "--check", "--diff", "t.toml").status == 2
    assert (tmp_path / "u.toml").read_text() == UNTIDY


def test_standard_input_goes_to_standard_output() -> None:
    ran = process("fmt", "-", stdin=UNTIDY.encode())
    assert (ran.status, ran.out, ran.err) == (0, TIDY, "")
    ran = process("fmt", "-", stdin=b"\xef\xbb\xbf" + UNTIDY.replace("\n", "\r\n").encode())
    assert ran.out == "\ufeff" + TIDY.replace("\n", "\r\n")
    assert process("fmt", "--check", "-", stdin=UNTIDY.encode()).status == 1
    ran = process("fmt", "-", stdin=b"format = [")
    assert (ran.status, ran.out) == (2, "")


def test_a_file_that_cannot_be_read_stays_and_does_not_stop_the_others(run: Runner, tmp_path: Path) -> None:
    broken = b"format = 1\n<<<<<<< ours\n[a]\n=======\n>>>>>>> theirs\n"
    for name, data in (("b.toml", broken), ("n.toml", b"format = 2\n"), ("x.toml", b"\xff\xfe")):
        (tmp_path / name).write_bytes(data)
        (tmp_path / "u.toml").write_text(UNTIDY)
        ran = run("fmt", name, "u.toml", "none.toml")
        assert ran.status == 2
        assert f"{name}:" in ran.err
        assert (tmp_path / name).read_bytes() == data
        assert (tmp_path / "u.toml").read_text() == TIDY


def test_byte_order_mark_and_line_ends_stay(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "u.toml").write_bytes(b"\xef\xbb\xbf" + UNTIDY.replace("\n", "\r\n").encode())
    assert run("fmt", "u.toml").status == 0
    assert (tmp_path / "u.toml").read_bytes() == b"\xef\xbb\xbf" + TIDY.replace("\n", "\r\n").encode()


def test_what_has_no_place_in_a_program_is_kept(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "u.toml").write_text(UNTIDY + 'unknown = 1\n[company.proof]\ndirect_customers = "many"\n')
    assert run("fmt", "u.toml").status == 0
    text = (tmp_path / "u.toml").read_text()
    assert "unknown = 1" in text
    assert 'direct_customers = "many"' in text


def test_private_values_stay_where_they_are(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "p.program.toml").write_text('format=1\n[company]\narr="withheld"\n')
    (tmp_path / "p.private.toml").write_text("company.arr = 123456\n")
    for words in (["--diff"], []):
        ran = run("fmt", *words, "p.program.toml")
        assert "123456" not in ran.out + ran.err
    assert (tmp_path / "p.program.toml").read_text() == 'format = 1\n\n[company]\narr = "withheld"\n'


def test_nothing_acts_on_the_terminal(run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = 'format=1\n[program]\nname="\u202egnp\u009b31m" # \u009b2J\n'
    (tmp_path / "h\x1b[2J.toml").write_text(hostile, encoding="utf-8")
    for words in (["fmt", "--diff"], ["fmt", "--check"], ["fmt"], ["migrate"]):
        ran = run(*words, "h\x1b[2J.toml")
        assert controls(ran.out + ran.err) == []
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert controls(run("fmt", "-", stdin=hostile.encode()).out) == []


def test_a_file_that_may_not_be_written_is_named(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "u.toml").write_text(UNTIDY)
    (tmp_path / "u.toml").chmod(0o444)
    ran = run("fmt", "u.toml")
    assert ran.status == 2
    assert "u.toml is read-only" in ran.err
    assert (tmp_path / "u.toml").read_text() == UNTIDY


def test_the_newest_format_needs_no_migration(run: Runner, tmp_path: Path) -> None:
    text = Path(sample("sound")).read_text()
    (tmp_path / "s.toml").write_text(text)
    for words in ([], ["--dry-run"]):
        ran = run("migrate", *words, "s.toml")
        assert (ran.status, ran.out) == (0, "s.toml is written in format 1, the newest.\n")
    assert (tmp_path / "s.toml").read_text() == text


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("format = 2\n", "format-newer"),
        ("format = 0\n", "format-unknown"),
        ("x = 1\n", "format-missing"),
        ("format = [", "syntax"),
    ],
)
def test_what_cannot_be_migrated_is_refused_and_left(
    run: Runner, tmp_path: Path, text: str, says: str
) -> None:
    (tmp_path / "w.toml").write_text(text)
    ran = run("migrate", "w.toml", "none.toml")
    assert ran.status == 2
    assert "w.toml:1:" in ran.err
    assert says in ran.err
    assert "none.toml:1:1 file there is no file none.toml\n    error, fix: Check the name" in ran.err
    assert (tmp_path / "w.toml").read_text() == text


def test_an_older_file_is_migrated_when_there_is_a_way(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def change(document: Document) -> Document:
        return document.rename("company.turnover", "arr")

    monkeypatch.setattr(migrations, "MIGRATIONS", (Migration(0, "turnover is called arr", change),))
    old = "format = 0\n\n[company]\nturnover = 8_000_000 # a year\n"
    (tmp_path / "w.toml").write_text(old)
    ran = run("migrate", "--dry-run", "w.toml")
    said = "w.toml would be brought from format 0 to format 1:\n    turnover is called arr\n"
    assert (ran.status, ran.out) == (0, said)
    assert (tmp_path / "w.toml").read_text() == old
    ran = run("migrate", "w.toml")
    assert (ran.status, ran.out) == (0, said.replace("would be", "was"))
    assert (tmp_path / "w.toml").read_text() == "format = 1\n\n[company]\narr = 8_000_000 # a year\n"
    assert "the newest" in run("migrate", "w.toml").out
