"""Numbers are read one way everywhere, and compared without the noise of binary fractions."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.calc.arrays import floats, group_codes, steady, z_for

finite = st.floats(-1e15, 1e15)


@pytest.mark.parametrize(
    ("noisy", "clean"),
    [
        (0.1 + 0.2, 0.3),
        (0.3 - 0.2 - 0.1, 0.0),
        (0.285 * 100, 28.5),
        (1 - 1e-15, 1.0),
        (1.1 * 1.1, 1.21),
        (-0.1 - 0.2, -0.3),
    ],
)
def test_noise_of_binary_fractions_is_taken_out(noisy, clean):
    assert noisy != clean
    assert steady(noisy) == steady(clean)


@pytest.mark.parametrize(("one", "two"), [(79.96, 80), (0.3, 0.3000001), (1e9, 1e9 + 0.01)])
def test_real_differences_stay(one, two):
    assert steady(one) < steady(two)


@given(finite, finite)
def test_the_order_never_turns(one, two):
    low, high = sorted((one, two))
    assert steady(low) <= steady(high)


@pytest.mark.parametrize("power", range(-11, 16))
def test_every_size_of_number_keeps_twelve_digits(power):
    assert float(steady(1.23456789012 * 10.0**power)) == pytest.approx(
        1.23456789012 * 10.0**power, rel=1e-15, abs=5e-13
    )


@given(finite)
def test_it_moves_a_number_by_no_more_than_its_twelfth_digit(number):
    assert abs(float(steady(number)) - number) <= max(1e-11 * abs(number), 1e-12)


def test_the_missing_and_the_infinite_are_missing():
    (numbers,) = floats([1.0, np.nan, np.inf, -np.inf])
    np.testing.assert_array_equal(numbers, [1.0, np.nan, np.nan, np.nan])
    assert np.isnan(steady(np.nan))


def test_a_read_only_input_is_left_alone():
    given_numbers = np.array([np.inf, 1.0])
    floats(given_numbers)
    np.testing.assert_array_equal(given_numbers, [np.inf, 1.0])


@pytest.mark.parametrize("labels", [["b", "", "a", "b"], [7, -1, 3, 7], [7.0, np.nan, 3.0, 7.0]])
def test_groups_may_be_words_or_numbers(labels):
    codes = group_codes(labels)
    assert codes[1] == -1
    assert codes[0] == codes[3] != codes[2]


def test_groups_may_hold_none():
    codes = group_codes(np.array(["b", None, "a", "b"], dtype=object))
    assert codes[1] == -1
    assert codes[0] == codes[3] != codes[2]


def test_normal_deviates():
    # Tables of the normal distribution: 1.95996 and 3.09023.
    assert z_for(0.95) == pytest.approx(1.95996, abs=5e-6)
    assert z_for(0.998) == pytest.approx(3.09023, abs=5e-6)


@pytest.mark.parametrize("confidence", [0, 1, 95, -0.5, float("nan")])
def test_a_confidence_that_is_no_share_is_refused(confidence):
    with pytest.raises(ValueError, match="share between 0 and 1"):
        z_for(confidence)
