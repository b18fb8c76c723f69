"""What is sent, locked and decided comes one after the other: the newer is never lost."""

import datetime as dt

import psycopg
import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from indicators.models import DraftReturn, Figure
from indicators.selectors.drafts import asked_of
from indicators.selectors.returns import due_return
from indicators.services.collections import set_lock
from indicators.services.drafts import discard_draft, save_typed
from indicators.services.queries import QueryRefused, decline, raise_query, uphold
from indicators.services.receiving import hold_may_send
from indicators.services.returns import ReturnRefused, submit_return
from scorecard.accounts.roles import Role
from scorecard.audit.models import AuditEvent
from tests.indicators.test_figure_references import other_connection
from tests.returns.area import AT, GOOD, Area
from tests.returns.files import row

LATER = AT + dt.timedelta(hours=1)
LOCK = "SELECT FROM indicators_collection WHERE id = %s FOR NO KEY UPDATE"
SHARE = "SELECT FROM indicators_collection WHERE id = %s FOR SHARE"


@pytest.fixture
def analyst(area):
    return area.person(Role.ANALYST)


def typed(area):
    asked = asked_of(area.collection, due_return(area.collection, area.practice))
    number = next(one.number for one in asked if one.indicator.code == "ACC01")
    fields = {f"{number}-numerator": "80", f"{number}-denominator": "100"}
    return save_typed(
        collection=area.collection,
        practice=area.practice,
        shown=dict.fromkeys(fields, ""),
        typed=fields,
        evidence={},
        by=area.person(Role.PRACTICE_MANAGER),
        at=AT,
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("taken", [LOCK, SHARE])
def test_a_lock_waits_for_what_is_being_sent_and_practices_do_not(transactional_db, taken):
    area = Area()
    with transaction.atomic(), psycopg.connect(**other_connection()) as other:
        hold_may_send(area.collection, AT)
        other.execute("SET lock_timeout = '50ms'")
        if taken == SHARE:
            other.execute(taken, [area.collection.pk])
            return
        with pytest.raises(psycopg.errors.LockNotAvailable):
            other.execute(taken, [area.collection.pk])


def test_sending_and_saving_hold_the_collection(area):
    file = area.checked(GOOD)
    with CaptureQueriesContext(connection) as ran:
        submit_return(file=file, by=None, at=AT)
        typed(area)
    assert sum("FOR SHARE" in one["sql"] for one in ran) == 2


def test_an_older_tab_does_not_override_a_newer_return(area):
    older = area.checked(row("ACC01", "60", "100"))
    newer = area.submitted(row("ACC01", "70", "100"), at=LATER)
    with pytest.raises(ReturnRefused, match=f"{newer.reference}.*upload it again"):
        submit_return(file=older, by=None, at=LATER + dt.timedelta(minutes=1))
    assert area.figure().numerator == 70
    area.submitted(row("ACC01", "60", "100"), at=LATER + dt.timedelta(minutes=2))
    assert area.figure().numerator == 60


def test_the_return_of_another_practice_is_not_newer(area):
    older = area.checked(GOOD)
    area.practice, area.neighbour = area.neighbour, area.practice
    area.submitted(row("ACC01", "70", "100", practice=area.practice.code), at=LATER)
    assert submit_return(file=older, by=None, at=LATER).figures == 1


def test_an_upheld_query_does_not_replace_a_newer_figure(area, analyst):
    area.submitted(GOOD)
    query = raise_query(figure=area.figure(), reason="Counted twice", by=None, at=AT)
    area.submitted(row("ACC01", "75", "100"), at=LATER)
    with pytest.raises(QueryRefused, match="newer figure"):
        uphold(query=query, reason="Yes", numerator=70, denominator=100, by=analyst, at=LATER)
    assert area.figure().numerator == 75
    assert not Figure.objects.filter(source="query").exists()
    decline(query=query, reason="You have sent it anew.", by=analyst, at=LATER)


def test_after_the_lock_a_draft_stays(area, analyst):
    typed(area)
    who = {"by": analyst, "at": AT}
    set_lock(collection=area.collection, locked=True, reason="", **who)
    with pytest.raises(ReturnRefused, match="closed"):
        discard_draft(collection=area.collection, practice=area.practice, **who)
    assert DraftReturn.objects.exists()
    set_lock(collection=area.collection, locked=False, reason="One more day", **who)
    discard_draft(collection=area.collection, practice=area.practice, **who)
    assert not DraftReturn.objects.exists()


def test_what_sending_takes_out_of_a_draft_is_in_the_history(area):
    typed(area)
    area.submitted(GOOD)
    assert not DraftReturn.objects.exists()
    event = AuditEvent.objects.get(action="clear draft")
    assert event.details["sent"] == ["ACC01"]
    assert event.details["left"] == 0
