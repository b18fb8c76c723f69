"""A band that changed: by more than chance, perhaps by chance, or nobody can say."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from indicators.periods import parse
from indicators.selectors.definitions import data_of
from indicators.services.definitions import define
from practices.models import Practice
from scorecard.calc.types import Comparison
from scorecard.cards.models import CardItem
from scorecard.dashboards.noise import Side, Verdict, changes, verdicts, why_unknown
from scorecard.dashboards.selectors.moves import count, moves_between
from tests.areas import NOW as MOMENT
from tests.areas import Area
from tests.dashboards.conftest import BEFORE, NOW, band_both, card_with, second, two_periods

PERIODS = parse(BEFORE), parse(NOW)


def said(before, now, **how) -> dict[tuple[str, int], Verdict]:
    """By indicator and number of the practice."""
    return {
        (one.definition.code, int(str(code)[-3:])): Verdict(int(verdict))
        for one in moves_between(before, now, **how)
        for code, verdict in zip(codes(one.practices), one.verdicts, strict=True)
    }


def codes(practices) -> list[str]:
    known = dict(Practice.objects.values_list("pk", "code"))
    return [known[pk] for pk in practices.tolist()]


def test_a_large_fall_is_more_than_noise_and_a_small_practice_may_fall_by_chance(area):
    # 85% to 70% of a thousand is far beyond chance; 28 to 23 of 33 is not (Newcombe).
    two_periods(area, "ACC01", (1, (850, 1000), (700, 1000)), (2, (28, 33), (23, 33)))
    before, now = band_both(area)
    assert said(before, now) == {("ACC01", 1): Verdict.BEYOND, ("ACC01", 2): Verdict.CHANCE}
    found = moves_between(before, now)
    assert [count(found, better) for better in (True, False)] == [0, 2]
    assert count(found, False, Verdict.BEYOND) == 1


def test_a_band_that_stays_is_no_change_however_the_figure_moved(area):
    two_periods(area, "ACC01", (1, (990, 1000), (850, 1000)))
    assert said(*band_both(area)) == {}


def test_money_has_no_sampling_model_so_nobody_can_say(area):
    for period, pounds in ((BEFORE, 14000), (NOW, 19000)):
        area.record(1, "VFM01", period=period, numerator=pounds, denominator=100)
    before, now = band_both(area)
    assert said(before, now) == {("VFM01", 1): Verdict.UNKNOWN}
    (moved,) = moves_between(before, now)
    assert "no sampling model" in moved.why_unknown


def test_only_what_has_a_band_in_both_periods_gains_or_loses_one(area):
    area.record(1, "ACC01", period=BEFORE, numerator=90, denominator=100)
    area.record(2, "ACC01", period=NOW, numerator=10, denominator=100)
    assert said(*band_both(area)) == {}


def test_the_practices_of_the_later_run_are_compared_whoever_joined(area):
    area.record(1, "ACC01", period=BEFORE, numerator=900, denominator=1000)
    before = area.band(BEFORE)
    area.practices.append(area.add_practice(0, opened_on=dt.date(2026, 5, 1)))
    for number in (1, 4):
        area.record(number, "ACC01", numerator=500, denominator=1000)
    assert said(before, area.band(NOW)) == {("ACC01", 1): Verdict.BEYOND}


def test_a_year_so_far_counts_its_first_quarter_twice(db):
    area = Area(card=card_with(second(period_type="year_to_date")))
    for period, events in (("2026-27-Q1", 900), ("2026-27-Q2", 500)):
        area.record(1, "ACC02", period=period, numerator=events, denominator=1000)
    before, now = area.band("2026-27-Q1"), area.band("2026-27-Q2")
    assert said(before, now) == {("ACC02", 1): Verdict.UNKNOWN}
    assert "twice" in moves_between(before, now)[0].why_unknown


def test_a_figure_that_is_defined_anew_is_another_figure(area):
    two_periods(area, "ACC01", (1, (900, 1000), (500, 1000)))
    before = area.band(BEFORE)
    new = replace(data_of(area.definition("ACC01")), numerator="Patients seen within a day")
    definition = define(commissioner=area.commissioner, code="ACC01", data=new, by=None, at=MOMENT)
    CardItem.objects.filter(definition__indicator=definition.indicator).update(
        definition=definition
    )
    assert said(before, area.band(NOW)) == {("ACC01", 1): Verdict.UNKNOWN}


def test_an_old_figure_that_lost_its_band_did_not_move_itself(db):
    """Halves of those who sent: the second practice overtook the first, whose figure is the old
    one, valid for a year."""
    rule = {"rule": "quantile", "k": 2, "green_to": 1, "red_from": 2}
    area = Area(card=card_with(second(valid_for_months=12, rule=rule)))
    for number, events in ((1, 700), (2, 500)):
        area.record(number, "ACC02", period=BEFORE, numerator=events, denominator=1000)
    area.record(2, "ACC02", period=NOW, numerator=900, denominator=1000)
    found = said(*band_both(area))
    assert found == {("ACC02", 1): Verdict.NOT_ITS_OWN, ("ACC02", 2): Verdict.BEYOND}


def test_one_practice_and_some_indicators_only(area):
    two_periods(area, "ACC01", (1, (850, 1000), (700, 1000)), (2, (28, 33), (23, 33)))
    before, now = band_both(area)
    own = area.practices[1].pk
    assert said(before, now, practice=own) == {("ACC01", 2): Verdict.CHANCE}
    other = area.definition("VFM01").indicator_id
    assert said(before, now, indicators={other}) == {}


def side(numerator=np.nan, denominator=np.nan, value=np.nan, lower=np.nan, upper=np.nan, figure=1):
    numbers = (numerator, denominator, value, np.nan, lower, upper)
    return Side(*(np.array([float(one)]) for one in numbers), np.array([figure]))


def test_where_one_person_has_several_events_the_widened_intervals_decide(area):
    """400 to 500 contacts of a thousand is beyond chance for single events, not for contacts."""
    alone = replace(
        data_of(area.definition("ACC01")), kind="rate", sampling="poisson", multiplier=1000
    )
    before, now = side(400, 1000, 400, 200, 650), side(500, 1000, 500, 280, 780)
    assert changes(alone, now, before)[0] == Comparison.BETTER
    several = replace(alone, over_dispersed="multiplicative")
    assert changes(several, now, before)[0] == Comparison.SIMILAR


def test_a_band_gained_while_the_figure_fell_is_not_its_own_doing(area):
    data = data_of(area.definition("ACC01"))
    sides = side(900, 1000, 90.0), side(700, 1000, 70.0, figure=2)
    fell = verdicts(data, data, PERIODS, sides, np.array([True]))
    assert fell[0] == Verdict.NOT_ITS_OWN
    assert verdicts(data, data, PERIODS, sides, np.array([False]))[0] == Verdict.BEYOND


def test_a_published_share_without_its_counts_cannot_be_judged(area):
    data = data_of(area.definition("ACC01"))
    sides = side(value=90.0), side(value=50.0, figure=2)
    assert verdicts(data, data, PERIODS, sides, np.array([False]))[0] == Verdict.UNKNOWN


@pytest.mark.parametrize("field", ["kind", "numerator", "multiplier", "sampling", "period_type"])
def test_what_is_measured_has_to_be_the_same(area, field):
    data = data_of(area.definition("ACC01"))
    other = {"kind": "mean", "multiplier": 1.0, "sampling": "poisson", "period_type": "point"}
    was = replace(data, **{field: other.get(field, "Other words")})
    assert "differently" in why_unknown(was, data, *PERIODS)
    assert why_unknown(data, data, *PERIODS) == ""
