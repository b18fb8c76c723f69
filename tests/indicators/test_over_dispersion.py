"""A definition may say that practices scatter more than chance; then limits are widened by it."""

import datetime as dt
from dataclasses import replace
from io import StringIO

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from indicators import catalogue
from indicators.catalogue.writing import write
from indicators.definitions import problems, warnings
from indicators.explained import numbers_of
from indicators.explaining import Outcome, explain
from indicators.inputs import Around
from indicators.judging import judge
from indicators.legends import legend
from indicators.limits import limits_words
from indicators.scatter import inflation_of
from indicators.several import usual_scatter
from scorecard.accounts.roles import Role
from scorecard.calc import dispersion, funnel, intervals
from scorecard.calc.types import Band, Comparison, NoBand, Sampling
from scorecard.cards.models import CardRun
from scorecard.cards.selectors.export import result_rows
from tests.areas import CARD, NOW, Area
from tests.areas import PROPORTION as PROPORTION_ITEM
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


@pytest.mark.parametrize(
    ("changes", "usual"),
    [
        ({}, "multiplicative"),
        ({"numerator": "Number of contacts with a nurse"}, "multiplicative"),
        ({"numerator": "Patients with two attendances"}, ""),
        ({"numerator": "The number of people with an admission"}, ""),
        ({"numerator": "Complaints upheld"}, ""),
        ({"level": "network"}, ""),
        ({"sampling": "none"}, ""),
    ],
)
def test_what_is_usual_follows_from_what_is_counted(changes, usual):
    assert usual_scatter(replace(plain(CONTACTS), **changes)) == usual


ATTENDANCES = {
    **PROPORTION_ITEM,
    "kind": "rate",
    "numerator": "Attendances",
    "multiplier": 1000,
    "unit": "per 1,000 patients",
    "polarity": "low",
    "sampling": "poisson",
    "rule": {"rule": "funnel"},
}


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({}, "multiplicative"),
        ({"over_dispersed": "none"}, ""),
        ({"over_dispersed": ""}, ""),
        ({"over_dispersed": "additive"}, "additive"),
        ({"numerator": "Patients who attended"}, ""),
    ],
)
def test_a_file_that_says_nothing_says_the_usual_and_comes_back_the_same(given, kept):
    card = {**CARD, "indicators": [{**ATTENDANCES, **given}, *CARD["indicators"][1:]]}
    read = catalogue.read(card, "mine.toml")
    assert read.items[0].data.over_dispersed == kept
    again = catalogue.parse(write(read).encode(), "mine.toml")
    assert again.items[0].data == read.items[0].data


def test_a_run_keeps_by_what_it_widened_and_is_verified_by_it(db, client):
    area = Area(card={**CARD, "indicators": [ATTENDANCES, *CARD["indicators"][1:]]})
    for number in range(4, 13):
        area.practices.append(area.add_practice(number))
    for number, events in enumerate(EVENTS, start=1):
        area.record(number, "ACC01", numerator=events, denominator=1000)
    run = area.band().run
    phi = dispersion.estimate(Sampling.POISSON, EVENTS, [1000] * 12).phi
    ran = run.definitions.get(definition__indicator__code="ACC01")
    assert ran.scatter == phi
    assert run.definitions.get(definition__indicator__code="VFM01").scatter is None
    call_command("verify_run", run.pk, stdout=StringIO())

    client.force_login(area.user(Role.ANALYST))
    address = reverse("area-result", args=["Z01", area.practices[0].code, "ACC01"])
    said = f"practices vary {phi:.2f} times as much (phi)."
    assert said in client.get(address).text
    as_data = client.get(address, {"format": "json"}).json()
    assert {one["name"]: one["value"] for one in as_data["numbers"]}["scatter"] == phi
    rows = result_rows(CardRun.objects.get(), NOW.date())
    assert sum(said in row[-1] for row in rows) == 12

    ran.scatter = phi + 0.001
    ran.save()
    told = StringIO()
    with pytest.raises(CommandError):
        call_command("verify_run", run.pk, stdout=told)
    assert "ACC01: scatter is stored as" in told.getvalue()


def test_the_judgement_says_by_what_it_was_widened():
    found = dispersion.estimate(Sampling.POISSON, EVENTS, [1000] * 12)
    additive = replace(CONTACTS, over_dispersed="additive")
    assert judge(CONTACTS, HELD, "A").scatter == found.phi
    assert judge(additive, HELD, "A").scatter == found.tau_squared
    assert np.isnan(judge(plain(CONTACTS), HELD, "A").scatter)
    assert np.isnan(judge(CONTACTS, figures(EVENTS[3:], [1000] * 9), "A").scatter)


NINETY = Outcome(Band.GREEN, 0, numerator=90, denominator=1000, value=90, lower=60, upper=130)


@pytest.mark.parametrize(
    ("model", "scatter", "said"),
    [
        # The root of 4, and of 1 + 4 x 1,000 x 0.00075.
        (
            "multiplicative",
            4.0,
            "This one is about 2.0 times as wide as by chance alone, because the figures of all"
            " practices vary 4.00 times as much (phi).",
        ),
        (
            "additive",
            0.00075,
            "This one is about 2.0 times as wide as by chance alone, because practices differ from"
            " each other by more than chance (tau squared 0.00075).",
        ),
        ("multiplicative", 1.0, "scatter no more than chance explains, so nothing is wider."),
        ("additive", 0.0, "scatter no more than chance explains, so nothing is wider."),
    ],
)
@pytest.mark.parametrize("rule", [{"rule": "funnel"}, {}])
def test_the_sentence_says_by_how_much_and_why(model, scatter, said, rule):
    data = replace(CONTACTS, over_dispersed=model, rule=rule)
    told = explain(data, replace(NINETY, scatter=scatter))
    assert told.figure.endswith(said)
    number = {one.name: one for one in numbers_of(data, replace(NINETY, scatter=scatter))}
    assert number["scatter"].value == scatter


def test_what_is_not_known_is_not_said():
    for data, outcome in (
        (CONTACTS, NINETY),
        (plain(CONTACTS), replace(NINETY, scatter=4.0)),
        (CONTACTS, replace(NINETY, scatter=4.0, lower=None, upper=None)),
    ):
        assert "times as wide" not in " ".join(explain(data, outcome).sentences)
        assert "scatter" not in [one.name for one in numbers_of(data, outcome)]


def test_a_number_of_events_is_widened_as_one_practice():
    data = replace(CONTACTS, kind="count", over_dispersed="additive", rule={})
    assert inflation_of(data, 0.75, None) == 4


def test_the_widened_limits_hold_whoever_the_band_says_is_inside():
    out = judge(CONTACTS, HELD, "A")
    mean = out.benchmark.value
    limits = funnel.limits_rate(mean, 1000, 1000, inflation=out.scatter)
    inside = (out.value >= limits[0]) & (out.value <= limits[1])
    # Low is good: green is within the limits or better, amber and red are above.
    assert (inside | (out.value < limits[0])).tolist() == (out.bands == Band.GREEN).tolist()
    told = limits_words(CONTACTS, replace(NINETY, benchmark=mean, scatter=out.scatter))
    low, high = (f"{float(one):.1f}" for one in limits)
    unit = "per 1,000 patients"
    assert told.startswith(f"{low} {unit} to {high} {unit} (95%); ")
    assert told.endswith("they change with any of them")
