"""Reading lists of practices and bookmarks."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from practices.models import Commissioner, Practice
from scorecard.dashboards.models import Bookmark, PracticeList

MOST_DIGITS = 10


def lists_seen_by(user: Any, commissioner: Commissioner | int) -> QuerySet[PracticeList]:
    """Somebody's own lists of a commissioner's practices and those that colleagues share, each
    with its number of practices as `size`."""
    seen = Q(owner=user) | Q(shared_at__isnull=False)
    found = PracticeList.objects.filter(seen, commissioner=commissioner)
    lists = found.select_related("owner", "shared_by", "commissioner")
    return lists.annotate(size=Count("practices")).order_by("name", "pk")


def list_seen_by(user: Any, commissioner: Commissioner, pk: str) -> PracticeList | None:
    """The one that an address asks for; None where nobody asks, or it is not theirs to see."""
    if not (pk.isascii() and pk.isdigit() and len(pk) < MOST_DIGITS):
        return None
    return lists_seen_by(user, commissioner).filter(pk=int(pk)).first()


def practices_on(practice_list: PracticeList) -> QuerySet[Practice]:
    return practice_list.practices.order_by("sort_key", "code")


def bookmarks_of(user: Any) -> QuerySet[Bookmark]:
    return Bookmark.objects.filter(owner=user).order_by("name", "pk")
