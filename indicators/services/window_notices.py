"""Telling practices that they may verify their figures, by when, and what silence means."""

import datetime as dt
import smtplib

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from indicators.models import VerificationWindow, WindowNotice
from indicators.selectors.window_notices import due_windows
from practices.models import Practice
from practices.selectors import managers_by_practice
from scorecard.accounts.models import User
from scorecard.audit.services import record
from scorecard.ui.addresses import full_address

log = structlog.get_logger("indicators.window_notices")


def tell_of_windows(*, at: dt.datetime) -> int:
    """Write to every practice that has to be told by now; gives how many were written to.
    Harmless when run again; what could not be sent is tried the next time."""
    today = timezone.localdate(at)
    sent = 0
    for window, kind, practices in due_windows(today):
        managers = managers_by_practice(practices, today)
        for practice in practices:
            if people := managers.get(practice.pk):
                sent += _tell(window, kind, practice, people, at)
    return sent


def _tell(
    window: VerificationWindow, kind: str, practice: Practice, people: list[User], at: dt.datetime
) -> bool:
    """The row first, as with reminders: it is taken back when the message does not get away."""
    addresses = [person.email for person in people]
    try:
        with transaction.atomic():
            _keep(window, kind, practice, addresses, at)
            _message(window, practice, addresses).send()
    except IntegrityError:
        log.info("another run tells this practice", practice=practice.code)
        return False
    except (OSError, smtplib.SMTPException):
        log.exception("a message about verification was not sent", practice=practice.code)
        return False
    return True


def _keep(
    window: VerificationWindow,
    kind: str,
    practice: Practice,
    addresses: list[str],
    at: dt.datetime,
) -> None:
    kept = WindowNotice.objects.create(
        window=window,
        practice=practice,
        kind=kind,
        deadline=window.deadline,
        sent_to="\n".join(addresses),
        sent_at=at,
    )
    record(
        action="tell of verification",
        subject=kept,
        by=None,
        at=at,
        organisation=window.period.commissioner.code,
        details={"practice": practice.code, "of": kind},
    )


def _message(window: VerificationWindow, practice: Practice, addresses: list[str]) -> EmailMessage:
    path = reverse("figures-held", args=[practice.code, window.period.code])
    words = {
        "practice": practice,
        "window": window,
        "link": full_address(path),
        "site": settings.SITE_NAME,
    }
    text = render_to_string("indicators/email/verification.txt", words)
    subject = f"{practice.name}: verify your figures by {window.deadline:%-d %B %Y}"
    return EmailMessage(subject, text, None, addresses)
