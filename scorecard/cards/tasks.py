"""Jobs of the scorecard."""

from dataclasses import asdict
from typing import Any

from celery import shared_task
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from indicators.models import Period
from indicators.services.certainty import ask_for_certainty
from indicators.services.runs import MixedCode
from practices.scoping import permissions_in
from scorecard.accounts.models import User
from scorecard.accounts.roles import Permission
from scorecard.cards.models import CardRun, CardVersion
from scorecard.cards.services.around import KIND, ask_for_around, keep_around
from scorecard.cards.services.banding import band_period
from scorecard.cards.services.pruning import prune_runs
from scorecard.cards.services.splitting import plan_banding, put_together
from scorecard.jobs.errors import JobRefused
from scorecard.jobs.models import Job
from scorecard.jobs.registry import Answer, Part, Progress, handles
from scorecard.jobs.services import ask

UPDATED = (
    "The product was brought up to date while the parts of this run were worked on, so they do not "
    "fit together and nothing was changed. Run banding again."
)


def may_band(job: Job, user: User) -> bool:
    """Whoever may run banding in the area of the job's version."""
    version = CardVersion.objects.select_related("scorecard__commissioner").get(
        pk=job.arguments["version"]
    )
    commissioner = version.scorecard.commissioner
    return Permission.BAND in permissions_in(user, commissioner, timezone.localdate())


@handles("band", atomic=False, may_ask=may_band)
def band(job: Job, progress: Progress) -> Answer:
    """Band the period and version named in the job's arguments: at once, or in parts.

    With `only` (ids of definitions) the others stand as they were last banded. A transaction of
    its own, since it sees one moment; another attempt finds the run by its key.
    """
    version = CardVersion.objects.get(pk=job.arguments["version"])
    period = Period.objects.get(pk=job.arguments["period"])
    try:
        planned = _planned(job, version, period)
        if planned:
            return planned
        card_run = _banded(job, version, period, progress)
    except ValidationError as error:
        raise JobRefused(" ".join(error.messages)) from error
    except MixedCode as error:
        raise JobRefused(UPDATED) from error
    ask_for_certainty(run=card_run.run, by=job.asked_by, at=timezone.now())
    ask_for_around(card_run=card_run, by=job.asked_by, at=timezone.now())
    return {"card_run": card_run.pk}


def _planned(job: Job, version: CardVersion, period: Period) -> list[Part]:
    """The parts, where it is to be split and has not been; BAND_PART_RESULTS is the most of one."""
    most = settings.BAND_PART_RESULTS
    if (
        not most
        or "only" in job.arguments
        or job.parts.exists()
        or CardRun.objects.filter(run__key=job.pk).exists()
    ):
        return []
    return plan_banding(version=version, period=period, most=most)


def _banded(job: Job, version: CardVersion, period: Period, progress: Progress) -> CardRun:
    parts = list(job.parts.select_related("material").order_by("asked_at", "key"))
    if not parts:
        return band_period(
            version=version,
            period=period,
            key=job.pk,
            by=job.asked_by,
            at=timezone.now(),
            progress=progress,
            clock=timezone.now,
            only=job.arguments.get("only"),
        )
    return put_together(
        version=version,
        period=period,
        made=[bytes(part.material.content) for part in parts],
        key=job.pk,
        by=job.asked_by,
        started_at=parts[0].asked_at,
        progress=progress,
        clock=timezone.now,
    )


@handles(KIND)
def around(job: Job, progress: Progress) -> dict[str, Any]:
    """What each practice is put beside; nothing to do where the run was pruned meanwhile."""
    card_run = CardRun.objects.filter(pk=job.arguments["card_run"]).first()
    if card_run is None:
        return {"practices": 0}
    return {"practices": keep_around(card_run=card_run, by=job.asked_by, at=timezone.now())}


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
