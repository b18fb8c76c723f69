"""No room left, wherever it is noticed: nothing is half stored, and the page says so in words."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.db import connection
from django.test import Client

from indicators.models import DataReturn, Figure, ReceivedFile
from indicators.services.returns import receive_return
from scorecard.accounts.roles import Role
from scorecard.audit.models import AuditEvent
from scorecard.jobs.models import Job, JobState
from scorecard.jobs.pulse import InlinePulse
from scorecard.jobs.running import run
from tests.returns.area import AT, GOOD
from tests.returns.files import csv_file


@pytest.fixture
def manager(area):
    return area.person(Role.PRACTICE_MANAGER)


@pytest.fixture
def browser(manager):
    client = Client(raise_request_exception=False)
    client.force_login(manager)
    return client


@pytest.fixture
def full_table(db):
    """`full_table(model)`: the database answers as it does when its disk is full."""

    def fill(model):
        table = model._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE "
                "EXCEPTION 'could not extend file: No space left on device' "
                "USING ERRCODE = 'disk_full'; END $$"
            )
            cursor.execute(
                f"CREATE TRIGGER no_room BEFORE INSERT OR UPDATE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION no_room()"
            )

    return fill


def upload(browser, area, content=None):
    address = f"/practice/{area.practice.code}/returns/{area.period.code}/"
    sent = SimpleUploadedFile("r.csv", csv_file([GOOD]) if content is None else content)
    return browser.post(address, {"file": sent})


def stored():
    return [model.objects.count() for model in (ReceivedFile, Job, Figure, DataReturn)]


@pytest.fixture
def full_disk(monkeypatch, settings):
    """Whatever is uploaded goes to a file on a disk that is full, as Linux pretends one to be."""
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1000
    really, opened = TemporaryUploadedFile.__init__, []

    def start(self, name, *rest):
        really(self, name, *rest)
        self.file.close()
        self.file = Path("/dev/full").open("r+b", buffering=0)  # noqa: SIM115
        opened.append(self.file)

    monkeypatch.setattr(TemporaryUploadedFile, "__init__", start)
    yield
    for file in opened:
        file.close()


def test_the_web_server_has_no_room_for_what_it_receives(area, browser, full_disk):
    events = AuditEvent.objects.count()
    answer = upload(browser, area, csv_file([GOOD] * 1000))
    assert answer.status_code == 507
    assert "was not kept, not even a part of it" in " ".join(answer.content.decode().split())
    assert stored() == [0, 0, 0, 0]
    assert AuditEvent.objects.count() == events


@pytest.mark.parametrize("model", [ReceivedFile, Job])
def test_the_database_has_no_room_for_the_file_or_its_job(area, browser, full_table, model):
    full_table(model)
    answer = upload(browser, area)
    assert answer.status_code == 507
    assert stored() == [0, 0, 0, 0]


def test_or_for_what_the_check_found(area, manager, full_table):
    job = receive_return(
        practice=area.practice,
        collection=area.collection,
        name="r.csv",
        content=csv_file([GOOD]),
        by=manager,
        at=AT,
    )
    full_table(ReceivedFile)
    ended = run(job_id=job.pk, clock=lambda: AT, pulse=InlinePulse)
    assert ended.state == JobState.WAITING
    assert "there is no room left where the data is stored" in ended.message
    file = ReceivedFile.objects.get()
    assert (file.state, file.report) == (ReceivedFile.State.CHECKING, {})


@pytest.mark.parametrize("model", [Figure, DataReturn, AuditEvent])
def test_or_for_the_figures_of_a_return(area, browser, full_table, model):
    file = area.checked(GOOD)
    full_table(model)
    address = f"/practice/{area.practice.code}/returns/{area.period.code}/files/{file.pk}/"
    assert browser.post(address, {"rows": "all"}).status_code == 507
    assert stored() == [1, 0, 0, 0]
    file.refresh_from_db()
    assert file.state == ReceivedFile.State.READY
