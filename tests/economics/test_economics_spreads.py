"""Normal and log-normal curves, concentration, tier reach, registration windows."""

import math
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerbook.economics import concentration, normal, reach, window

shares = st.floats(0.001, 0.999)


@given(st.floats(1e-12, 1 - 1e-12))
def test_the_inverse_agrees_with_the_standard_library(p: float) -> None:
    assert normal.inverse(p) == pytest.approx(NormalDist().inv_cdf(p), rel=1e-7, abs=1e-9)


@given(st.floats(-6, 6))
def test_the_curve_agrees_with_the_standard_library_and_with_its_inverse(x: float) -> None:
    assert normal.cdf(x) == pytest.approx(NormalDist().cdf(x), rel=1e-9, abs=1e-15)
    assert normal.inverse(normal.cdf(min(x, 5.0))) == pytest.approx(min(x, 5.0), rel=1e-6, abs=1e-9)


def test_far_tails_are_answered() -> None:
    assert normal.inverse(1e-300) == pytest.approx(-37.0471, abs=1e-3)
    assert normal.inverse(5e-324) < -37


@pytest.mark.parametrize("p", [0, 1, -0.1, 1.5])
def test_a_chance_outside_its_range_is_refused(p: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        normal.inverse(p)


@pytest.mark.parametrize(("top", "share", "sigma"), [(0.2, 0.8, 1.683), (0.2, 0.7, 1.366), (0.1, 0.7, 1.806)])
def test_the_spread_of_a_concentration(top: float, share: float, sigma: float) -> None:
    assert concentration.sigma_of_share(share, top) == pytest.approx(sigma, abs=5e-4)


def test_no_and_full_concentration() -> None:
    assert concentration.sigma_of_share(0.2) == 0
    assert concentration.sigma_of_share(0.1) == 0
    assert concentration.sigma_of_share(1.0) == math.inf


def test_the_pareto_exponent() -> None:
    assert concentration.pareto_alpha(0.2, 0.8) == pytest.approx(1.161, abs=5e-4)
    with pytest.raises(ValueError, match="top share"):
        concentration.pareto_alpha(0.8, 0.2)


@given(st.floats(0.21, 0.99))
def test_spread_and_share_of_the_top_are_inverse(share: float) -> None:
    assert concentration.share_of_top(0.2, concentration.sigma_of_share(share)) == pytest.approx(share)


def test_the_lorenz_curve_goes_from_corner_to_corner_below_the_diagonal() -> None:
    curve = concentration.lorenz(1.683, 5)
    assert curve[0] == (0, 0)
    assert curve[-1] == (1, 1)
    assert curve[4][1] == pytest.approx(0.2, abs=1e-3)
    assert all(revenue <= heads for heads, revenue in curve)


@pytest.mark.parametrize(
    ("threshold", "share"), [(25_000, 0.49), (50_000, 0.33), (100_000, 0.20), (300_000, 0.068)]
)
def test_how_many_reach_a_tier(threshold: int, share: float) -> None:
    sigma = concentration.sigma_of_share(0.8)
    assert reach.share_reaching(threshold, 100_000, sigma) == pytest.approx(share, abs=5e-3)


def test_the_borders_of_reach() -> None:
    assert reach.share_reaching(0, 0, 1.7) == 1
    assert reach.share_reaching(1, 0, 1.7) == 0
    assert reach.share_reaching(100, 100, 0) == 1
    assert reach.share_reaching(101, 100, 0) == 0
    assert reach.share_reaching(1, 100, math.inf) == 0
    assert reach.highest_threshold(0.25, 0, 1.7) == 0


@given(st.floats(1, 1e9), st.floats(1, 1e9), st.floats(0.1, 4))
def test_a_higher_threshold_is_reached_by_fewer(threshold: float, mean: float, sigma: float) -> None:
    lower, higher = (reach.share_reaching(at, mean, sigma) for at in (threshold, threshold * 1.5))
    assert 0 <= higher <= lower <= 1


@given(shares, st.floats(1, 1e9), st.floats(0.1, 4))
def test_the_threshold_that_is_proposed_is_reached(share: float, mean: float, sigma: float) -> None:
    threshold = reach.highest_threshold(share, mean, sigma)
    assert reach.share_reaching(threshold, mean, sigma) == pytest.approx(share)


@pytest.mark.parametrize(("variation", "covered", "needed"), [(0.5, 0.355, 1.33), (0.8, 0.48, 1.41)])
def test_what_a_window_covers(variation: float, covered: float, needed: float) -> None:
    assert window.cover(75, 100, variation) == pytest.approx(covered, abs=5e-3)
    days = window.days_needed(0.8, 10_000, variation)
    assert days is not None
    assert days / 10_000 == pytest.approx(needed, abs=5e-3)


def test_the_borders_of_a_window() -> None:
    assert window.cover(0, 100, 0.5) == 0
    assert window.cover(0, 0, 0.5) == 1
    assert window.cover(10, 0, 0.5) == 1
    assert window.cover(99, 100, 0) == 0
    assert window.cover(100, 100, 0) == 1
    assert window.days_needed(0.8, 100, 0) == 100
    assert window.days_needed(0.8, 0, 0.5) == 0
    assert window.days_needed(0.8, 2**60, 0.5) is None


@given(shares, st.integers(1, 700), st.floats(0.01, 1.5))
def test_the_days_that_are_proposed_are_enough_and_no_fewer_are(
    share: float, mean: int, variation: float
) -> None:
    days = window.days_needed(share, mean, variation)
    assert days is not None
    assert window.cover(days, mean, variation) >= share
    assert days == 0 or window.cover(days - 1, mean, variation) < share
