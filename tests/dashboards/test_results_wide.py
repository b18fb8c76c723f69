"""Results as arrays, in whatever order practices and indicators are asked for."""

import numpy as np
import pytest

from indicators.models import Result, RunDefinition
from scorecard.calc.types import NoBand
from scorecard.dashboards.selectors.results_wide import bands_of_run, wide
from scorecard.dashboards.selectors.run_places import RunPlaces


@pytest.fixture
def card_run(area):
    area.record(1, "ACC01", numerator=90, denominator=100)
    area.record(2, "ACC01", numerator=10, denominator=20)
    area.record(3, "VFM01", numerator=300, denominator=2)
    return area.band()


def test_each_value_stands_where_its_result_says(area, card_run):
    practices = [one.pk for one in reversed(area.practices)]
    definitions = [area.definition(code).pk for code in ("VFM01", "FAC01", "ACC01")]
    found = wide(card_run.run, practices, definitions)
    for row, practice in enumerate(practices):
        for column, definition in enumerate(definitions):
            result = Result.objects.of_run(card_run.run).get(
                practice=practice, definition=definition
            )
            at = row, column
            assert (found.bands[at], found.states[at]) == (result.band, result.no_band)
            assert found.figures[at] == (result.figure_id or 0)
            for name in ("value", "numerator", "denominator"):
                np.testing.assert_equal(
                    getattr(found, name)[at], getattr(result, name) or np.nan, name
                )


def test_a_practice_or_indicator_the_run_has_not_is_no_data(area, card_run):
    late = area.add_practice(4)
    found = wide(card_run.run, [late.pk], [area.definition("ACC01").pk, 0])
    assert found.states.tolist() == [[NoBand.NO_DATA, NoBand.NO_DATA]]
    assert np.isnan(found.value).all()


def test_nothing_asked_for_is_an_empty_page(area, card_run):
    assert wide(card_run.run, [], []).bands.shape == (0, 0)


def test_bands_of_everybody_are_those_of_the_results(area, card_run):
    places = RunPlaces(card_run)
    definitions = [area.definition(code).pk for code in ("ACC01", "VFM01")]
    held = {one.definition_id: one for one in RunDefinition.objects.filter(run=card_run.run)}
    found = bands_of_run(held, places.practices.size, definitions)
    apart = wide(card_run.run, places.practices.tolist(), definitions)
    assert found.bands.tolist() == apart.bands.tolist()
    assert found.states.tolist() == apart.states.tolist()
