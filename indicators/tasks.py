"""What the worker does for this app."""

from typing import Any

from django.utils import timezone

from indicators.services import returns
from scorecard.jobs.models import Job
from scorecard.jobs.registry import Progress, handles


@handles("check_file")
def check_file(job: Job, progress: Progress) -> dict[str, Any]:
    """Files are read in a child of the worker and never in a web process."""
    file = returns.check_file(
        file_id=job.arguments["file"], by=job.asked_by, at=timezone.now(), progress=progress
    )
    return {"file": file.pk, "state": file.state}
