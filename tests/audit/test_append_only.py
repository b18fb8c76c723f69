"""The trail: who, what, when; and the database itself keeps every row as it is."""

import datetime as dt

import pytest
import structlog
from django.db import DatabaseError, connection, transaction

from scorecard.accounts.services import add_user
from scorecard.audit.models import AuditEvent
from scorecard.audit.services import record

AT = dt.datetime(2026, 4, 1, 9, tzinfo=dt.UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return add_user(email="ana@example.org", name="Ana", by=None, at=AT)


@pytest.fixture
def event(user):
    with structlog.contextvars.bound_contextvars(request_id="request-12345"):
        return record(
            action="tested", subject=user, by=user, at=AT, organisation="X01", details={"n": 1}
        )


def test_an_event_says_who_did_what_to_what_and_when(event, user):
    event.refresh_from_db()
    assert (event.at, event.actor_id, event.actor_email) == (AT, user.pk, "ana@example.org")
    assert (event.action, event.subject_type, event.subject_name) == (
        "tested",
        "accounts.User",
        "Ana",
    )
    assert (event.organisation, event.request_id) == ("X01", "request-12345")


def test_the_system_itself_acts_without_a_name(user):
    assert record(action="tested", subject=user, by=None, at=AT).actor_email == ""


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: rows.update(action="nothing"),
        lambda rows: rows.delete(),
        lambda rows: rows.first().delete(),
    ],
)
def test_the_database_refuses_to_change_the_trail(event, change):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        change(AuditEvent.objects.all())
    assert AuditEvent.objects.filter(action="tested").count() == 1


def test_the_database_refuses_to_empty_the_trail(event):
    for said in ("TRUNCATE audit_auditevent", "TRUNCATE audit_auditevent, accounts_user CASCADE"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            connection.cursor().execute(said)
    assert AuditEvent.objects.filter(action="tested").count() == 1


def test_the_trail_outlives_what_it_speaks_of(event):
    assert not [field for field in AuditEvent._meta.get_fields() if field.is_relation]
