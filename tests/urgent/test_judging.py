"""Beyond a limit or not: side, chance, few people, and what has no value."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.definitions import DefinitionData
from indicators.inputs import Figures
from indicators.urgent import judge
from indicators.urgent_limits import Limit, Side
from scorecard.calc.types import NoBand

SHARE = DefinitionData(
    name="Seen",
    description="",
    kind="proportion",
    polarity="high",
    numerator="a",
    denominator="b",
    multiplier=100,
    unit="%",
    sampling="proportion",
)


def figures(*pairs, states=None, values=None):
    above, below = (np.array(column, float) for column in zip(*pairs, strict=True))
    size = len(pairs)
    given = np.full(size, np.nan) if values is None else np.array(values, float)
    reasons = np.full(size, NoBand.BANDED, np.int8) if states is None else np.array(states)
    return Figures(above, below, given, np.full(size, np.nan), reasons, np.ones(size, bool))


def beyond(limit, *pairs, data=SHARE, **more):
    return judge(data, figures(*pairs, **more), limit).beyond.tolist()


@pytest.mark.parametrize(
    ("side", "expected"),
    [
        (Side.ABOVE, [False, False, True]),
        (Side.AT_OR_ABOVE, [False, True, True]),
        (Side.BELOW, [True, False, False]),
        (Side.AT_OR_BELOW, [True, True, False]),
    ],
)
def test_each_side_with_and_without_the_limit_itself(side, expected):
    assert beyond(Limit(side, 40), (39, 100), (40, 100), (41, 100)) == expected


def test_the_noise_of_binary_fractions_is_no_difference():
    ratio = DefinitionData(name="x", description="", kind="score", polarity="low")
    found = judge(ratio, figures((np.nan, np.nan), values=[0.1 + 0.2]), Limit(Side.ABOVE, 0.3))
    assert found.beyond.tolist() == [False]


def test_one_of_two_patients_raises_no_alarm_where_thirty_are_asked_for():
    assert beyond(Limit(Side.ABOVE, 40, least=30), (1, 2), (15, 30), (14, 29)) == [
        False,
        True,
        False,
    ]


def test_chance_is_enough_to_stay_silent():
    # Wilson's interval of 5 of 20 is 11.2% to 46.9%, of 25 of 100 is 17.5% to 34.3%.
    limit = Limit(Side.BELOW, 40, by_chance=True)
    assert beyond(limit, (5, 20), (25, 100)) == [False, True]
    assert beyond(Limit(Side.BELOW, 40), (5, 20), (25, 100)) == [True, True]


def test_upwards_the_lower_end_of_the_interval_decides():
    # 75 of 100: 65.7% to 82.5%.
    assert beyond(Limit(Side.ABOVE, 65, by_chance=True), (75, 100)) == [True]
    assert beyond(Limit(Side.ABOVE, 66, by_chance=True), (75, 100)) == [False]


def test_what_has_no_value_is_beyond_nothing():
    states = [NoBand.NO_DATA, NoBand.SUPPRESSED, NoBand.NOT_APPLICABLE, NoBand.BANDED]
    pairs = [(0, 100), (0, 100), (0, 100), (0, 0)]
    for side in Side:
        assert not any(beyond(Limit(side, 0), *pairs, states=states))


def test_zero_is_a_value():
    assert beyond(Limit(Side.BELOW, 40), (0, 100)) == [True]


def test_a_share_that_cannot_be_is_left_to_the_checks():
    assert beyond(Limit(Side.ABOVE, 90), (120, 100), (100, 100)) == [False, True]
    assert beyond(Limit(Side.BELOW, 10), (-5, 100), (0, 100)) == [False, True]


def test_a_published_value_with_nobody_counted_is_no_signal():
    assert beyond(Limit(Side.BELOW, 40), (np.nan, 0), values=[0]) == [False]


def test_what_a_condition_asks_for_and_is_not_known_is_unsure_and_not_signalled():
    only_value = figures((np.nan, np.nan), values=[12])
    for limit in (Limit(Side.BELOW, 40, least=30), Limit(Side.BELOW, 40, by_chance=True)):
        found = judge(SHARE, only_value, limit)
        assert (found.beyond.tolist(), found.unsure.tolist()) == ([False], [True])
    found = judge(SHARE, only_value, Limit(Side.BELOW, 40))
    assert (found.beyond.tolist(), found.unsure.tolist()) == ([True], [False])


def test_too_few_people_are_known_to_be_too_few():
    limit = Limit(Side.BELOW, 40, least=30, by_chance=True)
    assert not judge(SHARE, figures((1, 29)), limit).unsure.any()


@given(
    st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200)), min_size=1, max_size=20),
    st.sampled_from(list(Side)),
    st.integers(0, 100),
    st.sampled_from([0, 20, 30]),
    st.booleans(),
)
def test_conditions_only_take_signals_away(pairs, side, value, least, by_chance):
    bare = beyond(Limit(side, value), *pairs)
    strict = beyond(Limit(side, value, least, by_chance), *pairs)
    assert all(plain or not strict_one for plain, strict_one in zip(bare, strict, strict=True))
