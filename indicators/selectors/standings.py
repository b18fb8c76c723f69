"""Where practices stand with their returns: any number of them, in four queries."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F
from django.utils import timezone

from indicators.models import Collection, CollectionItem, DataReturn, Figure, ReceivedFile
from indicators.returns.states import ReturnState, state_of
from indicators.selectors.returns import RETURN_PROFILE
from practices.models import Practice

# Collection and practice, by id.
Key = tuple[int, int]


@dataclass(frozen=True)
class Standing:
    """Where one practice stands in one collection. `held` of `due` figures are there.

    `checked_file` is the newest one that was checked and waits to be submitted.
    """

    collection: Collection
    practice: Practice
    state: ReturnState
    due: int
    held: int
    checked_file: int | None
    first_submitted_at: dt.datetime | None
    latest: DataReturn | None


def standings(
    collections: Iterable[Collection], practices: Iterable[Practice], today: dt.date
) -> list[Standing]:
    """Each practice in each collection, in the orders given."""
    asked, wanted = list(collections), list(practices)
    due = _due(asked)
    held = _held(asked, wanted)
    checked = _checked(asked, wanted)
    returns = _returns(asked, wanted)
    found = []
    for collection in asked:
        for practice in wanted:
            key = (collection.pk, practice.pk)
            counts = due.get(collection.pk, 0), held.get(key, 0)
            found.append(
                _standing(
                    collection, practice, counts, checked.get(key), returns.get(key, []), today
                )
            )
    return found


def _standing(
    collection: Collection,
    practice: Practice,
    counts: tuple[int, int],
    checked_file: int | None,
    returns: list[DataReturn],
    today: dt.date,
) -> Standing:
    due, held = counts
    first = returns[0].submitted_at if returns else None
    state = state_of(
        first_submitted_on=timezone.localdate(first) if first else None,
        has_checked_file=checked_file is not None,
        all_held=0 < due <= held,
        opens_on=collection.opens_on,
        deadline=collection.deadline,
        today=today,
    )
    latest = returns[-1] if returns else None
    return Standing(collection, practice, state, due, held, checked_file, first, latest)


def _due(collections: list[Collection]) -> dict[int, int]:
    items = CollectionItem.objects.filter(collection__in=collections).values("collection_id")
    return {row["collection_id"]: row["n"] for row in items.annotate(n=Count("pk"))}


def _held(collections: list[Collection], practices: list[Practice]) -> dict[Key, int]:
    """How many of the figures that are due are there."""
    held = (
        Figure.objects.current()
        .filter(
            period__collection__in=collections,
            indicator__definitions__collectionitem__collection=F("period__collection"),
            practice__in=practices,
        )
        .values("period__collection", "practice_id")
    )
    counted = held.annotate(n=Count("pk", distinct=True))
    return {(row["period__collection"], row["practice_id"]): row["n"] for row in counted}


def _checked(collections: list[Collection], practices: list[Practice]) -> dict[Key, int]:
    """The newest file that was checked and has figures to submit."""
    ready = ReceivedFile.objects.filter(
        period__collection__in=collections,
        practice__in=practices,
        profile=RETURN_PROFILE,
        state=ReceivedFile.State.READY,
        report__figures__0__isnull=False,
    )
    oldest_first = ready.order_by("received_at", "pk")
    rows = oldest_first.values_list("period__collection", "practice_id", "pk")
    return {(collection, practice): pk for collection, practice, pk in rows}


def _returns(
    collections: list[Collection], practices: list[Practice]
) -> dict[Key, list[DataReturn]]:
    """What was submitted, the oldest first."""
    found: dict[Key, list[DataReturn]] = {}
    sent = DataReturn.objects.filter(collection__in=collections, practice__in=practices)
    for data_return in sent.order_by("submitted_at", "pk"):
        key = (data_return.collection_id, data_return.practice_id)
        found.setdefault(key, []).append(data_return)
    return found
