"""A network through the periods: the share of green, and one pooled indicator that is chosen."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from indicators.selectors.definitions import data_of
from scorecard.calc.dispersion import Dispersion
from scorecard.calc.types import Band
from scorecard.cards.models import CardItem, CardRun
from scorecard.cards.presenters.axis import short_name
from scorecard.charts.types import Chart, TrendLine, TrendPoint
from scorecard.dashboards.pooled import Pooled
from scorecard.dashboards.presenters.network_lines import Line
from scorecard.dashboards.presenters.network_read import NetworkRead
from scorecard.dashboards.presenters.unbanded import unbanded_trend


@dataclass(frozen=True)
class Picked:
    """The indicator whose trend is drawn, those to choose from (code, name), and what to know."""

    choices: tuple[tuple[str, str], ...]
    code: str
    said: str


def pick(lines: Sequence[tuple[CardItem, Line]], wanted: str) -> tuple[Picked, CardItem | None]:
    """The one asked for; of what cannot be drawn the first that can, and words that say so."""
    possible = [(item, line) for item, line in lines if line.value and not line.shared]
    choices = tuple((line.code, line.name) for _, line in possible)
    chosen = next((item for item, line in possible if line.code == wanted), None)
    said = ""
    if wanted and chosen is None:
        said = "There is no such indicator here, or it cannot be added up: another is drawn."
    first = chosen or (possible[0][0] if possible else None)
    return Picked(choices, first.definition.code if first else "", said), first


def green_trend(name: str, read: NetworkRead) -> Chart | None:
    """The share of green among the figures with a band; None without a second period."""
    runs = list(reversed(read.runs))
    bands = [read.bands(run) for run in runs]
    if sum(bool(one) for one in bands) < 2:
        return None
    greens = [sum(band == Band.GREEN for band in one) for one in bands]
    line = TrendLine(
        title=f"Share of green among the figures of {name}",
        unit="%",
        decimals=0,
        points=tuple(
            TrendPoint(short_name(run.run.period), 100 * green / len(one) if one else None)
            for run, green, one in zip(runs, greens, bands, strict=True)
        ),
    )
    said = [f"{green:,} of {len(one):,}" for green, one in zip(greens, bands, strict=True)]
    return unbanded_trend(line, "Green of those with a band", said)


def pooled_trend(
    name: str, read: NetworkRead, item: CardItem, scatter: Dispersion | None
) -> Chart | None:
    """One indicator, the practices of each time added up; None without a second period."""
    data = data_of(item.definition)
    runs = list(reversed(read.runs))
    found = [read.pooled(run, item, scatter) for run in runs]
    points = [
        _point(run, one, _mark(read, run, item)) for run, one in zip(runs, found, strict=True)
    ]
    if sum(point.value is not None for point in points) < 2:
        return None
    answers = data.kind == "yes_no"
    line = TrendLine(
        title=f"{item.definition.name}, {name} together",
        unit="% yes" if answers else data.unit,
        decimals=0 if answers else data.decimals,
        points=tuple(points),
        benchmark_label=item.benchmark_name or "Compared with",  # type: ignore[attr-defined]
    )
    number = ["0" if one is None else str(int(one.practices[0])) for one in found]
    return unbanded_trend(line, "Practices", number)


def _mark(read: NetworkRead, run: CardRun, item: CardItem) -> float | None:
    held = read.held(run, item)
    data = data_of(item.definition)
    alike = data.kind != "yes_no" and read.alike(run, data, item)
    return held[0].benchmark if held and alike else None


def _point(run: CardRun, found: Pooled | None, mark: float | None) -> TrendPoint:
    label = short_name(run.run.period)
    if found is None:
        return TrendPoint(label, None, note="another definition")
    value, lower, upper = (float(part[0]) for part in (found.value, found.lower, found.upper))
    if np.isnan(value):
        return TrendPoint(label, None)
    if np.isnan(lower):
        return TrendPoint(label, value, benchmark=mark)
    return TrendPoint(label, value, lower, upper, benchmark=mark)
