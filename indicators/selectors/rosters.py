"""Who is in a collection: every practice of the area in the period, and whether it is asked."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from indicators.models import Collection
from indicators.returns.asking import Presence, Successor, is_asked, remark
from practices.models import CommissionerLink, Practice
from practices.selectors import tree_of


@dataclass(frozen=True)
class Place:
    """`remark` says in words why a practice is not asked, or what is unusual about its dates."""

    practice: Practice
    asked: bool
    remark: str


def roster(collection: Collection) -> list[Place]:
    """Every practice that was in the area on a day of the period, by name."""
    period = collection.period
    practices, present = _present(collection)
    asked = {pk for pk, presence in present.items() if is_asked(presence, period.ends_on)}
    return [
        Place(
            practice=practice,
            asked=pk in asked,
            remark=remark(
                present[pk],
                period.starts_on,
                period.ends_on,
                _successor(practice, practices, asked, period.ends_on),
            ),
        )
        for pk, practice in sorted(practices.items(), key=lambda pair: pair[1].sort_key)
    ]


def place_in(collection: Collection, practice_code: str) -> Place | None:
    """One practice of the roster, by its code."""
    wanted = practice_code.upper()
    return next((place for place in roster(collection) if place.practice.code == wanted), None)


def _present(collection: Collection) -> tuple[dict[int, Practice], dict[int, Presence]]:
    """Practices by id, and when each was there. Several links in a row count as one stay."""
    chosen = _chosen(collection)
    practices: dict[int, Practice] = {}
    stays: dict[int, list[CommissionerLink]] = {}
    for link in _links(collection):
        practices[link.practice_id] = link.practice
        stays.setdefault(link.practice_id, []).append(link)
    return practices, {
        pk: Presence(
            joined_on=min(link.starts_on for link in stays[pk]),
            left_on=_last_day(stays[pk]),
            opened_on=practice.opened_on,
            closed_on=practice.closed_on,
            chosen=chosen is None or pk in chosen,
        )
        for pk, practice in practices.items()
    }


def _chosen(collection: Collection) -> set[int] | None:
    """None where everybody is asked."""
    if collection.everybody:
        return None
    return set(collection.asked.values_list("practice_id", flat=True))


def _links(collection: Collection) -> list[CommissionerLink]:
    period = collection.period
    held = CommissionerLink.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=period.starts_on),
        commissioner_id__in=tree_of(period.commissioner),
        starts_on__lte=period.ends_on,
    )
    return list(held.select_related("practice__successor__successor").order_by("starts_on"))


def _last_day(links: list[CommissionerLink]) -> dt.date | None:
    ends = [link.ends_on for link in links]
    return None if None in ends else max(end for end in ends if end is not None)


def _successor(
    practice: Practice, practices: dict[int, Practice], asked: set[int], day: dt.date
) -> Successor | None:
    """The practice that has the patients on that day; a successor may have closed in its turn."""
    found, seen = practice.successor, {practice.pk}
    while found is not None and found.pk not in seen:
        seen.add(found.pk)
        closed = found.closed_on is not None and found.closed_on <= day
        following = practices.get(found.pk, found).successor
        if not closed or following is None:
            break
        found = following
    if found is None:
        return None
    closed_in_time = practice.closed_on is not None and practice.closed_on <= day
    return Successor(found.name, found.code, asked=closed_in_time and found.pk in asked)
