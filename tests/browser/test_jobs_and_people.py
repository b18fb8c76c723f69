"""The page of a job moves on by itself without scripts; people pages are accessible."""

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from scorecard.jobs.services import ask, claim, finish, refuse, renew
from tests.browser.axe import assert_accessible
from tests.jobs.conftest import *  # noqa: F403  the handlers
from tests.practices.conftest import *  # noqa: F403  two areas

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def job(here, count_handler, monkeypatch):
    monkeypatch.setattr("scorecard.jobs.queue._send", lambda job_id: None)
    return ask(
        kind="count",
        key="1",
        title="Banding 2026-27 Q1",
        by=here.administrator.user,
        at=timezone.now(),
        next_url="/workspace/",
    )


def running(job, progress):
    held = claim(job_id=job.pk, at=timezone.now())
    renew(job=held, at=timezone.now(), progress=progress)
    return held


def test_the_page_of_a_job_follows_it_to_its_end_without_scripts(
    page_without_scripts: Page, here, job, live_server
) -> None:
    client = Client()
    client.force_login(here.administrator.user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page = page_without_scripts
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    page.goto(job.get_absolute_url())
    expect(page.get_by_role("heading", name="Waiting to start")).to_be_visible()
    held = running(job, (1, 4, "Reading the figures"))
    expect(page.get_by_text("Reading the figures")).to_be_visible()
    expect(page.get_by_text("25% done")).to_be_visible()
    finish(job=held, result={}, at=timezone.now())
    page.wait_for_url("**/area/**")


def test_the_page_of_a_job_is_accessible_in_every_state(page: Page, sign_in, here, job) -> None:
    sign_in(here.administrator.user)
    page.goto(f"{job.get_absolute_url()}?pause")
    assert_accessible(page)
    page.get_by_role("link", name="Cancel this work").click()
    assert_accessible(page)
    page.get_by_role("link", name="No, let it go on").click()
    held = running(job, (1, 4, "Reading the figures"))
    page.goto(f"{job.get_absolute_url()}?pause")  # it would load itself again while axe looks
    assert_accessible(page)
    refuse(job=held, error="Nothing to band: open a period first.", at=timezone.now())
    page.reload()
    expect(page.get_by_text("open a period first")).to_be_visible()
    assert_accessible(page)


def test_people_pages_are_accessible(page: Page, sign_in, here) -> None:
    sign_in(here.administrator.user)
    page.goto(f"/area/{here.commissioner.code}/people/")
    assert_accessible(page)
    page.get_by_role("button", name="Invite somebody").click()
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_role("link", name="Enter e-mail address")).to_be_visible()
    assert_accessible(page)
    page.goto(f"/area/{here.commissioner.code}/people/")
    page.get_by_role("link", name="End the membership of Manager1").click()
    assert_accessible(page)
