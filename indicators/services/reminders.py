"""Reminding practices of what they still have to send: one message each, with all of it."""

import datetime as dt
import smtplib
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from indicators.models import Notice, NoticeKind
from indicators.selectors.notices import DueNotice, due_notices
from practices.models import Practice
from practices.selectors import managers_by_practice
from scorecard.accounts.models import User
from scorecard.audit.services import record
from scorecard.ui.addresses import full_address

log = structlog.get_logger("indicators.reminders")

Progress = Callable[[int, int, str], None]


@dataclass
class Reminded:
    """How many practices were written to, have nobody to write to, or could not be reached."""

    sent: int = 0
    nobody: int = 0
    failed: int = 0


def send_reminders(*, at: dt.datetime, progress: Progress | None = None) -> Reminded:
    """Write to every practice that has to be told of something by now. Harmless when run again:
    each thing is told once per deadline, and what could not be sent is tried the next time."""
    due = due_notices(timezone.localdate(at))
    managers = managers_by_practice(due, timezone.localdate(at))
    done = Reminded()
    with get_connection() as mail:
        for number, (practice, notices) in enumerate(due.items()):
            if progress is not None:
                progress(number, len(due), f"Writing to {practice.name}")
            people = managers.get(practice.pk, [])
            if not people:
                done.nobody += 1
            elif _remind(practice, notices, people, at, mail):
                done.sent += 1
            else:
                done.failed += 1
    return done


def _remind(
    practice: Practice,
    notices: list[DueNotice],
    people: list[User],
    at: dt.datetime,
    mail: BaseEmailBackend,
) -> bool:
    """The rows are written first, so that of two runs at once only one sends; they are taken back
    when the message does not get away."""
    addresses = [person.email for person in people]
    try:
        with transaction.atomic():
            _keep(practice, notices, addresses, at)
            _message(practice, notices, addresses, at, mail).send()
    except IntegrityError:
        log.info("another run reminds this practice", practice=practice.code)
        return False
    except (OSError, smtplib.SMTPException):
        log.exception("a reminder was not sent", practice=practice.code)
        return False
    return True


def _keep(
    practice: Practice, notices: list[DueNotice], addresses: list[str], at: dt.datetime
) -> None:
    for notice in notices:
        if not notice.kind:
            continue
        collection = notice.standing.collection
        kept = Notice.objects.create(
            collection=collection,
            practice=practice,
            kind=notice.kind,
            deadline=notice.deadline,
            sent_to="\n".join(addresses),
            sent_at=at,
        )
        record(
            action="remind practice",
            subject=kept,
            by=None,
            at=at,
            organisation=collection.period.commissioner.code,
            details={"practice": practice.code, "of": str(notice.kind)},
        )


def _message(
    practice: Practice,
    notices: list[DueNotice],
    addresses: list[str],
    at: dt.datetime,
    mail: BaseEmailBackend,
) -> EmailMessage:
    today = timezone.localdate(at)
    announced = [n for n in notices if n.standing.collection.opens_on > today]
    due = [n for n in notices if n.standing.collection.opens_on <= today]
    words = {
        "practice": practice,
        "due": [(n, (n.deadline - today).days) for n in due],
        "announced": [n for n in announced if n.kind == NoticeKind.ANNOUNCED],
        "link": full_address(reverse("practice", args=[practice.code])),
        "site": settings.SITE_NAME,
    }
    text = render_to_string("indicators/email/reminder.txt", words)
    subject = _subject(due, announced, today)
    return EmailMessage(f"{practice.name}: {subject}", text, None, addresses, connection=mail)


def _subject(due: list[DueNotice], announced: list[DueNotice], today: dt.date) -> str:
    if not due:
        return f"{_returns(len(announced))} announced"
    left = min((notice.deadline - today).days for notice in due)
    when = {0: "today", 1: "tomorrow"}.get(left, f"in {left} days")
    return f"{_returns(len(due))} due {when}" if left >= 0 else f"{_returns(len(due))} overdue"


def _returns(number: int) -> str:
    return "a return is" if number == 1 else f"{number} returns are"
