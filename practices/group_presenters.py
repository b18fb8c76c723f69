"""Sets of groups, a set on a day, and one group with its history, as pages show them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from practices.group_selectors import group_sets_of, groups_in, memberships_in
from practices.models import Commissioner, GroupMembership, GroupSet, Practice, PracticeGroup
from practices.selectors import practices_of


@dataclass(frozen=True)
class SetLine:
    group_set: GroupSet
    groups: int
    placed: str
    made: str


@dataclass(frozen=True)
class Member:
    """One membership; `until` is its first day without the practice, empty while it lasts."""

    pk: int
    code: str
    name: str
    since: str
    until: str
    open_now: bool


@dataclass(frozen=True)
class GroupLine:
    group: PracticeGroup
    members: tuple[Member, ...]


@dataclass(frozen=True)
class SetPage:
    """A set on a day; `nowhere` are the practices of the area that are in none of its groups."""

    group_set: GroupSet
    made: str
    on: str
    groups: tuple[GroupLine, ...]
    nowhere: tuple[Practice, ...]


@dataclass(frozen=True)
class GroupPage:
    """One group: who is in it now, and everybody who was, or will be."""

    group: PracticeGroup
    made: str
    members: tuple[Member, ...]
    others: tuple[Member, ...]


def set_lines(commissioner: Commissioner, on: dt.date) -> list[SetLine]:
    """Every set of a commissioner, with how many practices of the area are in a group on a day."""
    area = set(practices_of(commissioner, on).values_list("pk", flat=True))
    lines = []
    for one in group_sets_of(commissioner):
        holding = [m for m in memberships_in(one) if _holds(m, on) and m.practice_id in area]
        placed = f"{len(holding)} of {len(area)} practices"
        lines.append(SetLine(one, one.groups.count(), placed, made_words(one)))
    return lines


def set_page(group_set: GroupSet, on: dt.date) -> SetPage:
    area = list(practices_of(group_set.commissioner, on))
    open_ones = {one.pk for one in area}
    held = [m for m in memberships_in(group_set) if _holds(m, on) and m.practice_id in open_ones]
    placed = {one.practice_id for one in held}
    return SetPage(
        group_set=group_set,
        made=made_words(group_set),
        on=_day(on),
        groups=tuple(
            GroupLine(group, tuple(_member(m, on) for m in held if m.group_id == group.pk))
            for group in groups_in(group_set)
        ),
        nowhere=tuple(one for one in area if one.pk not in placed),
    )


def group_page(group: PracticeGroup, on: dt.date) -> GroupPage:
    every = [m for m in memberships_in(group.group_set) if m.group_id == group.pk]
    return GroupPage(
        group=group,
        made=made_words(group),
        members=tuple(_member(m, on) for m in every if _holds(m, on)),
        others=tuple(_member(m, on) for m in every if not _holds(m, on)),
    )


def made_words(one: GroupSet | PracticeGroup) -> str:
    return f"Made on {_day(one.made_at.date())} by {one.made_by or 'the system'}"


def held_words(memberships: Sequence[GroupMembership]) -> str:
    """Members in words, for a message."""
    count = len(memberships)
    return f"{count} practice{'s are' if count != 1 else ' is'} placed"


def _member(one: GroupMembership, on: dt.date) -> Member:
    until = _day(one.ends_on) if one.ends_on else ""
    if one.ends_on == one.starts_on:
        until = "never in it"
    return Member(
        pk=one.pk,
        code=one.practice.code,
        name=one.practice.name,
        since=_day(one.starts_on),
        until=until,
        open_now=one.ends_on is None or one.ends_on > max(on, one.starts_on),
    )


def _holds(one: GroupMembership, on: dt.date) -> bool:
    return one.starts_on <= on and (one.ends_on is None or one.ends_on > on)


def _day(day: dt.date) -> str:
    return f"{day:%-d %B %Y}"
