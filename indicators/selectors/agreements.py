"""Reading what is agreed with single practices, and the values of England and the region."""

import datetime as dt

from django.db.models import Q, QuerySet

from indicators import agreed
from indicators.definitions import DefinitionData
from indicators.models import BenchmarkValue, Indicator, Objective, Period
from practices.models import Practice


def holds_for(period_ends_on: dt.date) -> Q:
    """The condition for an objective that holds in a period that ends on that day."""
    return Q(
        Q(ends_on__isnull=True) | Q(ends_on__gte=period_ends_on), starts_on__lte=period_ends_on
    )


def objectives_of(indicator: Indicator) -> QuerySet[Objective]:
    """Every objective on an indicator, ended ones too, the newest first."""
    return Objective.objects.filter(indicator=indicator).select_related("practice", "recorded_by")


def objectives_for(practice: Practice, indicator_id: int, period: Period) -> QuerySet[Objective]:
    """What one practice agreed on one indicator and holds in the period, the newest first."""
    return Objective.objects.filter(
        holds_for(period.ends_on), practice=practice, indicator_id=indicator_id
    )


def outside_values(indicator: Indicator) -> QuerySet[BenchmarkValue]:
    """The published values, the newest period first, corrected ones too."""
    return BenchmarkValue.objects.filter(indicator=indicator).select_related(
        "period", "recorded_by"
    )


def misfits(indicator: Indicator, data: DefinitionData, today: dt.date) -> list[Objective]:
    """The objectives in force whose levels cannot stand in for those of another rule."""
    lasting = Q(ends_on__isnull=True) | Q(ends_on__gte=today)
    found = objectives_of(indicator).filter(lasting).exclude(levels={})
    return [one for one in found if not data.rule or agreed.misfits(data, one.levels)]
