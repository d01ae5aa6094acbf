"""FRM001-FRM007, FRM011-FRM014, FRM016-FRM022: what fits the company, at every boundary."""

from datetime import date

import pytest
from programs import SAMPLE, found, mended, program_of, report, said, waits

PILOT = '[program]\nstatus = "pilot"\n'
DRAFT = '[program]\nstatus = "draft"\n'
LAUNCHED = '[program]\nstatus = "launched"\n'
OUTSIDE = '[program]\nstatus = "launched"\nperspective = "outside"\n'
SILVER = '[tiers.silver]\nrank = 1\ntracks = ["var"]\n'
VAR = '[tracks.var]\ntype = "var"\n'
RESELLER = VAR + "may_resell = true\n"
RATE = "[assumptions.currency_per_usd]\nvalue = 2\n"


def company(arr: int, rest: str = "") -> str:
    return f"[company]\narr = {arr}\n{rest}"


def tracks(*kinds: str) -> str:
    return "".join(f'[tracks.{kind}]\ntype = "{kind}"\n' for kind in kinds)


# ── FRM001 ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("arr", "rate", "expected"),
    [
        (999_999, "", [("error", "tiers.silver.rank")]),
        (1_000_000, "", []),
        (1_999_999, RATE, [("error", "tiers.silver.rank")]),
        (2_000_000, RATE, []),
    ],
)
def test_ranked_tiers_need_a_million_dollars(arr: int, rate: str, expected: list[tuple[str, str]]) -> None:
    assert said(program_of(PILOT + company(arr) + SILVER + rate), "FRM001") == expected


def test_a_launch_below_a_million_is_too_early_and_a_pilot_is_not() -> None:
    program = program_of(LAUNCHED + company(800_000))
    (finding,) = found(program, "FRM001")
    assert (finding.address, finding.severity, finding.passes) == ("program.status", "error", "pilot")
    assert said(mended(program, finding), "FRM001") == []


def test_an_unranked_way_in_is_no_tier() -> None:
    assert said(program_of(PILOT + company(1) + "[tiers.open]\nrank = 0\n"), "FRM001") == []


def test_unknown_revenue_is_to_do_in_a_draft_and_an_error_once_there_are_tiers() -> None:
    assert said(program_of(DRAFT), "FRM001") == [("todo", "company.arr")]
    assert said(program_of(PILOT), "FRM001") == []
    assert said(program_of(PILOT + SILVER), "FRM001") == [("error", "company.arr")]


def test_withheld_and_unpublished_revenue_neither_passes_nor_fails() -> None:
    withheld = program_of(LAUNCHED + '[company]\narr = "withheld"\n')
    assert said(withheld, "FRM001") == []
    assert [(each.address, each.withheld) for each in waits(withheld, "FRM001")] == [("company.arr", True)]
    unpublished = program_of(OUTSIDE + SILVER)
    assert said(unpublished, "FRM001") == []
    assert [(each.address, each.withheld) for each in waits(unpublished, "FRM001")] == [
        ("company.arr", False)
    ]


# ── FRM002 ──────────────────────────────────────────────────────────────────

PROVED = 'direct_arr = 2_000_000\n[company.proof]\nsales_playbook = "playbook.md"\n'


@pytest.mark.parametrize(
    ("arr", "kind", "starts", "expected"),
    [
        (999_999, "isv", "2026-01-01", []),
        (1_000_000, "isv", "2026-01-01", ["warning"]),
        (4_999_999, "si", "2027-11-24", ["warning"]),
        (4_999_999, "si", "2027-11-25", []),
        (5_000_000, "isv", "2026-01-01", []),
        (3_000_000, "referral", "2026-01-01", []),
    ],
)
def test_only_referral_starts_soon_from_1m_to_5m(
    arr: int, kind: str, starts: str, expected: list[str]
) -> None:
    program = program_of(PILOT + company(arr) + tracks(kind) + f"starts = {starts}\n")
    assert said(program, "FRM002") == [(severity, f"tracks.{kind}.starts") for severity in expected]


@pytest.mark.parametrize(
    ("facts", "rest", "severity"),
    [
        (PROVED, RESELLER, "note"),
        (PROVED.replace("2_000_000", "1_999_999"), RESELLER, "warning"),
        (PROVED.replace("playbook.md", "none"), RESELLER, "warning"),
        (PROVED, VAR + "may_resell = false\n", "warning"),
        (PROVED, RESELLER.replace("[tracks", SILVER + "[tracks"), "warning"),
    ],
)
def test_proved_resale_without_tiers_is_only_a_note(facts: str, rest: str, severity: str) -> None:
    text = PILOT + company(3_000_000, facts) + rest + "starts = 2026-01-01\n"
    assert said(program_of(text), "FRM002") == [(severity, "tracks.var.starts")]


@pytest.mark.parametrize(
    ("facts", "severity"),
    [("", ["warning"]), ("direct_arr = 2_000_000\n", ["warning"]), (PROVED, [])],
)
def test_resale_that_is_not_said_is_waited_for_only_where_it_decides(facts: str, severity: list[str]) -> None:
    program = program_of(PILOT + company(3_000_000, facts) + VAR + "starts = 2026-01-01\n")
    assert [grade for grade, _ in said(program, "FRM002")] == severity
    assert [each.address for each in waits(program, "FRM002")] == (
        [] if severity else ["tracks.var.may_resell"]
    )


def test_a_track_of_unknown_start_waits_and_does_not_silence_the_others() -> None:
    text = PILOT + company(3_000_000) + tracks("isv", "si") + "starts = 2026-01-01\n"
    program = program_of(text)
    assert said(program, "FRM002") == [("warning", "tracks.si.starts")]
    assert [each.address for each in waits(program, "FRM002")] == ["tracks.isv.starts"]


def test_the_day_after_twelve_months_passes() -> None:
    program = program_of(PILOT + company(3_000_000) + tracks("isv") + "starts = 2026-01-01\n")
    (finding,) = found(program, "FRM002")
    assert finding.passes == date(2027, 11, 25)
    assert said(mended(program, finding), "FRM002") == []


# ── FRM003 ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("arr", "target", "passes"),
    [
        (1_000_000, 2, 3),
        (1_000_000, 3, None),
        (4_999_999, 10, None),
        (4_999_999, 11, 10),
        (999_999, 50, None),
        (5_000_000, 50, None),
    ],
)
def test_three_to_ten_partners_from_1m_to_5m(arr: int, target: int, passes: int | None) -> None:
    program = program_of(PILOT + company(arr) + f"[recruiting]\ntarget_active = {target}\n")
    findings = found(program, "FRM003")
    assert [finding.severity for finding in findings] == ([] if passes is None else ["warning"])
    for finding in findings:
        assert finding.address == "recruiting.target_active"
        assert finding.limit == "3 to 10"
        assert said(mended(program, finding), "FRM003") == []


def test_no_target_is_to_do_in_a_draft() -> None:
    assert said(program_of(DRAFT + company(2_000_000)), "FRM003") == [("todo", "recruiting.target_active")]


# ── FRM004, FRM005 ──────────────────────────────────────────────────────────

FORMAL = VAR + 'agreement = "contract.pdf"\n' + SILVER + "[conflict.registration]\nenabled = true\n"


def asking(*goals: str, status: str = "pilot") -> str:
    return f'[program]\nstatus = "{status}"\ngoals = {list(goals)}\n'


@pytest.mark.parametrize(
    ("arr", "fires"), [(4_999_999, False), (5_000_000, True), (20_000_000, True), (20_000_001, False)]
)
def test_isv_is_expected_from_5m_to_20m_inclusive(arr: int, fires: bool) -> None:
    program = program_of(asking("all") + company(arr) + FORMAL)
    assert said(program, "FRM004") == ([("warning", "tracks.isv")] if fires else [])


def test_a_type_that_no_goal_asks_for_is_only_a_note() -> None:
    program = program_of(asking("existing-networks") + company(8_000_000) + VAR)
    assert said(program, "FRM004") == [
        ("note", "tracks.isv"),
        ("note", "tracks.var.agreement"),
        ("note", "tiers"),
        ("note", "conflict.registration.enabled"),
    ]


def test_a_formal_var_track_and_an_isv_track_are_enough() -> None:
    assert said(program_of(asking("all") + company(8_000_000) + tracks("isv") + FORMAL), "FRM004") == []


@pytest.mark.parametrize(
    ("gone", "instead", "at"),
    [
        ('agreement = "contract.pdf"\n', "", "tracks.var.agreement"),
        ("rank = 1", "rank = 0", "tiers"),
        ("enabled = true", "enabled = false", "conflict.registration.enabled"),
        ("enabled = true", 'enabled = true\ntracks = ["isv"]', "conflict.registration.tracks"),
    ],
)
def test_a_var_track_is_formal_with_agreement_tiers_and_registration(
    gone: str, instead: str, at: str
) -> None:
    text = asking("new-markets") + company(8_000_000) + tracks("isv") + FORMAL.replace(gone, instead)
    assert said(program_of(text), "FRM004") == [("warning", at)]


def test_a_var_track_that_may_not_register_is_added_to_those_that_may() -> None:
    text = FORMAL.replace("enabled = true", 'enabled = true\ntracks = ["isv"]')
    program = program_of(asking("all") + company(8_000_000) + tracks("isv") + text)
    (finding,) = found(program, "FRM004")
    assert finding.passes == ("isv", "var")
    assert said(mended(program, finding), "FRM004") == []


def test_the_fix_adds_the_track_even_where_its_key_is_taken() -> None:
    program = program_of(asking("all") + company(8_000_000) + '[tracks.isv]\ntype = "referral"\n' + FORMAL)
    (finding,) = found(program, "FRM004")
    assert finding.address == "tracks.isv-2"
    assert said(mended(program, finding), "FRM004") == []


def test_a_track_without_a_type_may_be_the_one_that_is_missing() -> None:
    program = program_of(asking("all") + company(8_000_000) + "[tracks.new]\nname = 'New'\n" + FORMAL)
    assert said(program, "FRM004") == []
    assert {each.address for each in waits(program, "FRM004")} == {"tracks.new.type"}


def test_a_missing_track_is_to_do_in_a_draft_and_judged_in_the_outside_view() -> None:
    assert said(program_of(asking("all", status="draft") + company(8_000_000) + FORMAL), "FRM004") == [
        ("todo", "tracks.isv")
    ]
    outside = asking("all") + 'perspective = "outside"\n' + company(8_000_000) + FORMAL
    assert said(program_of(outside), "FRM004") == [("warning", "tracks.isv")]


def test_above_20m_everything_that_is_missing_is_named() -> None:
    text = asking("new-markets") + company(20_000_001) + tracks("var") + "[enablement]\nportal = 'none'\n"
    program = program_of(text)
    assert said(program, "FRM005") == [
        ("note", "tracks.referral"),
        ("note", "tracks.isv"),
        ("warning", "tracks.si"),
        ("warning", "enablement.portal"),
    ]
    for finding in found(program, "FRM005"):
        program = mended(program, finding)
    assert said(program, "FRM005") == []


def test_a_wiki_and_a_form_do_up_to_20m() -> None:
    rest = tracks("referral", "isv", "var", "si") + "[enablement]\nportal = 'wiki-and-form'\n"
    assert said(program_of(PILOT + company(20_000_000) + rest), "FRM005") == []
    (finding,) = found(program_of(PILOT + company(20_000_001) + rest), "FRM005")
    assert (finding.address, finding.passes) == ("enablement.portal", "partner-portal")


# ── the example of the format ───────────────────────────────────────────────


def test_the_sample_program_fits_its_company() -> None:
    program = program_of(SAMPLE.read_text(encoding="utf-8"))
    said_there = [each for each in report(program).findings if each.code.startswith("FRM")]
    assert [(each.code, each.address) for each in said_there] == []


@pytest.mark.parametrize(("arr", "fires"), [(999_999, True), (1_000_000, False)])
def test_a_launch_needs_a_million_dollars(arr: int, fires: bool) -> None:
    expected = [("error", "program.status")] if fires else []
    assert said(program_of(LAUNCHED + company(arr)), "FRM001") == expected


def test_a_single_ranked_tier_can_become_an_unranked_way_in() -> None:
    program = program_of(PILOT + company(1) + VAR + SILVER)
    (finding,) = found(program, "FRM001")
    assert said(mended(program, finding), "FRM001") == []
    gold = SILVER.replace("silver", "gold").replace("rank = 1", "rank = 2")
    (finding,) = found(program_of(PILOT + company(1) + VAR + gold + SILVER), "FRM001")
    assert (finding.address, finding.passes) == ("tiers.silver.rank", None)
    assert "(silver, gold)" in finding.message


def test_sums_are_in_the_programs_currency_and_names_are_short() -> None:
    text = PILOT + 'currency = "EUR"\n' + company(1) + SILVER + f'name = "{"x" * 41}"\n'
    (finding,) = found(program_of(text), "FRM001")
    assert finding.limit == "from 1,000,000 EUR"
    assert "x" * 39 + "…" in finding.message
    assert "x" * 40 not in finding.message


def test_withheld_goals_leave_the_severity_open() -> None:
    head = '[program]\nstatus = "pilot"\ngoals = "withheld"\n'
    program = program_of(head + company(8_000_000) + FORMAL)
    assert said(program, "FRM004") == []
    assert {(each.address, each.withheld) for each in waits(program, "FRM004")} == {("program.goals", True)}
