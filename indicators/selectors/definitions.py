"""Reading definitions."""

from django.db.models import F, QuerySet

from indicators.definitions import FIELDS, DefinitionData
from indicators.models import Definition
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
