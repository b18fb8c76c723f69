"""Over-dispersion: estimated from ten practices on, never narrowing, and widening by its kind.

Golden values worked by hand below, and with bc (arc tangent and square root, 20 digits) where it
says so.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.calc import dispersion, funnel, intervals
from scorecard.calc.dispersion import Dispersion, effective, estimate, inflation
from scorecard.calc.types import Comparison, Polarity, Sampling
from tests.reference import dispersion as slow

RATE, SHARE = Sampling.POISSON, Sampling.PROPORTION
# Ten rates per 100 people whose square roots are whole tenths, about a pooled 0.25.
EVENTS = [16, 36, 16, 36, 16, 36, 25, 25, 16, 28]
shares = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_a_rate_by_hand():
    # Pooled 250 / 1000 = 0.25, root 0.5, z = 20 (root - 0.5): -2 for 16, 2 for 36, 0 for 25 and
    # 20 (sqrt 0.28 - 0.5) = 0.583005 for 28. Four at -2 and three at 2 are more than a tenth, so
    # nothing is drawn in: phi = (7 x 4 + 0.339895) / 10 = 2.8339895. With w = 400 each, tau^2 =
    # (28.339895 - 9) / (4000 - 400) = 0.00537219.
    found = estimate(RATE, EVENTS, [100] * 10)
    assert found.practices == 10
    assert found.phi == pytest.approx(2.8339895, abs=1e-6)
    assert found.tau_squared == pytest.approx(0.00537219, abs=1e-8)


def test_a_proportion_by_hand():
    # Ten of 20 people, pooled 0.5: z = 2 sqrt(20) (asin sqrt p - pi / 4). With bc, a(1/3) for
    # p = 0.1 and a(3) for p = 0.9: 0.3217505544 and 1.2490457724, so z = -/+ 4.1469903.
    found = estimate(SHARE, [2, 18] * 5, [20] * 10)
    assert found.phi == pytest.approx(4.1469903**2, abs=1e-5)
    assert found.tau_squared == pytest.approx((10 * 4.1469903**2 - 9) / (800 - 80), abs=1e-6)


def test_one_far_out_is_drawn_in_and_does_not_widen_its_own_limits():
    # Eleven practices: position 1 of 0..10 is the 10% quantile and 9 the 90% quantile, so that the
    # one at z = 20 (sqrt 1.21 - root of the pooled) counts as the next below it.
    events = [16, 36] * 5 + [121]
    found = estimate(RATE, events, [100] * 11)
    roots = np.sqrt(np.array([*events[:10], 36]) / 100)
    z = 20 * (roots - np.sqrt(sum(events) / 1100))
    assert found.phi == pytest.approx(float((z**2).mean()))
    assert found.phi < estimate(RATE, events, [100] * 11, winsorised=0).phi


def test_chance_alone_widens_nothing():
    found = estimate(RATE, [25] * 12, [100] * 12)
    assert found == Dispersion(12, 1.0, 0.0)
    assert inflation(found, "multiplicative", [50, 5000]).tolist() == [1, 1]
    assert inflation(found, "additive", [50, 5000]).tolist() == [1, 1]


@pytest.mark.parametrize("events", [[16, 36] * 4 + [16], [], [16, 36] * 4 + [16, np.nan]])
def test_with_fewer_than_ten_practices_nothing_is_estimated(events):
    found = estimate(RATE, events, 100)
    assert found.practices == len([one for one in events if one == one])
    assert np.isnan([found.phi, found.tau_squared]).all()
    assert inflation(found, "multiplicative", [100]) == inflation(found, "additive", [100]) == 1


@pytest.mark.parametrize(
    ("sampling", "broken"),
    [
        (SHARE, (np.nan, 100)),
        (SHARE, (5, 0)),
        (SHARE, (5, -3)),
        (SHARE, (-1, 100)),
        (SHARE, (101, 100)),
        (SHARE, (5, np.inf)),
        (RATE, (np.inf, 100)),
    ],
)
def test_a_pair_that_is_no_share_or_rate_takes_no_part(sampling, broken):
    with_it = estimate(sampling, [*EVENTS, broken[0]], [100] * 10 + [broken[1]])
    assert with_it == estimate(sampling, EVENTS, [100] * 10)


@pytest.mark.parametrize("sampling", [Sampling.MEAN, Sampling.NONE])
def test_what_is_not_counted_has_no_estimate(sampling):
    assert np.isnan(estimate(sampling, EVENTS, [100] * 10).phi)


def test_multiplicative_is_the_same_at_every_size_and_additive_grows_with_it():
    found = Dispersion(40, 2.5, 0.001)
    assert inflation(found, "multiplicative", [100, 10_000, np.nan]).tolist()[:2] == [2.5, 2.5]
    # 1 + 4 n tau^2: the largest practice's limits never close.
    assert inflation(found, "additive", [0, 100, 10_000]).tolist() == [1, 1.4, 41]
    assert inflation(found, "", [100, 10_000]).tolist() == [1, 1]


def test_an_interval_of_effective_counts_is_wider_by_the_root_of_the_inflation():
    low, high = intervals.byars(40_000, 100_000)
    lower, upper = intervals.byars(effective(40_000, 4), effective(100_000, 4))
    assert (upper - lower) / (high - low) == pytest.approx(2, rel=5e-3)
    low, high = intervals.wilson(40_000, 100_000)
    lower, upper = intervals.wilson(effective(40_000, 4), effective(100_000, 4))
    assert (upper - lower) / (high - low) == pytest.approx(2, rel=5e-3)


def test_nothing_is_ever_narrowed():
    with pytest.raises(ValueError, match="1 or more"):
        effective(10, 0.5)


@given(st.lists(shares, min_size=10, max_size=40), st.sampled_from([SHARE, RATE]))
def test_the_slow_twin_agrees(pairs, sampling):
    events, people = np.array(pairs, dtype=float).T
    found = estimate(sampling, events, people)
    phi, tau_squared = slow.estimate(pairs, str(sampling))
    assert found.phi == pytest.approx(phi, rel=1e-9)
    assert found.tau_squared == pytest.approx(tau_squared, rel=1e-6, abs=1e-12)


@given(st.lists(shares, min_size=10, max_size=30), st.randoms())
def test_the_order_of_practices_changes_nothing(pairs, random):
    shuffled = random.sample(pairs, len(pairs))
    one, two = (estimate(SHARE, *np.array(each, dtype=float).T) for each in (pairs, shuffled))
    assert one.phi == pytest.approx(two.phi, rel=1e-12)
    assert one.tau_squared == pytest.approx(two.tau_squared, rel=1e-9, abs=1e-12)


@given(st.integers(0, 200), st.integers(200, 400), st.floats(1, 50))
def test_wider_limits_keep_what_the_narrower_hold(events, people, factor):
    for sampling in (SHARE, RATE):
        near, far = (
            funnel.significance(sampling, events, people, 0.3, Polarity.HIGH, inflation=one)[0]
            for one in (1, factor)
        )
        assert near != Comparison.SIMILAR or far == Comparison.SIMILAR


@pytest.mark.parametrize("model", ["multiplicative", "additive"])
def test_over_dispersed_practices_are_no_longer_all_outside(model):
    # Rates that scatter three times as much as chance allows: 40 practices of 2,000 people.
    random = np.random.default_rng(2005)
    true = random.gamma(25, 0.1 / 25, 40)
    people = np.full(40, 2000.0)
    events = random.poisson(true * people)
    found = dispersion.estimate(RATE, events, people)
    factor = dispersion.inflation(found, model, people)
    mean = events.sum() / people.sum()
    plain, _ = funnel.significance(RATE, events, people, mean, Polarity.HIGH)
    wide, _ = funnel.significance(RATE, events, people, mean, Polarity.HIGH, inflation=factor)
    assert (plain != Comparison.SIMILAR).sum() > 12
    assert (wide != Comparison.SIMILAR).sum() < 6
