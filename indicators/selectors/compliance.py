"""Reading compliance checks: the answers to draw from, what was drawn, what was found."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from indicators.models import (
    Collection,
    ComplianceCheck,
    ComplianceFinding,
    ComplianceSample,
    Figure,
    FigureState,
)
from indicators.selectors.returns import RETURN_PROFILE
from indicators.selectors.sources import CORRECTION
from practices.models import Commissioner, Practice
from scorecard.calc.sampling import draw

_Answers = ComplianceCheck.Answers
_OnePer = ComplianceCheck.OnePer


@dataclass(frozen=True)
class Answer:
    """One self-assessed answer that could be drawn; `said` is yes, no or not applicable."""

    figure_id: int
    practice: str
    question: str
    said: str

    @property
    def key(self) -> str:
        """What its random number is made of; it never changes."""
        return f"{self.practice}/{self.question}"


def frame_of(collection: Collection, answers: str, at: dt.datetime) -> list[Answer]:
    """The answers that stood at that moment, by key: it is the same list whenever it is asked for.

    Only what practices said of themselves in their returns, to yes-or-no questions of the
    collection; an answer that had been corrected after a query is left out.
    """
    held = _held_at(at).filter(
        source=RETURN_PROFILE,
        period=collection.period_id,
        indicator__definitions__collectionitem__collection=collection,
        indicator__definitions__kind="yes_no",
    )
    found = held.filter(_SAID[answers], ~Exists(_corrected_at(at))).distinct()
    rows = found.values_list("pk", "practice__code", "indicator__code", "state", "value")
    listed = (
        Answer(pk, practice, question, said(state, value))
        for pk, practice, question, state, value in rows
    )
    return sorted(listed, key=lambda one: one.key)


_SAID: dict[str, Q] = {
    _Answers.YES: Q(state=FigureState.PRESENT, value=1),
    _Answers.ALL: Q(state=FigureState.PRESENT) | Q(state=FigureState.NOT_APPLICABLE),
}


def said(state: str, value: float | None) -> str:
    if state == FigureState.NOT_APPLICABLE:
        return "not applicable"
    return "yes" if value == 1 else "no"


def drawn_from(frame: Iterable[Answer], size: int, seed: str, one_per: str) -> list[Answer]:
    """The sample, in the order in which it is drawn. Raises ValueError."""
    by_key = {one.key: one for one in frame}
    strata = None
    if one_per:
        of_practices = one_per == _OnePer.PRACTICE
        strata = {
            key: one.practice if of_practices else one.question for key, one in by_key.items()
        }
    return [by_key[key] for key in draw(by_key, size, seed, strata)]


def _held_at(at: dt.datetime) -> QuerySet[Figure]:
    return Figure.objects.filter(
        Q(replaced_at__isnull=True) | Q(replaced_at__gt=at), recorded_at__lte=at
    )


def _corrected_at(at: dt.datetime) -> QuerySet[Figure]:
    return _held_at(at).filter(
        source=CORRECTION,
        practice=OuterRef("practice"),
        indicator=OuterRef("indicator"),
        period=OuterRef("period"),
    )


def checks_of(commissioner: Commissioner) -> QuerySet[ComplianceCheck]:
    """Every draw, the newest first; none can be taken back."""
    return ComplianceCheck.objects.filter(
        collection__period__commissioner=commissioner
    ).select_related("collection__period__commissioner", "drawn_by")


def check_in(commissioner: Commissioner, pk: int) -> ComplianceCheck | None:
    return checks_of(commissioner).filter(pk=pk).first()


def draws_from(collection: Collection) -> QuerySet[ComplianceCheck]:
    """Every draw from one collection, the first one first."""
    found = ComplianceCheck.objects.filter(collection=collection).select_related("drawn_by")
    return found.order_by("drawn_at", "pk")


def samples_of(check: ComplianceCheck) -> QuerySet[ComplianceSample]:
    """The answers in the order in which they were drawn."""
    return _samples().filter(check_made=check)


def sample_in(check: ComplianceCheck, place: int) -> ComplianceSample | None:
    return samples_of(check).filter(place=place).first()


def samples_about(practice: Practice) -> QuerySet[ComplianceSample]:
    """The practice's own answers that were drawn, the newest draw first."""
    return _samples().filter(figure__practice=practice).order_by("-check_made__drawn_at", "place")


def tallies(checks: Iterable[ComplianceCheck]) -> dict[int, tuple[int, int]]:
    """How many answers of each draw have a finding, and how many of those agree, by its id."""
    newest = (
        ComplianceFinding.objects.filter(sample__check_made__in=list(checks))
        .order_by("sample_id", "-found_at", "-pk")
        .distinct("sample_id")
        .values_list("sample__check_made_id", "agrees")
    )
    found: dict[int, tuple[int, int]] = {}
    for check, agrees in newest:
        checked, agreeing = found.get(check, (0, 0))
        found[check] = checked + 1, agreeing + agrees
    return found


def collections_with_answers(commissioner: Commissioner) -> QuerySet[Collection]:
    """Collections in which a yes-or-no question was asked, the newest period first."""
    asked = Collection.objects.filter(
        period__commissioner=commissioner, items__definition__kind="yes_no"
    )
    return asked.select_related("period").distinct().order_by("-period__ends_on")


def _samples() -> QuerySet[ComplianceSample]:
    findings = ComplianceFinding.objects.select_related("found_by", "evidence").defer(
        "evidence__content"
    )
    return ComplianceSample.objects.select_related(
        "check_made__collection__period__commissioner",
        "figure__practice",
        "figure__indicator__commissioner",
        "figure__period",
    ).prefetch_related(Prefetch("findings", findings.order_by("-found_at", "-pk")))
