"""Flagging practices that are unlike the others, from when to when and why."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from practices.models import Atypical, Commissioner, Practice
from practices.selectors import holds_from
from scorecard.audit.services import record

# Where nobody knows since when: before any period, the first day of the health service.
ALWAYS = dt.date(1948, 7, 5)


@transaction.atomic
def flag_atypical(
    *,
    practice: Practice,
    reason: str,
    starts_on: dt.date,
    commissioner: Commissioner | None = None,
    by: Any,
    at: dt.datetime,
) -> Atypical:
    """From `starts_on` the practice is left out of ranks, groups and limits by the next runs.

    Raises ValidationError, by field, where it is flagged on that day or later already.
    """
    Practice.objects.select_for_update().get(pk=practice.pk)
    known = Atypical.objects.filter(holds_from(starts_on), practice=practice)
    if one := known.exclude(ends_on=F("starts_on")).first():
        said = f"{practice} is flagged from {one.starts_on:%-d %B %Y}. End that first."
        raise ValidationError({"practice": [said]})
    flag = Atypical(
        practice=practice, reason=reason, starts_on=starts_on, flagged_by=by, flagged_at=at
    )
    flag.clean()
    _write(flag, "flag practice as atypical", commissioner, by, at)
    return flag


@transaction.atomic
def end_atypical(
    *,
    flag: Atypical,
    ends_on: dt.date,
    commissioner: Commissioner | None = None,
    by: Any,
    at: dt.datetime,
) -> Atypical:
    """The practice is like the others again from `ends_on`; on the first day: it always was."""
    if ends_on < flag.starts_on:
        said = f"It starts on {flag.starts_on:%-d %B %Y}: give that day or a later one."
        raise ValidationError({"ends_on": [said]})
    if flag.ends_on is not None and ends_on >= flag.ends_on:
        raise ValidationError({"ends_on": [f"It ended on {flag.ends_on:%-d %B %Y} already."]})
    flag.ends_on = ends_on
    _write(flag, "end flag of atypical practice", commissioner, by, at)
    return flag


def _write(
    flag: Atypical, action: str, commissioner: Commissioner | None, by: Any, at: dt.datetime
) -> None:
    flag.full_clean()
    flag.save()
    record(
        action=action,
        subject=flag,
        by=by,
        at=at,
        organisation=commissioner.code if commissioner else "",
        details={
            "practice": flag.practice.code,
            "reason": flag.reason,
            "from": str(flag.starts_on),
            "until": str(flag.ends_on) if flag.ends_on else "",
        },
    )
