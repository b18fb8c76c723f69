"""List sizes: registered and weighted, as they stood on a day."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction

from practices.models import Commissioner, ListSize
from scorecard.audit.services import record

AUDITED_CHANGES = 200


class ListSizeRow(NamedTuple):
    practice_id: int
    kind: str
    on: dt.date
    patients: Decimal
    source: str


class ListsRecorded(NamedTuple):
    """How many list sizes were new, the same as before, or changed."""

    stored: int
    unchanged: int
    replaced: int


@transaction.atomic
def record_list_sizes(
    *,
    rows: Iterable[ListSizeRow],
    commissioner: Commissioner | None = None,
    by: Any,
    at: dt.datetime,
) -> ListsRecorded:
    """Keep list sizes, one per practice, kind and day; a changed one names its old size in the
    trail. ValidationError for a size below zero, an unknown kind or a practice given twice.
    """
    given = _each_once(rows)
    if not given:
        return ListsRecorded(0, 0, 0)
    held = _held(given)
    new = [size for key, size in given.items() if key not in held]
    changed = [size for key, size in given.items() if key in held and held[key] != size.patients]
    ListSize.objects.bulk_create(
        new + changed,
        batch_size=2_000,
        update_conflicts=True,
        unique_fields=["practice", "kind", "on"],
        update_fields=["patients", "source"],
    )
    counts = ListsRecorded(len(new), len(given) - len(new) - len(changed), len(changed))
    details = {**counts._asdict(), "changes": _changes(changed, held)}
    record(
        action="record list sizes",
        subject=commissioner or (new + changed or list(given.values()))[0],
        by=by,
        at=at,
        organisation=commissioner.code if commissioner else "",
        details=details,
    )
    return counts


_Key = tuple[int, str, dt.date]


def _each_once(rows: Iterable[ListSizeRow]) -> dict[_Key, ListSize]:
    given: dict[_Key, ListSize] = {}
    for row in rows:
        key = (row.practice_id, row.kind, row.on)
        if key in given:
            raise ValidationError(f"Practice {row.practice_id} has two lists on {row.on}.")
        given[key] = ListSize(**row._asdict())
        given[key].patients = round(Decimal(row.patients), 2)
        # The database checks the practice itself; asking once per row would take minutes.
        given[key].clean_fields(exclude=["practice"])
        if given[key].patients < 0:
            raise ValidationError(f"Practice {row.practice_id} has a list below zero.")
    return given


def _held(given: dict[_Key, ListSize]) -> dict[_Key, Decimal]:
    rows = ListSize.objects.filter(
        practice_id__in={key[0] for key in given}, on__in={key[2] for key in given}
    ).values_list("practice_id", "kind", "on", "patients")
    return {(practice, kind, on): patients for practice, kind, on, patients in rows}


def _changes(changed: list[ListSize], held: dict[_Key, Decimal]) -> list[dict[str, Any]]:
    return [
        {
            "practice": size.practice_id,
            "kind": size.kind,
            "on": str(size.on),
            "was": str(held[size.practice_id, size.kind, size.on]),
            "is": str(size.patients),
        }
        for size in changed[:AUDITED_CHANGES]
    ]
