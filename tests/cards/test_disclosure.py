"""Small numbers at the publication boundary."""

import pytest

from indicators.definitions import DefinitionData
from indicators.explaining import Outcome
from scorecard.calc.types import Band, Comparison, NoBand
from scorecard.cards.disclosure import PUBLIC

DATA = DefinitionData(
    name="Seen",
    description="",
    kind="proportion",
    polarity="high",
    numerator="a",
    denominator="b",
    multiplier=100,
)


def outcome(numerator, denominator, value=50.0):
    return Outcome(
        band=Band.GREEN,
        no_band=0,
        comparison=Comparison.BETTER,
        numerator=numerator,
        denominator=denominator,
        value=value,
        rank=1,
        ranked_of=3,
        benchmark=13.0,
        benchmark_name="Area",
    )


def told(*outcomes, **changes):
    return PUBLIC.disclose(DefinitionData(**{**DATA.__dict__, **changes}), outcomes)


@pytest.mark.parametrize(("numerator", "denominator"), [(1, 100), (5, 100), (97, 100), (2, 4)])
def test_a_small_count_or_a_small_rest_withholds_the_whole_outcome(numerator, denominator):
    (hidden,) = told(outcome(numerator, denominator))
    assert (hidden.band, hidden.no_band) == (Band.NONE, NoBand.WITHHELD)
    values = (hidden.numerator, hidden.denominator, hidden.value, hidden.rank, hidden.ranked_of)
    assert values == (None,) * 5


@pytest.mark.parametrize(("numerator", "denominator"), [(6, 100), (0, 100), (100, 100), (50, 100)])
def test_other_counts_are_told(numerator, denominator):
    (shown,) = told(outcome(numerator, denominator))
    assert (shown.numerator, shown.benchmark) == (numerator, 13.0)


@pytest.mark.parametrize(
    ("kind", "numerator", "denominator", "value"),
    [("count", None, None, 3.0), ("ratio", 2, 40, 0.05), ("mean", None, 4, 9.5), ("rate", 9, 5, 1)],
)
def test_every_kind_that_counts_people_is_covered(kind, numerator, denominator, value):
    (hidden,) = told(outcome(numerator, denominator, value), kind=kind)
    assert hidden.no_band == NoBand.WITHHELD


def test_with_one_figure_withheld_the_areas_value_is_withheld_from_all():
    _, other = told(outcome(3, 100), outcome(29, 100))
    assert other.numerator == 29
    assert (other.benchmark, other.comparison, other.rank) == (None, Comparison.NONE, None)


def test_what_is_public_already_is_told():
    (shown,) = told(outcome(1, 100), supplied_by="national")
    assert shown.numerator == 1


FIFTHS = {"rule": "quantile", "k": 5, "green_to": 1, "red_from": 5}


@pytest.mark.parametrize("comparator", ["area", "network", "similar"])
def test_the_value_of_a_group_goes_with_the_figure_it_could_tell(comparator):
    """In a network of three the others' value and the third's figure give the second's away."""
    _, shown = told(outcome(2, 100), outcome(50, 100), comparator=comparator)
    assert (shown.benchmark, shown.benchmark_name, shown.rank) == (None, "", None)
    assert shown.comparison == Comparison.NONE
    assert shown.band == Band.GREEN


@pytest.mark.parametrize("comparator", ["england", "region", "fixed"])
def test_a_value_from_outside_tells_nothing_and_stays(comparator):
    hidden, shown = told(outcome(2, 100), outcome(50, 100), comparator=comparator)
    assert (shown.benchmark, shown.comparison, shown.rank) == (13.0, Comparison.BETTER, None)
    assert (hidden.value, hidden.comparison) == (None, Comparison.NONE)


def test_the_value_of_its_own_past_is_never_told_since_it_may_count_few():
    (shown,) = told(outcome(50, 100), comparator="own_past")
    assert (shown.benchmark, shown.benchmark_name) == (None, "Area")
    assert shown.comparison == Comparison.BETTER


def test_equal_parts_would_tell_the_part_of_the_withheld():
    hidden, shown = told(outcome(2, 100), outcome(50, 100), rule=FIFTHS)
    assert (hidden.value, shown.value) == (None, 50.0)
    assert (shown.band, shown.no_band) == (Band.NONE, NoBand.WITHHELD)
    (alone,) = told(outcome(50, 100), rule=FIFTHS)
    assert alone.band == Band.GREEN
