"""A figure beyond a limit makes one signal, whichever way it came; and nothing else does."""

from dataclasses import replace

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from indicators.models import Figure, UrgentSignal
from indicators.selectors.definitions import data_of
from indicators.services.definitions import define
from indicators.services.figures import FigureRow, record_figures
from indicators.services.queries import raise_query, uphold
from indicators.services.urgent_limits import end_limit
from indicators.urgent_limits import Limit, Side
from practices.services.lists import ListSizeRow, record_list_sizes
from scorecard.audit.models import AuditEvent
from tests.areas import NOW
from tests.urgent.conftest import later, newest_figure


def redefine(watched, code="ACC01", **changes):
    area = watched.area
    data = replace(data_of(area.definition(code)), **changes)
    define(commissioner=area.commissioner, code=code, data=data, by=None, at=NOW)


def test_a_figure_beyond_the_limit_is_signalled_with_its_interval(watched):
    limit = watched.limit()
    watched.record(1, numerator=25, denominator=100)
    watched.record(2, numerator=60, denominator=100)
    (signal,) = watched.signals
    assert (signal.limit, signal.figure.practice) == (limit, watched.area.practices[0])
    assert (signal.value, signal.signalled_at) == (25, NOW)
    # Wilson's formula in decimal arithmetic of forty digits.
    assert (signal.lower, signal.upper) == pytest.approx((17.54521136, 34.30446355), abs=1e-6)


def test_without_an_interval_none_is_kept(watched):
    watched.limit(Limit(Side.ABOVE, 300), "VFM01")
    watched.record(1, "VFM01", numerator=400, denominator=1)
    (signal,) = watched.signals
    assert (signal.value, signal.lower, signal.upper) == (400, None, None)


def test_the_same_figure_twice_makes_one_signal(watched):
    watched.limit()
    for _ in range(2):
        watched.record(1, numerator=25, denominator=100)
    assert watched.values == [25]


def test_another_figure_in_its_place_makes_another_signal(watched):
    watched.limit()
    watched.record(1, numerator=25, denominator=100)
    watched.record(1, numerator=20, denominator=100)
    assert watched.values == [25, 20]


def test_a_correction_after_a_query_is_a_figure_that_arrives(watched):
    watched.limit()
    watched.record(1, numerator=50, denominator=100)
    query = raise_query(figure=newest_figure(), reason="Wrong", by=watched.named, at=NOW)
    uphold(query=query, reason="So it is", numerator=5, denominator=100, by=watched.lead, at=NOW)
    assert watched.values == [5]


def test_a_second_source_is_looked_at_although_its_figure_does_not_count(watched):
    watched.limit()
    watched.record(1, numerator=50, denominator=100)
    held = newest_figure()
    row = FigureRow(held.practice_id, held.indicator_id, held.period_id, value=10)
    record_figures(rows=[row], file=None, source="national", by=None, at=NOW)
    (signal,) = watched.signals
    assert (signal.figure.source, signal.figure.counts) == ("national", False)


@pytest.mark.parametrize("state", ["no_data", "suppressed", "not_applicable"])
def test_missing_is_not_zero(watched, state):
    watched.limit()
    watched.record(1, state=state)
    assert watched.signals == []


def test_a_limit_is_for_its_own_indicator_and_commissioner(watched):
    watched.limit()
    watched.record(1, "VFM01", numerator=1, denominator=100)
    assert watched.signals == []


def test_an_ended_limit_signals_nothing(watched):
    end_limit(limit=watched.limit(), by=watched.lead, at=NOW)
    watched.record(1, numerator=25, denominator=100)
    assert watched.signals == []


def test_with_two_sides_a_figure_is_signalled_by_the_one_it_is_beyond(watched):
    low, high = watched.limit(), watched.limit(Limit(Side.ABOVE, 95))
    watched.record(1, numerator=99, denominator=100)
    watched.record(2, numerator=9, denominator=100)
    assert [signal.limit for signal in watched.signals] == [high, low]


def test_many_figures_of_several_periods_find_their_own_rows(watched):
    watched.limit()
    indicator = watched.area.definition("ACC01").indicator_id
    rows = [
        FigureRow(practice.pk, indicator, watched.area.period(period).pk, "present", n, 100)
        for n, (practice, period) in enumerate(
            (practice, period)
            for practice in watched.area.practices
            for period in ("2025-26-Q3", "2025-26-Q4", "2026-27-Q1")
        )
    ]
    record_figures(rows=rows, file=None, source="national", by=None, at=NOW)
    assert len(watched.signals) == 9
    for signal in UrgentSignal.objects.select_related("figure"):
        assert signal.value == pytest.approx(signal.figure.numerator)


def test_where_the_list_is_the_denominator_the_limit_is_on_the_rate(watched):
    area = watched.area
    redefine(
        watched,
        "VFM01",
        kind="rate",
        multiplier=1000.0,
        denominator_list="registered",
        rule={},
        unit="per 1,000",
    )
    watched.limit(Limit(Side.ABOVE, 300), "VFM01")
    day = area.period().ends_on
    sizes = [ListSizeRow(one.pk, "registered", day, 1000, "x") for one in area.practices[:2]]
    record_list_sizes(commissioner=area.commissioner, rows=sizes, by=None, at=NOW)
    watched.record(1, "VFM01", numerator=400)
    watched.record(2, "VFM01", numerator=200)
    watched.record(3, "VFM01", numerator=900)  # no list, no rate
    assert watched.values == [400]


def test_a_definition_on_another_scale_lets_the_limit_stand_still(watched):
    watched.limit()
    redefine(watched, multiplier=1000.0, unit="per 1,000")
    watched.record(1, numerator=25, denominator=100)
    assert watched.signals == []
    watched.limit(Limit(Side.BELOW, 400))
    watched.record(2, numerator=25, denominator=100)
    assert watched.values == [250]


def test_other_words_in_a_definition_let_the_limit_hold(watched):
    watched.limit()
    redefine(watched, rationale="Said better")
    watched.record(1, numerator=25, denominator=100)
    assert watched.values == [25]


def test_what_is_rolled_back_takes_its_signal_with_it(watched):
    watched.limit()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        watched.record(1, numerator=25, denominator=100)
        assert watched.signals
        raise ZeroDivisionError
    assert not watched.signals
    assert not Figure.objects.exists()


def test_the_trail_says_that_there_were_signals_apart_and_without_the_figure(watched):
    watched.limit()
    watched.record(1, numerator=25, denominator=100)
    event = AuditEvent.objects.get(action="signal urgently")
    assert (event.organisation, event.details) == ("Z01/urgent", {"signals": 1})
    assert "25" not in event.subject_name


def test_without_a_limit_there_is_one_query_more_and_nothing_else(watched):
    with CaptureQueriesContext(connection) as queries:
        watched.record(1, numerator=25, denominator=100)
    assert sum("urgent" in query["sql"] for query in queries) == 1


def test_with_a_limit_three_figures_take_as_many_queries_as_one(watched):
    watched.limit()
    counts = []
    for practices, period in ((1, "2025-26-Q4"), (3, "2026-27-Q1")):
        place = watched.area.definition("ACC01").indicator_id, watched.area.period(period).pk
        chosen = watched.area.practices[:practices]
        rows = [FigureRow(one.pk, *place, numerator=25, denominator=100) for one in chosen]
        with CaptureQueriesContext(connection) as captured:
            record_figures(rows=rows, file=None, by=None, at=later())
        counts.append(len(captured))
    assert len(watched.signals) == 4
    assert counts[0] == counts[1]
