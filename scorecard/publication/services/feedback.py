"""Taking what readers write, within limits, and answering it."""

import datetime as dt
import hashlib
import hmac
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from indicators.free_text import refuse_nhs_numbers
from practices.models import Commissioner
from scorecard.audit.services import record
from scorecard.publication.about_people import about_people
from scorecard.publication.models import Done, Feedback, FeedbackAnswer, FeedbackSender

REMEMBERED = dt.timedelta(hours=1)
MOST_OF_ONE = 5  # in an hour, from one network address; a household or a library may share it
MOST_OF_ALL = 200  # in an hour, from everybody
_LOCK = 7_550_001


class TooMuchFeedback(Exception):
    """No more is taken within the hour; says so in words for the reader."""


@transaction.atomic
def receive_feedback(
    *, commissioner: Commissioner, page: str, text: str, address: str, at: dt.datetime
) -> Feedback:
    """Keep a reader's words. `address` is the reader's network address; it is not kept.

    Raises ValidationError where the text could be about one person, TooMuchFeedback.
    """
    found = about_people(text)
    if found:
        raise ValidationError({"text": found})
    _within_limits(digest_of(address, at), at)
    feedback = Feedback(commissioner=commissioner, page=page, text=text.strip(), received_at=at)
    feedback.full_clean()
    feedback.save()
    code = commissioner.code
    record(action="receive feedback", subject=feedback, by=None, at=at, organisation=code)
    return feedback


@transaction.atomic
def answer_feedback(
    *, feedback: Feedback, done: str, reason: str, by: Any, at: dt.datetime
) -> FeedbackAnswer:
    """Say what was done. `Done.TAKEN_OUT` deletes the reader's words for good.

    Raises ValidationError without a reason, or where it holds what could be an NHS number.
    """
    refuse_nhs_numbers(reason)
    answer = FeedbackAnswer(feedback=feedback, done=done, reason=reason.strip(), by=by, at=at)
    answer.full_clean()
    answer.save()
    if done == Done.TAKEN_OUT:
        feedback.text = ""
        feedback.save(update_fields=["text"])
    code, details = feedback.commissioner.code, {"done": done}
    record(
        action="answer feedback", subject=feedback, by=by, at=at, organisation=code, details=details
    )
    return answer


def forget_senders(*, at: dt.datetime) -> int:
    """Delete what is remembered of who wrote, once it is an hour old; how many rows."""
    return FeedbackSender.objects.filter(at__lte=at - REMEMBERED).delete()[0]


def digest_of(address: str, at: dt.datetime) -> str:
    """The same for one address on one day; nothing that two days have in common."""
    day = timezone.localdate(at).isoformat()
    salt = hmac.digest(settings.SECRET_KEY.encode(), f"feedback {day}".encode(), "sha256")
    return hmac.new(salt, address.encode(), hashlib.sha256).hexdigest()


def _within_limits(digest: str, at: dt.datetime) -> None:
    """Counted by one writer at a time: two at once would each find room for one more."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    forget_senders(at=at)
    senders = FeedbackSender.objects.all()
    if senders.count() >= MOST_OF_ALL:
        raise TooMuchFeedback("Many people are writing to us at the moment. Please try again later")
    if senders.filter(digest=digest).count() >= MOST_OF_ONE:
        raise TooMuchFeedback(
            f"We have had {MOST_OF_ONE} messages from your connection within an hour."
            " Please try again later"
        )
    FeedbackSender.objects.create(digest=digest, at=at)
