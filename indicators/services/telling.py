"""Telling a practice by e-mail, once what the commissioner decided is kept.

The message says that there is something to read and where; never a figure nor what was written.
"""

import datetime as dt
import functools
import smtplib

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from indicators.models import Period
from practices.models import Practice
from practices.selectors import managers_by_practice
from scorecard.ui.addresses import full_address

log = structlog.get_logger("indicators.telling")


def tell_of_question(practice: Practice, period: Period, today: dt.date) -> None:
    """The practice's return was queried."""
    what = f"The commissioner has a question about your return for {period.name}"
    _after_commit(practice, f"{what}; read and answer it here.", "your return", today)


def tell_of_decision(practice: Practice, period: Period, today: dt.date) -> None:
    """What the practice queried was decided."""
    what = f"The commissioner has decided your query about a figure for {period.name}"
    _after_commit(practice, f"{what}; read the answer here.", "your query", today)


def _after_commit(practice: Practice, sentence: str, about: str, today: dt.date) -> None:
    # Robust: whatever happens to the message, the decision stands and its page is shown.
    tell = functools.partial(_tell, practice, sentence, about, today)
    transaction.on_commit(tell, robust=True)


def _tell(practice: Practice, sentence: str, about: str, today: dt.date) -> None:
    people = managers_by_practice([practice], today).get(practice.pk, [])
    if not people:
        log.warning("nobody to tell", practice=practice.code, about=about)
        return
    words = {
        "practice": practice,
        "sentence": sentence,
        "link": full_address(reverse("practice", args=[practice.code])),
        "site": settings.SITE_NAME,
    }
    text = render_to_string("indicators/email/answer.txt", words)
    subject = f"{practice.name}: the commissioner wrote about {about}"
    try:
        EmailMessage(subject, text, None, [person.email for person in people]).send()
    except (OSError, smtplib.SMTPException):
        log.exception("a message was not sent", practice=practice.code, about=about)
