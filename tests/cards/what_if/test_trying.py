"""What a try works out from a run: weights, levels and comparisons."""

from dataclasses import replace
from decimal import Decimal

import numpy as np

from indicators.models import Result
from indicators.selectors.definitions import data_of
from indicators.services.definitions import define
from scorecard.calc.types import Band
from scorecard.cards.models import Score
from scorecard.cards.selectors.pictures import NOTHING, Change
from scorecard.cards.selectors.run_arrays import arrays_of_run, scores_of_run
from scorecard.cards.services import trying
from scorecard.cards.services.rejudging import bands_of
from scorecard.cards.services.versions import open_draft, place
from tests.cards.what_if.helpers import BY, item, seen


def test_a_run_is_read_as_arrays_that_say_what_its_rows_say(area):
    scores = scores_of_run(area.card_run)
    ids = list(area.version.items.values_list("definition_id", flat=True))
    arrays = arrays_of_run(area.card_run, scores.practices, [*ids, 2_000_000_000])
    assert arrays.definitions == tuple(ids)
    rows = Result.objects.of_run(area.card_run.run)
    assert rows.count() == arrays.bands.size == 9
    names = {"value": "value", "numerator": "numerator", "denominator": "denominator",
             "lower": "lower", "upper": "upper"}  # fmt: skip
    for row in rows:
        at = scores.practices.tolist().index(row.practice_id), ids.index(row.definition_id)
        assert (arrays.bands[at], arrays.states[at]) == (row.band, row.no_band)
        for field, name in names.items():
            expected = np.nan if getattr(row, name) is None else getattr(row, name)
            np.testing.assert_equal(getattr(arrays, field)[at], expected)
    for score in Score.objects.all():
        at = scores.practices.tolist().index(score.practice_id)
        expected = np.nan if score.score is None else score.score
        if score.domain_id is None:
            np.testing.assert_equal(scores.scores[at], expected)
            assert scores.bands[at] == score.band
        else:
            column = scores.domains.index(score.domain_id)
            np.testing.assert_equal(scores.domain_scores[at, column], expected)


def test_practices_that_are_not_asked_for_are_passed_over(area):
    scores = scores_of_run(area.card_run)
    ids = list(area.version.items.values_list("definition_id", flat=True))
    whole = arrays_of_run(area.card_run, scores.practices, ids)
    some = arrays_of_run(area.card_run, scores.practices[1:2], ids)
    assert some.bands.tolist() == whole.bands[1:2].tolist()


def test_the_version_as_it_stands_says_what_the_run_said(area):
    trial = trying.attempt(seen(area))
    assert trial.moves.order.size == 0
    assert trial.again == ()


def test_other_weights_move_practices_and_domains_as_one_would_work_it_out(area):
    change = Change(weights={item(area, "ACC01").pk: 0, item(area, "ACC02").pk: 100})
    trial = trying.attempt(seen(area), change)
    # Practice 1: Access from 60 to 0, so 60 x 0.6 + 100 x 0.4 = 76 becomes 40.
    np.testing.assert_allclose(trial.picture.scores.scores[:2], [76, 24])
    np.testing.assert_allclose(trial.after_scores[:2], [40, 60])
    assert trial.after_bands.tolist() == [Band.AMBER, Band.AMBER, Band.NONE]
    access, money = (domain.move for domain in trial.domains)
    assert (access.before, access.after, access.up, access.down) == (50, 50, 1, 1)
    assert (money.up, money.down) == (0, 0)


def test_other_levels_band_again_from_the_runs_own_values(area):
    change = Change(levels={item(area, "ACC01").pk: {"green": 95.0, "red": 40.0}})
    banded = bands_of(seen(area), change)
    assert banded.bands[:, 0].tolist() == [Band.AMBER, Band.AMBER, Band.NONE]
    assert banded.again == ()


def test_levels_do_not_band_what_was_too_few(area):
    area.record(3, "ACC01", numerator=9, denominator=10)
    area.card_run = area.band()
    change = Change(levels={item(area, "ACC01").pk: {"green": 5.0, "red": 1.0}})
    banded = bands_of(seen(area), change)
    assert banded.bands[:, 0].tolist() == [Band.GREEN, Band.GREEN, Band.NONE]


def test_an_indicator_that_the_run_does_not_have_is_judged_from_the_figures_held(area):
    draft = open_draft(commissioner=area.commissioner, **BY)
    data = data_of(area.definition("ACC01"))
    new = define(commissioner=area.commissioner, code="ACC03", data=data, **BY)
    domain = draft.domains.get(name="Access")
    place(version=draft, definition=new, role="weighted", domain=domain, weight=Decimal(20), **BY)
    area.record(1, "ACC03", numerator=10, denominator=100)
    trial = trying.attempt(seen(area, draft))
    assert [one.definition.code for one in trial.again] == ["ACC03"]
    at = [one.definition.code for one in trial.picture.items].index("ACC03")
    banded = bands_of(trial.picture, NOTHING)
    assert banded.bands[:, at].tolist() == [Band.RED, Band.NONE, Band.NONE]


def test_a_comparison_is_judged_again_from_the_figures_held(area):
    """With its levels changed it depends on all practices, so the run's bands do not do."""
    draft = open_draft(commissioner=area.commissioner, **BY)
    rule = {"rule": "quantile", "k": 2, "green_to": 1, "red_from": 2}
    one = data_of(area.definition("ACC01"))
    changed = define(
        commissioner=area.commissioner, code="ACC01", data=replace(one, rule=rule), **BY
    )
    place(
        version=draft,
        definition=changed,
        role="weighted",
        domain=draft.domains.get(name="Access"),
        weight=Decimal(60),
        **BY,
    )
    trial = trying.attempt(seen(area, draft))
    assert [one.definition.code for one in trial.again] == ["ACC01"]
