"""Where practices stand with their returns: any number of them, in eight queries."""

import datetime as dt
from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F
from django.utils import timezone

from indicators.models import (
    Collection,
    CollectionItem,
    CollectionLock,
    DataReturn,
    DraftReturn,
    Extension,
    Figure,
    ReceivedFile,
    ReturnDecision,
)
from indicators.returns.states import DONE, Facts, ReturnState, state_of, was_late
from indicators.selectors.returns import RETURN_PROFILE
from practices.models import Practice

# Collection and practice, by id.
Key = tuple[int, int]

# How many practices are named in a query.
_NAMED = 200


@dataclass(frozen=True)
class Standing:
    """Where one practice stands in one collection. `held` of `due` figures are there.

    `checked_file` is the newest one that was checked and waits to be submitted. `deadline` is this
    practice's own; `extension` says why it is later. `decision` is on the latest return. `lock`
    is there while the collection takes nothing.
    """

    collection: Collection
    practice: Practice
    state: ReturnState
    late: bool
    due: int
    held: int
    deadline: dt.date
    extension: Extension | None
    lock: CollectionLock | None
    has_draft: bool
    checked_file: int | None
    first_submitted_at: dt.datetime | None
    latest: DataReturn | None
    decision: ReturnDecision | None

    @property
    def incomplete(self) -> bool:
        """Something was sent, not all of it, and the rest can still come."""
        open_still = self.state == ReturnState.SUBMITTED and self.lock is None
        return open_still and self.held < self.due

    @property
    def waits(self) -> bool:
        """Something is left to do for the practice now."""
        return self.incomplete or self.state not in (*DONE, ReturnState.NOT_SENT)


def standings(
    collections: Iterable[Collection],
    practices: Iterable[Practice],
    today: dt.date,
    asked: Container[int] | None = None,
) -> list[Standing]:
    """Each practice in each collection, in the orders given.

    `asked`: the ids of the practices that are asked; all of them where it is left out.
    """
    found, wanted = list(collections), list(practices)
    known = _Known(found, wanted)
    return [
        known.standing(collection, practice, today, asked is None or practice.pk in asked)
        for collection in found
        for practice in wanted
    ]


class _Known:
    """What the database holds about these collections and practices."""

    def __init__(self, collections: list[Collection], practices: list[Practice]) -> None:
        self.due = _due(collections)
        self.held = _held(collections, practices)
        self.checked = _checked(collections, practices)
        self.returns = _returns(collections, practices)
        self.drafts = _drafts(collections, practices)
        self.extensions = _extensions(collections, practices)
        self.locks = _locks(collections)
        self.decisions = _decisions(collections, practices)

    def standing(
        self, collection: Collection, practice: Practice, today: dt.date, asked: bool
    ) -> Standing:
        key = (collection.pk, practice.pk)
        due, held = self.due.get(collection.pk, 0), self.held.get(key, 0)
        returns, extension = self.returns.get(key, []), self.extensions.get(key)
        first = returns[0].submitted_at if returns else None
        latest = returns[-1] if returns else None
        lock = self.locks.get(collection.pk)
        decision = self.decisions.get(latest.pk) if latest else None
        facts = Facts(
            opens_on=collection.opens_on,
            deadline=extension.deadline if extension else collection.deadline,
            today=today,
            asked=asked,
            locked=lock is not None,
            first_submitted_on=timezone.localdate(first) if first else None,
            decision=decision.decision if decision else "",
            has_draft=key in self.drafts,
            has_checked_file=key in self.checked,
            all_held=0 < due <= held,
        )
        return Standing(
            collection=collection,
            practice=practice,
            state=state_of(facts),
            late=was_late(facts),
            due=due,
            held=held,
            deadline=facts.deadline,
            extension=extension,
            lock=lock,
            has_draft=facts.has_draft,
            checked_file=self.checked.get(key),
            first_submitted_at=first,
            latest=latest,
            decision=decision,
        )


def _among(practices: list[Practice], name: str = "practice") -> dict[str, Any]:
    """A filter by practice. A whole country's are not named one by one: what else a collection
    holds is little, and it is passed over."""
    return {f"{name}__in": practices} if len(practices) <= _NAMED else {}


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
            **_among(practices),
        )
        .values("period__collection", "practice_id")
    )
    counted = held.annotate(n=Count("pk", distinct=True))
    return {(row["period__collection"], row["practice_id"]): row["n"] for row in counted}


def _checked(collections: list[Collection], practices: list[Practice]) -> dict[Key, int]:
    """The newest file that was checked and has figures to submit."""
    ready = ReceivedFile.objects.filter(
        period__collection__in=collections,
        **_among(practices),
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
    sent = DataReturn.objects.filter(collection__in=collections, **_among(practices))
    for data_return in sent.order_by("submitted_at", "pk"):
        key = (data_return.collection_id, data_return.practice_id)
        found.setdefault(key, []).append(data_return)
    return found


def _drafts(collections: list[Collection], practices: list[Practice]) -> set[Key]:
    """Where something was typed and saved."""
    drafts = DraftReturn.objects.filter(collection__in=collections, **_among(practices))
    return set(drafts.values_list("collection_id", "practice_id"))


def _extensions(collections: list[Collection], practices: list[Practice]) -> dict[Key, Extension]:
    """The newest of each; the later one in the list stays."""
    given = Extension.objects.filter(collection__in=collections, **_among(practices))
    oldest_first = given.order_by("given_at", "pk")
    return {(given.collection_id, given.practice_id): given for given in oldest_first}


def _locks(collections: list[Collection]) -> dict[int, CollectionLock]:
    oldest_first = CollectionLock.objects.filter(collection__in=collections).order_by(
        "set_at", "pk"
    )
    newest = {lock.collection_id: lock for lock in oldest_first}
    return {pk: lock for pk, lock in newest.items() if lock.locked}


def _decisions(
    collections: list[Collection], practices: list[Practice]
) -> dict[int, ReturnDecision]:
    """The newest decision on each return, by the return's id."""
    made = ReturnDecision.objects.filter(
        data_return__collection__in=collections, **_among(practices, "data_return__practice")
    )
    return {decision.data_return_id: decision for decision in made.order_by("decided_at", "pk")}
