"""Keeping bookmarks."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from scorecard.accounts.models import User
from scorecard.audit.services import record
from scorecard.dashboards.addresses import problem_with
from scorecard.dashboards.models import Bookmark

MOST_BOOKMARKS = 100


@transaction.atomic
def keep_bookmark(*, address: str, name: str, by: User, at: dt.datetime) -> Bookmark:
    """Keep a page of this site by a name; who has it already gives it another name.

    Raises ValidationError, by field, where the address is no page here or there are too many.
    """
    if problem := problem_with(address):
        raise ValidationError({"address": [problem]})
    # Two pages of the same person that keep one at once take turns.
    User.objects.select_for_update().get(pk=by.pk)
    own = Bookmark.objects.filter(owner=by)
    kept = own.filter(address=address).first()
    if kept is None and own.count() >= MOST_BOOKMARKS:
        said = f"You have {MOST_BOOKMARKS} bookmarks, and more are not kept. Remove one first."
        raise ValidationError({"name": [said]})
    kept = kept or Bookmark(owner=by, address=address, made_at=at)
    kept.name = " ".join(name.split())
    kept.full_clean()
    kept.save()
    record(action="keep bookmark", subject=kept, by=by, at=at)
    return kept


@transaction.atomic
def remove_bookmark(*, bookmark: Bookmark, by: User, at: dt.datetime) -> None:
    record(action="remove bookmark", subject=bookmark, by=by, at=at)
    bookmark.delete()
