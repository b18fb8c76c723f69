"""What the worker does for editions: telling practices, and publishing at the set time."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from scorecard.jobs.errors import TryAgain
from scorecard.jobs.models import Job
from scorecard.jobs.registry import Progress, handles
from scorecard.publication.selectors.notices import preview_step
from scorecard.publication.services import editions
from scorecard.publication.services.feedback import forget_senders
from scorecard.publication.services.preview_notices import KIND, tell_practices


@handles(KIND, atomic=False)
def preview_notices(job: Job, progress: Progress) -> dict[str, Any]:
    """Each message is a transaction of its own: another attempt goes on where this one stopped."""
    step = preview_step(job.arguments["step"])
    if step is None:
        return {"sent": 0}
    try:
        return {"sent": tell_practices(step=step, at=timezone.now(), progress=progress)}
    except OSError as away:
        raise TryAgain("the mail server does not answer") from away


@shared_task(name="publication.publish_due")  # type: ignore[untyped-decorator]
def publish_due() -> None:
    """Every minute: editions whose time has come."""
    editions.publish_due(at=timezone.now())


@shared_task(name="publication.forget_senders")  # type: ignore[untyped-decorator]
def forget_senders_of_feedback() -> None:
    """Every few minutes: whoever wrote an hour ago is forgotten, also where nobody wrote since."""
    forget_senders(at=timezone.now())
