"""Frozen figures as they are told, one by one; who asks for them is `Told`."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import Any

from django.db.models import Q

from indicators.explaining import Outcome
from indicators.standing import NOTHING, FigureStanding
from scorecard.calc.types import Band, NoBand
from scorecard.cards.models import CardItem
from scorecard.publication.models import EditionIndicator, EditionPractice
from scorecard.publication.selectors.told_comments import Said
from scorecard.publication.selectors.told_parts import ToldFigure
from scorecard.ui.standing import StandingKind


def reds_among(indicators: Sequence[EditionIndicator]) -> Q:
    """Which figures of these count as red in the whole; not returned is red where it has to be."""
    counted = [one for one in indicators if one.weight and one.domain and one.domain.weight]
    compulsory = [one for one in counted if one.if_missing == CardItem.IfMissing.RED]
    return Q(band=Band.RED, definition__in=[one.definition_id for one in counted]) | Q(
        no_band=NoBand.NOT_RETURNED, definition__in=[one.definition_id for one in compulsory]
    )


def figure_told(
    row: Any,
    indicator: EditionIndicator,
    practice: EditionPractice | None,
    said: Said = MappingProxyType({}),
) -> ToldFigure:
    """`row` is a frozen figure; without a practice it is told without a name."""
    if practice is None:
        return ToldFigure(indicator, None, _nameless(row, indicator), row.close, NOTHING)
    standing = FigureStanding(StandingKind(row.standing), row.standing_on, row.standing_until)
    says = said.get((row.practice_id, row.definition_id), "")
    return ToldFigure(indicator, practice, _outcome(row, indicator), row.close, standing, says)


def _nameless(row: Any, indicator: EditionIndicator) -> Outcome:
    """The value and its band alone: counts, intervals and levels of its own would tell whose."""
    return Outcome(
        band=row.band,
        no_band=row.no_band,
        comparison=row.comparison,
        value=row.value,
        benchmark=indicator.benchmark,
        benchmark_name=indicator.benchmark_name,
        period_levels=indicator.period_levels,
    )


def _outcome(row: Any, indicator: EditionIndicator) -> Outcome:
    own = row.own_benchmark
    return Outcome(
        band=row.band,
        no_band=row.no_band,
        comparison=row.comparison,
        numerator=row.numerator,
        denominator=row.denominator,
        value=row.value,
        lower=row.lower,
        upper=row.upper,
        text=row.text,
        rank=row.rank,
        ranked_of=indicator.ranked_of if row.rank else None,
        percentile=row.percentile,
        benchmark=own if own is not None else indicator.benchmark,
        benchmark_name=indicator.benchmark_name,
        queried=row.standing == StandingKind.QUERIED,
        modelled=row.modelled,
        own_levels=row.own_levels,
        period_levels=indicator.period_levels,
        scatter=indicator.scatter,
    )
