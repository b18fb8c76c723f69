"""Reading definitions."""

from collections.abc import Collection, Iterable

from django.db.models import F, QuerySet

from indicators.definitions import FIELDS, DefinitionData
from indicators.models import CollectionItem, Definition, Period, RunDefinition
from practices.models import Commissioner


def data_of(definition: Definition) -> DefinitionData:
    return DefinitionData(**{name: getattr(definition, name) for name in FIELDS})


def latest_definitions(commissioner: Commissioner) -> QuerySet[Definition]:
    """The newest definition of each of a commissioner's indicators, by code."""
    return (
        Definition.objects.filter(indicator__commissioner=commissioner)
        .order_by("indicator_id", "-number")
        .distinct("indicator_id")
        .select_related("indicator")
    )


def latest_definition(commissioner: Commissioner, code: str) -> Definition | None:
    if "\x00" in code:  # the database refuses to look for it
        return None
    return (
        Definition.objects.filter(
            indicator__commissioner=commissioner, indicator__code__iexact=code
        )
        .select_related("indicator", "created_by")
        .order_by(F("number").desc())
        .first()
    )


def versions_of(definition: Definition) -> QuerySet[Definition]:
    """Every definition of the same indicator, the newest first."""
    return Definition.objects.filter(indicator=definition.indicator_id).select_related(
        "created_by", "indicator"
    )


def strata_of(commissioner: Commissioner, code: str) -> list[Definition]:
    """The indicators that are strata of the one with this code, by code."""
    newest = Definition.objects.filter(pk__in=latest_definitions(commissioner).values("pk"))
    found = newest.filter(stratum_of__iexact=code).select_related("indicator")
    return list(found.order_by("indicator__code"))


def wholes(commissioner: Commissioner, but: str = "") -> list[str]:
    """The codes that may have strata: not strata themselves, and not `but`."""
    newest = latest_definitions(commissioner)
    return sorted(one.code for one in newest if not one.stratum_of and one.code != but)


def definition_numbered(definition: Definition, number: int) -> Definition | None:
    """Another definition of the same indicator, by its number."""
    return Definition.objects.filter(indicator=definition.indicator_id, number=number).first()


def measured_by(period: Period, indicators: Collection[int]) -> dict[int, DefinitionData]:
    """By indicator id, what the figures of a period measured, as far as it is known.

    The definition by which practices were asked for them; where nobody was asked, that of the
    newest banding.
    """
    banded = RunDefinition.objects.filter(
        run__period=period, definition__indicator__in=indicators
    ).order_by("run_id")
    asked = CollectionItem.objects.filter(
        collection__period=period, definition__indicator__in=indicators
    )
    rows: Iterable[RunDefinition | CollectionItem] = (
        *banded.select_related("definition"),
        *asked.select_related("definition"),
    )
    return {row.definition.indicator_id: data_of(row.definition) for row in rows}
