"""The scores of runs as arrays, packed by the database: one statement for several runs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from scorecard.calc.types import Codes, Floats
from scorecard.cards.models import CardRun

_SCORES = """
SELECT card_run_id, domain_id,
    string_agg(int8send(practice_id), ''::bytea),
    string_agg(int2send(band::int2), ''::bytea),
    string_agg(int4send(reds::int4), ''::bytea),
    string_agg(float8send(coalesce(score, 'NaN')), ''::bytea)
FROM cards_score WHERE card_run_id = ANY(%s) GROUP BY card_run_id, domain_id
"""


@dataclass(frozen=True)
class Scores:
    """Of one domain, or of practices as a whole: an entry per practice, by ascending id."""

    practices: NDArray[np.int64]
    bands: Codes
    reds: NDArray[np.int32]
    scores: Floats


def scores_of(card_runs: Sequence[CardRun]) -> list[dict[int | None, Scores]]:
    """For each run, by the id of the domain (None: practices as a whole)."""
    found: dict[int, dict[int | None, Scores]] = {one.pk: {} for one in card_runs}
    with connection.cursor() as cursor:
        cursor.execute(_SCORES, [list(found)])
        for run, domain, *packed in cursor.fetchall():
            ids, bands, reds, scores = (
                np.frombuffer(bytes(one), kind)
                for one, kind in zip(packed, (">i8", ">i2", ">i4", ">f8"), strict=True)
            )
            order = np.argsort(ids)
            found[run][domain] = Scores(
                ids[order].astype(np.int64),
                bands[order].astype(np.int8),
                reds[order].astype(np.int32),
                scores[order].astype(float),
            )
    return [found[one.pk] for one in card_runs]


def both(now: Scores, before: Scores) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Where the practices stand that have a band in both."""
    _, first, second = np.intersect1d(
        now.practices, before.practices, assume_unique=True, return_indices=True
    )
    known = (now.bands[first] > 0) & (before.bands[second] > 0)
    return first[known], second[known]
