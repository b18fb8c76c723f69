"""Which practices and domains move between two sets of scores."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scorecard.calc import what_if
from scorecard.calc.types import Band
from scorecard.calc.what_if import BandCounts, DomainMove

RED, AMBER, GREEN, NONE = (np.int8(b) for b in (Band.RED, Band.AMBER, Band.GREEN, Band.NONE))
scores = st.one_of(st.none(), st.integers(0, 5))


def as_array(numbers):
    return np.array([np.nan if number is None else float(number) for number in numbers])


def moved(before, after, bands_before=None, bands_after=None):
    same = np.full(len(before), AMBER)
    return what_if.moves(
        as_array(before),
        as_array(after),
        same if bands_before is None else np.array(bands_before),
        same if bands_after is None else np.array(bands_after),
    )


def test_nobody_moves_where_nothing_changes():
    found = moved([50, None, 70], [50, None, 70])
    assert not found.moves.any()
    assert found.order.tolist() == []


def test_who_changes_band_stands_first_then_who_goes_furthest():
    found = moved(
        [10, 20, 30, 40], [25, 21, 31, 35], [RED, RED, RED, AMBER], [RED, AMBER, RED, RED]
    )
    assert found.order.tolist() == [3, 1, 0, 2]
    assert found.change.tolist() == [15, 1, 1, -5]


def test_who_is_only_overtaken_moves_too_and_stands_last():
    found = moved([50, 40], [50, 60])
    assert found.order.tolist() == [1, 0]
    assert (found.rank_before[0], found.rank_after[0]) == (1, 2)
    assert found.change[0] == 0


def test_to_lose_a_score_is_the_largest_move():
    found = moved([90, 50], [10, None], [GREEN, AMBER], [RED, NONE])
    assert found.order.tolist() == [1, 0]
    assert np.isnan(found.change[1])
    assert np.isnan(found.rank_after[1])


def test_the_noise_of_fractions_is_no_move():
    found = what_if.moves([0.3], [0.1 + 0.2], [GREEN], [GREEN])
    assert not found.moves.any()


def test_a_domain_says_how_far_its_mean_moves_and_who_goes_up_and_down():
    found = what_if.domain_move(as_array([10, 20, None, 40]), as_array([20, 10, 30, 50]))
    assert found == DomainMove(before=70 / 3, after=27.5, up=2, down=1)


def test_a_domain_without_any_score_has_no_mean():
    found = what_if.domain_move(as_array([None]), as_array([50]))
    assert np.isnan(found.before)
    assert (found.after, found.up, found.down) == (50, 0, 0)


def test_bands_are_counted():
    bands = np.array([GREEN, GREEN, RED, NONE])
    assert what_if.count_bands(bands) == BandCounts(green=2, amber=0, red=1, none=1)


@given(st.lists(st.tuples(scores, scores, st.integers(0, 3), st.integers(0, 3)), max_size=12))
def test_it_gives_what_one_would_find_by_looking(rows):
    before, after, one, two = (list(column) for column in zip(*rows, strict=True)) if rows else (
        [], [], [], [])  # fmt: skip
    found = moved(before, after, np.array(one, np.int8), np.array(two, np.int8))

    def rank(numbers, at):
        if numbers[at] is None:
            return None
        return 1 + sum(other is not None and other > numbers[at] for other in numbers)

    expected = [
        at
        for at in range(len(rows))
        if before[at] != after[at] or one[at] != two[at] or rank(before, at) != rank(after, at)
    ]
    assert sorted(found.order.tolist()) == expected
    changing = [bool(found.changes_band[at]) for at in found.order]
    assert changing == sorted(changing, reverse=True)
    np.testing.assert_array_equal(
        found.rank_after, as_array(rank(after, at) for at in range(len(rows)))
    )
