"""England's value: added up from the figures held here, or published; which one is said."""

import pytest
from django.urls import reverse

from indicators.models import BenchmarkValue
from indicators.selectors.results import results_of
from indicators.services.agreements import record_outside_value
from scorecard.accounts.roles import Role
from scorecard.calc.types import Comparison
from tests.areas import CARD, NOW, PROPORTION, Area

POOLED = "England, all practices together"
PUBLISHED = "England, April to June 2026, as published"


def england(code, comparator="england", **changes):
    first = {**PROPORTION, "comparator": comparator, **changes}
    area = Area(code=code, card={**CARD, "indicators": [first, *CARD["indicators"][1:]]})
    for number, (seen, asked) in enumerate(((90, 100), (140, 200), (8, 20)), start=1):
        area.record(number, "ACC01", numerator=seen, denominator=asked)
    return area


def publish(area, value, period="2026-27-Q1"):
    record_outside_value(
        indicator=area.definition("ACC01").indicator,
        period=area.period(period),
        area=BenchmarkValue.Area.ENGLAND,
        value=value,
        source="A national file",
        by=None,
        at=NOW,
    )


def first_of(area):
    found = results_of(area.band().run).filter(definition__indicator__code="ACC01")
    return found.get(practice=area.practices[0])


def words(client, area, name, *args):
    client.force_login(area.user(Role.ANALYST))
    return client.get(reverse(name, args=[area.commissioner.code, *args])).content.decode()


def test_where_all_england_is_held_it_is_added_up_until_a_value_is_published(db, client):
    area = england("ENG")
    publish(area, 60, "2025-26-Q4")
    one = first_of(area)
    # 238 of 320: added up, never the mean of percentages; an older published value is not used.
    assert (one.benchmark, one.benchmark_name) == (pytest.approx(238 / 320 * 100), POOLED)
    assert one.comparison == Comparison.BETTER
    page = words(client, area, "area-result", area.practices[0].code, "ACC01")
    assert f"Compared with {POOLED}: 74.4%" in page


def test_a_published_value_of_the_period_is_used_and_both_stand_side_by_side(db, client):
    area = england("ENG")
    publish(area, 70)
    one = first_of(area)
    assert (one.benchmark, one.benchmark_name) == (70, PUBLISHED)
    page = words(client, area, "indicator-results", "ACC01")
    assert (
        "England is 70.0% as published (A national file) and 74.4% by the figures held here"
        f" ({POOLED}): a difference of 4.4 percentage points."
        " Practices are compared with the published one."
    ) in page


def test_with_the_area_as_comparator_the_page_says_that_the_added_up_value_is_used(db, client):
    area = england("ENG", comparator="area")
    publish(area, 70)
    assert first_of(area).benchmark == pytest.approx(238 / 320 * 100)
    page = words(client, area, "indicator-results", "ACC01")
    assert "Practices are compared with the one of the figures held here." in page


def test_a_part_of_england_is_never_taken_for_the_whole(db, client):
    area = england("Z01")
    one = first_of(area)
    assert (one.benchmark, one.benchmark_name) == (None, "England")
    publish(area, 70)
    assert first_of(area).benchmark_name == PUBLISHED
    assert "by the figures held here" not in words(client, area, "indicator-results", "ACC01")


def test_copies_of_a_figure_that_practices_share_are_not_added_up(db, client):
    area = england("ENG", level="network")
    one = first_of(area)
    assert (one.benchmark, one.benchmark_name) == (None, "England")
    publish(area, 70)
    assert first_of(area).benchmark_name == PUBLISHED
    assert "by the figures held here" not in words(client, area, "indicator-results", "ACC01")
