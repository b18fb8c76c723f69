"""Cancelling: a waiting job ends at once, a running one undoes itself, a finished one stands."""

import datetime as dt
import threading
import time

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.utils import timezone

from scorecard.audit.models import AuditEvent
from scorecard.audit.services import record
from scorecard.jobs.models import Job, JobState
from scorecard.jobs.presenters import TOO_LATE
from scorecard.jobs.pulse import InlinePulse, Pulse
from scorecard.jobs.running import run
from scorecard.jobs.services import (
    Hold,
    ask,
    ask_cancel,
    claim,
    finish,
    put_back,
    renew,
    requeue_expired,
)
from tests.jobs.conftest import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(minutes=10)


@pytest.fixture
def job(count_handler, user):
    return ask(kind="count", key="1", title="Counting July", by=user, at=NOW, next_url="/done/")


@pytest.fixture
def visit(client, user):
    client.force_login(user)
    return lambda job, end="": text(client.get(f"{job.get_absolute_url()}{end}"))


def text(answer):
    return " ".join(answer.content.decode().split())


def events(job):
    found = AuditEvent.objects.filter(subject_id=str(job.pk)).order_by("pk")
    return list(found.values_list("action", "actor_email"))


def test_a_waiting_job_is_cancelled_at_once_and_never_claimed(job, user):
    cancelled = ask_cancel(job=job, by=user, at=LATER)
    assert (cancelled.state, cancelled.ended_at) == (JobState.CANCELLED, LATER)
    assert claim(job_id=job.pk, at=LATER) is None
    assert events(job)[1:] == [("job cancel asked for", user.email), ("job cancelled", "")]


def test_a_running_job_learns_of_it_when_it_renews_its_claim(job, user):
    held = claim(job_id=job.pk, at=NOW)
    assert renew(job=held, at=NOW) == Hold.HELD
    assert ask_cancel(job=job, by=user, at=NOW).state == JobState.RUNNING
    assert renew(job=held, at=NOW) == Hold.CANCEL_ASKED


def test_asking_twice_keeps_the_first_request(job, user, neighbour):
    claim(job_id=job.pk, at=NOW)
    ask_cancel(job=job, by=user, at=NOW)
    again = ask_cancel(job=job, by=neighbour, at=LATER)
    assert (again.cancel_asked_by, again.cancel_asked_at) == (user, NOW)


def test_progress_stops_the_work_and_what_was_begun_is_undone(handle, user):
    @handle("work")
    def work(job, progress):
        record(action="half done", subject=job, by=None, at=NOW)
        Job.objects.filter(pk=job.pk).update(cancel_asked_at=NOW, cancel_asked_by=user)
        progress(1, 2)
        return {"never": "reached"}

    job = ask(kind="work", key="1", title="Working", by=user, at=NOW)
    # The request itself was made in the work's transaction and goes with it; the end is said.
    assert run(job_id=job.pk, clock=timezone.now, pulse=InlinePulse).state == JobState.CANCELLED
    assert not AuditEvent.objects.filter(action="half done").exists()


def test_work_that_ended_first_stands_and_the_page_says_so(job, user, visit):
    held = claim(job_id=job.pk, at=NOW)
    ask_cancel(job=job, by=user, at=NOW)
    finish(job=held, result={"a": 1}, at=LATER)
    assert "The work had ended before it could be cancelled, so what it did stands." in visit(job)
    assert 'href="/done/"' in visit(job)


def test_a_dead_worker_s_job_that_was_to_be_cancelled_is_not_tried_again(job, user):
    claim(job_id=job.pk, at=NOW)
    ask_cancel(job=job, by=user, at=NOW)
    assert [one.state for one in requeue_expired(at=LATER)] == [JobState.CANCELLED]


def test_nor_is_one_that_its_worker_puts_back(job, user):
    held = claim(job_id=job.pk, at=NOW)
    ask_cancel(job=job, by=user, at=NOW)
    assert put_back(job=held, at=LATER).state == JobState.CANCELLED


def test_the_page_asks_in_words_first(client, visit, job):
    assert "Cancel this work" in visit(job)
    assert "as if it had never been asked for" in visit(job, "cancel/")
    job.refresh_from_db()
    assert job.cancel_asked_at is None


def test_a_cancelled_job_says_who_cancelled_and_that_nothing_was_changed(client, visit, job):
    visit(job)
    answer = client.post(f"{job.get_absolute_url()}cancel/", follow=True)
    assert "Cancelled by Ana Example; nothing was changed." in text(answer)
    assert "Refresh" not in answer
    assert "cancel/" not in text(answer)


def test_it_can_be_asked_for_again(client, visit, job, user):
    ask_cancel(job=job, by=user, at=NOW)
    assert "Ask for it again" in visit(job)
    answer = client.post(f"{job.get_absolute_url()}again/")
    again = Job.objects.get(state=JobState.WAITING)
    assert answer["Location"] == again.get_absolute_url()
    asked = (again.kind, again.key, again.title, again.arguments, again.next_url, again.asked_by)
    assert asked == ("count", "1", "Counting July", {}, "/done/", user)


def test_only_a_cancelled_job_is_asked_for_again_here(client, visit, job):
    assert "Ask for it again" not in visit(job)
    client.post(f"{job.get_absolute_url()}again/")
    assert Job.objects.count() == 1


def test_a_running_job_that_is_to_stop_says_so(client, visit, job, user):
    claim(job_id=job.pk, at=NOW)
    ask_cancel(job=job, by=user, at=NOW)
    assert "Being cancelled" in visit(job)
    assert "Asked to stop by Ana Example." in visit(job)
    assert "Cancel this work" not in visit(job)


def test_whoever_comes_after_the_end_is_told(client, visit, job):
    visit(job)
    finish(job=claim(job_id=job.pk, at=NOW), result={}, at=NOW)
    answer = client.post(f"{job.get_absolute_url()}cancel/")
    job.refresh_from_db()
    assert (job.state, job.cancel_asked_at) == (JobState.DONE, None)
    assert [str(one) for one in get_messages(answer.wsgi_request)] == [TOO_LATE]


@pytest.mark.parametrize("end", ["cancel/", "again/"])
def test_somebody_else_does_not_find_it(client, neighbour, job, end):
    client.force_login(neighbour)
    assert client.post(f"{job.get_absolute_url()}{end}").status_code == 404


def test_who_may_ask_for_a_kind_may_cancel_what_another_asked_for(client, handle, user, neighbour):
    handle("ruled", may_ask=lambda job, who: who == neighbour)(lambda job, progress: None)
    job = ask(kind="ruled", key="1", title="Ruled", by=user, at=NOW)
    client.force_login(neighbour)
    client.post(f"{job.get_absolute_url()}cancel/")
    job.refresh_from_db()
    assert (job.state, job.cancel_asked_by) == (JobState.CANCELLED, neighbour)


def test_who_may_no_longer_ask_does_not_get_it_again(client, handle, user):
    handle("ruled", may_ask=lambda job, who: False)(lambda job, progress: None)
    job = ask(kind="ruled", key="1", title="Ruled", by=user, at=NOW)
    ask_cancel(job=job, by=user, at=NOW)
    client.force_login(user)
    assert "Ask for it again" not in text(client.get(job.get_absolute_url()))
    assert client.post(f"{job.get_absolute_url()}again/").status_code == 403


@pytest.mark.django_db(transaction=True)
def test_the_pulse_hears_of_it_while_the_work_is_silent(handle, settings, monkeypatch):
    settings.JOB_LEASE_SECONDS = 60
    monkeypatch.setattr("scorecard.jobs.pulse.SHOWN_EVERY_SECONDS", 0.1)
    monkeypatch.setattr("scorecard.jobs.queue._send", lambda job_id: None)

    @handle("work")
    def silent(job, progress):
        record(action="half done", subject=job, by=None, at=NOW)
        progress(1, 3, "A long step")
        _from_another_connection(lambda: ask_cancel(job=job, by=None, at=timezone.now()))
        time.sleep(0.6)
        progress(2, 3, "Never")

    job = ask(kind="work", key="silent", title="Working", by=None, at=timezone.now())
    run(job_id=job.pk, clock=timezone.now, pulse=Pulse)
    job.refresh_from_db()
    assert (job.state, job.message) == (JobState.CANCELLED, "A long step")
    assert not AuditEvent.objects.filter(action="half done").exists()


def _from_another_connection(call):
    def there():
        call()
        connection.close()

    thread = threading.Thread(target=there)
    thread.start()
    thread.join()
