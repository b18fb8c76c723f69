"""Sending each practice its letter by e-mail, once.

The message names the overall band and how many measures have which, and leads to the letter. It
holds no figure: mail is forwarded and kept where nobody sees to it that small numbers, or results
of a first year, stay with the practice. Whoever follows the link signs in.
"""

import datetime as dt
import smtplib
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from practices.models import Practice
from practices.selectors import managers_by_practice
from scorecard.accounts.models import User
from scorecard.audit.services import record
from scorecard.jobs.services import ask
from scorecard.publication.lifecycle import Step
from scorecard.publication.models import Edition, LetterDelivery, LetterState
from scorecard.publication.presenters.letter import Letter, letter_of
from scorecard.publication.selectors.editions import last_step
from scorecard.publication.selectors.letters import to_send, without_letter
from scorecard.ui.addresses import full_address

log = structlog.get_logger("publication.letters")

KIND = "letters"
Progress = Callable[[int, int, str], None]
MAIL_ERRORS = (OSError, smtplib.SMTPException)
NOBODY = "No practice manager there can sign in. Invite one, then send the letters again."


@transaction.atomic
def send_letters(*, edition: Edition, by: Any, at: dt.datetime) -> int:
    """Ask that every practice that has not got its letter gets it; gives how many wait.

    Raises ValidationError for an edition that is not published, or where all letters have gone.
    """
    Edition.objects.select_for_update().get(pk=edition.pk)
    if last_step(edition).step != Step.PUBLISHED:
        raise ValidationError("Letters go once the release is published, and while it is in force.")
    for practice in without_letter(edition):
        LetterDelivery.objects.create(
            edition=edition, practice_id=practice, asked_by=by, asked_at=at
        )
    waiting = to_send(edition).count()
    if not waiting:
        raise ValidationError("Every practice has got its letter. Nothing was sent again.")
    code = edition.release.scorecard.commissioner.code
    details = {"practices": waiting}
    record(action="send letters", subject=edition, by=by, at=at, organisation=code, details=details)
    ask(
        kind=KIND,
        key=str(edition.pk),
        title=f"Letters to practices: {edition.title}"[:200],
        arguments={"edition": edition.pk},
        by=by,
        at=at,
    )
    return waiting


def deliver_letters(
    *, edition: Edition, at: dt.datetime, progress: Progress | None = None
) -> dict[str, int]:
    """Send what waits; gives how many letters are in which state after it. Harmless when run
    again or twice at once. Raises OSError where the mail server does not answer at all."""
    waiting = list(to_send(edition))
    practices = [one.practice for one in waiting]
    managers = managers_by_practice(practices, timezone.localdate(at))
    done: dict[str, int] = {}
    with get_connection() as mail:
        for number, delivery in enumerate(waiting):
            if progress is not None:
                progress(number, len(waiting), f"Writing to {delivery.practice.name}")
            people = managers.get(delivery.practice_id, [])
            state = _deliver(delivery, people, at, mail)
            done[state] = done.get(state, 0) + 1
    return done


@transaction.atomic
def _deliver(
    waiting: LetterDelivery, people: list[User], at: dt.datetime, mail: BaseEmailBackend
) -> str:
    """The row is held while the message goes: of two workers one sends, the other passes on."""
    held = LetterDelivery.objects.select_for_update(skip_locked=True).filter(pk=waiting.pk)
    delivery = held.exclude(state=LetterState.SENT).first()
    if delivery is None or not to_send(waiting.edition).filter(pk=waiting.pk).exists():
        return "passed"
    delivery.at, delivery.sent_to = at, "\n".join(one.email for one in people)
    delivery.state, delivery.why = LetterState.NOBODY, NOBODY
    if people:
        delivery.state, delivery.why = _sent(waiting, [one.email for one in people], at, mail)
    delivery.full_clean(exclude=["asked_by"])
    delivery.save()
    record(
        action="letter",
        subject=delivery,
        by=None,
        at=at,
        organisation=waiting.practice.code,
        details={"state": delivery.state, "to": delivery.sent_to},
    )
    return str(delivery.state)


def _sent(
    waiting: LetterDelivery, addresses: list[str], at: dt.datetime, mail: BaseEmailBackend
) -> tuple[str, str]:
    edition, practice = waiting.edition, waiting.practice
    letter = letter_of(edition, practice, last_step(edition), timezone.localdate(at))
    try:
        letter_message(letter, practice, addresses, mail).send()
    except MAIL_ERRORS as error:
        log.exception("a letter was not sent", practice=practice.code)
        why = f"The mail server did not take it ({type(error).__name__}). Send the letters again."
        return LetterState.FAILED, why
    return LetterState.SENT, ""


def letter_message(
    letter: Letter, practice: Practice, addresses: list[str], mail: BaseEmailBackend | None = None
) -> EmailMultiAlternatives:
    """Plain text and HTML. The same letter has the same number wherever it is sent from, so that
    a mail program that gets it twice can know."""
    link = full_address(reverse("practice-letter", args=[practice.code, letter.edition.pk]))
    words = {"letter": letter, "practice": practice, "link": link, "site": settings.SITE_NAME}
    host = urlsplit(settings.SITE_ADDRESS).hostname or "localhost"
    message = EmailMultiAlternatives(
        f"{practice.name}: your letter on {letter.edition.title}",
        render_to_string("publication/email/letter.txt", words),
        None,
        addresses,
        connection=mail,
        headers={"Message-ID": f"<letter.{letter.edition.pk}.{practice.pk}@{host}>"},
    )
    page = render_to_string("publication/email/letter.html", words)
    message.attach_alternative(page, "text/html")
    return message
