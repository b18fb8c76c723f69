"""The most similar practices, and the value of a group of others."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.calc.comparators import leave_one_out
from scorecard.calc.peers import median_of_groups, others_of, pooled_of_groups, similar
from scorecard.calc.quantiles import among_peers, assign
from tests.reference import peers as slow

NAN = np.nan
feature = st.one_of(st.just(NAN), st.integers(-3, 3))


def test_the_nearest_come_first():
    assert similar([[1], [2], [4], [8]], 2).tolist() == [[1, 2], [0, 2], [1, 0], [2, 1]]


def test_features_weigh_alike_whatever_their_unit():
    # List size in thousands of patients or in patients: the same peers.
    small, large = [[5, 10], [6, 30], [9, 11]], [[5000, 10], [6000, 30], [9000, 11]]
    assert similar(small, 2).tolist() == similar(large, 2).tolist()


def test_ties_go_to_the_lower_position():
    assert similar([[0], [1], [-1], [1]], 2).tolist()[0] == [1, 2]


def test_who_is_not_eligible_is_nobodys_peer_but_has_peers():
    found = similar([[1], [2], [3]], 2, eligible=[True, False, True])
    assert found.tolist() == [[2, -1], [0, 2], [0, -1]]


def test_two_practices_are_compared_by_what_both_have():
    found = similar([[1, NAN], [1.1, 9], [NAN, 9.1], [NAN, NAN]], 3)
    assert found.tolist() == [[1, -1, -1], [0, 2, -1], [1, -1, -1], [-1, -1, -1]]


def test_a_feature_in_which_all_are_alike_tells_nobody_apart():
    assert similar([[7, 1], [7, 9], [7, 2]], 1).tolist() == [[2], [2], [0]]


def test_no_practice_and_one_practice():
    assert similar(np.zeros((0, 2)), 3).shape == (0, 3)
    assert similar([[1.0]], 2).tolist() == [[-1, -1]]


def test_a_group_of_none_is_refused():
    with pytest.raises(ValueError, match="at least 1"):
        similar([[1], [2]], 0)


@given(
    st.lists(st.tuples(feature, feature, st.booleans()), min_size=1, max_size=12), st.integers(1, 6)
)
def test_similar_practices_as_the_slow_twin_finds_them(rows, k):
    features = np.array([row[:2] for row in rows], dtype=float)
    eligible = [row[2] for row in rows]
    found = similar(features, k, eligible)
    expected = slow.distances(features.tolist(), eligible)
    for practice, row in enumerate(found.tolist()):
        chosen = [other for other in row if other >= 0]
        far = [expected[practice][other] for other in chosen]
        assert practice not in chosen
        assert len(set(chosen)) == len(chosen) == min(k, len(expected[practice]))
        assert far == pytest.approx(sorted(expected[practice].values())[: len(chosen)])


def test_a_whole_country_fits_in_chunks_and_agrees_with_one():
    random = np.random.default_rng(7)
    features = random.normal(size=(600, 3))
    found = similar(features, 5)
    scaled = features / features.std(axis=0)
    away = ((scaled[:, None, :] - scaled[None, :, :]) ** 2).sum(axis=2)
    np.fill_diagonal(away, np.inf)
    np.testing.assert_array_equal(found, np.argsort(away, axis=1, kind="stable")[:, :5])


def test_the_others_of_a_network():
    found = others_of(["n", "n", "s", "n", ""], eligible=[True, True, True, False, True])
    assert found.tolist() == [[1, -1], [0, -1], [-1, -1], [0, 1], [-1, -1]]


def test_no_group_at_all_has_no_others():
    assert others_of([-1, -1]).shape == (2, 0)
    assert np.isnan(pooled_of_groups([1, 2], [3, 4], others_of([-1, -1]))).all()


values = st.one_of(st.just(NAN), st.integers(0, 9))


@given(st.lists(st.tuples(values, values, st.integers(-1, 2)), max_size=12))
def test_pooling_the_others_of_a_group_is_leaving_one_out(rows):
    above, below, groups = np.array(rows, dtype=float).reshape(-1, 3).T
    pooled = pooled_of_groups(above, below, others_of(groups), 100)
    np.testing.assert_allclose(pooled, leave_one_out(above, below, groups, 100))


def test_counts_are_added_and_never_averaged():
    found = pooled_of_groups([1, 90, NAN], [10, 100, 50], np.array([[1, 2], [0, -1], [0, 1]]), 100)
    np.testing.assert_allclose(found, [90, 10, 91 / 110 * 100])


def test_the_median_of_the_others():
    groups = np.array([[1, 2, 3], [0, 2, -1], [-1, -1, -1], [2, -1, -1]])
    np.testing.assert_array_equal(median_of_groups([5, 1, NAN, 9], groups), [5, 5, NAN, NAN])


def test_quantiles_among_each_practices_own_peers():
    groups = np.array([[1, 2], [0, 2], [0, 1], [0, -1]])
    found = among_peers([9, 8, 7, 1], groups, 3, True)
    np.testing.assert_array_equal(found, [1, 2, 3, NAN])


@given(
    st.lists(st.tuples(values, st.integers(0, 2)), min_size=1, max_size=20),
    st.integers(2, 4),
    st.booleans(),
)
def test_a_common_group_gives_the_common_quantiles(rows, k, high):
    numbers, labels = np.array(rows, dtype=float).T
    common = assign(numbers, labels, k, high)
    np.testing.assert_array_equal(among_peers(numbers, others_of(labels), k, high), common)
