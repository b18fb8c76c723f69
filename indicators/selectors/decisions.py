"""Reading what was decided on returns."""

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from indicators.models import Collection, DataReturn, ReturnDecision


def latest_returns(collection: Collection) -> QuerySet[DataReturn]:
    """The newest return of each practice: the one that counts for a decision."""
    newest = DataReturn.objects.filter(
        collection=collection, practice=OuterRef("practice")
    ).order_by("-submitted_at", "-pk")
    return DataReturn.objects.filter(
        collection=collection, pk=Subquery(newest.values("pk")[:1])
    ).select_related("practice")


def undecided(collection: Collection) -> QuerySet[DataReturn]:
    """The newest returns to which nothing was said yet."""
    said = ReturnDecision.objects.filter(data_return=OuterRef("pk"))
    return latest_returns(collection).exclude(Exists(said))


def undecided_up_to(collection: Collection, newest: int) -> set[int]:
    """The ids of those that were there when `newest` was the newest of them."""
    return set(undecided(collection).filter(pk__lte=newest).values_list("pk", flat=True))


def decision_on(data_return: DataReturn) -> ReturnDecision | None:
    """The newest one."""
    return data_return.decisions.first()


def history_of(collection: Collection, practice_id: int) -> QuerySet[DataReturn]:
    """What one practice sent, the newest first, with everything that was said to it."""
    return (
        DataReturn.objects.filter(collection=collection, practice=practice_id)
        .select_related("submitted_by", "collection__period", "practice", "file")
        .defer("file__content", "file__report", "file__outcome")
        .prefetch_related("decisions__decided_by")
        .order_by("-submitted_at", "-pk")
    )
