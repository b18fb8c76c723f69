"""How certain the bands and ranks of a run are, worked out once more and held against what is
stored. Writes nothing."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indicators.certainty import Certain
from indicators.models import Certainty, Definition, Run, RunPart
from indicators.services.certainty import certain_of
from indicators.services.judging_again import Findings
from practices.models import Practice

_COLUMNS = ("red", "amber", "green", "rank_best", "rank_worst", "too_close")
_CHANCES = ("red", "amber", "green")
NEAR = 1e-6  # chances are stored as numbers of seven digits


def compare_certainty(run: Run, findings: Findings) -> None:
    """Ranges of ranks and "too close" exactly, chances within what is stored of them; of the
    parts whose second pass has ended. It starts from the results as they are stored."""
    for part in RunPart.objects.filter(pk__in=run.parts, certain_at__isnull=False):
        own = set(run.definitions.filter(part=part).values_list("definition_id", flat=True))
        for definition, practices, certain in certain_of(part, run):
            if definition.pk in own:
                _compare(part, definition, practices, certain, findings)


def _compare(
    part: RunPart,
    definition: Definition,
    practices: NDArray[np.int64],
    certain: Certain,
    findings: Findings,
) -> None:
    rows = Certainty.objects.filter(part=part, definition=definition).order_by("practice_id")
    stored = list(rows.values_list("practice_id", *_COLUMNS))
    there = np.array([row[0] for row in stored], dtype=np.int64)
    told = practices[certain.known]
    findings.certain += there.size
    if missing := np.setdiff1d(told, there).size:
        said = f"{definition.code}: how certain {missing:,} of its results are is not there."
        findings.add("certainty that is gone", said, missing)
    if more := np.setdiff1d(there, told).size:
        said = f"{definition.code}: how certain {more:,} results are that nobody worked out."
        findings.add("certainty too much", said, more)
    both, here, again = np.intersect1d(there, told, assume_unique=True, return_indices=True)
    for at, (name, computed) in enumerate(zip(_COLUMNS, _columns(certain), strict=True), start=1):
        was = np.array([row[at] for row in stored], dtype=float)[here]
        now = computed[certain.known][again]
        near = NEAR if name in _CHANCES else 0.0
        wrong = ~np.isclose(now, was, rtol=near, atol=near, equal_nan=True)
        _tell(definition, name, both[wrong], was[wrong], now[wrong], findings)


def _columns(certain: Certain) -> list[NDArray[Any]]:
    """Under the names of _COLUMNS."""
    ranks = certain.ranks
    return [*certain.chances.T, ranks.best, ranks.worst, certain.too_close.astype(float)]


def _tell(
    definition: Definition,
    name: str,
    practices: NDArray[np.int64],
    was: Sequence[float],
    now: Sequence[float],
    findings: Findings,
) -> None:
    what = f"the chance of {name}" if name in _CHANCES else name.replace("_", " ")
    first = practices[: findings.room].tolist()
    codes = dict(Practice.objects.filter(pk__in=first).values_list("pk", "code"))
    for practice, stored, computed in zip(first, was, now, strict=False):
        said = f"{what} is stored as {_word(stored)} and comes out as {_word(computed)}."
        findings.add(what, f"{definition.code} at {codes.get(practice)}: {said}", 0)
    if practices.size:
        findings.counts[what] += practices.size


def _word(number: float) -> str:
    return "nothing" if np.isnan(number) else f"{number:g}"
