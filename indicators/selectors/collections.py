"""Reading collections: until when a practice may send, and whether it still may."""

import datetime as dt

from indicators.models import Collection, CollectionLock
from practices.models import Practice


def deadline_for(collection: Collection, practice: Practice) -> dt.date:
    """The last day in time for this practice: its newest extension, else the collection's."""
    newest = collection.extensions.filter(practice=practice).first()
    return newest.deadline if newest else collection.deadline


def lock_of(collection: Collection) -> CollectionLock | None:
    """The row by which the collection is locked; None while it takes returns."""
    newest = collection.locks.first()
    return newest if newest and newest.locked else None
