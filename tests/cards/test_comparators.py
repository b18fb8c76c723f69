"""A period banded with every comparator, with levels of its own, and the list as denominator."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from indicators.models import BenchmarkValue, Collection, CollectionItem, Objective, Result
from indicators.selectors.definitions import data_of
from indicators.selectors.results import outcome_of, results_of
from indicators.selectors.surroundings import past_period
from indicators.services.definitions import define
from practices.services.lists import ListSizeRow, record_list_sizes
from scorecard.accounts.roles import Role
from scorecard.calc.types import Band, Comparison, NoBand
from scorecard.cards.models import Score
from scorecard.cards.selectors.export import HEADER, result_rows
from tests.areas import CARD, NOW, PROPORTION, Area

G, A, R = Band.GREEN, Band.AMBER, Band.RED
INTERVAL = {"rule": "interval", "confidence": 95}
AGE = {
    "code": "CTX01",
    "name": "Patients over 75",
    "description": "How many patients are over 75.",
    "role": "context",
    "kind": "proportion",
    "numerator": "Patients over 75",
    "denominator": "Patients",
    "multiplier": 100,
    "unit": "%",
    "polarity": "none",
    "sampling": "proportion",
}


def area_with(*context, **changes):
    first = {**PROPORTION, **changes}
    return Area(card={**CARD, "indicators": [first, *CARD["indicators"][1:], *context]})


def three_figures(area, period="2026-27-Q1", seen=(90, 70, 50)):
    for number, count in enumerate(seen, start=1):
        area.record(number, "ACC01", period, numerator=count, denominator=100)


def found(card_run, code="ACC01"):
    return list(results_of(card_run.run).filter(definition__indicator__code=code))


def marks(card_run):
    return [result.benchmark and round(result.benchmark, 6) for result in found(card_run)]


def outside_value(area, value, period="2026-27-Q1", where="england"):
    BenchmarkValue.objects.create(
        indicator=area.definition("ACC01").indicator,
        period=area.period(period),
        area=where,
        value=value,
        source="A national file",
        recorded_at=NOW,
    )


def agree(area, number, levels, **dates):
    first = {"starts_on": dt.date(2026, 4, 1), **dates}
    return Objective.objects.create(
        practice=area.practices[number - 1],
        indicator=area.definition("ACC01").indicator,
        levels=levels,
        agreed="Agreed with the practice in March",
        recorded_at=NOW,
        **first,
    )


def test_each_practice_is_compared_with_the_others_of_its_network(db):
    area = area_with(comparator="network")
    three_figures(area)
    card_run = area.band()
    assert marks(card_run) == [60, 70, 80]
    one = found(card_run)[0]
    assert one.benchmark_name == "the other practices of its network"
    assert one.comparison == Comparison.BETTER
    assert card_run.run.definitions.get(definition=one.definition).benchmark is None


def test_the_file_for_analysts_has_the_benchmark_of_each_practice(db):
    area = area_with(comparator="network")
    three_figures(area)
    column = HEADER.index("benchmark")
    rows = list(result_rows(area.band(), NOW.date()))
    rows = [row for row in rows if row[HEADER.index("indicator")] == "ACC01"]
    assert [row[column] for row in rows] == [60, 70, 80]
    assert rows[0][column + 1] == "the other practices of its network"


def test_similar_practices_are_found_by_list_and_context(db):
    area = area_with(AGE, comparator="similar")
    three_figures(area)
    for number in (1, 2, 3):
        area.record(number, "CTX01", numerator=number, denominator=10)
    card_run = area.band()
    assert marks(card_run) == [60, 70, 80]
    assert found(card_run)[0].benchmark_name == "the 10 most similar practices"


def test_without_list_or_context_nobody_is_similar(db):
    area = area_with(comparator="similar", rule=INTERVAL)
    three_figures(area)
    card_run = area.band()
    assert marks(card_run) == [None] * 3
    assert {one.no_band for one in found(card_run)} == {NoBand.NO_COMPARISON}


def test_england_of_the_period_else_the_newest_that_is_not_later(db):
    area = area_with(comparator="england", rule=INTERVAL)
    three_figures(area)
    outside_value(area, 10, "2025-26-Q4", where="region")
    outside_value(area, 99, "2026-27-Q2")
    card_run = area.band()
    assert marks(card_run) == [None] * 3
    assert {one.no_band for one in found(card_run)} == {NoBand.NO_COMPARISON}
    outside_value(area, 60, "2025-26-Q4")
    card_run = area.band()
    assert marks(card_run) == [60] * 3
    assert found(card_run)[0].benchmark_name == "England, January to March 2026, as published"
    assert [one.band for one in found(card_run)] == [G, G, R]
    outside_value(area, 70)
    assert marks(area.band()) == [70] * 3


def test_a_year_so_far_is_compared_with_england_at_the_same_point_of_the_year(db):
    area = area_with(period_type="year_to_date", comparator="england", rule=INTERVAL)
    three_figures(area)
    for period in ("2025-26", "2025-26-Q4", "2025-26-Q3"):
        outside_value(area, 80, period)
    card_run = area.band()
    assert marks(card_run) == [None] * 3
    assert {one.no_band for one in found(card_run)} == {NoBand.NO_COMPARISON}
    outside_value(area, 20, "2025-26-Q1")
    card_run = area.band()
    assert marks(card_run) == [20] * 3
    assert found(card_run)[0].benchmark_name == "England, April to June 2025, as published"


def test_its_own_past_is_the_period_before(db):
    area = area_with(comparator="own_past", rule=INTERVAL)
    three_figures(area, "2025-26-Q4", (70, 70, 70))
    three_figures(area, "2025-26-Q1", (10, 10, 10))
    three_figures(area)
    card_run = area.band()
    assert marks(card_run) == [70] * 3
    assert found(card_run)[0].benchmark_name == "its own figure for January to March 2026"
    assert [one.band for one in found(card_run)] == [G, A, R]


@pytest.mark.parametrize("period_type", ["year_to_date", "rolling"])
def test_the_past_of_a_year_so_far_is_the_same_quarter_a_year_earlier(db, period_type):
    area = area_with(comparator="own_past", period_type=period_type)
    three_figures(area, "2025-26-Q4", (70, 70, 70))
    three_figures(area, "2025-26-Q1", (10, 20, 30))
    three_figures(area)
    assert marks(area.band()) == [10, 20, 30]


def test_a_figure_that_stands_for_both_periods_has_no_past(db):
    area = area_with(comparator="own_past", rule=INTERVAL, valid_for_months=12)
    three_figures(area, "2025-26-Q4")
    area.period("2026-27-Q1")
    card_run = area.band()
    assert marks(card_run) == [None] * 3
    assert found(card_run)[0].no_band == NoBand.NO_COMPARISON


def measured_anew(area, **changes):
    """The indicator gets a definition that differs, and the live version weighs that one."""
    old = area.definition("ACC01")
    data = replace(data_of(old), **changes)
    new = define(commissioner=area.commissioner, code="ACC01", data=data, by=None, at=NOW)
    area.version.items.filter(definition=old).update(definition=new)


NEW_MEASURE = {"denominator": "Everybody on the list"}


@pytest.mark.parametrize(
    ("changes", "marked"), [(NEW_MEASURE, [None] * 3), ({"name": "Seen soon"}, [10, 20, 30])]
)
def test_a_figure_of_another_measure_is_no_past(db, changes, marked):
    area = area_with(comparator="own_past", rule=INTERVAL)
    three_figures(area, "2025-26-Q4", (10, 20, 30))
    area.band("2025-26-Q4")
    measured_anew(area, **changes)
    three_figures(area)
    assert marks(area.band()) == marked


def test_a_past_asked_for_by_another_definition_is_no_past_though_it_was_never_banded(db):
    area = area_with(comparator="own_past", rule=INTERVAL)
    three_figures(area, "2025-26-Q4", (10, 20, 30))
    before = area.period("2025-26-Q4")
    asked = Collection.objects.create(
        period=before,
        announced_on=before.starts_on,
        opens_on=before.starts_on,
        deadline=before.ends_on,
        opened_at=NOW,
    )
    CollectionItem.objects.create(collection=asked, definition=area.definition("ACC01"))
    measured_anew(area, **NEW_MEASURE)
    three_figures(area)
    assert marks(area.band()) == [None] * 3
    # Banded once more by the new definition, the old figures stay what they were.
    area.band("2025-26-Q4")
    assert marks(area.band()) == [None] * 3


def test_the_past_period_has_the_same_length(db):
    area = Area()
    year, quarter = area.period("2025-26"), area.period("2025-26-Q4")
    assert past_period(area.period("2026-27-Q1"), "period") == quarter
    assert past_period(area.period("2026-27"), "period") == year
    assert past_period(area.period("2026-27-Q2"), "year_to_date") is None
    assert past_period(year, "period") is None


def test_a_figure_of_the_year_so_far_is_banded_by_the_levels_of_its_quarter(db):
    profile = {"Q1": {"green": 60, "red": 40}, "Q2": {"green": 95, "red": 80}}
    area = area_with(period_type="year_to_date", target_profile=profile)
    for period, bands in (("2026-27-Q1", [G, G, A]), ("2026-27-Q2", [A, R, R])):
        three_figures(area, period)
        results = found(area.band(period))
        assert [one.band for one in results] == bands
        assert outcome_of(results[0]).period_levels == profile[period[-2:]]
    three_figures(area, "2026-27-Q3")
    third = found(area.band("2026-27-Q3"))
    assert [one.band for one in third] == [G, A, R]
    assert outcome_of(third[0]).period_levels is None


def test_levels_agreed_for_one_practice_band_it_in_the_periods_they_hold(db):
    area = area_with()
    three_figures(area)
    agree(area, 3, {"green": 50, "red": 30}, ends_on=dt.date(2026, 6, 30))
    results = found(area.band())
    assert [one.band for one in results] == [G, A, G]
    assert [one.own_levels for one in results] == [None, None, {"green": 50, "red": 30}]
    three_figures(area, "2026-27-Q2")
    assert [one.band for one in found(area.band("2026-27-Q2"))] == [G, A, R]
    three_figures(area, "2025-26-Q4")
    assert [one.band for one in found(area.band("2025-26-Q4"))] == [G, A, R]


PROFILE = {"Q1": {"green": 20, "red": 10}, "Q2": {"green": 40, "red": 20}}
SO_FAR = {"period_type": "year_to_date", "target_profile": PROFILE}


def test_levels_agreed_for_one_practice_hold_in_their_quarter_of_a_year_so_far(db):
    area = area_with(**SO_FAR)
    agree(area, 3, {"Q1": {"green": 12, "red": 5}})
    for period in ("2026-27-Q1", "2026-27-Q2"):
        three_figures(area, period, (15, 15, 15))
    first = found(area.band("2026-27-Q1"))
    assert [one.band for one in first] == [A, A, G]
    assert first[2].own_levels == {"green": 12, "red": 5}
    second = found(area.band("2026-27-Q2"))
    assert [one.band for one in second] == [R, R, R]
    assert second[2].own_levels is None


def test_levels_without_a_quarter_are_those_of_the_whole_year_and_hold_at_its_end(db):
    area = area_with(**SO_FAR)
    agree(area, 3, {"green": 60, "red": 40})
    for period in ("2026-27-Q1", "2026-27-Q4"):
        three_figures(area, period, (25, 15, 25))
    assert [one.band for one in found(area.band("2026-27-Q1"))] == [G, A, G]
    three_figures(area, "2026-27-Q4", (65, 65, 65))
    assert [one.band for one in found(area.band("2026-27-Q4"))] == [A, A, G]


def test_of_several_agreements_the_newest_holds_and_words_alone_band_nobody(db):
    area = area_with()
    three_figures(area)
    agree(area, 3, {"green": 50, "red": 30})
    agree(area, 3, {"green": 55, "red": 50}, starts_on=dt.date(2026, 5, 1))
    agree(area, 3, {}, starts_on=dt.date(2026, 6, 1), words="Ring every patient")
    assert [one.band for one in found(area.band())] == [G, A, A]


def test_the_grid_shows_a_figure_with_the_decimals_that_its_own_levels_need(db, client):
    area = area_with()
    client.force_login(area.user(Role.ANALYST))
    area.record(1, "ACC01", numerator=4996, denominator=10000)
    agree(area, 1, {"green": 50, "red": 30})
    area.band()
    page = client.get(reverse("grid", args=["Z01"])).content.decode()
    assert "Amber <b>49.96%</b>" in page


def test_levels_that_no_longer_fit_stop_the_run_in_words(db):
    area = area_with(rule={"rule": "target", "target": 80, "tolerance": 5})
    three_figures(area)
    agree(area, 1, {"green": 50, "red": 30})
    with pytest.raises(ValidationError, match="ACC01: levels agreed for one practice"):
        area.band()


@pytest.mark.parametrize("change", ["objective", "england"])
def test_what_else_a_run_was_judged_by_changes_its_hash(db, change):
    area = area_with(comparator="england")
    three_figures(area)
    before = area.band().run.inputs_hash
    assert area.band().run.inputs_hash == before
    if change == "objective":
        agree(area, 1, {"green": 50, "red": 30})
    else:
        outside_value(area, 60)
    assert area.band().run.inputs_hash != before


def test_a_network_that_changes_changes_the_hash_where_it_is_the_comparator(db):
    hashes = []
    for code, comparator in (("Z01", "network"), ("Y01", "area")):
        first = {**PROPORTION, "comparator": comparator}
        area = Area(code=code, card={**CARD, "indicators": [first, *CARD["indicators"][1:]]})
        three_figures(area)
        before = area.band().run.inputs_hash
        area.practices[0].networklink_set.all().delete()
        hashes.append(area.band().run.inputs_hash != before)
    assert hashes == [True, False]


def lists(area, *sizes, on=dt.date(2026, 6, 30)):
    rows = [
        ListSizeRow(practice.pk, "registered", on, Decimal(size), "A test")
        for practice, size in zip(area.practices, sizes, strict=False)
    ]
    record_list_sizes(rows=rows, by=None, at=NOW)


def test_the_list_is_the_denominator_where_a_figure_has_none(db):
    area = area_with(denominator_list="registered")
    area.record(1, "ACC01", numerator=90)
    area.record(2, "ACC01", numerator=70, denominator=100)
    area.record(3, "ACC01", numerator=50)
    lists(area, 100, 1000)
    one, two, three = found(area.band())
    assert (one.denominator, one.value, one.band) == (100, 90, G)
    assert (two.denominator, two.value) == (100, 70)
    assert (three.value, three.no_band) == (None, NoBand.NO_DATA)


def test_every_result_still_has_a_band_or_a_reason(db):
    area = area_with(comparator="network", rule=INTERVAL)
    area.record(1, "ACC01", numerator=90, denominator=100)
    assert Result.objects.of_run(area.band().run).count() == 9


def test_a_share_above_everybody_is_shown_says_so_and_counts_in_no_score(client, db):
    area = area_with()
    three_figures(area, seen=(110, 90, 50))
    card_run = area.band()
    one = found(card_run)[0]
    assert (one.band, one.no_band, one.rank) == (Band.NONE, NoBand.IMPOSSIBLE, None)
    assert (one.value, one.benchmark) == (pytest.approx(110), 70)
    overall = Score.objects.get(card_run=card_run, domain=None, practice=area.practices[0])
    assert overall.score is None
    client.force_login(area.user(Role.ANALYST))
    page = client.get(reverse("area-result", args=["Z01", area.practices[0].code, "ACC01"])).text
    assert "Cannot be right" in page and "110.0%" in page
    assert "a share lies between nobody and everybody" in page
    assert "Cannot be right" in client.get(reverse("grid", args=["Z01"])).text
