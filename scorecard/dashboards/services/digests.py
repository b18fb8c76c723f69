"""Telling people by e-mail of new results: each person once for each run.

A worker that dies while a message goes leaves nobody untold: the next attempt takes the message
over, at worst a second time.
"""

import datetime as dt
import smtplib
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, transaction
from django.utils import timezone

from practices.models import Practice
from practices.scoping import permissions_in
from scorecard.audit.services import record
from scorecard.dashboards.models import Digest, DigestMessage
from scorecard.dashboards.presenters.area_digest import AreaDigest, area_digest
from scorecard.dashboards.presenters.digest_parts import News
from scorecard.dashboards.presenters.practice_digest import PracticeDigest, practice_digest
from scorecard.dashboards.selectors.digests import (
    New,
    Recipient,
    is_overtaken,
    may_be_told,
    recipients,
    same_news,
    told_before,
    wants,
)
from scorecard.dashboards.services.digest_mail import message_of

log = structlog.get_logger("dashboards.digests")

Progress = Callable[[int, int, str], None]
MAIL_ERRORS = (OSError, smtplib.SMTPException)


class MailAway(Exception):
    """The mail server does not answer. Whoever was not written to is written to the next time."""


@dataclass
class Told:
    """How many messages went, failed, or had gone before."""

    sent: int = 0
    failed: int = 0
    before: int = 0


def send_digest(*, new: New, at: dt.datetime, progress: Progress | None = None) -> Told:
    """Write to everybody who is to hear of new results. Harmless when run again or twice at once.

    `at` is the moment of this attempt: what an earlier one claimed and never marked is sent again.
    Raises MailAway.
    """
    told = Told()
    if is_overtaken(new):
        return told
    digest = _begin(new, at)
    if digest.ended_at is not None:
        return told
    today = timezone.localdate(at)
    people = recipients(new.commissioner, today)
    if people:
        news = News(new, today)
        mail = get_connection()
        for number, recipient in enumerate(people):
            if progress is not None:
                progress(number, len(people), f"Writing to {recipient.user.email}")
            _tell(digest, news, recipient, mail, told, at)
        mail.close()
    _end(digest, new, told, at)
    return told


@transaction.atomic
def _begin(new: New, at: dt.datetime) -> Digest:
    """The row of this digest; one that says nothing new has ended at once."""
    digest, made = Digest.objects.get_or_create(
        card_run=new.card_run, edition=new.edition, defaults={"begun_at": at}
    )
    if made and new.edition is None and _says_nothing_new(new):
        digest.nothing_new, digest.ended_at = True, at
        digest.save(update_fields=["nothing_new", "ended_at"])
    return digest


def _says_nothing_new(new: New) -> bool:
    """Whether the period was only banded again, with the bands and shifts that people know."""
    before = told_before(new)
    return before is not None and same_news(new.card_run, before)


@transaction.atomic
def _end(digest: Digest, new: New, told: Told, at: dt.datetime) -> None:
    digest.ended_at = at
    digest.save(update_fields=["ended_at"])
    if new.edition is not None:
        # Of its run people know now as well.
        Digest.objects.get_or_create(
            card_run=new.card_run, edition=None, defaults={"begun_at": at, "ended_at": at}
        )
    record(
        action="send results digest",
        subject=digest,
        by=None,
        at=at,
        organisation=new.commissioner.code,
        details={"sent": told.sent, "failed": told.failed},
    )


def _tell(
    digest: Digest,
    news: News,
    recipient: Recipient,
    mail: BaseEmailBackend,
    told: Told,
    at: dt.datetime,
) -> None:
    today = timezone.localdate(at)
    if not may_be_told(recipient, today) or not wants(recipient.user, recipient.place):
        return
    content = _content(news, recipient, today)
    if content is None:
        return
    _open(mail)
    message = _claim(digest, recipient, at)
    if message is None:
        told.before += 1
        return
    try:
        message_of(content, recipient, mail).send()
    except MAIL_ERRORS:
        log.exception("a digest was not sent", person=recipient.user.pk)
        mail.close()
        _note(message, DigestMessage.Outcome.FAILED)
        told.failed += 1
    else:
        _note(message, DigestMessage.Outcome.SENT)
        told.sent += 1


def _content(
    news: News, recipient: Recipient, today: dt.date
) -> AreaDigest | PracticeDigest | None:
    place = recipient.place
    if isinstance(place, Practice):
        return practice_digest(news, place)
    return area_digest(news, permissions_in(recipient.user, place, today))


def _open(mail: BaseEmailBackend) -> None:
    """Before anything is claimed: nobody loses a message because the server is away."""
    try:
        mail.open()
    except MAIL_ERRORS as error:
        raise MailAway("the mail server does not answer") from error


def _claim(digest: Digest, recipient: Recipient, at: dt.datetime) -> DigestMessage | None:
    """The row that this message is one's own, kept before it goes; None where somebody has it."""
    place = recipient.place
    try:
        with transaction.atomic():
            return DigestMessage.objects.create(
                digest=digest,
                user=recipient.user,
                commissioner=None if isinstance(place, Practice) else place,
                practice=place if isinstance(place, Practice) else None,
                sent_to=recipient.user.email,
                at=at,
            )
    except IntegrityError:
        return _left_behind(digest, recipient, at)


@transaction.atomic
def _left_behind(digest: Digest, recipient: Recipient, at: dt.datetime) -> DigestMessage | None:
    """The row of an earlier attempt that ended before it was marked, now this attempt's own."""
    kind = "practice" if isinstance(recipient.place, Practice) else "commissioner"
    unmarked = DigestMessage.objects.filter(
        digest=digest, user=recipient.user, outcome="", at__lt=at, **{kind: recipient.place}
    )
    found = unmarked.select_for_update().first()
    if found is not None:
        found.at, found.sent_to = at, recipient.user.email
        found.save(update_fields=["at", "sent_to"])
    return found


@transaction.atomic
def _note(message: DigestMessage, outcome: DigestMessage.Outcome) -> None:
    message.outcome = outcome
    message.save(update_fields=["outcome"])
    place = message.commissioner or message.practice
    record(
        action=f"digest {outcome.label}",
        subject=message,
        by=None,
        at=message.at,
        organisation=place.code if place else "",
        details={"person": message.sent_to},
    )
