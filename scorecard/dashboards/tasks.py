"""What the worker does for the dashboards."""

import datetime as dt
from dataclasses import asdict
from typing import Any

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from scorecard.dashboards.selectors.digests import find_new, news
from scorecard.dashboards.services.digests import MailAway, send_digest
from scorecard.jobs.errors import TryAgain
from scorecard.jobs.models import Job
from scorecard.jobs.registry import Progress, handles
from scorecard.jobs.services import ask

KIND = "results_digest"


@handles(KIND, atomic=False)
def results_digest(job: Job, progress: Progress) -> dict[str, Any]:
    """Each message is kept before it goes: another attempt goes on where this one stopped."""
    new = find_new(job.arguments["card_run"], job.arguments["release"])
    if new is None:
        return {"sent": 0}
    try:
        return asdict(send_digest(new=new, at=timezone.now(), progress=progress))
    except MailAway as away:
        raise TryAgain(str(away)) from away


@shared_task(name="dashboards.send_digests")  # type: ignore[untyped-decorator]
def send_digests() -> None:
    """Every few minutes: a job for each area with new results that nobody has been told of."""
    now = timezone.now()
    for new in news(now, dt.timedelta(minutes=settings.DIGEST_WAIT_MINUTES)):
        release = new.release.pk if new.release else None
        ask(
            kind=KIND,
            key=f"{new.card_run.pk} {release or ''}".strip(),
            title=f"E-mails on the results of {new.card_run.run.period.name}",
            arguments={"card_run": new.card_run.pk, "release": release},
            by=None,
            at=now,
        )
