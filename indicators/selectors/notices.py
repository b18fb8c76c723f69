"""Reading reminders: which practices have to be told something today, and whom to write to."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from indicators.models import Collection, Notice, NoticeKind
from indicators.returns.reminding import ANNOUNCED, notice_due
from indicators.selectors.rosters import roster
from indicators.selectors.standings import Standing, standings
from practices.models import Practice

# After that nobody needs to hear every week who has not sent.
_DIGEST_UNTIL = dt.timedelta(days=28)
_A_WEEK = dt.timedelta(days=7)


# Practice, kind and deadline of a notice that was sent.
Told = tuple[int | None, str, dt.date | None]


@dataclass(frozen=True)
class DueNotice:
    """One return that a practice still has to send. `kind`: what it is to be told of it now, or
    empty where it has been told; `deadline` is what the notice is about."""

    standing: Standing
    kind: str
    deadline: dt.date


def running_collections(today: dt.date) -> list[Collection]:
    """Announced, not over for every practice, and not locked, the earliest deadline first."""
    found = Collection.objects.filter(
        Q(deadline__gte=today) | Q(extensions__deadline__gte=today), announced_on__lte=today
    )
    ordered = found.distinct().select_related("period__commissioner").order_by("deadline", "pk")
    return [collection for collection in ordered if not _is_locked(collection)]


def due_notices(today: dt.date) -> dict[Practice, list[DueNotice]]:
    """By practice, everything it still has to send, where it has to be told of something now."""
    found: dict[Practice, list[DueNotice]] = {}
    for collection in running_collections(today):
        told = _told(collection)
        for standing in _waiting(collection, today):
            notice = _notice(standing, today, told)
            found.setdefault(standing.practice, []).append(notice)
    return {
        practice: notices
        for practice, notices in found.items()
        if any(notice.kind for notice in notices)
    }


def digests_due(today: dt.date) -> list[list[Collection]]:
    """The open collections of each commissioner that has had no digest for a week."""
    found = Collection.objects.filter(
        opens_on__lte=today, deadline__gte=today - _DIGEST_UNTIL
    ).select_related("period__commissioner")
    open_ones: dict[int, list[Collection]] = {}
    for collection in found.order_by("period__commissioner", "deadline", "pk"):
        if not _is_locked(collection):
            open_ones.setdefault(collection.period.commissioner_id, []).append(collection)
    return [several for several in open_ones.values() if _a_week_has_gone(several, today)]


def open_collections(commissioner_id: int, today: dt.date) -> list[Collection]:
    """What a digest of this commissioner speaks about."""
    found = Collection.objects.filter(
        period__commissioner=commissioner_id,
        opens_on__lte=today,
        deadline__gte=today - _DIGEST_UNTIL,
    ).select_related("period__commissioner")
    return [one for one in found.order_by("deadline", "pk") if not _is_locked(one)]


def notices_to(collection: Collection, practice_id: int) -> list[Notice]:
    return list(collection.notices.filter(practice=practice_id))


def latest_digest(collection: Collection) -> Notice | None:
    return collection.notices.filter(kind=NoticeKind.DIGEST).first()


def latest_digest_of(collections: Iterable[Collection]) -> Notice | None:
    """The newest about any of them."""
    sent = Notice.objects.filter(collection__in=list(collections), kind=NoticeKind.DIGEST)
    return sent.order_by("-sent_at").first()


def _waiting(collection: Collection, today: dt.date) -> list[Standing]:
    """Of those asked, the ones that have something left to do, the rest of a return included."""
    places = [place.practice for place in roster(collection) if place.asked]
    left = standings([collection], places, today)
    return [one for one in left if one.waits]


def _notice(standing: Standing, today: dt.date, told: set[Told]) -> DueNotice:
    collection = standing.collection
    kind = notice_due(
        announced_on=collection.announced_on,
        opens_on=collection.opens_on,
        deadline=standing.deadline,
        today=today,
    )
    deadline = collection.deadline if kind == ANNOUNCED else standing.deadline
    known = (standing.practice.pk, kind, deadline) in told
    return DueNotice(standing, "" if known else kind, deadline)


def _told(collection: Collection) -> set[Told]:
    sent = collection.notices.exclude(kind=NoticeKind.DIGEST)
    return set(sent.values_list("practice_id", "kind", "deadline"))


def _is_locked(collection: Collection) -> bool:
    newest = collection.locks.first()
    return newest is not None and newest.locked


def _a_week_has_gone(collections: Iterable[Collection], today: dt.date) -> bool:
    """Since the last digest, or since the first of them opened."""
    several = list(collections)
    sent = Notice.objects.filter(collection__in=several, kind=NoticeKind.DIGEST).first()
    since = sent.sent_at.date() if sent else min(one.opens_on for one in several)
    return today - since >= _A_WEEK
