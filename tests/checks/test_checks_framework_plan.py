"""FRM014, FRM017, FRM020-FRM022: what the program promises against what carries it."""

import pytest
from programs import found, mended, program_of, said, waits

PILOT = '[program]\nstatus = "pilot"\n'
DRAFT = '[program]\nstatus = "draft"\n'
OUTSIDE = '[program]\nstatus = "launched"\nperspective = "outside"\n'
SILVER = '[tiers.silver]\nrank = 1\ntracks = ["var"]\n'


def track(kind: str, rest: str = "") -> str:
    return f'[tracks.{kind}]\ntype = "{kind}"\n{rest}'


# ── FRM014, FRM021 ──────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("arr", "target", "expected"),
    [
        (20_000_000, 30, []),
        (20_000_000, 30.1, ["warning"]),
        (19_999_999, 31, ["warning"]),
        (20_000_001, 31, []),
    ],
)
def test_up_to_20m_partners_bring_no_more_than_thirty_percent(
    arr: int, target: float, expected: list[str]
) -> None:
    program = program_of(PILOT + f"sourced_share_target_percent = {target}\n[company]\narr = {arr}\n")
    at = "program.sourced_share_target_percent"
    assert said(program, "FRM014") == [(severity, at) for severity in expected]


@pytest.mark.parametrize(
    ("target", "by", "fires"),
    [
        (49.9, "2028-01-01", False),
        (50, "2028-01-01", True),
        (50, "2029-01-15", True),
        (50, "2029-01-16", False),
    ],
)
def test_half_within_two_years_of_the_first_track_is_too_early(target: float, by: str, fires: bool) -> None:
    text = PILOT + f"sourced_share_target_percent = {target}\nsourced_share_target_by = {by}\n"
    text += "[company]\narr = 50_000_000\n" + track("var", "starts = 2028-01-01\n")
    program = program_of(text + track("referral", "starts = 2027-01-15\n"))
    findings = found(program, "FRM014")
    assert [finding.passes for finding in findings] == ([49] if fires else [])


def test_a_share_that_passes_is_low_enough_for_size_and_time() -> None:
    text = PILOT + "sourced_share_target_percent = 75\nsourced_share_target_by = 2028-01-01\n"
    text += "[company]\narr = 8_000_000\n" + track("referral", "starts = 2027-01-01\n")
    findings = found(program_of(text), "FRM014")
    assert [finding.passes for finding in findings] == [30, 30]


def plan(target: float, of: str, partners: int = 10, rest: str = "") -> str:
    facts = "[company]\narr = 10_000_000\naverage_contract_value = 25_000\nannual_retention_percent = 90\n"
    head = PILOT + f'sourced_share_target_percent = {target}\nsourced_share_of = "{of}"\n' + facts
    return head + track("referral", f"expected_partners = {partners}\npartner_year.deals = 4\n") + rest


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        (plan(10, "total-arr"), None),
        (plan(10.1, "total-arr"), 10),
        (plan(20, "new-arr", 2), None),
        (plan(20.1, "new-arr", 2), 20),
        (plan(20, "total-arr", rest=track("var", "expected_partners = 10\npartner_year.deals = 4\n")), None),
    ],
)
def test_the_plan_yields_the_share(text: str, passes: float | None) -> None:
    program = program_of(text)
    findings = found(program, "FRM021")
    assert [finding.passes for finding in findings] == ([] if passes is None else [passes])
    for finding in findings:
        assert finding.severity == "warning"
        assert said(mended(program, finding), "FRM021") == []


def test_a_plan_that_lacks_a_number_is_not_judged() -> None:
    program = program_of(plan(90, "total-arr", rest=track("var", "expected_partners = 10\n")))
    assert said(program, "FRM021") == []
    assert [each.address for each in waits(program, "FRM021")] == ["tracks.var.partner_year.deals"]


# ── FRM017 ──


@pytest.mark.parametrize(
    ("day", "fires"),
    [("2026-11-23", True), ("2026-11-24", False), ("2027-11-24", False), ("2027-11-25", True)],
)
def test_the_next_review_is_within_a_year(day: str, fires: bool) -> None:
    program = program_of(PILOT + f"next_review = {day}\n")
    findings = found(program, "FRM017")
    assert [finding.severity for finding in findings] == (["note"] if fires else [])
    for finding in findings:
        assert said(mended(program, finding), "FRM017") == []


def test_no_review_is_to_do_in_a_draft_and_a_note_later() -> None:
    assert said(program_of(DRAFT), "FRM017") == [("todo", "program.next_review")]
    program = program_of(PILOT)
    (finding,) = found(program, "FRM017")
    assert finding.severity == "note"
    assert said(mended(program, finding), "FRM017") == []


# ── FRM020, FRM022 ──────────────────────────────────────────────────────────

BUDGET = "[enablement]\nannual_budget = 1\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (BUDGET + track("referral"), []),
        (BUDGET + track("var"), ["tiers", "conflict.registration.enabled"]),
        (BUDGET + track("var") + SILVER, ["conflict.registration.enabled"]),
        (BUDGET + track("var") + SILVER + "[conflict.registration]\nenabled = true\n", []),
        (
            BUDGET + track("var") + SILVER + "[conflict.registration]\nenabled = false\n",
            ["conflict.registration.enabled"],
        ),
        (BUDGET + track("var") + SILVER + "[conflict.accounts.all]\nowner = 'shared'\n", []),
        (BUDGET + track("var") + SILVER + "[conflict.resolution]\nescalation_hours = 72\n", []),
        (BUDGET + track("isv"), []),
        (BUDGET + track("isv", "joint_market.co_selling = 'Together'\n"), ["conflict.registration.enabled"]),
        (BUDGET + track("si", "may_resell = false\n") + SILVER, []),
        (BUDGET + track("si", "may_resell = true\n") + SILVER, ["conflict.registration.enabled"]),
        ("[enablement]\nannual_budget = 0\n", ["enablement.annual_budget"]),
        ("", ["enablement.annual_budget"]),
        ('[enablement]\nannual_budget = "withheld"\n', []),
    ],
)
def test_a_program_has_three_pillars(text: str, expected: list[str]) -> None:
    assert said(program_of(PILOT + text), "FRM020") == [("error", at) for at in expected]


def test_missing_pillars_are_to_do_in_a_draft_and_unknown_outside() -> None:
    text = track("var")
    assert {severity for severity, _ in said(program_of(DRAFT + text), "FRM020")} == {"todo"}
    assert said(program_of(OUTSIDE + text), "FRM020") == []
    absent = "[enablement]\nannual_budget = 0\n[conflict.registration]\nenabled = false\n"
    assert said(program_of(OUTSIDE + text + absent), "FRM020") == [
        ("error", "enablement.annual_budget"),
        ("error", "conflict.registration.enabled"),
    ]


@pytest.mark.parametrize(
    ("services", "people", "expected"),
    [
        ("50", "1", []),
        ("0", "1", ["services_attach_percent"]),
        ("50", "0", ["people_certified"]),
        (None, None, ["services_attach_percent", "people_certified"]),
        ('"withheld"', "1", []),
    ],
)
def test_an_si_track_delivers(services: str | None, people: str | None, expected: list[str]) -> None:
    year = f"partner_year.services_attach_percent = {services}\n" if services else ""
    year += f"partner_year.people_certified = {people}\n" if people else ""
    program = program_of(PILOT + track("si", year))
    assert said(program, "FRM022") == [("warning", f"tracks.si.partner_year.{field}") for field in expected]


def test_the_only_track_takes_the_partners_that_are_aimed_for() -> None:
    one = plan(10.1, "total-arr").replace("expected_partners = 10\n", "")
    aimed = "[recruiting]\ntarget_active = 10\n"
    (finding,) = found(program_of(one + aimed), "FRM021")
    assert finding.passes == 10
    several = program_of(one + track("var", "expected_partners = 1\npartner_year.deals = 1\n") + aimed)
    assert said(several, "FRM021") == []
    assert [each.address for each in waits(several, "FRM021")] == ["tracks.referral.expected_partners"]


@pytest.mark.parametrize("field", ["sourced_share_target_percent", "sourced_share_of"])
def test_a_withheld_target_is_not_judged(field: str) -> None:
    text = plan(90, "total-arr").replace(f"{field} = 90", f'{field} = "withheld"')
    program = program_of(text.replace(f'{field} = "total-arr"', f'{field} = "withheld"'))
    assert said(program, "FRM021") == []
    assert [(each.address, each.withheld) for each in waits(program, "FRM021")] == [
        (f"program.{field}", True)
    ]


def test_no_target_is_to_do_in_a_draft_and_nothing_to_judge_later() -> None:
    at = "program.sourced_share_target_percent"
    assert said(program_of(DRAFT), "FRM014") == [("todo", at)]
    assert said(program_of(PILOT), "FRM014") == []
    assert waits(program_of(PILOT), "FRM021") == []


def test_a_withheld_start_leaves_an_early_target_open() -> None:
    text = PILOT + "sourced_share_target_percent = 60\nsourced_share_target_by = 2028-01-01\n"
    text += "[company]\narr = 50_000_000\n" + track("referral", "starts = 2027-01-01\n")
    assert said(program_of(text), "FRM014") != []
    program = program_of(text + track("var", 'starts = "withheld"\n'))
    assert said(program, "FRM014") == []
    assert [(each.address, each.withheld) for each in waits(program, "FRM014")] == [
        ("tracks.var.starts", True)
    ]


def test_withheld_co_selling_may_be_what_needs_rules() -> None:
    program = program_of(PILOT + BUDGET + track("isv", 'joint_market.co_selling = "withheld"\n'))
    assert said(program, "FRM020") == []
    assert [(each.address, each.withheld) for each in waits(program, "FRM020")] == [
        ("tracks.isv.joint_market.co_selling", True)
    ]
