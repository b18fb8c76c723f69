"""Keeping what a national file says of England, the region and the area, to compare with.

They stand in the same columns as practices' figures, and are worked out by the same rule: counts
where the file gives them, else the value as published.
"""

import datetime as dt
import textwrap
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from django.db import transaction

from indicators import comparing, inputs
from indicators.models import BenchmarkValue, Definition, Period, ReceivedFile
from indicators.selectors.definitions import data_of, latest_definitions
from indicators.sources import oddities
from indicators.sources.columns import Figures, whose
from indicators.sources.notices import Found, Notice, by_code
from practices.models import Commissioner
from scorecard.audit.services import record

_NO_VALUE = ("fact", "yes_no")
_Key = tuple[int, int, str]


@dataclass
class AreaFigures:
    """How many values were new, by area, and how many the same as before."""

    new: Counter[str] = field(default_factory=Counter)
    unchanged: int = 0
    notices: list[Notice] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        there = {area: self.new[area] for area in BenchmarkValue.Area.values if self.new[area]}
        return {**there, **({"as before": self.unchanged} if self.unchanged else {})}


@transaction.atomic
def keep_area_figures(
    *,
    figures: Figures,
    file: ReceivedFile,
    published_by: str,
    commissioner: Commissioner,
    by: Any,
    at: dt.datetime,
) -> AreaFigures:
    """Keep values of England, the region and the area for periods that are held here.

    A later value stands in for an earlier one; one that is the same as the newest adds nothing.
    """
    done = AreaFigures()
    if not len(figures):
        return done
    periods = {one.code: one for one in Period.objects.filter(commissioner=commissioner)}
    figures = _of_periods(figures, periods, done)
    held = _held(commissioner)
    rows: list[BenchmarkValue] = []
    source = textwrap.shorten(f"{published_by}, {file.name}", 300, placeholder="…")
    for definition in latest_definitions(commissioner):
        own = figures.where(figures.indicator.among([definition.code]))
        for at_row, value in _values(definition, own, done):
            period, area = periods[own.period[at_row]], own.practice[at_row]
            if held.get((definition.indicator_id, period.pk, area)) == (value, source):
                done.unchanged += 1
                continue
            done.new[area] += 1
            rows.append(_row(definition, period, area, value, source, by, at))
    BenchmarkValue.objects.bulk_create(rows)
    if rows:
        record(
            action="record outside values of a file",
            subject=file,
            by=by,
            at=at,
            organisation=commissioner.code,
            details={"source": source, "sha256": file.sha256, **done.counts},
        )
    return done


def _of_periods(figures: Figures, periods: Mapping[str, Period], done: AreaFigures) -> Figures:
    known = figures.period.among(periods)
    if not known.all():
        done.notices += by_code(Found.AREA_PERIOD, figures.period[~known], figures.row[~known])
    return figures.where(known)


def _held(commissioner: Commissioner) -> dict[_Key, tuple[float, str]]:
    """The newest value of each indicator, period and area, with its source."""
    found = BenchmarkValue.objects.filter(indicator__commissioner=commissioner)
    columns = ("indicator_id", "period_id", "area", "value", "source")
    rows = found.order_by("recorded_at", "pk").values_list(*columns)
    return {
        (indicator, period, area): (value, source)
        for indicator, period, area, value, source in rows
    }


def _values(definition: Definition, own: Figures, done: AreaFigures) -> list[tuple[int, float]]:
    """The values in the unit of the indicator, by place; what no count can give is told."""
    if not len(own) or definition.kind in _NO_VALUE:
        return []
    data = data_of(definition)
    figures = inputs.Figures(
        numerator=own.numerator,
        denominator=own.denominator,
        value=own.value,
        spread=np.full(len(own), np.nan),
        states=np.zeros(len(own), np.int8),
        peers=np.ones(len(own), np.bool_),
    )
    values = comparing.values_of(data, figures)
    wrong = comparing.impossible(data, figures, values)
    said = lambda at: f"{definition.code} of {whose(own.practice[at])}."  # noqa: E731
    oddities.tell(done.notices, Found.AREA_IMPOSSIBLE, wrong, own.row, said)
    oddities.tell(done.notices, Found.AREA_MISSING, np.isnan(values) & ~wrong, own.row, said)
    good = np.flatnonzero(~np.isnan(values) & ~wrong)
    return [(place, float(values[place])) for place in good.tolist()]


def _row(
    definition: Definition,
    period: Period,
    area: str,
    value: float,
    source: str,
    by: Any,
    at: dt.datetime,
) -> BenchmarkValue:
    row = BenchmarkValue(
        indicator=definition.indicator,
        period=period,
        area=area,
        value=value,
        source=source,
        recorded_by=by,
        recorded_at=at,
    )
    row.clean_fields(exclude=("indicator", "period", "recorded_by"))
    return row
