"""Reading case studies: a practice's own, those of an area, and those a practice may learn from."""

import datetime as dt
from collections.abc import Collection

from django.db.models import F, OuterRef, Prefetch, QuerySet, Subquery

from indicators.models import Indicator, Result, Run
from practices.models import Commissioner, Practice
from practices.selectors import practices_of
from scorecard.calc.types import Band
from scorecard.cards.models import CardItem, CardRun
from scorecard.dashboards.models import CaseStudy, CaseStudyStep

_ACCEPTED, _DECLINED, _WITHDRAWN = CaseStudyStep.Step


def _all() -> QuerySet[CaseStudy]:
    steps = CaseStudyStep.objects.select_related("by")
    found = CaseStudy.objects.select_related("practice", "indicator", "offered_by")
    return found.prefetch_related(Prefetch("steps", steps))


def own_studies(practice: Practice) -> QuerySet[CaseStudy]:
    """Everything the practice ever offered, the newest first."""
    return _all().filter(practice=practice)


def studies_of(commissioner: Commissioner) -> QuerySet[CaseStudy]:
    """Everything that was offered on the commissioner's indicators, the newest first."""
    return _all().filter(indicator__commissioner=commissioner)


def shown_studies(commissioner: Commissioner, on: dt.date) -> QuerySet[CaseStudy]:
    """Accepted and not withdrawn, of practices that are in the area on the day."""
    gone = CaseStudyStep.objects.filter(step=_WITHDRAWN)
    accepted = CaseStudyStep.objects.filter(step=_ACCEPTED)
    return (
        studies_of(commissioner)
        .filter(
            pk__in=accepted.values("case_study"),
            practice__in=practices_of(commissioner, on).values("pk"),
        )
        .exclude(pk__in=gone.values("case_study"))
    )


def strong_when_accepted(studies: QuerySet[CaseStudy]) -> QuerySet[CaseStudy]:
    """Those of practices that were green when it was accepted; `strong_in` names the period."""
    accepted = CaseStudyStep.objects.filter(step=_ACCEPTED, case_study=OuterRef("pk"))
    named = studies.annotate(strong_in=Subquery(accepted.values("strong_in")[:1]))
    return named.exclude(strong_in="")


def banded_in(card_run: CardRun) -> QuerySet[Indicator]:
    """Those that have bands and count in a run, by code, each with its `name` there: of context
    nobody can be strong."""
    weighted = card_run.version.items.filter(role=CardItem.Role.WEIGHTED)
    found = Indicator.objects.filter(
        definitions__rundefinition__run=card_run.run_id,
        definitions__in=weighted.values("definition"),
    )
    return found.annotate(name=F("definitions__name")).order_by("code")


def strong_on(run: Run, studies: Collection[CaseStudy]) -> set[int]:
    """Of which studies the practice is green on the indicator in a run: their ids."""
    green = Result.objects.of_run(run).filter(
        band=Band.GREEN,
        practice__in={one.practice_id for one in studies},
        definition__indicator__in={one.indicator_id for one in studies},
    )
    pairs = set(green.values_list("practice_id", "definition__indicator"))
    return {one.pk for one in studies if (one.practice_id, one.indicator_id) in pairs}
