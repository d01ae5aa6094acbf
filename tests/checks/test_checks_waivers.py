"""WAI and CHK: what is agreed to, and what is withheld."""

from datetime import date

import pytest
from programs import TODAY, found, mended, program_of, report, said, waits

PILOT = '[program]\nstatus = "pilot"\n'
DRAFT = ""
OUTSIDE = '[program]\nstatus = "launched"\nperspective = "outside"\n'
AT = "recruiting.business_review_every_months"


def text(status=PILOT, months=6, **changes):
    values = {
        "check": '"REC007"',
        "at": f'"{AT}"',
        "reason": '"Four partners, whom we see every week."',
        "owner": '"CFO"',
        "expires": "2027-01-31",
        **changes,
    }
    lines = [f"{name} = {value}\n" for name, value in values.items() if value is not None]
    return f"{status}[recruiting]\nbusiness_review_every_months = {months}\n[waivers.one]\n{''.join(lines)}"


def waived(source, code="REC007", today=TODAY):
    (finding,) = found(program_of(source), code, today)
    return finding.waived


def test_a_waived_finding_stays_visible_as_waived():
    (finding,) = found(program_of(text()), "REC007")
    assert (finding.waived, finding.waiver, finding.severity) == (True, "one", "warning")
    assert report(program_of(text())).waived == 1
    assert "WAI" not in {each.code[:3] for each in report(program_of(text())).findings}


def test_a_waiver_holds_through_its_last_day():
    last = date(2027, 1, 31)
    assert waived(text(), today=last)
    assert found(program_of(text()), "WAI001", last) == []
    after = date(2027, 2, 1)
    assert not waived(text(), today=after)
    (finding,) = found(program_of(text()), "WAI001", after)
    assert (finding.severity, finding.address) == ("error", "waivers.one.expires")
    assert found(program_of(text()), "WAI002", after) == []


def test_a_waiver_for_one_check_leaves_the_others():
    assert not waived(text(check='"REC006"'))
    assert waived(text(check='" rec007 "'))


@pytest.mark.parametrize("place", ["recruiting", f'"recruiting".{AT.split(".")[1]}'])
def test_a_waiver_covers_what_is_below_its_address_however_it_is_quoted(place):
    assert waived(text(at=f"'{place}'"))


@pytest.mark.parametrize(
    "place", ["recruiting.business_review", "recruiting.counts", "tracks", "", "no address"]
)
def test_a_waiver_covers_nothing_elsewhere(place):
    assert not waived(text(at=f'"{place}"'))


@pytest.mark.parametrize("name", ["reason", "owner", "expires"])
def test_a_waiver_says_why_who_and_until_when(name):
    at = f"waivers.one.{name}"
    blank = [None] if name == "expires" else [None, '""', '"none"']
    for value in blank:
        source = text(**{name: value})
        assert said(program_of(source), "WAI003") == [("error", at)]
        assert said(program_of(source.replace(PILOT, DRAFT)), "WAI003") == [("todo", at)]
        assert not waived(source)
        assert found(program_of(source), "WAI002") == []
    assert said(program_of(text(OUTSIDE, **{name: None})), "WAI003") == []


@pytest.mark.parametrize(("name", "covers"), [("reason", True), ("owner", True), ("expires", False)])
def test_what_is_withheld_of_a_waiver_neither_passes_nor_fails(name, covers):
    program = program_of(text(**{name: '"withheld"'}))
    assert said(program, "WAI003") == said(program, "WAI001") == []
    assert {wait.address for wait in waits(program, "WAI003")} == {f"waivers.one.{name}"}
    assert [each.address for each in found(program, "CHK001")] == [f"waivers.one.{name}"]
    assert waived(text(**{name: '"withheld"'})) is covers


def test_a_waiver_that_covers_nothing_is_a_warning_and_the_fix_removes_it():
    program = program_of(text(months=3))
    (finding,) = found(program, "WAI002")
    assert (finding.severity, finding.address) == ("warning", "waivers.one.at")
    assert mended(program, finding).waivers == {}


def test_a_slip_in_the_address_is_corrected():
    program = program_of(text(at=f'"{AT}s"'))
    (finding,) = found(program, "WAI002")
    assert AT in finding.fix
    assert all(each.waived for each in found(mended(program, finding), "REC007"))


def test_a_waiver_is_never_moved_to_something_else_that_stands_there():
    module = '[enablement.modules.{key}]\nkind = "video"\nminutes = {minutes}\n'
    source = text(check='"ENB003"', at='"enablement.modules.one-a.minutes"')
    source += module.format(key="one-a", minutes=10) + module.format(key="one-b", minutes=11)
    program = program_of(source)
    (finding,) = found(program, "WAI002")
    assert mended(program, finding).waivers == {}


def test_a_waiver_of_an_unknown_check_names_the_nearest():
    program = program_of(text(check='"REC07"'))
    (finding,) = found(program, "WAI002")
    assert finding.address == "waivers.one.check"
    assert "there is no check REC07" in finding.message
    assert mended(program, finding).waivers["one"].check.startswith("REC0")


def test_a_waiver_that_calls_a_check_by_its_name_is_given_its_code():
    program = program_of(text(check='"silence-after-signing"'))
    (finding,) = found(program, "WAI002")
    assert "by code: REC007" in finding.message
    assert mended(program, finding).waivers["one"].check == "REC007"


@pytest.mark.parametrize("name", ["check", "at"])
def test_a_waiver_without_check_or_address_covers_nothing(name):
    assert said_by_report(text(**{name: None})) == [("warning", f"waivers.one.{name}")]
    assert said_by_report(text(DRAFT, **{name: None})) == [("todo", f"waivers.one.{name}")]


def said_by_report(source):
    return [(each.severity, each.address) for each in found(program_of(source), "WAI002")]


def test_findings_about_waivers_cannot_be_waived():
    source = text(months=3) + text(check='"WAI002"', at='"waivers"').split("[waivers.one]")[1].join(
        ["[waivers.two]", ""]
    )
    assert {each.waived for each in found(program_of(source), "WAI002")} == {False}


def test_a_withheld_value_is_one_note_that_lists_who_waits():
    source = f'{PILOT}[recruiting]\ntarget_active = 10\nto_sign = 24\nactivation_percent = "withheld"\n'
    (note,) = found(program_of(source), "CHK001")
    assert (note.severity, note.address) == ("note", "recruiting.activation_percent")
    assert "REC003, REC006" in note.message


def test_unset_values_outside_raise_no_note_and_are_counted():
    made = report(program_of(OUTSIDE))
    assert [each for each in made.findings if each.code == "CHK001"] == []
    assert {wait.code for wait in made.waiting} >= {"REC002", "REC006", "ENB005"}
    assert not any(wait.withheld for wait in made.waiting)
