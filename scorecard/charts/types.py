"""What a chart is made of, and what comes out. Values are unrounded; None means missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scorecard.calc.types import Band, NoBand, Polarity, Trend


@dataclass(frozen=True, slots=True)
class BarItem:
    """One practice: its value, interval and band; `reason` says why there is none.

    `reason` BANDED with neither value nor band reads as "No data". `written`: its value as the
    table beside the chart has it, where that takes another number of decimals than most.
    """

    label: str
    value: float | None
    lower: float | None = None
    upper: float | None = None
    band: Band = Band.NONE
    highlighted: bool = False
    url: str = ""
    reason: NoBand = NoBand.BANDED
    written: str = ""


@dataclass(frozen=True, slots=True)
class RankedBars:
    """All practices on one indicator, best first; `unit` is "%", "per 1,000 patients", "£"...

    `by_name` puts them in order of name, where no value is better than another; with `pooled` they
    are groups added up, which have no band.
    """

    title: str
    unit: str
    decimals: int
    items: tuple[BarItem, ...]
    polarity: Polarity = Polarity.HIGH
    benchmark: float | None = None
    benchmark_label: str = ""
    item_word: str = "practice"
    by_name: bool = False
    pooled: bool = False


@dataclass(frozen=True, slots=True)
class BandStrip:
    """All practices as points on one scale; `marks` are levels with their names."""

    title: str
    unit: str
    decimals: int
    items: tuple[BarItem, ...]
    polarity: Polarity = Polarity.HIGH
    marks: tuple[tuple[float, str], ...] = ()
    item_word: str = "practice"


@dataclass(frozen=True, slots=True)
class DifferenceStrip:
    """How far each practice's other figure lies from the one that counts; above zero is more.

    The items carry the difference as their value, with its sign; `unit` is "points" for per cent.
    """

    title: str
    unit: str
    decimals: int
    items: tuple[BarItem, ...]


@dataclass(frozen=True, slots=True)
class SpineRow:
    """One indicator of one practice, and where others stand on it; None is not known.

    `middle` is the value of the area; the others lie from `lowest` to `highest`, half of them from
    `quarter` to `three_quarters`. `england` and `similar` are two more values to compare with.
    """

    label: str
    unit: str
    decimals: int
    polarity: Polarity
    value: float | None
    lower: float | None = None
    upper: float | None = None
    band: Band = Band.NONE
    reason: NoBand = NoBand.BANDED
    middle: float | None = None
    lowest: float | None = None
    quarter: float | None = None
    three_quarters: float | None = None
    highest: float | None = None
    england: float | None = None
    similar: float | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Spine:
    """One practice beside its area, a row for each indicator; `area` is the area's name."""

    title: str
    area: str
    rows: tuple[SpineRow, ...]


@dataclass(frozen=True, slots=True)
class Control:
    """What a control chart says of one point: the mean and limits there; `signal` in words,
    `plain` the strongest in words for everybody."""

    centre: float
    lower: float
    upper: float
    signal: str = ""
    plain: str = ""


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One period; `note` says what changed there ("new definition"), `reason` why no value.

    `control` is there where a control chart stands.
    """

    label: str
    value: float | None
    lower: float | None = None
    upper: float | None = None
    band: Band = Band.NONE
    note: str = ""
    reason: NoBand = NoBand.BANDED
    benchmark: float | None = None
    control: Control | None = None


@dataclass(frozen=True, slots=True)
class TrendLine:
    """One practice or area through the periods, oldest first.

    `benchmark` is a fixed target; the points may bring their own (England in each period)
    instead. `trend` is the verdict of `calc.trend`. `no_control` says why no point has a control
    chart, where somebody may look for one.
    """

    title: str
    unit: str
    decimals: int
    points: tuple[TrendPoint, ...]
    benchmark: float | None = None
    benchmark_label: str = ""
    trend: Trend = Trend.NOT_COMPUTED
    no_control: str = ""


@dataclass(frozen=True, slots=True)
class BandCount:
    """How many of one thing (a domain, a network, an indicator) reached each band."""

    label: str
    green: int
    amber: int
    red: int
    none: int = 0
    url: str = ""


@dataclass(frozen=True, slots=True)
class BandCounts:
    """Bands side by side: one stacked bar for each item, in the order given."""

    title: str
    items: tuple[BandCount, ...]
    item_word: str = "domain"


@dataclass(frozen=True, slots=True)
class MoveItem:
    """One practice before and after a change: scores of 0..100 (None: no score) and bands."""

    label: str
    before: float | None
    after: float | None
    band_before: Band = Band.NONE
    band_after: Band = Band.NONE
    url: str = ""


@dataclass(frozen=True, slots=True)
class ScoreMoves:
    """Scores before and after, one line per practice, in the order given.

    `levels` are drawn as lines: ("Green from", 70.0). `summary` is the finding, which counts more
    practices than are drawn.
    """

    title: str
    summary: str
    items: tuple[MoveItem, ...]
    levels: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class RankItem:
    """One practice: its rank now, the best and the worst it reaches, the share that keeps it."""

    label: str
    rank: int
    best: int
    worst: int
    kept: float | None
    band: Band = Band.NONE
    url: str = ""


@dataclass(frozen=True, slots=True)
class RankRanges:
    """Ranges of ranks as bars with a point for the rank now, in the order given."""

    title: str
    summary: str
    items: tuple[RankItem, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart in its three forms: sentence, figure and table.

    `figure` is plain and ready for JSON: {"data", "layout", "config"} for Plotly.newPlot. `rows`
    are the same figures in words, one per `columns`; `numbers` are the columns of figures, from 0;
    `urls` has the address of each row or "". Without any value `figure` is empty.
    """

    heading: str
    summary: str
    figure: Mapping[str, Any]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    urls: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
