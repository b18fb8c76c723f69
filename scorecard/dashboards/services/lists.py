"""Keeping lists of practices: making, changing, sharing and deleting them."""

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from practices.models import Commissioner, Practice
from practices.selectors import practices_ever_of
from scorecard.accounts.models import User
from scorecard.audit.services import record
from scorecard.dashboards.models import PracticeList

MOST_LISTS = 50
MOST_PRACTICES = 6_400
MOST_SENTENCES = 10


@transaction.atomic
def make_list(
    *, commissioner: Commissioner, name: str, codes: Sequence[str], by: User, at: dt.datetime
) -> PracticeList:
    """A list of somebody's own, private. ValidationError, by field, for what is wrong with it."""
    # Two pages of the same person that make a list at once take turns.
    User.objects.select_for_update().get(pk=by.pk)
    if PracticeList.objects.filter(owner=by, commissioner=commissioner).count() >= MOST_LISTS:
        said = f"You have {MOST_LISTS} lists here, and more are not kept. Delete one first."
        raise ValidationError({"name": [said]})
    made = PracticeList(owner=by, commissioner=commissioner, name=name, made_at=at)
    return _keep(made, codes, "make list of practices", by, at)


@transaction.atomic
def change_list(
    *, practice_list: PracticeList, name: str, codes: Sequence[str], by: User, at: dt.datetime
) -> PracticeList:
    """Another name, or other practices. ValidationError as for `make_list`."""
    practice_list.name = name
    return _keep(practice_list, codes, "change list of practices", by, at)


@transaction.atomic
def share_list(*, practice_list: PracticeList, by: User, at: dt.datetime) -> PracticeList:
    """Whoever sees the commissioner's results sees the list from now on."""
    return _shared(practice_list, at, by, "share list of practices", at)


@transaction.atomic
def unshare_list(*, practice_list: PracticeList, by: User, at: dt.datetime) -> PracticeList:
    """It is its owner's alone again."""
    practice_list.shared_at = practice_list.shared_by = None
    practice_list.save()
    _record("stop sharing list of practices", practice_list, by, at)
    return practice_list


@transaction.atomic
def delete_list(*, practice_list: PracticeList, by: User, at: dt.datetime) -> None:
    _record("delete list of practices", practice_list, by, at)
    practice_list.delete()


def _shared(
    practice_list: PracticeList, shared_at: dt.datetime, by: User, action: str, at: dt.datetime
) -> PracticeList:
    practice_list.shared_at, practice_list.shared_by = shared_at, by
    practice_list.save()
    _record(action, practice_list, by, at)
    return practice_list


def _keep(
    kept: PracticeList, codes: Sequence[str], action: str, by: User, at: dt.datetime
) -> PracticeList:
    kept.name, kept.changed_at = " ".join(kept.name.split()), at
    same = PracticeList.objects.filter(
        owner=kept.owner_id, commissioner=kept.commissioner_id, name__iexact=kept.name
    )
    if same.exclude(pk=kept.pk).exists():
        raise ValidationError({"name": [f"You have a list {kept.name} already."]})
    practices = _practices(kept.commissioner, codes)
    kept.full_clean()
    kept.save()
    kept.practices.set(practices)
    _record(action, kept, by, at, practices=len(practices))
    return kept


def _practices(commissioner: Commissioner, codes: Sequence[str]) -> list[Practice]:
    wanted = list(dict.fromkeys(code.strip().upper() for code in codes if code.strip()))
    if not wanted:
        raise ValidationError({"codes": ["Enter at least one practice code."]})
    if len(wanted) > MOST_PRACTICES:
        said = f"A list holds at most {MOST_PRACTICES:,} practices; these are {len(wanted):,}."
        raise ValidationError({"codes": [said]})
    found = {one.code: one for one in practices_ever_of(commissioner).filter(code__in=wanted)}
    unknown = [code for code in wanted if code not in found]
    if unknown:
        raise ValidationError({"codes": _unknown(unknown)})
    return list(found.values())


def _unknown(codes: Sequence[str]) -> list[str]:
    said = [
        f"{code[:20]} is not the code of a practice here. Look for a mistyped letter or digit."
        for code in codes[:MOST_SENTENCES]
    ]
    more = len(codes) - MOST_SENTENCES
    return [*said, f"And {more:,} other codes are not of a practice here."] if more > 0 else said


def _record(action: str, kept: PracticeList, by: User, at: dt.datetime, **details: object) -> None:
    """A private list stays private: the trail counts its practices and does not name them."""
    organisation = kept.commissioner.code
    record(action=action, subject=kept, by=by, at=at, organisation=organisation, details=details)
