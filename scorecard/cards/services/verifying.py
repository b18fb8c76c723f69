"""A banding run judged and scored once more, and held against what is stored."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from indicators.models import Run
from indicators.services.certainty_again import compare_certainty
from indicators.services.judging_again import NEAR, Findings, judged_again
from practices.models import Practice
from scorecard.calc.types import Codes
from scorecard.cards.models import CardRun, Score
from scorecard.cards.selectors.versions import items_of
from scorecard.cards.services.score_rows import score_columns

_COLUMNS = ("score", "coverage", "band", "reds")
Key = tuple[int, int | None]


def verify(*, run: Run) -> Findings:
    """Bands, states and ranks exactly, figures within 1e-12 of themselves; then how certain they
    are, and the scores.

    Writes nothing. Raises CannotBeVerified where inputs or results are not there.
    """
    findings = Findings()
    practices: NDArray[np.int64] | None = None
    bands: dict[int, Codes] = {}
    states: dict[int, Codes] = {}
    for one, kept in judged_again(run, findings):
        bands[one.definition.pk] = one.judgement.bands
        states[one.definition.pk] = one.judgement.states
        practices = kept.practices if practices is None else practices
        if not np.array_equal(practices, kept.practices):
            findings.add("practices", f"{one.definition.code} was judged for other practices.")
            return findings
    compare_certainty(run, findings)
    card_run = CardRun.objects.select_related("version").filter(run=run).first()
    if card_run is not None and practices is not None:
        _compare_scores(card_run, practices.tolist(), bands, states, findings)
    return findings


def _compare_scores(
    card_run: CardRun,
    ids: Sequence[int],
    bands: Mapping[int, Codes],
    states: Mapping[int, Codes],
    findings: Findings,
) -> None:
    items = [item for item in items_of(card_run.version) if item.definition_id in bands]
    known = Practice.objects.in_bulk(ids)
    practices = [known[pk] for pk in ids]
    columns = score_columns(card_run, practices, items, bands, states)
    computed: dict[Key, Score] = {}
    for values in zip(*(column.listed() for column in columns[1:]), strict=True):
        one = Score(**dict(zip((column.name for column in columns[1:]), values, strict=True)))
        computed[one.practice_id, one.domain_id] = one
    stored = Score.objects.filter(card_run=card_run)
    seen = set()
    for practice, domain, *was in stored.values_list("practice_id", "domain_id", *_COLUMNS):
        seen.add((practice, domain))
        _compare_score(computed.get((practice, domain)), was, known, practice, findings)
    missing = len(computed.keys() - seen)
    if missing:
        findings.add("scores that are gone", f"{missing:,} scores are not there.", missing)


def _compare_score(
    one: Score | None,
    was: Sequence[float | None],
    practices: Mapping[int, Practice],
    practice: int,
    findings: Findings,
) -> None:
    code = practices[practice].code if practice in practices else f"practice {practice}"
    if one is None:
        findings.add("scores too many", f"There is a score of {code} that nobody gave.")
        return
    for name, stored in zip(_COLUMNS, was, strict=True):
        again = getattr(one, name)
        if not _alike(stored, again):
            where = one.domain.name if one.domain else "overall"
            findings.add(
                f"{name} of a score" if name != "score" else "score",
                f"{code}, {where}: the {name} is stored as {stored} and comes out as {again}.",
            )


def _alike(stored: float | None, again: float | None) -> bool:
    if stored is None or again is None:
        return stored is again
    return math.isclose(stored, again, rel_tol=NEAR, abs_tol=0)
