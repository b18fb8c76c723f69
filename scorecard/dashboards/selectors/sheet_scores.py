"""The scores that the sheet of a run is made from: of the run and of those before, as arrays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from scorecard.calc.types import Codes, Floats
from scorecard.cards.models import CardRun

_SCORES = """
SELECT card_run_id, domain_id,
    string_agg(int8send(practice_id), ''::bytea),
    string_agg(float8send(coalesce(score, 'NaN')), ''::bytea),
    string_agg(int2send(band::int2), ''::bytea),
    string_agg(int2send(reds::int2), ''::bytea)
FROM cards_score
WHERE card_run_id = ANY(%s) AND (domain_id IS NULL OR card_run_id = %s AND domain_id = ANY(%s))
GROUP BY card_run_id, domain_id
"""


@dataclass(frozen=True)
class SheetScores:
    score: Floats
    band: Codes
    reds: NDArray[np.int64]

    @classmethod
    def nothing(cls, size: int) -> "SheetScores":
        return cls(np.full(size, np.nan), np.zeros(size, np.int8), np.zeros(size, np.int64))


def scores_by_domain(
    card_run: CardRun,
    earlier: Sequence[CardRun],
    domains: Sequence[int],
    practices: NDArray[np.int64],
) -> dict[tuple[int, int | None], SheetScores]:
    """By run and domain; None is the whole practice. Those not in the run are passed over."""
    runs = [card_run.pk, *(one.pk for one in earlier)]
    with connection.cursor() as cursor:
        cursor.execute(_SCORES, [runs, card_run.pk, list(domains)])
        rows = cursor.fetchall()
    order = np.argsort(practices, kind="stable")
    found = {}
    for run, domain, ids, *packed in rows:
        own = np.frombuffer(bytes(ids), ">i8")
        at = order[np.minimum(np.searchsorted(practices, own, sorter=order), practices.size - 1)]
        here = practices[at] == own
        at = at[here]
        scores = SheetScores.nothing(practices.size)
        scores.score[at] = np.frombuffer(bytes(packed[0]), ">f8")[here]
        scores.band[at] = np.frombuffer(bytes(packed[1]), ">i2")[here]
        scores.reds[at] = np.frombuffer(bytes(packed[2]), ">i2")[here]
        found[run, domain] = scores
    return found


def by_section(
    rows: Mapping[tuple[int, int | None], SheetScores],
    run: int,
    sections: Mapping[int, str],
    counted: Sequence[str],
    size: int,
) -> NDArray[np.int64]:
    found = np.zeros((size, len(counted)), np.int64)
    for domain, section in sections.items():
        if section and (run, domain) in rows:
            found[:, counted.index(section)] += rows[run, domain].reds
    return found


def past_scores(
    rows: Mapping[tuple[int, int | None], "SheetScores"], cards: Sequence[CardRun], size: int
) -> Floats:
    """Practices x runs, oldest first; NaN where there was no score."""
    nothing = SheetScores.nothing(size)
    return np.column_stack([rows.get((one.pk, None), nothing).score for one in cards])
