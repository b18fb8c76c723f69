"""Telling practices by e-mail that they can look at an edition, and by when they can reply; and
once more those that have not looked.

The message says that there is something to look at and where; never a figure.
"""

import datetime as dt
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import structlog
from django.conf import settings
from django.core.exceptions import ValidationError
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
from scorecard.publication.lifecycle import Step
from scorecard.publication.models import Edition, EditionStep, PreviewNotice
from scorecard.publication.selectors.comments import can_reply
from scorecard.publication.selectors.notices import to_remind, untold
from scorecard.ui.addresses import full_address

log = structlog.get_logger("publication.preview_notices")

KIND = "preview_notices"
REMINDERS = "preview_reminders"
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


@transaction.atomic
def ask_to_remind(*, step: EditionStep, by: Any, at: dt.datetime) -> None:
    """A job that writes to the practices where nobody has looked. Raises ValidationError where
    that makes no sense any more."""
    if not can_reply(step.edition, timezone.localdate(at)):
        raise ValidationError("The time to reply is over, so nobody is reminded of it.")
    ask(
        kind=REMINDERS,
        key=str(step.pk),
        title=f"Reminders to practices: {step.edition.title}"[:200],
        arguments={"step": step.pk},
        by=by,
        at=at,
    )


def tell_practices(
    *,
    step: EditionStep,
    at: dt.datetime,
    progress: Progress | None = None,
    reminder: bool = False,
) -> int:
    """Write to every practice in the edition that was not told yet; gives how many were.
    Harmless when run again: what could not be sent is tried then.

    `reminder`: to those where nobody has looked, once for each preview.
    """
    practices = to_remind(step) if reminder else untold(step)
    managers = managers_by_practice(practices, timezone.localdate(at))
    sent = 0
    with get_connection() as mail:
        for number, practice in enumerate(practices):
            if progress is not None:
                progress(number, len(practices), f"Writing to {practice.name}")
            if addresses := [one.email for one in managers.get(practice.pk, [])]:
                sent += _tell(_Notice(step, practice, addresses, reminder), at, mail)
    return sent


@dataclass(frozen=True)
class _Notice:
    step: EditionStep
    practice: Practice
    addresses: list[str]
    reminder: bool


def _tell(notice: _Notice, at: dt.datetime, mail: BaseEmailBackend) -> bool:
    """The row first, so that of two workers one sends; taken back where the message stays here."""
    code = notice.practice.code
    try:
        with transaction.atomic():
            _keep(notice, at)
            _message(notice, mail).send()
    except IntegrityError:
        log.info("another run tells this practice", practice=code)
        return False
    except (OSError, smtplib.SMTPException):
        log.exception("a message about a preview was not sent", practice=code)
        return False
    return True


def _is_more_time(step: EditionStep) -> bool:
    """Whether they were looking at it already."""
    before = step.edition.steps.filter(number__lt=step.number).last()
    return before is not None and before.step == Step.PREVIEW


def _keep(notice: _Notice, at: dt.datetime) -> None:
    kept = PreviewNotice.objects.create(
        step=notice.step,
        practice=notice.practice,
        sent_to="\n".join(notice.addresses),
        sent_at=at,
        reminder=notice.reminder,
    )
    record(
        action="remind of a preview" if notice.reminder else "tell of a preview",
        subject=kept,
        by=None,
        at=at,
        organisation=notice.step.edition.release.scorecard.commissioner.code,
        details={"practice": notice.practice.code},
    )


def _message(notice: _Notice, mail: BaseEmailBackend) -> EmailMultiAlternatives:
    step, practice = notice.step, notice.practice
    path = reverse("practice-release", args=[practice.code, step.edition_id])
    words = {
        "practice": practice,
        "edition": step.edition,
        "area": step.edition.release.scorecard.commissioner,
        "until": step.until,
        "more_time": _is_more_time(step) and not notice.reminder,
        "why": step.note,
        "link": full_address(path),
        "site": settings.SITE_NAME,
        "reminder": notice.reminder,
    }
    again = "a reminder to " if notice.reminder else ""
    subject = f"{practice.name}: {again}look at what will be published about you"
    if words["more_time"]:
        subject = f"{practice.name}: more time for what will be published about you"
    text = render_to_string("publication/email/preview.txt", words)
    message = EmailMultiAlternatives(subject, text, None, notice.addresses, connection=mail)
    page = render_to_string("publication/email/preview.html", words)
    message.attach_alternative(page, "text/html")
    return message
