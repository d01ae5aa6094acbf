"""An open workbook: typing, undo, pending text, named changes, its file."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerbook.checks.engine import run
from partnerbook.checks.finding import Finding
from partnerbook.checks.typed import with_typed
from partnerbook.program.edit import EditError
from partnerbook.program.locate import value_at
from partnerbook.session import changes
from partnerbook.session.file import SaveError, WorkbookFile, open_file
from partnerbook.session.session import Preview, Session
from partnerbook.workbook.read import read

TODAY = date(2026, 11, 24)
EXAMPLE = Path(__file__).parents[2] / "sample_programs" / "example.program.toml"
GOLD = "tiers.gold.pay_percent.var"


@pytest.fixture
def file(tmp_path: Path) -> WorkbookFile:
    path = tmp_path / "acme.program.toml"
    shutil.copyfile(EXAMPLE, path)
    found = open_file(path, TODAY)
    assert isinstance(found, WorkbookFile)
    return found


@pytest.fixture
def session(file: WorkbookFile) -> Session:
    return file.session


def changed_lines(session: Session) -> list[tuple[str, str]]:
    before, after = EXAMPLE.read_text().splitlines(), session.document.text.splitlines()
    assert len(before) == len(after)
    return [(old, new) for old, new in zip(before, after, strict=True) if old != new]


def test_entering_a_value_changes_one_line_and_keeps_its_comment(session: Session) -> None:
    session.enter(GOLD, "26 %")
    assert value_at(session.program, GOLD) == 26
    ((_, after),) = changed_lines(session)
    assert after == "var = 26                          # below the 20% floor: flagged the moment it is typed"
    assert session.is_modified
    assert session.unsaved == {GOLD}


def test_undo_names_the_step_and_brings_the_bytes_back(session: Session) -> None:
    session.enter(GOLD, "26")
    step = session.undo()
    assert step is not None
    assert step.name == "Gold · Solution partners 18 % → 26 %"
    assert session.document.text == EXAMPLE.read_text()
    assert not session.is_modified
    assert session.redo() is not None
    assert value_at(session.program, GOLD) == 26
    assert session.redo() is None


def test_entering_what_is_there_is_no_step(session: Session) -> None:
    session.enter(GOLD, "18")
    assert session.history == ()


def test_a_preview_changes_nothing_and_shows_the_findings_of_the_typed_value(session: Session) -> None:
    before = session.program
    preview = session.preview(GOLD, "30")
    assert value_at(preview.program, GOLD) == 30
    assert preview.report == run(preview.program, TODAY)
    assert session.program is before
    session.drop()
    assert session.report == run(before, TODAY)


def test_text_that_is_no_value_waits_and_is_neither_saved_nor_lost(file: WorkbookFile) -> None:
    session = file.session
    session.enter(GOLD, "twenty")
    assert session.pending == {GOLD: "twenty"}
    assert value_at(session.program, GOLD) == 18
    file.save()
    assert file.path.read_text() == EXAMPLE.read_text()
    assert session.pending == {GOLD: "twenty"}
    session.enter(GOLD, "20")
    assert session.pending == {}
    session.undo()
    assert session.pending == {GOLD: "twenty"}


def test_text_that_is_no_value_is_found_at_its_field_until_it_is_mended_or_undone(session: Session) -> None:
    def found() -> list[tuple[str, str, str]]:
        return [
            (each.severity, each.address, each.sentence) for each in session.report.findings if typed(each)
        ]

    def typed(finding: Finding) -> bool:
        return finding.code == "CHK003"

    told = ("error", GOLD, "not a value yet: type a number, 0 or more")
    before = session.report
    session.enter(GOLD, "12x")
    assert found() == [told]
    assert [each for each in session.report.findings if not typed(each)] == list(before.findings)
    session.enter("program.next_review", "soon")
    assert [at for _, at, _ in found()] == [GOLD, "program.next_review"]
    session.undo()
    assert found() == [told]
    session.undo()
    assert session.report == before
    session.redo()
    assert found() == [told]
    session.enter(GOLD, "18")
    assert session.report == before


def test_an_amount_in_another_currency_waits_until_it_is_that_of_the_program(session: Session) -> None:
    session.enter("company.arr", "9,000,000 €")
    assert session.pending == {"company.arr": "9,000,000 €"}
    (found,) = (each for each in session.report.findings if each.code == "CHK003")
    assert found.fix == "type an amount in USD, not €"
    session.enter("company.arr", "$9M")
    assert value_at(session.program, "company.arr") == 9_000_000
    session.enter("program.currency", "EUR")
    session.enter("company.arr", "8M €")
    assert value_at(session.program, "company.arr") == 8_000_000
    assert not session.pending


def test_of_very_many_texts_a_hundred_are_told_and_the_others_counted(session: Session) -> None:
    many = {f"partners.p{n}.signed": '"2026-01-01x"' for n in range(150)}
    opened = Session(session.program, session.document, TODAY, pending=many)
    opened.enter(GOLD, "12x")
    found = [each for each in opened.report.findings if each.code == "CHK003"]
    assert len(found) == 101
    assert GOLD in {each.address for each in found}
    assert "51 more fields" in found[-1].message


def test_while_typing_the_text_is_judged_as_if_it_were_entered(session: Session) -> None:
    def typed(preview: Preview) -> list[str]:
        return [each.address for each in preview.report.findings if each.code == "CHK003"]

    session.enter("company.arr", "8 mio")
    assert typed(session.preview(GOLD, "30")) == ["company.arr"]
    assert typed(session.preview(GOLD, "30x")) == ["company.arr", GOLD]
    assert typed(session.preview("company.arr", "8000000")) == []
    assert typed(session.preview("company.arr", "9000000")) == []
    session.drop()
    assert [each.address for each in session.report.findings if each.code == "CHK003"] == ["company.arr"]


def test_naming_a_new_tier_makes_its_key(session: Session) -> None:
    session.do(changes.adding(session.program, "tiers"))
    at = session.enter("tiers.new-tier.name", "Platinum Élite")
    assert at == "tiers.platinum-elite.name"
    tier = session.program.tiers["platinum-elite"]
    assert (tier.rank, tier.tracks) == (3, ("var",))
    session.undo()
    session.undo()
    assert session.document.text == EXAMPLE.read_text()


def test_a_copied_tier_stands_one_rank_higher_and_its_text_behind_the_original(session: Session) -> None:
    session.do(changes.copying(session.program, "tiers.silver"))
    copied = session.program.tiers["silver-copy"]
    assert copied.rank == 3
    assert copied.requires == session.program.tiers["silver"].requires
    assert list(session.program.tiers) == ["registered", "silver", "silver-copy", "gold"]


def test_removing_a_track_takes_its_mentions_along(session: Session) -> None:
    session.do(changes.removing(session.program, "tracks.app-makers"))
    assert "app-makers" not in session.document.text.replace("# ", "")
    assert session.program.conflict.registration.tracks == ("var",)


def test_moving_a_tier_exchanges_ranks(session: Session) -> None:
    change = changes.moving(session.program, "tiers.gold", -1)
    assert change is not None
    session.do(change)
    assert (session.program.tiers["gold"].rank, session.program.tiers["silver"].rank) == (1, 2)
    top = changes.moving(session.program, "tiers.silver", 1)
    assert top is None


def test_a_new_key_is_followed_by_all_that_names_it(session: Session) -> None:
    session.do(changes.rekeying(session.program, "tracks.var", "resellers"))
    assert value_at(session.program, "tiers.gold.pay_percent.resellers") == 18
    assert session.program.partners["contoso"].track == "resellers"
    assert read(session.document.text.encode()).program == session.program


def test_a_waiver_of_a_tier_follows_its_key(session: Session) -> None:
    session.do(changes.rekeying(session.program, "tiers.gold", "summit"))
    assert session.program.waivers["gold-floor"].at == "tiers.summit.pay_percent.var"


def test_an_assumption_is_written_with_its_first_value(session: Session) -> None:
    session.enter("assumptions.minimum_win_rate_percent.value", "20")
    assert session.program.assumptions["minimum_win_rate_percent"].value == 20
    assert "[assumptions.minimum_win_rate_percent]\nvalue = 20" in session.document.text


def test_moving_a_partner_a_stage_on_dates_it(session: Session) -> None:
    session.do(changes.adding(session.program, "partners"))
    for _ in range(2):
        change = changes.staging(session.program, "partners.new-partner", 1, TODAY)
        assert change is not None
        session.do(change)
    partner = session.program.partners["new-partner"]
    assert (partner.stage, partner.signed) == ("signed", TODAY)
    assert changes.staging(session.program, "partners.nobody", 1, TODAY) is None


def test_a_refused_change_changes_nothing(session: Session) -> None:
    before = session.document
    with pytest.raises(EditError):
        session.do(changes.rekeying(session.program, "tiers.gold", "silver"))
    assert session.document is before
    assert session.history == ()


def test_saving_writes_what_is_seen_and_opening_finds_it(file: WorkbookFile) -> None:
    file.session.enter(GOLD, "26")
    file.save()
    assert not file.session.is_modified
    again = open_file(file.path, TODAY)
    assert isinstance(again, WorkbookFile)
    assert again.session.program == file.session.program


def test_a_file_that_changed_on_disk_is_not_replaced_unless_told(file: WorkbookFile) -> None:
    file.session.enter(GOLD, "26")
    theirs = file.path.read_text().replace("Northwind", "Southwind")
    file.path.write_text(theirs)
    with pytest.raises(SaveError) as caught:
        file.save()
    assert caught.value.changed_on_disk
    assert file.path.read_text() == theirs
    assert file.session.is_modified
    file.save(anyway=True)
    assert "Northwind" in file.path.read_text()


def test_save_as_never_overwrites(file: WorkbookFile, tmp_path: Path) -> None:
    other = tmp_path / "other.program.toml"
    other.write_text("mine")
    with pytest.raises(SaveError):
        file.save_as(other)
    assert other.read_text() == "mine"
    file.save_as(tmp_path / "fresh.program.toml")
    assert (tmp_path / "fresh.program.toml").read_text() == EXAMPLE.read_text()


class TestPrivate:
    """Values of the overlay are judged and never written."""

    @pytest.fixture
    def private(self, tmp_path: Path) -> WorkbookFile:
        path = tmp_path / "acme.program.toml"
        path.write_text(EXAMPLE.read_text().replace("arr = 8_000_000", 'arr = "withheld"', 1))
        (tmp_path / "acme.private.toml").write_text("[company]\narr = 8_123_456\n")
        found = open_file(path, TODAY)
        assert isinstance(found, WorkbookFile)
        return found

    def test_it_is_part_of_the_program(self, private: WorkbookFile) -> None:
        assert private.session.program.company.arr == 8_123_456

    def test_it_is_not_saved(self, private: WorkbookFile) -> None:
        private.session.enter(GOLD, "26")
        private.save()
        assert "8_123_456" not in private.path.read_text()
        assert 'arr = "withheld"' in private.path.read_text()

    def test_it_cannot_be_typed_over(self, private: WorkbookFile) -> None:
        private.session.enter("company.arr", "9000000")
        assert "9" not in private.session.document.literal("company.arr")  # type: ignore[operator]


def test_a_value_of_the_wrong_shape_opens_as_text_to_be_mended(tmp_path: Path) -> None:
    path = tmp_path / "acme.program.toml"
    path.write_text(EXAMPLE.read_text().replace("arr = 8_000_000", 'arr = "8M"', 1))
    file = open_file(path, TODAY)
    assert isinstance(file, WorkbookFile)
    assert file.session.pending == {"company.arr": '"8M"'}
    file.session.enter("company.arr", "8M")
    file.save()
    assert "arr = 8_000_000" in path.read_text()


PLACES = (
    GOLD,
    "tiers.gold.name",
    "company.arr",
    "program.goals",
    "program.next_review",
    "recruiting.activation_percent",
    "tiers.gold.requires.new-customers",
)
TEXTS = st.text(max_size=12) | st.sampled_from(("", "20", "8M", "withheld", "2027-01-01", "all"))


@settings(max_examples=25, deadline=None)
@given(texts=st.lists(st.tuples(st.sampled_from(PLACES), TEXTS), max_size=8))
def test_whatever_is_typed_the_text_says_the_program_and_undo_brings_all_back(
    texts: list[tuple[str, str]],
) -> None:
    reading = read(EXAMPLE)
    assert reading.program is not None
    assert reading.document is not None
    session = Session(reading.program, reading.document, TODAY)
    for at, text in texts:
        session.enter(at, text)
        assert read(session.document.text.encode()).program == session.program
    assert session.report == with_typed(run(session.program, TODAY), session.program, session.pending)
    while session.undo():
        pass
    assert session.document.text == EXAMPLE.read_text()
    assert session.program == reading.program
    assert session.pending == {}
