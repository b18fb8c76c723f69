"""Reading the baselines that people set."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import QuerySet
from django.db.models.functions import JSONObject

from indicators.models import Baseline, Indicator
from practices.models import Practice


def baselines_of(practice: Practice, indicator: Indicator) -> QuerySet[Baseline]:
    """Those in force and those undone, the newest period first."""
    held = Baseline.objects.filter(practice=practice, indicator=indicator)
    return held.select_related("period", "set_by", "undone_by", "indicator", "practice")


def begun_inside(practice: Practice, indicator_id: int) -> ArraySubquery:
    """Those in force, inside the statement that reads the series: for `indicators.baselines`."""
    held = Baseline.objects.filter(
        practice=practice, indicator=indicator_id, undone_at__isnull=True
    )
    return ArraySubquery(held.values(json=JSONObject(day="period__starts_on", reason="reason")))
