"""Many numbers rounded at once are those that `show` writes."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scorecard.calc.rounding import round_many, show


@given(
    st.lists(
        st.one_of(
            st.floats(-1e6, 1e6),
            st.integers(-200_000, 200_000).map(lambda n: n / 200),  # halves at two decimals
        ),
        min_size=1,
    ),
    st.integers(0, 4),
)
def test_they_agree_with_the_words(values, decimals):
    written = [float(show(value, decimals).replace(",", "")) for value in values]
    np.testing.assert_allclose(round_many(values, decimals), written, atol=1e-9, rtol=0)


def test_the_missing_stay_missing_and_nothing_is_minus_nought():
    found = round_many([np.nan, -0.01, 28.5, 2.675], 0)
    assert np.isnan(found[0]) and str(found[1]) == "0.0" and found[2] == 29
    assert round_many([2.675], 2)[0] == 2.68
