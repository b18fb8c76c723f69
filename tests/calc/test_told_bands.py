"""A band above hidden figures is told where no band of theirs, nor none, would make it another."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.calc.scheme import Scheme
from scorecard.calc.told_bands import settled
from scorecard.calc.types import Band
from scorecard.calc.weighting import overall_band

NONE, R, A, G = Band
EVERY = (NONE, R, A, G)
TWO_DOMAINS = Scheme(
    domain_of=np.array([0, 0, 0, 1]),
    weights=np.array([1.0, 1.0, 1.0, 1.0]),
    domain_weights=np.array([50.0, 50.0]),
    green_from=70,
    red_below=40,
    minimum_coverage=0.5,
)


def of_one(scheme, bands, hidden, **more):
    found = settled(scheme, [bands], [hidden], **more)
    return bool(found.overall[0]), found.domains[0].tolist()


def test_one_of_three_hidden_changes_no_whole_far_from_its_levels():
    # Green, green and red, amber or green: 67 to 100 of 100, with 100 beside: 83 at least.
    assert of_one(TWO_DOMAINS, [G, G, R, G], [0, 0, 1, 0]) == (True, [False, True])


def test_near_a_level_the_whole_would_tell():
    # Amber beside: 58 to 75 of 100.
    assert of_one(TWO_DOMAINS, [G, G, R, A], [0, 0, 1, 0]) == (False, [False, True])


def test_a_domain_is_settled_where_its_own_level_is_out_of_reach():
    assert of_one(TWO_DOMAINS, [R, R, G, R], [0, 0, 1, 0]) == (True, [True, True])


def test_where_a_domain_would_have_no_score_without_it_nothing_is_settled_above():
    # Of the first domain a third is known: too little without the hidden one, enough with it.
    assert of_one(TWO_DOMAINS, [G, NONE, G, G], [0, 0, 1, 0]) == (False, [False, True])


def test_what_stands_in_a_hidden_place_is_not_looked_at():
    grid = np.array([[G, G, band, A] for band in EVERY], np.int8)
    found = settled(TWO_DOMAINS, grid, np.array([[0, 0, 1, 0]] * 4))
    assert len(set(found.overall.tolist())) == len(set(map(tuple, found.domains.tolist()))) == 1


def test_a_hidden_figure_without_weight_settles_everything():
    weightless = replace(TWO_DOMAINS, weights=np.array([1.0, 1.0, 0.0, 1.0]))
    assert of_one(weightless, [G, R, G, A], [0, 0, 1, 0]) == (True, [True, True])


@pytest.mark.parametrize(("amber_from", "told"), [(2, False), (3, True), (1, True)])
def test_where_reds_are_counted_one_red_more_may_make_another_band(amber_from, told):
    by_reds = replace(TWO_DOMAINS, overall_by="reds", reds_amber_from=amber_from, reds_red_from=4)
    assert of_one(by_reds, [R, G, R, G], [0, 0, 1, 0])[0] is told


@given(st.data())
def test_settled_is_what_trying_every_band_in_every_hidden_place_says(data):
    """Never told where some bands would make another; told wherever none does and no domain
    hangs on what is hidden."""
    many = data.draw(st.integers(1, 6))
    domains = data.draw(st.integers(1, 3))
    of = st.lists(st.integers(0, domains - 1), min_size=many, max_size=many)
    shares = st.lists(st.sampled_from([0, 1, 1, 2, 5]), min_size=many, max_size=many)
    green, red = data.draw(st.sampled_from([(70, 40), (65, 35), (50, 50), (100, 1)]))
    scheme = Scheme(
        domain_of=np.array(data.draw(of)),
        weights=np.array(data.draw(shares), float),
        domain_weights=np.array(data.draw(st.permutations([1.0, 2.0, 0.0]))[:domains]),
        green_from=green,
        red_below=red,
        minimum_coverage=data.draw(st.sampled_from([0.0, 0.5, 0.8])),
        overall_by=data.draw(st.sampled_from(["score", "reds", "both"])),
        reds_amber_from=1,
        reds_red_from=data.draw(st.integers(1, 3)),
    )
    bands = data.draw(st.lists(st.sampled_from(EVERY), min_size=many, max_size=many))
    hidden = np.array(data.draw(st.lists(st.booleans(), min_size=many, max_size=many)))
    due = np.array(data.draw(st.lists(st.booleans(), min_size=many, max_size=many))) | hidden

    tried = []
    for fill in product(EVERY, repeat=int(hidden.sum())):
        one = np.array(bands, np.int8)
        one[hidden] = fill
        found = scheme.score([one], [due])
        whole = int(scheme.overall(found.overall_scores, found.reds)[0])
        parts = overall_band(found.domain_scores, green, red)[0].tolist()
        tried.append((whole, parts, np.isnan(found.domain_scores[0]).tolist()))
    wholes = {whole for whole, _, _ in tried}
    hanging = any(len({missing[at] for _, _, missing in tried}) > 1 for at in range(domains))

    told, domains_told = of_one(scheme, bands, hidden, applicable=[due])
    assert not told or len(wholes) == 1
    assert told or hanging or len(wholes) > 1
    for at in range(domains):
        assert domains_told[at] is (len({parts[at] for _, parts, _ in tried}) == 1)
