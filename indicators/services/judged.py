"""Judging the figures of a period, one definition after the other. Writes nothing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from django.core.exceptions import ValidationError
from numpy.typing import NDArray

from indicators import rules
from indicators.inputs import Around, Groups
from indicators.judging import Judgement, judge
from indicators.models import Definition, Period
from indicators.selectors.definitions import data_of
from indicators.selectors.snapshot import IndicatorFigures, figures_for
from indicators.selectors.surroundings import figures_of, surroundings_of
from practices.models import Practice
from practices.selectors import atypical_on
from scorecard.calc.types import Flags

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Judged:
    """One definition, what was held for it, what lay around and what came out.

    `counted` are the practices that were like the others: those in ranks and groups.
    """

    definition: Definition
    figures: IndicatorFigures
    around: Around
    judgement: Judgement
    counted: Flags


def judge_period(
    *,
    period: Period,
    definitions: Sequence[Definition],
    practices: Sequence[Practice],
    progress: Progress,
    groups: Groups | None = None,
) -> Iterator[Judged]:
    """Read one picture of the period's figures and judge them, one definition after the other.

    All is read before the first is judged, so that the connection is free for what is written
    meanwhile. Without `groups` nobody has a network. Raises ValidationError where levels agreed
    for one practice no longer fit the rule.
    """
    ids = [practice.pk for practice in practices]
    atypical = atypical_on(ids, period.ends_on)
    counted = np.array([practice not in atypical for practice in ids], dtype=bool)
    held = figures_for(period, definitions, ids)
    around = surroundings_of(period, definitions, ids, held, counted, groups)
    area = period.commissioner.name
    return (
        _judged(
            definition, held, around, counted, area, partial(progress, done, len(definitions) + 1)
        )
        for done, definition in enumerate(definitions, start=1)
    )


def _judged(
    definition: Definition,
    held: Mapping[int, IndicatorFigures],
    around: Mapping[int, Around],
    counted: NDArray[np.bool_],
    area: str,
    progress: Callable[[str], None],
) -> Judged:
    figures, beside = held[definition.indicator_id], around[definition.pk]
    try:
        judgement = judge(data_of(definition), figures_of(figures, counted), area, beside)
    except rules.BadRule as error:
        raise ValidationError(
            f"{definition.code}: levels agreed for one practice, or for a quarter, no longer fit"
            f" its banding rule. End or change them, then run banding again. {error}"
        ) from error
    progress(f"Banded {definition.code} {definition.name}")
    return Judged(definition, figures, beside, judgement, counted)
