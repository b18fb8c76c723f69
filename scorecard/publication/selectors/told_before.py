"""What earlier editions told of the same counts, for the policy of one that is being drafted.

Who has both editions has their difference: a correction by two patients tells of two patients,
and of a figure for the year so far the last quarter is what it grew by. Figures are an indicator's,
whatever its definition says of levels and words; so an earlier definition of it counts, and another
scorecard of the area that has it.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import psycopg
from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery
from numpy.typing import NDArray

from indicators.models import Definition
from indicators.selectors.definitions import data_of
from scorecard.calc.types import Floats
from scorecard.publication.columns import Before, Counts, counts_from
from scorecard.publication.lifecycle import OPEN
from scorecard.publication.models import Edition, EditionIndicator, EditionStep

Told = dict[int, tuple[Before, ...]]
_NAMES = ("numerator", "denominator", "value")
_TOLD = f"""
SELECT definition_id, string_agg(int8send(practice_id), ''::bytea),
    {", ".join(f"string_agg(float8send(coalesce({name}, 'NaN')), ''::bytea)" for name in _NAMES)}
FROM publication_editionfigure
WHERE edition_id = %s AND definition_id = ANY(%s)
GROUP BY definition_id
"""  # noqa: S608


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
        for definition, counts in _counts(one, of, practices):
            found[definition] += (Before(counts, lasting),)
    return found


def _same_period(edition: Edition) -> list[Edition]:
    """What was opened of this period, withdrawn since or not: who read it has it."""
    return list(_opened().filter(release__period=edition.release.period_id).exclude(pk=edition.pk))


def _same_year(edition: Edition) -> list[Edition]:
    """What is open of the other periods of the year from April."""
    area = edition.release.scorecard.commissioner_id
    others = _opened().filter(release__scorecard__commissioner=area)
    others = others.exclude(release__period=edition.release.period_id)
    found = others.select_related("release__period")
    return [one for one in found if _year_of(one) == _year_of(edition)]


def _year_of(edition: Edition) -> int:
    return year_of(edition.release.period.ends_on)


def year_of(ends_on: dt.date) -> int:
    """The year from April in which a period ends."""
    return ends_on.year - (ends_on.month < 4)


def _opened() -> QuerySet[Any]:
    opened = EditionStep.objects.filter(step__in=OPEN, edition=OuterRef("pk"))
    return Edition.objects.annotate(opened=Subquery(opened.values("pk")[:1])).exclude(opened=None)


def _counts(
    edition: Edition, definitions: Sequence[Definition], practices: NDArray[np.int64]
) -> Iterator[tuple[int, Counts]]:
    """By definition id the counts that the edition told of the same indicator, in the order of
    `practices`."""
    now = {one.indicator_id: one.pk for one in definitions if one.supplied_by != "national"}
    held = EditionIndicator.objects.filter(edition=edition, definition__indicator__in=list(now))
    then = Definition.objects.filter(pk__in=held.values("definition"))
    data = {one.pk: (now[one.indicator_id], data_of(one)) for one in then}
    connection.ensure_connection()
    # Django's own cursor puts parameters in as text, and then no answer comes in binary form.
    with (
        connection.wrap_database_errors,
        psycopg.Cursor(connection.connection) as cursor,
    ):
        for definition, ids, *told in cursor.stream(_TOLD, [edition.pk, list(data)], binary=True):
            placed = _placed(practices, np.frombuffer(ids, ">i8"), told)
            current, of = data[definition]
            yield current, counts_from(of, *placed)


def _placed(
    practices: NDArray[np.int64], ids: NDArray[np.int64], told: Sequence[bytes]
) -> list[Floats]:
    at = np.minimum(np.searchsorted(practices, ids), practices.size - 1)
    here = practices[at] == ids
    found = []
    for packed in told:
        column = np.full(practices.size, np.nan)
        column[at[here]] = np.frombuffer(packed, ">f8")[here]
        found.append(column)
    return found
