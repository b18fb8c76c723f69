"""Making groups, naming them, and saying which practice is in which group from when to when."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from practices.group_selectors import placed_after
from practices.models import Commissioner, GroupMembership, GroupSet, Practice, PracticeGroup
from practices.selectors import practices_of
from scorecard.audit.services import record


@transaction.atomic
def make_group_set(
    *, commissioner: Commissioner, name: str, why: str, by: Any, at: dt.datetime
) -> GroupSet:
    """Make a set of groups. ValidationError, by field, where the name is taken."""
    group_set = GroupSet(commissioner=commissioner, name=name, why=why, made_by=by, made_at=at)
    group_set.clean()
    if GroupSet.objects.filter(commissioner=commissioner, name__iexact=group_set.name).exists():
        raise ValidationError({"name": [f"There is a set {group_set.name} already."]})
    _keep(group_set, "make set of groups", group_set, by, at)
    return group_set


@transaction.atomic
def make_group(
    *, group_set: GroupSet, name: str, why: str, by: Any, at: dt.datetime
) -> PracticeGroup:
    """Make a group of a set. ValidationError, by field, where the name is taken."""
    group = PracticeGroup(group_set=group_set, name=name, why=why, made_by=by, made_at=at)
    group.clean()
    _check_name(group)
    _keep(group, "make group", group_set, by, at)
    return group


@transaction.atomic
def rename_group(
    *, group: PracticeGroup, name: str, why: str, by: Any, at: dt.datetime
) -> PracticeGroup:
    """Another name, or another reason, for the same group."""
    before = {"name": group.name, "why": group.why}
    group.name, group.why = name, why
    group.clean()
    _check_name(group)
    group.full_clean()
    group.save()
    details = {"from": before, "to": {"name": group.name, "why": group.why}}
    _record("rename group", group, group.group_set, by, at, details)
    return group


@transaction.atomic
def place_in_group(
    *, group: PracticeGroup, codes: Sequence[str], starts_on: dt.date, by: Any, at: dt.datetime
) -> list[GroupMembership]:
    """From `starts_on` these practices are in the group; whoever is in another of its set moves.

    Raises ValidationError with a sentence for each code with which something is wrong; then
    nothing is changed.
    """
    # Two people who place the same practice at once take turns.
    group_set = GroupSet.objects.select_for_update().get(pk=group.group_set_id)
    wanted = list(dict.fromkeys(code.strip().upper() for code in codes if code.strip()))
    if not wanted:
        raise ValidationError({"codes": ["Enter at least one practice code."]})
    found = {
        one.code: one
        for one in practices_of(group_set.commissioner, starts_on).filter(code__in=wanted)
    }
    later = placed_after(group_set, found.values(), starts_on)
    problems = [
        sentence
        for code in wanted
        if (sentence := _problem(code, found.get(code), later, group, starts_on))
    ]
    if problems:
        raise ValidationError({"codes": problems})
    left = [_ended(one, starts_on) for held in later.values() for one in held]
    GroupMembership.objects.bulk_update(left, ["ends_on"])
    placed = GroupMembership.objects.bulk_create(
        GroupMembership(group=group, group_set=group_set, practice=found[code], starts_on=starts_on)
        for code in wanted
    )
    details = {"practices": wanted, "from": str(starts_on), "left": [str(one) for one in left]}
    _record("place practices in group", group, group_set, by, at, details)
    return placed


@transaction.atomic
def leave_group(
    *, membership: GroupMembership, ends_on: dt.date, by: Any, at: dt.datetime
) -> GroupMembership:
    """The practice is out of its group from `ends_on`; on its first day: it never was in it.

    Raises ValidationError, by field, where that day is not within the membership.
    """
    if ends_on < membership.starts_on:
        said = f"It starts on {membership.starts_on:%-d %B %Y}: give that day or a later one."
        raise ValidationError({"ends_on": [said]})
    if membership.ends_on is not None and ends_on >= membership.ends_on:
        said = f"It ended on {membership.ends_on:%-d %B %Y} already."
        raise ValidationError({"ends_on": [said]})
    _ended(membership, ends_on).full_clean()
    membership.save()
    details = {"practice": membership.practice.code, "ends_on": str(ends_on)}
    _record("take practice out of group", membership.group, membership.group_set, by, at, details)
    return membership


def _problem(
    code: str,
    practice: Practice | None,
    later: dict[int, list[GroupMembership]],
    group: PracticeGroup,
    day: dt.date,
) -> str:
    """What is wrong with placing this code; nothing where all is right."""
    said = f"{day:%-d %B %Y}"
    if practice is None:
        return _unknown(code, said)
    held = later.get(practice.pk, [])
    if any(one.starts_on > day for one in held):
        one = next(one for one in held if one.starts_on > day)
        since = f"{one.starts_on:%-d %B %Y}"
        return (
            f"{code} enters {one.group} on {since}. Take it out there first, or give a later day."
        )
    if any(one.group_id == group.pk for one in held):
        return f"{code} is in {group} on {said} already."
    if any(one.starts_on == day for one in held):
        return f"{code} enters {held[0].group} on {said}. Take it out there first."
    return ""


def _unknown(code: str, day: str) -> str:
    practice = Practice.objects.filter(code=code).first()
    if practice is None:
        return f"{code} is not the code of a practice here. Look for a mistyped letter or digit."
    closed = f" It closed on {practice.closed_on:%-d %B %Y}." if practice.closed_on else ""
    return f"{code} {practice} is not open in this area on {day}.{closed}"


def _ended(membership: GroupMembership, day: dt.date) -> GroupMembership:
    membership.ends_on = day
    return membership


def _check_name(group: PracticeGroup) -> None:
    same = PracticeGroup.objects.filter(group_set_id=group.group_set_id, name__iexact=group.name)
    if same.exclude(pk=group.pk).exists():
        raise ValidationError({"name": [f"{group.group_set} has a group {group.name} already."]})


def _keep(
    one: GroupSet | PracticeGroup, action: str, group_set: GroupSet, by: Any, at: dt.datetime
) -> None:
    one.full_clean()
    one.save()
    _record(action, one, group_set, by, at, {"name": one.name, "why": one.why})


def _record(
    action: str,
    subject: Any,
    group_set: GroupSet,
    by: Any,
    at: dt.datetime,
    details: dict[str, Any],
) -> None:
    organisation = group_set.commissioner.code
    details = {"set": group_set.name, **details}
    record(action=action, subject=subject, by=by, at=at, organisation=organisation, details=details)
