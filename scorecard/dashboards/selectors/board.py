"""What a board paper is made from: bands of several runs, packed as each run keeps them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.db import connection

from practices.models import Practice
from practices.selectors import with_atypical
from scorecard.calc.types import Codes, Flags, Floats
from scorecard.cards.models import CardRun
from scorecard.cards.selectors.run_arrays import scores_of_run

# What practices share is no figure of a practice and counts nowhere here.
_BANDS = """
SELECT rd.run_id, dom.name, ci.definition_id, rd.bands, rd.states
FROM indicators_rundefinition rd
JOIN cards_cardrun cr ON cr.run_id = rd.run_id
JOIN cards_carditem ci ON ci.version_id = cr.version_id AND ci.definition_id = rd.definition_id
JOIN cards_domain dom ON dom.id = ci.domain_id
JOIN indicators_definition d ON d.id = ci.definition_id
WHERE rd.run_id = ANY(%s) AND ci.role = 'weighted' AND d.level = 'practice'
ORDER BY dom."order", dom.id, ci."order", ci.id
"""


@dataclass(frozen=True)
class WeightedBands:
    """One run: a row per weighted definition, a column per practice in the order of the run.

    `domains` names the domain of each row, `definitions` its id.
    """

    domains: tuple[str, ...]
    definitions: tuple[int, ...]
    bands: Codes
    states: Codes


@dataclass(frozen=True)
class Overall:
    """Every practice's overall score (NaN without) and band; names and who is typical only where
    somebody is to be named."""

    scores: Floats
    bands: Codes
    names: tuple[str, ...] = ()
    typical: Flags | None = None


def overall_of(card_run: CardRun, *, named: bool) -> Overall:
    if not named:
        packed = scores_of_run(card_run)
        return Overall(packed.scores, packed.bands)
    found = Practice.objects.filter(score__card_run=card_run, score__domain=None)
    rows = (
        with_atypical(found, card_run.run.period.ends_on)
        .order_by("sort_key", "code")
        .values_list("name", "why_atypical", "score__score", "score__band")  # type: ignore[misc]
    )
    held = list(rows)
    return Overall(
        scores=np.array([np.nan if row[2] is None else row[2] for row in held]),
        bands=np.array([row[3] for row in held], np.int8),
        names=tuple(row[0] for row in held),
        typical=np.array([not row[1] for row in held], np.bool_),
    )


def bands_of_runs(runs: Sequence[CardRun]) -> dict[int, WeightedBands]:
    """By run; a run whose definitions keep no packed bands is not there."""
    with connection.cursor() as cursor:
        cursor.execute(_BANDS, [[one.run_id for one in runs]])
        rows = cursor.fetchall()
    found = {}
    for run in runs:
        own = [row for row in rows if row[0] == run.run_id and row[3]]
        if own:
            found[run.run_id] = WeightedBands(
                domains=tuple(row[1] for row in own),
                definitions=tuple(row[2] for row in own),
                bands=np.stack([np.frombuffer(bytes(row[3]), np.int8) for row in own]),
                states=np.stack([np.frombuffer(bytes(row[4]), np.int8) for row in own]),
            )
    return found
