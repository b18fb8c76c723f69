"""Jobs of the scorecard."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from indicators.models import Period
from indicators.services.certainty import ask_for_certainty
from practices.scoping import permissions_in
from scorecard.accounts.models import User
from scorecard.accounts.roles import Permission
from scorecard.cards.models import CardVersion
from scorecard.cards.services.banding import band_period
from scorecard.jobs.errors import JobRefused
from scorecard.jobs.models import Job
from scorecard.jobs.registry import Progress, handles


def may_band(job: Job, user: User) -> bool:
    """Whoever may run banding in the area of the job's version."""
    version = CardVersion.objects.select_related("scorecard__commissioner").get(
        pk=job.arguments["version"]
    )
    commissioner = version.scorecard.commissioner
    return Permission.BAND in permissions_in(user, commissioner, timezone.localdate())


@handles("band", may_ask=may_band)
def band(job: Job, progress: Progress) -> dict[str, Any]:
    """Band the period and version named in the job's arguments."""
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
