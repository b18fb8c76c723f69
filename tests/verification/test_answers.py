"""The commissioner answers queries: what is overdue leads, and what a correction leads to."""

import uuid

import pytest
import time_machine
from django.urls import reverse

from indicators.models import Query
from indicators.selectors.queries import corrected_since_banding, open_queries, queries_for
from indicators.services.queries import raise_query, uphold
from scorecard.accounts.roles import Role
from tests.areas import Area as Scored
from tests.verification.conftest import on


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(on(15, month=9), tick=False):
        yield


def text(response) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_what_is_overdue_comes_first_and_says_so(area, client):
    late = raise_query(figure=area.figure("FAC01"), reason="More", by=None, at=on(1, month=9))
    overdue = raise_query(figure=area.figure(), reason="Less", by=None, at=on(10, month=8))
    assert list(open_queries(queries_for(area.commissioner))) == [overdue, late]
    client.force_login(area.person(Role.ANALYST))
    page = text(client.get(reverse("queries", args=["X01"])))
    assert "Overdue</strong> The answer was due on 7 September 2026, 8 days ago" in page
    assert "Answer due by 29 September 2026 (14 days left)" in page


def test_a_query_after_the_last_day_is_marked_for_both_sides(area, client):
    area.window()
    query = raise_query(figure=area.figure(), reason="Late", by=None, at=on(25))
    client.force_login(area.person(Role.ANALYST))
    assert "Raised late" in text(client.get(reverse("queries", args=["X01"])))
    page = text(client.get(reverse("query", args=["X01", query.pk])))
    assert "after the last day for verifying" in page
    client.force_login(area.person(Role.PRACTICE_MANAGER))
    assert "after the last day for verifying" in text(
        client.get(reverse("practice", args=["X00001"]))
    )


def test_fifty_queries_take_as_many_reads_as_one(area, client, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    raise_query(figure=area.figure(), reason="One", by=None, at=on(9))
    client.force_login(area.person(Role.ANALYST))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("queries", args=["X01"]))
    raise_query(figure=area.figure("FAC01"), reason="Two", by=None, at=on(9))
    with django_assert_num_queries(len(one)):
        client.get(reverse("queries", args=["X01"]))


def test_a_correction_asks_for_a_new_banding_until_there_is_one(db, client):
    area = Scored()
    area.record(1, "ACC01", numerator=70, denominator=100)
    area.band()
    from indicators.models import Figure

    query = raise_query(figure=Figure.objects.get(), reason="Twice", by=None, at=on(9))
    analyst = area.user(Role.ANALYST)
    assert corrected_since_banding(area.commissioner) == []
    uphold(query=query, reason="Yes", numerator=75, denominator=100, by=analyst, at=on(10))
    assert [(one.code, one.figures) for one in corrected_since_banding(area.commissioner)] == [
        ("2026-27-Q1", 1)
    ]
    client.force_login(analyst)
    for address in (reverse("queries", args=["Z01"]), reverse("query", args=["Z01", query.pk])):
        page = text(client.get(address))
        assert "1 figure in the results of April to June 2026 was corrected" in page
        assert reverse("band", args=["Z01", "2026-27-Q1"]) in page
    with time_machine.travel(on(16, month=9), tick=False):
        from scorecard.cards.services.banding import band_period

        band_period(
            version=area.version,
            period=area.period(),
            key=uuid.uuid4(),
            by=None,
            at=on(16, month=9),
            clock=lambda: on(16, month=9),
        )
    assert corrected_since_banding(area.commissioner) == []
    assert Query.objects.get().decision.upheld
