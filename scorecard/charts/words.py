"""The words of a chart: figures with their unit, and the sentence that states the finding."""

from collections.abc import Sequence
from decimal import Decimal

from scorecard.calc.rounding import show
from scorecard.calc.types import Band, NoBand, Trend
from scorecard.charts.palette import NHS, REASONS
from scorecard.charts.types import BarItem, RankedBars, TrendLine, TrendPoint

SHORT_UNITS = ("%", "£")  # written with each number; longer ones once
_TREND = {
    Trend.INCREASING: "; the rise over the last five periods is more than noise",
    Trend.DECREASING: "; the fall over the last five periods is more than noise",
    Trend.NO_CHANGE: "; the last five periods show no change beyond noise",
    Trend.BETTER: "; the change for the better over the last five periods is more than noise",
    Trend.WORSE: "; the change for the worse over the last five periods is more than noise",
    Trend.NOT_COMPUTED: "",
}


def figure_with_unit(value: float | Decimal, unit: str, decimals: int) -> str:
    """93.1%, £12.40, 4.2 per 1,000 patients."""
    number = show(value, decimals)
    if unit == "£":
        return f"-£{number[1:]}" if number.startswith("-") else f"£{number}"
    return f"{number}{unit}" if unit == "%" else f"{number} {unit}".rstrip()


def value_or_reason(item: BarItem | TrendPoint, unit: str, decimals: int) -> str:
    """The figure, or in words why there is none."""
    if item.value is None:
        return _reason(item)
    own = item.written if isinstance(item, BarItem) else ""
    return own or figure_with_unit(item.value, unit, decimals)


def interval(item: BarItem | TrendPoint, unit: str, decimals: int) -> str:
    """The limits in words: 91.0% to 94.8%, or 3.9 to 4.4 per 1,000 patients."""
    if item.lower is None or item.upper is None:
        return "No interval"
    return limits_with_unit(item.lower, item.upper, unit, decimals)


def limits_with_unit(low: float, high: float, unit: str, decimals: int, link: str = "to") -> str:
    """Two limits, a long unit said once: 91.0% to 94.8%, or 3.9 to 4.4 per 1,000 patients."""
    first = figure_with_unit(low, unit if unit in SHORT_UNITS else "", decimals)
    return f"{first} {link} {figure_with_unit(high, unit, decimals)}"


def band(item: BarItem | TrendPoint) -> str:
    """The band, or in words why there is none."""
    return _reason(item) if item.band is Band.NONE else NHS[item.band].word


def ranked_summary(chart: RankedBars, ranked: Sequence[BarItem]) -> str:
    """One sentence on all bars, best first: how many of each band, the ends, the reader's own."""
    present = [item for item in ranked if item.value is not None]
    if not present:
        return f"No {chart.item_word} has a figure yet."
    parts = [_band_counts(present), _ends(chart, present), *_highlights(chart, present)]
    if absent := len(ranked) - len(present):
        parts.append(f"{counted(absent, 'has', 'have')} no figure")
    who = counted(len(present), chart.item_word, f"{chart.item_word}s")
    return f"Of {who} with a figure, {'; '.join(filter(None, parts))}."


def trend_summary(chart: TrendLine) -> str:
    """One sentence on a line: where it stands, where it came from, and whether that is noise."""
    present = [point for point in chart.points if point.value is not None]
    if not present:
        return "No period has a figure yet."
    first, last = present[0], present[-1]
    now = f"{_written(chart, last.value)} in {last.label}"
    if first is last:
        return f"One period has a figure: {now}."
    said = f"{now[:1].upper()}{now[1:]}, {_moved(chart, first, last)}{_TREND[chart.trend]}."
    return " ".join(filter(None, (said, _control_words(chart, last), chart.no_control)))


def _control_words(chart: TrendLine, last: TrendPoint) -> str:
    """What a control chart says of the newest figure; empty where there is none."""
    if last.control is None:
        return ""
    if last.control.signal:
        return f"By its own past {last.label} stands out: {last.control.signal}."
    return f"By its own past nothing stands out in {last.label}."


def counted(number: int, one: str, many: str) -> str:
    """The number with its word: 1 practice, 2 practices."""
    return f"{show(number)} {one if number == 1 else many}"


def in_bands(green: int, amber: int, red: int) -> str:
    """1 is green, 5 amber and 3 red."""
    return f"{counted(green, 'is', 'are')} green, {show(amber)} amber and {show(red)} red"


def _reason(item: BarItem | TrendPoint) -> str:
    if item.reason is not NoBand.BANDED:
        return REASONS[item.reason]
    return REASONS[NoBand.NO_DATA if item.value is None else NoBand.NOT_BANDED]


def _written(chart: RankedBars | TrendLine, value: float | None) -> str:
    return "" if value is None else figure_with_unit(value, chart.unit, chart.decimals)


def _band_counts(items: Sequence[BarItem]) -> str:
    levels = (Band.GREEN, Band.AMBER, Band.RED)
    counts = [sum(item.band is level for item in items) for level in levels]
    without = len(items) - sum(counts)
    if not any(counts):
        return ""
    return in_bands(*counts) + (f", {show(without)} without a band" if without else "")


def _ends(chart: RankedBars, best_first: Sequence[BarItem]) -> str:
    if len(best_first) == 1:
        return f"the only value is {_of(chart, best_first[0])}"
    low, high = sorted((best_first[0], best_first[-1]), key=lambda item: item.value or 0.0)
    return f"values run from {_of(chart, low)} ({low.label}) to {_of(chart, high)} ({high.label})"


def _of(chart: RankedBars, item: BarItem) -> str:
    return value_or_reason(item, chart.unit, chart.decimals)


def _highlights(chart: RankedBars, best_first: Sequence[BarItem]) -> list[str]:
    parts = [f"{item.label} is at {_of(chart, item)}" for item in best_first if item.highlighted][
        :3
    ]
    if chart.benchmark is not None:
        parts.append(
            f"{chart.benchmark_label or 'the benchmark'} is {_written(chart, chart.benchmark)}"
        )
    return parts


def _moved(chart: TrendLine, first: TrendPoint, last: TrendPoint) -> str:
    then, now = (_written(chart, point.value) for point in (first, last))
    if then == now:
        return f"as in {first.label}"
    word = "up" if (last.value or 0.0) > (first.value or 0.0) else "down"
    return f"{word} from {then} in {first.label}"
