"""Reading results of a run."""

from django.db.models import Case, F, QuerySet, Value, When
from django.db.models.functions import Coalesce

from indicators.explaining import Outcome
from indicators.models import Result, Run

# Of how many, for who has a rank.
RANKED_OF = Case(When(rank__isnull=False, then=F("definition__rundefinition__ranked_of")))


def results_of(run: Run) -> QuerySet[Result]:
    """Results with their definition, practice and benchmark: its own, else the run's."""
    return (
        Result.objects.of_run(run)
        .select_related("definition__indicator", "practice", "figure__period", "figure__file")
        .defer("figure__file__content", "figure__file__report")
        .annotate(
            benchmark=Coalesce("own_benchmark", "definition__rundefinition__benchmark"),
            benchmark_name=F("definition__rundefinition__benchmark_name"),
            modelled=Coalesce(F("figure__modelled"), Value(False)),
            period_levels=F("definition__rundefinition__levels"),
            scatter=F("definition__rundefinition__scatter"),
            ranked_of=RANKED_OF,
        )
        .order_by("practice__sort_key", "practice__code", "definition__indicator__code")
    )


def outcome_of(result: Result) -> Outcome:
    """The plain values of a result read by `results_of`."""
    return Outcome(**{name: getattr(result, name) for name in Outcome.__dataclass_fields__})
