"""Results as rows of a file: one row per practice and indicator, the figures unrounded."""

from collections.abc import Iterator

from indicators.models import Result
from indicators.selectors.results import results_of
from scorecard.cards.models import CardRun
from scorecard.ui.words import COMPARISONS, band_words

Value = str | int | float | None

_HEADER = (
    "practice_code",
    "practice_name",
    "indicator_code",
    "indicator_name",
    "period",
    "figure_period",
    "numerator",
    "denominator",
    "value",
    "unit",
    "lower_95",
    "upper_95",
    "text",
    "band",
    "why_no_band",
    "comparison",
    "benchmark",
    "benchmark_name",
    "rank",
    "ranked_of",
    "queried",
    "definition_version",
    "run",
    "source_file",
    "source_row",
)


def export_header() -> list[str]:
    return list(_HEADER)


def export_rows(card_run: CardRun) -> Iterator[list[Value]]:
    """The rows of a run in the order of practices, then indicators; missing values are empty."""
    period = card_run.run.period.code
    for result in results_of(card_run.run).iterator(chunk_size=5000):
        yield _row(result, period)


def _row(result: Result, period: str) -> list[Value]:
    definition, figure = result.definition, result.figure
    words = band_words(result.band, result.no_band)
    return [
        result.practice.code,
        result.practice.name,
        definition.code,
        definition.name,
        period,
        figure.period.code if figure else "",
        result.numerator,
        result.denominator,
        result.value,
        definition.unit,
        result.lower,
        result.upper,
        result.text,
        words.word if result.band else "",
        "" if result.band else words.word,
        COMPARISONS[result.comparison] if result.comparison else "",  # type: ignore[index]
        result.benchmark,  # type: ignore[attr-defined]
        result.benchmark_name,  # type: ignore[attr-defined]
        result.rank,
        result.ranked_of,
        "yes" if result.queried else "no",
        definition.number,
        result.run_id,
        figure.file.name if figure and figure.file else "",
        figure.row if figure else None,
    ]
