"""Telling practices by e-mail that they can look at an edition, and by when they can reply.

The message says that there is something to look at and where; never a figure.
"""

import datetime as dt
import smtplib
from collections.abc import Callable

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from practices.models import Practice
from practices.selectors import managers_by_practice
from scorecard.audit.services import record
from scorecard.jobs.services import ask
from scorecard.publication.models import Edition, EditionStep, PreviewNotice
from scorecard.publication.selectors.notices import untold
from scorecard.ui.addresses import full_address

log = structlog.get_logger("publication.preview_notices")

KIND = "preview_notices"
Progress = Callable[[int, int, str], None]


def ask_to_tell(edition: Edition, step: EditionStep) -> None:
    """A job that writes to the practices, once the preview is open."""
    ask(
        kind=KIND,
        key=str(step.pk),
        title=f"E-mails to practices: {edition.title}"[:200],
        arguments={"step": step.pk},
        by=step.by,
        at=step.at,
    )


def tell_practices(*, step: EditionStep, at: dt.datetime, progress: Progress | None = None) -> int:
    """Write to every practice in the edition that was not told yet; gives how many were.
    Harmless when run again: what could not be sent is tried then."""
    practices = untold(step)
    managers = managers_by_practice(practices, timezone.localdate(at))
    sent = 0
    with get_connection() as mail:
        for number, practice in enumerate(practices):
            if progress is not None:
                progress(number, len(practices), f"Writing to {practice.name}")
            if addresses := [one.email for one in managers.get(practice.pk, [])]:
                sent += _tell(step, practice, addresses, at, mail)
    return sent


def _tell(
    step: EditionStep,
    practice: Practice,
    addresses: list[str],
    at: dt.datetime,
    mail: BaseEmailBackend,
) -> bool:
    """The row first, so that of two workers one sends; taken back where the message stays here."""
    try:
        with transaction.atomic():
            _keep(step, practice, addresses, at)
            _message(step, practice, addresses, mail).send()
    except IntegrityError:
        log.info("another run tells this practice", practice=practice.code)
        return False
    except (OSError, smtplib.SMTPException):
        log.exception("a message about a preview was not sent", practice=practice.code)
        return False
    return True


def _keep(step: EditionStep, practice: Practice, addresses: list[str], at: dt.datetime) -> None:
    kept = PreviewNotice.objects.create(
        step=step, practice=practice, sent_to="\n".join(addresses), sent_at=at
    )
    record(
        action="tell of a preview",
        subject=kept,
        by=None,
        at=at,
        organisation=step.edition.release.scorecard.commissioner.code,
        details={"practice": practice.code},
    )


def _message(
    step: EditionStep, practice: Practice, addresses: list[str], mail: BaseEmailBackend
) -> EmailMultiAlternatives:
    path = reverse("practice-release", args=[practice.code, step.edition_id])
    words = {
        "practice": practice,
        "edition": step.edition,
        "area": step.edition.release.scorecard.commissioner,
        "until": step.until,
        "link": full_address(path),
        "site": settings.SITE_NAME,
    }
    subject = f"{practice.name}: look at what will be published about you"
    text = render_to_string("publication/email/preview.txt", words)
    message = EmailMultiAlternatives(subject, text, None, addresses, connection=mail)
    page = render_to_string("publication/email/preview.html", words)
    message.attach_alternative(page, "text/html")
    return message
