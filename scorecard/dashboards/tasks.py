"""What the worker does for the dashboards."""

import datetime as dt
from dataclasses import asdict
from typing import Any

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from scorecard.cards.models import CardRun
from scorecard.dashboards.selectors.digests import find_new, news
from scorecard.dashboards.selectors.preparing import unprepared
from scorecard.dashboards.services import preparing
from scorecard.dashboards.services.digests import MailAway, send_digest
from scorecard.jobs.errors import TryAgain
from scorecard.jobs.models import Job
from scorecard.jobs.registry import Progress, handles
from scorecard.jobs.services import ask

KIND = "results_digest"


@handles(KIND, atomic=False)
def results_digest(job: Job, progress: Progress) -> dict[str, Any]:
    """Each message is kept before it goes: another attempt goes on where this one stopped."""
    new = find_new(job.arguments["card_run"], job.arguments["edition"])
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
        edition = new.edition.pk if new.edition else None
        ask(
            kind=KIND,
            key=f"{new.card_run.pk} {edition or ''}".strip(),
            title=f"E-mails on the results of {new.card_run.run.period.name}",
            arguments={"card_run": new.card_run.pk, "edition": edition},
            by=None,
            at=now,
        )


@handles(preparing.KIND)
def prepare_pages(job: Job, progress: Progress) -> dict[str, Any]:
    """The numbers of a run of many practices, packed for its pages."""
    card_run = CardRun.objects.select_related("run__commissioner").get(pk=job.arguments["card_run"])
    return {"practices": preparing.prepare(card_run=card_run, by=job.asked_by, at=timezone.now())}


@shared_task(name="dashboards.prepare_runs")  # type: ignore[untyped-decorator]
def prepare_runs() -> None:
    """Every minute: a job for each new run of many practices, by whatever way it was banded."""
    for card_run in unprepared():
        ask(
            kind=preparing.KIND,
            key=str(card_run.pk),
            title=f"Pages of the results of {card_run.run.period.name}",
            arguments={"card_run": card_run.pk},
            by=None,
            at=timezone.now(),
        )
