"""Reading results of a run."""

from django.db.models import F, OuterRef, QuerySet, Subquery

from indicators.explaining import Outcome
from indicators.models import Result, Run, RunDefinition


def results_of(run: Run) -> QuerySet[Result]:
    """Results with their definition, practice and the benchmark of the run."""
    benchmark = RunDefinition.objects.filter(run=OuterRef("run"), definition=OuterRef("definition"))
    return (
        Result.objects.filter(run=run)
        .select_related("definition__indicator", "practice", "figure__period", "figure__file")
        .annotate(
            benchmark=Subquery(benchmark.values("benchmark")[:1]),
            benchmark_name=Subquery(benchmark.values("benchmark_name")[:1]),
        )
        .order_by(F("practice__sort_key"), F("definition__indicator__code"))
    )


def outcome_of(result: Result) -> Outcome:
    """The plain values of a result read by `results_of`."""
    return Outcome(**{name: getattr(result, name) for name in Outcome.__dataclass_fields__})
