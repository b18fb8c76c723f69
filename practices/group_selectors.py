"""Reading groups of a commissioner's own making, as they stand on a day."""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Upper

from practices.models import Commissioner, GroupMembership, GroupSet, Practice, PracticeGroup
from practices.names import sort_key
from practices.selectors import holds_on, one_of


def sets_of(commissioner: Commissioner) -> QuerySet[GroupSet]:
    found = GroupSet.objects.filter(commissioner=commissioner)
    return found.select_related("made_by", "commissioner")


def group_sets_of(commissioner: Commissioner) -> list[GroupSet]:
    """In order of name."""
    return sorted(sets_of(commissioner), key=lambda one: sort_key(one.name))


def groups_of_set(commissioner: Commissioner, group_set: int) -> QuerySet[PracticeGroup]:
    """The groups of a set, by its id; of another commissioner's set none."""
    found = PracticeGroup.objects.filter(
        group_set_id=group_set, group_set__commissioner=commissioner
    )
    return found.select_related("made_by", "group_set__commissioner")


def group_set_named(commissioner: Commissioner, name: str) -> GroupSet | None:
    """The set that a definition means by `name`, in capitals or not."""
    return GroupSet.objects.filter(commissioner=commissioner, name__iexact=name).first()


def groups_in(group_set: GroupSet) -> list[PracticeGroup]:
    """In order of name, also those without any practice."""
    return sorted(group_set.groups.all(), key=lambda one: sort_key(one.name))


def memberships_in(group_set: GroupSet) -> QuerySet[GroupMembership]:
    """Every membership there ever was, in order of practice, then of day."""
    found = GroupMembership.objects.filter(group_set=group_set)
    return found.select_related("practice", "group").order_by(
        "practice__sort_key", "practice__code", "starts_on", "pk"
    )


class GroupPlace(NamedTuple):
    """A practice's group of a set by name, and since when; both None where it is in none."""

    group: str | None
    since: dt.date | None


def group_of(
    commissioner: int, set_name: str, practice: Practice, on: dt.date
) -> GroupPlace | None:
    """Where the practice was on a day in the set of that name (in capitals or not) of a
    commissioner (an id); None where there is no such set. One statement."""
    held = GroupMembership.objects.filter(holds_on(on), group_set=OuterRef("pk"), practice=practice)
    sets = GroupSet.objects.filter(commissioner=commissioner, name__iexact=set_name)
    row = sets.values_list(
        Subquery(held.values("group__name")[:1]), Subquery(held.values("starts_on")[:1])
    ).first()
    return GroupPlace(*row) if row else None


def groups_by_practice(
    commissioner: Commissioner,
    names: Collection[str],
    practices: Iterable[Practice | int],
    on: dt.date,
) -> dict[str, dict[int, int]]:
    """By name of a set as asked for: the id of each practice's group on the day.

    Absent is a practice in no group; empty a set that does not exist. One statement, and none
    where no set is asked for.
    """
    found: dict[str, dict[int, int]] = {name: {} for name in names}
    if not names:
        return found
    asked: dict[str, list[str]] = {}
    for name in names:
        asked.setdefault(name.upper(), []).append(name)
    rows = (
        GroupMembership.objects.filter(
            holds_on(on),
            group_set__commissioner=commissioner,
            practice__in=one_of([one if isinstance(one, int) else one.pk for one in practices]),
        )
        .annotate(set_name=Upper("group_set__name"))
        .filter(set_name__in=list(asked))
        .values_list("set_name", "practice_id", "group_id")
    )
    for set_name, practice, group in rows:
        for name in asked[set_name]:
            found[name][practice] = group
    return found


def placed_after(
    group_set: GroupSet, practices: Iterable[Practice], day: dt.date
) -> dict[int, list[GroupMembership]]:
    """By practice id: the memberships that hold on `day` or later, the first first."""
    rows = GroupMembership.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=day), group_set=group_set, practice__in=practices
    ).select_related("group")
    found: dict[int, list[GroupMembership]] = {}
    for one in rows.order_by("starts_on", "pk"):
        if one.ends_on is None or one.ends_on > one.starts_on:
            found.setdefault(one.practice_id, []).append(one)
    return found
