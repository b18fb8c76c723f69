"""A value twice: as it was published, and as the figures held here add up to."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from indicators import comparing
from indicators.definitions import DefinitionData
from indicators.inputs import Benchmark
from indicators.models import AreaChoice, BenchmarkValue, Period, RunDefinition
from indicators.presenters.words import moment
from indicators.selectors.area_values import choices_of, published_benchmark, published_start
from practices.selectors import is_england
from scorecard.charts.words import figure_with_unit
from scorecard.dashboards.selectors.indicator_rows import IndicatorRows


@dataclass(frozen=True)
class AreaTwice:
    """Both values of the area, every choice between them (the newest first), and, where the
    results shown do not follow the newest choice yet, that they do not."""

    words: str
    choices: tuple[str, ...]
    pending: str


def two_englands(rows: IndicatorRows, published: Sequence[BenchmarkValue]) -> str:
    """Both values with their difference, and which one the results use; empty where there is no
    published one for the period, not all practices of England are here, or they share a figure."""
    period, data = rows.banded.run.period, rows.data
    if not is_england(period.commissioner) or not _adds_up(data):
        return ""
    loaded = _of_area(published, BenchmarkValue.Area.ENGLAND)
    if loaded is None:
        return ""
    counted = _counted(rows, "England")
    if np.isnan(counted.value):
        return ""
    used = {"england": "the published one", "area": "the one of the figures held here"}
    which = used.get(data.comparator, "neither")
    if data.comparator == "area" and _uses_published(period, rows.banded):
        which = "neither"
    return f"{_both('England', data, loaded, counted)} Practices are compared with {which}."


def area_twice(rows: IndicatorRows, published: Sequence[BenchmarkValue]) -> AreaTwice | None:
    """None where practices are not compared with the area, share a figure, or one value is held."""
    period, data = rows.banded.run.period, rows.data
    loaded = _of_area(published, BenchmarkValue.Area.AREA)
    if data.comparator != "area" or not _adds_up(data) or loaded is None:
        return None
    counted = _counted(rows, period.commissioner.name)
    if np.isnan(counted.value):
        return None
    choices = list(choices_of(rows.banded.definition.indicator, period))
    both = _both(period.commissioner.name, data, loaded, counted)
    return AreaTwice(
        words=f"{both} The results on this page are compared with {rows.banded.benchmark_name}.",
        choices=tuple(_choice(one) for one in choices),
        pending=_pending(period, choices, published_benchmark(loaded), rows.banded),
    )


def _adds_up(data: DefinitionData) -> bool:
    return data.level == "practice" and data.kind not in ("fact", "yes_no")


def _of_area(
    published: Sequence[BenchmarkValue], area: BenchmarkValue.Area
) -> BenchmarkValue | None:
    """The newest of them: they come in that order."""
    return next((one for one in published if one.area == area), None)


def _pending(
    period: Period,
    choices: Sequence[AreaChoice],
    published: Benchmark,
    shown: RunDefinition,
) -> str:
    if choices and choices[0].use == AreaChoice.Use.PUBLISHED:
        follows = (shown.benchmark, shown.benchmark_name) == (published.value, published.name)
    else:
        follows = not _uses_published(period, shown)
    if follows:
        return ""
    return (
        "The results on this page do not follow this yet: what is chosen and held now counts when"
        f" {period.name} is banded next."
    )


def _uses_published(period: Period, shown: RunDefinition) -> bool:
    return shown.benchmark_name.startswith(published_start(period))


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


def _counted(rows: IndicatorRows, who: str) -> Benchmark:
    """What the figures of the results add up to."""
    values = comparing.values_of(rows.data, rows.figures)
    return comparing.pooled(rows.data, rows.figures, values, who)
