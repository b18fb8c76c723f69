"""The worker reads a return: the job ends, and its page leads to the check."""

import pytest

from indicators.models import ReceivedFile
from indicators.services.returns import receive_return
from scorecard.accounts.roles import Role
from scorecard.jobs.models import JobState
from scorecard.jobs.pulse import InlinePulse
from scorecard.jobs.running import run
from tests.returns.area import AT, GOOD
from tests.returns.files import csv_file


@pytest.mark.parametrize(
    ("content", "state"), [(csv_file([GOOD]), "ready"), (b"%PDF", "refused"), (b"x,y", "refused")]
)
def test_a_job_ends_well_whatever_is_in_the_file(area, client, content, state):
    manager = area.person(Role.PRACTICE_MANAGER)
    job = receive_return(
        practice=area.practice,
        collection=area.collection,
        name="r.csv",
        content=content,
        by=manager,
        at=AT,
    )
    ended = run(job_id=job.pk, clock=lambda: AT, pulse=InlinePulse)
    assert ended.state == JobState.DONE
    assert ReceivedFile.objects.get().state == state
    client.force_login(manager)
    assert client.get(job.get_absolute_url()).headers["Location"] == job.next_url
