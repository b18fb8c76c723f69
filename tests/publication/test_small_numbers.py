"""Small numbers at the publication boundary: what is hidden, and what has to go with it."""

import numpy as np
import pytest

from indicators.definitions import DefinitionData
from scorecard.calc.types import Band, Comparison, NoBand
from scorecard.publication.columns import Before, Columns, Counts, Indicator
from scorecard.publication.small_numbers import DEFAULT, read

DATA = DefinitionData(
    name="Seen",
    description="",
    kind="proportion",
    polarity="high",
    numerator="a",
    denominator="b",
    multiplier=100,
)
NUMBERS = ("numerator", "denominator", "value", "lower", "upper", "own_benchmark", "percentile")
NOT_KNOWN = np.nan


def of(numerators, denominators, *, values=None, code="I", before=(), own=NOT_KNOWN, **changes):
    """An indicator whose practices are all green, better, ranked and too close to call."""
    top, bottom = (
        np.array([NOT_KNOWN if one is None else one for one in column], float)
        for column in (numerators, denominators)
    )
    size = len(top)
    data = DefinitionData(**{**DATA.__dict__, **changes})
    value = top / bottom * data.multiplier if values is None else np.array(values, float)
    numbers = dict.fromkeys(NUMBERS, np.full(size, 1.0))
    numbers |= {"numerator": top, "denominator": bottom, "value": value}
    numbers["own_benchmark"] = np.full(size, own)
    outside = data.comparator in ("england", "region")
    columns = Columns(
        **numbers,
        rank=np.arange(1.0, size + 1),
        band=np.full(size, Band.GREEN, np.int8),
        no_band=np.zeros(size, np.int8),
        comparison=np.full(size, Comparison.BETTER, np.int8),
        close=np.ones(size, bool),
        own_levels=np.zeros(size, bool),
        benchmark=13.0,
        benchmark_name="England, 2025, as published" if outside else "Area",
        ranked_of=size,
        scatter=2.0,
    )
    return Indicator(code, data, columns, before)


def disclosed(*indicators, patients=None, **rules):
    size = indicators[0].columns.value.size
    lists = np.full(size, 9000.0) if patients is None else np.array(patients, float)
    return read({**DEFAULT, **rules}).disclose(indicators, lists)


def hidden(columns):
    return (columns.no_band == NoBand.WITHHELD).tolist()


@pytest.mark.parametrize(("numerator", "denominator"), [(1, 100), (5, 100), (97, 100), (2, 4)])
def test_a_small_count_or_a_small_rest_withholds_the_whole_figure(numerator, denominator):
    (told,) = disclosed(of([numerator, 50], [denominator, 100]))
    assert hidden(told) == [True, False]
    assert (told.band[0], told.comparison[0], told.close[0]) == (Band.NONE, Comparison.NONE, False)
    for name in ("numerator", "denominator", "value", "lower", "upper", "rank", "percentile"):
        assert np.isnan(getattr(told, name)[0]), name


@pytest.mark.parametrize(("numerator", "denominator"), [(6, 100), (0, 100), (100, 100), (50, 100)])
def test_other_counts_are_told(numerator, denominator):
    (told,) = disclosed(of([numerator], [denominator]))
    assert (told.numerator[0], told.benchmark) == (numerator, 13.0)


@pytest.mark.parametrize(
    ("kind", "numerator", "denominator", "value"),
    [("count", None, None, 3.0), ("ratio", 2, 40, 0.05), ("mean", None, 4, 9.5), ("rate", 9, 5, 1)],
)
def test_every_kind_that_counts_people_is_covered(kind, numerator, denominator, value):
    (told,) = disclosed(of([numerator], [denominator], values=[value], kind=kind))
    assert hidden(told) == [True]


def test_a_count_that_follows_from_the_value_is_a_count():
    """3.0% of 100 is 3, whether or not the 3 is told."""
    (told,) = disclosed(of([None, None], [100, 100], values=[3.0, 40.0]))
    assert hidden(told) == [True, False]


def test_nobody_is_where_none_may_be_told_where_zero_is_not_shown():
    (told,) = disclosed(of([0, 50], [100, 100]), zero_shown=False)
    assert hidden(told) == [True, False]


def test_everything_counted_is_hidden_of_a_practice_with_a_small_list():
    (told,) = disclosed(of([50, 50], [100, 100]), patients=[99, 100], list_minimum=100)
    assert hidden(told) == [True, False]


def test_with_one_figure_hidden_what_all_make_together_is_told_to_nobody():
    (told,) = disclosed(of([3, 29], [100, 100]))
    assert told.numerator[1] == 29
    assert (told.benchmark_name, told.comparison[1], told.ranked_of) == ("", Comparison.NONE, None)
    assert np.isnan([told.benchmark, told.rank[1], told.percentile[1]]).all()


def test_without_secondary_suppression_only_the_small_figure_is_hidden():
    (told,) = disclosed(of([3, 29], [100, 100]), secondary=False)
    assert (hidden(told), told.benchmark) == ([True, False], 13.0)


def test_what_is_public_already_is_told():
    (told,) = disclosed(of([1], [100], supplied_by="national"))
    assert told.numerator[0] == 1


FIFTHS = {"rule": "quantile", "k": 5, "green_to": 1, "red_from": 5}
INTERVAL, FUNNEL = {"rule": "interval", "confidence": 95}, {"rule": "funnel"}


@pytest.mark.parametrize("comparator", ["area", "network", "similar"])
def test_the_value_of_a_group_goes_with_the_figure_it_could_tell(comparator):
    """In a network of three the others' value and the third's figure give the second's away."""
    (told,) = disclosed(of([2, 50], [100, 100], comparator=comparator, own=4.0))
    assert np.isnan(told.own_benchmark).all() and np.isnan(told.benchmark)
    assert told.band[1] == Band.GREEN


@pytest.mark.parametrize("comparator", ["england", "region", "fixed"])
def test_a_value_from_outside_tells_nothing_and_stays(comparator):
    (told,) = disclosed(of([2, 50], [100, 100], comparator=comparator, rule=INTERVAL))
    assert (told.benchmark, told.comparison[1], told.band[1]) == (13.0, 1, Band.GREEN)
    assert np.isnan(told.rank[1])


def test_england_from_the_figures_held_here_is_no_value_from_outside():
    one = of([2, 50], [100, 100], comparator="england")
    object.__setattr__(one.columns, "benchmark_name", "England, all practices together")
    (told,) = disclosed(one)
    assert np.isnan(told.benchmark)


def test_the_value_of_its_own_past_is_never_told_since_it_may_count_few():
    (told,) = disclosed(of([50], [100], comparator="own_past", own=4.0))
    assert np.isnan(told.own_benchmark[0])
    assert (told.benchmark_name, told.comparison[0]) == ("Area", Comparison.BETTER)


@pytest.mark.parametrize("rule", [FIFTHS, INTERVAL, FUNNEL])
def test_bands_that_rest_on_everybody_would_bound_the_hidden_figure(rule):
    (told,) = disclosed(of([2, 50], [100, 100], rule=rule))
    assert (told.value[1], hidden(told)) == (50.0, [True, True])
    (alone,) = disclosed(of([50], [100], rule=rule))
    assert alone.band[0] == Band.GREEN


def test_how_far_practices_scatter_would_tell_how_far_the_hidden_one_lies_from_the_others():
    (told,) = disclosed(
        of([2, 50], [100, 100], comparator="fixed", over_dispersed="multiplicative", rule=INTERVAL)
    )
    assert np.isnan([told.lower[1], told.upper[1], told.scatter]).all()
    assert (told.band[1], told.close[1]) == (Band.NONE, False)


TREATED, NOT_TREATED = [3, 40, 50, 60, 70, 80], [97, 60, 50, 40, 30, 20]
PEOPLE = [100] * 6


def test_who_was_not_treated_tells_who_was():
    """97 of 100 events of a rate have no small rest of their own, but 3 are left of the 100."""
    told, other = disclosed(of(TREATED, PEOPLE), of(NOT_TREATED, PEOPLE, kind="rate", code="J"))
    assert hidden(told)[0] and hidden(other) == [True] + [False] * 5


def test_of_two_that_tell_a_part_together_the_smaller_goes():
    whole = [one + other for one, other in zip(TREATED, PEOPLE, strict=True)]
    parts = of(TREATED, [500] * 6, kind="rate"), of(PEOPLE, [600] * 6, kind="rate", code="J")
    _, part, all_of_it = disclosed(*parts, of(whole, [700] * 6, kind="rate", code="K"))
    assert (hidden(part)[0], hidden(all_of_it)[0]) == (True, False)


def test_the_same_count_in_another_place_is_hidden_there_too():
    rest = [one - few for one, few in zip(PEOPLE, TREATED, strict=True)]
    small, other = of(rest, PEOPLE), of(rest, [400] * 6, code="J")
    complement, same = disclosed(small, other, patients=PEOPLE)  # the list is told, of 100
    assert hidden(complement)[0] and hidden(same)[0]
    _, alone = disclosed(small, other)
    assert not any(hidden(alone)), "97 of nobody knows how many"


def earlier(numerators, *, lasting=True):
    counts = Counts(np.array(numerators, float), np.full(len(numerators), 100.0))
    return (Before(counts, lasting=lasting),)


def test_a_correction_by_few_is_a_small_number_itself():
    (told,) = disclosed(of([42, 50], [100, 100], before=earlier([40, 50])))
    assert hidden(told) == [True, False]
    (large,) = disclosed(of([52, 50], [100, 100], before=earlier([40, 50])))
    assert hidden(large) == [False, False]


def test_what_was_told_before_cannot_protect():
    """The smaller part was told already and is the same, so the whole has to go."""
    whole = [one + other for one, other in zip(TREATED, PEOPLE, strict=True)]
    before = (Before(Counts(np.array(PEOPLE, float), np.full(6, 600.0)), lasting=True),)
    small = of(TREATED, [500] * 6, kind="rate")
    part = of(PEOPLE, [600] * 6, kind="rate", code="J", before=before)
    _, told, all_of_it = disclosed(small, part, of(whole, [700] * 6, kind="rate", code="K"))
    assert (hidden(told)[0], hidden(all_of_it)[0]) == (False, True)


def test_rounded_counts_make_the_value_and_what_follows_from_it():
    one = of([52, 78, 82], [100, 100, 100], rule={"rule": "thresholds", "green": 80, "red": 60})
    (told,) = disclosed(one, rounding_base=5)
    assert told.numerator.tolist() == [50, 80, 80]
    assert told.value.tolist() == [50, 80, 80]
    # 78 to 82 of 98 to 102 lie on both sides of the level; 48 to 52 do not.
    assert (told.band > 0).tolist() == [True, False, False]
    assert np.isnan(told.rank).all() and not told.close.any()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [({"threshold": -1}, "threshold must be 0 or more"), ({"list_minimum": -1}, "smallest list")],
)
def test_numbers_out_of_range_are_refused_in_words(wrong, words):
    with pytest.raises(ValueError, match=words):
        read({**DEFAULT, **wrong})


def test_rules_from_before_it_could_be_chosen_hide_what_tells_too():
    assert read({"threshold": 5, "rounding_base": 1, "zero_shown": True}).secondary
