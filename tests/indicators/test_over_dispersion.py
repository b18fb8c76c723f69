"""A definition may say that practices scatter more than chance; then limits are widened by it."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from indicators import catalogue
from indicators.definitions import problems, warnings
from indicators.explaining import Outcome, explain
from indicators.inputs import Around
from indicators.judging import judge
from indicators.legends import legend
from scorecard.calc import dispersion, intervals
from scorecard.calc.types import Band, Comparison, NoBand, Sampling
from tests.indicators.test_judging import NAN, PROPORTION, figures

TODAY = dt.date(2026, 6, 1)

CONTACTS = replace(
    PROPORTION,
    kind="rate",
    polarity="low",
    numerator="Attendances",
    denominator="Patients",
    multiplier=1000,
    unit="per 1,000 patients",
    sampling="poisson",
    over_dispersed="multiplicative",
    rule={"rule": "funnel"},
)
# About 100 per 1,000, where chance alone would keep nearly all between 81 and 121.
EVENTS = [60, 140, 75, 130, 90, 110, 100, 85, 120, 95, 105, 230]
HELD = figures(EVENTS, [1000] * 12)
MODELS = ("multiplicative", "additive")


def plain(data):
    return replace(data, over_dispersed="")


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("rule", [{"rule": "funnel"}, {"rule": "interval", "confidence": 95}])
def test_who_stood_out_by_the_scatter_of_all_no_longer_does(model, rule):
    data = replace(CONTACTS, over_dispersed=model, rule=rule)
    narrow, wide = judge(plain(data), HELD, "A"), judge(data, HELD, "A")
    assert (wide.bands > narrow.bands).any()
    assert (wide.bands == Band.RED).sum() == 1
    assert wide.bands[11] == Band.RED
    assert (narrow.comparisons != Comparison.SIMILAR).sum() > 4
    assert (wide.comparisons != Comparison.SIMILAR).sum() == 2
    assert wide.value.tolist() == narrow.value.tolist()
    assert wide.ranks.tolist() == narrow.ranks.tolist()
    assert wide.benchmark == narrow.benchmark


def test_the_interval_is_that_of_effective_counts():
    out = judge(CONTACTS, HELD, "A")
    found = dispersion.estimate(Sampling.POISSON, EVENTS, [1000] * 12)
    assert found.phi > 3
    lower, upper = intervals.rate(np.array(EVENTS) / found.phi, 1000 / found.phi, 1000)
    np.testing.assert_allclose((out.lower, out.upper), (lower, upper))


def test_the_band_follows_the_interval_that_is_shown():
    out = judge(replace(CONTACTS, rule={"rule": "interval", "confidence": 95}), HELD, "A")
    worse = out.lower > out.benchmark.value
    assert (out.bands == Band.RED).tolist() == worse.tolist()


def test_with_nine_practices_nothing_is_widened():
    nine = figures(EVENTS[3:], [1000] * 9)
    assert (
        judge(CONTACTS, nine, "A").lower.tolist()
        == judge(plain(CONTACTS), nine, "A").lower.tolist()
    )


def test_who_is_no_peer_or_has_no_figure_does_not_widen_the_others():
    peers = [True] * 12 + [False, True]
    states = [0] * 13 + [NoBand.SUPPRESSED]
    more = figures([*EVENTS, 900, NAN], [1000] * 14, states, peers)
    with_them, without = judge(CONTACTS, more, "A"), judge(CONTACTS, HELD, "A")
    assert with_them.lower[:12].tolist() == without.lower.tolist()
    assert np.isnan(with_them.lower[13])


def test_a_missing_denominator_leaves_the_others_alone():
    held = figures([*EVENTS, NAN], [1000] * 12 + [NAN], value=[NAN] * 12 + [100])
    out = judge(CONTACTS, held, "A")
    assert np.isnan(out.lower[12])
    assert out.bands[12] == Band.NONE
    assert out.lower[:12].tolist() == judge(CONTACTS, HELD, "A").lower.tolist()


def test_the_own_past_is_two_samples_that_both_scatter():
    now, before = figures(EVENTS, [1000] * 12), figures(EVENTS[::-1], [1000] * 12)
    data = replace(CONTACTS, comparator="own_past")
    around = Around(before=before, before_name="2025-26")
    narrow, wide = (judge(one, now, "A", around) for one in (plain(data), data))
    changed = [
        np.flatnonzero(one.comparisons != Comparison.SIMILAR).tolist() for one in (narrow, wide)
    ]
    assert changed == [[0, 1, 10, 11], [0, 11]]
    assert wide.benchmark.own.tolist() == narrow.benchmark.own.tolist()


def test_a_proportion_may_scatter_too():
    data = replace(PROPORTION, over_dispersed="additive")
    held = figures([60, 90, 70, 85, 95, 55, 75, 80, 65, 88], [100] * 10)
    narrow, wide = judge(plain(data), held, "A"), judge(data, held, "A")
    assert (wide.upper - wide.lower > narrow.upper - narrow.lower).all()
    assert wide.bands.tolist() == narrow.bands.tolist()


@pytest.mark.parametrize("model", MODELS)
def test_the_legend_and_the_sentence_name_it(model):
    data = replace(CONTACTS, over_dispersed=model)
    said = (
        "Intervals and limits are widened by how far all practices scatter beyond chance"
        f" ({model} over-dispersion, from 10 practices on)."
    )
    assert legend(data).endswith(said)
    outcome = Outcome(Band.GREEN, 0, numerator=90, denominator=1000, value=90, lower=60, upper=130)
    found = explain(data, outcome)
    assert " ".join(found.sentences).count(said) == 1
    levels = replace(data, rule={"rule": "thresholds", "green": 80, "red": 120})
    assert legend(levels).count("widened") == 0
    assert explain(levels, outcome).figure.endswith(f"(95% interval). {said}")
    assert "widened" not in " ".join(explain(plain(data), outcome).sentences)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"sampling": "none", "rule": {}}, "interval that scatter can widen"),
        ({"level": "network"}, "do not scatter between practices"),
        ({"comparator": "own_past", "over_dispersed": "additive"}, "its own past"),
        ({"over_dispersed": "very"}, "'very' is not one of: multiplicative, additive"),
    ],
)
def test_what_cannot_be_widened_is_refused(changes, words):
    (sentence,) = problems(replace(CONTACTS, **changes))["over_dispersed"]
    assert words in sentence


def test_events_that_come_several_to_a_person_ask_for_it():
    assert warnings(replace(CONTACTS, bands_agreed="All"), TODAY) == []
    (said,) = warnings(replace(plain(CONTACTS), bands_agreed="All"), TODAY)
    assert "One person may have several of these events" in said
    complaints = replace(plain(CONTACTS), bands_agreed="All", numerator="Complaints upheld")
    assert warnings(complaints, TODAY) == []


@pytest.mark.parametrize("name", catalogue.names())
def test_ready_made_scorecards_say_so_of_contacts_and_attendances(name):
    for item in catalogue.load(name).items:
        assert not [said for said in warnings(item.data, TODAY) if "several" in said], item.code
