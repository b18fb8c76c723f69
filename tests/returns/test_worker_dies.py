"""A worker that is killed in the midst of a check leaves no half of it; the next one does it."""

import pytest

from indicators.models import ReceivedFile
from indicators.services.returns import receive_return
from scorecard.audit.models import AuditEvent
from scorecard.jobs import queue
from scorecard.jobs.models import JobState
from tests.jobs.workers import Site, kill_group, wait_for
from tests.returns.area import AT, GOOD, Area
from tests.returns.files import csv_file, row

pytestmark = [pytest.mark.brokers, pytest.mark.django_db(transaction=True)]
# Wide and long enough to be read for seconds.
SLOW = csv_file([GOOD, *([*row(f"Z{at}"), *["0 1 2 3 4 5 6 7 8"] * 50] for at in range(12_000))])


@pytest.fixture
def site(tmp_path):
    site = Site("pgmq://", tmp_path)
    yield site
    site.stop()


def test_a_check_killed_half_way_leaves_nothing_and_is_done_again(site, monkeypatch):
    monkeypatch.setattr(queue, "_send", lambda job_id: None)  # a worker of the site shall have it
    area = Area()
    job = receive_return(
        practice=area.practice,
        collection=area.collection,
        name="r.csv",
        content=SLOW,
        by=None,
        at=AT,
    )
    first = site.start_worker()
    wait_for(job, lambda job: job.state == JobState.RUNNING and job.message == "Checking the rows")
    kill_group(first)
    file = ReceivedFile.objects.get()
    assert (file.state, file.report) == (ReceivedFile.State.CHECKING, {})
    site.start_worker()
    job = wait_for(job, lambda job: not job.is_open)
    file.refresh_from_db()
    assert (job.state, job.attempts, file.state) == (JobState.DONE, 2, ReceivedFile.State.READY)
    assert [figure["indicator"] for figure in file.report["figures"]] == ["ACC01"]
    assert AuditEvent.objects.filter(action="check file").count() == 1
