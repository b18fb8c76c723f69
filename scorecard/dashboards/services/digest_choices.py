"""Choosing whether results come by e-mail."""

import datetime as dt
from typing import Any

from django.db import transaction

from practices.models import Commissioner, Practice
from scorecard.accounts.models import User
from scorecard.audit.services import record
from scorecard.dashboards.models import DigestChoice


@transaction.atomic
def choose_digest(
    *,
    user: User,
    place: Commissioner | Practice,
    wanted: bool,
    by: Any,
    at: dt.datetime,
    how: str = "on the page",
) -> DigestChoice:
    """Have the digest of a place, or have it no more; choosing the same again changes nothing.

    `by` is empty where somebody stops it by the link in a message, without signing in.
    """
    kind = "practice" if isinstance(place, Practice) else "commissioner"
    # Of two clicks at once the second finds the row of the first.
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    choice = DigestChoice.objects.filter(user=user, **{kind: place}).first()
    if choice is not None and choice.wanted == wanted:
        return choice
    choice = choice or DigestChoice(user=user, **{kind: place})
    choice.wanted, choice.chosen_at = wanted, at
    choice.full_clean()
    choice.save()
    record(
        action="choose digest",
        subject=choice,
        by=by,
        at=at,
        organisation=place.code,
        details={"person": user.email, "wanted": wanted, "how": how},
    )
    return choice
