"""The page of a job: works without JavaScript, leads on at the end, is only for who asked."""

import pytest
from django.utils import timezone

from scorecard.jobs import selectors
from scorecard.jobs.services import ask, claim, fail, finish, refuse, renew
from tests.jobs.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def job(count_handler, user):
    return ask(kind="count", key="1", title="Counting July", by=user, at=NOW, next_url="/done/")


@pytest.fixture
def page(client, user):
    client.force_login(user)
    return lambda job: client.get(job.get_absolute_url())


def text(answer):
    return " ".join(answer.content.decode().split())


def test_a_waiting_job_says_so_and_refreshes_itself(page, job):
    answer = page(job)
    assert answer["Refresh"] == "2"
    assert "Waiting to start" in text(answer)


def test_a_reader_can_stop_the_refreshing(client, page, job):
    page(job)
    answer = client.get(f"{job.get_absolute_url()}?pause")
    assert "Refresh" not in answer
    assert "Look again" in text(answer)


def test_a_running_job_says_what_is_being_done_and_how_far(page, job):
    renew(job=claim(job_id=job.pk, at=NOW), at=NOW, progress=(1, 4, "Reading the file"))
    assert "Reading the file" in text(page(job))
    assert 'value="25"' in text(page(job))


def test_a_done_job_leads_on(page, job):
    finish(job=claim(job_id=job.pk, at=NOW), result={}, at=NOW)
    answer = page(job)
    assert (answer.status_code, answer["Location"]) == (302, "/done/")


def test_a_refused_job_shows_the_sentence_and_stops_refreshing(page, job):
    refuse(job=claim(job_id=job.pk, at=NOW), error="Row 3 has no code: add one.", at=NOW)
    assert "Row 3 has no code: add one." in text(page(job))
    assert "Refresh" not in page(job)
    assert 'href="/done/"' in text(page(job))


def test_a_failed_job_says_what_to_do(page, job):
    fail(job=claim(job_id=job.pk, at=NOW), at=NOW)
    assert "tell your administrator" in text(page(job))


def test_somebody_else_does_not_find_it(client, neighbour, job):
    client.force_login(neighbour)
    assert client.get(job.get_absolute_url()).status_code == 404


def test_somebody_who_asked_for_the_same_sees_it(client, neighbour, job):
    ask(kind="count", key="1", title="Counting July", by=neighbour, at=NOW)
    client.force_login(neighbour)
    assert client.get(job.get_absolute_url()).status_code == 200


def test_the_page_is_not_kept_by_caches(page, job):
    assert "no-store" in page(job)["Cache-Control"]


def test_a_visitor_signs_in_first(client, job):
    answer = client.get(job.get_absolute_url())
    assert answer.status_code == 302 and "/account/login/" in answer["Location"]


def test_a_young_job_is_looked_at_each_second(page, count_handler, user):
    job = ask(kind="count", key="2", title="Young", by=user, at=timezone.now())
    answer = page(job)
    assert answer["Refresh"] == "1"
    assert "This page looks again every second." in text(answer)


def test_the_first_look_at_a_job_is_answered_when_it_has_ended(
    page, count_handler, user, monkeypatch
):
    job = ask(kind="count", key="3", title="Quick", by=user, at=timezone.now(), next_url="/done/")
    looks = []

    def end_meanwhile(seconds):
        looks.append(seconds)
        if len(looks) == 3:
            finish(job=claim(job_id=job.pk, at=NOW), result={}, at=NOW)

    monkeypatch.setattr(selectors.time, "sleep", end_meanwhile)
    answer = page(job)
    assert (answer.status_code, answer["Location"], len(looks)) == (302, "/done/", 3)


def test_a_job_that_waits_already_is_answered_at_once(page, job, monkeypatch):
    monkeypatch.setattr(selectors.time, "sleep", lambda seconds: pytest.fail("It waited."))
    assert page(job).status_code == 200
