"""Whether a card's weights add up, and how they are made to."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scorecard.cards.weights import CannotSpread, filled, problems, scaled

D = Decimal
weights = st.decimals(0, 100, places=2)


def test_weights_that_add_up_have_no_problem():
    assert problems([("A", D(60)), ("B", D(40))], [("A", D(100)), ("B", D("100.00"))]) == []


def test_zero_is_a_legal_weight():
    assert problems([("A", D(100))], [("A", D(100)), ("A", D(0))]) == []


def test_each_sum_that_is_off_is_named_with_the_way_to_mend_it():
    found = problems([("A", D(70)), ("B", D(40))], [("A", D("99.5")), ("B", D(100))])
    assert found == [
        "The domain weights add to 110, not 100. Take 10 from some.",
        "The weights in A add to 99.5, not 100. Add 0.5 to some of them.",
    ]


def test_an_empty_domain_and_an_empty_card_are_named():
    assert problems([], []) == ["The scorecard has no domain yet. Add one."]
    assert problems([("A", D(100))], []) == [
        "The domain A has no indicator. Add one, or remove the domain."
    ]


def test_the_rest_goes_to_the_weights_left_empty_and_a_typed_zero_stays():
    assert filled([D(40), None, D(0), None, None]) == [D(40), D(20), D(0), D(20), D(20)]
    assert filled([None, None, None]) == [D("33.34"), D("33.33"), D("33.33")]


def test_where_no_weight_is_empty_the_rest_goes_to_the_zeros():
    assert filled([D(50), D(0), D(0)]) == [D(50), D(25), D(25)]


def test_nobody_takes_what_is_not_there():
    assert filled([D(60), D(40), D(0)]) == [D(60), D(40), D(0)]
    assert filled([D(60), D(40), None]) == [D(60), D(40), D(0)]
    with pytest.raises(CannotSpread, match=r"add to 110 already\. Take 10 from some first"):
        filled([D(60), D(50), None])
    with pytest.raises(CannotSpread, match="add to 90 and each is above zero"):
        filled([D(60), D(30)])


def test_scaling_nothing_is_nothing_and_scaling_zeros_gives_equal_parts():
    assert scaled([]) == []
    assert scaled([D(0), None]) == [D(50), D(50)]


@given(st.lists(st.one_of(st.none(), weights), min_size=1, max_size=30))
def test_what_was_typed_above_zero_stays_and_the_rest_makes_exactly_100(given):
    assume(sum(weight or 0 for weight in given) <= 100 and None in given)
    found = filled(given)
    assert sum(found) == 100
    assert all(new == old for new, old in zip(found, given, strict=True) if old is not None)
    shares = [new for new, old in zip(found, given, strict=True) if old is None]
    assert max(shares) - min(shares) <= D("0.01")


@given(st.lists(weights, min_size=1, max_size=30))
def test_scaled_weights_are_exactly_100_and_keep_their_order(given):
    found = scaled(given)
    assert sum(found) == 100
    pairs = sorted(zip(given, found, strict=True))
    assert all(before[1] <= after[1] + D("0.01") for before, after in pairwise(pairs))
    assert all(new == 0 for new, old in zip(found, given, strict=True) if not old and any(given))
