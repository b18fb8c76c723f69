"""What a commissioner does with a collection: change it, give more time, lock it."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from indicators.free_text import refuse_nhs_numbers
from indicators.models import (
    AskedPractice,
    Collection,
    CollectionItem,
    CollectionLock,
    Definition,
    Extension,
)
from indicators.periods import deadline_problem
from indicators.selectors.collections import deadline_for, lock_of
from indicators.selectors.returns import expected_practices
from practices.models import Practice
from scorecard.audit.services import record


@transaction.atomic
def change_collection(
    *,
    collection: Collection,
    announced_on: dt.date,
    opens_on: dt.date,
    deadline: dt.date,
    guidance: str,
    contact: str,
    definitions: Iterable[Definition],
    practices: Iterable[Practice] | None,
    by: Any,
    at: dt.datetime,
) -> Collection:
    """Change what is asked; `practices` None means everybody. Raises ValidationError.

    Once it has been announced it stays announced. Once it has opened, only a later deadline, the
    guidance, whom to ask and more practices can be changed: practices may have begun.
    """
    held = _held(collection)
    wanted = list(definitions)
    chosen = None if practices is None else list(practices)
    today = timezone.localdate(at)
    if not wanted:
        raise ValidationError({"definitions": "Choose at least one indicator to ask for."})
    _check_once(wanted)
    if held.announced_on <= today and announced_on > held.announced_on:
        announced_on = held.announced_on
    if held.opens_on <= today:
        _check_open(held, opens_on, deadline, wanted, chosen)
    before = {"deadline": str(held.deadline), "opens on": str(held.opens_on)}
    refuse_nhs_numbers(guidance, contact)
    held.announced_on, held.opens_on, held.deadline = announced_on, opens_on, deadline
    held.guidance, held.contact, held.everybody = guidance, contact, chosen is None
    _check_days(held)
    held.full_clean()
    held.save()
    _replace_items(held, wanted)
    _replace_asked(held, chosen or [])
    _record("change collection", held, by, at, {"before": before, "deadline": str(deadline)})
    return held


@transaction.atomic
def extend(
    *,
    collection: Collection,
    practice: Practice,
    deadline: dt.date,
    reason: str,
    by: Any,
    at: dt.datetime,
) -> Extension:
    """Give one practice until `deadline`, its last day in time. Raises ValidationError."""
    held = _held(collection)
    _check_reason(reason, "Say why the practice gets more time.")
    if lock_of(held):
        raise ValidationError("Returns are locked, so more time helps nobody. Unlock them first.")
    if not expected_practices(held).filter(pk=practice.pk).exists():
        raise ValidationError(f"{practice.name} is not asked for this return.")
    if problem := _extension_problem(held, practice, deadline, timezone.localdate(at)):
        raise ValidationError({"deadline": problem})
    given = Extension(
        collection=held,
        practice=practice,
        deadline=deadline,
        reason=reason.strip(),
        given_by=by,
        given_at=at,
    )
    given.full_clean()
    given.save()
    details = {"practice": practice.code, "deadline": str(deadline), "reason": reason}
    _record("extend return", held, by, at, details)
    return given


@transaction.atomic
def set_lock(
    *, collection: Collection, locked: bool, reason: str, by: Any, at: dt.datetime
) -> CollectionLock:
    """Close the collection for everybody, or open it again. Raises ValidationError.

    A lock takes nothing away: what was sent stays and can still be accepted.
    """
    held = _held(collection)
    if locked == (lock_of(held) is not None):
        raise ValidationError(
            "Returns are locked already." if locked else "Returns are not locked."
        )
    if locked and timezone.localdate(at) < held.opens_on:
        raise ValidationError("Returns have not opened yet. Change the dates instead.")
    if not locked:
        _check_reason(reason, "Say why returns are taken again.")
    refuse_nhs_numbers(reason)
    made = CollectionLock(
        collection=held, locked=locked, reason=reason.strip(), set_by=by, set_at=at
    )
    made.full_clean()
    made.save()
    _record("lock returns" if locked else "unlock returns", held, by, at, {"reason": reason})
    return made


def _held(collection: Collection) -> Collection:
    """The row itself, locked, so that two people decide one after the other."""
    rows = Collection.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("period__commissioner").get(pk=collection.pk)


def _check_open(
    held: Collection,
    opens_on: dt.date,
    deadline: dt.date,
    wanted: list[Definition],
    chosen: list[Practice] | None,
) -> None:
    since = f"It opened on {held.opens_on:%-d %B %Y} and practices may have begun"
    if opens_on != held.opens_on:
        raise ValidationError({"opens_on": f"{since}: the first day stays."})
    if deadline < held.deadline:
        raise ValidationError(
            {"deadline": f"{since}: the deadline cannot come before {_day(held.deadline)}."}
        )
    asked = set(held.items.values_list("definition_id", flat=True))
    if asked != {definition.pk for definition in wanted}:
        raise ValidationError(
            {"definitions": f"{since}: what is asked stays. Say in the guidance what is different."}
        )
    if chosen is not None and _left_out(held, chosen):
        raise ValidationError({"practices": f"{since}: practices can be added, not taken away."})


def _check_once(wanted: list[Definition]) -> None:
    codes = [definition.code for definition in wanted]
    if twice := sorted({code for code in codes if codes.count(code) > 1}):
        raise ValidationError(
            {"definitions": f"Chosen in two versions: {', '.join(twice)}. Choose one of each."}
        )


def _left_out(held: Collection, chosen: list[Practice]) -> set[int]:
    asked = set(expected_practices(held).values_list("pk", flat=True))
    return asked - {practice.pk for practice in chosen}


def _check_days(held: Collection) -> None:
    if problem := deadline_problem(held.period, held.deadline):
        raise ValidationError({"deadline": f"{problem}."})


def _extension_problem(
    held: Collection, practice: Practice, deadline: dt.date, today: dt.date
) -> str:
    current = deadline_for(held, practice)
    if deadline == current:
        return f"{_day(deadline)} is the last day already. Choose another day."
    if deadline < held.deadline:
        return f"Choose a day after the deadline for everybody, {_day(held.deadline)}."
    if deadline < today:
        return "Choose a day that is not in the past."
    return deadline_problem(held.period, deadline)


def _replace_items(held: Collection, wanted: list[Definition]) -> None:
    ids = {definition.pk for definition in wanted}
    known = set(held.items.values_list("definition_id", flat=True))
    held.items.exclude(definition_id__in=ids).delete()
    CollectionItem.objects.bulk_create(
        CollectionItem(collection=held, definition=definition)
        for definition in wanted
        if definition.pk not in known
    )


def _replace_asked(held: Collection, chosen: list[Practice]) -> None:
    ids = {practice.pk for practice in chosen}
    known = set(held.asked.values_list("practice_id", flat=True))
    held.asked.exclude(practice_id__in=ids).delete()
    AskedPractice.objects.bulk_create(
        AskedPractice(collection=held, practice=practice)
        for practice in chosen
        if practice.pk not in known
    )


def _check_reason(reason: str, otherwise: str) -> None:
    if not reason.strip():
        raise ValidationError({"reason": otherwise})
    refuse_nhs_numbers(reason)


def _record(
    action: str, held: Collection, by: Any, at: dt.datetime, details: dict[str, Any]
) -> None:
    code = held.period.commissioner.code
    record(action=action, subject=held, by=by, at=at, organisation=code, details=details)


def _day(date: dt.date) -> str:
    return f"{date:%-d %B %Y}"
