"""A file with conflict markers: what they are about, choosing, and what comes of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from partnerbook.program.locate import value_at
from partnerbook.session.conflicts import Conflicts, load_conflicts
from partnerbook.session.file import SaveError, WorkbookFile
from partnerbook.workbook.read import Reading

TODAY = date(2026, 11, 24)
PLAIN = """\
format = 1

[program]
<<<<<<< ours
name = "Acme"
=======
name = "Acme Partners"
>>>>>>> theirs
owner = "lead"

<<<<<<< ours
[tiers.gold]
name = "Gold"
=======
[tiers.silver]
name = "Silver"
>>>>>>> theirs
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "acme.program.toml"


def loaded(path: Path, text: str) -> Conflicts:
    path.write_bytes(text.encode())
    found = load_conflicts(path)
    assert found is not None
    return found


def settled(conflicts: Conflicts) -> WorkbookFile:
    made = conflicts.settled(TODAY)
    assert isinstance(made, WorkbookFile)
    return made


def test_each_has_an_address_and_a_name(path: Path) -> None:
    found = loaded(path, PLAIN)
    assert [each.hunk.address for each in found.items] == ["program.name", "tiers.gold"]
    assert [each.title for each in found.items] == ["Program · Program name", "Gold"]
    assert [each.both for each in found.items] == [False, True]
    assert found.left == 2


def test_choosing(path: Path) -> None:
    found = loaded(path, PLAIN)
    assert not found.choose(0, "both")
    assert found.choose(0, "theirs")
    assert found.left == 1
    assert found.choose(1, "both")
    program = settled(found).session.program
    assert program.program.name == "Acme Partners"
    assert list(program.tiers) == ["gold", "silver"]
    found.choose_all("ours")
    assert found.left == 0
    assert list(settled(found).session.program.tiers) == ["gold"]


def test_nothing_is_written_before_it_is_saved(path: Path) -> None:
    found = loaded(path, PLAIN)
    found.choose_all("theirs")
    file = settled(found)
    assert file.session.is_modified
    assert path.read_text() == PLAIN
    file.save()
    assert not file.session.is_modified
    assert path.read_text() == found.text
    file.session.enter("program.name", "Other")
    file.session.undo()
    assert not file.session.is_modified


def test_a_file_that_changed_meanwhile_is_not_replaced(path: Path) -> None:
    found = loaded(path, PLAIN)
    found.choose_all("ours")
    file = settled(found)
    path.write_text(PLAIN + "# more\n")
    with pytest.raises(SaveError):
        file.save()
    assert path.read_text() == PLAIN + "# more\n"


def test_private_values_are_there_and_stay_out(path: Path) -> None:
    (path.parent / "acme.private.toml").write_text("[company]\narr = 5\n")
    found = loaded(path, PLAIN + '\n[company]\narr = "withheld"\n')
    found.choose_all("ours")
    file = settled(found)
    assert value_at(file.session.program, "company.arr") == 5
    file.save()
    assert 'arr = "withheld"' in path.read_text()


@pytest.mark.parametrize("style", ["diff3", "zdiff3"])
def test_with_what_both_came_from_only_real_conflicts_are_left(path: Path, style: str) -> None:
    base = 'name = "A"\nversion = "1"\nowner = "lead"\n'
    ours = base.replace('"1"', '"2"').replace('"A"', '"B"')
    theirs = base.replace('"lead"', '"boss"').replace('"A"', '"C"')
    text = f"format = 1\n\n[program]\n<<<<<<< a\n{ours}||||||| b\n{base}=======\n{theirs}>>>>>>> c\n"
    if style == "zdiff3":
        text = text.replace("[program]\n<<<<<<< a\n", '[program]\nstatus = "pilot"\n<<<<<<< a\n')
    found = loaded(path, text)
    assert [each.hunk.address for each in found.items] == ["program.name"]
    found.choose_all("theirs")
    program = settled(found).session.program.program
    assert (program.name, program.version, program.owner) == ("C", "2", "boss")


def test_line_ends_and_mark_stay(path: Path) -> None:
    text = "\ufeff" + PLAIN.replace("\n", "\r\n")
    found = loaded(path, text)
    found.choose_all("ours")
    settled(found).save()
    data = path.read_bytes().decode()
    assert data.startswith("\ufeffformat = 1\r\n")
    assert data.count("\n") == data.count("\r\n") == PLAIN.count("\n") - 9


def test_a_choice_that_gives_no_workbook(path: Path) -> None:
    found = loaded(path, "format = 1\n<<<<<<< a\n[program\n=======\n[program]\n>>>>>>> b\nname = 'Acme'\n")
    found.choose_all("ours")
    result = found.settled(TODAY)
    assert isinstance(result, Reading)
    assert result.problems[0].line == 2


@pytest.mark.parametrize(
    "text",
    [
        "format = 1\n",
        "format = 1\n<<<<<<< a\n[program]\n",
        'format = 1\n[program]\nname = """\n<<<<<<< a\n=======\n>>>>>>> b\n"""\n',
    ],
)
def test_files_without_conflicts(path: Path, text: str) -> None:
    path.write_text(text)
    assert load_conflicts(path) is None
    assert load_conflicts(path.with_name("missing.toml")) is None
