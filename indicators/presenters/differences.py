"""Two sources for one thing: where they differ, by how much, and which of them counts."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from indicators.differences import Difference, difference, summary
from indicators.models import Definition, Figure, Period, SourceAgreement
from indicators.presenters.sources import (
    agreement_words,
    amount_words,
    difference_words,
    source_words,
)
from indicators.presenters.words import figure_words
from indicators.returns.due import DueIndicator
from indicators.selectors.definitions import latest_definitions
from indicators.selectors.queries import definition_of
from indicators.selectors.returns import due_indicator
from indicators.selectors.sources import (
    CORRECTION,
    Place,
    agreements_of,
    banded_by_others,
    deciding,
    figures_beside,
    places_with_several,
    source_titles,
    titles_with,
)
from practices.models import Commissioner
from scorecard.charts.figures import difference_strip
from scorecard.charts.types import BarItem, Chart, DifferenceStrip

Titles = Mapping[str, str]
SAME = Difference(differs=False)
DIFFERS, ALIKE, CORRECTED = "Differs", "The same", "Corrected after a query"
LIST_HEADER = (
    "indicator", "indicator name", "period", "sources", "practices with several", "differ",
    "largest difference", "counts now", "agreed",
)  # fmt: skip
HEADER = (
    "indicator", "indicator name", "period", "practice code", "practice",
    "counting figure", "counting source", "other figure", "other source",
    "difference", "difference in per cent of the counting figure", "verdict",
)  # fmt: skip


@dataclass(frozen=True)
class SourceLine:
    """One indicator in one period; `size` is that of the largest difference, to sort by."""

    code: str
    name: str
    url: str
    period: str
    sources: str
    practices: int
    differing: int
    largest: str
    size: float
    counts: str
    agreed: str


@dataclass(frozen=True)
class PracticeLine:
    """One practice: the figure that counts and one that stands beside it.

    `found` is unrounded, for files and for sorting.
    """

    code: str
    name: str
    counting: str
    counting_source: str
    counting_id: int
    other: str
    other_source: str
    other_id: int
    difference: str
    verdict: str
    found: Difference

    @property
    def size(self) -> float:
        return abs(self.found.absolute or 0)


@dataclass(frozen=True)
class IndicatorDifferences:
    """One indicator in one of the `periods` (code and name) in which several sources are held.

    `agreements` is every one that was made, the newest first. `outdated` is how many results of a
    period rest on figures that do not count any more.
    """

    code: str
    name: str
    period: str
    period_code: str
    periods: tuple[tuple[str, str], ...]
    lines: tuple[PracticeLine, ...]
    practices: int
    differing: int
    largest: str
    agreed: str
    agreements: tuple[str, ...]
    outdated: Mapping[str, int]
    chart: Chart | None


def source_lines(commissioner: Commissioner) -> list[SourceLine]:
    """Every indicator and period with figures of several sources, the newest period first."""
    by_pair: dict[tuple[int, int], list[Place]] = defaultdict(list)
    for place in places_with_several(commissioner):
        by_pair[place.counting.period_id, place.counting.indicator_id].append(place)
    due = {one.indicator_id: due_indicator(one) for one in latest_definitions(commissioner)}
    known = _Known(commissioner, source_titles(commissioner), list(agreements_of(commissioner)))
    periods = Period.objects.in_bulk({period for period, _ in by_pair})
    return [
        _source_line(known, periods[period], indicator, due[indicator], places)
        for (period, indicator), places in by_pair.items()
    ]


@dataclass(frozen=True)
class _Known:
    commissioner: Commissioner
    titles: Titles
    agreements: Sequence[SourceAgreement]


def _source_line(
    known: _Known, period: Period, indicator_id: int, due: DueIndicator, places: Sequence[Place]
) -> SourceLine:
    found = summary(_difference(place, due) for place in places)
    agreed = deciding(known.agreements, indicator_id, period.pk)
    address = reverse("source-differences", args=[known.commissioner.code, due.code])
    return SourceLine(
        code=due.code,
        name=due.name,
        url=f"{address}?period={period.code}",
        period=period.name,
        sources=_names(set().union(*(place.sources for place in places)), known.titles),
        practices=found.places,
        differing=found.differing,
        largest="" if found.largest is None else amount_words(found.largest, due),
        size=abs(found.largest or 0),
        counts=_names({place.counting.source for place in places}, known.titles),
        agreed=agreement_words(agreed, known.titles),
    )


def _difference(place: Place, due: DueIndicator) -> Difference:
    """Of one practice: the largest from the figure that counts; a correction is beyond dispute."""
    others = () if place.counting.source == CORRECTION else place.others
    found = [difference(place.counting, other, due) for other in others]
    return max(found, key=lambda one: (one.differs, abs(one.absolute or 0)), default=SAME)


def _names(sources: Iterable[str], titles: Titles) -> str:
    return "; ".join(sorted(source_words(one, titles) for one in sources))


def indicator_differences(definition: Definition, wanted: str) -> IndicatorDifferences | None:
    """Practice by practice in the period `wanted` (else the newest); None without any."""
    indicator = definition.indicator
    commissioner, due = indicator.commissioner, due_indicator(definition)
    all_places = places_with_several(commissioner, indicator)
    periods = Period.objects.in_bulk({place.counting.period_id for place in all_places})
    ordered = [periods[pk] for pk in dict.fromkeys(one.counting.period_id for one in all_places)]
    chosen = next((one for one in ordered if one.code == wanted), ordered[0] if ordered else None)
    if chosen is None:
        return None
    places = [place for place in all_places if place.counting.period_id == chosen.pk]
    titles, agreements = source_titles(commissioner), list(agreements_of(commissioner))
    about = [one for one in agreements if one.indicator_id == indicator.pk]
    lines = tuple(line for place in places for line in _practice_lines(place, due, titles))
    found = summary(_difference(place, due) for place in places)
    return IndicatorDifferences(
        code=due.code,
        name=due.name,
        period=chosen.name,
        period_code=chosen.code,
        periods=tuple((one.code, one.name) for one in ordered),
        lines=lines,
        practices=found.places,
        differing=found.differing,
        largest="" if found.largest is None else amount_words(found.largest, due),
        agreed=agreement_words(deciding(about, indicator.pk, chosen.pk), titles),
        agreements=tuple(agreement_words(one, titles) for one in about),
        outdated=banded_by_others(commissioner, indicator),
        chart=_chart(lines, due),
    )


def _practice_lines(place: Place, due: DueIndicator, titles: Titles) -> Iterator[PracticeLine]:
    counting = place.counting
    for other in place.others:
        found = difference(counting, other, due)
        corrected = counting.source == CORRECTION
        yield PracticeLine(
            code=counting.practice__code,
            name=counting.practice__name,
            counting=figure_words(counting, due),
            counting_source=source_words(counting.source, titles),
            counting_id=counting.pk,
            other=figure_words(other, due),
            other_source=source_words(other.source, titles),
            other_id=other.pk,
            difference=difference_words(found, due),
            verdict=CORRECTED if corrected else DIFFERS if found.differs else ALIKE,
            found=found,
        )


def _chart(lines: Sequence[PracticeLine], due: DueIndicator) -> Chart | None:
    """Every difference as a point; None where fewer than two practices have one in numbers."""
    items = tuple(
        # What reads the same is no difference here either, as in the counts above the chart.
        BarItem(f"{one.name}, {one.other_source}", one.found.absolute if one.found.differs else 0)
        for one in lines
        if one.found.absolute is not None and one.verdict != CORRECTED
    )
    if len(items) < 2:
        return None
    return difference_strip(
        DifferenceStrip(
            title=f"{due.name}: how far the other source lies from the one that counts",
            unit="points" if due.unit == "%" else due.unit,
            decimals=due.decimals,
            items=items,
        )
    )


def other_sources(figure: Figure) -> list[str]:
    """What other sources say in the place of a figure, where people read another number there."""
    beside = figures_beside(figure)
    if not beside or figure.source == CORRECTION:
        return []
    due = due_indicator(definition_of(figure))
    titles = titles_with({one["name"]: one["title"] for one in beside[0].saved_titles})  # type: ignore[attr-defined]
    found = ((other, difference(figure, other, due)) for other in beside)
    return [
        f"“{source_words(other.source, titles)}” says {figure_words(other, due)}"
        f" ({difference_words(apart, due)})"
        for other, apart in found
        if apart.differs
    ]


def list_rows(lines: Iterable[SourceLine]) -> Iterator[tuple[object, ...]]:
    """The list for a file, under LIST_HEADER."""
    for line in lines:
        yield (
            line.code,
            line.name,
            line.period,
            line.sources,
            line.practices,
            line.differing,
            line.largest,
            line.counts,
            line.agreed,
        )


def difference_rows(found: IndicatorDifferences) -> Iterator[tuple[object, ...]]:
    """The lines for a file, under HEADER; numbers are unrounded."""
    for line in found.lines:
        relative = line.found.relative
        yield (
            found.code,
            found.name,
            found.period_code,
            line.code,
            line.name,
            line.counting,
            line.counting_source,
            line.other,
            line.other_source,
            line.found.absolute,
            None if relative is None else relative * 100,
            line.verdict,
        )
