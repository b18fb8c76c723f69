"""Banding a period: results, scores, and what happens with missing or odd figures."""

import uuid

import pytest
from django.core.exceptions import ValidationError

from indicators.models import Result, Run
from indicators.selectors.results import results_of
from indicators.services.periods import open_collection
from practices.services.atypical import ALWAYS, flag_atypical
from practices.services.organisations import add_commissioner, close_practice
from scorecard.calc.types import Band, NoBand
from scorecard.cards.models import Score
from scorecard.cards.services.banding import band_period
from scorecard.cards.services.versions import copy_version
from tests.areas import CARD, NOW, Area

BY = {"by": None, "at": NOW}


def clock():
    return NOW


@pytest.fixture
def figures(area):
    area.record(1, "ACC01", numerator=90, denominator=100)
    area.record(2, "ACC01", numerator=50, denominator=100)
    area.record(1, "VFM01", numerator=14000, denominator=100)
    area.record(2, "VFM01", numerator=16000, denominator=100)
    area.record(1, "FAC01", text="9 to 5")
    return area


def result(card_run, practice, code):
    found = results_of(card_run.run)
    return found.get(practice=practice, definition__indicator__code=code)


def test_every_practice_gets_a_band_or_the_reason_for_none(figures):
    card_run = figures.band()
    one, two, three = figures.practices
    assert result(card_run, one, "ACC01").band == Band.GREEN
    assert result(card_run, two, "ACC01").band == Band.RED
    missing = result(card_run, three, "ACC01")
    assert (missing.band, missing.no_band, missing.value) == (Band.NONE, NoBand.NO_DATA, None)
    assert result(card_run, one, "FAC01").no_band == NoBand.NOT_BANDED
    assert result(card_run, three, "FAC01").no_band == NoBand.NO_DATA
    assert Result.objects.of_run(card_run.run).count() == 9


def test_scores_are_weighted_and_missing_figures_give_no_score_not_zero(figures):
    card_run = figures.band()
    overall = {s.practice: s for s in Score.objects.filter(card_run=card_run, domain=None)}
    one, two, three = figures.practices
    # Access 60 x 100 + value for money 40 x 100; then 60 x 0 + 40 x 50
    assert overall[one].score == pytest.approx(100)
    assert overall[two].score == pytest.approx(20)
    assert (overall[one].band, overall[two].band) == (Band.GREEN, Band.RED)
    assert (overall[two].reds, overall[three].score, overall[three].band) == (1, None, Band.NONE)


def test_what_was_due_and_not_returned_says_so(figures):
    open_collection(
        period=figures.period(),
        definitions=[figures.definition("ACC01")],
        opens_on=NOW.date(),
        deadline=NOW.date(),
        **BY,
    )
    card_run = figures.band()
    three = figures.practices[2]
    assert result(card_run, three, "ACC01").no_band == NoBand.NOT_RETURNED
    assert result(card_run, three, "VFM01").no_band == NoBand.NO_DATA


def test_nothing_over_nothing_is_too_few_to_band(figures):
    figures.record(3, "ACC01", numerator=0, denominator=0)
    found = result(figures.band(), figures.practices[2], "ACC01")
    assert (found.value, found.band, found.no_band) == (None, Band.NONE, NoBand.TOO_FEW)


def test_a_practice_that_closed_within_the_period_is_left_out_and_keeps_its_history(figures):
    earlier = figures.band()
    closing = figures.period().starts_on
    close_practice(practice=figures.practices[1], closed_on=closing, **BY)
    later = figures.band()
    assert Result.objects.of_run(earlier.run).filter(practice=figures.practices[1]).exists()
    assert not Result.objects.of_run(later.run).filter(practice=figures.practices[1]).exists()


def test_the_same_key_bands_once(figures):
    key = uuid.uuid4()
    first = band_period(
        version=figures.version, period=figures.period(), key=key, clock=clock, **BY
    )
    again = band_period(
        version=figures.version, period=figures.period(), key=key, clock=clock, **BY
    )
    assert first == again
    assert Run.objects.count() == 1


def test_the_same_inputs_have_the_same_hash_and_a_changed_figure_another(figures):
    first, second = figures.band().run, figures.band().run
    figures.record(1, "ACC01", numerator=91, denominator=100)
    third = figures.band().run
    assert first.inputs_hash == second.inputs_hash != third.inputs_hash


def test_a_correction_leaves_the_old_run_as_it_was(figures):
    before = figures.band()
    figures.record(2, "ACC01", numerator=85, denominator=100)
    after = figures.band()
    two = figures.practices[1]
    assert result(before, two, "ACC01").band == Band.RED
    assert result(after, two, "ACC01").band == Band.GREEN


def test_an_older_figure_stands_in_only_as_long_as_its_definition_allows(db):
    card = {**CARD, "indicators": [dict(one) for one in CARD["indicators"]]}
    card["indicators"][1]["valid_for_months"] = 6
    area = Area(card=card)
    area.record(1, "VFM01", period="2025-26-Q4", numerator=14000, denominator=100)
    area.record(1, "ACC01", period="2025-26-Q4", numerator=90, denominator=100)
    area.period("2026-27-Q3")
    soon, late = area.band("2026-27-Q1"), area.band("2026-27-Q4")
    one = area.practices[0]
    assert result(soon, one, "VFM01").band == Band.GREEN
    assert result(soon, one, "ACC01").no_band == NoBand.NO_DATA
    assert result(late, one, "VFM01").no_band == NoBand.NO_DATA


def test_another_commissioners_figures_play_no_part(figures):
    neighbour = Area(code="Y01")
    neighbour.record(1, "ACC01", numerator=1, denominator=100)
    card_run = figures.band()
    found = result(card_run, figures.practices[0], "ACC01")
    assert card_run.run.definitions.get(definition=found.definition).benchmark == pytest.approx(70)
    assert not Result.objects.of_run(card_run.run).filter(practice=neighbour.practices[0]).exists()


def test_a_card_without_indicators_or_an_area_without_practices_is_refused_in_words(figures):
    empty = copy_version(version=figures.version, **BY)
    empty.items.all().delete()
    with pytest.raises(ValidationError, match="has no indicator yet"):
        band_period(version=empty, period=figures.period(), key=uuid.uuid4(), clock=clock, **BY)
    add_commissioner(code="X09", name="Empty", **BY)
    for practice in figures.practices:
        close_practice(practice=practice, closed_on=figures.period().starts_on, **BY)
    with pytest.raises(ValidationError, match="has no open practice on 30 June 2026"):
        figures.band()


def test_an_atypical_practice_is_not_counted_among_the_ranked(figures):
    figures.record(3, "ACC01", numerator=95, denominator=100)
    three = figures.practices[2]
    flag_atypical(practice=three, reason="serves homeless people", starts_on=ALWAYS, **BY)
    found = result(figures.band(), figures.practices[0], "ACC01")
    assert (found.rank, found.ranked_of) == (1, 2)


def test_below_the_minimum_coverage_there_is_no_score(figures):
    """Practice 3 has a band for 40 of 100; the card asks for half."""
    figures.record(3, "VFM01", numerator=14000, denominator=100)
    card_run = figures.band()
    overall = Score.objects.get(card_run=card_run, practice=figures.practices[2], domain=None)
    assert (overall.score, overall.coverage) == (None, pytest.approx(0.4))


def test_what_does_not_apply_lowers_no_coverage(figures):
    figures.record(3, "VFM01", numerator=14000, denominator=100)
    figures.record(3, "ACC01", state="not_applicable")
    card_run = figures.band()
    overall = Score.objects.get(card_run=card_run, practice=figures.practices[2], domain=None)
    assert (overall.score, overall.coverage) == (pytest.approx(100), pytest.approx(1))
