"""Reading how certain the bands and ranks of a run are."""

from collections.abc import Sequence
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from indicators.models import Certainty, Run, RunPart


def certainties_of(run: Run, **about: Any) -> dict[tuple[int, int], Certainty]:
    """By ids of practice and definition, of those about whom there is anything to tell."""
    return {(one.practice_id, one.definition_id): one for one in of_run(run).filter(**about)}


def in_one(names: Sequence[str]) -> Subquery:
    """For a query of results: these fields of each one's certainty as a dictionary, or None."""
    same = Certainty.objects.filter(
        part=OuterRef("part"), practice=OuterRef("practice"), definition=OuterRef("definition")
    )
    return Subquery(same.values(json=JSONObject(**{name: name for name in names})))


def of_run(run: Run) -> QuerySet[Certainty]:
    """The rows that belong to one run; its parts by number, so that no other table is read."""
    return Certainty.objects.filter(
        part__in=run.parts,
        definition__rundefinition__run=run.pk,
        definition__rundefinition__part=F("part"),
    )


def is_worked_out(run: Run) -> bool:
    """Whether the second pass over the run has ended."""
    return not RunPart.objects.filter(pk__in=run.parts, certain_at=None).exists()
