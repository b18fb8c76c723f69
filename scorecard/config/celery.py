"""The job queue: `celery -A scorecard.config.celery worker`."""

import os
from typing import Any

from celery import Celery
from celery.signals import (
    beat_init,
    setup_logging,
    task_postrun,
    worker_init,
    worker_process_init,
    worker_ready,
)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scorecard.config.settings")

app = Celery("scorecard")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.set_default()
app.autodiscover_tasks()


@setup_logging.connect  # type: ignore[untyped-decorator]
def keep_our_logs(**kwargs: Any) -> None:
    """Django has set up the logs; with a receiver here Celery leaves them alone."""


@worker_init.connect  # type: ignore[untyped-decorator]
@beat_init.connect  # type: ignore[untyped-decorator]
def keep_demo_accounts_out(**kwargs: Any) -> None:
    """Celery goes on after any other exception in here, so it has to be SystemExit."""
    import django
    from django.core.exceptions import ImproperlyConfigured

    from scorecard.config.checks import refuse_demo_accounts

    django.setup()
    try:
        refuse_demo_accounts()
    except ImproperlyConfigured as error:
        raise SystemExit(f"Stopped: {error}") from None


@worker_ready.connect  # type: ignore[untyped-decorator]
def say_that_a_worker_is_here(sender: Any, **kwargs: Any) -> None:
    """At once, not only at the first tick of beat."""
    from django.utils import timezone

    from scorecard.jobs.services import worker_seen

    worker_seen(name=sender.hostname, at=timezone.now())


@worker_process_init.connect  # type: ignore[untyped-decorator]
def keep_a_reader_waiting(**kwargs: Any) -> None:
    """A practice waits for its check page, so the process that will read its file is there."""
    from scorecard.jobs.children import spare

    spare.keep("indicators.returns.check", "indicators.returns.workbook")


@worker_process_init.connect  # type: ignore[untyped-decorator]
def meet_all_work(**kwargs: Any) -> None:
    from scorecard.jobs.running import be_ready

    be_ready()


@task_postrun.connect  # type: ignore[untyped-decorator]
def keep_another(**kwargs: Any) -> None:
    """Only now, when the work is done and nobody waits for this process."""
    from scorecard.jobs.children import spare

    spare.renew()
