"""The decision tree as advice, held against the checks that will judge what it recommends."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerbook.economics.months import months_between
from partnerbook.economics.plan import PHASES, Plan, arr_branch, asked_types, recommend
from partnerbook.program.values import add_months

TODAY = date(2026, 8, 31)
GOALS = ("new-markets", "integration-lock-in", "existing-networks", "all")
ALL_GOALS = st.sets(st.sampled_from(GOALS))
REVENUE = st.one_of(
    st.sampled_from([0, 999_999, 1_000_000, 4_999_999, 5_000_000, 20_000_000, 20_000_001]),
    st.integers(0, 100_000_000),
)


def types(plan: Plan) -> list[str]:
    return [track.type for track in plan.tracks]


@pytest.mark.parametrize(
    ("arr", "branch"),
    [
        (0, "below-1m"),
        (999_999, "below-1m"),
        (1_000_000, "1m-5m"),
        (4_999_999, "1m-5m"),
        (5_000_000, "5m-20m"),
        (20_000_000, "5m-20m"),
        (20_000_000.5, "above-20m"),
    ],
)
def test_the_borders_of_the_bands(arr: float, branch: str) -> None:
    found = arr_branch(arr)
    assert found is not None
    assert found.id == branch


def test_what_goals_ask_for() -> None:
    assert asked_types(["new-markets"]) == ("var", "si")
    assert asked_types(["existing-networks", "integration-lock-in"]) == ("referral", "isv")
    assert asked_types(["all"]) == PHASES
    assert asked_types(["world-peace"]) == ()


def test_below_a_million_the_smallest_referral_pilot() -> None:
    plan = recommend(["all"], 500_000, 500_000, None, TODAY)
    assert types(plan) == ["referral"]
    assert not plan.formal
    assert plan.partners == (1, 3)
    assert plan.pilot is not None
    assert 10 <= plan.pilot.commission_percent <= 20
    assert plan.pilot.to_sign == 8
    assert [later.type for later in plan.later] == ["isv", "var", "si"]
    assert {"prove-sales", "playbook", "hire"} <= {step.id for step in plan.first}


def test_from_one_million_referral_and_nothing_else_for_a_year() -> None:
    plan = recommend(["all"], 2_000_000, 1_500_000, True, TODAY)
    assert types(plan) == ["referral", "isv", "var"]
    assert plan.partners == (3, 10)
    assert not any(track.formal or track.resells for track in plan.tracks)
    assert plan.tracks[0].starts == TODAY
    assert plan.tracks[1].starts > add_months(TODAY, 12)
    assert [later.type for later in plan.later] == ["si"]
    assert plan.pilot is None


def test_from_five_million_a_formal_program() -> None:
    plan = recommend(["new-markets"], 8_000_000, 7_500_000, True, TODAY, has_playbook=True)
    assert types(plan) == ["var", "referral", "isv"]
    assert [track.asked for track in plan.tracks] == [True, False, False]
    assert plan.formal
    assert plan.portal == "wiki-and-form"
    assert plan.first == ()
    assert plan.open == ()


def test_above_twenty_million_the_whole_ecosystem() -> None:
    plan = recommend(["all"], 30_000_000, 25_000_000, True, TODAY)
    assert types(plan) == list(PHASES)
    assert [track.start_month for track in plan.tracks] == [0, 6, 12, 18]
    assert plan.tracks[1].starts == date(2027, 2, 28)
    assert plan.portal == "partner-portal"


def test_nobody_there_moves_every_start() -> None:
    plan = recommend(["all"], 30_000_000, 25_000_000, False, TODAY)
    assert [track.start_month for track in plan.tracks] == [3, 9, 15, 21]
    assert plan.manager_starts == plan.tracks[0].starts
    assert "hire" in {step.id for step in plan.first}


def test_without_direct_revenue_a_reseller_begins_on_commission() -> None:
    plan = recommend(["new-markets"], 6_000_000, 1_000_000, True, TODAY)
    assert "var" in types(plan)
    assert not any(track.resells for track in plan.tracks)
    assert "direct-revenue" in {step.id for step in plan.first}


def test_what_is_not_answered_is_open() -> None:
    plan = recommend([], None, None, None, TODAY)
    assert plan.open == ("goal", "arr", "team")
    assert plan.tracks == ()
    assert plan.partners is None
    assert types(recommend(["all"], None, None, None, TODAY)) == list(PHASES)


def test_every_branch_taken_says_what_it_changed_and_where_it_comes_from() -> None:
    plan = recommend(GOALS, 8_000_000, 7_500_000, False, TODAY)
    assert [taken.question for taken in plan.taken] == ["goal"] * 4 + ["arr", "team"]
    assert all(taken.changed and taken.answer and taken.source == "card" for taken in plan.taken)


@given(ALL_GOALS, REVENUE, st.one_of(st.none(), REVENUE), st.sampled_from([True, False, None]))
def test_the_plan_passes_the_checks_that_judge_it(
    goals: set[str], arr: int, direct: int | None, person: bool | None
) -> None:
    plan = recommend(goals, arr, direct, person, TODAY)
    starts = {track.type: track.starts for track in plan.tracks}
    formal = {track.type for track in plan.tracks if track.formal}
    if arr < 1_000_000:  # FRM001
        assert not plan.formal
    elif arr < 5_000_000:  # FRM002
        assert plan.partners == (3, 10)
        assert all(kind == "referral" or day > add_months(TODAY, 12) for kind, day in starts.items())
    elif arr <= 20_000_000:  # FRM004
        assert {"isv", "var"} <= starts.keys()
        assert "var" in formal
        assert plan.formal
    else:  # FRM005
        assert starts.keys() == set(PHASES)
        assert plan.portal == "partner-portal"
    if "all" in goals:  # FRM007
        order = [starts[kind] for kind in PHASES if kind in starts]
        assert order == sorted(set(order))
    if person is not True:  # FRM008
        assert "hire" in {step.id for step in plan.first}
    assert all(plan.manager_starts <= day for day in starts.values())
    if direct is not None and direct < 2_000_000:  # FRM012
        assert not any(track.resells for track in plan.tracks)
    if any(track.resells for track in plan.tracks):  # FRM013
        assert "playbook" in {step.id for step in plan.first}


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 3, 31), 10**9, date.max),
    ],
)
def test_calendar_months(day: date, months: int, later: date) -> None:
    assert add_months(day, months) == later


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2026, 1, 31), date(2026, 2, 28), 1),
        (date(2026, 1, 15), date(2026, 2, 14), 0),
        (date(2026, 1, 15), date(2027, 1, 15), 12),
        (date(2026, 2, 15), date(2026, 1, 16), 0),
        (date(2026, 2, 15), date(2026, 1, 15), -1),
    ],
)
def test_whole_months_between_days(first: date, last: date, months: int) -> None:
    assert months_between(first, last) == months


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 240))
def test_adding_months_and_counting_them_agree(day: date, months: int) -> None:
    assert months_between(day, add_months(day, months)) == months
