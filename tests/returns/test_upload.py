"""A file on its way in."""

import datetime as dt

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from indicators.models import ReceivedFile
from scorecard.jobs.models import Job
from tests.returns.area import AT
from tests.returns.pages import (
    PERIOD,
    address,
    text,
    upload,
)

pytestmark = pytest.mark.usefixtures("on_the_day")


def test_before_the_opening_day_the_page_says_when_it_opens(manager):
    with time_machine.travel(AT - dt.timedelta(days=20)):
        page = text(manager.get(address("return", PERIOD)))
        answer = upload(manager)
    assert "opens on 1 July 2026" in page
    assert "open on 1 July 2026" in text(answer)
    assert not ReceivedFile.objects.exists()


def test_an_upload_goes_to_the_page_of_its_job(area, manager):
    response = upload(manager)
    job = Job.objects.get()
    assert response.headers["Location"] == job.get_absolute_url()
    assert (job.kind, job.arguments) == ("check_file", {"file": ReceivedFile.objects.get().pk})


def test_no_file_is_said_beside_the_field(manager):
    assert "Choose a file" in text(manager.post(address("return", PERIOD), {}))


def test_a_file_over_the_limit_is_a_413_page(manager, settings):
    settings.UPLOAD_LIMIT_BYTES = 1000
    response = upload(manager, b"x" * 1001)
    assert response.status_code == 413
    assert "too large" in text(response)
    assert not ReceivedFile.objects.exists()


def test_a_request_far_over_the_limit_is_answered_before_any_page_reads_it(manager, settings):
    settings.UPLOAD_LIMIT_BYTES = 1000
    sent = {"file": SimpleUploadedFile("june.csv", b"x" * 100_000)}
    response = manager.post(address("practice"), sent)  # a page that takes no form at all
    assert response.status_code == 413
    assert "too large" in text(response)
