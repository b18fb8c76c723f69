"""The scores of a run into their table, in the database's own binary form."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from django.db import connection

from indicators import binary_rows
from indicators.binary_rows import Column
from practices.models import Practice
from scorecard.calc import weighting
from scorecard.calc.types import Codes, NoBand
from scorecard.cards.models import CardItem, CardRun, CardVersion, Domain, OverallBy

_COPY = """
COPY cards_score (card_run_id, practice_id, domain_id, score, coverage, band, reds)
FROM STDIN (FORMAT binary)
"""


def score_columns(
    card_run: CardRun,
    practices: Sequence[Practice],
    items: Sequence[CardItem],
    bands: Mapping[int, Codes],
    states: Mapping[int, Codes],
) -> list[Column]:
    """Every practice's overall score, then its score in each domain; nothing is written.

    `bands` and `states` are by definition id.
    """
    version = card_run.version
    domains = list(version.domains.all())
    place = {domain.pk: at for at, domain in enumerate(domains)}
    weighted = [item for item in items if item.domain_id]
    if not weighted:
        return []
    reasons = np.column_stack([states[item.definition_id] for item in weighted])
    scored = weighting.score(
        weighting.not_returned_as_red(
            np.column_stack([bands[item.definition_id] for item in weighted]),
            reasons,
            [item.if_missing == CardItem.IfMissing.RED for item in weighted],
        ),
        np.array([place[item.domain_id] for item in weighted if item.domain_id]),
        np.array([float(item.weight) for item in weighted]),
        np.array([float(domain.weight) for domain in domains]),
        points=version.band_points,
        minimum_coverage=version.minimum_coverage,
        applicable=reasons != NoBand.NOT_APPLICABLE,
    )
    return _columns(card_run, practices, domains, scored)


def write_scores(columns: list[Column]) -> None:
    """Scores into their table; without weighted indicators there are none."""
    if not columns:
        return
    with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
        copy.write(binary_rows.HEADER)
        for block in binary_rows.blocks(columns, len(columns[1].values)):
            copy.write(block)
        copy.write(binary_rows.END)


def _columns(
    card_run: CardRun,
    practices: Sequence[Practice],
    domains: Sequence[Domain],
    scored: weighting.Composite,
) -> list[Column]:
    version = card_run.version
    overall = weighting.overall_band(scored.overall_scores, version.green_from, version.red_below)
    by_domain = weighting.overall_band(scored.domain_scores, version.green_from, version.red_below)
    whole = _whole(version, overall, scored)
    # Practice by practice, as the key orders them; domain 0 is the whole practice.
    numbers = np.array([0, *(domain.pk for domain in domains)], np.int64)
    size = len(practices)
    return [
        Column("card_run_id", ">i8", card_run.pk),
        Column("practice_id", ">i8", np.repeat([one.pk for one in practices], len(numbers))),
        Column("domain_id", ">i8", np.tile(numbers, size), np.tile(numbers == 0, size)),
        _joined("score", ">f8", scored.overall_scores, scored.domain_scores),
        _joined("coverage", ">f8", scored.overall_banded, scored.domain_coverage, missing=0.0),
        _joined("band", ">i2", whole, by_domain),
        _joined("reds", ">i2", scored.reds, scored.domain_reds),
    ]


def _joined(name: str, kind: str, overall: Any, domains: Any, missing: float = np.nan) -> Column:
    """By practice the overall value and then those of its domains."""
    values = np.column_stack([overall, domains]).ravel()
    if kind != ">f8":
        return Column(name, kind, values)
    values = np.nan_to_num(values, nan=missing) if missing == 0.0 else values
    return Column(name, kind, values, np.isnan(values))


def _whole(version: CardVersion, by_score: Codes, scored: weighting.Composite) -> Codes:
    """The bands of whole practices, by what the version says they rest on."""
    if version.overall_by == OverallBy.SCORE:
        return by_score
    by_reds = weighting.overall_by_reds(
        scored.reds,
        version.reds_amber_from or 1,
        version.reds_red_from or 1,
        known=~np.isnan(scored.overall_scores),
    )
    return by_reds if version.overall_by == OverallBy.REDS else weighting.both(by_score, by_reds)
