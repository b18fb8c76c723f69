"""Which runs pages would read slowly: those of many practices that are not prepared yet."""

from django.db.models import F, Func, IntegerField

from scorecard.cards.models import CardRun
from scorecard.cards.selectors.runs import newest_runs
from scorecard.dashboards.selectors.results_wide import PREPARED_FROM


class _Bytes(Func):
    function = "octet_length"
    arity = 1
    output_field = IntegerField()


def unprepared() -> list[CardRun]:
    """Of every area, the newest runs of its periods; mostly none."""
    many = (
        CardRun.objects.annotate(ids=_Bytes(F("run__practices")))
        .filter(ids__gte=PREPARED_FROM * 8, run__prepared=None, run__pruned_at=None)
        .select_related("run__commissioner")
    )
    areas = {one.run.commissioner for one in many}
    wanted = {one.pk for one in many}
    return [one for area in areas for one in newest_runs(area) if one.pk in wanted]
