"""Telling named people by e-mail that something urgent waits: never what, nor about whom."""

import datetime as dt
import smtplib

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from indicators.models import UrgentNotice, UrgentSignal
from indicators.selectors.urgent import trail_of, waiting
from practices.models import Commissioner
from scorecard.accounts.models import User
from scorecard.audit.services import record
from scorecard.ui.addresses import full_address

log = structlog.get_logger("indicators.urgent_telling")

TELL = "indicators.tell_urgently"
Signals = list[UrgentSignal]


def tell_of_signals(*, at: dt.datetime) -> int:
    """Write to everybody who has not been told of an open signal yet: one message each, however
    many signals; gives how many messages went. Harmless when run again or twice at once: what
    could not be sent is tried the next time."""
    due = waiting(timezone.localdate(at))
    return sum(
        _tell(commissioner, person, signals, at) for (commissioner, person), signals in due.items()
    )


def _tell(commissioner: Commissioner, person: User, signals: Signals, at: dt.datetime) -> bool:
    """The rows first, as with reminders: they are taken back when the message does not get away."""
    try:
        with transaction.atomic():
            _keep(commissioner, person, signals, at)
            _message(commissioner, person).send()
    except IntegrityError:
        log.info("another run tells this person", person=person.pk)
        return False
    except (OSError, smtplib.SMTPException):
        log.exception("an urgent message was not sent", person=person.pk)
        failed = [UrgentNotice(signal=s, person=person, sent=False, at=at) for s in signals]
        UrgentNotice.objects.bulk_create(failed, ignore_conflicts=True)
        return False
    return True


def _keep(commissioner: Commissioner, person: User, signals: Signals, at: dt.datetime) -> None:
    UrgentNotice.objects.bulk_create(
        UrgentNotice(signal=signal, person=person, sent=True, at=at) for signal in signals
    )
    record(
        action="tell of urgent signals",
        subject=commissioner,
        by=None,
        at=at,
        organisation=trail_of(commissioner),
        details={"person": person.email, "signals": len(signals)},
    )


def _message(commissioner: Commissioner, person: User) -> EmailMessage:
    path = reverse("urgent", args=[commissioner.code])
    words = {"link": full_address(path), "path": path, "site": settings.SITE_NAME}
    text = render_to_string("indicators/email/urgent.txt", words)
    return EmailMessage("Something urgent waits for you", text, None, [person.email])
