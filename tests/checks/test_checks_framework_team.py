"""FRM008-FRM010, FRM015: who is there for partners, and for how many."""

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


def test_a_withheld_deadline_is_waited_for_unless_the_known_one_is_missed() -> None:
    text = (
        PILOT + SILVER + track("var", "starts = 2027-03-01\n") + '[recruiting]\nfirst_signing = "withheld"\n'
    )
    early = program_of(text + member("lead", rest="starts = 2027-03-01\n"))
    assert said(early, "FRM008") == []
    assert [(each.address, each.withheld) for each in waits(early, "FRM008")] == [
        ("recruiting.first_signing", True)
    ]
    late = program_of(text + member("lead", rest="starts = 2027-03-02\n"))
    assert said(late, "FRM008") == [("error", "team.lead.starts")]


def test_another_person_of_unknown_start_may_be_in_time() -> None:
    text = (
        PILOT + SILVER + track("var", "starts = 2027-03-01\n") + member("lead", rest="starts = 2027-03-02\n")
    )
    program = program_of(text + member("two", rest='starts = "withheld"\n'))
    assert said(program, "FRM008") == []
    assert [(each.address, each.withheld) for each in waits(program, "FRM008")] == [("team.two.starts", True)]


def test_targets_and_partners_that_left_are_nobodys_work() -> None:
    text = PILOT + SIDE + member("lead") + partners(1, "a") + partners(1, "b")
    assert said(program_of(text + partners(1, "c", "target")), "FRM015") == []
    assert said(program_of(text + partners(1, "c", "left")), "FRM015") == []
    assert said(program_of(text + partners(1, "c", "signed")), "FRM015") != []


def test_somebody_of_unknown_role_may_have_another_job() -> None:
    text = PILOT + SIDE.replace('role = "other"', 'role = "withheld"') + member("lead")
    program = program_of(text + partners(1, "a") + partners(1, "b") + partners(1, "c"))
    assert said(program, "FRM015") == []
    assert [(each.address, each.withheld) for each in waits(program, "FRM015")] == [("team.c.role", True)]


def test_partners_are_given_to_a_manager_and_to_nobody_else() -> None:
    program = program_of(
        PILOT
        + SIDE
        + member("zoe", "partner-marketing")
        + member("lead", share=50)
        + partners(1, "a")
        + partners(1, "b")
        + partners(1, "c")
        + partners(4, "zoe")
    )
    (finding,) = found(program, "FRM015")
    moved = mended(program, finding).partners
    assert [held.manager for held in moved.values()] == ["lead"] * 3 + ["zoe"] * 4
