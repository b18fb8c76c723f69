"""A value twice: as it was published, and as the figures held here add up to."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from indicators import comparing
from indicators.definitions import DefinitionData
from indicators.explaining import Outcome
from indicators.inputs import Benchmark, Figures
from indicators.models import AreaChoice, BenchmarkValue, Definition, Result
from indicators.presenters.words import moment
from indicators.selectors.agreements import outside_values
from indicators.selectors.area_values import (
    choices_of,
    published_benchmark,
    published_start,
    published_value,
)
from indicators.selectors.definitions import data_of
from indicators.selectors.results import outcome_of
from practices.selectors import atypical_on, is_england
from scorecard.calc.types import NoBand
from scorecard.cards.models import CardRun
from scorecard.charts.words import figure_with_unit

# Why a figure has no band that counts in pooled values all the same.
_COUNTS = (NoBand.BANDED, NoBand.TOO_FEW, NoBand.NO_COMPARISON, NoBand.NOT_BANDED)


@dataclass(frozen=True)
class AreaTwice:
    """Both values of the area, every choice between them (the newest first), and, where the
    results shown do not follow the newest choice yet, that they do not."""

    words: str
    choices: tuple[str, ...]
    pending: str


def two_englands(definition: Definition, card_run: CardRun, results: Sequence[Result]) -> str:
    """Both values with their difference, and which one the results use; empty where there is no
    published one for the period, not all practices of England are here, or they share a figure."""
    period, data = card_run.run.period, data_of(definition)
    adds_up = data.level == "practice" and data.kind not in ("fact", "yes_no")
    if not is_england(period.commissioner) or not adds_up:
        return ""
    held = outside_values(definition.indicator)
    loaded = held.filter(period=period, area=BenchmarkValue.Area.ENGLAND).first()
    counted = _counted(data, card_run, results, "England")
    if loaded is None or np.isnan(counted.value):
        return ""
    used = {"england": "the published one", "area": "the one of the figures held here"}
    which = used.get(data.comparator, "neither")
    if data.comparator == "area" and _uses_published(card_run, outcome_of(results[0])):
        which = "neither"
    return f"{_both('England', data, loaded, counted)} Practices are compared with {which}."


def area_twice(
    definition: Definition, card_run: CardRun, results: Sequence[Result]
) -> AreaTwice | None:
    """None where practices are not compared with the area, share a figure, or one value is held."""
    period, data = card_run.run.period, data_of(definition)
    adds_up = data.level == "practice" and data.kind not in ("fact", "yes_no")
    if data.comparator != "area" or not adds_up:
        return None
    loaded = published_value(definition.indicator, period)
    counted = _counted(data, card_run, results, period.commissioner.name)
    if loaded is None or np.isnan(counted.value):
        return None
    shown = outcome_of(results[0])
    choices = list(choices_of(definition.indicator, period))
    both = _both(period.commissioner.name, data, loaded, counted)
    return AreaTwice(
        words=f"{both} The results on this page are compared with {shown.benchmark_name}.",
        choices=tuple(_choice(one) for one in choices),
        pending=_pending(card_run, choices, published_benchmark(loaded), shown),
    )


def _pending(
    card_run: CardRun, choices: Sequence[AreaChoice], published: Benchmark, shown: Outcome
) -> str:
    if choices and choices[0].use == AreaChoice.Use.PUBLISHED:
        follows = (shown.benchmark, shown.benchmark_name) == (published.value, published.name)
    else:
        follows = not _uses_published(card_run, shown)
    if follows:
        return ""
    return (
        "The results on this page do not follow this yet: what is chosen and held now counts when"
        f" {card_run.run.period.name} is banded next."
    )


def _uses_published(card_run: CardRun, shown: Outcome) -> bool:
    return shown.benchmark_name.startswith(published_start(card_run.run.period))


def _choice(one: AreaChoice) -> str:
    return (
        f"{moment(one.chosen_at)}, {one.chosen_by}: {one.get_use_display()}."
        f" {one.reason.rstrip('.')}."
    )


def _both(who: str, data: DefinitionData, loaded: BenchmarkValue, counted: Benchmark) -> str:
    one, two = (
        figure_with_unit(number, data.unit, data.decimals)
        for number in (loaded.value, counted.value)
    )
    unit = "percentage points" if data.unit == "%" else data.unit
    apart = figure_with_unit(abs(counted.value - loaded.value), unit, data.decimals)
    return (
        f"{who} is {one} as published ({loaded.source}) and {two} by the figures held here"
        f" ({counted.name}): a difference of {apart}."
    )


def _counted(
    data: DefinitionData, card_run: CardRun, results: Sequence[Result], who: str
) -> Benchmark:
    """What the figures of the results add up to."""
    unlike = atypical_on([one.practice_id for one in results], card_run.run.period.ends_on)
    figures = _figures(results, unlike)
    return comparing.pooled(data, figures, comparing.values_of(data, figures), who)


def _figures(results: Sequence[Result], unlike: Collection[int]) -> Figures:
    def column(name: str) -> np.ndarray:
        return np.array([getattr(one, name) for one in results], dtype=float)

    states = [0 if one.no_band in _COUNTS else one.no_band for one in results]
    return Figures(
        numerator=column("numerator"),
        denominator=column("denominator"),
        value=column("value"),
        spread=np.full(len(results), np.nan),
        states=np.array(states, dtype=np.int8),
        peers=np.array([one.practice_id not in unlike for one in results], dtype=bool),
    )
