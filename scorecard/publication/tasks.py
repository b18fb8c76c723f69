"""What the worker does for editions: telling practices, their letters, and publishing at
the set time."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from scorecard.jobs.errors import JobRefused, TryAgain
from scorecard.jobs.models import Job
from scorecard.jobs.registry import Progress, handles
from scorecard.publication.selectors.letters import edition_for_letters
from scorecard.publication.selectors.notices import preview_step
from scorecard.publication.services import editions, letter_files, letters
from scorecard.publication.services.feedback import forget_senders
from scorecard.publication.services.preview_notices import KIND, REMINDERS, tell_practices
from scorecard.ui.pdf import NoPdf


@handles(KIND, atomic=False)
def preview_notices(job: Job, progress: Progress) -> dict[str, Any]:
    """Each message is a transaction of its own: another attempt goes on where this one stopped."""
    return _tell(job, progress, reminder=False)


@handles(REMINDERS, atomic=False)
def preview_reminders(job: Job, progress: Progress) -> dict[str, Any]:
    """The same to those where nobody has looked."""
    return _tell(job, progress, reminder=True)


def _tell(job: Job, progress: Progress, *, reminder: bool) -> dict[str, Any]:
    step = preview_step(job.arguments["step"])
    if step is None:
        return {"sent": 0}
    given: dict[str, Any] = {"at": timezone.now(), "progress": progress, "reminder": reminder}
    try:
        return {"sent": tell_practices(step=step, **given)}
    except OSError as away:
        raise TryAgain("the mail server does not answer") from away


@handles(letters.KIND, atomic=False)
def send_letters(job: Job, progress: Progress) -> dict[str, Any]:
    """Each letter is a transaction of its own, as notices are."""
    edition = edition_for_letters(job.arguments["edition"])
    if edition is None:
        return {}
    try:
        return dict(letters.deliver_letters(edition=edition, at=timezone.now(), progress=progress))
    except OSError as away:
        raise TryAgain("the mail server does not answer") from away


@handles(letter_files.KIND, atomic=False)
def make_letter_files(job: Job, progress: Progress) -> dict[str, Any]:
    edition = edition_for_letters(job.arguments["edition"])
    if edition is None:
        return {"made": 0}
    try:
        made = letter_files.make_files(edition=edition, at=timezone.now(), progress=progress)
    except NoPdf as error:
        raise JobRefused(
            "No PDF can be made on this server: a library that draws text (pango) is not"
            " installed. Whoever runs it can install it; README names the packages. Until then"
            " open a letter and print it from the browser."
        ) from error
    return {"made": made}


@shared_task(name="publication.publish_due")  # type: ignore[untyped-decorator]
def publish_due() -> None:
    """Every minute: editions whose time has come."""
    editions.publish_due(at=timezone.now())


@shared_task(name="publication.forget_senders")  # type: ignore[untyped-decorator]
def forget_senders_of_feedback() -> None:
    """Every few minutes: whoever wrote an hour ago is forgotten, also where nobody wrote since."""
    forget_senders(at=timezone.now())
