"""Activation, retention gates, capacity, modules, places among competitors."""

import math
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from partnerbook.economics import binomial, capacity, modules, position, retention


@pytest.mark.parametrize(("activates", "signed"), [(0.2, 61), (0.3, 40), (0.4, 30), (0.5, 24), (0.6, 19)])
def test_signatures_for_ten_active_partners(activates: float, signed: int) -> None:
    assert binomial.tries_needed(10, activates, 0.8) == signed


@pytest.mark.parametrize(("least", "of", "chance"), [(0, 0, 0.3), (0, 5, 0.0), (1, 1, 1.0), (5, 5, 1.0)])
def test_certain(least: int, of: int, chance: float) -> None:
    assert binomial.chance_at_least(least, of, chance) == 1


@pytest.mark.parametrize(("least", "of", "chance"), [(1, 0, 0.3), (1, 5, 0.0), (6, 5, 0.9), (6, 5, 1.0)])
def test_impossible(least: int, of: int, chance: float) -> None:
    assert binomial.chance_at_least(least, of, chance) == 0


@given(st.integers(1, 40), st.integers(1, 40), st.floats(0.01, 0.99))
def test_the_chance_is_the_sum_of_its_parts(least: int, of: int, chance: float) -> None:
    parts = sum(math.comb(of, k) * chance**k * (1 - chance) ** (of - k) for k in range(least, of + 1))
    assert binomial.chance_at_least(least, of, chance) == pytest.approx(parts, abs=1e-9)


def test_the_normal_curve_takes_over_smoothly() -> None:
    least, of, chance = binomial.MANY + 50, 2 * binomial.MANY + 100, 0.5
    exactly = sum(math.comb(of, k) for k in range(least, of + 1)) / 2**of
    assert binomial.chance_at_least(least, of, chance) == pytest.approx(exactly, abs=1e-3)


def test_absurd_numbers_are_answered() -> None:
    assert 0 <= binomial.chance_at_least(2**60, 2**61, 0.5) <= 1
    assert binomial.tries_needed(2**60, 0.5, 0.8) is not None
    assert binomial.tries_needed(10, 1e-300, 0.8) is None


@pytest.mark.parametrize(
    ("least", "chance", "confidence", "tries"),
    [(0, 0.3, 0.8, 0), (10, 1.0, 0.8, 10), (10, 0.0, 0.8, None), (10, 0.5, 1.0, None), (10, 1.0, 1.0, 10)],
)
def test_borders_of_the_tries(least: int, chance: float, confidence: float, tries: int | None) -> None:
    assert binomial.tries_needed(least, chance, confidence) == tries


@given(st.integers(1, 60), st.floats(0.05, 0.95), st.floats(0.5, 0.99))
def test_the_signatures_that_are_proposed_are_enough_and_no_fewer_are(
    least: int, chance: float, confidence: float
) -> None:
    tries = binomial.tries_needed(least, chance, confidence)
    assert tries is not None
    assert binomial.chance_at_least(least, tries, chance) >= confidence
    assert binomial.chance_at_least(least, tries - 1, chance) < confidence


@pytest.mark.parametrize(("clients", "gate", "passes"), [(5, 90, 0.59), (10, 95, 0.35)])
def test_small_numbers_decide_a_retention_gate(clients: int, gate: int, passes: float) -> None:
    assert retention.chance_to_pass(clients, 90, gate) == pytest.approx(passes, abs=5e-3)
    assert retention.chance_to_miss(clients, 90, gate) == pytest.approx(1 - passes, abs=5e-3)


def test_the_clients_that_must_stay_are_counted_exactly() -> None:
    assert retention.clients_to_keep(10, 70) == 7
    assert retention.clients_to_keep(100, 0.1 + 0.2) == 1
    assert retention.clients_to_keep(8, 75) == 6
    assert retention.clients_to_keep(8, 75.1) == 7


@given(st.integers(1, 60), st.integers(50, 100))
def test_the_gate_that_is_proposed_passes_and_the_next_does_not(clients: int, stays: int) -> None:
    gate = retention.highest_gate_percent(clients, stays, 0.2)
    assume(gate is not None)
    assert gate is not None
    assert retention.chance_to_miss(clients, stays, gate) <= 0.2
    assert gate == 100 or retention.chance_to_miss(clients, stays, gate + 1) > 0.2


def test_where_no_gate_is_fair_none_is_proposed() -> None:
    assert retention.highest_gate_percent(1, 50, 0.2) is None


def test_hours_against_capacity() -> None:
    load = capacity.load([(5, 3), (8, 8)], 2, 12, managers=1, hours_per_year=1_600)
    assert load.tier_hours == 79
    assert load.hours == 103
    assert load.capacity_hours == pytest.approx(133.3, abs=0.1)
    assert load.used == pytest.approx(103 / (1_600 / 12))


def test_without_managers_no_share_is_used() -> None:
    assert capacity.load([(5, 3)], 0, 0, managers=0, hours_per_year=1_600).used is None


def test_managers_for_partners() -> None:
    assert capacity.managers_needed(45, 30) == 1.5


@pytest.mark.parametrize(("minutes", "count"), [(14, 2), (10, 1), (10.1, 2), (30, 3), (0, 1), (30.5, 4)])
def test_a_long_module_splits(minutes: float, count: int) -> None:
    assert modules.pieces(minutes, 10) == count


def test_a_limit_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="limit"):
        modules.pieces(10, 0)


def test_the_middle_of_competitors() -> None:
    assert position.median([]) is None
    assert position.median([Decimal(30), Decimal(10), Decimal(20)]) == 20
    assert position.median([Decimal(10), Decimal(20), Decimal(30), Decimal(15)]) == Decimal("17.5")


def test_the_place_among_competitors() -> None:
    others = [Decimal(10), Decimal(20), Decimal(20), Decimal(30)]
    assert position.percentile(Decimal(20), others) == 0.5
    assert position.percentile(Decimal(31), others) == 1
    assert position.percentile(Decimal(20), []) is None
