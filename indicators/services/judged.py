"""Judging the figures of a period, one definition after the other. Writes nothing."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from django.core.exceptions import ValidationError
from numpy.typing import NDArray

from indicators import rules
from indicators.inputs import Around, Groups
from indicators.judging import Judgement, judge
from indicators.models import Definition, Period
from indicators.selectors.definitions import data_of
from indicators.selectors.one_picture import Reader
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
    second: Reader | None = None,
) -> Iterator[Judged]:
    """Read one picture of the period's figures and judge them, one definition after the other.

    All is read before the first is judged, so that the connection is free for what is written
    meanwhile; `second` reads with it. Without `groups` nobody has a network. Raises ValidationError
    where levels agreed for one practice no longer fit the rule.
    """
    ids = [practice.pk for practice in practices]
    atypical = atypical_on(ids, period.ends_on)
    counted = np.array([practice not in atypical for practice in ids], dtype=bool)
    held = figures_for(period, definitions, ids, second)
    around = surroundings_of(period, definitions, ids, held, counted, groups)
    area = period.commissioner.name

    def judged() -> Iterator[Judged]:
        for done, one in enumerate(definitions, start=1):
            yield judge_one(one, held[one.indicator_id], around[one.pk], counted, area)
            progress(done, len(definitions) + 1, f"Banded {one.code} {one.name}")

    return judged()


def judge_one(
    definition: Definition,
    figures: IndicatorFigures,
    around: Around,
    counted: NDArray[np.bool_],
    area: str,
) -> Judged:
    """Raises ValidationError where levels agreed for one practice no longer fit the rule."""
    try:
        judgement = judge(data_of(definition), figures_of(figures, counted), area, around)
    except rules.BadRule as error:
        raise ValidationError(
            f"{definition.code}: levels agreed for one practice, or for a quarter, no longer fit"
            f" its banding rule. End or change them, then run banding again. {error}"
        ) from error
    return Judged(definition, figures, around, judgement, counted)
