"""What every view of an indicator's page starts from: the rows, and what the reader chose."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from functools import cached_property
from typing import Any, cast
from urllib.parse import quote, urlencode

import numpy as np
from django.core.paginator import Page, Paginator
from django.urls import reverse
from numpy.typing import ArrayLike, NDArray

from indicators import pooling, rules
from indicators.definitions import DefinitionData
from indicators.explaining import MOST_DECIMALS, Outcome, decimals_for, value_words
from indicators.models import Definition, Period
from practices.models import Commissioner
from scorecard.calc import banding, dispersion
from scorecard.calc.banding import as_thresholds
from scorecard.calc.rounding import round_many
from scorecard.calc.types import COMPARISONS, Band, Flags, Floats, Polarity, Rule, TargetRange
from scorecard.cards.selectors.runs import BandedPeriods
from scorecard.charts.words import figure_with_unit, limits_with_unit
from scorecard.dashboards.presenters.indicator.asked import Asked
from scorecard.dashboards.presenters.indicator.comparators import (
    Compared,
    compared,
    has_no_line,
)
from scorecard.dashboards.selectors.indicator_rows import IndicatorRows
from scorecard.dashboards.selectors.run_places import RunPlaces
from scorecard.ui.words import band_words

PAGE_SIZE = 100  # rows of a table
# What stands for a practice, and for a figure, in an address that is made once for all of them.
_PLACE, _NUMBER = "-practice-", "987654321987"


@dataclass(frozen=True)
class Reading:
    """One indicator in one period, as one reader asked for it."""

    commissioner: Commissioner
    periods: BandedPeriods
    rows: IndicatorRows
    asked: Asked
    # Whether the chart is drawn: a page whose chart has an address of its own only names it.
    draws: bool = True

    @property
    def definition(self) -> Definition:
        return self.rows.banded.definition

    @property
    def data(self) -> DefinitionData:
        return self.rows.data

    @property
    def period(self) -> Period:
        return self.periods.current.run.period

    @property
    def is_number(self) -> bool:
        return self.data.kind not in ("fact", "yes_no")

    @cached_property
    def compared(self) -> Compared:
        """Every practice beside what the reader chose; worked out for the views that tell it."""
        return compared(self.rows, self.asked.against, self.places)

    @cached_property
    def line(self) -> float | None:
        """The one value that all are compared with, for views that tell nothing of single ones."""
        return None if has_no_line(self.asked.against) else self.compared.line

    @cached_property
    def scatter(self) -> float:
        """By what the run widened intervals (`pooling.scatter_of`); NaN is by nothing."""
        kept = self.rows.banded.scatter
        rows = self.rows
        return pooling.scatter_of(rows.data, rows.figures, rows.value) if kept is None else kept

    def inflation(self, people: ArrayLike) -> Floats:
        """By how much the variance at so many people is larger than by chance: 1 or more."""
        model = cast(dispersion.Model, self.data.over_dispersed)
        return dispersion.inflation_by(self.scatter, model, people)

    @cached_property
    def places(self) -> RunPlaces:
        return RunPlaces(self.periods.current)

    @cached_property
    def at_places(self) -> Any:
        """Where each practice of the rows stands in the run's own order."""
        return np.searchsorted(self.places.practices, self.rows.practices)

    def link(self, at: int) -> str:
        """The address of one practice's result, by its place in the rows."""
        return self._links.replace(_PLACE, quote(self.rows.codes[at]))

    def source(self, figure: int | None) -> str:
        """The address of where one figure comes from; "" for none."""
        return self._sources.replace(_NUMBER, str(figure)) if figure else ""

    @cached_property
    def _links(self) -> str:
        """Worked out once: a page has hundreds of links that differ in the practice only."""
        args = [self.commissioner.code, _PLACE, self.definition.code]
        return f"{reverse('area-result', args=args)}?{urlencode({'period': self.period.code})}"

    @cached_property
    def _sources(self) -> str:
        return reverse("figure", args=[self.commissioner.code, int(_NUMBER)])

    def amount(self, value: float) -> str:
        return figure_with_unit(value, self.data.unit, self.data.decimals)

    def interval(self, at: int, without: str = "No interval") -> str:
        low, high = self.rows.lower[at], self.rows.upper[at]
        if np.isnan(low) or np.isnan(high):
            return without
        return limits_with_unit(low, high, self.data.unit, self.data.decimals)

    def band(self, at: int) -> str:
        return band_words(int(self.rows.bands[at]), int(self.rows.states[at])).word

    def figure(self, at: int) -> str:
        """The value of one practice that has one, seen to have the band that it has."""
        places = self.data.decimals
        if self._near_a_level[at]:
            places = decimals_for(self.data, self.outcome(at))
        return figure_with_unit(float(self.rows.value[at]), self.data.unit, places)

    def written(self, at: int) -> str:
        """The same for anybody: "Yes", "No", or why there is no value."""
        if self.is_number and not np.isnan(self.rows.value[at]):
            return self.figure(at)
        return value_words(self.data, self.outcome(at))

    def outcome(self, at: int) -> Outcome:
        rows, rank = self.rows, self.rows.rank[at]
        return Outcome(
            band=int(rows.bands[at]),
            no_band=int(rows.states[at]),
            value=None if np.isnan(rows.value[at]) else float(rows.value[at]),
            rank=int(rank) or None,
            ranked_of=rows.banded.ranked_of if rank else None,
            own_levels=rows.own_levels.get(int(rows.practices[at])),
            period_levels=rows.banded.levels,
        )

    @cached_property
    def decimals(self) -> int:
        """As many as it takes for every value to be seen to have the band that it has."""
        near = np.flatnonzero(self._near_a_level).tolist()
        own = [at for at in near if int(self.rows.practices[at]) in self.rows.own_levels]
        most = max((decimals_for(self.data, self.outcome(at)) for at in own), default=0)
        common = np.array(sorted(set(near) - set(own)), dtype=np.intp)
        return max(most, self._decimals_of(common))

    def _decimals_of(self, near: NDArray[np.intp]) -> int:
        """`decimals_for` of many with the common levels: each alone takes its own number, and
        what one cannot be told apart by takes none."""
        least, rule = self.data.decimals, self._rule
        if rule is None or not near.size:
            return least
        values, bands = self.rows.value[near], self.rows.bands[near]
        found = least
        for places in range(least, MOST_DECIMALS + 1):
            seen = banding.band(round_many(values, places), rule, Polarity(self.data.polarity))
            right = seen == bands
            found = places if right.any() else found
            values, bands = values[~right], bands[~right]
            if not values.size:
                break
        return found

    @cached_property
    def _rule(self) -> Rule | None:
        return rules.read(rules.with_levels(self.data.rule, self.rows.banded.levels or {}))

    @cached_property
    def _near_a_level(self) -> Flags:
        near = np.isin(self.rows.practices, list(self.rows.own_levels))
        if self._rule is not None and not isinstance(self._rule, COMPARISONS):
            polarity = Polarity(self.data.polarity)
            rule = self._rule
            levels = rule if isinstance(rule, TargetRange) else as_thresholds(rule, polarity)
            for level in astuple(levels):
                near |= np.abs(self.rows.value - level) < 10.0**-self.data.decimals
        return np.asarray(near & (self.rows.bands != Band.NONE) & self.rows.has_value)


def paged(order: Sequence[int], asked: Asked) -> "Page[int]":
    """The rows of one page, by their places; a page beyond the last is the last."""
    return Paginator(order, PAGE_SIZE).get_page(asked.page)
