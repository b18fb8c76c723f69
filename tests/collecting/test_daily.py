"""The clock asks once a day, and the worker writes to everybody who has to be told."""

import datetime as dt

import pytest
import time_machine
from django.conf import settings
from django.core import mail

from indicators.tasks import remind_today
from scorecard.accounts.roles import Role
from scorecard.jobs.models import Job
from tests.returns.area import DEADLINE

A_WEEK_BEFORE = dt.datetime.combine(DEADLINE - dt.timedelta(days=7), dt.time(6), dt.UTC)


def test_the_task_of_the_clock_is_there():
    assert settings.CELERY_BEAT_SCHEDULE["remind"]["task"] == remind_today.name


@pytest.mark.django_db(transaction=True)
def test_reminders_and_digests_go_out_once_a_day(area):
    manager, analyst = area.person(Role.PRACTICE_MANAGER), area.person(Role.ANALYST)
    with time_machine.travel(A_WEEK_BEFORE, tick=False):
        remind_today()
        remind_today()
    assert [message.to for message in mail.outbox] == [[manager.email], [analyst.email]]
    first, second = Job.objects.order_by("asked_at", "pk")
    results = sorted((first.result, second.result), key=lambda done: done["sent"])
    assert results[1] == {"sent": 1, "nobody": 1, "failed": 0, "digests": 1, "windows": 0}
    assert results[0] == {"sent": 0, "nobody": 1, "failed": 0, "digests": 0, "windows": 0}
