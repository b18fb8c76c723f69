"""Small numbers are hidden by one policy, and nobody can work them out from the rates."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.calc.suppression import NHS_HOSPITAL, NOTHING_HIDDEN, SmallNumbers

NAN = np.nan
counts = st.integers(0, 500)


@pytest.mark.parametrize(
    ("count", "told"),
    [(0, 0), (1, NAN), (7, NAN), (8, 10), (12, 10), (13, 15), (17, 15), (18, 20), (1002, 1000)],
)
def test_the_hospital_rule(count, told):
    # Hospital Episode Statistics: 1 to 7 suppressed, 0 shown, all others to the nearest 5.
    found = NHS_HOSPITAL.apply(count, 2000)
    np.testing.assert_array_equal(found.numerator, told)
    assert found.suppressed == np.isnan(told)


def test_a_small_denominator_hides_the_pair():
    found = NHS_HOSPITAL.apply([0, 5, 20], [6, 50, 50])
    assert found.suppressed.tolist() == [True, True, False]
    np.testing.assert_array_equal(found.numerator, [NAN, NAN, 20])
    np.testing.assert_array_equal(found.denominator, [NAN, NAN, 50])


def test_zero_may_be_hidden_too():
    found = SmallNumbers(threshold=4, rounding_base=1, zero_shown=False).apply([0, 4, 5], 100)
    assert found.suppressed.tolist() == [True, True, False]
    assert found.numerator[2] == 5


def test_a_missing_count_is_missing_and_not_suppressed():
    found = NHS_HOSPITAL.apply([NAN, 20], [50, NAN])
    assert found.suppressed.tolist() == [False, False]
    np.testing.assert_array_equal(found.numerator, [NAN, 20])
    np.testing.assert_array_equal(found.denominator, [50, NAN])


def test_counts_that_are_public_already_are_told_as_they_are():
    found = NOTHING_HIDDEN.apply([0, 1, 3.5, -20], [1, 2, 7, 30])
    np.testing.assert_array_equal(found.numerator, [0, 1, 3.5, -20])
    assert not found.suppressed.any()


@pytest.mark.parametrize(("threshold", "base"), [(-1, 5), (7, 0)])
def test_a_policy_that_makes_no_sense_is_refused(threshold, base):
    with pytest.raises(ValueError, match="0 or more"):
        SmallNumbers(threshold, base, zero_shown=True)


@given(counts, counts)
def test_no_small_count_is_ever_told(numerator, denominator):
    found = NHS_HOSPITAL.apply(numerator, denominator)
    for told in (float(found.numerator), float(found.denominator)):
        assert np.isnan(told) or (told % 5 == 0 and not 0 < told < 8)


@given(counts, counts)
def test_a_part_never_becomes_more_than_its_whole(one, two):
    found = NHS_HOSPITAL.apply(*sorted((one, two)))
    assert found.suppressed or found.numerator <= found.denominator
