"""Setting urgent limits and naming who is told; rows are added and ended, never altered."""

import datetime as dt
import math
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from indicators.free_text import refuse_nhs_numbers
from indicators.models import Definition, Indicator, UrgentLimit, UrgentReader
from indicators.selectors.urgent import may_be_named, trail_of
from indicators.selectors.urgent_figures import held_now
from indicators.selectors.verification import newest_definitions
from indicators.services.urgent_signals import signal_held
from indicators.urgent_limits import WITHOUT_LIMIT, Limit
from practices.models import Commissioner
from scorecard.accounts.models import User
from scorecard.audit.services import record


class LimitRefused(ValidationError):
    """The limit cannot be set or changed; the sentence says why."""


@transaction.atomic
def set_limit(
    *,
    definition: Definition,
    rule: Limit,
    reason: str,
    people: Sequence[User],
    signal_now: bool,
    by: Any,
    at: dt.datetime,
) -> UrgentLimit:
    """Set a limit on the scale of `definition`; the one in force on the same side ends.

    `signal_now`: figures of the newest period that are held beyond it are signalled too.
    Raises LimitRefused for what has no number, a definition that is not the newest, chance
    without a sampling model, a limit that meets the one on the other side, nobody to tell or
    people who may not be named; ValidationError for what could be an NHS number.
    """
    _lock(definition.indicator_id)
    refuse_nhs_numbers(reason)
    commissioner = definition.indicator.commissioner
    _check(definition, rule)
    _check_people(commissioner, people, at)
    before = _in_force(definition, rule.side.upwards)
    if before:
        _end(before, by, at)
    limit = UrgentLimit(
        indicator=definition.indicator,
        definition=definition,
        side=str(rule.side),
        value=rule.value,
        minimum_denominator=rule.least,
        by_chance=rule.by_chance,
        reason=reason.strip(),
        set_by=by,
        set_at=at,
    )
    limit.full_clean()
    limit.save()
    for person in people:
        UrgentReader.objects.create(limit=limit, person=person, named_by=by, named_at=at)
    details = {"side": limit.get_side_display(), "limit": rule.value, "people": len(people)}
    _record("set urgent limit", limit, by, at, details)
    held = held_now(definition) if signal_now else None
    if held:
        signal_held(limit=limit, held=held, by=by, at=at)
    return limit


@transaction.atomic
def end_limit(*, limit: UrgentLimit, by: Any, at: dt.datetime) -> None:
    """From now on nothing is beyond it. Raises LimitRefused for one that has ended."""
    _lock(limit.indicator_id)
    limit = UrgentLimit.objects.get(pk=limit.pk)
    if limit.ended_at is not None:
        raise LimitRefused("This limit has ended already.")
    _end(limit, by, at)


@transaction.atomic
def name_person(*, limit: UrgentLimit, person: User, by: Any, at: dt.datetime) -> None:
    """Tell somebody more, and let them read; they are told of the open signals too.

    Raises LimitRefused for somebody who is named already or may not be.
    """
    _lock(limit.indicator_id)
    if limit.readers.filter(person=person, ended_at__isnull=True).exists():
        raise LimitRefused(f"{person} is named already.")
    _check_people(limit.indicator.commissioner, [person], at)
    UrgentReader.objects.create(limit=limit, person=person, named_by=by, named_at=at)
    _record("name reader of urgent signals", limit, by, at, {"person": person.email})


@transaction.atomic
def unname_person(*, reader: UrgentReader, by: Any, at: dt.datetime) -> None:
    """Somebody is told no more and may read no more. Raises LimitRefused for the last one of a
    limit that is in force."""
    _lock(reader.limit.indicator_id)
    limit = UrgentLimit.objects.get(pk=reader.limit_id)
    left = limit.readers.filter(ended_at__isnull=True).exclude(pk=reader.pk)
    if limit.ended_at is None and not left.exists():
        raise LimitRefused("Name somebody else first: somebody has to be told.")
    reader.ended_by, reader.ended_at = by, at
    reader.save(update_fields=["ended_by", "ended_at"])
    _record("end reader of urgent signals", limit, by, at, {"person": reader.person.email})


def check_limit(*, definition: Definition, rule: Limit) -> None:
    """Raises LimitRefused for a limit that `set_limit` does not take."""
    _check(definition, rule)


def _check(definition: Definition, rule: Limit) -> None:
    if definition.kind in WITHOUT_LIMIT:
        raise LimitRefused("This indicator has no number, so it cannot have a limit.")
    if newest_definitions([definition.indicator_id])[definition.indicator_id] != definition:
        raise LimitRefused("The indicator was changed meanwhile. Look at it again first.")
    if not math.isfinite(rule.value) or not math.isfinite(rule.least) or rule.least < 0:
        raise LimitRefused("Enter a number that is finite, and a denominator from 0.")
    if rule.by_chance and definition.sampling == "none":
        raise LimitRefused("This indicator has no interval, so chance cannot be judged.")
    other = _in_force(definition, not rule.side.upwards)
    if other is None:
        return
    low, high = sorted((rule, other.rule), key=lambda one: one.side.upwards)
    if low.value >= high.value:
        raise LimitRefused(
            f"There is a limit on the other side, {other.get_side_display()} {other.value:g}: "
            "every figure would lie beyond one of the two. End that limit first."
        )


def _check_people(commissioner: Commissioner, people: Sequence[User], at: dt.datetime) -> None:
    allowed = {person.pk for person in may_be_named(commissioner, timezone.localdate(at))}
    if not people:
        raise LimitRefused("Name at least one person who is told.")
    for person in people:
        if person.pk not in allowed:
            raise LimitRefused(
                f"{person} cannot be named: only {commissioner}'s own people who may see every "
                "practice's results can."
            )


def _in_force(definition: Definition, upwards: bool) -> UrgentLimit | None:
    found = UrgentLimit.objects.filter(indicator=definition.indicator_id, ended_at__isnull=True)
    return next((limit for limit in found if limit.rule.side.upwards is upwards), None)


def _lock(indicator_id: int) -> None:
    """Figures that arrive meanwhile wait, and a limit meets all of them or none."""
    Indicator.objects.select_for_update(no_key=True).get(pk=indicator_id)


def _end(limit: UrgentLimit, by: Any, at: dt.datetime) -> None:
    limit.ended_by, limit.ended_at = by, at
    limit.save(update_fields=["ended_by", "ended_at"])
    _record("end urgent limit", limit, by, at, {})


def _record(
    action: str, limit: UrgentLimit, by: Any, at: dt.datetime, details: dict[str, Any]
) -> None:
    owner = trail_of(limit.indicator.commissioner)
    record(action=action, subject=limit, by=by, at=at, organisation=owner, details=details)
