"""FRM006, FRM007, FRM011-FRM013, FRM016, FRM018, FRM019: goals, proof, and what comes when."""

import pytest
from programs import found, mended, program_of, said, waits

PILOT = '[program]\nstatus = "pilot"\n'
DRAFT = '[program]\nstatus = "draft"\n'
OUTSIDE = '[program]\nstatus = "launched"\nperspective = "outside"\n'
SILVER = '[tiers.silver]\nrank = 1\ntracks = ["var"]\n'
VAR = '[tracks.var]\ntype = "var"\n'
RESELLER = VAR + "may_resell = true\n"
RATE = "[assumptions.currency_per_usd]\nvalue = 2\n"


def track(kind: str, rest: str = "") -> str:
    return f'[tracks.{kind}]\ntype = "{kind}"\n{rest}'


def tracks(*kinds: str) -> str:
    return "".join(f'[tracks.{kind}]\ntype = "{kind}"\n' for kind in kinds)


def asking(*goals: str, status: str = "pilot") -> str:
    return f'[program]\nstatus = "{status}"\ngoals = {list(goals)}\n'


# ── FRM006, FRM007 ──────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("goals", "kinds", "expected"),
    [
        (["new-markets"], [], ["tracks.var"]),
        (["new-markets"], ["var"], []),
        (["new-markets"], ["si"], []),
        (["integration-lock-in"], ["var"], ["tracks.isv"]),
        (["integration-lock-in"], ["isv"], []),
        (["existing-networks"], ["isv"], ["tracks.referral"]),
        (["existing-networks"], ["referral"], []),
        (["all"], [], ["tracks.var", "tracks.isv", "tracks.referral"]),
        (["all", "new-markets"], ["si", "isv"], ["tracks.referral"]),
    ],
)
def test_each_goal_has_a_track(goals: list[str], kinds: list[str], expected: list[str]) -> None:
    program = program_of(asking(*goals) + tracks(*kinds))
    assert said(program, "FRM006") == [("warning", at) for at in expected]
    for finding in found(program, "FRM006"):
        program = mended(program, finding)
    assert said(program, "FRM006") == []


def test_no_goal_is_to_do_in_a_draft_and_a_warning_later() -> None:
    assert said(program_of(DRAFT), "FRM006") == [("todo", "program.goals")]
    assert said(program_of(PILOT), "FRM006") == [("warning", "program.goals")]
    assert said(program_of(OUTSIDE), "FRM006") == []


def phases(**starts: str) -> str:
    return "".join(f'[tracks.{kind}]\ntype = "{kind}"\nstarts = {day}\n' for kind, day in starts.items())


@pytest.mark.parametrize(
    ("starts", "expected"),
    [
        ({"referral": "2027-01-01", "isv": "2027-01-02"}, []),
        ({"referral": "2027-01-01", "isv": "2027-01-01"}, ["isv"]),
        ({"referral": "2027-01-01", "si": "2026-12-31"}, ["si"]),
        ({"si": "2027-01-04", "var": "2027-01-03", "isv": "2027-01-02", "referral": "2027-01-01"}, []),
        ({"var": "2027-01-03", "isv": "2027-01-04", "referral": "2027-01-05"}, ["isv", "var"]),
    ],
)
def test_with_all_goals_types_start_in_their_order(starts: dict[str, str], expected: list[str]) -> None:
    program = program_of(asking("all") + phases(**starts))
    assert said(program, "FRM007") == [("error", f"tracks.{kind}.starts") for kind in expected]
    assert said(program_of(asking("new-markets") + phases(**starts)), "FRM007") == []


def test_the_earliest_start_of_a_type_counts() -> None:
    early = '[tracks.other]\ntype = "referral"\nstarts = 2027-01-01\n'
    text = asking("all") + phases(referral="2028-01-01", isv="2027-06-01")
    assert said(program_of(text), "FRM007") == [("error", "tracks.isv.starts")]
    assert said(program_of(text + early), "FRM007") == []


def test_the_last_day_of_all_offers_no_day_after_it() -> None:
    program = program_of(asking("all") + phases(referral="9999-12-31", isv="2027-06-01"))
    (finding,) = found(program, "FRM007")
    assert finding.passes is None


def test_phases_wait_for_a_start_that_is_not_written() -> None:
    program = program_of(asking("all") + phases(isv="2027-06-01") + tracks("referral"))
    assert said(program, "FRM007") == []
    assert [each.address for each in waits(program, "FRM007")] == ["tracks.referral.starts"]


# ── FRM011-FRM013 ───────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("won", "rate", "expected"),
    [
        ("0", "15", [("error", "company.proof.won_without_founders")]),
        ("1", "15", []),
        ("1", "14.99", [("warning", "company.proof.win_rate_percent")]),
        (
            "0",
            "1",
            [("error", "company.proof.won_without_founders"), ("warning", "company.proof.win_rate_percent")],
        ),
        ('"withheld"', "16", []),
    ],
)
def test_own_sales_are_proved(won: str, rate: str, expected: list[tuple[str, str]]) -> None:
    text = PILOT + f"[company.proof]\nwon_without_founders = {won}\nwin_rate_percent = {rate}\n"
    assert said(program_of(text), "FRM011") == expected


def test_the_reliable_win_rate_is_an_assumption_that_is_named() -> None:
    text = PILOT + "[company.proof]\nwon_without_founders = 1\nwin_rate_percent = 15\n"
    own = "[assumptions.minimum_win_rate_percent]\nvalue = 15.5\n"
    (finding,) = found(program_of(text + own), "FRM011")
    assert "minimum_win_rate_percent" in finding.source
    assert finding.limit == "15.5 %"


def test_unrecorded_proof_is_to_do_in_a_draft() -> None:
    assert {severity for severity, _ in said(program_of(DRAFT), "FRM011")} == {"todo"}
    assert said(program_of(PILOT), "FRM011") == [("error", "company.proof.won_without_founders")]
    assert said(program_of(OUTSIDE), "FRM011") == []


@pytest.mark.parametrize(
    ("direct", "track", "rate", "expected"),
    [
        (1_999_999, RESELLER, "", ["warning"]),
        (2_000_000, RESELLER, "", ["note"]),
        (2_999_999, RESELLER, "", ["note"]),
        (3_000_000, RESELLER, "", []),
        (3_000_000, RESELLER, RATE, ["warning"]),
        (1, VAR + "may_resell = false\n", "", []),
        (1, tracks("referral"), "", []),
        (1, tracks("si") + "may_resell = true\n", "", ["warning"]),
        (1, VAR + "may_resell = false\n" + SILVER + "may_resell = true\n", "", ["warning"]),
    ],
)
def test_direct_revenue_comes_before_resale(direct: int, track: str, rate: str, expected: list[str]) -> None:
    program = program_of(PILOT + f"[company]\ndirect_arr = {direct}\n" + track + rate)
    assert said(program, "FRM012") == [(severity, "company.direct_arr") for severity in expected]


def test_a_var_track_has_to_say_whether_it_resells() -> None:
    program = program_of(PILOT + "[company]\ndirect_arr = 1\n" + VAR)
    assert said(program, "FRM012") == []
    assert [each.address for each in waits(program, "FRM012")] == ["tracks.var.may_resell"]


@pytest.mark.parametrize(
    ("head", "playbook", "expected"),
    [
        (PILOT, '"docs/playbook.md"', []),
        (PILOT, '"none"', ["error"]),
        (PILOT, '"  "', ["error"]),
        (PILOT, '"withheld"', []),
        (PILOT, None, ["error"]),
        (DRAFT, None, ["todo"]),
        (OUTSIDE, None, []),
        (OUTSIDE, '"none"', ["error"]),
    ],
)
def test_resale_needs_a_playbook(head: str, playbook: str | None, expected: list[str]) -> None:
    proof = f"[company.proof]\nsales_playbook = {playbook}\n" if playbook else ""
    program = program_of(head + proof + RESELLER)
    assert said(program, "FRM013") == [(severity, "company.proof.sales_playbook") for severity in expected]
    assert said(program_of(head + proof + tracks("referral")), "FRM013") == []


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
