"""Reading collections: until when a practice may send, and whether it still may."""

import datetime as dt
from collections.abc import Iterable

from indicators.models import Collection, CollectionItem, CollectionLock, Definition
from practices.models import Commissioner, Practice


def deadline_for(collection: Collection, practice: Practice) -> dt.date:
    """The last day in time for this practice: its newest extension, else the collection's."""
    newest = collection.extensions.filter(practice=practice).first()
    return newest.deadline if newest else collection.deadline


def lock_of(collection: Collection) -> CollectionLock | None:
    """The row by which the collection is locked; None while it takes returns."""
    newest = collection.locks.first()
    return newest if newest and newest.locked else None


def definitions_by_collection(collections: Iterable[Collection]) -> dict[int, list[Definition]]:
    """What each collection asks for, in the order of the codes; empty lists too."""
    found: dict[int, list[Definition]] = {collection.pk: [] for collection in collections}
    items = CollectionItem.objects.filter(collection_id__in=found)
    in_order = items.select_related("definition__indicator").order_by("definition__indicator__code")
    for item in in_order:
        found[item.collection_id].append(item.definition)
    return found


def collections_by_period(
    commissioner: Commissioner, codes: Iterable[str]
) -> dict[str, Collection]:
    """What is asked for these periods, by the period's code."""
    found = Collection.objects.filter(period__commissioner=commissioner, period__code__in=codes)
    return {collection.period.code: collection for collection in found.select_related("period")}


def locked_among(collections: Iterable[Collection]) -> set[int]:
    """The ids of those that take nothing now."""
    locks = CollectionLock.objects.filter(collection__in=list(collections))
    newest = {lock.collection_id: lock.locked for lock in locks.order_by("set_at", "pk")}
    return {pk for pk, locked in newest.items() if locked}
