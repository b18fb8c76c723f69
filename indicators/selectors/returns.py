"""Reading returns: what is due from a practice, and who has sent what."""

import datetime as dt

from django.db.models import Q, QuerySet

from indicators.definitions import KINDS_WITH_PARTS
from indicators.models import Collection, DataReturn, Definition, Figure, ReceivedFile
from indicators.returns.due import DueIndicator, DueReturn, Previous
from practices.models import Commissioner, CommissionerLink, Practice
from practices.models.links import ListKind
from practices.selectors import list_size, practices_of

RETURN_PROFILE = "return"


def collections_for(practice: Practice, today: dt.date | None = None) -> list[Collection]:
    """What the practice's commissioner (or one above it) asks of it, the newest period first.

    The practice owes a return for the periods on whose last day it was open and in the area, if it
    was chosen. With `today`: only what has been announced by then.
    """
    asked = (
        Collection.objects.filter(Q(everybody=True) | Q(asked__practice=practice))
        .select_related("period__commissioner")
        .order_by("-period__ends_on", "deadline")
    )
    if today is not None:
        asked = asked.filter(announced_on__lte=today)
    found: list[Collection] = []
    owners = _owners_by_link(practice)
    for collection in asked.filter(
        period__commissioner_id__in=set().union(*owners.values())
    ).distinct():
        day = collection.period.ends_on
        if _is_open(practice, day) and any(
            _holds(link, day) and collection.period.commissioner_id in above
            for link, above in owners.items()
        ):
            found.append(collection)
    return found


def collection_for(
    practice: Practice, period_code: str, today: dt.date | None = None
) -> Collection | None:
    """The collection of that period that the practice is part of."""
    matching = (c for c in collections_for(practice, today) if c.period.code == period_code)
    return next(matching, None)


def collection_of(commissioner: Commissioner, period_code: str) -> Collection | None:
    return (
        Collection.objects.filter(period__commissioner=commissioner, period__code=period_code)
        .select_related("period__commissioner")
        .first()
    )


def due_return(collection: Collection, practice: Practice) -> DueReturn:
    """Everything that a return file of this practice is held against."""
    period = collection.period
    previous = _previous(collection, practice)
    items = collection.items.select_related("definition__indicator").order_by(
        "definition__indicator__code"
    )
    indicators = (
        due_indicator(item.definition, previous.get(item.definition.indicator_id)) for item in items
    )
    patients = list_size(practice, ListKind.REGISTERED, period.ends_on)
    return DueReturn(
        practice_code=practice.code,
        practice_name=practice.name,
        period_code=period.code,
        period_name=period.name,
        indicators={indicator.code.upper(): indicator for indicator in indicators},
        list_size=None if patients is None else float(patients),
    )


def figures_owed(collection: Collection, practice: Practice) -> list[str]:
    """What is asked and not held, each as "code name", by code."""
    held = Figure.objects.current().filter(practice=practice, period=collection.period_id)
    owed = collection.items.exclude(definition__indicator__in=held.values("indicator"))
    named = owed.order_by("definition__indicator__code")
    rows = named.values_list("definition__indicator__code", "definition__name")
    return [f"{code} {name}" for code, name in rows]


def due_indicator(definition: Definition, previous: Previous | None = None) -> DueIndicator:
    by_list = definition.denominator_list if definition.kind in KINDS_WITH_PARTS else ""
    return DueIndicator(
        code=definition.indicator.code,
        name=definition.name,
        kind=definition.kind,
        unit=definition.unit,
        multiplier=definition.multiplier,
        decimals=definition.decimals,
        numerator=definition.numerator,
        denominator=definition.denominator,
        previous=previous,
        list_name=f"{by_list} list" if by_list else "",
        adjustments=definition.adjustments,
    )


def expected_practices(collection: Collection) -> QuerySet[Practice]:
    """The practices from which a return is expected: open in the area on the period's last day,
    and chosen where not everybody is asked."""
    found = practices_of(collection.period.commissioner, collection.period.ends_on)
    chosen = collection.asked.values("practice_id")
    return found if collection.everybody else found.filter(pk__in=chosen)


def files_of(collection: Collection) -> QuerySet[ReceivedFile]:
    """The return files received for a collection, without their content, the newest first."""
    return (
        ReceivedFile.objects.filter(period=collection.period, profile=RETURN_PROFILE)
        .defer("content")
        .select_related("received_by")
        .order_by("-received_at", "-pk")
    )


def returns_of(practice: Practice, collection: Collection) -> QuerySet[DataReturn]:
    """What the practice submitted for the collection, the newest first."""
    return (
        DataReturn.objects.filter(practice=practice, collection=collection)
        .select_related("file", "submitted_by", "collection__period")
        .defer("file__content")
        .order_by("-submitted_at", "-pk")
    )


def file_of(practice: Practice, collection: Collection, file_id: int) -> ReceivedFile | None:
    return files_of(collection).filter(practice=practice, pk=file_id).first()


def return_of(practice: Practice, reference: str) -> DataReturn | None:
    """One submission of the practice by its reference, which people may type in small letters."""
    return (
        DataReturn.objects.filter(practice=practice, reference__iexact=reference)
        .select_related("file", "submitted_by", "practice", "collection__period__commissioner")
        .defer("file__content")
        .first()
    )


def _owners_by_link(practice: Practice) -> dict[CommissionerLink, set[int]]:
    """For each link of the practice, its commissioner and all those above it."""
    links = CommissionerLink.objects.filter(practice=practice).select_related("commissioner")
    parents = dict(Commissioner.objects.values_list("pk", "parent_id"))
    owners = {}
    for link in links:
        above: set[int] = set()
        current: int | None = link.commissioner_id
        while current is not None and current not in above:
            above.add(current)
            current = parents.get(current)
        owners[link] = above
    return owners


def _holds(link: CommissionerLink, day: dt.date) -> bool:
    return link.starts_on <= day and (link.ends_on is None or link.ends_on > day)


def _is_open(practice: Practice, day: dt.date) -> bool:
    opened = practice.opened_on is None or practice.opened_on <= day
    return opened and (practice.closed_on is None or practice.closed_on > day)


def _previous(collection: Collection, practice: Practice) -> dict[int, Previous]:
    """The practice's newest figure of an earlier period, by indicator id."""
    earlier = (
        Figure.objects.current()
        .filter(
            practice=practice,
            state="present",
            indicator__definitions__collectionitem__collection=collection,
            period__commissioner=collection.period.commissioner,
            period__ends_on__lt=collection.period.ends_on,
        )
        .order_by("indicator_id", "-period__ends_on")
        .distinct("indicator_id")
        .select_related("period")
    )
    return {
        f.indicator_id: Previous(f.period.name, f.numerator, f.denominator, f.value)
        for f in earlier
    }
