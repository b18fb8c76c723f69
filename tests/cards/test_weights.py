"""Whether a card's weights add up, in sentences."""

from decimal import Decimal

from scorecard.cards.weights import problems

D = Decimal


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
