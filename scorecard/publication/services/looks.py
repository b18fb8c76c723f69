"""Keeping when somebody of a practice first looked at an edition."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from practices.models import Practice
from practices.scoping import memberships_on
from scorecard.accounts.models import User
from scorecard.audit.services import record
from scorecard.publication.models import Edition, FirstLook


@transaction.atomic
def note_first_look(
    *, edition: Edition, practice: Practice, by: User, at: dt.datetime
) -> FirstLook | None:
    """The row of a first look; None where there was one, also when two pages open at once."""
    held = memberships_on(by, timezone.localdate(at)).filter(practice=practice)
    role = held.order_by("pk").values_list("role", flat=True).first() or ""
    look, new = FirstLook.objects.get_or_create(
        edition=edition, practice=practice, by=by, defaults={"role": role, "at": at}
    )
    if not new:
        return None
    record(
        action="look at a release first",
        subject=look,
        by=by,
        at=at,
        organisation=practice.code,
        details={"edition": edition.pk, "role": role},
    )
    return look
