"""More time for practices to reply: never less than they were told."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from scorecard.publication.lifecycle import Step
from scorecard.publication.models import Edition, EditionStep
from scorecard.publication.reply_time import is_working_day
from scorecard.publication.services.editions import add_step, checked_last
from scorecard.publication.services.preview_notices import ask_to_tell


@transaction.atomic
def give_more_time(
    *,
    edition: Edition,
    until: dt.datetime,
    reason: str,
    by: Any,
    at: dt.datetime,
    after: int | None = None,
) -> EditionStep:
    """Practices can reply until a later day; each is told by e-mail, with the reason.

    Also when the time is over, as long as nobody has proposed the edition.
    """
    last = checked_last(edition, after)
    if last.step != Step.PREVIEW:
        raise ValidationError(
            f"This edition is {last.step}, so practices cannot be given more time. Send it back to"
            " them instead."
        )
    if not reason.strip():
        raise ValidationError({"reason": "Say why: practices are told."})
    day, told = timezone.localdate(until), timezone.localdate(last.until)
    if day <= max(told, timezone.localdate(at)):
        raise ValidationError(
            {
                "until": f"Practices were told that they can reply until {told:%-d %B %Y}. Choose a"
                " later day that is still to come; their time is never shortened."
            }
        )
    if not is_working_day(day):
        raise ValidationError(
            {
                "until": f"{day:%A %-d %B %Y} is a weekend or a bank holiday. Choose a working day,"
                " so that somebody can reply on it."
            }
        )
    step = add_step(edition, Step.PREVIEW, by, at, until=until, note=reason.strip())
    ask_to_tell(edition, step)
    return step
