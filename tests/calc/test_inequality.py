"""Ridits and the slope index of inequality: golden values, a slow twin, and the edges."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.calc import inequality

# Worked by hand with fractions: people 100, 200, 100 from the least to the most deprived, so that
# the ridits are 50/400, 200/400 and 350/400; values 10, 8, 3. With r - 1/2 = -3/8, 0, 3/8:
# scale = 100 x 9/64 x 2 = 28.125; sum n (r - 1/2) y = 100 x (-3/8) x 10 + 100 x 3/8 x 3 = -262.5;
# slope = -262.5 / 28.125 = -28/3. The mean is (1000 + 1600 + 300) / 400 = 7.25.
PEOPLE, SCORES, VALUES = [100, 200, 100], [5.0, 20.0, 40.0], [10.0, 8.0, 3.0]


def test_ridits_are_the_share_of_people_less_deprived_and_half_of_the_equals():
    assert inequality.ridits(SCORES, PEOPLE).tolist() == [0.125, 0.5, 0.875]
    shared = inequality.ridits([1, 1, 2, np.nan, 3], [100, 100, 100, 100, 0])
    np.testing.assert_allclose(shared, [1 / 3, 1 / 3, 5 / 6, np.nan, np.nan])


def test_the_slope_is_the_one_worked_by_hand():
    found = inequality.slope(VALUES, SCORES, PEOPLE)
    assert found.slope == pytest.approx(-28 / 3)
    assert (found.least, found.most) == (pytest.approx(7.25 + 14 / 3), pytest.approx(7.25 - 14 / 3))
    # Residuals -3/4, 3/4, -3/4 (10 - 10.75, 8 - 7.25, 3 - 3.75): the outer two make the variance.
    error = np.sqrt(2 * (100 * 0.375 * 0.75) ** 2) / 28.125 * np.sqrt(3)
    t = 12.706204736432095  # Student's t, 97.5%, one degree of freedom: any table
    assert found.upper - found.slope == pytest.approx(t * error)
    assert not found.is_more_than_chance


def test_a_straight_line_is_found_again_and_is_more_than_chance():
    draw = np.random.default_rng(3)
    people, score = draw.integers(500, 9000, 200), draw.permutation(200)
    ridit = inequality.ridits(score, people)
    found = inequality.slope(80 - 12 * ridit + draw.normal(0, 0.5, 200), score, people)
    assert found.slope == pytest.approx(-12, abs=0.5)
    assert found.lower < -12 < found.upper and found.is_more_than_chance


practices = st.lists(
    st.tuples(st.integers(-50, 50), st.integers(0, 5), st.integers(1, 9000)), min_size=3, max_size=9
)


@given(practices)
def test_it_agrees_with_the_normal_equations_in_exact_fractions(rows):
    total = sum(n for _, _, n in rows)
    ridit = [
        (sum(n for _, other, n in rows if other < score)
         + Fraction(sum(n for _, other, n in rows if other == score), 2)) / total
        for _, score, _ in rows
    ]  # fmt: skip
    xs = [(n, r, Fraction(y)) for (y, _, n), r in zip(rows, ridit, strict=True)]
    sw, sx = sum(n for n, _, _ in xs), sum(n * r for n, r, _ in xs)
    sxx = sum(n * r * r for n, r, _ in xs)
    sy, sxy = sum(n * y for n, _, y in xs), sum(n * r * y for n, r, y in xs)
    below = sw * sxx - sx * sx
    found = inequality.slope(*([row[at] for row in rows] for at in (0, 1, 2)))
    if below == 0:
        assert np.isnan(found.slope)
    else:
        exact = float((sw * sxy - sx * sy) / below)
        assert found.slope == pytest.approx(exact, abs=1e-8, rel=1e-8)


def test_who_lacks_a_number_takes_no_part_and_too_few_say_nothing():
    with_gaps = inequality.slope(
        [*VALUES, 99, np.nan, 50], [*SCORES, np.nan, 3, 3], [*PEOPLE, 10, 10, 0]
    )
    assert with_gaps == inequality.slope(VALUES, SCORES, PEOPLE)
    for nothing in (
        inequality.slope([], [], []),
        inequality.slope([1, 2], [1, 2], [5, 5]),
        inequality.slope([1, 2, 3], [7, 7, 7], [5, 5, 5]),
    ):
        assert np.isnan(nothing.slope) and not nothing.is_more_than_chance


def test_fifths_and_scores_of_equals_give_the_same_as_what_they_add_up_to():
    """Practices of a fifth share their ridit, so that adding them up first changes nothing."""
    values, fifth, people = [4.0, 8.0, 5.0, 2.0], [1, 1, 2, 3], [100, 300, 200, 100]
    together = inequality.slope([7.0, 5.0, 2.0], [1, 2, 3], [400, 200, 100])
    assert inequality.slope(values, fifth, people).slope == pytest.approx(together.slope)
