"""Notes and evidence beside figures: added, never changed."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import transaction

from indicators.models import Collection, Evidence, Figure, FigureRemark
from indicators.selectors.returns import RETURN_PROFILE
from practices.models import Practice


class Said(NamedTuple):
    """What a practice says about its figure: `notes`, and the number of an evidence file."""

    indicator: str
    notes: tuple[str, ...]
    evidence: int | None = None


@transaction.atomic
def keep_remarks(
    *,
    collection: Collection,
    practice: Practice,
    said: Iterable[Said],
    by: Any,
    at: dt.datetime,
) -> int:
    """Put beside the practice's own current figures what it says about them; returns how many.

    What stands there already is not repeated. Evidence of another practice is left out.
    """
    wanted = {one.indicator: one for one in said if one.notes or one.evidence}
    figures = (
        Figure.objects.filter(
            practice=practice,
            period=collection.period_id,
            source=RETURN_PROFILE,
            replaced_at__isnull=True,
            indicator__code__in=wanted,
        )
        .select_related("indicator")
        .prefetch_related("remarks")
    )
    known = Evidence.objects.filter(practice=practice)
    files = set(known.filter(pk__in=_numbers(wanted.values())).values_list("pk", flat=True))
    made = [
        FigureRemark(figure=figure, text=text, evidence_id=evidence, made_by=by, made_at=at)
        for figure in figures
        for text, evidence in _new(figure, wanted[figure.indicator.code], files)
    ]
    return len(FigureRemark.objects.bulk_create(made))


def _numbers(said: Iterable[Said]) -> list[int]:
    return [one.evidence for one in said if one.evidence is not None]


def _new(figure: Figure, said: Said, files: set[int]) -> list[tuple[str, int | None]]:
    """Text and evidence of each remark that is not there yet; the evidence goes with the first."""
    evidence = said.evidence if said.evidence in files else None
    there = list(figure.remarks.all())
    texts = [text for text in said.notes if text not in {remark.text for remark in there}]
    is_new = evidence is not None and evidence not in {remark.evidence_id for remark in there}
    first = evidence if is_new else None
    if not texts:
        return [("", first)] if first is not None else []
    return [(text, first if place == 0 else None) for place, text in enumerate(texts)]
