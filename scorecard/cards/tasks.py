"""Jobs of the scorecard."""

from dataclasses import asdict
from typing import Any

from celery import shared_task
from django.core.exceptions import ValidationError
from django.utils import timezone

from indicators.models import Period
from indicators.services.certainty import ask_for_certainty
from practices.scoping import permissions_in
from scorecard.accounts.models import User
from scorecard.accounts.roles import Permission
from scorecard.cards.models import CardVersion
from scorecard.cards.services.banding import band_period
from scorecard.cards.services.pruning import prune_runs
from scorecard.jobs.errors import JobRefused
from scorecard.jobs.models import Job
from scorecard.jobs.registry import Progress, handles
from scorecard.jobs.services import ask


def may_band(job: Job, user: User) -> bool:
    """Whoever may run banding in the area of the job's version."""
    version = CardVersion.objects.select_related("scorecard__commissioner").get(
        pk=job.arguments["version"]
    )
    commissioner = version.scorecard.commissioner
    return Permission.BAND in permissions_in(user, commissioner, timezone.localdate())


@handles("band", atomic=False, may_ask=may_band)
def band(job: Job, progress: Progress) -> dict[str, Any]:
    """Band the period and version named in the job's arguments.

    A transaction of its own, since it sees one moment; another attempt finds the run by its key.
    """
    version = CardVersion.objects.get(pk=job.arguments["version"])
    period = Period.objects.get(pk=job.arguments["period"])
    try:
        card_run = band_period(
            version=version,
            period=period,
            key=job.pk,
            by=job.asked_by,
            at=timezone.now(),
            progress=progress,
            clock=timezone.now,
        )
    except ValidationError as error:
        raise JobRefused(" ".join(error.messages)) from error
    ask_for_certainty(run=card_run.run, by=job.asked_by, at=timezone.now())
    return {"card_run": card_run.pk}


@handles("prune_runs", atomic=False)
def prune(job: Job, progress: Progress) -> dict[str, Any]:
    """Each run is a transaction of its own; another attempt goes on where this one stopped."""
    return asdict(prune_runs(by=job.asked_by, at=timezone.now()))


@shared_task(name="cards.prune_runs")  # type: ignore[untyped-decorator]
def prune_today() -> None:
    """Once a day, by the clock of beat."""
    now = timezone.now()
    today = timezone.localdate(now)
    ask(
        kind="prune_runs",
        key=str(today),
        title=f"Superseded banding runs of {today:%-d %B %Y}",
        by=None,
        at=now,
    )
