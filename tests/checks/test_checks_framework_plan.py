"""FRM008-FRM010, FRM014-FRM022: the team, the promises and what carries them."""

from datetime import date

import pytest
from programs import found, mended, program_of, said, waits

PILOT = '[program]\nstatus = "pilot"\n'
DRAFT = '[program]\nstatus = "draft"\n'
OUTSIDE = '[program]\nstatus = "launched"\nperspective = "outside"\n'
COMPLETE = OUTSIDE + 'complete = ["team", "partners"]\n'
SILVER = '[tiers.silver]\nrank = 1\ntracks = ["var"]\n'


def member(key: str, role: str = "partner-manager", share: object = 100, rest: str = "") -> str:
    return f'[team.{key}]\nrole = "{role}"\nallocation_percent = {share}\n{rest}'


def track(kind: str, rest: str = "") -> str:
    return f'[tracks.{kind}]\ntype = "{kind}"\n{rest}'


# ── FRM008 ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("team", "expected"),
    [
        (member("lead", share=80, rest="starts = 2026-01-01\n"), []),
        (member("lead", share=79.9), [("error", "team.lead.allocation_percent")]),
        (member("sales", "account-executive", 100), [("error", "team.partner-manager")]),
        (member("boss", "founder", 100), [("error", "team.partner-manager")]),
        (member("eng", "partner-engineer", 90, "starts = 2026-01-01\n"), []),
        ("", [("error", "team.partner-manager")]),
    ],
)
def test_ranked_tiers_need_somebody_first(team: str, expected: list[tuple[str, str]]) -> None:
    program = program_of(PILOT + "[recruiting]\nfirst_signing = 2026-06-01\n" + SILVER + team)
    assert said(program, "FRM008") == expected
    assert said(program_of(PILOT + team), "FRM008") == []


@pytest.mark.parametrize(
    ("first", "signing", "begins", "fires"),
    [
        ("2027-03-01", "2027-03-01", "2027-04-01", False),
        ("2027-03-02", "2027-03-01", "2027-04-01", True),
        ("2027-03-02", "2027-04-01", "2027-03-01", True),
        ("2027-03-01", None, "2027-03-01", False),
        ("2027-03-02", None, "2027-03-01", True),
    ],
)
def test_somebody_is_there_by_the_first_signing_and_the_first_start(
    first: str, signing: str | None, begins: str, fires: bool
) -> None:
    text = PILOT + SILVER + track("var", f"starts = {begins}\n") + member("lead", rest=f"starts = {first}\n")
    text += f"[recruiting]\nfirst_signing = {signing}\n" if signing else ""
    program = program_of(text)
    findings = found(program, "FRM008")
    assert [finding.address for finding in findings] == (["team.lead.starts"] if fires else [])
    for finding in findings:
        assert finding.passes == date(2027, 3, 1)
        assert said(mended(program, finding), "FRM008") == []


def test_a_first_day_that_is_not_written_is_waited_for() -> None:
    program = program_of(PILOT + SILVER + member("lead") + "[recruiting]\nfirst_signing = 2027-03-01\n")
    assert said(program, "FRM008") == []
    assert [each.address for each in waits(program, "FRM008")] == ["team.lead.starts"]


@pytest.mark.parametrize("code", ["FRM008", "FRM009"])
def test_nobody_is_to_do_in_a_draft_and_unknown_in_an_unpublished_team(code: str) -> None:
    assert said(program_of(DRAFT + SILVER), code) == [("todo", "team.partner-manager")]
    assert said(program_of(OUTSIDE + SILVER), code) == []
    assert said(program_of(COMPLETE + SILVER), code) == [("error", "team.partner-manager")]


@pytest.mark.parametrize("code", ["FRM008", "FRM009"])
def test_the_offered_manager_is_enough(code: str) -> None:
    program = program_of(PILOT + SILVER)
    (finding,) = found(program, code)
    assert said(mended(program, finding), code) == []


# ── FRM009, FRM010 ──────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("team", "expected"),
    [
        (member("lead", share=100), []),
        (member("lead", share=99), [("error", "team.lead.allocation_percent")]),
        (member("lead", share=80) + member("two", share=80), []),
        (member("lead", share=50) + member("two", share=50), [("error", "team.lead.allocation_percent")]),
        (member("a", "account-executive") + member("b", "founder"), [("error", "team.partner-manager")]),
        ("", [("error", "team.partner-manager")]),
        ('[team.lead]\nrole = "partner-manager"\n', [("error", "team.lead.allocation_percent")]),
        (member("lead", share='"withheld"'), []),
    ],
)
def test_one_full_time_person_is_the_minimum(team: str, expected: list[tuple[str, str]]) -> None:
    assert said(program_of(PILOT + team), "FRM009") == expected


def test_too_little_time_fails_in_a_draft_too_and_unwritten_time_is_to_do() -> None:
    assert said(program_of(DRAFT + member("lead", share=50)), "FRM009") == [
        ("error", "team.lead.allocation_percent")
    ]
    unwritten = program_of(DRAFT + '[team.lead]\nrole = "partner-manager"\n')
    assert said(unwritten, "FRM009") == [("todo", "team.lead.allocation_percent")]


def test_a_share_that_passes_serves_all_checks_of_the_team() -> None:
    program = program_of(PILOT + SILVER + member("lead", share=20))
    offers = {
        finding.code: finding.passes
        for code in ("FRM008", "FRM009", "FRM010")
        for finding in found(program, code)
    }
    assert offers == {"FRM008": 100, "FRM009": 100, "FRM010": 100}


def owner(key: str, rest: str = "") -> str:
    return PILOT + f'owner = "{key}"\n{rest}'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (owner("sales") + member("sales", "account-executive"), [("error", "program.owner")]),
        (owner("sales") + member("sales", "founder"), []),
        (owner("boss") + member("boss", "founder", 26), []),
        (owner("boss") + member("boss", "founder", 25), [("error", "team.boss.allocation_percent")]),
        (owner("boss") + member("boss", "founder", 10) + member("a", share=30), []),
        (owner("nobody"), []),
        (owner("withheld"), []),
        (PILOT, []),
        (DRAFT, [("todo", "program.owner")]),
    ],
)
def test_partners_are_no_side_project(text: str, expected: list[tuple[str, str]]) -> None:
    assert said(program_of(text), "FRM010") == expected


def test_the_owner_that_is_offered_gives_partners_most() -> None:
    team = member("sales", "account-executive") + member("a", share=60) + member("lead", share=100)
    program = program_of(owner("sales") + team)
    (finding,) = found(program, "FRM010")
    assert finding.passes == "lead"
    assert said(mended(program, finding), "FRM010") == []


def test_an_unknown_share_may_be_the_large_one() -> None:
    program = program_of(owner("boss") + member("boss", "founder", 10) + member("x", share='"withheld"'))
    assert said(program, "FRM010") == []
    assert [(each.address, each.withheld) for each in waits(program, "FRM010")] == [
        ("team.x.allocation_percent", True)
    ]


# ── FRM015 ──────────────────────────────────────────────────────────────────


def partners(count: int, manager: str = "lead", stage: str = "active") -> str:
    return "".join(
        f'[partners.{manager}-{number}]\nstage = "{stage}"\nmanager = "{manager}"\n'
        for number in range(count)
    )


@pytest.mark.parametrize(
    ("team", "count", "fires"),
    [
        (member("lead"), 30, False),
        (member("lead"), 31, True),
        (member("lead", share=50), 15, False),
        (member("lead", share=50), 16, True),
        (member("lead") + member("two"), 60, False),
        (member("lead") + member("two"), 61, True),
        (member("lead", "partner-marketing"), 100, False),
    ],
)
def test_a_manager_has_thirty_partners_at_most(team: str, count: int, fires: bool) -> None:
    program = program_of(PILOT + team + partners(count))
    findings = found(program, "FRM015")
    assert [finding.severity for finding in findings] == (["warning"] if fires else [])
    for finding in findings:
        assert said(mended(program, finding), "FRM015") == []


def test_only_active_partners_count() -> None:
    assert said(program_of(PILOT + member("lead") + partners(31, stage="inactive")), "FRM015") == []


SIDE = "".join(member(key, "account-executive", 50) for key in ("a", "b")) + member("c", "other", 25)


@pytest.mark.parametrize(
    ("team", "counts", "fires"),
    [
        (SIDE, (3, 3, 3), True),
        (SIDE, (3, 3, 4), False),
        (SIDE, (1, 1, 0), False),
        (SIDE.replace("= 25", "= 26"), (1, 1, 1), False),
    ],
)
def test_partners_are_not_spread_over_people_with_another_job(
    team: str, counts: tuple[int, int, int], fires: bool
) -> None:
    looked_after = "".join(partners(count, key) for key, count in zip("abc", counts, strict=True))
    program = program_of(PILOT + team + member("lead") + looked_after)
    findings = found(program, "FRM015")
    assert [finding.address for finding in findings] == (["partners.a-0.manager"] if fires else [])
    for finding in findings:
        assert said(mended(program, finding), "FRM015") == []


def test_without_a_manager_the_place_of_a_new_one_is_named() -> None:
    program = program_of(PILOT + SIDE + partners(1, "a") + partners(1, "b") + partners(1, "c"))
    assert said(program, "FRM015") == [("warning", "team.partner-manager")]


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


# ── FRM016-FRM019 ───────────────────────────────────────────────────────────

RESALE = track("var", "may_resell = true\npay.kind = 'margin'\n")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (track("referral"), "referral program"),
        (track("referral") + track("isv"), None),
        (RESALE, "channel sales"),
        (RESALE + track("si", "may_resell = true\npay.kind = 'discount'\n"), "channel sales"),
        (RESALE + track("si", "may_resell = false\npay.kind = 'discount'\n"), None),
        (RESALE + "[extra_pay.x]\ntrack = 'var'\nkind = 'commission'\n", None),
        (RESALE.replace("margin", "rebate"), None),
        (RESALE + track("referral"), None),
        ("", None),
    ],
)
def test_a_program_of_one_kind_is_something_narrower(text: str, words: str | None) -> None:
    findings = found(program_of(PILOT + text), "FRM016")
    assert [(finding.severity, finding.address) for finding in findings] == (
        [("note", "tracks")] if words else []
    )
    assert all(words is not None and words in finding.message for finding in findings)
    assert all("step" in finding.message for finding in findings)


@pytest.mark.parametrize(("one", "fires"), [("true", True), ("false", False)])
def test_one_platform_is_an_alliance(one: str, fires: bool) -> None:
    program = program_of(PILOT + track("isv", f"single_platform = {one}\n"))
    assert said(program, "FRM016") == ([("note", "tracks.isv.single_platform")] if fires else [])


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


@pytest.mark.parametrize(
    ("kind", "months", "passes"),
    [
        ("referral", 0.9, 1),
        ("referral", 1, None),
        ("referral", 3, None),
        ("referral", 3.1, 3),
        ("isv", 5, 6),
        ("isv", 6, None),
        ("var", 12, None),
        ("var", 13, 12),
        ("si", 40, None),
    ],
)
def test_pipeline_comes_in_its_usual_months(kind: str, months: float, passes: int | None) -> None:
    program = program_of(PILOT + track(kind, f"months_to_first_pipeline = {months}\n"))
    findings = found(program, "FRM018")
    assert [finding.passes for finding in findings] == ([] if passes is None else [passes])


def test_unwritten_months_are_to_do_in_a_draft_and_waited_for_later() -> None:
    at = "tracks.var.months_to_first_pipeline"
    assert said(program_of(DRAFT + track("var")), "FRM018") == [("todo", at)]
    assert said(program_of(PILOT + track("var")), "FRM018") == []
    assert [each.address for each in waits(program_of(PILOT + track("var")), "FRM018")] == [at]


@pytest.mark.parametrize(("own", "fires"), [(2, False), (2.5, True)])
def test_nothing_is_faster_than_referral(own: float, fires: bool) -> None:
    text = PILOT + track("referral", f"months_to_first_pipeline = {own}\n")
    program = program_of(text + track("si", "months_to_first_pipeline = 2\n"))
    findings = found(program, "FRM019")
    assert [(finding.severity, finding.passes) for finding in findings] == ([("note", 2)] if fires else [])


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
