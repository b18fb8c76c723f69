"""What earlier editions told of the same counts, for the policy of one that is being drafted.

Who has both editions has their difference: a correction by two patients tells of two patients,
and of a figure for the year so far the last quarter is what it grew by.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
from django.db.models import OuterRef, QuerySet, Subquery
from numpy.typing import NDArray

from indicators.models import Definition
from indicators.selectors.definitions import data_of
from scorecard.publication.columns import Before, Counts, counts_from
from scorecard.publication.lifecycle import OPEN
from scorecard.publication.models import Edition, EditionFigure, EditionStep

Told = dict[int, tuple[Before, ...]]


def told_before(
    edition: Edition, definitions: Sequence[Definition], practices: NDArray[np.int64]
) -> Told:
    """By definition id what was told of it before; `practices` are ids in order of size."""
    found: defaultdict[int, tuple[Before, ...]] = defaultdict(tuple)
    so_far = [one for one in definitions if one.period_type == "year_to_date"]
    pairs = [(one, definitions, True) for one in _same_period(edition)]
    if so_far:
        pairs += [(one, so_far, False) for one in _same_year(edition)]
    for one, of, lasting in pairs:
        for definition, counts in _counts(one, of, practices).items():
            found[definition] += (Before(counts, lasting),)
    return found


def _same_period(edition: Edition) -> list[Edition]:
    """What was opened of this release, withdrawn since or not: who read it has it."""
    return list(_opened().filter(release=edition.release_id).exclude(pk=edition.pk))


def _same_year(edition: Edition) -> list[Edition]:
    """What is open of the other periods of the year from April."""
    ends_on = edition.release.period.ends_on
    year = ends_on.year - (ends_on.month < 4)
    others = _opened().filter(release__scorecard=edition.release.scorecard_id)
    found = others.exclude(release=edition.release_id).select_related("release__period")
    return [one for one in found if _year_of(one) == year]


def _year_of(edition: Edition) -> int:
    ends_on = edition.release.period.ends_on
    return int(ends_on.year - (ends_on.month < 4))


def _opened() -> QuerySet[Any]:
    opened = EditionStep.objects.filter(step__in=OPEN, edition=OuterRef("pk"))
    return Edition.objects.annotate(opened=Subquery(opened.values("pk")[:1])).exclude(opened=None)


def _counts(
    edition: Edition, definitions: Sequence[Definition], practices: NDArray[np.int64]
) -> dict[int, Counts]:
    data = {one.pk: data_of(one) for one in definitions}
    rows = EditionFigure.objects.filter(edition=edition, definition__in=list(data))
    held: dict[int, list[tuple[int, float, float, float]]] = defaultdict(list)
    names = ("definition_id", "practice_id", "numerator", "denominator", "value")
    for definition, *row in rows.values_list(*names):
        held[definition].append(tuple(np.nan if one is None else one for one in row))  # type: ignore[arg-type]
    found = {}
    for definition, several in held.items():
        table = np.array(several, np.float64)
        at = np.searchsorted(practices, table[:, 0].astype(np.int64))
        known = at < practices.size
        known[known] = practices[at[known]] == table[known, 0]
        placed = np.full((3, practices.size), np.nan)
        placed[:, at[known]] = table[known, 1:].T
        found[definition] = counts_from(data[definition], *placed)
    return found
